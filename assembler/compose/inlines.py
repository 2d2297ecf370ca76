"""Texts within a block, read from the HTML of a template, and the refusals that all of the reader shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assembler.compose.html import Node
from assembler.diagnostics import error
from assembler.document import Date, Emphasis, Inline, Inlines, LineBreak, Link, Span, Strong, Text

BLANKS = " \t\n\r\f\x85\u2028\u2029"
"""What folds into one space: spaces and line breaks of every kind, as in files; no-break spaces stay."""

_SPACE = re.compile(f"[{BLANKS}]+")
_HREF = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)

_Around = Strong | Emphasis | Link | Span | Date
"""Inlines that hold others."""


class RefusedError(Exception):
    """A node cannot be read; `found` says why."""

    def __init__(self, node: Node | None, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.found = error("template-element", message, node.mark if node else None, hint)


def on_one_line(text: str) -> str:
    """`text` with its white space folded, for titles, labels and footers."""
    return _SPACE.sub(" ", text).strip(" ")


def inlines(nodes: Sequence[Node | str]) -> Inlines:
    """The inlines of `nodes`, white space collapsed across them and trimmed at both ends."""
    state = {"space": True}
    return _trimmed(_run(nodes, state))


def _run(nodes: Sequence[Node | str], state: dict[str, bool]) -> Inlines:
    made: list[Inline] = []
    for node in nodes:
        if isinstance(node, Node):
            inline = _inline(node, state)
            if isinstance(inline, LineBreak):
                made = [*_trimmed(tuple(made)), inline]
            elif inline.content:
                made.append(inline)
            continue
        text = _SPACE.sub(" ", node)
        if state["space"]:
            text = text.removeprefix(" ")
        if text:
            state["space"] = text.endswith(" ")
            made.append(Text(text))
    return tuple(made)


def _inline(node: Node, state: dict[str, bool]) -> _Around | LineBreak:
    if node.tag == "br":
        state["space"] = True
        return LineBreak()
    if node.tag not in _INLINES:
        known = ", ".join(sorted([*_INLINES, "br"]))
        raise RefusedError(node, f"<{node.tag}> cannot stand within a text", f"within a text: {known}")
    return _INLINES[node.tag](node, _run(node.children, state))


_INLINES: dict[str, Callable[[Node, Inlines], _Around]] = {
    "strong": lambda _, content: Strong(content),
    "em": lambda _, content: Emphasis(content),
    "a": lambda node, content: Link(needed(node, "href", _HREF), content),
    "span": lambda node, content: Span(needed(node, "lang"), content),
    "time": lambda node, content: Date(needed(node, "datetime"), content),
}


def needed(node: Node, name: str, form: re.Pattern[str] | None = None) -> str:
    """The attribute `name`, which must be there and, where one is given, have the `form`."""
    value = node.get(name) or ""
    if not value or (form and not form.match(value)):
        hint = "links begin with https://, http://, mailto: or tel:" if form else None
        raise RefusedError(node, f"<{node.tag}> needs '{name}'" + (f", not '{value}'" if value else ""), hint)
    return value


def number(node: Node, name: str) -> float:
    """The attribute `name` as a number of zero or more."""
    try:
        value = float(needed(node, name))
    except ValueError:
        value = -1
    if not 0 <= value < 1e6:
        raise RefusedError(node, f"'{name}' of <{node.tag}> is not a number: '{node.get(name)}'")
    return value


def only(node: Node, *tags: str) -> list[Node]:
    """The children of `node`, which may be nothing but elements of `tags`."""
    for child in node.children:
        if isinstance(child, Node) and child.tag not in tags:
            raise RefusedError(child, f"<{child.tag}> cannot stand in <{node.tag}>", f"it holds <{'>, <'.join(tags)}>")
        if isinstance(child, str) and child.strip(BLANKS):
            message = f"text stands outside every paragraph: '{child.strip(BLANKS)[:40]}'"
            raise RefusedError(node, message, f"<{node.tag}> holds <{'>, <'.join(tags)}>")
    return node.elements()


def _trimmed(content: Inlines) -> Inlines:
    """`content` without white space at its end."""
    if not content:
        return content
    last = content[-1]
    match last:
        case Text(text):
            text = text.rstrip(" ")
            return (*content[:-1], Text(text)) if text else _trimmed(content[:-1])
        case LineBreak():
            return content
        case _:
            inner = _trimmed(last.content)
            return (*content[:-1], replace(last, content=inner)) if inner else _trimmed(content[:-1])
