"""New versions beside a draft: what is typed into them counts as what is typed into the draft itself."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from assembler.cli import main
from assembler.store import history
from tests.desk import Desk, codes, text_of
from tests.word import typed

ONE_AND_TWO = "## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n"


def beside(desk: Desk, number: str = "") -> Path:
    return desk.draft.with_name(f"{desk.draft.stem}.new{number}.docx")


def lock(file: Path) -> Path:
    return file.with_name(f"~${file.name[2:]}")


@pytest.fixture
def edited(desk: Desk) -> Desk:
    """A desk whose draft is in conflict over its opening, with the new version beside it."""
    desk.write(ONE_AND_TWO)
    desk.build()
    typed(desk.draft, "opening", "One, from Word.")
    desk.write(ONE_AND_TWO.replace("One.", "One, from Markdown."))
    assert "statement-conflict" in codes(desk.build().diagnostics)
    assert beside(desk).is_file()
    return desk


@pytest.fixture
def opened(desk: Desk) -> Desk:
    """A desk whose draft is open in Word, with the new version beside it."""
    desk.write(ONE_AND_TWO)
    desk.build()
    lock(desk.draft).touch()
    desk.write(ONE_AND_TWO.replace("Two.", "Two, longer."))
    desk.build()
    assert beside(desk).is_file()
    return desk


def test_what_is_typed_beside_an_open_draft_is_taken_over(opened: Desk) -> None:
    typed(beside(opened), "opening", "One, typed beside.")
    found = opened.build().diagnostics
    assert "statement-taken" in codes(found)
    assert "One, typed beside." in opened.markdown.read_text(encoding="utf-8")
    lock(opened.draft).unlink()
    opened.build()
    assert "One, typed beside." in text_of(opened.draft)
    assert not beside(opened).exists(), "all in it is kept"
    assert opened.build().rendered == 0


def test_what_is_typed_beside_a_draft_in_conflict_is_taken_over(edited: Desk) -> None:
    typed(beside(edited), "plan", "Two, typed beside.")
    found = edited.build().diagnostics
    assert "statement-taken" in codes(found)
    assert "Two, typed beside." in edited.markdown.read_text(encoding="utf-8")
    assert "One, from Word." in text_of(edited.draft), "the conflict is still open"
    assert "Two, typed beside." in text_of(beside(edited))


def test_both_typed_into_in_different_sections_are_both_taken_over(opened: Desk) -> None:
    lock(opened.draft).unlink()
    typed(opened.draft, "opening", "One, in the draft.")
    typed(beside(opened), "plan", "Two, beside.")
    found = opened.build().diagnostics
    assert "statement-conflict" not in codes(found)
    for text in ("One, in the draft.", "Two, beside."):
        assert text in text_of(opened.draft)
    assert not beside(opened).exists()


@pytest.mark.parametrize("side", ["docx", "markdown"])
def test_both_typed_into_in_one_section_are_a_conflict_that_can_be_settled(
    opened: Desk, side: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(opened.draft).unlink()
    typed(opened.draft, "opening", "One, in the draft.")
    typed(beside(opened), "opening", "One, beside.")
    for _ in range(2):
        found = opened.build().diagnostics
        (conflict,) = [item for item in found if item.code == "statement-conflict"]
        for text in ("One, in the draft.", "One, beside."):
            assert text in opened.everything()
    assert conflict.hint is not None
    command = conflict.hint.split("'")[1] if side == "docx" else conflict.hint.split("'")[3]
    arguments = shlex.split(command)
    if side == "markdown":
        arguments = [*shlex.split(conflict.hint.split("'")[1])[:-1], "markdown"]
    with pytest.raises(SystemExit) as ending:
        main(arguments[1:])
    assert ending.value.code == 0, capsys.readouterr().err
    assert "statement-conflict" not in codes(opened.build().diagnostics)
    for text in ("One, in the draft.", "One, beside."):
        assert text in opened.everything()


def test_a_conflict_over_a_new_version_is_settled_by_naming_it(edited: Desk) -> None:
    typed(beside(edited), "plan", "Two, beside.")
    edited.write("## {#opening}\n\nOne, from Markdown.\n\n## {#plan}\n\nTwo, from Markdown.\n")
    told = [item for item in edited.build().diagnostics if item.code == "statement-conflict"]
    assert [beside(edited).name in (item.hint or "") for item in told] == [True, False]
    edited.take(files=[beside(edited)], settled={None: "markdown"})
    told = [item for item in edited.build().diagnostics if item.code == "statement-conflict"]
    assert ["'opening'" in item.message for item in told] == [True]
    assert "Two, beside." in edited.everything()


def test_of_two_files_in_conflict_word_holds_for_one(edited: Desk) -> None:
    typed(beside(edited), "opening", "One, beside.")
    edited.write(ONE_AND_TWO.replace("One.", "One, once more."))
    assert codes(edited.build().diagnostics).count("statement-conflict") == 2
    edited.take(settled={"opening": "docx"})
    assert "One, beside." in edited.markdown.read_text(encoding="utf-8")
    found = edited.build().diagnostics
    (conflict,) = [item for item in found if item.code == "statement-conflict"]
    assert f"{edited.draft.name}'" in conflict.message
    for text in ("One, from Word.", "One, beside.", "One, once more."):
        assert text in edited.everything()


def test_a_new_version_in_conflict_keeps_its_base_while_others_are_written(edited: Desk) -> None:
    typed(beside(edited), "plan", "Two, beside.")
    edited.write("## {#opening}\n\nOne, from Markdown.\n\n## {#plan}\n\nTwo, from Markdown.\n")
    edited.build()
    assert beside(edited, "-2").is_file()
    edited.write("## {#opening}\n\nOne, from Markdown.\n\n## {#plan}\n\nTwo.\n")
    edited.build()
    assert "Two, beside." in edited.markdown.read_text(encoding="utf-8"), "only Word has changed since that version"


def test_two_mailed_copies_in_one_call_are_no_reason_to_lose_the_first(desk: Desk, tmp_path: Path) -> None:
    desk.write(ONE_AND_TWO)
    desk.build()
    copies = [tmp_path / "first.docx", tmp_path / "second.docx"]
    for copy in copies:
        copy.write_bytes(desk.draft.read_bytes())
        typed(copy, "plan", f"Two, {copy.stem}.")
    assert "statement-conflict" in codes(desk.take(files=copies))
    assert "Two, first." in desk.markdown.read_text(encoding="utf-8")
    assert "Two, second." in desk.everything()


def test_a_file_that_stays_in_conflict_is_kept_once(edited: Desk) -> None:
    def kept() -> int:
        return sum(one.origin.endswith(edited.draft.name) for one in history.entries(edited.folder))

    assert kept() == 1
    edited.build()
    assert kept() == 1
    typed(edited.draft, "opening", "One, once more from Word.")
    edited.build()
    assert kept() == 2
