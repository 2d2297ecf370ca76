"""Widths in millimetres: of the text area and of a table's columns."""

from collections.abc import Callable

import pytest

from assembler.document import Document, FactTable
from assembler.theme import Theme
from assembler.writers.measure import column_widths, text_width


@pytest.mark.parametrize(("paper", "expected"), [("a4", 166), ("letter", 165.1)])
def test_text_width(document_of: Callable[..., Document], theme: Theme, paper: str, expected: float) -> None:
    assert text_width(document_of(paper=paper), theme) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("label_column", "expected"), [(False, (80, 40, 40)), (True, (35, 62.5, 62.5))], ids=["shares", "label column"]
)
def test_columns_fill_the_text_width(expected: tuple[float, ...], *, label_column: bool) -> None:
    table = FactTable(((), (), ()), (), (0.5, 0.25, 0.25), (False,) * 3, label_column=label_column)
    assert column_widths(table, 160, 35) == pytest.approx(expected)
