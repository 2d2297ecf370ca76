"""`--explain` for people: what is out and why, what moved where, what is in; within 80 columns, without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from assembler.cli.explaining import columns, shortened, show, titles_of, wrapped
from assembler.cli.printing import decision_rows
from assembler.diagnostics import Mark
from assembler.plan import plan
from assembler.resources import samples
from assembler.views import Decision
from tests.people import DATE, SAMPLES, composer, house, sample

TITLES = {"": {"posts/a": "Registrar", "posts/a/bullets/1": "Ran the **round**", "posts/b": "Officer"}}


def decided(*rows: tuple[str, str, str], file: str = "p/profile.yaml") -> list[Decision]:
    return [Decision("cv/x", ref, what, why, Mark(file, line, 1)) for line, (ref, what, why) in enumerate(rows, 10)]  # type: ignore[arg-type]


def told(capsys: pytest.CaptureFixture[str], *rows: tuple[str, str, str], file: str = "p/profile.yaml") -> list[str]:
    show(decided(*rows, file=file), TITLES)
    return [line for line in capsys.readouterr().out.splitlines() if line]


def test_reasons_stand_once_with_what_they_hold_for(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(
        capsys,
        ("posts/a", "in", "never left out"),
        ("posts/a/bullets/1", "out", "too long"),
        ("posts/a/bullets/2", "in", "fits"),
        ("posts/b", "out", "too long"),
        ("posts/b/bullets/1", "out", "goes with its entry"),
        ("posts/c", "in", "never left out"),
        ("awards/1", "out", "private"),
        ("awards/2", "out", "private"),
    )

    assert lines[:2] == ["cv/x", "  5 entries: 2 in, 3 out; 3 lines within them: 1 in, 2 out"]
    assert lines[2:4] == ["  Left out", "  too long (2)"]
    assert [line.split() for line in lines[4:6]] == [
        ["11", "Ran", "the", "**round**", "posts/a/bullets/1"],
        ["13", "Officer", "(and", "1", "line)", "posts/b"],
    ]
    assert lines[6:8] == ["  private (2)", "    all 2 of awards: 1, 2"]
    assert lines[8:] == ["  In", "  posts: 2 of 3, with 1 of 3 lines", "    never left out: a, c"]


def test_all_lines_of_an_entry_are_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(
        capsys,
        ("posts/a", "in", "kept"),
        ("posts/a/bullets/1", "out", "one line"),
        ("posts/a/bullets/2", "out", "one line"),
    )

    assert lines[3] == "  one line (2)"
    assert lines[4].split() == ["11", "all", "2", "lines", "of", "Registrar", "posts/a/…"]


def test_what_moved_is_shown_from_place_to_place(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        ("posts/a", "in", "kept"),
        ("posts/a/bullets/1", "moved", "goes first"),
        ("posts/a/bullets/2", "in", "fits"),
    ]
    decisions = decided(*rows, ("posts/a/bullets/3", "out", "private"))
    decisions[1], decisions[2] = (
        Decision("cv/x", "posts/a/bullets/1", "moved", "goes first", Mark("p/profile.yaml", 30, 1)),
        Decision("cv/x", "posts/a/bullets/2", "in", "fits", Mark("p/profile.yaml", 20, 1)),
    )

    show(decisions, TITLES)

    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    at = lines.index("  Moved, from which place to which")
    assert lines[at + 1] == "  goes first (1)"
    assert lines[at + 2].split() == ["2", "→", "1", "Ran", "the", "**round**", "posts/a/bullets/1"]


def test_the_file_is_named_where_it_is_not_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, ("program.attractions/1", "out", "omitted"), file="programs/kallang.yaml")

    assert lines[4].split() == ["kallang.yaml:10", "program.attractions/1"]


def test_texts_are_cut_to_columns_of_the_screen() -> None:
    assert shortened("a  b\u00a0c", 7) == "a b c  "
    assert shortened("Registrar", 6) == "Regis…"
    assert shortened("疼痛医学", 6) == "疼痛… "
    assert cell_len(shortened("疼痛医学", 6)) == 6


def test_a_row_keeps_its_ref_and_what_is_added_whole() -> None:
    (row,) = columns([("12", "A very long title " * 9, "posts/a")], {"posts/a": "(and 3 lines)"})

    assert cell_len(row.replace("\x1b[2m", "").replace("\x1b[0m", "")) == 80
    assert "… (and 3 lines)  " in row
    assert "posts/a" in row


def test_long_lines_are_broken_between_ids() -> None:
    lines = wrapped("all: " + ", ".join(f"some-id-{number}" for number in range(20)), 4)

    assert all(cell_len(line) <= 80 for line in lines)
    assert all(line.startswith("      some-id") for line in lines[1:])
    assert "".join(lines).count("some-id-") == 20


HANDED_OVER = {"request", "reminder", "thanks", "dates", "deadlines"}
"""Mails and calendars, which say nothing of the entries of a profile."""


@pytest.mark.parametrize("name", SAMPLES)
def test_every_entry_of_the_samples_is_shown_within_the_screen(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    titles = titles_of(samples() / name)
    for task in plan(sample(name), house(), composer().words, DATE):
        _, decisions = task.view(DATE, frozenset(task.cuts[::3]))
        if task.final or task.document in HANDED_OVER:
            assert decisions == ()
            continue
        show(decisions, titles)
        text = capsys.readouterr().out

        assert max(map(cell_len, text.splitlines())) <= 80, task.name
        assert "\x1b" not in text
        folded = " ".join(text.split())
        for item in decisions:
            section, own = item.entry.split("/", 1)
            if "/" not in own:
                listed = {word for line in text.splitlines() for word in line.replace(",", " ").split()}
                assert item.entry in listed or own in listed, (task.name, item.entry)
                assert item.reason in folded
                assert section in text


def test_json_holds_every_entry_of_every_view_of_the_samples_once() -> None:
    for name in SAMPLES:
        # In a finished text no entry of the profile stands.
        tasks = [task for task in plan(sample(name), house(), composer().words, DATE) if not task.final]
        tasks = [task for task in tasks if task.document not in HANDED_OVER]
        rows = decision_rows(item for task in tasks for item in task.view(DATE, frozenset(task.cuts[::3]))[1])

        assert {row["view"].split("/")[0] for row in rows} == {task.document for task in tasks} >= {"cv", "briefing"}
        assert len({(row["view"], row["entry"]) for row in rows}) == len(rows)
        whole = {ref for _, ref, _ in sample(name).profile.entries()}
        for task in tasks:
            of_view = [row for row in rows if row["view"] == task.name]
            assert whole <= {row["entry"] for row in of_view}, task.name
            assert all(row["reason"] and row["file"] and row["line"] for row in of_view)
            assert {row["decision"] for row in of_view} <= {"in", "moved", "out"}
    assert {"case-summary", "declaration", "publications", "cover-letter"} <= {
        task.document for task in plan(sample("sample-pain"), house(), composer().words, DATE)
    }


def test_titles_are_those_of_the_program_and_none_after_errors(tmp_path: Path) -> None:
    titles = titles_of(samples() / "sample-pain")

    assert titles["kallang"]["program.attractions/1"] != titles["merri-creek"]["program.attractions/1"]
    assert titles[""]["posts/post-house-officer"] == "House Officer"
    assert titles_of(tmp_path) == {}
