"""`assembler pull` as it is typed: what it counts, what it says where there is nothing to do, and its exit status."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assembler.cli import main
from tests.desk import Desk
from tests.word import typed

Run = Callable[..., tuple[int, str]]
ONE_AND_TWO = "## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command; it gives the exit status and what was said."""

    def ran(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            main(["pull", *arguments])
        return int(str(ending.value.code)), capsys.readouterr().err

    return ran


@pytest.fixture
def conflict(desk: Desk) -> Desk:
    """A desk with a conflict over both sections."""
    desk.write(ONE_AND_TWO)
    desk.build()
    typed(desk.draft, "opening", "One, from Word.")
    typed(desk.draft, "plan", "Two, from Word.")
    desk.write(ONE_AND_TWO.replace(".", ", from Markdown."))
    return desk


@pytest.mark.usefixtures("conflict")
@pytest.mark.parametrize("side", ["docx", "markdown"])
def test_sections_that_are_settled_are_counted(run: Run, side: str) -> None:
    status, said = run("corr", "--take", side, "--section", "plan")
    assert status == 0
    drafts = 1 if side == "docx" else 0
    assert f"corr: {drafts} draft{'s' if not drafts else ''} taken over, 1 section settled" in said
    status, said = run("corr", "--take", side)
    assert "1 section settled" in said
    status, said = run("corr", "--take", side)
    assert status == 0
    assert "warning[nothing-to-settle]: there is no conflict to settle" in said
    assert "settled" not in said.splitlines()[-1]


@pytest.mark.usefixtures("conflict")
def test_what_is_taken_over_is_told_also_where_a_conflict_is_left(run: Run) -> None:
    _, said = run("corr", "--take", "docx", "--section", "plan")
    assert "statement-conflict" in said
    assert "note[statement-taken]" in said


def test_a_section_that_no_draft_has_is_a_wrong_usage(conflict: Desk, run: Run) -> None:
    status, said = run("corr", "--take", "docx", "--section", "opning")
    assert status == 2
    assert "error[usage]: no draft has a section 'opning'" in said
    assert "did you mean 'opening'?" in said
    status, said = run("corr", "--take", "docx", "--section", "wholly-other")
    assert status == 2
    assert "the sections are: opening, plan" in said
    assert conflict.markdown.read_text(encoding="utf-8") == ONE_AND_TWO.replace(".", ", from Markdown.")


@pytest.mark.usefixtures("conflict")
def test_a_section_without_a_conflict_is_said_to_have_none(run: Run) -> None:
    run("corr", "--take", "docx", "--section", "plan")
    status, said = run("corr", "--take", "docx", "--section", "plan")
    assert status == 0
    assert "there is no conflict over 'plan' to settle" in said


def test_a_draft_that_is_open_is_not_said_to_have_no_conflict(conflict: Desk, run: Run) -> None:
    conflict.draft.with_name(f"~${conflict.draft.name[2:]}").touch()
    _, said = run("corr", "--take", "docx")
    assert "statement-open" in said
    assert "nothing-to-settle" not in said
