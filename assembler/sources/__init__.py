"""Reading files: YAML as data that knows its place, photos as clean pictures. Nothing after this stage opens them."""

from assembler.sources.assets import Asset, read_asset
from assembler.sources.data import MarkedList, MarkedMapping, MarkedText, Source
from assembler.sources.text import MAX_BYTES, line_of, shown
from assembler.sources.yaml import read_yaml

__all__ = [
    "MAX_BYTES",
    "Asset",
    "MarkedList",
    "MarkedMapping",
    "MarkedText",
    "Source",
    "line_of",
    "read_asset",
    "read_yaml",
    "shown",
]
