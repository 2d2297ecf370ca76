"""The reader: the HTML of a template becomes a Document; what the Document does not know is an error at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from assembler.compose.html import Node, parse
from assembler.diagnostics import Diagnostic, error
from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Date,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    Note,
    NoteKind,
    NumberedList,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Row,
    Section,
    Signature,
    Span,
    Strong,
    Text,
    Title,
)

_SPACE = re.compile(r"[ \t\n\r\f]+")


class _Refused(Exception):
    """A node cannot be read; `found` says why."""

    def __init__(self, node: Node | None, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.found = error("template-element", message, node.mark if node else None, hint)


# Inlines -------------------------------------------------------------------------------------


def _inlines(nodes: Sequence[Node | str]) -> Inlines:
    """The inlines of `nodes`, white space collapsed across them and trimmed at both ends."""
    state = {"space": True}
    return _trimmed(_run(nodes, state))


def _run(nodes: Sequence[Node | str], state: dict[str, bool]) -> Inlines:
    made: list[Inline] = []
    for node in nodes:
        if isinstance(node, Node):
            inline = _inline(node, state)
            if isinstance(inline, LineBreak) or inline.content:
                made.append(inline)  # type: ignore[arg-type]
            continue
        text = _SPACE.sub(" ", node)
        if state["space"]:
            text = text.removeprefix(" ")
        if text:
            state["space"] = text.endswith(" ")
            made.append(Text(text))
    return tuple(made)


def _inline(node: Node, state: dict[str, bool]) -> Any:
    if node.tag == "br":
        state["space"] = True
        return LineBreak()
    if node.tag not in _INLINES:
        known = ", ".join(sorted([*_INLINES, "br"]))
        raise _Refused(node, f"<{node.tag}> cannot stand within a text", f"within a text: {known}")
    return _INLINES[node.tag](node, _run(node.children, state))


_INLINES: dict[str, Callable[[Node, Inlines], Inline]] = {
    "strong": lambda node, content: Strong(content),
    "em": lambda node, content: Emphasis(content),
    "a": lambda node, content: Link(node.get("href") or "", content),
    "span": lambda node, content: Span(node.get("lang") or "", content),
    "time": lambda node, content: Date(node.get("datetime") or "", content),
}


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
            return (*content[:-1], replace(last, content=_trimmed(last.content)))


# Blocks --------------------------------------------------------------------------------------


def _blocks(nodes: Sequence[Node | str], parent: Node | None) -> Blocks:
    made = []
    for node in nodes:
        if isinstance(node, str):
            if node.strip(" \t\n\r\f"):
                raise _Refused(parent, f"text stands outside every paragraph: '{node.strip()[:40]}'", "put it in <p>")
            continue
        if node.tag not in _BLOCKS:
            known = ", ".join(sorted(_BLOCKS))
            raise _Refused(node, f"<{node.tag}> is not an element of a document", f"the elements are: {known}")
        made.append(_BLOCKS[node.tag](node))
    return tuple(made)


def _ref(node: Node) -> str | None:
    return node.get("data-ref")


def _one(node: Node, allowed: Sequence[str], default: str) -> Any:
    """The one class of `node`, which is among `allowed`."""
    given = node.classes or [default]
    if len(given) != 1 or given[0] not in allowed:
        raise _Refused(node, f"<{node.tag} class=\"{' '.join(given)}\"> is not known", f"one of: {', '.join(allowed)}")
    return given[0]


def _title(node: Node) -> Title:
    small = [child for child in node.elements() if child.tag == "small"]
    rest = [child for child in node.children if child not in small]
    credentials = _inlines([inner for child in small for inner in child.children])
    return Title(_inlines(rest), credentials, _one(node, ("name", "title"), "title"), _ref(node))


def _paragraph(node: Node) -> Paragraph:
    return Paragraph(_inlines(node.children), _one(node, get_args(ParagraphRole), "body"), _ref(node))


def _section(node: Node) -> Section:
    elements = node.elements()
    if not elements or elements[0].tag != "h2":
        raise _Refused(node, "<section> needs an <h2> as its first element")
    heading = elements[0]
    small = [child for child in heading.elements() if child.tag == "small"]
    title = _inlines([child for child in heading.children if child not in small])
    aside = _inlines([inner for child in small for inner in child.children])
    blocks = _blocks(node.children[node.children.index(heading) + 1 :], node)
    return Section(title, _with_tightness(blocks), aside, _ref(node))


def _with_tightness(blocks: Blocks) -> Blocks:
    """Entries stand close together where none of the section has a body."""
    entries = [block for block in blocks if isinstance(block, Entry)]
    if any(block.body and (block.head or block.place) for block in entries):
        return blocks
    return tuple(replace(block, tight=not block.citation) if isinstance(block, Entry) else block for block in blocks)


def _heading(node: Node) -> Heading:
    return Heading(_inlines(node.children), _ref(node))


def _items(node: Node) -> tuple[Item, ...]:
    for child in node.elements():
        if child.tag != "li":
            raise _Refused(child, f"<{child.tag}> cannot stand in a list", "lists hold <li>")
    return tuple(Item(_inlines(child.children), _ref(child)) for child in node.elements())


_ENTRY_CLASSES = {"plain", "citation"}


def _entry(node: Node) -> Entry:
    if unknown := set(node.classes) - _ENTRY_CLASSES:
        raise _Refused(node, f"<article class=\"{' '.join(sorted(unknown))}\"> is not known", "plain or citation")
    parts: dict[str, Inlines] = {}
    body = []
    for child in node.children:
        name = _entry_part(child)
        if name and isinstance(child, Node):
            parts[name] = _inlines(child.children)
        else:
            body.append(child)
    return Entry(
        head=parts.get("head", ()),
        dates=parts.get("dates", ()),
        label=parts.get("label", ()),
        place=parts.get("place", ()),
        body=_blocks(body, node),
        plain="plain" in node.classes,
        citation="citation" in node.classes,
        ref=_ref(node),
    )


def _entry_part(child: Node | str) -> str | None:
    if not isinstance(child, Node):
        return None
    if child.tag == "h4":
        return "head"
    if child.tag == "p" and child.classes and child.classes[0] in ("dates", "label", "place"):
        return child.classes[0]
    return None


def _table(node: Node) -> FactTable:
    parts = {child.tag: child for child in node.elements()}
    for tag in ("colgroup", "thead", "tbody"):
        if tag not in parts:
            raise _Refused(node, f"<table> needs <{tag}>")
    columns = parts["colgroup"].elements()
    head = _rows(parts["thead"])
    rows = _rows(parts["tbody"])
    total = _rows(parts["tfoot"]) if "tfoot" in parts else []
    for line in (*head, *rows, *total):
        if len(line.elements()) != len(columns):
            raise _Refused(line, f"a row has {len(line.elements())} cells, the table {len(columns)} columns")
    first = [line.elements()[0].tag for line in rows if line.elements()]
    return FactTable(
        header=_cells(head[0]) if head else (),
        rows=tuple(Row(_cells(line), _ref(line)) for line in rows),
        widths=tuple(float(column.get("data-width") or 0) for column in columns),
        numeric=tuple("numeric" in column.classes for column in columns),
        caption=_inlines(parts["caption"].children) if "caption" in parts else (),
        row_headers=bool(first) and all(tag == "th" for tag in first),
        label_column="label-column" in node.classes,
        total=Row(_cells(total[0])) if total else None,
        ref=_ref(node),
    )


def _rows(node: Node) -> list[Node]:
    return [child for child in node.elements() if child.tag == "tr"]


def _cells(row: Node) -> tuple[Inlines, ...]:
    return tuple(_inlines(cell.children) for cell in row.elements())


def _figure(node: Node) -> Figure:
    return Figure(
        node.get("data-asset") or "",
        node.get("alt") or "",
        float(node.get("data-width") or 0),
        float(node.get("data-height") or 0),
        _ref(node),
    )


def _note(node: Node) -> Note:
    kind = _one(node, get_args(NoteKind), "prompt")
    elements = node.elements()
    label = elements[0] if elements and elements[0].tag == "strong" else None
    rest = [child for child in node.children if child is not label]
    return Note(kind, _inlines(label.children) if label else (), _inlines(rest), _ref(node))


def _div(node: Node) -> Block:
    kind = _one(node, ("field", "signature"), "")
    if kind == "signature":
        return Signature(tuple(_inlines(child.children) for child in node.elements()), _ref(node))
    return Field(
        node.get("id") or "",
        node.get("data-label") or "",
        _blocks(node.children, node),
        node.get("data-placeholder") or "",
        _ref(node),
    )


_BLOCKS: dict[str, Callable[[Node], Block]] = {
    "h1": _title,
    "p": _paragraph,
    "section": _section,
    "h3": _heading,
    "ul": lambda node: BulletList(_items(node), _ref(node)),
    "ol": lambda node: NumberedList(_items(node), _ref(node)),
    "article": _entry,
    "table": _table,
    "img": _figure,
    "aside": _note,
    "div": _div,
    "hr": lambda node: PageBreak(),
}


def read(text: str, assets: Mapping[str, bytes]) -> tuple[Document | None, list[Diagnostic]]:
    """The Document that `text`, as a template made it, stands for; None with diagnostics where it does not fit."""
    root, found = parse(text)
    pages = [node for node in root.elements() if node.tag == "html"]
    if found or len(pages) != 1:
        return None, found or [error("template-element", "a template makes exactly one <html> element")]
    page = pages[0]
    content = [child for child in page.children if not (isinstance(child, Node) and child.tag == "title")]
    titles = [child for child in page.elements() if child.tag == "title"]
    made = []
    for child in content:
        try:
            made.append(_blocks([child], page))
        except _Refused as refused:
            found.append(refused.found)
    if found:
        return None, found
    return (
        Document(
            title="".join(part for node in titles for part in node.children if isinstance(part, str)).strip(),
            author=page.get("data-author") or "",
            subject=page.get("data-subject") or "",
            language=page.get("lang") or "",
            date=page.get("data-date") or "",
            paper="letter" if page.get("data-paper") == "letter" else "a4",
            layout="cv" if page.get("data-layout") == "cv" else "working",
            running=page.get("data-running") or "",
            page_label=page.get("data-page") or "",
            blocks=tuple(block for blocks in made for block in blocks),
            assets=assets,
        ),
        [],
    )
