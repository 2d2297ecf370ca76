"""Dates in a text: years, months and periods as people write them, each with the word before it, and what they mean."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assembler.checks.consistency.words import Word
from assembler.schema.dates import PartialDate

YEAR = re.compile(r"(?:19[5-9]|20\d)\d", re.ASCII)
"""A year of a career."""

_MONTHS = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): at for at, name in enumerate(calendar.month_abbr) if name} | {
    "sept": 9, "januar": 1, "februar": 2, "marz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12,
}  # fmt: skip

LEADS = frozenset(("ab", "at", "between", "during", "from", "im", "in", "seit", "since", "until", "von"))
"""Words before a date that put what is told into it. Not `by`, `before`, `after`: these put it anywhere."""

_WITHIN = frozenset((
    "autumn", "beginning", "early", "end", "fall", "jahr", "late", "mid", "of", "spring", "summer", "the", "winter",
    "year",
))  # fmt: skip
_PARTS = frozenset(("days", "half", "month", "months", "most", "part", "parts", "rest", "week", "weeks"))
"""Of which a year may be the whole: "for eight weeks of 2021"."""

_SEASONS = {
    "beginning": (1, 4), "start": (1, 4), "early": (1, 6), "late": (7, 12), "end": (10, 12),
}  # fmt: skip
"""The first and the last month that a word before a year leaves of it, read generously."""

_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?", re.ASCII)
_TO = frozenset(("and", "bis", "through", "till", "to", "until"))
_NOW = frozenset(("date", "now", "present", "today", "heute"))
_DASH = re.compile(r"\s?[-–—‐‑]\s?")
_SHORT_YEAR = re.compile(r"\d\d", re.ASCII)
_COUNTED = frozenset((
    "adults", "babies", "beds", "blocks", "cases", "children", "doctors", "hours", "km", "men", "nurses",
    "participants", "patients", "people", "procedures", "referrals", "women", "words",
))  # fmt: skip
"""What makes a number of four digits a count."""

_LONGEST = 5
"""Words between a lead and its year: "in the early spring of 2021"."""


def alike(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two dates of the profile may mean the same day: 2022 and 2022-05-14, but not two months of a year."""
    if one is None or other is None:
        return one is other
    return one.iso.startswith(other.iso) or other.iso.startswith(one.iso)


class Claim(NamedTuple):
    """The days that a written date may mean, and the words from `first` up to `last` that write it."""

    first: int
    last: int
    begin: datetime.date
    end: datetime.date


class When(NamedTuple):
    """A date or a period in a sentence: the words from `first` up to `last`, its lead word, its dates."""

    first: int
    last: int
    lead: str
    claims: tuple[Claim, ...]

    @property
    def is_period(self) -> bool:
        """Whether it has two ends, or an open one."""
        return len(self.claims) > 1 or self.lead in ("since", "seit")


def dates_in(text: str, words: Sequence[Word]) -> Iterator[When]:
    """The dates among `words`, in their order."""
    at = done = 0
    while at < len(words):
        if not YEAR.fullmatch(words[at].word) or (at + 1 < len(words) and words[at + 1].word in _COUNTED):
            at += 1
            continue
        first = _claim(words, at, done)
        last, second, is_open = _end(text, words, at)
        lead, start = _lead(words, first.first, done)
        yield When(start, last, "since" if is_open else lead, (first, *second))
        at = done = last


def _claim(words: Sequence[Word], at: int, done: int) -> Claim:
    """The date whose year is word `at`, with the month before it where there is one."""
    month = _MONTHS.get(words[at - 1].word, 0) if at > done else 0
    year = int(words[at].word)
    date = PartialDate(year, month)
    if not month and (season := _season(words, at, done)):
        return Claim(at, at + 1, PartialDate(year, season[0]).first(), PartialDate(year, season[1]).last())
    return Claim(at - 1 if month else at, at + 1, date.first(), date.last())


def _season(words: Sequence[Word], at: int, done: int) -> tuple[int, int] | None:
    """The months that are left of the year at word `at`, in "late 2021" and "the end of 2021"."""
    before = [one.word for one in words[max(done, at - 2) : at]]
    if before[-1:] == ["of"]:
        return _SEASONS.get(before[0]) if len(before) > 1 else None
    return _SEASONS.get(before[-1]) if before and before[-1] in ("early", "late") else None


def _end(text: str, words: Sequence[Word], year: int) -> tuple[int, tuple[Claim, ...], bool]:
    """What follows the year at word `year`: the word after all of the date, the end of a period, whether it goes on."""
    at = year + 1
    dash = at < len(words) and _DASH.fullmatch(text, words[year].end, words[at].start) is not None
    if not dash:
        if at + 1 >= len(words) or words[at].word not in _TO or text[words[year].end : words[at].start].strip():
            return at, (), False
        at += 1
    word = words[at].word
    if word in _NOW:
        return at + 1, (), True
    end = at + (word in _MONTHS)
    if end < len(words) and YEAR.fullmatch(words[end].word):
        return end + 1, (_claim(words, end, at),), False
    if dash and _SHORT_YEAR.fullmatch(word) and int(word) > int(words[year].word[2:]):
        date = PartialDate(int(words[year].word[:2] + word))
        return at + 1, (Claim(at, at + 1, date.first(), date.last()),), False
    return year + 1, (), False


def _lead(words: Sequence[Word], at: int, done: int) -> tuple[str, int]:
    """The word that leads the date at word `at`, and where the whole of it begins."""
    for before in range(at - 1, max(done, at - _LONGEST) - 1, -1):
        word = words[before].word
        if word in LEADS:
            return word, before
        if word in _PARTS and words[before + 1].word == "of":
            return "in", before
        if word not in _WITHIN and word not in _MONTHS and not _DAY.fullmatch(word):
            break
    return "", at
