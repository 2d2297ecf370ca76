"""Copies of drafts under other names, and drafts of programs that are gone: named by every build, taken by none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic
from tests.desk import Desk, codes, text_of
from tests.word import typed


def told(found: list[Diagnostic]) -> list[Diagnostic]:
    return [item for item in found if item.code == "statement-not-taken"]


def changed(desk: Desk) -> None:
    """Something changes, so that the next build looks."""
    desk.write(f"## {{#opening}}\n\n{desk.markdown.stat().st_size if desk.markdown.exists() else 'One'}.\n")


def test_a_renamed_draft_is_named_and_its_text_comes_back_when_it_is_pulled(desk: Desk) -> None:
    desk.build()
    renamed = desk.draft.with_name("Statement final v2.docx")
    typed(desk.draft, "plan", "Typed, then renamed.")
    desk.draft.rename(renamed)
    for _ in range(2):
        (one,) = told(desk.build().diagnostics)
        assert "Statement final v2.docx" in one.message
        assert "'assembler pull corr " in (one.hint or "")
        assert desk.draft.is_file(), "the draft is made anew"
        assert "Typed, then renamed." in text_of(renamed)
        assert not desk.markdown.exists(), "nothing is taken unasked"
        changed(desk)
        desk.markdown.unlink()
        desk.draft.unlink()
    assert "statement-taken" in codes(desk.take(files=[renamed]))
    assert "Typed, then renamed." in desk.markdown.read_text(encoding="utf-8")
    assert told(desk.build().diagnostics) == [], "it is known by now"
    typed(renamed, "plan", "Typed once more.")
    changed(desk)
    assert len(told(desk.build().diagnostics)) == 1


def test_a_missing_draft_is_said_to_be_perhaps_renamed(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "plan", "Typed.")
    desk.draft.rename(desk.draft.with_name("mine.docx"))
    (one,) = told(desk.build().diagnostics)
    assert "was it renamed?" in one.message
    assert desk.draft.name in one.message


def test_pull_without_a_file_names_them_too(desk: Desk) -> None:
    desk.build()
    copy = desk.draft.with_name("copy.docx")
    shutil.copy(desk.draft, copy)
    typed(copy, "plan", "Typed.")
    assert len(told(desk.take())) == 1


@pytest.mark.parametrize("partial", [{"formats": ("pdf",)}, {"documents": ("statement",)}])
def test_partial_builds_name_them(desk: Desk, partial: dict[str, tuple[str, ...]]) -> None:
    desk.build()
    copy = desk.draft.with_name("copy.docx")
    shutil.copy(desk.draft, copy)
    typed(copy, "plan", "Typed.")
    assert len(told(desk.build(**partial).diagnostics)) == 1


def test_files_that_hold_nothing_of_a_draft_are_passed_over(desk: Desk, tmp_path: Path) -> None:
    desk.build()
    folder = desk.draft.parent
    shutil.copy(desk.draft, folder / "untouched copy.docx")
    (folder / "notes.docx").write_bytes(b"no DOCX")
    (folder / "~$tatement.docx").write_bytes(b"Ada")
    (folder / "folder.docx").mkdir()
    (folder / "link.docx").symlink_to(tmp_path / "nowhere.docx")
    shutil.copy(desk.draft.with_suffix(".pdf"), folder / "renamed.docx")
    changed(desk)
    assert told(desk.build().diagnostics) == []


def test_a_build_with_nothing_to_do_repeats_nothing_that_may_be_gone(desk: Desk) -> None:
    desk.build()
    copy = desk.draft.with_name("copy.docx")
    shutil.copy(desk.draft, copy)
    typed(copy, "plan", "Typed.")
    changed(desk)
    assert len(told(desk.build().diagnostics)) == 1
    copy.unlink()
    assert told(desk.build().diagnostics) == []


def rename_program(desk: Desk) -> Path:
    """The old draft, after its program was given another file name."""
    old = desk.draft
    programs = desk.folder / "programs"
    (programs / "harbour.yaml").rename(programs / "haven.yaml")
    return old


@pytest.mark.parametrize(
    "partial", [{}, {"documents": ("statement",)}, {"formats": ("pdf",)}, {"programs": ("haven",)}]
)
def test_the_draft_of_a_renamed_program_is_named_and_can_be_pulled(
    desk: Desk, partial: dict[str, tuple[str, ...]]
) -> None:
    desk.write("## {#opening}\n\nOne.\n")
    desk.build()
    typed(desk.draft, "plan", "Typed before the renaming.")
    old = rename_program(desk)
    desk.markdown.rename(desk.markdown.with_name("haven.md"))
    found = desk.build(**partial).diagnostics
    (one,) = told(found)
    assert str(old) in one.message
    assert "--program" in (one.hint or "")
    assert "output-left-over" not in [item.code for item in found if "draft" in item.message and "docx" in item.message]
    assert len(told(desk.take())) == 1
    assert codes(desk.take(files=[old], programs=("haven",))) == ["statement-taken"]
    held = desk.markdown.with_name("haven.md").read_text(encoding="utf-8")
    assert "Typed before the renaming." in held
    assert held.count("One.") == 1
    assert codes(desk.take()) == ["output-left-over"], "it is still there, and all in it is kept"
    assert "Typed before the renaming." in text_of(old), "no build deletes it"


def test_the_draft_of_a_program_that_cannot_be_read_is_not_left_over(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "plan", "Typed.")
    path = desk.folder / "programs" / "harbour.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "unknown: 1\n", encoding="utf-8")
    assert told(desk.build().diagnostics) == []
