"""Patterns that are compiled when they are first sought. Most texts have no cue that calls for the slow ones."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache


class Lazy:
    """A regular expression as `re.compile` makes one, made at the first search; `re.error` is raised then.

    `cue` is one that is quick to make and to look for, and matches within all that this one does.
    """

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG, *, cue: Lazy | None = None) -> None:
        """Keep the expression `source` and its `flags` for later."""
        self._source, self._flags, self._cue = source, flags, cue

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._source, self._flags)

    @cached_property
    def _needs(self) -> Sequence[Sequence[str]]:
        return needs(self._source)

    def may_stand(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether it is worth a search in `text` between `start` and `end`: by its cue, else by the words it needs."""
        if self._cue is not None:
            return self._cue.search(text, start, end) is not None
        return stand(self._needs, in_small(text[start:end]))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text` between `start` and `end`."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that begins at `start`."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is all of `text`."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches in `text` between `start` and `end`, none overlapping another."""
        return self.compiled.finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """The words of all matches of an expression without groups."""
        return self.compiled.findall(text)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """What stands between the matches in `text`."""
        return self.compiled.split(text, maxsplit)


@lru_cache(maxsize=16)
def in_small(text: str) -> str:
    """`text` in small letters, as a regular expression that ignores case reads it: `ſ` is an s there, and `ı` an i."""
    return text.lower() if text.isascii() else text.translate(_POINTS).casefold()


_POINTS = str.maketrans("İı", "ii")


class Either:
    """The expressions `a|b|c`, each compiled once a text may hold it: most texts hold none of most parts.

    What is found is what the whole expression would find: of matches that begin at one place that of the earlier part,
    none overlapping another. No part may match nothing, or refer to the groups of another.
    """

    def __init__(self, *parts: str | Lazy, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the parts; the `flags` are for those that are no patterns yet."""
        self.parts = [Lazy(part, flags) if isinstance(part, str) else part for part in parts]

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches in `text` between `start` and `end`, none overlapping another."""
        parts = [part for part in self.parts if part.may_stand(text, start, end)]
        if not parts:
            return
        ahead = [part.search(text, start, end) for part in parts]
        while found := min(filter(None, ahead), key=re.Match.start, default=None):
            yield found
            ahead = [
                part.search(text, found.end(), end) if one and one.start() < found.end() else one
                for part, one in zip(parts, ahead, strict=True)
            ]

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text` between `start` and `end`."""
        return next(self.finditer(text, start, end), None)


def stand(needed: Sequence[Sequence[str]], small: str) -> bool:
    """Whether one of each group of words stands in `small`, a text in small letters."""
    for group in needed:
        for word in group:
            if word in small:
                break
        else:
            return False
    return True


_UNSURE = re.compile(r"\\.|\[[^\]]*\]")
_INNERMOST = re.compile(r"\((?P<look>\?<?[=!]|\?P=)?(?:\?[a-z]*:|\?P<\w+>)?(?P<inner>[^()]*)\)(?P<missing>[?*]|\{0?,)?")
_LETTERS = re.compile("[^\\W\\d_]{2,}(?![?*]|\\{0?,)|[\ue000-\uf8ff]")


def needs(source: str) -> Sequence[Sequence[str]]:
    """What an expression needs: letters in a row, as groups of which one member stands in all that it matches.

    In small letters, as `in_small` makes them. What is in brackets, may be missing or is looked at before and after
    counts for none.
    """
    held: list[Sequence[str]] = []

    def words_of(part: str) -> list[Sequence[str]]:
        return [held[ord(sign) - _FIRST] if sign >= "\ue000" else (in_small(sign),) for sign in _LETTERS.findall(part)]

    def longest(part: str) -> Sequence[str]:
        return (in_small(part),) if part.isalpha() else max(words_of(part), key=_shortest, default=())

    def either(parts: list[str]) -> Sequence[str]:
        needed = list(map(longest, parts))
        return tuple(word for words in needed for word in words) if all(needed) else ()

    def sign(group: re.Match[str]) -> str:
        if group["look"] or group["missing"] or not (words := either(group["inner"].split("|"))):
            return "\0"
        held.append(words)
        return chr(_FIRST + len(held) - 1)

    rest, found = _UNSURE.sub("\0", source), 1
    while found:
        rest, found = _INNERMOST.subn(sign, rest)
    parts = rest.split("|")
    return words_of(rest) if len(parts) == 1 else [words] if (words := either(parts)) else []


def _shortest(words: Sequence[str]) -> int:
    return min(map(len, words))


_FIRST = 0xE000
"""Signs from here on stand for a group that has been read."""
