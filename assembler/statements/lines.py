"""Lines of Markdown as blocks and comments, each with its place. Used by `markdown` and `files`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise, takewhile
from typing import NamedTuple

from assembler.document import BulletList, Inlines, Item, NumberedList, Paragraph
from assembler.statements.inline import read
from assembler.statements.spelling import escaped, settle

WrittenBlock = Paragraph | BulletList | NumberedList


class Problem(NamedTuple):
    """What in a text is kept as it is typed, since no statement can have it; lines and columns count from 1."""

    line: int
    column: int
    length: int
    message: str
    hint: str


class Part(NamedTuple):
    """A block of a text, or a comment (None): its first line and the line after its last, counted from 0.

    Paragraphs and items are as `normal` has them, except that some hold no words.
    """

    block: WrittenBlock | None
    start: int
    end: int


def comments_in(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each comment on lines of its own and the line after its last, counted from 0.

    Where another comment opens before one is closed, or text follows on its last line, it is none.
    """
    at = 0
    while at < len(lines):
        if lines[at].lstrip("\ufeff \t").startswith("<!--"):
            end, rest = at, lines[at].split("<!--", 1)[1]
            while "-->" not in rest and "<!--" not in rest and end + 1 < len(lines):
                end += 1
                rest = lines[end]
            before, closed, after = rest.partition("-->")
            if closed and "<!--" not in before and not after.strip():
                yield at, end + 1
                at = end
        at += 1


def parts_of(lines: Sequence[str]) -> tuple[list[Part], tuple[Problem, ...]]:
    """The blocks and comments of `lines` in their order, and what is kept as text, in the order of the file."""
    reader = _Reader(lines)
    comments = dict(comments_in(lines))
    at = 0
    while at < len(lines):
        if at in comments:
            reader.close()
            reader.parts.append(Part(None, at, comments[at]))
            at = comments[at]
        elif end := _end_of_code(lines, at, comments):
            reader.take_code(at, end)
            at = end
        else:
            reader.take(at)
            at += 1
    reader.close()
    problems: dict[tuple[int, int], Problem] = {}
    for problem in reader.problems:
        problems.setdefault(problem[:2], problem)
    return list(_grouped(reader.parts)), tuple(problems[place] for place in sorted(problems))


def _grouped(parts: list[Part]) -> Iterator[Part]:
    """`parts` with the items that follow one another as one list."""
    for _, group in groupby(parts, lambda part: type(part.block)):
        of_kind = list(group)
        if one := as_one_list([part.block for part in of_kind]):
            yield Part(one, of_kind[0].start, of_kind[-1].end)
        else:
            yield from of_kind


def as_one_list(blocks: Sequence[WrittenBlock | None]) -> BulletList | NumberedList | None:
    """`blocks`, all of one kind, as one list; None where they are no lists."""
    items = tuple(item for block in blocks if isinstance(block, BulletList | NumberedList) for item in block.items)
    if not items:
        return None
    return BulletList(items) if isinstance(blocks[0], BulletList) else NumberedList(items)


_ITEM = re.compile(r"[ \t]*(?P<marker>[-+*]|(?P<number>\d{1,9})[.)])(?:[ \t]+|$)", re.ASCII)
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r"[ \t]*(`{3,}(?!.*`)|~{3,})")

_KEPT = tuple(
    (re.compile(form), message, hint)
    for form, message, hint in (
        (
            r"[ \t]*#{1,6}(?:[ \t]|$)",
            "a heading within a section would be printed with its '#'",
            r"a section begins with '## Title {#id}'; for the sign itself write '\#'",
        ),
        (_RULE.pattern, "a line of signs would be printed as it is typed", "delete it; a blank line parts paragraphs"),
        (r"[ \t]*=+[ \t]*$", "a line of signs would be printed as it is typed", "delete it"),
        (_FENCE.pattern, "text marked as code would be printed as it is typed", "delete this line and its counterpart"),
        (r"[ \t]*>", "a quotation would be printed with its '>'", "delete the sign and use quotation marks"),
        (
            r"[ \t]*\||[ \t]*:?-{3,}:?[ \t]*\|",
            "a table would be printed as it is typed",
            "write it as a list or in sentences",
        ),
        (
            r"[ \t]*<!--",
            "a comment that does not end on a line of its own would be printed",
            "end it with '-->' and nothing after that on the line",
        ),
    )
)
"""Forms of lines that are kept as they are typed, each with what is said of it and how to mend it."""


def _end_of_code(lines: Sequence[str], at: int, comments: Container[int]) -> int:
    """The line after the code whose fence stands in line `at`, 0 where none does; a comment ends no code."""
    fence = _FENCE.match(lines[at])
    if not fence:
        return 0
    closing = re.compile(rf"[ \t]*{fence[1][0]}{{{len(fence[1])},}}[ \t]*$")
    within = takewhile(lambda line: line not in comments, range(at + 1, len(lines)))
    return next((line + 1 for line in within if closing.match(lines[line])), 0)


class _Line(NamedTuple):
    """What line `number` says from `column` on, both from 0, and whether it keeps a line of its own."""

    number: int
    column: int
    text: str
    apart: bool = False


@dataclass(slots=True)
class _Open:
    """A paragraph or an item of a list of `kind` that the next line may go on with.

    Lines from `width` columns on are within the item; `ended` tells that a blank line came.
    """

    kind: type[BulletList | NumberedList] | None = None
    width: int = 0
    lines: list[_Line] = field(default_factory=list)
    ended: bool = False


class _Reader:
    """Takes lines one after the other, and gathers parts and problems."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._open: _Open | None = None
        self._last = (-2, "")
        self.parts: list[Part] = []
        self.problems: list[Problem] = []

    def take(self, at: int) -> None:
        """Take a line that belongs neither to a comment nor to code."""
        line = self._lines[at]
        text = line.lstrip("\ufeff \t")
        column = len(line) - len(text)
        width = _width(line[:column])
        if not text:
            self._blank()
            return
        within = self._open is not None and self._open.kind is not None and width >= self._open.width
        item = None if _RULE.match(text) else _ITEM.match(text)
        if item and not within and self._begins_item(item, at, column):
            self.close()
            space = item.end() - item.end("marker")
            deep = width + item.end("marker") + 1 if space > _MOST_SPACES else _width(line[: column + item.end()])
            self._open = _Open(NumberedList if item["number"] else BulletList, deep)
            self._append(at, column + item.end(), text[item.end() :])
            return
        if self._open and self._open.ended and not within:
            self.close()
        self._open = self._open or _Open()
        apart = within and (item is not None or self._open.ended)
        if apart:
            message, hint = _SECOND_PARAGRAPH if item is None else _NESTED
            self._complain(at, column, 1, message, hint)
        self._open.ended = False
        self._append(at, column, text, apart=apart)

    def _blank(self) -> None:
        if self._open and self._open.kind:
            self._open.ended = True
        else:
            self.close()

    def take_code(self, start: int, end: int) -> None:
        """Take the lines of fenced code, to the letter."""
        self.close()
        self._complain(start, 0, len(self._lines[start]), *_KEPT[3][1:])
        self._open = _Open()
        for at in range(start, end):
            if text := escaped(self._lines[at]):
                self._open.lines.append(_Line(at, 0, text, apart=True))
        self.close()

    def _begins_item(self, item: re.Match[str], at: int, column: int) -> bool:
        """Whether an item of a list begins here; no paragraph is parted by a number that ends a sentence."""
        number = item["number"]
        current = self._open.kind if self._open else None
        if self._open and current is None and (item.end() == len(item.string) or number not in (None, "1")):
            return False
        if number is None or int(number) == 1 or current is NumberedList:
            return True
        sign = item["marker"][-1]
        mend = rf"write '{number}\{sign}' where a sentence begins so, and '1{sign}' for a list"
        self._complain(at, column, len(item["marker"]), "a numbered list begins with 1", mend)
        return False

    def _append(self, at: int, column: int, text: str, *, apart: bool = False) -> None:
        for form, message, hint in _KEPT:
            if found := form.match(text):
                self._complain(at, column, len(found[0]), message, hint)
                apart = True
                break
        if self._open:
            self._open.lines.append(_Line(at, column, text, apart))

    def _complain(self, at: int, column: int, length: int, message: str, hint: str) -> None:
        """Note a problem; where lines that follow one another have the same, only the first is noted."""
        if self._last != (at - 1, message):
            self.problems.append(Problem(at + 1, column + 1, max(1, length), message, hint))
        self._last = (at, message)

    def close(self) -> None:
        """End what is open."""
        if self._open is None:
            return
        content = self._content(self._open.lines)
        block = self._open.kind((Item(content),)) if self._open.kind else Paragraph(content, role="statement")
        self.parts.append(Part(block, self._open.lines[0].number, self._open.lines[-1].number + 1))
        self._open = None

    def _content(self, lines: list[_Line]) -> Inlines:
        """The inlines of `lines`, with line breaks around those that stand apart."""
        texts = [line.text for line in lines]
        for at, (line, following) in enumerate(pairwise(lines)):
            if line.apart or following.apart:
                texts[at] = texts[at].rstrip(" \t")
                texts[at] += "" if _BROKEN.search(texts[at]) else "\\"
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
        runs, faults = read("\n".join(texts).rstrip(" \t"))
        for fault in faults:
            line = lines[at := bisect_right(starts, fault.at) - 1]
            length = min(fault.length, len(line.text) - (fault.at - starts[at]))
            place = line.column + fault.at - starts[at]
            self.problems.append(Problem(line.number + 1, place + 1, max(1, length), fault.message, fault.hint))
        return settle(runs)


_NESTED = ("a list within a list would be printed with its signs", "write a list of one level")
_SECOND_PARAGRAPH = (
    "an item of a list holds one paragraph only",
    r"join it to the one before, with a '\' at the end of that where a new line is meant",
)
_MOST_SPACES = 4
_BROKEN = re.compile(r"(?<!\\)(?:\\\\)*\\$")
"""A backslash at the end that already breaks the line."""


def _width(space: str) -> int:
    return len(space.removeprefix("\ufeff").expandtabs(4))
