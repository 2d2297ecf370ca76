"""Names of the profile that a text may put a date to: institutions, posts, degrees, examinations, journals.

Each knows all periods in which the profile has it. A name that a target program bears as well is none of these: a date
beside it may be the program's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assembler.checks.consistency.dates import When
from assembler.checks.consistency.verbs import OF
from assembler.checks.consistency.words import Word, key_of
from assembler.checks.subject import Subject
from assembler.schema.career import Education
from assembler.schema.person import Certification, Examination
from assembler.schema.types import Period

Key = tuple[str, ...]

_LONGEST = 12
"""Words of a name that are looked for."""

_DEGREE_YEARS = 8
"""How long a degree may have taken of which only one date is given."""

_MOST_WEEKS = 520
_MONTH = 31

_CAPITAL = ("place", "journal")
"""Kinds whose names are written with a capital; a post or a degree may be written without."""


_ORDINARY = frozenset((
    "academic", "campus", "cancer", "center", "centre", "children", "city", "clinic", "college", "community", "county",
    "district", "for", "foundation", "general", "group", "health", "hospice", "hospital", "hospitals", "in",
    "infirmary", "institute", "klinik", "klinikum", "medical", "memorial", "national", "nhs", "of", "pain",
    "rehabilitation", "regional", "royal", "school", "state", "teaching", "the", "trust", "universitatsklinikum",
    "university", "women",
))  # fmt: skip
"""Words that the names of many places share: what stands before them is what a place is called for short."""

_DISTINCTIVE = 2
"""Words of which a short name is made; one alone may be anything."""


class Span(NamedTuple):
    """A period of the profile, as days (ordinals) and as it is written.

    `early` and `late` are a month further where the months are known: who leaves in December may tell of January.
    """

    first: int
    last: int
    early: int
    late: int
    written: str


@dataclass
class Known:
    """One name with the periods that the profile has for it."""

    kind: str
    name: str
    spans: list[Span] = field(default_factory=list)
    ends: list[Span] = field(default_factory=list)
    """Of degrees: when they were done."""
    near: set[str] = field(default_factory=set)
    """Words of city, country and department, or of a whole title, which may stand between the name and a date."""
    short: bool = False
    """Whether it is the short name of a place, which may be a town's as well."""

    def holds(self, begin: datetime.date, end: datetime.date, *, done: bool = False) -> bool:
        """Whether some day from `begin` to `end` may lie in one of the periods, or for a whole year close to it.

        `done`: or, of degrees, at the end of one.
        """
        spans = self.ends if done and self.ends else self.spans
        early, late = begin.toordinal(), end.toordinal()
        if late - early > _MONTH:
            return any(early <= span.late and span.early <= late for span in spans)
        return any(early <= span.last and span.first <= late for span in spans)


class Found(NamedTuple):
    """A name in a sentence: the words from `first` up to `last`."""

    first: int
    last: int
    known: Known


@dataclass(frozen=True)
class Names:
    """All names, by their words; `lengths` are those of the names that begin with a word, longest first."""

    known: Mapping[Key, Known]
    lengths: Mapping[str, Sequence[int]]

    def within(self, words: Sequence[Word]) -> Iterator[Found]:
        """The names among `words`, the longest at each place."""
        at = 0
        while at < len(words):
            for length in self.lengths.get(words[at].word, ()):
                known = self.known.get(tuple(one.word for one in words[at : at + length]))
                if known and (words[at].capital or known.kind not in _CAPITAL):
                    yield Found(at, at + length, known)
                    at += length - 1
                    break
            at += 1


_PLACES = ("training", "posts", "experience", "education", "projects", "improvement", "teaching", "leadership")
_TITLES = (
    ("training", "title"), ("posts", "title"), ("leadership", "title"), ("experience", "task"), ("teaching", "task"),
)  # fmt: skip
_MEDICAL = re.compile(r"medicin|mediz|medical|surgery|\bM\.?D\b|\bM\.?B\b|MBBS|MBCh", re.IGNORECASE)
_SCHOOL = ("medical", "school")


def names_of(subject: Subject) -> Names:
    """The names of `subject`, but those that two kinds of entries share and those of target programs."""
    gathered: dict[Key, Known | None] = {}
    for key, kind, name, entry in _named(subject):
        span = _span(entry, subject)
        known = gathered.setdefault(key, Known(kind, name))
        if known is None or span is None or len(key) > _LONGEST or not key:
            continue
        if known.kind != kind:
            gathered[key] = None
            continue
        known.spans.append(span)
        if kind in ("degree", "exam"):
            known.near.update(key_of(name))
        if isinstance(entry, Education):
            known.ends.append(_end(entry, span))
        for part in ("city", "country", "department"):
            known.near.update(key_of(getattr(entry, part, None)))
    for program in subject.programs.values():
        for own in (program.institution, program.short, program.name, program.department):
            gathered.pop(key_of(own), None)
    kept = {key: known for key, known in gathered.items() if known and known.spans}
    for entry in subject.profile.courses:
        if (place := kept.get(key_of(entry.body))) and place.kind == "place" and (span := _span(entry, subject)):
            place.spans.append(span)
    kept = {**dict(_for_short(kept, subject)), **kept}
    lengths: dict[str, set[int]] = {}
    for key in kept:
        lengths.setdefault(key[0], set()).add(len(key))
    return Names(kept, {word: sorted(each, reverse=True) for word, each in lengths.items()})


def _for_short(known: Mapping[Key, Known], subject: Subject) -> Iterator[tuple[Key, Known]]:
    """What places are called for short, each with the periods of all that may be meant by it; no towns, no programs."""
    places = {key: one for key, one in known.items() if one.kind == "place"}
    taken = {" ".join(word for word in ("", *key_of(name), "")) for name in _not_for_short(subject)}
    for key in places:
        head = key[: next((at for at, word in enumerate(key) if word in _ORDINARY), len(key))][:_DISTINCTIVE]
        said = f" {' '.join(head)} "
        if len(head) < _DISTINCTIVE or len(head) == len(key) or any(said in name for name in taken):
            continue
        meant = [one for other, one in places.items() if said in f" {' '.join(other)} "]
        names = " or ".join(dict.fromkeys(one.name for one in meant))
        spans = [span for one in meant for span in one.spans]
        ends = [] if any(not one.ends for one in meant) else [span for one in meant for span in one.ends]
        yield head, Known("place", names, spans, ends, {word for one in meant for word in one.near}, short=True)


def _not_for_short(subject: Subject) -> Iterator[str]:
    """Names in which a short one may stand that is none: of towns and countries, of programs and what is theirs."""
    profile = subject.profile
    for section in (*_PLACES, "courses", "conferences", "presentations", "referees"):
        for entry in getattr(profile, section):
            yield from (name for part in ("city", "country") if (name := getattr(entry, part, None)))
    for program in subject.programs.values():
        own = (program.institution, program.short, program.name, program.department, program.city, program.country)
        yield from (name for name in own if name)


def _named(subject: Subject) -> Iterator[tuple[Key, str, str, Any]]:
    """Each name with its kind and the entry that bears it."""
    profile = subject.profile
    for section in _PLACES:
        for entry in getattr(profile, section):
            if entry.institution:
                yield key_of(entry.institution), "place", entry.institution, entry
    for section, kind in _TITLES:
        for entry in getattr(profile, section):
            for key in _short(entry.title):
                if len(key) > 1:
                    yield key, kind, entry.title, entry
    for degree in profile.education:
        for key in _short(degree.qualification):
            yield key, "degree", degree.qualification, degree
        if _MEDICAL.search(degree.qualification):
            yield _SCHOOL, "school", "medical school", degree
    # What expires is taken again and again, and a profile lists the last time alone.
    lasting = tuple(entry for entry in profile.certification if not entry.expires)
    tests: tuple[Examination | Certification, ...] = (*profile.examinations, *lasting)
    for entry in tests:
        for key in _short(entry.name):
            yield key, "exam", entry.name, entry
    for paper in profile.publications:
        if paper.journal and paper.state == "published":
            yield key_of(paper.journal), "journal", paper.journal, paper


def _short(name: str) -> Iterator[Key]:
    """A name as a whole, and up to a bracket or comma where that says enough: "MCAI", "Master of Medicine"."""
    whole = key_of(name)
    yield whole
    base = re.split(r"[(\[,]", name, maxsplit=1)[0].strip()
    if (key := key_of(base)) and key != whole and (len(key) > 1 or sum(letter.isupper() for letter in base) > 2):
        yield key


def _span(entry: Any, subject: Subject) -> Span | None:
    """The days that `entry` may have lasted, at the most; None where it has no date. What is private counts too."""
    begin = entry.start if isinstance(entry, Period) else entry.date
    if begin is None:
        return None
    first, last = begin.first().toordinal(), begin.last().toordinal()
    early = first - _MONTH * bool(begin.month)
    if not isinstance(entry, Period):
        return Span(first, last, early, last + _MONTH * bool(begin.month), str(begin))
    today, end = subject.today.last().toordinal(), entry.end
    if end is not None:
        last = today if end.is_open else end.last().toordinal()
        return Span(first, last, early, last + _MONTH * bool(end.month), f"{begin} to {end}")
    if isinstance(entry, Education):
        first -= 366 * _DEGREE_YEARS
        return Span(first, last, first, last + _MONTH * bool(begin.month), str(begin))
    weeks = getattr(entry, "weeks", None)
    last = last + int(7 * min(weeks, _MOST_WEEKS)) if weeks else max(last, today)
    return Span(first, last, early, last, str(begin))


def _end(entry: Education, span: Span) -> Span:
    """When a degree was done; one of which a single date is given, at any time that it may have taken."""
    if entry.end is None:
        return span
    first = entry.end.first().toordinal()
    return span._replace(first=first, early=first - _MONTH * bool(entry.end.month))


class Scene(NamedTuple):
    """A sentence as its words, with the names and the dates among them."""

    text: str
    words: Sequence[Word]
    names: Sequence[Found]
    dates: Sequence[When]

    def between(self, first: int, last: int) -> str:
        """The text between word `first` - 1 and word `last`, where these are neighbours or not."""
        return self.text[self.words[first - 1].end : self.words[last].start] if 0 < first <= last else ""

    def word(self, at: int) -> str:
        """Word `at` without what an apostrophe adds to it: "I" of "I've", "not" of "didn't"."""
        if not 0 <= at < len(self.words):
            return ""
        word = self.words[at].word
        if "'" in word or "’" in word:
            return "not" if word.endswith(("n't", "n’t")) else word.replace("’", "'").split("'", 1)[0]
        return word

    def whole(self, at: int) -> str:
        """Word `at` with what an apostrophe adds to it."""
        return self.words[at].word if 0 <= at < len(self.words) else ""

    def heard(self, first: int, last: int) -> frozenset[str]:
        """The words from `first` up to `last`."""
        return frozenset(self.word(at) for at in range(first, last))


def whole(text: str, words: Sequence[Word], name: Found) -> bool:
    """Whether no capital beside a name makes it part of a longer one: "Royal X", "X Medical School", "School of X"."""
    if name.known.kind not in ("place", "journal"):
        return True
    after, before = name.last, name.first - 1
    if before > 0 and words[before].word in OF and words[before - 1].capital:
        return False
    follows = after < len(words) and words[after].capital and re.split("['’]", words[after].word)[0] != "i"
    goes_on = follows and text[words[after - 1].end : words[after].start] == " "
    begun = before > 0 and words[before].capital and text[words[before].end : words[before + 1].start] in (" ", "-")
    return not goes_on and not (begun and words[before].word not in ("i", "the"))
