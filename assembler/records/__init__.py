"""Strict, frozen records, and reading plain data into them with a diagnostic for everything that does not fit."""

from assembler.records.marks import key_mark, value_mark
from assembler.records.reading import read
from assembler.records.record import Record

__all__ = ["Record", "key_mark", "read", "value_mark"]
