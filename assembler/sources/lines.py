"""Lines of files that were read before, for whoever shows them: the printer of diagnostics, and passages.

A build with nothing new loads this and none of the readers.
"""

from __future__ import annotations

import os
import re
import stat
from functools import lru_cache
from pathlib import Path

from assembler.diagnostics import Mark
from assembler.sources.signatures import what_else

MAX_BYTES = 2_000_000
"""The largest YAML file that is read."""


def line_of(file: str, line: int) -> str | None:
    """The text of a line of a file, for the diagnostics printer; None where it cannot be read or is not text.

    Bytes that are not UTF-8, and characters that could upset a terminal, come back as U+FFFD, one for one.
    """
    try:
        status = os.stat(file)  # noqa: PTH116 - asked for each line, and making a path takes three times as long
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= MAX_BYTES:
            return None
        lines = _lines(file, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):
        return None
    return lines[line - 1] if 0 < line <= len(lines) else None


_BLANK_LINES = 3
"""Lines between two words of one text that may hold none of it."""


def runs_of(mark: Mark, text: str) -> tuple[tuple[int, int, int], ...]:
    """Where the words of `text`, a value of a YAML file that begins at `mark`, stand in their file.

    A run for each line: the offset in `text` at which it begins, and its line and column, which count from 1. Where a
    word is not written as it is read (an escape in quotes), what follows counts as standing beside the words before it.
    """
    if mark.length == len(text) > 1:  # plain text in one line: quotes would make it longer, and a block has length 1
        return ((0, mark.line, mark.column),)
    at, column = mark.line, mark.column - 1
    line = line_of(mark.file, at) or ""
    if (start := line.find(text, column)) >= 0:
        return ((0, at, start + 1),)
    runs: list[tuple[int, int, int]] = []
    for word in re.finditer(r"\S+", text):
        found = line.find(word[0], column)
        if found < 0:
            ahead = ((number, line_of(mark.file, number) or "") for number in range(at + 1, at + 2 + _BLANK_LINES))
            further = next(((number, held) for number, held in ahead if word[0] in held), None)
            if further is None:
                break
            at, line = further
            found = line.find(word[0])
        if not runs or runs[-1][1] != at:
            runs.append((word.start(), at, found + 1))
        column = found + len(word[0])
    return tuple(runs) or ((0, mark.line, mark.column),)


@lru_cache(maxsize=8)
def _lines(file: str, _modified: int, _size: int) -> list[str]:
    """The lines of a file; its time and size are part of the key, so that an edited file is read again."""
    data = Path(file).read_bytes()
    if what_else(data) is not None:
        return []
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line if line.isprintable() else _printable(line) for line in lines]


def _printable(line: str) -> str:
    from assembler.sources.text import UNPRINTABLE  # noqa: PLC0415 - takes long to compile, and few lines need it

    return UNPRINTABLE.sub("\ufffd", line)
