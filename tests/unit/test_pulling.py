"""A draft that is typed into in Word, in Markdown, in both; and builds in between: nothing typed is ever lost."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assembler.cli import main
from assembler.document import Paragraph, plain
from assembler.statements.markdown import blocks_of
from assembler.store import history
from tests.desk import Desk, codes, text_of
from tests.people import PROGRAM, as_yaml
from tests.word import W, broken, change, control, deleted, typed, typed_outside

OWN = "I opened the **clinic** myself."


def test_a_statement_in_markdown_is_in_the_draft_and_once_whole_in_the_final(desk: Desk) -> None:
    desk.write(f"## Opening {{#opening}}\n\n{OWN}\n")
    outcome = desk.build()
    assert codes(outcome.diagnostics) == ["sections-open"]
    assert "1 of 2 sections are written; still to write: plan" in outcome.diagnostics[0].message
    assert "I opened the clinic myself." in text_of(desk.draft).replace("\n", "")
    assert "Pain that lasts" not in text_of(desk.draft)
    assert not desk.final.exists()
    desk.write(f"## Opening {{#opening}}\n\n{OWN}\n\n## {{#plan}}\n\nOpen one more.\n\n- here\n- there\n")
    assert codes(desk.build().diagnostics) == []
    final = Document(str(desk.final))
    said = [paragraph.text for paragraph in final.paragraphs if paragraph.text]
    assert said[2:] == ["I opened the clinic myself.", "Open one more.", "here", "there"]
    assert "Prompt" not in text_of(desk.final)
    with zipfile.ZipFile(desk.final) as whole:
        assert "word/comments.xml" not in whole.namelist()
    pasted = desk.final.with_suffix(".txt").read_text(encoding="utf-8")
    assert "I opened the clinic myself.\n\nOpen one more." in pasted
    assert "**" not in pasted


def test_a_section_of_the_program_wins_over_the_shared_one(desk: Desk) -> None:
    desk.write("## {#opening}\n\nShared opening.\n\n## {#plan}\n\nShared plan.\n", "shared.md")
    desk.write("## {#plan}\n\nA plan of its own.\n")
    assert codes(desk.build().diagnostics) == []
    assert "Shared opening." in text_of(desk.final)
    assert "A plan of its own." in text_of(desk.final)
    assert "Shared plan." not in text_of(desk.final)


def test_what_is_not_finished_is_told_and_final_insists(desk: Desk) -> None:
    desk.write("## {#opening .draft}\n\nNearly.\n")
    outcome = desk.build(final=True)
    (missing,) = [item for item in outcome.diagnostics if item.code == "statement-missing"]
    assert "opening (marked as a draft, or with places to fill), plan (to write)" in missing.message
    desk.write("## {#opening}\n\nDone.\n\n## {#plan}\n\nDone too.\n")
    assert codes(desk.build(final=True).diagnostics) == []


def test_a_text_for_no_section_is_told_at_its_line(desk: Desk) -> None:
    desk.write("## {#openning}\n\nLost?\n")
    desk.write("## {#plan}\n\nShared plan.\n", "harbor.md")
    found = {item.code: item for item in desk.build().diagnostics}
    assert found["unknown-section"].mark is not None
    assert found["unknown-section"].mark.line == 1
    assert found["statement-without-program"].hint == "did you mean 'harbour.md'?"


def test_what_is_typed_in_word_comes_back_as_markdown_and_the_draft_is_made_anew(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "opening", "It began on a ward.", "Then it went on.")
    before = desk.draft.read_bytes()
    outcome = desk.build()
    assert "statement-taken" in codes(outcome.diagnostics)
    assert "edited-kept" not in codes(outcome.diagnostics)
    assert "It began on a ward.\n\nThen it went on." in desk.markdown.read_text(encoding="utf-8")
    assert "{#plan}" not in desk.markdown.read_text(encoding="utf-8"), "nobody wrote it"
    assert desk.draft.read_bytes() != before
    assert "Then it went on." in text_of(desk.draft)
    (kept,) = [one for one in history.entries(desk.folder) if one.origin.endswith(".docx")]
    assert history.read(desk.folder, kept.id) == before
    assert kept.reason == "typed in Word, for statement/harbour"
    assert desk.build().rendered == 0


def test_a_build_from_the_command_line_sees_what_was_typed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> str:
        with pytest.raises(SystemExit) as ending:
            main(["build", "corr", "--message-format", "json"])
        assert ending.value.code == 0
        return desk.markdown.read_text(encoding="utf-8") if desk.markdown.exists() else ""

    assert run() == ""
    assert run() == ""
    typed(desk.draft, "plan", "From Word.")
    capsys.readouterr()
    assert "From Word." in run()
    assert "statement-taken" in capsys.readouterr().out
    run()
    assert "statement-taken" not in capsys.readouterr().out, "it was taken over once"


def test_word_and_markdown_may_change_different_sections(desk: Desk) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "opening", "One, from Word.")
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo, from Markdown.\n")
    assert "statement-conflict" not in codes(desk.build().diagnostics)
    assert "One, from Word." in text_of(desk.final)
    assert "Two, from Markdown." in text_of(desk.final)


@pytest.mark.parametrize("side", ["docx", "markdown"])
def test_a_conflict_overwrites_nothing_until_it_is_settled(desk: Desk, side: str) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "opening", "One, from Word.")
    desk.write("## {#opening}\n\nOne, from Markdown.\n\n## {#plan}\n\nTwo.\n")
    before = desk.draft.read_bytes()
    for _ in range(2):
        found = desk.build().diagnostics
        assert "statement-conflict" in codes(found)
        assert "edited-kept" in codes(found)
        assert desk.draft.read_bytes() == before
        beside = desk.markdown.with_suffix(".conflicts.md").read_text(encoding="utf-8")
        assert "One, from Word." in beside
        assert "One, from Markdown." in beside
    told = desk.take(settled={"opening": side})
    assert "statement-conflict" not in codes(told)
    assert not desk.markdown.with_suffix(".conflicts.md").exists()
    again = desk.build()
    assert {"statement-conflict", "edited-kept"} & set(codes(again.diagnostics)) == set()
    held = "One, from Word." if side == "docx" else "One, from Markdown."
    for file in (desk.draft, desk.final):
        assert held in text_of(file)
    for text in ("One, from Word.", "One, from Markdown."):
        assert text in desk.everything()
    assert desk.build().rendered == 0


def test_text_outside_every_section_is_kept_and_told(desk: Desk) -> None:
    desk.build()
    typed_outside(desk.draft, "A thought at the end.")
    found = desk.build().diagnostics
    assert "statement-outside" in codes(found)
    assert "A thought at the end." in desk.markdown.read_text(encoding="utf-8")
    assert "A thought at the end." not in text_of(desk.draft)
    again = desk.build()
    assert "unknown-section" not in codes(again.diagnostics)
    assert again.rendered == 0


def test_a_section_deleted_in_word_with_its_frame_keeps_its_markdown(desk: Desk) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    deleted(desk.draft, "plan")
    found = desk.build().diagnostics
    assert "the place of section 'plan' is gone" in " ".join(item.message for item in found)
    assert "Two." in desk.markdown.read_text(encoding="utf-8")
    assert "Two." in text_of(desk.draft)


def test_a_file_open_in_word_is_left_alone(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "opening", "Typing.")
    lock = desk.draft.with_name(f"~${desk.draft.name[2:]}")
    lock.touch()
    before = desk.draft.read_bytes()
    assert "statement-open" in codes(desk.build().diagnostics)
    assert desk.draft.read_bytes() == before
    assert not desk.markdown.exists()
    lock.unlink()
    assert "statement-taken" in codes(desk.build().diagnostics)


def test_a_file_that_is_no_docx_any_more_is_left_alone(desk: Desk) -> None:
    desk.build()
    desk.draft.write_bytes(b"%PDF-1.7 not a document")
    found = desk.build().diagnostics
    assert "statement-unreadable" in codes(found)
    assert desk.draft.read_bytes() == b"%PDF-1.7 not a document"


def test_a_file_that_an_editor_wrote_with_faults_wins_nothing_unasked(desk: Desk) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "plan", "Two, from a broken file.")
    broken(desk.draft)
    found = desk.build().diagnostics
    assert {"statement-docx", "statement-conflict"} <= set(codes(found))
    assert "Two.\n" in desk.markdown.read_text(encoding="utf-8")
    assert "Two, from a broken file." in desk.everything()
    desk.take(settled={None: "docx"})
    desk.build()
    assert "Two, from a broken file." in text_of(desk.final)


@pytest.mark.parametrize("tag", ["My Own Frame!", "conclusion"])
def test_a_frame_that_is_no_section_s_is_text_outside(desk: Desk, tag: str) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "plan", "Within a frame of my own.")
    change(desk.draft, lambda tree: control(tree, "plan").find(f".//{W}tag").set(f"{W}val", tag))
    found = desk.build().diagnostics
    assert "statement-unreadable" not in codes(found)
    assert "Within a frame of my own." in desk.everything()
    assert desk.build().rendered == 0


def test_markdown_that_is_not_utf_8_stops_the_taking_over_and_loses_nothing(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "plan", "From Word.")
    desk.markdown.parent.mkdir()
    desk.markdown.write_bytes("## {#opening}\n\nÜber\n".encode("latin-1"))
    before = desk.draft.read_bytes()
    assert "statement-unreadable" in codes(desk.build().diagnostics)
    assert desk.draft.read_bytes() == before
    desk.write("## {#opening}\n\nÜber\n")
    desk.build()
    assert "From Word." in desk.markdown.read_text(encoding="utf-8")


def test_a_mailed_copy_under_another_name_is_taken_over(desk: Desk, tmp_path: Path) -> None:
    desk.build()
    copy = tmp_path / "Ada draft (mentor).docx"
    shutil.copy(desk.draft, copy)
    typed(copy, "plan", "Said by a mentor.")
    assert codes(desk.take(files=[copy])) == ["statement-taken"]
    assert "Said by a mentor." in desk.markdown.read_text(encoding="utf-8")
    assert codes(desk.take(files=[tmp_path / "none.docx"])) == ["statement-unreadable"]


def test_a_section_taken_over_can_be_taken_back_in_markdown(desk: Desk) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "opening", "One, from Word.")
    desk.take()
    desk.write("## {#opening}\n\nOne, polished.\n\n## {#plan}\n\nTwo.\n")
    assert "statement-conflict" not in codes(desk.build().diagnostics)
    assert "One, polished." in text_of(desk.final)


def test_a_copy_of_an_older_version_reverts_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    copy = tmp_path / "older.docx"
    shutil.copy(desk.draft, copy)
    for text in ("One, better.", "One, best."):
        desk.write(f"## {{#opening}}\n\n{text}\n\n## {{#plan}}\n\nTwo.\n")
        desk.build()
    typed(copy, "plan", "Two, by a mentor.")
    assert "statement-conflict" not in codes(desk.take(files=[copy]))
    held = desk.markdown.read_text(encoding="utf-8")
    assert "One, best." in held
    assert "Two, by a mentor." in held


def test_settling_a_mailed_copy_leaves_the_draft_s_own_base(desk: Desk, tmp_path: Path) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    copy = tmp_path / "mentor.docx"
    shutil.copy(desk.draft, copy)
    typed(copy, "opening", "One, by a mentor.")
    desk.write("## {#opening}\n\nOne, my own.\n\n## {#plan}\n\nTwo.\n")
    (conflict,) = [item for item in desk.take(files=[copy]) if item.code == "statement-conflict"]
    assert "mentor.docx" in (conflict.hint or "")
    desk.take(files=[copy], settled={None: "docx"})
    typed(desk.draft, "plan", "Two, typed.")
    desk.build()
    assert "One, by a mentor." in text_of(desk.final)
    assert "Two, typed." in text_of(desk.final)


def test_somebody_else_s_file_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    desk.build()
    copy = tmp_path / "bob.docx"
    shutil.copy(desk.draft, copy)
    typed(copy, "plan", "Bob's secret.")
    path = desk.folder / "profile.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Corr", "Xylander"), encoding="utf-8")
    assert codes(desk.take(files=[copy])) == ["statement-unreadable"]
    assert "Bob's secret." not in desk.everything()


def test_what_was_typed_counts_where_only_the_pdf_is_asked_for(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "plan", "Typed.")
    desk.build(formats=("pdf",))
    assert "Typed." in desk.markdown.read_text(encoding="utf-8")


def test_text_outside_keeps_its_signs_and_its_repeats(desk: Desk) -> None:
    desk.build()
    for text in ("I am well.", "well.", "<!-- cut? --> * and _this_"):
        typed_outside(desk.draft, text)
        desk.build()
    _, parts = desk.markdown.read_text(encoding="utf-8").split("{#outside}")
    blocks, problems = blocks_of(parts)
    assert not problems
    said = [plain(block.content) for block in blocks if isinstance(block, Paragraph)]
    assert said == ["I am well.", "well.", "<!-- cut? --> * and _this_"]


def test_a_link_to_ones_text_stays_one(desk: Desk, tmp_path: Path) -> None:
    real = tmp_path / "mine.md"
    real.write_text("## {#opening}\n\nOne.\n", encoding="utf-8")
    desk.markdown.parent.mkdir()
    desk.markdown.symlink_to(real)
    desk.build()
    typed(desk.draft, "plan", "Typed.")
    desk.build()
    assert desk.markdown.is_symlink()
    assert "Typed." in real.read_text(encoding="utf-8")


def test_a_program_cannot_have_the_name_of_what_all_share(desk: Desk) -> None:
    (desk.folder / "programs" / "harbour.yaml").rename(desk.folder / "programs" / "shared.yaml")
    assert "wrong-value" in codes(desk.build().diagnostics)


def test_a_build_cut_short_before_the_draft_was_written_loses_no_base(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    desk.write("## {#opening}\n\nOne, changed.\n\n## {#plan}\n\nTwo.\n")

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("assembler.store.write_outputs", stop)
        with pytest.raises(KeyboardInterrupt):
            desk.build()
    typed(desk.draft, "plan", "Two, from Word.")
    found = desk.build().diagnostics
    assert "statement-conflict" not in codes(found)
    assert "Two, from Word." in text_of(desk.final)
    assert "One, changed." in text_of(desk.final)


def test_a_letter_is_written_the_same_way(desk: Desk) -> None:
    path = desk.folder / "programs" / "harbour.yaml"
    text = path.read_text(encoding="utf-8").replace("- statement\n", "- cover-letter\n")
    path.write_text(f"{text}cover_letter:\n  sections:\n  - id: why\n    title: Why\n", encoding="utf-8")
    desk.build()
    draft = desk.draft.with_name("Corr_AdaBel_CoverLetter_Harbour.docx")
    typed(draft, "why", "Since the team works as one.")
    desk.build()
    assert "Since the team" in (desk.folder / "statements" / "harbour.cover-letter.md").read_text(encoding="utf-8")
    final = text_of(desk.output / "harbour" / draft.name)
    assert re.search(r"Dear Programme Director,.*Since the team works as one\..*Yours faithfully,", final, re.DOTALL)


def test_limits_count_what_was_written(desk: Desk) -> None:
    limits = {
        "limits": [{"unit": "words", "maximum": "5"}, {"unit": "pages", "maximum": "1"}],
        "questions": [{"id": "why", "question": "Why?", "limit": {"unit": "characters", "maximum": "10"}}],
    }
    more = {"documents": ["statement"], "letters": {"minimum": 0}, "statement": limits}
    (desk.folder / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM | more), encoding="utf-8")
    desk.write("## {#why}\n\n**One** two.\n")
    assert codes(desk.build().diagnostics) == []
    desk.write(f"## {{#why}}\n\n{'One two three four. ' * 300}\n")
    told = [item.message for item in desk.build().diagnostics]
    assert {text.split(";")[0] for text in told} == {
        "statement/harbour has 1200 words",
        "statement/harbour/final has 1201 words",
        "statement/harbour/final has 2 pages",
        "statement/harbour, 'why' has 5999 characters",
        "statement/harbour/final, 'why' has 5999 characters",
    }
