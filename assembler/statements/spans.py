"""Whose each run is: the fields of a DOCX found by content controls and bookmarks, and its lines cut between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from assembler.names import bookmark_name
from assembler.statements.looks import ListKind
from assembler.statements.runs import Run
from assembler.statements.tokens import (
    Bookmark,
    BookmarkEnd,
    Control,
    ControlEnd,
    End,
    Lost,
    Start,
    Token,
    Tracked,
)

WRITING = frozenset({"StatementText", "StatementBullet", "StatementNumber"})
"""The styles of paragraphs that stand in fields and nowhere else."""


@dataclass(slots=True)
class Line:
    """A paragraph, an item or a row, or the part of one that is of one `owner`: a field, or None outside all of them.

    `places` are the indices of its `runs` among the tokens. A line without text has something `lost` or `tracked`.
    """

    owner: str | None
    kind: ListKind | None
    style: str
    runs: list[Run] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    tracked: bool = False
    _text: str | None = None

    @property
    def text(self) -> str:
        """What is said, all white space as single spaces; no runs are added once this was asked."""
        if self._text is None:
            self._text = folded("".join(run.text for run in self.runs))
        return self._text


def folded(text: str) -> str:
    """`text` with all white space as single spaces."""
    return " ".join(text.split())


@dataclass(slots=True)
class Span:
    """Where a field is: from the token `start` to before `end`, and what says so."""

    id: str
    start: int
    end: int
    by: Literal["control", "bookmark"]
    exact: bool
    """Whether it holds whole lines by itself, as a block-level control does; else it is read line by line."""
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """The spans of a document; `copies` are controls of a field that another control or bookmark already gives."""

    spans: tuple[Span, ...]
    copies: tuple[Span, ...]


def find(tokens: Sequence[Token], known: Collection[str]) -> Fields:
    """The fields in `tokens`: by control first, then by bookmark.

    `known` are the ids that may be there. A control of another tag counts where it is locked as ours are or has our
    bookmark around it; all others are of other people's making and are read as if they were not there.
    """
    marks = _bookmarks(tokens)
    controls: dict[str, list[Span]] = {}
    for control, span in _controls(tokens):
        if span.id in known or control.locked or bookmark_name(span.id) in marks:
            controls.setdefault(span.id, []).append(span)
    spans, copies = [], []
    ids = dict.fromkeys([*known, *controls, *filter(None, map(_id_of, marks))])
    for name in ids:
        mark, own = marks.get(bookmark_name(name)), controls.get(name, [])
        # A copy leaves the bookmark with the first.
        chosen = next((span for span in own if mark and _meet(span, mark)), own[0] if own else None)
        copies += [span for span in own if span is not chosen]
        if chosen:
            spans.append(chosen)
        if mark and (chosen is None or _meet(chosen, mark)):
            spans.append(Span(name, *mark, "bookmark", exact=False))
    return Fields(tuple(spans), tuple(sorted(copies, key=lambda span: span.start)))


def _meet(span: Span, mark: tuple[int, int]) -> bool:
    return span.start < mark[1] and mark[0] < span.end


def _controls(tokens: Sequence[Token]) -> Iterator[tuple[Control, Span]]:
    opened: dict[int, tuple[int, Control]] = {}
    for index, token in enumerate(tokens):
        if isinstance(token, Control):
            opened[token.number] = (index, token)
        elif isinstance(token, ControlEnd):
            start, control = opened.pop(token.number)
            span = Span(control.tag, start, index, "control", control.block, control.placeholder)
            yield control, span


def _bookmarks(tokens: Sequence[Token]) -> dict[str, tuple[int, int]]:
    """Where bookmarks begin and end, by name.

    LibreOffice 7.4 writes the beginning twice where a bookmark held a control, the second time beside the end: the
    first beginning and the last end count. Where the end is gone, the bookmark ends with its line.
    """
    starts: dict[str, int] = {}
    names: dict[str, str] = {}
    ends: dict[str, int] = {}
    line_ends: dict[str, int] = {}
    unfinished: list[str] = []
    for index, token in enumerate(tokens):
        match token:
            case Bookmark(number, name):
                starts.setdefault(name, index)
                names[number] = name
                unfinished.append(name)
            case BookmarkEnd(number) if number in names:
                ends[names.pop(number)] = index
            case End():
                line_ends |= dict.fromkeys(unfinished, index)
                unfinished = []
            case _:
                pass
    return {name: (start, ends.get(name, line_ends.get(name, start))) for name, start in starts.items()}


_READABLE = re.compile(r"field_([A-Za-z0-9_]+)_[0-9a-f]{8}")


def _id_of(name: str) -> str | None:
    """The id of the field whose bookmark is `name`, where that can be read from it."""
    found = _READABLE.fullmatch(name)
    guess = found[1].replace("_", "-") if found else ""
    return guess if found and bookmark_name(guess) == name else None


def lines_of(tokens: Sequence[Token], spans: Sequence[Span], own: Collection[str]) -> list[Line]:
    """The lines of `tokens`, cut where their owner changes; those that say nothing are left out.

    Text beside a field's in one paragraph belongs to that field where only a bookmark says where it is: editors set
    those in by some characters. So do paragraphs in its style right before and after it that are not our `own`.
    """
    exact = {span.id for span in spans if span.exact}
    lines: list[Line] = []
    for line, owners, within in _swept(tokens, spans):
        owned = _filled(line, owners, exact, own)
        if not any(owned) and line.text not in own:
            line.owner = next((name for name in within if name not in exact), line.owner)
            owned = [line.owner] * len(owned)
        lines += _cut(line, owned)
    _adopt(lines, exact, own)
    return lines


def _swept(tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[tuple[Line, list[str | None], list[str]]]:
    """Each line with the owner of each of its runs, and the fields that begin and end within it."""
    begins: dict[int, list[Span]] = {}
    ends: dict[int, list[Span]] = {}
    for span in spans:
        begins.setdefault(span.start, []).append(span)
        ends.setdefault(max(span.end, span.start + 1), []).append(span)
    controls: list[str] = []
    bookmarks: dict[str, None] = {}
    line, first = Line(None, None, ""), 0
    owners: list[str | None] = []
    within: list[str] = []
    for index, token in enumerate(tokens):
        for span in ends.get(index, ()):
            if span.by == "control":
                controls.remove(span.id)
            else:
                del bookmarks[span.id]
            if span.start >= first:
                within.append(span.id)
        for span in begins.get(index, ()):
            if span.by == "control":
                controls.append(span.id)
            else:
                bookmarks[span.id] = None
        owner = controls[-1] if controls else next(reversed(bookmarks), None)
        match token:
            case Start(kind, style):
                line, owners, within, first = Line(owner, kind, style), [], [], index
            case Run():
                line.runs.append(token)
                line.places.append(index)
                owners.append(owner)
            case Lost(what):
                line.lost.append(what)
            case Tracked():
                line.tracked = True
            case End():
                yield line, owners, within
            case _:
                pass


def _filled(line: Line, owners: Sequence[str | None], exact: Collection[str], own: Collection[str]) -> list[str | None]:
    """`owners`, with those of neighbours where these are read line by line."""
    owned = [owner if run.text.strip() else None for run, owner in zip(line.runs, owners, strict=True)]
    if None in owned and line.text in own:
        # Our own text, that a bookmark has slipped into.
        words = [owner for run, owner in zip(line.runs, owned, strict=True) if run.text.strip()]
        if None in words:
            return [None] * len(owned)
    for ahead in (False, True):
        last = None
        for index in range(len(owned) - 1, -1, -1) if ahead else range(len(owned)):
            if owned[index] is None and (last not in exact or owners[index] == last):
                owned[index] = last
            last = owned[index]
    return owned


def _cut(line: Line, owned: Sequence[str | None]) -> list[Line]:
    """The parts of `line` that say something, each of one owner."""
    parts: list[Line] = []
    for run, place, owner in zip(line.runs, line.places, owned, strict=True):
        if not parts or parts[-1].owner != owner:
            parts.append(Line(owner, line.kind, line.style, lost=line.lost, tracked=line.tracked))
        parts[-1].runs.append(run)
        parts[-1].places.append(place)
    parts = [part for part in parts if part.text]
    return parts or ([line] if line.lost or line.tracked else [])


def headed(lines: Sequence[Line], headings: Mapping[str, str], own: Collection[str]) -> None:
    """Give the lines below a heading of ours to the field that was written there, up to the next text of our own.

    For editors that drop controls and bookmarks; `headings` are the `folded` texts right before the fields to find.
    """
    names = {heading: name for name, heading in headings.items() if list(headings.values()).count(heading) == 1}
    current: str | None = None
    for line in filter(attrgetter("text"), lines):
        if line.owner is not None or line.text in own or line.text in names:
            current = names.get(line.text) if line.owner is None else None
        elif current:
            line.owner = current


def _adopt(lines: Sequence[Line], exact: Collection[str], own: Collection[str]) -> None:
    """Give paragraphs in the style of fields to the field beside them: the one before, else the one after."""
    for ordered in (lines, lines[::-1]):
        last: str | None = None
        for line in filter(attrgetter("text"), ordered):
            if line.owner is None and last is not None and line.style in WRITING and line.text not in own:
                line.owner = last
            last = line.owner if line.owner not in exact else None
