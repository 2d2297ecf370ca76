"""What is printed: order, totals, and folders as people call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.cli import printing
from assembler.diagnostics import Mark, error, note, warning


def test_findings_are_told_once_by_place_and_those_of_no_file_last() -> None:
    nowhere = error("usage", "nowhere")
    late, early = error("yaml-tab", "late", Mark("b.yaml", 2, 1)), warning("yaml-syntax", "early", Mark("b.yaml", 1, 9))
    first = note("layout", "first", Mark("a.yaml", 9, 9))

    assert printing.ordered([nowhere, late, early, first, late]) == [first, early, late, nowhere]


def test_totals_count_each_finding_once() -> None:
    found = [error("usage", "one"), error("usage", "two"), error("usage", "two"), warning("layout", "three")]

    assert printing.totals(found) == "2 errors, 1 warning"
    assert printing.totals([]) == ""


def test_folders_below_are_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert printing.shown_folder(tmp_path / "here" / "output" / "doe") == "output/doe"
    assert printing.shown_folder(tmp_path / "other") == str(tmp_path / "other")
