"""Widths in millimetres: of the text area, of a table's columns and of a label."""

from collections.abc import Callable

import pytest

from assembler.document import Date, Document, FactTable, Inlines, Strong, Text
from assembler.theme import Theme
from assembler.writers.measure import column_widths, fits, text_width


@pytest.mark.parametrize(("paper", "expected"), [("a4", 166), ("letter", 165.1)])
def test_text_width(document_of: Callable[..., Document], theme: Theme, paper: str, expected: float) -> None:
    assert text_width(document_of(paper=paper), theme) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("label_column", "expected"), [(False, (80, 40, 40)), (True, (35, 62.5, 62.5))], ids=["shares", "label column"]
)
def test_columns_fill_the_text_width(expected: tuple[float, ...], *, label_column: bool) -> None:
    table = FactTable(((), (), ()), (), (0.5, 0.25, 0.25), (False,) * 3, label_column=label_column)
    assert column_widths(table, 160, 35) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("content", "width", "expected"),
    [
        ((), 0, True),
        ((Text("0" * 10),), 19.4, True),  # ten figures of 0.507 em and a space, at 10 points, and 3 % of that
        ((Text("0" * 10),), 19.1, False),
        ((Date("2021", (Text("2021 \u2013 present"),)),), 30, True),
        ((Strong((Text("2021"),)),), 30, False),
        ((Text("\u05d9"),), 30, False),
        ((Text("a\nb"),), 30, False),
    ],
    ids=["nothing", "fits", "too wide", "a date", "bold within", "another script", "two lines"],
)
def test_what_surely_fits(theme: Theme, content: Inlines, width: float, *, expected: bool) -> None:
    assert fits(content, theme.roles.date, theme.face, width) is expected


def test_a_bold_role_is_wider_and_no_text_fits_in_a_typeface_that_is_not_bundled(theme: Theme) -> None:
    content, roles = (Text("Direct supervisor"),), theme.roles
    widths = [
        next(at for at in range(500) if fits(content, role, theme.face, at / 10)) for role in (roles.date, roles.label)
    ]
    assert widths[0] < widths[1]
    assert not fits(content, roles.date, theme.face.model_copy(update={"pdf": "Elsewhere"}), 1000)
