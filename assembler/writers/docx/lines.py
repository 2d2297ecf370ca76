"""Lines: the paragraphs of the walk before they are written, so that later blocks can still change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from assembler.theme import Roles
from assembler.writers.docx.styles import role_of
from assembler.writers.docx.xml import NAMESPACES, Element, twentieths, w
from assembler.writers.measure import SHORT_ENTRY

_CHARACTERS = 80
"""About what fits on a line of the content column."""

_LETTER, _BOLD_LETTER = 0.45, 0.52
"""The mean width of a letter in em."""


@dataclass(slots=True)
class Line:
    """One paragraph: a style and what differs from it.

    `before`, `after` and `height` are points; `number` is a numbering id; `comments` are those that stand at this
    paragraph. `turned` is the indent of a paragraph from right to left, None for all others.
    """

    style: str
    runs: list[Element] = field(default_factory=list)
    keep_next: bool = False
    page_break: bool = False
    before: float | None = None
    after: float | None = None
    height: float | None = None
    hang: bool = True
    right: bool = False
    number: int | None = None
    turned: Mapping[str, str | int] | None = None
    comments: list[int] = field(default_factory=list)

    def render(self) -> Element:
        """The `w:p` of this line."""
        starts = [w("commentRangeStart", id=number) for number in self.comments]
        ends = [part for number in self.comments for part in _end(number)]
        return w("p", self._properties(), *starts, *self.runs, *ends)

    def _properties(self) -> Element:
        made = w("pPr", w("pStyle", val=self.style))
        if self.keep_next:
            made.append(w("keepNext"))
        if self.page_break:
            made.append(w("pageBreakBefore"))
        if self.number is not None:
            made.append(w("numPr", w("ilvl", val=0), w("numId", val=self.number)))
        if self.turned is not None:
            made.append(w("bidi"))
        spacing: dict[str, str | int] = {}
        if self.before is not None:
            spacing["before"] = twentieths(self.before)
        if self.after is not None:
            spacing["after"] = twentieths(self.after)
        if self.height is not None:
            spacing |= {"after": 0, "line": twentieths(self.height), "lineRule": "exact"}
        if spacing:
            made.append(w("spacing", **spacing))
        if self.turned:
            made.append(w("ind", **self.turned))
        elif not self.hang:
            made.append(w("ind", firstLine=0))
        if self.right:
            made.append(w("jc", val="right"))
        return made

    def characters(self) -> int:
        """How many characters this line holds."""
        return sum(len(part.text or "") for run in self.runs for part in run.iter("{*}t"))


def _end(number: int) -> tuple[Element, Element]:
    mark = w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=number))
    return w("commentRangeEnd", id=number), mark


def height_of(lines: Sequence[Line], roles: Roles, width: float) -> float:
    """About how high `lines` are when set `width` wide, all in points."""
    total = 0.0
    for line in lines:
        role, across = role_of(line.style, roles), 0.0
        for run in line.runs:
            credentials = run.find("w:rPr/w:rStyle[@w:val='Credentials']", NAMESPACES) is not None
            inner = roles.credentials if credentials else role
            letter = inner.size * (_BOLD_LETTER if inner.bold else _LETTER)
            across += letter * sum(len(part.text or "") for part in run.iter("{*}t"))
        breaks = sum(1 for run in line.runs for _ in run.iter("{*}br"))
        total += role.before + role.leading * (max(1, ceil(across / width)) + breaks) + role.after
    return total


def keep_together(lines: Sequence[Line]) -> None:
    """Keep a head and its body on one page where the body is short, else the head and two lines, and the last two."""
    body = sum(max(1, ceil(line.characters() / _CHARACTERS)) for line in lines[1:])
    last = len(lines) - 2
    for index, line in enumerate(lines[:-1]):
        if body <= SHORT_ENTRY or index in (0, 1, last):
            line.keep_next = True
