"""Comments in a DOCX: whose they are, what they say, and the section and the words they are about. For `reader`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from assembler.statements.flow import Flow
from assembler.statements.looks import Numbering, Styles
from assembler.statements.package import Element, Package, W
from assembler.statements.runs import Run
from assembler.statements.spans import Line, folded
from assembler.statements.tokens import Commented, End, Token

_PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

_LONGEST_QUOTE = 200
_FARTHEST = 2_000
"""Tokens that are looked through for the words of one comment."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `date` is as the file has it (ISO 8601), `quote` the words it is about, shortened.

    `section` is the field it is in or, where it stands at the line right before a field, that one.
    """

    author: str
    date: str
    section: str | None
    quote: str
    text: str


def comments_of(package: Package, tokens: Sequence[Token], lines: Sequence[Line]) -> list[tuple[Comment, bool]]:
    """The comments of the document in the order of the file, each with whether someone replied to it."""
    anchors = _anchors(tokens)
    replied = {
        parent
        for root in package.related("commentsExtended")
        for each in root.iter(f"{_W15}commentEx")
        if (parent := each.get(f"{_W15}paraIdParent"))
    }
    lines = [line for line in lines if line.places]
    ends = [line.places[-1] for line in lines]
    made = []
    for root in package.related("comments"):
        for element in root.iterchildren(f"{W}comment"):
            start, end = anchors.get(element.get(f"{W}id", ""), (len(tokens), len(tokens)))
            comment = Comment(
                folded(element.get(f"{W}author", "")),
                element.get(f"{W}date", ""),
                _section(lines, bisect_left(ends, start), end),
                _quote(tokens[start : min(end, start + _FARTHEST)]),
                _text(element, package, root),
            )
            is_replied = any(paragraph.get(_PARAGRAPH) in replied for paragraph in element.iter(f"{W}p"))
            made.append((comment, is_replied))
    return made


def _anchors(tokens: Sequence[Token]) -> dict[str, tuple[int, int]]:
    """Where each comment begins and ends."""
    found: dict[str, tuple[int, int]] = {}
    for index, token in enumerate(tokens):
        match token:
            case Commented(number, "start"):
                found[number] = (index, index)
            case Commented(number, "end") if number in found:
                found[number] = (found[number][0], index)
            case Commented(number, "here"):
                found.setdefault(number, (index, index))
            case _:
                pass
    return found


def _section(lines: Sequence[Line], first: int, end: int) -> str | None:
    """The owner of the words before `end` from the line `first` on; else that of the line after them."""
    index = first
    while index < len(lines) and index < first + _FARTHEST:
        if lines[index].owner is not None:
            return lines[index].owner
        if lines[index].places[0] > end:
            break
        index += 1
    return None


def _quote(tokens: Sequence[Token]) -> str:
    words = []
    length = 0
    for token in tokens:
        if isinstance(token, Run | End):
            words.append(token.text if isinstance(token, Run) else " ")
            length += len(words[-1])
        if length > _LONGEST_QUOTE * 2:
            break
    quote = folded("".join(words))
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1].rstrip()}…"


def _text(element: Element, package: Package, root: Element) -> str:
    """What the comment says, its paragraphs on lines of their own."""
    flow = Flow(Styles(), Numbering(), {}, package.targets(root)).read(element)
    text = "".join(token.text if isinstance(token, Run) else "\n" for token in flow if isinstance(token, Run | End))
    return "\n".join(line for part in text.split("\n") if (line := folded(part)))
