"""Differences: what two programs' versions of one document say differently, as data. Pure; for `assembler diff`.

Entries are known by the ref of their blocks, sections by theirs, else by their titles; what has neither is compared
line by line. A date that only looks otherwise (02/2021, Feb 2021) is the same date.
"""

from assembler.differences.changes import (
    Differences,
    EntryChange,
    LineChange,
    LineMove,
    OrderChange,
    Run,
    SectionChange,
    Setting,
    Version,
)
from assembler.differences.comparing import compare, staying

__all__ = [
    "Differences",
    "EntryChange",
    "LineChange",
    "LineMove",
    "OrderChange",
    "Run",
    "SectionChange",
    "Setting",
    "Version",
    "compare",
    "staying",
]
