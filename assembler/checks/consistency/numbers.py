"""Numbers in a text, in digits or words. Not years, shares, doses or ends of a range: those count nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assembler.checks.consistency.words import Word

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_SPELT = {word: number for number, word in enumerate(_UNITS, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
A_NUMBER = re.compile(rf"\d|\b(?:{'|'.join((*_UNITS[1:], *_TENS))})\b", re.IGNORECASE)
"""What any text has that holds a number."""

_DIGITS = re.compile(r"\d{1,6}", re.ASCII)
_THOUSAND = re.compile(r"\d{3}", re.ASCII)
_GROUP = re.compile("[,.'\u00a0\u2009\u202f]")
"""What parts thousands: 1,204 or 1.204 or 1 204."""

_NO_COUNT = re.compile(r"[ \u00a0\u202f]?(?:%|(?:mg|ml|kg|g|cm|mm|h|km)\b)|[.,]\d", re.IGNORECASE)
_RANGE = ("-", "–", "/", "$", "€", "£")


def number_at(text: str, words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """The number that begins at word `at` of `text`, None where none does, and the word after it.

    "One" is no number, since it is a pronoun as often.
    """
    one, after = words[at], at + 1
    if not one.word[0].isdigit() and one.word not in _SPELT:
        return None, after
    if one.word in _SPELT:
        number = _SPELT[one.word]
        if one.word in _TENS and after < len(words) and words[after].word in _UNITS[:9]:
            return number + _SPELT[words[after].word], after + 1
        return (None if number == 1 else number), after
    if not _DIGITS.fullmatch(one.word):
        return None, after
    digits = one.word
    while after < len(words) and len(digits) <= 6 and _goes_on(text, words, after, first=digits == one.word):
        digits, after = digits + words[after].word, after + 1
    is_year = after == at + 1 and len(digits) == 4 and digits.startswith(("19", "20"))
    before = text[max(0, one.start - 2) : one.start].rstrip()
    if is_year or before.endswith(_RANGE) or _NO_COUNT.match(text, words[after - 1].end):
        return None, after
    return int(digits), after


def _goes_on(text: str, words: Sequence[Word], at: int, *, first: bool) -> bool:
    """Whether word `at` holds the next three digits of the number before it."""
    before, here = words[at - 1], words[at]
    parted = _GROUP.fullmatch(text, before.end, here.start)
    return bool(parted and _THOUSAND.fullmatch(here.word)) and (not first or len(before.word) <= 3)
