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


def test_what_belongs_to_no_file_comes_by_gravity_and_kind() -> None:
    found = [error("usage", "a"), note("left-out", "b"), warning("output-stale", "c"), note("sections-open", "d")]
    found.append(note("left-out", "e"))

    assert "".join(item.message for item in printing.ordered(found)) == "bedca"


def test_what_can_be_done_about_findings_that_follow_each_other_is_told_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [note("left-out", name, None, "look") for name in ("one", "two")]
    found += [note("sections-open", "three", None, "look"), note("sections-open", "four", None, "write")]
    found += [warning("layout", name, Mark("none.yaml", 1, 1), "mend") for name in ("five", "six")]
    printing.diagnostics(found)

    told = [line.split(": ", 1)[-1] for line in capsys.readouterr().err.splitlines()]
    assert told[:4] == ["warning[layout]: five", "mend", "warning[layout]: six", "mend"]
    assert told[4:] == ["one", "two", "look", "three", "look", "four", "write"]


def test_totals_count_each_finding_once() -> None:
    found = [error("usage", "one"), error("usage", "two"), error("usage", "two"), warning("layout", "three")]

    assert printing.totals(found) == "2 errors, 1 warning"
    assert printing.totals([]) == ""


def test_folders_below_are_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert printing.shown_folder(tmp_path / "here" / "output" / "doe") == "output/doe"
    assert printing.shown_folder(tmp_path / "other") == str(tmp_path / "other")
