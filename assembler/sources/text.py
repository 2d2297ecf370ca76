"""Files as bytes and text as lines: the ground that the readers and the diagnostics printer stand on."""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_right
from functools import cached_property, lru_cache
from pathlib import Path

from assembler.diagnostics import Diagnostic, Mark, error, suggest

MAX_BYTES = 2_000_000
"""The largest YAML file that is read."""

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


_SIGNATURES = (
    (b"PK\x03\x04", "a Word or zip file", "open it and copy its text into a file made in a plain text editor"),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "open it and copy its text into a file made in a plain text editor"),
    (b"{\\rtf", "a rich-text (RTF) file", "in TextEdit choose Format > Make Plain Text, then save it again"),
    (b"%PDF", "a PDF", None),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
)

SAVE_AS_UTF8 = (
    "save it again as UTF-8 (in VS Code: click the encoding in the status bar, Save with Encoding;"
    " in Notepad: Save as, Encoding)"
)

_WIDE = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def what_else(data: bytes) -> tuple[str, str | None] | None:
    """What a file of these bytes is, and how to mend it, where it is not text of one byte to a plain letter."""
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            return f"this is {what}, not a plain text file", hint
    for signature, encoding in _WIDE:
        if data.startswith(signature):
            return f"the file is saved as {encoding}, not as UTF-8", SAVE_AS_UTF8
    if data.count(0) > len(data) // 4:
        return "the file seems to be saved as UTF-16, not as UTF-8", SAVE_AS_UTF8
    return None


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


_WORD = re.compile(r"\S+")
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
    for word in _WORD.finditer(text):
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
    lines = _LINE_END.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    return [line if line.isprintable() else UNPRINTABLE.sub("\ufffd", line) for line in lines]
