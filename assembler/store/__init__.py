"""The store: puts a build's outputs on disk, each file whole, nothing of a person's lost. Last stage of the flow."""

from assembler.store.atomic import remove
from assembler.store.lock import lock
from assembler.store.manifest import JOURNAL, MANIFEST, Manifest, Output, Recorded, family, read_manifest
from assembler.store.place import Written, write_outputs
from assembler.store.whose import current, edited, held, recorded, rows, stale, state

__all__ = [
    "JOURNAL",
    "MANIFEST",
    "Manifest",
    "Output",
    "Recorded",
    "Written",
    "current",
    "edited",
    "family",
    "held",
    "lock",
    "read_manifest",
    "recorded",
    "remove",
    "rows",
    "stale",
    "state",
    "write_outputs",
]
