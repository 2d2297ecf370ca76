"""Titles: what entries, bullets and logbook rows are called where people read lists of them. For the command line."""

from __future__ import annotations

from collections.abc import Iterator

from assembler import markup
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.types import Entry, entry_ref
from assembler.tailor.select import parts

_NAMING = (
    "title",
    "qualification",
    "name",
    "procedure",
    "label",
    "text",
    "language",
    "scheme",
    "source",
    "body",
)
"""Fields by which an entry is called: the first that it has. No values of identifiers, no scores, no reasons."""


def titles(profile: Profile, program: Program | None = None) -> dict[str, str]:
    """What each entry and part of `profile`, and each attraction of `program`, is called, by its ref."""
    return {ref: title for ref, entry in _all(profile, program) if (title := _title(entry))}


def _all(profile: Profile, program: Program | None) -> Iterator[tuple[str, Entry]]:
    for _, ref, entry in profile.entries():
        yield ref, entry
        yield from ((name, part) for _, name, part in parts(ref, entry))
    for position, entry in enumerate(program.attractions if program else ()):
        yield entry_ref("program.attractions", position, entry), entry


def _title(entry: Entry) -> str | None:
    named = next((value for name in _NAMING if (value := getattr(entry, name, None))), None)
    return markup.plain(named) if named else None
