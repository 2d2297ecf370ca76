"""What a theme leaves for text, in millimetres, and what is short enough to stay on one page: for all formats alike."""

from __future__ import annotations

import functools
from typing import Any

from assembler import resources
from assembler.document import Date, Document, FactTable, Inlines, Text, plain
from assembler.theme import PAPER, Face, Margins, Role, Theme

GUTTER = 2
"""Millimetres that stay free between columns, those of the grid and those of a table."""

SHORT_TABLE = 8
"""A table of at most this many rows is kept on one page; of a longer one, the first and the last `EDGE_ROWS` are."""

EDGE_ROWS = 3

SHORT_ENTRY = 6
"""An entry whose body takes at most about this many lines is kept on one page."""


def margins_of(document: Document, theme: Theme) -> Margins:
    """The page margins of `document`, in millimetres."""
    found: Margins = getattr(getattr(theme.margins, document.layout), document.paper)
    return found


def text_width(document: Document, theme: Theme) -> float:
    """The width between the margins, in millimetres."""
    margins = margins_of(document, theme)
    return PAPER[document.paper][0] - margins.left - margins.right


def column_widths(table: FactTable, text: float, label: float) -> tuple[float, ...]:
    """The widths of the columns, in millimetres, summing to `text`.

    A label column is as wide as the grid's (`label`); the others share what it leaves as they share the whole.
    """
    if not table.label_column:
        return tuple(share * text for share in table.widths)
    rest = sum(table.widths[1:])
    return (label, *((text - label) * share / rest for share in table.widths[1:]))


_SURELY = 1.03
"""What is added to a width, since the layout engine sets text more finely than it is measured here."""

_MEASURED_AT = 100


def fits(content: Inlines, role: Role, face: Face, width: float) -> bool:
    """Whether `content` and a space, set in `role` on one line, surely take no more than `width` millimetres.

    Never of characters that the bundled typefaces may lack, nor of text that is set in more than one way.
    """
    if not content:
        return True
    text = plain(content)
    if not _usual(content) or any(character > _LAST and character not in _DASHES for character in text):
        return False
    style = ("Bold" if role.bold else "") + ("Italic" if role.italic else "")
    return _ems(f"{text} ", face.pdf, style or "Regular") * _SURELY * role.size <= width * 72 / 25.4


_LAST = "\u017f"
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2026")
"""Punctuation beyond Latin letters that both bundled typefaces have."""


def _usual(content: Inlines) -> bool:
    return all(isinstance(part, Text) or (isinstance(part, Date) and _usual(part.content)) for part in content)


@functools.lru_cache(maxsize=4096)
def _ems(text: str, family: str, style: str) -> float:
    """How wide `text` is in a bundled typeface, in em; endless in any other."""
    font = _font(family, style)
    return font.getlength(text) / _MEASURED_AT if font and "\n" not in text else float("inf")


@functools.cache
def _font(family: str, style: str) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - slow to load

    path = resources.fonts() / f"{family.replace(' ', '')}-{style}.ttf"
    return ImageFont.truetype(str(path), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC) if path.is_file() else None
