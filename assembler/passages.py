"""Passages: what a person wrote, as plain words of which each knows its place. What checks of texts look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assembler.diagnostics import Mark


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an item of a list, or one text of a YAML file, without the signs of Markdown.

    `where` says which: of a text that a person writes the id of its section, of a YAML file the path of the field, such
    as `posts/0/bullets/1/text`. `runs` are the places from which on the text stands in the file as it stands here:
    offset, line and column, the latter two from 1.
    """

    text: str
    file: str
    where: str
    runs: Sequence[tuple[int, int, int]]

    def mark(self, start: int = 0, end: int | None = None) -> Mark:
        """The place of the characters from `start` up to `end`, as far as they stand in one line of the file."""
        at = bisect_right(self.runs, start, key=lambda run: run[0]) - 1
        offset, line, column = self.runs[at]
        stop = len(self.text) if end is None else end
        further = next((run for run in self.runs[at + 1 :] if run[1] != line), None)
        length = min(stop, further[0] if further else stop) - start
        return Mark(self.file, line, column + start - offset, max(1, length))
