"""Drafts of which nobody knows any more what was last written into them: the manifest or the history is gone."""

from __future__ import annotations

import datetime
import shutil

import pytest

from assembler.build import build
from assembler.options import Options
from assembler.store.base import HISTORY
from tests.desk import NOW, Desk, codes, text_of
from tests.word import typed, typed_outside

LATER = datetime.date(2027, 1, 15)


def lose(desk: Desk, what: str) -> None:
    if "manifest" in what:
        (desk.output / "manifest.json").unlink()
    if "history" in what:
        shutil.rmtree(desk.folder / HISTORY)


def later(desk: Desk) -> list[str]:
    """The codes of a build of weeks later."""
    outcome = build(desk.folder, desk.output, Options(), LATER, lambda *_: None, NOW + datetime.timedelta(days=52))
    return codes(outcome.diagnostics)


LOST = pytest.mark.parametrize("lost", ["manifest", "history", "manifest and history"])


@LOST
def test_headings_seeds_and_placeholders_are_not_taken_for_what_was_typed(desk: Desk, lost: str) -> None:
    desk.build()
    typed(desk.draft, "plan", "Typed.")
    lose(desk, lost)
    found = later(desk)
    assert "statement-outside" not in found
    assert "statement-conflict" not in found
    assert desk.markdown.read_text(encoding="utf-8") == "## What next {#plan}\n\nTyped.\n"
    assert "Typed." in text_of(desk.draft)


@LOST
def test_text_outside_is_kept_all_the_same(desk: Desk, lost: str) -> None:
    desk.build()
    typed_outside(desk.draft, "Below all sections.")
    lose(desk, lost)
    assert "statement-outside" in later(desk)
    held = desk.markdown.read_text(encoding="utf-8")
    assert held == "## Outside every section {#outside}\n\nBelow all sections.\n"


@LOST
def test_what_differs_from_markdown_is_a_conflict(desk: Desk, lost: str) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "plan", "Two, typed.")
    lose(desk, lost)
    found = later(desk)
    assert found.count("statement-conflict") == 1
    assert "Two, typed." in desk.everything()
    assert "statement-outside" not in found


def test_a_mailed_copy_is_known_without_any_history(desk: Desk) -> None:
    path = desk.folder / "programs" / "harbour.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("- statement\n", "- statement\n- cover-letter\n")
        + "cover_letter:\n  sections:\n  - id: opening\n    title: Why\n",
        encoding="utf-8",
    )
    desk.build()
    copy = desk.folder.parent / "mailed.docx"
    shutil.copy(desk.draft, copy)
    typed(copy, "opening", "Typed by a mentor.")
    shutil.rmtree(desk.output)
    lose(desk, "history")
    assert codes(desk.take(files=[copy])) == ["statement-taken"]
    assert desk.markdown.read_text(encoding="utf-8") == "## Opening {#opening}\n\nTyped by a mentor.\n"


@LOST
def test_a_conflict_that_was_settled_stays_settled(desk: Desk, lost: str) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "opening", "One, typed.")
    typed(desk.draft, "plan", "Two, typed.")
    lose(desk, lost)
    assert later(desk).count("statement-conflict") == 2
    desk.take(settled={"plan": "markdown"})
    assert later(desk).count("statement-conflict") == 1, "the other is still to be settled"
    desk.take(settled={"opening": "markdown"})
    assert "statement-conflict" not in later(desk)
    held = desk.markdown.read_text(encoding="utf-8")
    assert held == "## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n"
    for text in ("One, typed.", "Two, typed."):
        assert text not in text_of(desk.draft)
        assert text in desk.everything()
