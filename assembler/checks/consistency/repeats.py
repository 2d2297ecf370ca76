"""Repeats: entries of the profile that tell the same thing twice. One of the checks before a build.

A list that counts a thing twice is read as padding; a talk given twice is one entry that lists both events (IU library
guide to ERAS), and a DOI or a PubMed number is one work's own. Two entries are the same only where they agree in all
that could tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from assembler.checks.consistency.dates import alike
from assembler.checks.consistency.words import key_of
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, Mark, warning
from assembler.schema.career import Publication
from assembler.schema.person import Examination, Membership
from assembler.schema.program import Program
from assembler.schema.types import Entry

_MOST = 50
"""Entries of one title that are compared with a further one."""

_Pair = Callable[[Any, Any], bool]


class _Kind(NamedTuple):
    """Entries of a section: what makes two the same, and what, given on both and different, makes them two."""

    section: str
    what: str
    same: tuple[str, ...]
    apart: tuple[str, ...] = ()
    agree: _Pair = lambda one, other: alike(one.date, other.date)


def _same_start(one: Any, other: Any) -> bool:
    """Whether two periods begin alike; where only the year is known, they must end and be told alike too."""
    if not alike(one.start, other.start):
        return False
    told, there = getattr(one, "bullets", ()), getattr(other, "bullets", ())
    months = one.start.month and other.start.month
    return bool(months) or (alike(one.end, other.end) and (told == there or not told or not there))


def _same_sitting(one: Examination, other: Examination) -> bool:
    """Whether two dates of an examination are one: of those that only may be, not where attempt or result differ."""
    told_alike = (one.attempt, one.result) == (other.attempt, other.result)
    return one.date == other.date or (told_alike and alike(one.date, other.date))


def _same_time(one: Membership, other: Membership) -> bool:
    """Whether two memberships run at once; one without an end is taken to go on."""
    early, late = sorted((one, other), key=lambda entry: entry.start)
    return early.start == late.start or early.end is None or late.start.last() <= early.end.first()


_PLACE = ("institution", "department", "city")
_KINDS = (
    _Kind("registration", "registration", ("body", "country"), ("kind", "number"), _same_start),
    _Kind("certification", "certificate", ("name",), ("body", "detail")),
    _Kind("examinations", "examination", ("name",), ("body",), _same_sitting),
    _Kind("education", "degree", ("qualification",), ("institution", "city"), _same_start),
    _Kind("training", "training", ("title",), _PLACE, _same_start),
    _Kind("posts", "post", ("title",), _PLACE, _same_start),
    _Kind("experience", "experience", ("title",), (*_PLACE, "specialty", "setting", "patients"), _same_start),
    _Kind("projects", "project", ("title",), _PLACE, _same_start),
    _Kind("grants", "grant", ("title", "funder"), ("amount",), _same_start),
    _Kind("improvement", "project", ("title",), _PLACE, _same_start),
    _Kind("teaching", "teaching", ("title",), _PLACE, _same_start),
    _Kind("leadership", "role", ("title",), _PLACE, _same_start),
    _Kind("awards", "award", ("title",), ("body", "detail")),
    _Kind("courses", "course", ("title",), ("body", "city", "detail")),
    _Kind("conferences", "conference", ("title",), ("city", "country")),
    _Kind("presentations", "presentation", ("title", "event"), ("kind", "city")),
    _Kind("memberships", "membership", ("body",), ("grade",), _same_time),
    _Kind("languages", "language", ("language",), (), lambda *_: True),
)


def duplicate_entry(subject: Subject) -> Iterator[Diagnostic]:
    """Entries that stand twice, told at the second; entries that no program shows together may be alike."""
    programs = tuple(subject.programs.values())
    for kind in _KINDS:
        groups: dict[tuple[tuple[str, ...], ...], list[Any]] = {}
        for entry in getattr(subject.profile, kind.section):
            key = tuple(key_of(getattr(entry, field)) for field in kind.same)
            if entry.private or not all(key):
                continue
            named_so = groups.setdefault(key, [])
            first = next((one for one in islice(named_so, _MOST) if _one(kind, one, entry, programs)), None)
            if first is None:
                named_so.append(entry)
            else:
                yield _twice(f"the {kind.what} '{getattr(entry, kind.same[0])}'", entry.mark, first.mark)
    yield from _publications(subject.profile.publications, programs)


def _one(kind: _Kind, one: Entry, other: Entry, programs: Sequence[Program]) -> bool:
    """Whether two entries of the same name tell of one thing."""
    for field in kind.apart:
        here, there = getattr(one, field), getattr(other, field)
        if here and there and key_of(str(here)) != key_of(str(there)):
            return False
    return kind.agree(one, other) and _shown_together(one, other, programs)


def _shown_together(one: Entry, other: Entry, programs: Sequence[Program]) -> bool:
    """Whether some program leaves neither out; where there is none yet, a document may show both."""
    return not programs or any(
        not any(entry.id in program.omit or set(entry.tags) & set(program.omit) for entry in (one, other))
        for program in programs
    )


def _twice(what: str, mark: Mark | None, first: Mark | None) -> Diagnostic:
    where = f" (the other at line {first.line})" if first else ""
    return warning("duplicate-entry", f"{what} stands twice{where}", mark, "delete one, or say how the two differ")


# Publications ---------------------------------------------------------------------------------------

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_SHORT = 4
"""Titles of fewer words are used by many works: "In reply", "Neuropathic pain"."""

_FULL = ("article", "review", "case-report")
"""One work in full, whatever it is called; an abstract of it is another publication."""

_SHARED = ("abstract", "chapter")
"""Several of these may carry the DOI of their supplement or book."""


def _publications(works: Sequence[Publication], programs: Sequence[Program]) -> Iterator[Diagnostic]:
    """Publications with one DOI or PubMed number, or one title."""
    seen: dict[tuple[Any, ...], Publication] = {}
    for entry in works:
        if entry.private:
            continue
        keys = tuple(_keys(entry))
        found = next(
            ((field, seen[key]) for field, key in keys if key in seen and _shown_together(seen[key], entry, programs)),
            None,
        )
        if found is None:
            for _, key in keys:
                seen.setdefault(key, entry)
            continue
        field, first = found
        what = f"the title '{entry.title}'" if field == "title" else f"the {field.upper()} {getattr(entry, field)}"
        yield _twice(what, entry.mark, first.mark)


def _keys(entry: Publication) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What no other publication may have alike, each with its field."""
    title = key_of(entry.title)
    doi = _DOI.search(entry.doi.casefold()) if entry.doi else None
    if doi:
        yield "doi", ("doi", doi[0].rstrip(".,;"), title if entry.kind in _SHARED else None)
    if entry.pmid and (number := re.sub(r"\D", "", entry.pmid).lstrip("0")):
        yield "pmid", ("pmid", number)
    if title:
        sure = entry.kind in _FULL and len(title) >= _SHORT
        where = None if sure else (key_of(entry.journal), entry.date.year if entry.date else None)
        yield "title", ("title", "full" if entry.kind in _FULL else entry.kind, title, where)


CHECKS: tuple[Check, ...] = (duplicate_entry,)
"""The checks of this family, in the order in which findings are told."""
