"""A Document as the HTML half of a mail: elements and links alone, so that nothing is fetched and nothing runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Heading,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Row,
    Section,
    Signature,
    Span,
    Strong,
    Text,
    Title,
)


def to_html(document: Document) -> str:
    """The page of `document`: what its plain text says, in the same order. Pictures and notes are left out."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title></head>\n<body>\n{_blocks(document.blocks)}</body>\n</html>\n"
    )


def _blocks(blocks: Blocks) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Title(content, credentials):
            return _line("h1", content + credentials)
        case Paragraph(content):
            return _line("p", content)
        case Heading(content):
            return _line("h3", content)
        case Section(title, blocks):
            return _line("h2", title) + _blocks(blocks)
        case BulletList(items):
            return _list("ul", items)
        case NumberedList(items):
            return _list("ol", items)
        case Entry():
            head: Inlines = (Strong(block.head),) if block.head else ()
            line = " ".join(filter(None, map(_inlines, (block.dates or block.label, head + block.place))))
            return (f"<p>{line}</p>\n" if line else "") + _blocks(block.body)
        case FactTable():
            return _table(block)
        case Field(blocks=blocks):
            return _blocks(blocks)
        case Signature(labels):
            return "".join(_line("p", label) for label in labels)
        case _:
            return ""


def _line(name: str, content: Inlines) -> str:
    return f"<{name}>{_inlines(content)}</{name}>\n"


def _list(name: str, items: Sequence[Item]) -> str:
    return f"<{name}>\n{''.join(_line('li', item.content) for item in items)}</{name}>\n"


def _table(table: FactTable) -> str:
    caption = _line("caption", table.caption) if table.caption else ""
    rows = (*table.rows, *((table.total,) if table.total else ()))
    body = "".join(_row(row, "td") for row in rows)
    return f"<table>\n{caption}{_row(Row(table.header), 'th')}{body}</table>\n"


def _row(row: Row, cell: str) -> str:
    return f"<tr>{''.join(f'<{cell}>{_inlines(content)}</{cell}>' for content in row.cells)}</tr>\n"


def _inlines(content: Inlines) -> str:
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case LineBreak():
            return "<br>\n"
        case Strong(content):
            return f"<strong>{_inlines(content)}</strong>"
        case Emphasis(content):
            return f"<em>{_inlines(content)}</em>"
        case Link(href, content):
            return f'<a href="{escape(href)}">{_inlines(content)}</a>'
        case Span(language, content):
            return f'<span lang="{escape(language)}">{_inlines(content)}</span>'
        case _:
            return _inlines(inline.content)
