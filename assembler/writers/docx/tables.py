"""A FactTable as a `w:tbl`: called by the walk, cells are Lines like all else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

from assembler.document import FactTable, Inlines
from assembler.theme import Theme
from assembler.writers.docx.borders import gutter, table_rule
from assembler.writers.docx.geometry import Geometry
from assembler.writers.docx.lines import Line
from assembler.writers.docx.xml import Element, twentieths, w
from assembler.writers.measure import EDGE_ROWS, SHORT_TABLE, column_widths

MakeLine: TypeAlias = Callable[..., Line]
"""Makes a Line of a style and its content; keywords are what differs from the style."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on its way to Word: a Line in each cell, header first; `title` names it to a screen reader."""

    source: FactTable
    title: str
    rows: tuple[tuple[Line, ...], ...]

    def render(self, page: Geometry, theme: Theme) -> Element:
        """The `w:tbl` of this table, as wide as the text."""
        source, widths = self.source, _widths(self.source, page)
        look = {"firstRow": 1, "lastRow": int(source.total is not None), "firstColumn": int(source.row_headers)}
        made = w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val="FactTable"),
                w("tblW", w=page.text, type="dxa"),
                w("tblLayout", type="fixed"),
                w("tblLook", val=_bits(look), **look, lastColumn=0, noHBand=1, noVBand=1),
                *([w("tblCaption", val=self.title)] if self.title else []),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        )
        last = len(self.rows) - 1
        for index, row in enumerate(self.rows):
            edge = "bottom" if index == 0 else "top" if source.total and index == last else None
            cells = [_cell(line, width, column < len(widths) - 1, edge, theme)
                     for column, (line, width) in enumerate(zip(row, widths, strict=True))]  # fmt: skip
            head = [w("tblHeader")] if index == 0 else []
            made.append(w("tr", w("trPr", w("cantSplit"), *head), *cells))
        return made


def table_of(source: FactTable, title: str, line: MakeLine) -> Table:
    """The Lines of `source`; a short table is kept on one page, of a long one the first and the last rows."""
    rows = [_row("TableHead", source.header, source, line)]
    rows += [_row("TableText", row.cells, source, line) for row in source.rows]
    if source.total:
        rows.append(_row("TableTotal", source.total.cells, source, line))
    short = len(source.rows) <= SHORT_TABLE
    for index, row in enumerate(rows[:-1]):
        for cell in row:
            cell.keep_next = short or index < EDGE_ROWS or index >= len(rows) - EDGE_ROWS
    return Table(source, title, tuple(rows))


def _row(style: str, cells: tuple[Inlines, ...], source: FactTable, line: MakeLine) -> tuple[Line, ...]:
    return tuple(line(style, cell, right=numeric) for cell, numeric in zip(cells, source.numeric, strict=True))


def _widths(source: FactTable, page: Geometry) -> list[int]:
    """Column widths in twips that sum to the text width exactly."""
    edges = [0, *(round(edge) for edge in accumulate(column_widths(source, page.text, page.label)))]
    return [right - left for left, right in pairwise([*edges[:-1], page.text])]


def _cell(line: Line, width: int, inner: bool, edge: str | None, theme: Theme) -> Element:  # noqa: FBT001
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    margins = []
    if edge:
        properties.append(table_rule(edge, theme))
    padding = twentieths(theme.rules.table_head_padding)
    if edge == "bottom":
        margins.append(w("top", w=padding, type="dxa"))
        margins.append(w("bottom", w=padding, type="dxa"))
    if inner:
        margins.append(w("right", w=gutter(), type="dxa"))
    if margins:
        properties.append(w("tcMar", *margins))
    if edge == "bottom":
        properties.append(w("vAlign", val="bottom"))
    return w("tc", properties, line.render())


_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80}
_NO_BANDS = 0x600


def _bits(look: dict[str, int]) -> str:
    """The same as the attributes of `w:tblLook`, in the form that older readers know."""
    return f"{_NO_BANDS + sum(_LOOK_BITS[name] for name, on in look.items() if on):04X}"
