"""The data of a comparison: the two versions that go in, and the differences that come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.document import Document
from assembler.views import Decision


@dataclass(frozen=True, slots=True)
class Version:
    """One program's version of a document.

    `settings` are what holds for the whole of it, by name; `parts` the texts of bullets and logbook rows by ref, so
    that a line can be traced to the decision about it.
    """

    document: Document
    decisions: Sequence[Decision]
    settings: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that holds for a whole document, and otherwise in the other."""

    name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line, and whether the other version has other words there; empty where only that one has any."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line with other words; None where a version does not have it, with the `reason`. A note is for the writer."""

    first: tuple[Run, ...] | None
    second: tuple[Run, ...] | None
    note: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LineMove:
    """A line that moved, with its places among the lines that both have, counted from 1 after the head."""

    text: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that one version lacks (None), or titles otherwise. `lines` are those in it that are no entry's."""

    section: str
    first: str | None
    second: str | None
    lines: tuple[LineChange, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that is not the same in both.

    `first` and `second` are the headings that it stands under, None where it does not stand; `elsewhere` tells that
    these are two sections, not one under two headings.
    """

    entry: str
    title: str
    first: str | None
    second: str | None
    elsewhere: bool = False
    reason: str | None = None
    lines: tuple[LineChange, ...] = ()
    moves: tuple[LineMove, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderChange:
    """What both have, in another order: the entries of a section by ref; the sections by title, where it is None."""

    section: str | None
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that two versions of a document say differently; `same` counts the entries in which they do not."""

    settings: tuple[Setting, ...]
    sections: tuple[SectionChange, ...]
    entries: tuple[EntryChange, ...]
    order: tuple[OrderChange, ...]
    same: int
