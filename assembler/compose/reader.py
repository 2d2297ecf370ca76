"""The reader: the HTML of a template becomes a Document; what the Document does not know is an error at its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from assembler.compose.html import Node, parse
from assembler.compose.inlines import BLANKS, RefusedError, inlines, needed, number, on_one_line, only
from assembler.diagnostics import Diagnostic, error
from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Document,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    Item,
    ListRole,
    Note,
    NoteKind,
    NumberedList,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Row,
    Section,
    Signature,
    Title,
)


def _blocks(nodes: Sequence[Node | str], parent: Node | None) -> Blocks:
    made = []
    for node in nodes:
        if isinstance(node, str):
            if text := node.strip(BLANKS):
                raise RefusedError(parent, f"text stands outside every paragraph: '{text[:40]}'", "put it in <p>")
            continue
        if node.tag not in _BLOCKS:
            known = ", ".join(sorted(_BLOCKS))
            raise RefusedError(node, f"<{node.tag}> is not an element of a document", f"the elements are: {known}")
        made.append(_BLOCKS[node.tag](node))
    return tuple(made)


def _ref(node: Node) -> str | None:
    return node.get("data-ref")


def _one(node: Node, allowed: Sequence[str], default: str) -> Any:
    """The one class of `node`, which is among `allowed`."""
    given = node.classes or [default]
    if len(given) != 1 or given[0] not in allowed:
        raise RefusedError(
            node, f'<{node.tag} class="{" ".join(given)}"> is not known', f"one of: {', '.join(allowed)}"
        )
    return given[0]


def _title(node: Node) -> Title:
    small = [child for child in node.elements() if child.tag == "small"]
    rest = [child for child in node.children if child not in small]
    credentials = inlines([inner for child in small for inner in child.children])
    return Title(inlines(rest), credentials, _one(node, ("name", "title"), "title"), _ref(node))


def _paragraph(node: Node) -> Paragraph:
    return Paragraph(inlines(node.children), _one(node, get_args(ParagraphRole), "body"), _ref(node))


def _section(node: Node) -> Section:
    children = [child for child in node.children if isinstance(child, Node) or child.strip(BLANKS)]
    heading = children[0] if children else None
    if not isinstance(heading, Node) or heading.tag != "h2":
        raise RefusedError(node, "<section> needs an <h2> as its first element")
    small = [child for child in heading.elements() if child.tag == "small"]
    title = inlines([child for child in heading.children if child not in small])
    aside = inlines([inner for child in small for inner in child.children])
    blocks = _blocks(children[1:], node)
    return Section(title, _with_tightness(blocks), aside, _ref(node))


def _with_tightness(blocks: Blocks) -> Blocks:
    """Entries stand close together where none of the section has a body."""
    entries = [block for block in blocks if isinstance(block, Entry)]
    if any(block.body and (block.head or block.place) for block in entries):
        return blocks
    return tuple(replace(block, tight=not block.citation) if isinstance(block, Entry) else block for block in blocks)


def _heading(node: Node) -> Heading:
    return Heading(inlines(node.children), _ref(node))


def _items(node: Node) -> tuple[Item, ...]:
    return tuple(Item(inlines(child.children), _ref(child)) for child in only(node, "li"))


def _list_role(node: Node) -> ListRole:
    role: ListRole = _one(node, get_args(ListRole), "body")
    return role


_ENTRY_CLASSES = {"plain", "citation"}


def _entry(node: Node) -> Entry:
    if unknown := set(node.classes) - _ENTRY_CLASSES:
        raise RefusedError(node, f'<article class="{" ".join(sorted(unknown))}"> is not known', "plain or citation")
    parts: dict[str, Inlines] = {}
    body = []
    for child in node.children:
        name = _entry_part(child)
        if name and isinstance(child, Node):
            if name in parts:
                raise RefusedError(child, f"an entry has only one {name}")
            parts[name] = inlines(child.children)
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
    elements = only(node, "caption", "colgroup", "thead", "tbody", "tfoot")
    parts = {child.tag: child for child in elements}
    for tag in ("colgroup", "thead", "tbody"):
        if tag not in parts:
            raise RefusedError(node, f"<table> needs <{tag}>")
    if len(parts) < len(elements):
        raise RefusedError(node, "each part of a table stands once")
    columns = only(parts["colgroup"], "col")
    head = _rows(parts["thead"], most=1)
    rows = _rows(parts["tbody"])
    total = _rows(parts["tfoot"], most=1) if "tfoot" in parts else []
    for line in (*head, *rows, *total):
        if len(line.elements()) != len(columns):
            raise RefusedError(line, f"a row has {len(line.elements())} cells, the table {len(columns)} columns")
    first = [line.elements()[0].tag for line in rows if line.elements()]
    return FactTable(
        header=_cells(head[0]) if head else (),
        rows=tuple(Row(_cells(line), _ref(line)) for line in rows),
        widths=tuple(number(column, "data-width") for column in columns),
        numeric=tuple("numeric" in column.classes for column in columns),
        caption=inlines(parts["caption"].children) if "caption" in parts else (),
        row_headers=bool(first) and all(tag == "th" for tag in first),
        label_column="label-column" in node.classes,
        total=Row(_cells(total[0])) if total else None,
        ref=_ref(node),
    )


def _rows(node: Node, most: int | None = None) -> list[Node]:
    rows = only(node, "tr")
    if most is not None and len(rows) > most:
        raise RefusedError(rows[most], f"<{node.tag}> holds only one row")
    return rows


def _cells(row: Node) -> tuple[Inlines, ...]:
    return tuple(inlines(cell.children) for cell in only(row, "th", "td"))


def _figure(node: Node) -> Figure:
    return Figure(
        needed(node, "data-asset"),
        needed(node, "alt"),
        number(node, "data-width"),
        number(node, "data-height"),
        _ref(node),
    )


def _note(node: Node) -> Note:
    kind = _one(node, get_args(NoteKind), "prompt")
    children = [child for child in node.children if isinstance(child, Node) or child.strip(BLANKS)]
    first = children[0] if children else None
    label = first if isinstance(first, Node) and first.tag == "strong" else None
    rest = [child for child in node.children if child is not label]
    return Note(kind, inlines(label.children) if label else (), inlines(rest), _ref(node))


def _div(node: Node) -> Block:
    kind = _one(node, ("field", "signature"), "")
    if kind == "signature":
        return Signature(tuple(inlines(child.children) for child in only(node, "p")), _ref(node))
    return Field(
        needed(node, "id"),
        on_one_line(node.get("data-label") or ""),
        _blocks(node.children, node),
        on_one_line(node.get("data-placeholder") or ""),
        _ref(node),
        node.get("data-question") == "yes",
    )


_BLOCKS: dict[str, Callable[[Node], Block]] = {
    "h1": _title,
    "p": _paragraph,
    "section": _section,
    "h3": _heading,
    "ul": lambda node: BulletList(_items(node), _ref(node), _list_role(node)),
    "ol": lambda node: NumberedList(_items(node), _ref(node), _list_role(node)),
    "article": _entry,
    "table": _table,
    "img": _figure,
    "aside": _note,
    "div": _div,
    "hr": lambda _: PageBreak(),
}


def read(text: str, assets: Mapping[str, bytes]) -> tuple[Document | None, list[Diagnostic]]:
    """The Document that `text`, as a template made it, stands for; None with diagnostics where it does not fit.

    Of `assets` it takes only those that it shows.
    """
    root, found = parse(text)
    outside = [child for child in root.children if isinstance(child, Node) or child.strip(BLANKS)]
    page = next((child for child in outside if isinstance(child, Node) and child.tag == "html"), None)
    if page is None or len(outside) > 1:
        stray = next((child for child in outside if isinstance(child, Node) and child is not page), page)
        message = "a template makes one <html> element, and nothing outside it"
        found.append(error("template-element", message, stray.mark if stray else None))
    if found or page is None:
        return None, found
    content = [child for child in page.children if not (isinstance(child, Node) and child.tag == "title")]
    titles = [child for child in page.elements() if child.tag == "title"]
    made = []
    for child in content:
        try:
            made.append(_blocks([child], page))
        except RefusedError as refused:
            found.append(refused.found)
    shown = {node.get("data-asset") or "": node for node in _pictures(page)}
    for name, node in shown.items():
        if not found and name not in assets:
            known = f"the pictures are: {', '.join(assets) or 'none'}"
            found.append(error("template-element", f"there is no picture '{name}'", node.mark, known))
    if found:
        return None, found
    return (
        Document(
            title=on_one_line("".join(part for node in titles for part in node.children if isinstance(part, str))),
            author=on_one_line(page.get("data-author") or ""),
            subject=on_one_line(page.get("data-subject") or ""),
            language=page.get("lang") or "",
            date=page.get("data-date") or "",
            paper="letter" if page.get("data-paper") == "letter" else "a4",
            layout="cv" if page.get("data-layout") == "cv" else "working",
            running=on_one_line(page.get("data-running") or ""),
            page_label=page.get("data-page") or "",
            blocks=tuple(block for blocks in made for block in blocks),
            assets={name: data for name, data in assets.items() if name in shown},
        ),
        [],
    )


def _pictures(node: Node) -> list[Node]:
    """Every <img> within `node`."""
    return [found for child in node.elements() for found in ([child] if child.tag == "img" else _pictures(child))]
