"""A Document as semantic HTML, in the classes that `css` styles: the first half of the PDF writer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from itertools import takewhile
from math import ceil
from urllib.parse import quote

from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
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
    plain,
)
from assembler.theme import Theme
from assembler.writers.measure import SHORT_ENTRY, SHORT_TABLE, column_widths, text_width
from assembler.writers.tagging import direction, tagged

ASSET_SCHEME = "asset"
"""The URL scheme under which the HTML refers to `Document.assets`."""

_LINE_CHARACTERS = 80
"""About what fits on a line of the content column."""

_LENGTHY = re.compile(r"([^ ]{30,})")
"""A word that may not fit on a line. Letting only these break anywhere saves a quarter of the time of layout."""

_LONGEST_SPLIT = 1000
"""Characters of a heading up to which its aside stands on its line: what shares a line cannot go on over the page."""

_FIGURE_GAP = 4
"""Millimetres between the figure and the text beside it."""


def to_html(document: Document, theme: Theme) -> str:
    """The HTML page of `document`, its style sheet left out."""
    document = tagged(document)
    at = _Place(text_width(document, theme), theme.grid.label)
    leading = tuple(takewhile(lambda block: not isinstance(block, Section), document.blocks))
    body = _head(leading, at) + _blocks(document.blocks[len(leading) :], at)
    meta = "".join(
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in (
            ("author", document.author),
            ("description", document.subject),
            ("dcterms.created", document.date),
            ("dcterms.modified", document.date),
        )
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>{meta}</head><body>{body}</body></html>"
    )


def _head(blocks: Blocks, at: _Place) -> str:
    """What stands before the first section, kept clear of the figure where there is one."""
    figures = [block for block in blocks if isinstance(block, Figure)]
    if not figures:
        return _blocks(blocks, at)
    height, width = max(figure.height for figure in figures), max(figure.width for figure in figures)
    style = f"min-height:{height:g}mm;padding-right:{width + _FIGURE_GAP:g}mm"
    return f'<header style="{style}">{_blocks(blocks, at)}</header>'


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: widths of text and of the label column in millimetres, and what `body` means there."""

    text: float
    label: float
    body: ParagraphRole = "body"


def _blocks(blocks: Blocks, at: _Place) -> str:
    return "".join(_block(block, at) for block in blocks)


def _block(block: Block, at: _Place) -> str:
    match block:
        case Paragraph(content):
            return _text_block("p", _paragraph_class(block, at.body), content)
        case Entry():
            return _entry(block, at)
        case Section(title, blocks, aside):
            return f"<section>{_section_heading(title, aside)}{_blocks(blocks, at)}</section>"
        case Heading(content):
            return _text_block("h3", "subheading", content)
        case BulletList(items):
            return _tag("ul", None, "".join(_text_block("li", "bullet", item.content) for item in items))
        case NumberedList(items):
            return _tag("ol", None, "".join(_text_block("li", "bullet", item.content) for item in items))
        case Title(content, credentials):
            tail = _tag("span", "credentials", _inlines(credentials)) if credentials else ""
            return _text_block("h1", block.role, content, tail)
        case FactTable():
            return _table(block, at)
        case Note(kind, label, content):
            return _tag("p", f"note {kind}", _label("note-label", label) + _inlines(content))
        case Field(blocks=()):
            return _tag("p", "placeholder", escape(block.placeholder))
        case Field(blocks=blocks):
            return _tag("div", "field", _blocks(blocks, replace(at, body="statement")))
        case Figure(asset, alt, width, height):
            source = f"{ASSET_SCHEME}:{quote(asset, safe='')}"
            size = f"width:{width:g}mm;height:{height:g}mm"
            return f'<img class="figure" src="{source}" alt="{escape(alt)}" style="{size}">'
        case Signature(labels):
            return _tag("p", "signatures", " ".join(_tag("span", "signature", _inlines(label)) for label in labels))
        case PageBreak():
            return '<div class="page-break"></div>'


_ON_GRID = ("detail", "citation", "statement")


def _paragraph_class(paragraph: Paragraph, body: ParagraphRole) -> str:
    found = body if paragraph.role == "body" else paragraph.role
    return f"{found} content" if found in _ON_GRID else found


def _section_heading(title: Inlines, aside: Inlines) -> str:
    """The heading; where there is an aside, both on one line, the aside outside the heading and so of the outline."""
    if not aside:
        return _text_block("h2", "section", title)
    if len(plain(title)) > _LONGEST_SPLIT:
        return _text_block("h2", "section", title) + _tag("p", "aside", _inlines(aside))
    # Justifying the line stretches its only space, the one between the two: no float, no flex.
    return _tag("div", "section split", f"<h2>{_inlines(title)}</h2> {_tag('p', 'aside', _inlines(aside))}")


def _entry(entry: Entry, at: _Place) -> str:
    role = "citation" if entry.citation else "tight" if entry.tight else "entry"
    label = _label("date", entry.dates) if entry.dates else _label("label", entry.label)
    head = _inlines(entry.head) if entry.plain else _tag("b", None, _inlines(entry.head)) if entry.head else ""
    line, body = head + _inlines(entry.place), entry.body
    state, turned = "row", ""
    if not line and body:
        first = body[0]
        if isinstance(first, Paragraph):
            line, body = _inlines(first.content), body[1:]
            if not (entry.dates or entry.label) and direction(first.content):
                label, state, turned = "", "content", _direction(first.content)
        else:
            # What follows cannot run on into a line of text: it is pulled up beside the label.
            state = "row alone"
    row = f'<p class="{role} {state}"{turned}>{label}{line}</p>'
    if not body:
        return row
    keep = "kept" if entry.citation or _lines(body) <= SHORT_ENTRY else "long"
    return _tag("div", keep, row + _blocks(body, replace(at, body="detail")))


def _label(name: str, content: Inlines) -> str:
    """The box that fills the label column; empty where there is no label, so that the text stays on the grid."""
    # The space ends the label for whoever extracts or hears the text; the box keeps its width.
    return _tag("span", name, f"{_inlines(content)} " if content else "")


def _lines(blocks: Blocks) -> int:
    """About how many lines `blocks` take."""
    count = 0
    for block in blocks:
        match block:
            case Paragraph(content):
                count += _lines_of(content)
            case BulletList(items) | NumberedList(items):
                count += sum(_lines_of(item.content) for item in items)
            case _:
                count += SHORT_ENTRY
    return count


def _lines_of(content: Inlines) -> int:
    return sum(max(1, ceil(len(line) / _LINE_CHARACTERS)) for line in plain(content).split("\n"))


def _table(table: FactTable, at: _Place) -> str:
    rows = "".join(_row(row, table, None) for row in table.rows)
    if table.total:
        rows += _row(table.total, table, "total")
    widths = column_widths(table, at.text, at.label)
    columns = "".join(f'<col style="width:{width:.2f}mm">' for width in widths)
    head = "".join(_cell(cell, "col", numeric) for cell, numeric in zip(table.header, table.numeric, strict=True))
    caption = _text_block("caption", "caption", table.caption) if table.caption else ""
    size = "short" if len(table.rows) <= SHORT_TABLE else None
    return _tag(
        "table",
        size,
        f"{caption}<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>",
    )


def _row(row: Row, table: FactTable, name: str | None) -> str:
    cells = "".join(
        _cell(cell, "row" if table.row_headers and index == 0 else None, numeric)
        for index, (cell, numeric) in enumerate(zip(row.cells, table.numeric, strict=True))
    )
    return _tag("tr", name, cells)


def _cell(content: Inlines, scope: str | None, numeric: bool) -> str:  # noqa: FBT001
    tag = "th" if scope else "td"
    attributes = (f' scope="{scope}"' if scope else "") + (' class="number"' if numeric else "")
    return f"<{tag}{attributes}{_direction(content)}>{_inlines(content)}</{tag}>"


def _inlines(content: Inlines, href: str | None = None) -> str:
    """The elements of `content`, within a link to `href` where one is given.

    A space before an element other than a link goes into it: where the text before such a space just fills its line,
    WeasyPrint 70 breaks that line after its first word. A link that begins with a space may break there, and its first
    piece then lacks the tag that PDF/UA asks for.
    """
    parts = [_inline(inline, href) for inline in content]
    for at in range(1, len(parts)):
        if parts[at - 1].endswith(" ") and parts[at].startswith(("<em", "<strong", "<span")):
            opened = parts[at].index(">") + 1
            parts[at - 1] = parts[at - 1][:-1]
            # In text from right to left the space would stand on the other side.
            turned = 'dir="rtl"' in parts[at][:opened]
            parts[at] = f"<span> {parts[at]}</span>" if turned else f"{parts[at][:opened]} {parts[at][opened:]}"
    return "".join(parts)


def _inline(inline: Inline, href: str | None) -> str:
    match inline:
        case Text(text):
            return _text(text) if href is None else _linked(text, href)
        case LineBreak():
            return "<br>"
        case Strong(content):
            return _tag("strong", None, _inlines(content, href))
        case Emphasis(content):
            return _tag("em", None, _inlines(content, href))
        case Link(target, content):
            return _inlines(content, target)
        case Span(language, content):
            return f'<span lang="{escape(language)}"{_direction(content)}>{_inlines(content, href)}</span>'
        case _:
            return _inlines(inline.content, href)


def _text(text: str) -> str:
    words = _LENGTHY.split(text)
    for index in range(1, len(words), 2):
        # Unicode allows no break between a space and a full stop; without one, 300 of them leave the page.
        opportunity = "" if words[index][0].isalnum() else "\u200b"
        words[index] = opportunity + _tag("span", "lengthy", escape(words[index]))
    return "".join(part if index % 2 else escape(part) for index, part in enumerate(words))


def _linked(text: str, href: str) -> str:
    """A link around text alone: WeasyPrint 70 makes an untagged annotation of each element within a link."""
    lengthy = ' class="lengthy"' if _LENGTHY.search(text) else ""
    return f'<a{lengthy} href="{escape(href)}">{escape(text)}</a>'


def _text_block(name: str, classes: str, content: Inlines, tail: str = "") -> str:
    """A block of `content` in its own direction."""
    return f'<{name} class="{classes}"{_direction(content)}>{_inlines(content)}{tail}</{name}>'


def _direction(content: Inlines) -> str:
    return ' dir="rtl"' if direction(content) else ""


def _tag(name: str, classes: str | None, content: str) -> str:
    return f'<{name} class="{classes}">{content}</{name}>' if classes else f"<{name}>{content}</{name}>"
