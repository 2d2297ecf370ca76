"""Rules and cell margins: the table style of `styles`, and what `tables` repeats on its cells."""

from __future__ import annotations

from assembler.theme import Theme
from assembler.writers.docx.xml import Element, twentieths, twips, w

TABLE_GUTTER = 2
"""Millimetres between the columns of a table."""


def hexadecimal(colour: str) -> str:
    """A colour as Word writes it, without the sign."""
    return colour.lstrip("#").upper()


def border(side: str, kind: str, points: float, colour: str, space: int = 0) -> Element:
    """One side of a border, `points` wide; Word counts in eighths, of which 2 are the least it draws."""
    return w(side, val=kind, sz=max(2, round(points * 8)), space=space, color=hexadecimal(colour))


def table_normal() -> Element:
    """What every table starts from: flush with the margin, no space around the text of a cell."""
    return w("tblPr", w("tblInd", w=0, type="dxa"), _margins(0, 0))


def _margins(top: int, bottom: int) -> Element:
    sides = (("top", top), ("left", 0), ("bottom", bottom), ("right", 0))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


def fact_table(theme: Theme) -> list[Element]:
    """Table properties and those of its first and last row; rules only, no vertical lines."""
    rules, colours = theme.rules, theme.colours
    rule = ("single", rules.table, colours.accent)
    padding = twentieths(rules.table_padding)
    return [
        w(
            "tblPr",
            w("tblInd", w=0, type="dxa"),
            w(
                "tblBorders",
                border("bottom", *rule),
                border("insideH", "single", rules.hairline, colours.hairline),
            ),
            _margins(padding, padding),
        ),
        w("tblStylePr", w("tcPr", w("tcBorders", border("bottom", *rule))), type="firstRow"),
        w("tblStylePr", w("tcPr", w("tcBorders", border("top", *rule))), type="lastRow"),
    ]


def table_rule(side: str, theme: Theme) -> Element:
    """The rule of a header or total row as a border of a cell, for readers that pass over the table's style."""
    return w("tcBorders", border(side, "single", theme.rules.table, theme.colours.accent))


def gutter() -> int:
    """The space right of every column but the last, in twips."""
    return twips(TABLE_GUTTER)
