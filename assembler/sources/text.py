"""Files as bytes and text as lines: the ground that the readers stand on."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from assembler.diagnostics import Diagnostic, Mark, error, suggest

UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""Characters that no document can hold, and those that reorder the letters around them unseen."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceText:
    """The text of a file with its lines, as an editor counts them.

    `file` is the name that marks carry. Indices count characters of `text` from 0, lines and columns from 1.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The index at which each line starts."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return _LINE_END.split(self.text)

    def line(self, number: int) -> str:
        """The text of line `number`; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, index: int) -> tuple[int, int]:
        """The line and column of `index`."""
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def mark(self, index: int, length: int = 1) -> Mark:
        """A mark at `index`."""
        line, column = self.place(index)
        return Mark(self.file, line, column, max(1, length))

    def mark_in(self, line: int, column: int, length: int = 1) -> Mark:
        """A mark at a line and column."""
        return Mark(self.file, line, column, max(1, length))


def indentation(line: str) -> int:
    """The number of spaces and tabs that `line` begins with."""
    return len(line) - len(line.lstrip(" \t"))


def shown(path: Path) -> str:
    """`path` as diagnostics show it: relative to the working directory where it lies below it, with slashes."""
    if path.is_absolute():
        try:
            return path.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return path.as_posix()
    return path.as_posix()


def read_bytes(path: Path, limit: int, mark: Mark | None = None) -> bytes | Diagnostic:
    """The bytes of the regular file `path`, or why they cannot be had.

    Args:
        path: the file.
        limit: the largest size that is read, in bytes.
        mark: what refers to the file, where something does; complaints point there.
    """
    name = shown(path)
    place = mark or Mark(name, 1, 1)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return error("not-a-file", f"'{name}' is a folder, but a file is expected", place)
        if not stat.S_ISREG(status.st_mode):
            return error("not-a-file", f"'{name}' is not an ordinary file", place)
        if status.st_size > limit:
            large, most = f"{status.st_size / 1e6:.1f}", f"{limit / 1e6:.0f}"
            return error(
                "file-too-large",
                f"'{name}' is {large} MB large; at most {most} MB are read",
                place,
                "is this the right file?",
            )
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return error("file-not-found", f"there is no file '{name}'", place, _similar(path))
    except OSError as failure:
        reason = (failure.strerror or str(failure)).lower()
        return error("file-unreadable", f"'{name}' cannot be read: {reason}", place)


def _similar(path: Path) -> str | None:
    """A suggestion from the folder that `path` should lie in."""
    try:
        return suggest(path.name, sorted(entry.name for entry in path.parent.iterdir()))
    except OSError:
        return None
