"""Words of a text, folded so that case, accents and spelling do not part them, each with its place; and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+\s++")
_ABBREVIATIONS = frozenset(
    ("dr", "prof", "assoc", "asst", "st", "mr", "mrs", "ms", "vs", "etc", "eg", "ie", "e.g", "i.e", "no", "univ", "al")
)
_UNTAKEN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
"""Letters that Unicode does not take apart into a Latin letter and an accent."""


class Word(NamedTuple):
    """One word of a text: folded, and where it stands there."""

    word: str
    start: int
    end: int
    capital: bool


def fold(text: str) -> str:
    """`text` in small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_UNTAKEN)


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text` from `start` up to `end`, digits too; a hyphen parts two of them."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(fold(one[0]), one.start(), one.end(), one[0][0].isupper()) for one in found]


def key_of(text: str | None) -> tuple[str, ...]:
    """The folded words of `text`, by which two titles are the same; empty where there is none."""
    return tuple(one.word for one in words_of(text)) if text else ()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text` starts and ends; a point after `Dr` or an initial ends none."""
    start = 0
    for stop in _STOP.finditer(text):
        before = text[max(start, stop.start() - 12) : stop.start()].rsplit(maxsplit=1)
        last = before[-1] if before else ""
        after = text[stop.end() : stop.end() + 3].lstrip("\"'“‘([")[:1]
        short = text[stop.start()] == "." and (fold(last) in _ABBREVIATIONS or (len(last) == 1 and last.isupper()))
        if not short and after and not after.islower():
            yield start, stop.end()
            start = stop.end()
    if start < len(text):
        yield start, len(text)


def listed(names: Iterable[str], most: int = 4) -> str:
    """`names` as a sentence has them: "A", "A and B", "A, B and 3 more"."""
    given = list(dict.fromkeys(names))
    if len(given) > most:
        given = [*given[: most - 1], f"{len(given) - most + 1} more"]
    return " and ".join(part for part in (", ".join(given[:-1]), given[-1]) if part)
