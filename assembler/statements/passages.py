"""The text of a section as passages: its words without the signs of Markdown, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembler.passages import Passage
from assembler.statements.lines import comments_in

_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)", re.ASCII)
_SIGN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # before a sign that is meant as itself
    r"|(?<!\\)\*+"
    r"|(?<![\w\\])_{1,2}(?=[^\s_])|(?<=[^\s\\_])_{1,2}(?!\w)"  # three and more are a place to fill in
    r"|(?<!\\)\[(?=[^\[\]]*\]\(https?://)|\]\(https?://[^()\s]*\)"  # the frame of a link, its words aside
)


def passages_of(file: str, lines: Sequence[str], start: int, end: int, section: str) -> tuple[Passage, ...]:
    """The paragraphs and items in `lines` from `start` up to `end`, counted from 0; comments are passed over."""
    body = lines[start:end]
    hidden = {at for first, last in comments_in(body) for at in range(first, last)}
    made: list[Passage] = []
    group: list[int] = []
    for at, line in enumerate(body):
        blank = at in hidden or not line.strip()
        if group and (blank or _ITEM.match(line)):
            made.append(_passage(file, body, group, start, section))
            group = []
        if not blank:
            group.append(at)
    if group:
        made.append(_passage(file, body, group, start, section))
    return tuple(one for one in made if one.text)


def _passage(file: str, body: Sequence[str], group: Sequence[int], start: int, section: str) -> Passage:
    text: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = 0
    for at in group:
        for column, words in _runs(body[at], first=at == group[0]):
            runs.append((length, start + at + 1, column + 1))
            text.append(words)
            length += len(words)
        if at != group[-1]:
            text.append(" ")
            length += 1
    return Passage("".join(text), file, section, tuple(runs) or ((0, start + group[0] + 1, 1),))


def _runs(line: str, *, first: bool) -> Iterator[tuple[int, str]]:
    """The words of `line` between its signs, each with its column from 0."""
    marker = _ITEM.match(line) if first else None
    at = marker.end() if marker else len(line) - len(line.lstrip())
    stop = len(line.rstrip())
    for sign in _SIGN.finditer(line, at, stop):
        if sign.start() > at:
            yield at, line[at : sign.start()]
        at = sign.end()
    if at < stop:
        yield at, line[at:stop]
