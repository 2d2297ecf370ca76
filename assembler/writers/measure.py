"""What a theme leaves for text, in millimetres, and what is short enough to stay on one page: for all formats alike."""

from __future__ import annotations

from assembler.document import Document, FactTable
from assembler.theme import PAPER, Margins, Theme

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
