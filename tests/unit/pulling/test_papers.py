"""Where text from Word is written to: the form of a person's file stays, and what cannot be written to is named."""

from __future__ import annotations

import shutil

import pytest

from assembler.diagnostics import Diagnostic
from tests.desk import Desk, codes, text_of
from tests.word import typed


def one(found: list[Diagnostic], code: str) -> Diagnostic:
    (item,) = [item for item in found if item.code == code]
    return item


def test_a_folder_in_place_of_a_text_is_named_and_nothing_is_lost(desk: Desk) -> None:
    desk.build()
    typed(desk.draft, "plan", "From Word.")
    desk.markdown.mkdir(parents=True)
    before = desk.draft.read_bytes()
    found = desk.build().diagnostics
    assert {"not-a-file", "output-unwritable"} <= set(codes(found))
    for code in ("not-a-file", "output-unwritable"):
        whole = one(found, code)
        assert "harbour.md" in whole.message + (whole.mark.file if whole.mark else "")
        assert "docx" not in whole.message
    assert desk.draft.read_bytes() == before
    shutil.rmtree(desk.markdown)
    desk.build()
    assert "From Word." in desk.markdown.read_text(encoding="utf-8")


def test_a_folder_in_place_of_what_all_share_is_named_at_its_path(desk: Desk) -> None:
    (desk.markdown.parent / "shared.md").mkdir(parents=True)
    found = desk.build().diagnostics
    assert codes(found) == ["not-a-file"]
    assert found[0].mark is not None
    assert found[0].mark.file.endswith("shared.md")


@pytest.mark.parametrize("name", ["harbour.md", "harbour.conflicts.md"])
def test_a_text_that_is_write_protected_is_not_rewritten(desk: Desk, name: str) -> None:
    desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo.\n")
    desk.build()
    typed(desk.draft, "plan", "Two, from Word.")
    if "conflicts" in name:
        desk.write("## {#opening}\n\nOne.\n\n## {#plan}\n\nTwo, from Markdown.\n")
        desk.write("Mine.\n", name)
    file = desk.markdown.with_name(name)
    file.chmod(0o444)
    held, before = file.read_bytes(), desk.draft.read_bytes()
    found = desk.build().diagnostics
    refused = one(found, "output-unwritable")
    assert f"'{file}' cannot be written: it is write-protected" in refused.message
    assert "chmod u+w" in (refused.hint or "")
    assert (file.read_bytes(), desk.draft.read_bytes()) == (held, before)
    file.chmod(0o644)
    assert "output-unwritable" not in codes(desk.build().diagnostics)
    assert "Two, from Word." in desk.everything()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay_as_they_are(desk: Desk, end: str, start: str) -> None:
    text = "## Opening {#opening}  \n\nOne.   \nStill one.\n\n<!-- mine -->\n\n## {#plan}\n\nTwo.\n"
    desk.markdown.parent.mkdir()
    desk.markdown.write_bytes((start + text.replace("\n", end)).encode())
    desk.build()
    assert "Still one." in text_of(desk.draft)
    typed(desk.draft, "plan", "Two, from Word.", "And more.")
    assert "statement-taken" in codes(desk.build().diagnostics)
    changed = text.replace("Two.", "Two, from Word.\n\nAnd more.")
    assert desk.markdown.read_bytes() == (start + changed.replace("\n", end)).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n", "  \n \t\n"])
def test_a_section_is_added_at_the_end_in_the_form_of_the_file(desk: Desk, end: str, last: str) -> None:
    held = f"\ufeff## Opening {{#opening}}\n\nOne.{last}".replace("\n", end).encode()
    desk.markdown.parent.mkdir()
    desk.markdown.write_bytes(held)
    desk.build()
    typed(desk.draft, "plan", "Two.")
    desk.build()
    now = desk.markdown.read_bytes()
    assert now.startswith(held)
    added = now[len(held) :].decode()
    assert added.strip() == f"## What next {{#plan}}{end}{end}Two."
    assert added.replace(end, "").count("\n") == 0 if end == "\r\n" else "\r" not in added
    lines = now.decode().split(end)
    assert not lines[lines.index("## What next {#plan}") - 1].strip()


def test_a_text_that_would_be_too_long_to_be_read_again_stays_in_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("## {#opening}\n\nOne.\n")
    desk.build()
    typed(desk.draft, "plan", *["A page that was pasted."] * 50)
    held, before = desk.markdown.read_bytes(), desk.draft.read_bytes()
    with monkeypatch.context() as patched:
        for module in ("pulling.papers", "statements.files"):
            patched.setattr(f"assembler.{module}.MAX_BYTES", 1000)
        refused = one(desk.build().diagnostics, "output-unwritable")
    assert "it would be longer than" in refused.message
    assert (desk.markdown.read_bytes(), desk.draft.read_bytes()) == (held, before)
    desk.build()
    assert desk.markdown.read_text(encoding="utf-8").count("pasted") == 50
