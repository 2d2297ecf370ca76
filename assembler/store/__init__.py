"""The store: puts a build's outputs on disk, each file whole, nothing of a person's lost. Last stage of the flow."""

from assembler.store.lock import lock
from assembler.store.manifest import Manifest, Output, Recorded, family, read_manifest
from assembler.store.place import Written, write_outputs
from assembler.store.whose import current, edited, rows, stale, state

__all__ = [
    "Manifest",
    "Output",
    "Recorded",
    "Written",
    "current",
    "edited",
    "family",
    "lock",
    "read_manifest",
    "rows",
    "stale",
    "state",
    "write_outputs",
]
