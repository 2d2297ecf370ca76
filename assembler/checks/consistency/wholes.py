"""Wholes: what a text says that the logbooks hold altogether, and the sums that it may mean. For the check of totals.

A certified summary has its totals by category (RCoA, logbook categories: observed, supervised, solo, taught), so a text
may count all, or leave out what was watched or taught; it means no other number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from assembler.checks.consistency.numbers import number_at
from assembler.checks.consistency.procedures import counts
from assembler.checks.consistency.words import Word
from assembler.checks.subject import Subject, once
from assembler.passages import Passage
from assembler.schema.career import Logbook, Post, Training
from assembler.schema.types import Period

_BOOKS = frozenset(("caselog", "logbook", "register"))
_ALL_BOOKS = frozenset(("caselogs", "logbooks", "registers"))
_MINE = frozenset(("all", "both", "four", "my", "the", "these", "three", "two"))
_HOLD = frozenset((
    "contain", "contains", "count", "counts", "document", "documents", "have", "hold", "holds", "list", "lists",
    "record", "records", "show", "shows",
))  # fmt: skip
_ADVERBS = frozenset(("already", "altogether", "currently", "now", "to", "date", "together", "today", "so", "far"))
_LOGGED = frozenset(("certified", "documented", "logged", "recorded", "verified"))
_NOUNS = frozenset(("cases", "entries", "procedures"))
_LIMITS = frozenset((
    "a", "after", "alone", "as", "at", "before", "between", "by", "done", "during", "each", "for", "from", "i", "in",
    "observed", "of", "on", "over", "per", "performed", "since", "solo", "supervised", "taught", "that", "under",
    "when", "where", "which", "with", "without",
))  # fmt: skip
"""What makes them part of the whole, or may."""
_NO_LIMITS = frozenset((
    ("in", "all"), ("in", "total"), ("of", "them"), ("of", "these"), ("of", "which"), ("without", "those"),
))  # fmt: skip
_ROUGHLY = frozenset((
    "about", "almost", "approximately", "around", "c", "ca", "circa", "least", "nearly", "over", "roughly", "some",
    "than",
))  # fmt: skip

_MOST_BOOKS = 6
"""Logbooks of which every sum is looked at; of more, each alone and all together."""


class Whole(NamedTuple):
    """A number of all procedures in a text: the words from `first` up to `last`, and whether it is of all logbooks."""

    number: int
    first: int
    last: int
    of_all: bool


def _wholes_in(text: str, words: Sequence[Word]) -> Iterator[Whole]:
    """What is said to be all: "my logbooks hold 780 procedures"."""
    for at, one in enumerate(words):
        of_all = one.word in _ALL_BOOKS
        if not of_all and one.word not in _BOOKS:
            continue
        before = [word.word for word in words[max(0, at - 3) : at]]
        if not before or (before[-1] not in _MINE if of_all else "my" not in before):
            continue
        place = _past(words, at + 1, _ADVERBS)
        if place >= len(words) or words[place].word not in _HOLD:
            continue
        first = _past(words, place + 1, _ADVERBS)
        if first >= len(words) or text[one.end : words[first].start].strip(" \nabcdefghijklmnopqrstuvwxyz"):
            continue
        number, after = number_at(text, words, first)
        last = _past(words, after, _LOGGED)
        if number is None or last >= len(words) or words[last].word not in _NOUNS or _is_part(text, words, last + 1):
            continue
        yield Whole(number, first, last + 1, of_all)


def _past(words: Sequence[Word], at: int, some: frozenset[str]) -> int:
    """The first word from `at` on that is none of `some`, of which there may be three."""
    return next((place for place in range(at, min(at + 3, len(words))) if words[place].word not in some), at + 3)


def _is_part(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether what follows from word `at` on may make it a part of the whole."""
    if at >= len(words) or ":" in text[words[at - 1].end : words[at].start]:
        return False
    following = (words[at].word, words[at + 1].word if at + 1 < len(words) else "")
    return following[0] in _LIMITS and following not in _NO_LIMITS


def _logged_in(text: str, words: Sequence[Word]) -> Iterator[Whole]:
    """What is said of an entry to be logged: "640 logged procedures", "640 procedures logged"."""
    at = 0
    while at < len(words):
        start, (number, after) = at, number_at(text, words, at)
        at = after
        rough = start > 0 and words[start - 1].word in _ROUGHLY
        two = [word.word for word in words[after : after + 2]]
        if number is not None and not rough and len(two) > 1 and "procedures" in two and _LOGGED & set(two):
            yield Whole(number, start, after + 2, of_all=False)


# Sums -------------------------------------------------------------------------------------------------


@once
def _sums(subject: Subject) -> frozenset[int]:
    """What any of the logbooks hold together."""
    logbooks = subject.profile.logbooks
    sizes = range(1, len(logbooks) + 1) if len(logbooks) <= _MOST_BOOKS else (1, len(logbooks))
    return _added(some for size in sizes for some in combinations(logbooks, size))


def _added(chosen: Iterable[Sequence[Logbook]]) -> frozenset[int]:
    """What the logbooks of each of `chosen` hold: with and without what was observed or taught."""
    return frozenset(
        sum(row.supervised + row.solo + row.observed * watched + row.taught * taught for row in some)
        for some in ([row for log in books for row in log.rows] for books in chosen)
        for watched in (0, 1)
        for taught in (0, 1)
    )


def _own_logbook(entry: Period, logbooks: Sequence[Logbook]) -> Logbook | None:
    """The one logbook whose time lies within that of `entry`; None where another one reaches into it."""
    end = entry.end or entry.start
    touching = [log for log in logbooks if log.start.first() <= end.last() and log.end.last() >= entry.start.first()]
    within = [log for log in touching if log.start.last() >= entry.start.first() and log.end.first() <= end.last()]
    return within[0] if len(touching) == len(within) == 1 else None


# What is no sum --------------------------------------------------------------------------------------


def not_whole(passage: Passage, words: Sequence[Word], subject: Subject) -> Iterator[tuple[int, int, str]]:
    """The claims of a sentence to be a whole that no sum of the logbooks is."""
    text = passage.text
    for claim in _wholes_in(text, words):
        held = _added([subject.profile.logbooks]) if claim.of_all else _sums(subject)
        if claim.number not in held and counts(text, words, claim.first, claim.last):
            yield _other(text, words, claim, f"the logbooks hold: {max(held)} in all")
    section, _, rest = passage.where.partition("/")
    if section in ("posts", "training"):
        entry: Post | Training = getattr(subject.profile, section)[int(rest.partition("/")[0])]
        log = _own_logbook(entry, subject.profile.logbooks)
        whole = sum(row.observed + row.supervised + row.solo + row.taught for row in log.rows) if log else 0
        for claim in _logged_in(text, words) if log else ():
            is_sum = claim.number <= whole or claim.number in _sums(subject)
            if not is_sum and counts(text, words, claim.first, claim.last, mine=True):
                yield _other(text, words, claim, f"the logbook of that time holds: {whole} in all")


def _other(text: str, words: Sequence[Word], claim: Whole, held: str) -> tuple[int, int, str]:
    first, last = words[claim.first].start, words[claim.last - 1].end
    return first, last, f"'{text[first:last]}' is no sum of what {held}"
