"""Changing a list of records in a YAML file that people edit too: every byte stays but those of what is changed.

The opposite of reading, for the files that a command may write. Who calls these compares what the text says afterwards
with what it should say (`meaning`), since YAML has more forms than are thought of here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

Value = str | Sequence[str]
"""What can be written: a text, or a list of texts."""

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ./+-]*[A-Za-z0-9/.])?|\d{4}-\d\d-\d\d", re.ASCII)
_BLOCK = ("|", ">")
_RESOLVER = yaml.resolver.Resolver()
_READ_AS_WRITTEN = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")  # a day is one to every reader


FORM = "it is written in a form that only a person can change"


class CannotRewriteError(ValueError):
    """The text has a form in which this cannot be changed; the message says which."""


def meaning(text: str) -> Any:
    """What `text` says, each value as the text that it is. Raises CannotRewriteError where it cannot be read."""
    try:
        return yaml.load(_readable(text.removeprefix(_BOM)), Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts alone
    except yaml.YAMLError as failure:
        raise CannotRewriteError("it cannot be read") from failure


def with_fields(text: str, key: str, index: int, changes: Mapping[str, Value | None], order: Sequence[str]) -> str:
    """`text`, in which record `index` of the list under `key` has `changes`; None takes a field out.

    A new field comes behind those that stand before it in `order`. Raises CannotRewriteError.
    """
    for name, value in changes.items():
        page = _Page(text)
        record = page.record(key, index)
        if value is None:
            text = page.without(record, name)
        elif (pair := page.pair(record, name)) is not None:
            text = page.replaced(pair[1], value)
        else:
            text = page.added(record, name, value, order)
    return text


def with_record(text: str, key: str, fields: Mapping[str, Value]) -> str:
    """`text`, whose list under `key`, which it may lack, has one record more at its end. Raises CannotRewriteError."""
    page = _Page(text)
    pair = page.pair(page.root, key)
    if pair is None:
        return page.inserted(len(page.text), [f"{key}:", *_record(fields, 2, 2)])
    listed = pair[1]
    if isinstance(listed, yaml.SequenceNode) and listed.value:
        if listed.flow_style:
            raise CannotRewriteError(f"what is in '{key}' stands in brackets, not one below the other")
        return page.appended(listed, fields)
    start, end = listed.start_mark.index, listed.end_mark.index
    if not re.fullmatch(r"\[\s*\]|~|null|", page.text[start:end], re.IGNORECASE):
        raise CannotRewriteError(f"'{key}' is no list")
    kept = page.text[:start].rstrip(" ") if end > start else page.text[:start]
    emptied = _Page(page.bom + kept + page.text[end:])
    return emptied.inserted(emptied.line_end(len(kept)), _record(fields, 2, 2))


def _readable(text: str) -> str:
    """`text` as our reader takes it: spaces for tabs on blank lines, and for what only YAML takes for a line's end."""
    text = text.translate({0x85: " ", 0x2028: " ", 0x2029: " "})
    return re.sub(r"^[ \t]*\t[ \t]*$", lambda blank: " " * len(blank[0]), text, flags=re.MULTILINE)


def _record(fields: Mapping[str, Value], indent: int, gap: int) -> list[str]:
    """The lines of a record in a list, whose dash stands behind `indent` spaces and whose keys `gap` further right."""
    first, *further = [f"{name}: {_written(value)}" for name, value in fields.items()]
    return [f"{'':{indent}}{'-':<{gap}}{first}", *(f"{'':{indent + gap}}{line}" for line in further)]


def _written(value: Value, quote: str = "") -> str:
    """`value` on one line, in `quote`s where these are wanted, or where other readers would take it for no text."""
    if not isinstance(value, str):
        return f"[{', '.join(_written(each) for each in value)}]"
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    resolved = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    if not quote and _PLAIN.fullmatch(value) and resolved in _READ_AS_WRITTEN:
        return value
    return json.dumps(value, ensure_ascii=False)


class _Page:
    """A text without its byte order mark, and the nodes of YAML that say where in it each value stands."""

    def __init__(self, text: str) -> None:
        self.bom = _BOM if text.startswith(_BOM) else ""
        self.text = text.removeprefix(_BOM)
        try:
            self.root: Any = yaml.compose(_readable(self.text), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as failure:
            raise CannotRewriteError(FORM) from failure
        if not isinstance(self.root, yaml.MappingNode) or self.root.flow_style:
            raise CannotRewriteError("it is not made of 'key: value' lines")

    def pair(self, mapping: yaml.MappingNode, name: str) -> tuple[Any, Any] | None:
        """The nodes of the key `name` and of its value."""
        return next(((key, value) for key, value in mapping.value if key.value == name), None)

    def record(self, key: str, index: int) -> yaml.MappingNode:
        """Record `index` of the list under `key`."""
        pair = self.pair(self.root, key)
        record = pair[1].value[index] if pair and isinstance(pair[1], yaml.SequenceNode) else None
        if not isinstance(record, yaml.MappingNode) or not record.value:
            raise CannotRewriteError(f"'{key}' is no list of records")
        return record

    # Changes: each gives the whole text --------------------------------------------------------------

    def replaced(self, node: yaml.Node, value: Value) -> str:
        """`value` in place of the one of `node`, in the same quotes."""
        start, end = node.start_mark.index, node.end_mark.index
        self._single(node)
        quote = self.text[start : start + 1] if self.text[start : start + 1] in ("'", '"') else ""
        space = " " if self.text[start - 1] == ":" else ""
        return self._with(start, end, space + _written(value, quote))

    def added(self, record: yaml.MappingNode, name: str, value: Value, order: Sequence[str]) -> str:
        """The field `name` behind those before it in `order`, else behind the first."""
        before = order[: order.index(name)]
        held = [pair for pair in record.value if pair[0].value in before] or record.value[:1]
        key, last = held[-1]
        if record.flow_style:
            end = last.end_mark.index
            return self._with(end, end, f", {name}: {_written(value)}")
        return self.inserted(self.end_of(last), [f"{'':{key.start_mark.column}}{name}: {_written(value)}"])

    def without(self, record: yaml.MappingNode, name: str) -> str:
        """The field `name` taken out; a comment behind it stays where it is."""
        names = [key.value for key, _ in record.value]
        if name not in names:
            return self.bom + self.text
        at = names.index(name)
        key, node = record.value[at]
        start, end = key.start_mark.index, node.end_mark.index
        self._single(node)
        line = self._line_start(start)
        is_first_on_line = not self.text[line:start].strip()
        if record.flow_style or not is_first_on_line:
            return self._without_within(record, at)
        rest = self.text[end : self.line_end(end)]
        if rest.strip():
            return self._with(start, end + len(rest) - len(rest.lstrip()), "")
        after = self._behind_break(self.line_end(end))
        return self._with(line, after, "")

    def _without_within(self, record: yaml.MappingNode, at: int) -> str:
        """The field number `at` taken out, which stands on one line with others or with the dash of its record."""
        pairs = record.value
        if at:
            start, end = pairs[at - 1][1].end_mark.index, pairs[at][1].end_mark.index
            between = self.text[start : pairs[at][0].start_mark.index]
        else:
            if len(pairs) < 2:
                raise CannotRewriteError("the record would be empty")
            start, end = pairs[0][0].start_mark.index, pairs[1][0].start_mark.index
            between = self.text[pairs[0][1].end_mark.index : end]
        if not re.fullmatch(r"\s*,\s*" if record.flow_style else r"\s*", between):
            raise CannotRewriteError(f"a comment stands beside '{pairs[at][0].value}'")
        return self._with(start, end, "")

    def appended(self, listed: yaml.SequenceNode, fields: Mapping[str, Value]) -> str:
        """One record more below those of `listed`, indented and parted as these are."""
        indent, last = listed.start_mark.column, listed.value[-1]
        start = last.start_mark.index
        before = self.text[self._line_start(start) : start]
        gap = len(before) - indent if re.fullmatch(r" *- +", before) else 2
        if isinstance(last, yaml.MappingNode) and last.flow_style:
            inside = ", ".join(f"{name}: {_written(value)}" for name, value in fields.items())
            lines = [f"{'':{indent}}{'-':<{gap}}{{{inside}}}"]
        else:
            lines = _record(fields, indent, gap)
        if len(listed.value) > 1 and _BLANK_LINE.search(self.text[self.end_of(listed.value[-2]) : start]):
            lines.insert(0, "")
        return self.inserted(self._behind_comments(self.end_of(last), indent), lines)

    def inserted(self, at: int, lines: Sequence[str]) -> str:
        """The `lines` behind the one that ends, or has just ended, at `at`."""
        first = _LINE_END.search(self.text)
        line_break = first[0] if first else "\n"
        at = self._behind_break(at)
        if at and not self.text[:at].endswith(("\n", "\r")):
            return self._with(at, at, "".join(line_break + line for line in lines))
        return self._with(at, at, "".join(line + line_break for line in lines))

    def _with(self, start: int, end: int, new: str) -> str:
        return self.bom + self.text[:start] + new + self.text[end:]

    # Places ------------------------------------------------------------------------------------------

    def _single(self, node: yaml.Node) -> None:
        if not isinstance(node, yaml.ScalarNode) or node.start_mark.line != node.end_mark.line or node.style in _BLOCK:
            raise CannotRewriteError(f"the value in line {node.start_mark.line + 1} goes on over the line")

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """Where the line of `index` ends."""
        found = _LINE_END.search(self.text, index)
        return found.start() if found else len(self.text)

    def _behind_break(self, at: int) -> int:
        """The start of the next line, where a line ends at `at`."""
        found = _LINE_END.match(self.text, at)
        return found.end() if found and not self._starts_line(at) else at

    def _starts_line(self, at: int) -> bool:
        return at == self._line_start(at)

    def end_of(self, node: yaml.Node) -> int:
        """The end of the last line of `node`; what the parser calls its end lies behind the comments that follow it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end_of(last[1] if isinstance(last, tuple) else last)
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK:
            # Blank lines behind such a text are part of it only where its head says so.
            if "+" in self.text[start : self.line_end(start)].partition("#")[0] and self._starts_line(end):
                return end
            end = len(self.text[:end].rstrip())
        return self.line_end(end)

    def _behind_comments(self, at: int, indent: int) -> int:
        """The end of the comments right behind the line that ends at `at`, as far as they are indented further."""
        while comment := re.compile(rf"(?:\r\n|\r|\n)? {{{indent + 1},}}#[^\r\n]*").match(self.text, at):
            at = comment.end()
        return at
