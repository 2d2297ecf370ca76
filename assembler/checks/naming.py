"""Proper names in texts: words with their places, names found whole, slips of the pen.

For the checks of an address. Nothing here knows a program or a profile. A name is looked for as whole words with its
capitals; accents are read as the letter beneath them, since people leave them out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V", bound=Hashable)


# Words ------------------------------------------------------------------------------------------


class Word(NamedTuple):
    """A word: its letters without accents, where it stands in its text, and what parts it from the word before."""

    key: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.key[0].isupper()

    @property
    def close(self) -> bool:
        """Whether it may belong to one name with the word before it: a space, a hyphen, an apostrophe, `St. `."""
        return _CLOSE.fullmatch(self.gap) is not None


_CLOSE = re.compile(r"[-‐‑–/&.'’ \u00a0]{1,3}")
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
_STROKED = str.maketrans("øØłŁđĐðÐıħĦ", "oOlLdDdDihH")
"""Letters that Unicode does not take apart into a letter and an accent."""


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text`, in their order; kept, since several checks ask for those of the same texts."""
    made = []
    at = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        made.append(Word(fold(found[0]), start, end, text[at:start]))
        at = end
    return tuple(made)


def fold(word: str) -> str:
    """`word` without accents; letters of other scripts than Latin stay as they are."""
    return word if word.isascii() else "".join(map(_bare, word.translate(_STROKED))) or word


@lru_cache(maxsize=2048)
def _bare(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def keys_of(text: str) -> tuple[str, ...]:
    """The words of a name, without accents."""
    return tuple(word.key for word in words_of(text))


TITLES = frozenset(
    (
        *("adjunct", "assistant", "associate", "clinical", "consultant", "dame", "dato", "datuk", "doctor", "doktor"),
        *("doz", "dozent", "dr", "dra", "emeritus", "frau", "herr", "herrn", "lady", "lord", "med", "mr", "mrs", "ms"),
        *("mx", "pd", "priv", "privatdozent", "privatdozentin", "prof", "professor", "professorin", "sir", "univ"),
    )
)
"""What stands before a name."""

LEADING = frozenset(
    (
        *("a", "about", "after", "am", "an", "and", "around", "as", "at", "auf", "aus", "bei", "beim", "because"),
        *("both", "but", "by", "das", "dear", "der", "die", "during", "for", "from", "has", "have", "having", "here"),
        *("how", "if", "im", "in", "is", "it", "its", "joining", "like", "meeting", "mit", "my", "nach", "near"),
        *("not", "of", "on", "only", "or", "our", "outside", "over", "reading", "seit", "since", "so", "that", "the"),
        *("their", "then", "there", "this", "through", "to", "today", "under", "unlike", "until", "von", "was"),
        *("what", "when", "where", "whether", "while", "why", "will", "with", "within", "without", "working"),
        *("would", "yet", "your", "zu"),
    )
)
"""Words that have a capital only since a sentence begins with them."""


def begins(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence, or what has a capital like one, begins with the word `at`."""
    if at == 0:
        return True
    before, gap = words[at - 1].key, words[at].gap
    if gap[:1] == "." and (len(before) == 1 or before.casefold() in TITLES):
        return False
    return not _ENDS.isdisjoint(gap)


_ENDS = frozenset('.!?:;…•·“„«\n"')


def shouted(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where words in capitals make a whole sentence or heading, as in `WHY LAKESIDE?`: the first and the one after."""
    at = 0 if any(len(word.key) > _LOUD and _is_loud(word.key) for word in words) else len(words)
    while at < len(words):
        last = at + 1
        while last < len(words) and not begins(words, last):
            last += 1
        if all(_is_loud(word.key) for word in words[at:last]) and any(len(word.key) > _LOUD for word in words[at:last]):
            yield at, last
        at = last


_LOUD = 3
"""Letters of a word in capitals that may be an abbreviation."""


def _is_loud(key: str) -> bool:
    return key.isupper() or key.isdigit()


# Names ------------------------------------------------------------------------------------------


class Names(Generic[V]):
    """Names to be found in texts, each with what it stands for. Of names that begin alike the longest counts."""

    def __init__(self, named: Iterable[tuple[Sequence[str], V]]) -> None:
        found: dict[tuple[str, ...], set[V]] = {}
        for keys, value in named:
            if keys:
                found.setdefault(tuple(keys), set()).add(value)
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[V]]]] = {}
        for keys in sorted(found, key=len, reverse=True):
            self._by_first.setdefault(keys[0], []).append((keys, frozenset(found[keys])))

    def within(self, words: Sequence[Word]) -> Iterator[tuple[frozenset[V], int, int]]:
        """What stands in `words`: what it stands for, its first word and the one after its last."""
        at = 0
        while at < len(words):
            end = at + 1
            for keys, values in self._by_first.get(words[at].key, ()):
                if _stands(keys, words, at):
                    end = at + len(keys)
                    yield values, at, end
                    break
            at = end

    def anywhere(self, words: Sequence[Word]) -> Iterator[tuple[frozenset[V], int, int]]:
        """As `within`, but with those that stand within others: `Harbour` in `Harbour Hospital` too."""
        for at, word in enumerate(words):
            for keys, values in self._by_first.get(word.key, ()):
                if _stands(keys, words, at):
                    yield values, at, at + len(keys)


def _stands(keys: Sequence[str], words: Sequence[Word], at: int) -> bool:
    part = words[at : at + len(keys)]
    return (
        len(part) == len(keys)
        and all(word.key == key for word, key in zip(part, keys, strict=True))
        and all(word.close for word in part[1:])
    )


def longer_names(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Runs of two or more words with capitals, as in `Lakeside District Hospital`; and without what may begin one."""
    run: list[str] = []
    for word in (*words, None):
        if word is not None and word.capital and (not run or word.close):
            run.append(word.key)
            continue
        for first in (0, 1):
            if len(run) - first > 1:
                yield tuple(run[first:])
        run = [word.key] if word is not None and word.capital else []


# Slips ------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def slip(found: str, right: str, *, sure: bool, least: int = 4, two: int = 7) -> bool:
    """Whether `found` looks like `right` misspelt: one letter off, or two in a longer word, the first one the same.

    Neighbours that changed places count once. Where something else says that the name is meant (`sure`), `two` letters
    in all are enough for two that are off; else it takes eight. Names of fewer than `least` letters have too many
    neighbours. `Müller` and `Mueller`, plurals and genitives are no slips.
    """
    a, b = found.casefold(), right.casefold()
    shorter = min(len(a), len(b))
    if shorter < least or not (a[0] == b[0] or a[:2] == b[1::-1]) or _alike(a) == _alike(b):
        return False
    if a in (b + "s", b + "es") or b in (a + "s", a + "es"):
        return False
    most = 2 if shorter >= (two if sure else 8) else 1
    return abs(len(a) - len(b)) <= most and _distance(a, b, most) <= most


_UMLAUT = re.compile(r"(?<=[aou])e")


def _alike(word: str) -> str:
    return _UMLAUT.sub("", word)


def _distance(a: str, b: str, most: int) -> int:
    """How many letters to change, put in, take out or swap with their neighbour; `most` + 1 where it is more.

    Only cells near the diagonal are looked at, so the work grows with the length, not with its square.
    """
    beyond = most + 1
    earlier: dict[int, int] = {}
    row = {column: column for column in range(min(len(b), most) + 1)}
    for at, letter in enumerate(a, 1):
        now: dict[int, int] = {0: at} if at <= most else {}
        for column in range(max(1, at - most), min(len(b), at + most) + 1):
            best = min(
                row.get(column, beyond) + 1,
                now.get(column - 1, beyond) + 1,
                row.get(column - 1, beyond) + (letter != b[column - 1]),
            )
            if at > 1 and column > 1 and letter == b[column - 2] and a[at - 2] == b[column - 1]:
                best = min(best, earlier.get(column - 2, beyond) + 1)
            now[column] = min(best, beyond)
        if min(now.values(), default=beyond) >= beyond:
            return beyond
        earlier, row = row, now
    return row.get(len(b), beyond)
