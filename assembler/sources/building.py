"""YAML events into marked data: what the parser saw, with its places, and what of it cannot be accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from assembler.diagnostics import Diagnostic, Mark, error
from assembler.sources.data import MarkedList, MarkedMapping, MarkedText
from assembler.sources.scalars import Written, misread_key, suspicions, swallowed
from assembler.sources.text import SourceText

_DEEPEST = 50
_MOST_COPIES = 10_000
"""How many values aliases may add in all."""

_NULLS = ("", "~", "null")
_WORD = re.compile(r"\S+")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")


class BrokenError(Exception):
    """Reading cannot go on from here, although the parser could."""

    def __init__(self, diagnostic: Diagnostic, *, within_a_line: bool) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        self.within_a_line = within_a_line


def too_deep(mark: Mark) -> Diagnostic:
    """The complaint about a mapping or list within too many others."""
    message = f"mappings and lists are nested more than {_DEEPEST} deep"
    return error("yaml-syntax", message, mark, "a text that begins with '[', '{' or '- ' needs \"double quotes\"")


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled."""

    value: MarkedMapping | MarkedList
    mark: Mark
    flow: bool
    anchor: str | None
    seen: dict[str, Mark] = field(default_factory=dict)
    key: MarkedText | None = None
    awaits_key: bool = True
    size: int = 1


@dataclass(slots=True)
class _Anchored:
    """A value that aliases may repeat; `size` is None while it is still being filled."""

    value: Any
    mark: Mark
    size: int | None
    used: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The last thing read: `kind` is the event's name, such as `Scalar`; `start` and `end` are indices."""

    kind: str
    start: int
    end: int
    style: str = ""


@dataclass(slots=True)
class Builder:
    """Takes the events of one file in order. Where `partial`, parts of the file are left out for their mistakes."""

    page: SourceText
    partial: bool = False
    roots: list[tuple[Any, Mark]] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    _last: yaml.Event | None = None
    _frames: list[_Frame] = field(default_factory=list)
    _closed: list[Mark] = field(default_factory=list)
    _anchors: dict[str, _Anchored] = field(default_factory=dict)
    _retired: list[tuple[str, _Anchored]] = field(default_factory=list)
    _documents: int = 0
    _copies: int = 0

    def open_marks(self) -> list[Mark]:
        """Where the block mappings and lists begin that a next line could belong to, innermost last."""
        return [frame.mark for frame in self._frames if not frame.flow] + self._closed

    def innermost(self) -> tuple[str, Mark] | None:
        """`mapping` or `list`, and the mark, of the block collection being filled."""
        for frame in reversed(self._frames):
            if not frame.flow:
                return ("list" if isinstance(frame.value, MarkedList) else "mapping"), frame.mark
        return None

    def open_bracket(self) -> int | None:
        """The index of the innermost bracket or brace that is not closed yet."""
        if not self._frames or not self._frames[-1].flow:
            return None
        mark = self._frames[-1].mark
        return self.page.starts[mark.line - 1] + mark.column - 1

    def last(self) -> Piece | None:
        """The last thing that was read."""
        if (event := self._last) is None or event.start_mark is None or event.end_mark is None:
            return None
        kind, style = type(event).__name__.removesuffix("Event"), getattr(event, "style", None) or ""
        return Piece(kind, event.start_mark.index, event.end_mark.index, style)

    def add(self, event: yaml.Event) -> None:
        """Take the next event. Raises BrokenError where nothing after it can be trusted."""
        start = event.start_mark.index if event.start_mark else 0
        self._last = event
        if isinstance(event, yaml.CollectionEndEvent):
            self._end()
            return
        if self._closed and not isinstance(event, yaml.DocumentEndEvent):
            self._closed.clear()
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, start, event.end_mark.index if event.end_mark else start)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event, start)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor or "", start)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(start)

    def unused_anchors(self) -> list[Diagnostic]:
        """The complaints about anchors that no alias repeats, once all events are taken."""
        anchors = [*self._retired, *self._anchors.items()]
        return [self._unused(name, anchored) for name, anchored in anchors if not anchored.used]

    def _unused(self, name: str, anchored: _Anchored) -> Diagnostic:
        return error(
            "yaml-alias",
            f"'&{name}' is not read as text: it names a value for repeating, and nothing repeats it",
            anchored.mark,
            f"if it is text, put the whole text in \"double quotes\"; else delete '&{name}'",
        )

    def _document(self, start: int) -> None:
        self._documents += 1
        if self._documents == 2:
            self.found.append(
                error(
                    "yaml-syntax",
                    "'---' begins a second document, and a file holds only one",
                    self.page.mark(start, 3),
                    "delete this line",
                )
            )

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        if event.anchor is not None or event.tag is not None:
            start = self._without_properties(event.anchor, event.tag, start)
        style, is_key = event.style or "", self._is_key()
        if is_key and (misread := misread_key(self.page, start, "" if style else event.value)) is not None:
            raise BrokenError(misread, within_a_line=False)
        # Nothing can be suspect about most texts; these are passed over for speed.
        is_plain = not style and len(event.value) == end - start and event.value.isascii()
        if not is_plain or self.page.text[end : end + 1] in (" ", "\t"):
            around = self.innermost()
            written = Written(self.page, start, end, style, event.value, around[1].column if around else 1, is_key)
            if (broken := swallowed(written)) is not None:
                raise BrokenError(broken, within_a_line=True)
            self.found += suspicions(written)
        mark = self._scalar_mark(start, end, style)
        value = None if not style and not is_key and event.value in _NULLS else MarkedText(event.value, mark)
        if event.anchor is not None:
            self._remember(event.anchor, value, start, 1)
        self._put(value, mark, 1)

    def _scalar_mark(self, start: int, end: int, style: str) -> Mark:
        if style in ("|", ">"):
            return self.page.mark(start)
        line, column = self.page.place(start)
        if start < end <= self.page.starts[line - 1] + len(self.page.lines[line - 1]):
            return Mark(self.page.file, line, column, end - start)
        first = self.page.line(line)[column - 1 : column - 1 + end - start].rstrip()
        if not first and start and self.page.text[start - 1] in "-:":
            return self.page.mark(start - 1)
        return self.page.mark_in(line, column, len(first))

    def _start(self, event: yaml.CollectionStartEvent, start: int) -> None:
        start = self._without_properties(event.anchor, event.tag, start)
        mark = self.page.mark(start)
        if len(self._frames) >= _DEEPEST:
            raise BrokenError(too_deep(mark), within_a_line=False)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if self._is_key():
            if (misread := misread_key(self.page, start)) is not None:
                raise BrokenError(misread, within_a_line=False)
            self.found.append(
                error(
                    "yaml-syntax",
                    f"a {'mapping' if is_mapping else 'list'} stands where a key is expected",
                    mark,
                    'put the text before the colon in "double quotes"',
                )
            )
        value: MarkedMapping | MarkedList = MarkedMapping(mark) if is_mapping else MarkedList(mark)
        if event.anchor is not None:
            self._remember(event.anchor, value, start, None)
        flow = bool(event.flow_style)
        self._frames.append(_Frame(value, mark, flow, event.anchor))

    def _end(self) -> None:
        frame = self._frames.pop()
        if not frame.flow:
            self._closed.append(frame.mark)
        if frame.anchor is not None:
            self._anchors[frame.anchor].size = frame.size
        self._put(frame.value, frame.mark, frame.size)

    def _alias(self, name: str, start: int) -> None:
        mark = self.page.mark(start, len(name) + 1)
        anchored = self._anchors.get(name)
        value, size = None, 1
        if anchored is None:
            if not self.partial:
                hint = "a text that begins with '*' needs \"double quotes\""
                self.found.append(
                    error("yaml-alias", f"'*{name}' repeats a value named '&{name}', and there is none", mark, hint)
                )
        elif anchored.size is None:
            anchored.used = True
            self.found.append(
                error("yaml-alias", f"'*{name}' repeats a value within itself", mark, "write the value out")
            )
        else:
            anchored.used = True
            fits = self._copies <= _MOST_COPIES
            self._copies += anchored.size
            if self._copies <= _MOST_COPIES:
                value, size = anchored.value, anchored.size
            elif fits:
                message = f"with '*{name}', the aliases of this file repeat more than {_MOST_COPIES:,} values"
                self.found.append(error("yaml-alias", message, mark, "write the value out"))
        self._put(value, mark, size)

    def _is_key(self) -> bool:
        return bool(self._frames) and isinstance(self._frames[-1].value, MarkedMapping) and self._frames[-1].awaits_key

    def _put(self, value: Any, mark: Mark, size: int) -> None:
        """Hand a finished value to the mapping or list around it."""
        if not self._frames:
            self.roots.append((value, mark))
            return
        frame = self._frames[-1]
        frame.size += size
        if isinstance(frame.value, MarkedList):
            frame.value.append(value)
            frame.value.item_marks.append(mark)
        elif frame.awaits_key:
            frame.key, frame.awaits_key = self._key(frame, value, mark), False
        else:
            if frame.key is not None:
                frame.value[frame.key] = value
            frame.key, frame.awaits_key = None, True

    def _key(self, frame: _Frame, value: Any, mark: Mark) -> MarkedText | None:
        """The key to file the next value under; None where that value is to be passed over."""
        if not isinstance(value, MarkedText):
            return None
        if not value:
            self.found.append(
                error("yaml-syntax", "a key is missing before the colon", mark, "write the key in front of it")
            )
            return None
        first = frame.seen.setdefault(value, mark)
        if first is mark:
            return MarkedText(value, mark)
        self.found.append(
            error(
                "duplicate-key",
                f"'{value}' stands here a second time",
                mark,
                f"it stands first in line {first.line}: delete one of the two, or join them",
            )
        )
        return None

    def _remember(self, anchor: str, value: Any, start: int, size: int | None) -> None:
        place = self.page.text.rfind(f"&{anchor}", 0, start)
        if (earlier := self._anchors.get(anchor)) is not None:
            self._retired.append((anchor, earlier))
        self._anchors[anchor] = _Anchored(value, self.page.mark(max(0, place), len(anchor) + 1), size)

    def _without_properties(self, anchor: str | None, tag: str | None, start: int) -> int:
        """The index at which the value itself starts, after `&name` and `!tag`; a tag is complained about."""
        if tag is not None:
            place = self.page.text.find("!", start)
            written = _WORD.match(self.page.text, place)
            name = written[0] if written else "!"
            self.found.append(
                error(
                    "yaml-tag",
                    f"'{name}' is a YAML tag, and none are understood",
                    self.page.mark(place, len(name)),
                    "a text that begins with '!' needs \"double quotes\"",
                )
            )
        if anchor is None and tag is None:
            return start
        properties = _PROPERTIES.match(self.page.text, start)
        return properties.end() if properties else start
