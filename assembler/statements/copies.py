"""Files of Word's in a folder, looked into only as far as is safe; for finding drafts under other names."""

from __future__ import annotations

import stat
from pathlib import Path

LARGEST = 20_000_000
"""Bytes of a file that is looked into; a draft has a thousandth of that."""


def documents_in(folder: Path) -> list[str]:
    """The names in `folder` that end as those of a DOCX do; the lock files of editors aside."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return []
    return sorted(name for name in names if name.casefold().endswith(".docx") and not name.startswith((".", "~$")))


def content_of(file: Path) -> bytes | None:
    """What `file` holds; None where it is no file of its own, cannot be read, or has more than `LARGEST` bytes."""
    try:
        looked = file.lstat()
        return file.read_bytes() if stat.S_ISREG(looked.st_mode) and looked.st_size <= LARGEST else None
    except OSError:
        return None
