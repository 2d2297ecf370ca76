"""Fitting against a page that is counted, not laid out: so that every case of the search is quick to reach."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from assembler import fitting
from assembler.diagnostics import Diagnostic
from assembler.document import Document, Paragraph, Text
from assembler.fitting import LEAST_LINES, Fitted, Limit, fit
from assembler.theme import Theme
from assembler.writers import Extent
from tests.people import house

PER_PAGE = 40


class Desk:
    """Documents whose paragraphs are lines; `gaps` of them are space that grows and shrinks with a theme's spacing."""

    def __init__(self, lines: dict[str, int], gaps: float = 0) -> None:
        self.lines = lines
        self.gaps = gaps
        self.layouts = 0

    def compose(self, cuts: Sequence[str]) -> tuple[Document, list[Diagnostic]]:
        kept = [name for name, count in self.lines.items() for _ in range(count) if name not in cuts]
        blocks = tuple(Paragraph((Text(f"{name} one two three"),)) for name in kept)
        document = Document(
            title="t", author="a", subject="s", language="en-GB", date="2026-11-24", paper="a4", layout="cv",
            running="r", page_label="p", blocks=blocks, assets={},
        )  # fmt: skip
        return document, []

    def extent_of(self, document: Document, theme: Theme) -> Extent:
        self.layouts += 1
        usual = house().theme
        tight = theme.margins.cv.a4.bottom > usual.margins.cv.a4.bottom
        spacing = theme.roles.entry.before / usual.roles.entry.before
        lines = len(document.blocks) + round(self.gaps * spacing)
        per_page = PER_PAGE - tight
        pages = max(1, math.ceil(lines / per_page))
        return Extent(pages, lines - (pages - 1) * per_page, lines)

    def fit(self, monkeypatch: pytest.MonkeyPatch, pages: int | None = None) -> Fitted:
        monkeypatch.setattr(fitting, "extent_of", self.extent_of)
        cuts = [name for name in self.lines if name != "keep"] if pages else []
        return fit(self.compose, house().theme, Limit(pages, cuts, self.words) if pages else None)

    def words(self, cuts: Sequence[str]) -> int:
        return 4 * sum(count for name, count in self.lines.items() if name not in cuts)

    def ends(self, fitted: Fitted) -> Extent:
        assert fitted.document is not None
        return self.extent_of(fitted.document, fitted.theme)


def test_what_fits_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk({"keep": 30, "b": 5})
    made = desk.fit(monkeypatch, pages=1)
    assert (made.cuts, made.theme) == ([], house().theme)


def test_what_fits_with_no_line_to_spare_is_cut_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Desk({"a": 1, "keep": 39}).fit(monkeypatch, pages=1).cuts == ["a"]


@pytest.mark.parametrize("kept", [20, 35, 38, 60, 77])
@pytest.mark.parametrize("size", [1, 3])
def test_no_more_is_cut_than_must_be(monkeypatch: pytest.MonkeyPatch, kept: int, size: int) -> None:
    desk = Desk({**{f"c{number}": size for number in range(40)}, "keep": kept})
    pages = math.ceil((kept + 1) / PER_PAGE)
    made = desk.fit(monkeypatch, pages=pages)
    room = pages * (PER_PAGE - 1) - kept
    assert len(made.cuts) == 40 - room // size
    assert desk.layouts <= 8


def test_what_a_large_cut_leaves_room_for_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk({"a": 1, "b": 1, "c": 1, "table": 20, "keep": 30})
    assert desk.fit(monkeypatch, pages=1).cuts == ["table"]


def test_what_cannot_be_cut_enough_is_cut_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Desk({"a": 1, "b": 1, "keep": 90}).fit(monkeypatch, pages=1).cuts == ["a", "b"]


def test_a_remnant_is_drawn_back_by_closer_spacing(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk({"keep": 63}, gaps=20)  # 83 lines: three on a third page
    made = desk.fit(monkeypatch)
    assert desk.ends(made).pages == 2
    assert made.theme.roles.entry.before < house().theme.roles.entry.before
    assert made.theme.roles.body.leading == house().theme.roles.body.leading


def test_a_remnant_that_cannot_be_drawn_back_is_given_company(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk({"keep": 75}, gaps=10)  # 85 lines, and closer spacing wins three
    made = desk.fit(monkeypatch)
    assert desk.ends(made).pages == 3
    assert desk.ends(made).last_lines >= LEAST_LINES
    assert made.theme.roles.entry.before > house().theme.roles.entry.before


def test_wider_spacing_never_passes_the_program_s_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk({"keep": 42})  # nothing to draw back with, two lines on the second page
    made = desk.fit(monkeypatch, pages=1)
    assert made.theme == house().theme


def test_a_single_page_may_be_short(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Desk({"keep": 3}).fit(monkeypatch).theme == house().theme
