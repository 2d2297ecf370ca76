"""Rewording: the profile as one program is to read it, with the texts that its file words differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from assembler.records import Record
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.types import Entry

R = TypeVar("R", bound=Record)


def reworded(profile: Profile, program: Program) -> Profile:
    """`profile` with the `texts` of `program` in place of its own; nothing else differs."""
    texts: dict[str, dict[str, str]] = {}
    for item in program.texts:
        texts.setdefault(item.entry, {})[item.field] = item.text
    return _replaced(profile, texts) if texts else profile


def _replaced(record: R, texts: Mapping[str, Mapping[str, str]]) -> R:
    """`record` with the texts of every entry within it that `texts` names by id."""
    changes: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Record):
            new: Any = _replaced(value, texts)
        elif isinstance(value, tuple):
            new = tuple(_replaced(item, texts) if isinstance(item, Record) else item for item in value)
        else:
            continue
        if new != value:
            changes[name] = new
    if isinstance(record, Entry) and record.id is not None and record.id in texts:
        changes |= texts[record.id]
    return record.model_copy(update=changes) if changes else record
