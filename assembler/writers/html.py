"""A Document as semantic HTML that is XML too, in the classes that `css` styles: the first half of the PDF writer.

What costs much to lay out is avoided here: boxes of unknown width, and selectors that look at what stands around.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    Item,
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
from assembler.writers.measure import GUTTER, SHORT_ENTRY, SHORT_TABLE, column_widths, fits, text_width
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
    at = _Place(text_width(document, theme), theme)
    leading = tuple(takewhile(lambda block: not isinstance(block, Section), document.blocks))
    if any(isinstance(block, Figure) for block in leading):
        body = _head(leading, at) + _blocks(document.blocks[len(leading) :], at)
    else:
        body = _blocks(document.blocks, at)
    meta = "".join(
        f'<meta name="{name}" content="{_value(value)}"/>'
        for name, value in (
            ("author", document.author),
            ("description", document.subject),
            ("dcterms.created", document.date),
            ("dcterms.modified", document.date),
        )
    )
    return (
        f'<!DOCTYPE html><html lang="{_value(document.language)}"><head><meta charset="utf-8"/>'
        f"<title>{escape(document.title)}</title>{meta}</head><body>{body}</body></html>"
    )


def _head(blocks: Blocks, at: _Place) -> str:
    """What stands before the first section, kept clear of its figure."""
    figures = [block for block in blocks if isinstance(block, Figure)]
    height, width = max(figure.height for figure in figures), max(figure.width for figure in figures)
    style = f"min-height:{height:g}mm;padding-right:{width + _FIGURE_GAP:g}mm"
    return f'<header style="{style}">{_blocks(blocks, at)}</header>'


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: the width of the text in millimetres, the theme, and what `body` means there."""

    text: float
    theme: Theme
    body: ParagraphRole = "body"


_CLOSE_AFTER: Mapping[str, frozenset[str]] = {
    "Section": frozenset({"Entry", "Heading", "BulletList", "NumberedList", "Section", "FactTable", "Caption"}),
    "Heading": frozenset({"Entry", "FactTable", "Caption"}),
    "Caption": frozenset({"Entry"}),
    "PageBreak": frozenset({"Title", "Paragraph", "Caption", "Entry", "Section", "Heading", "Note", "Field"}),
}
"""By the block before, the title of a section among them: those that then have no space before them."""


def _name(block: Block) -> str:
    """What `block` is called there: a citation stands as an entry does."""
    if isinstance(block, Paragraph):
        return {"caption": "Caption", "citation": "Entry"}.get(block.role, "Paragraph")
    return type(block).__name__


def _blocks(blocks: Blocks, at: _Place, before: str = "") -> str:
    """The elements of `blocks`; `before` is what stands before the first of them, as in `_CLOSE_AFTER`."""
    made = []
    for block in blocks:
        name = _name(block)
        made.append(_block(block, at, " close" if name in _CLOSE_AFTER.get(before, ()) else ""))
        before = name if name != "Section" else ""
    return "".join(made)


def _block(block: Block, at: _Place, close: str) -> str:
    match block:
        case Paragraph(content):
            return _text_block("p", _paragraph_class(block, at.body) + close, content)
        case Entry():
            return _entry(block, at, close)
        case Section(title, blocks, aside):
            return f"<section>{_section_heading(title, aside, close)}{_blocks(blocks, at, 'Section')}</section>"
        case Heading(content):
            return _text_block("h3", f"subheading{close}", content)
        case BulletList(items):
            return _list("ul", items, close)
        case NumberedList(items):
            return _list("ol", items, close)
        case Title(content, credentials):
            tail = _tag("span", "credentials", _inlines(credentials)) if credentials else ""
            return _text_block("h1", block.role + close, content, tail)
        case FactTable():
            return _table(block, at, close)
        case Note(kind, label, content):
            return _tag("p", f"note {kind}{close}", _label("note-label", label, at) + _inlines(content))
        case Field(blocks=()):
            return _tag("p", f"placeholder{close}", escape(block.placeholder))
        case Field(blocks=blocks):
            return _tag("div", "field", _blocks(blocks, replace(at, body="statement")))
        case Figure(asset, alt, width, height):
            source = f"{ASSET_SCHEME}:{quote(asset, safe='')}"
            size = f"width:{width:g}mm;height:{height:g}mm"
            return f'<img class="figure" src="{source}" alt="{_value(alt)}" style="{size}"/>'
        case Signature(labels):
            return _tag("p", "signatures", " ".join(_tag("span", "signature", _inlines(label)) for label in labels))
        case PageBreak():
            return '<div class="page-break"></div>'


def _list(name: str, items: Sequence[Item], close: str) -> str:
    made = [_text_block("li", f"bullet{'' if index else close}", item.content) for index, item in enumerate(items)]
    return _tag(name, None, "".join(made))


_ON_GRID = ("detail", "citation", "statement")


def _paragraph_class(paragraph: Paragraph, body: ParagraphRole) -> str:
    found = body if paragraph.role == "body" else paragraph.role
    return f"{found} content" if found in _ON_GRID else found


def _section_heading(title: Inlines, aside: Inlines, close: str) -> str:
    """The heading; where there is an aside, both on one line, the aside outside the heading and so of the outline."""
    if not aside:
        return _text_block("h2", f"section{close}", title)
    if len(plain(title)) > _LONGEST_SPLIT:
        return _text_block("h2", f"section{close}", title) + _tag("p", "aside", _inlines(aside))
    # Justifying the line stretches its only space, the one between the two: no float, no flex.
    return _tag("div", f"section split{close}", f"<h2>{_inlines(title)}</h2> {_tag('p', 'aside', _inlines(aside))}")


def _entry(entry: Entry, at: _Place, close: str) -> str:
    role = "citation" if entry.citation else "tight" if entry.tight else "entry"
    label = _label("date", entry.dates, at) if entry.dates else _label("label", entry.label, at)
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
    row = f'<p class="{role} {state}{close}"{turned}>{label}{line}</p>'
    if not body:
        return row
    keep = "kept" if entry.citation or _lines(body) <= SHORT_ENTRY else "long"
    return _tag("div", keep, row + _blocks(body, replace(at, body="detail")))


def _label(name: str, content: Inlines, at: _Place) -> str:
    """The box that fills the label column; empty where there is no label, so that the text stays on the grid."""
    grid, roles = at.theme.grid, at.theme.roles
    width = grid.label - GUTTER - (grid.note if name == "note-label" else 0)
    # A box that grows with its text is laid out three times: an eighth of the time of a CV.
    growing = "" if fits(content, getattr(roles, name.replace("-", "_")), at.theme.face, width) else " wide"
    # The space ends the label for whoever extracts or hears the text; the box keeps its width.
    return _tag("span", name + growing, f"{_inlines(content)} " if content else "")


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


def _table(table: FactTable, at: _Place, close: str) -> str:
    rows = "".join(_row(row, table, None) for row in table.rows)
    if table.total:
        rows += _row(table.total, table, "total")
    widths = column_widths(table, at.text, at.theme.grid.label)
    columns = "".join(f'<col style="width:{width:.2f}mm"/>' for width in widths)
    head = "".join(_cell(cell, "col", numeric) for cell, numeric in zip(table.header, table.numeric, strict=True))
    caption = _text_block("caption", f"caption{close}", table.caption) if table.caption else ""
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
            return "<br/>"
        case Strong(content):
            return _tag("strong", None, _inlines(content, href))
        case Emphasis(content):
            return _tag("em", None, _inlines(content, href))
        case Link(target, content):
            return _inlines(content, target)
        case Span(language, content):
            return f'<span lang="{_value(language)}"{_direction(content)}>{_inlines(content, href)}</span>'
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
    return f'<a{lengthy} href="{_value(href)}">{escape(text)}</a>'


def _text_block(name: str, classes: str, content: Inlines, tail: str = "") -> str:
    """A block of `content` in its own direction."""
    return f'<{name} class="{classes}"{_direction(content)}>{_inlines(content)}{tail}</{name}>'


def _value(text: str) -> str:
    """`text` as the value of an attribute, in which XML would take a line's end for a space."""
    return escape(text).replace("\n", "&#10;").replace("\t", "&#9;")


def _direction(content: Inlines) -> str:
    return ' dir="rtl"' if direction(content) else ""


def _tag(name: str, classes: str | None, content: str) -> str:
    return f'<{name} class="{classes}">{content}</{name}>' if classes else f"<{name}>{content}</{name}>"
