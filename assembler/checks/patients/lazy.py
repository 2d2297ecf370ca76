"""Patterns that are compiled when they are first sought. Most texts have no cue that calls for the slow ones."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property


class Lazy:
    """A regular expression as `re.compile` makes one, made at the first search; `re.error` is raised then."""

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the expression `source` and its `flags` for later."""
        self._source, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._source, self._flags)

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
