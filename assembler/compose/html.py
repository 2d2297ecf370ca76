"""HTML as templates write it, read into a small tree that knows the template's lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from assembler.diagnostics import Diagnostic, Mark, error

VOID = frozenset({"br", "hr", "img", "col"})


@dataclass
class Node:
    """An element: its attributes, and its children, which are nodes and texts in order."""

    tag: str
    attributes: dict[str, str]
    mark: Mark | None
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """The attribute `name`, or None."""
        return self.attributes.get(name)

    @property
    def classes(self) -> list[str]:
        """The class names."""
        return self.attributes.get("class", "").split()

    def elements(self) -> list[Node]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {}, None)
        self.open = [self.root]
        self.found: list[Diagnostic] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        node = Node(tag, attributes, _mark(attributes.pop("data-at", None), tag) or self.open[-1].mark)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag == tag:
            self.open.pop()
            return
        last = self.open[-1]
        if any(node.tag == tag for node in self.open):
            self.found.append(error("template-element", f"<{last.tag}> is never closed", last.mark))
            while self.open.pop().tag != tag:
                pass
        else:
            self.found.append(error("template-element", f"</{tag}> closes nothing", last.mark))

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _mark(place: str | None, tag: str) -> Mark | None:
    if place is None:
        return None
    file, line, column = place.rsplit(":", 2)
    return Mark(file, int(line), int(column), len(tag) + 1)


def parse(text: str) -> tuple[Node, list[Diagnostic]]:
    """The tree of `text` under a nameless root, and what is not closed or closes nothing."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    for node in reader.open[1:]:
        reader.found.append(error("template-element", f"<{node.tag}> is never closed", node.mark))
    return reader.root, reader.found
