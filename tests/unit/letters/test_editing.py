from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assembler.letters import edit_letter, with_letter
from assembler.letters.editing import HEAD, ORDER, changes_of
from assembler.schema.letters import Letter, Letters, LetterState
from assembler.sources.rewriting import CannotRewriteError
from assembler.store import history, texts
from tests.people import record

NOW = datetime.datetime(2026, 11, 24, 8, tzinfo=datetime.UTC)
TODAY = NOW.date()

FILE = """\
schema: 1
letters:
  - referee: lim  # her
    programs: [harbour, quay]
    state: asked
    asked: 2026-11-02
"""


def letter(state: LetterState = "asked", **more: str) -> Letter:
    return record({"referee": "lim", "programs": ["harbour"], "state": state, **more}, Letter)


# What is to be written -------------------------------------------------------------------------------


def test_a_state_comes_with_its_day() -> None:
    assert changes_of(None, "asked", None, TODAY, {}) == {"state": "asked", "asked": "2026-11-24"}
    day = datetime.date(2026, 11, 1)
    assert changes_of(letter(asked="2026-10"), "declined", day, TODAY, {}) == {
        "state": "declined",
        "declined": "2026-11-01",
    }
    assert changes_of(None, "planned", None, TODAY, {"due": "2027-01-04"}) == {"state": "planned", "due": "2027-01-04"}


def test_a_day_that_is_there_stays_where_none_is_given() -> None:
    held = letter(asked="2026-10")
    assert changes_of(held, "asked", None, TODAY, {}) == {}
    assert changes_of(held, "asked", TODAY, TODAY, {}) == {"asked": "2026-11-24"}
    assert changes_of(letter(), "asked", None, TODAY, {}) == {"asked": "2026-11-24"}


def test_a_step_back_takes_the_days_of_later_states_out() -> None:
    held = letter("received", asked="2026-10", agreed="2026-10", sent="2026-11", received="2026-11")
    back = {"state": "agreed", "sent": None, "received": None}
    assert changes_of(held, "agreed", None, TODAY, {}) == back
    assert changes_of(held, "planned", None, TODAY, {}) == {
        "state": "planned",
        **dict.fromkeys(("asked", "agreed", "sent", "received")),
    }
    withdrawn = changes_of(held, "declined", None, TODAY, {})
    assert withdrawn == {"state": "declined", "declined": "2026-11-24"}
    said_no = letter("declined", asked="2026-10", declined="2026-11")
    assert changes_of(said_no, "agreed", None, TODAY, {}) == {
        "state": "agreed",
        "agreed": "2026-11-24",
        "declined": None,
    }


def test_further_fields_are_written_where_they_change_something() -> None:
    held = letter(asked="2026-11-02", waiver="waived", route="Post", letter_id="12")
    more = {"waiver": "waived", "route": None, "letter_id": "13"}
    assert changes_of(held, "asked", None, TODAY, more) == {"letter_id": "13", "route": None}
    assert changes_of(None, "asked", TODAY, TODAY, {"route": None}) == {"state": "asked", "asked": "2026-11-24"}


def test_fields_are_written_in_the_order_of_the_record() -> None:
    assert ORDER[:4] == ("referee", "programs", "state", "asked")
    assert set(ORDER) == set(Letter.model_fields) - {"mark"}


# The text --------------------------------------------------------------------------------------------


def test_a_letter_for_several_programs_is_changed_as_one() -> None:
    made = with_letter(FILE, "lim", "quay", {"state": "agreed", "agreed": "2026-11-05"})
    assert made == FILE.replace("state: asked", "state: agreed") + "    agreed: 2026-11-05\n"


def test_a_letter_that_is_not_listed_comes_last() -> None:
    changes = {"due": "2027-01-04", "state": "asked", "asked": "2026-11-05", "route": None}
    item = "  - referee: {}\n    programs: [{}]\n    state: asked\n    asked: 2026-11-05\n    due: 2027-01-04\n"
    assert with_letter(FILE, "lim", "pier", changes) == FILE + item.format("lim", "pier")
    assert with_letter(FILE, "sen", "harbour", changes) == FILE + item.format("sen", "harbour")
    assert with_letter(HEAD, "lim", "pier", changes) == f"{HEAD}letters:\n{item.format('lim', 'pier')}"


@pytest.mark.parametrize(
    "text",
    [
        FILE.replace("state: asked", "state: &state asked")
        + "  - referee: sen\n    programs: [pier]\n    state: *state\n",
        FILE.replace("  - referee", "  - &one\n    referee") + "copy: *one\n",
        "schema: 1\nletters:\n- {referee: lim, programs: [harbour], ? state : asked, state: asked}\n",
        "schema: 1\nletters:\n- referee: lim\n  programs: [harbour]\n  state: asked\n...\n---\na: b\n",
        "letters: text\n",
        "- a\n",
        "letters: 'a\n",
    ],
)
def test_what_would_say_something_else_is_not_written(text: str) -> None:
    with pytest.raises(CannotRewriteError):
        with_letter(text, "lim", "harbour", {"state": "agreed", "agreed": "2026-11-05"})


# The file --------------------------------------------------------------------------------------------


def edit(folder: Path, **changes: str | None) -> tuple[bool, list[tuple[str, str]]]:
    edited = edit_letter(folder, folder / "letters.yaml", "lim", "harbour", changes, NOW)
    return edited.changed, [(item.code, item.message) for item in edited.found]


def test_the_file_is_made_and_what_it_held_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "letters.yaml"
    assert edit(tmp_path, state="asked", asked="2026-11-02") == (True, [])
    first = file.read_text(encoding="utf-8")
    assert first.startswith(HEAD)
    assert history.entries(tmp_path) == []
    assert edit(tmp_path, state="asked") == (False, [])
    assert edit(tmp_path, state="agreed") == (True, [])
    (kept,) = history.entries(tmp_path)
    assert (kept.origin, kept.reason) == ("letters.yaml", "replaced by 'letters set lim harbour'")
    assert history.read(tmp_path, kept.id).decode() == first


def test_what_cannot_be_changed_is_told_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "letters.yaml"
    for data, why in (
        (b"schema: 1\nletters: [{referee: sen}]\n", "what is in 'letters' stands in brackets, not one below the other"),
        (b"schema: 1\nroute: \xff\n", "it is not in UTF-8"),
    ):
        file.write_bytes(data)
        assert edit(tmp_path, state="asked", asked=None) == (
            False,
            [("letters-form", f"'letters.yaml' cannot be changed for you: {why}")],
        )
        assert file.read_bytes() == data
    edited = edit_letter(tmp_path, file, "lim", "harbour", {"state": "asked", "agreed": None}, NOW)
    hint = "nothing was written: change it in a text editor, 'state: asked' and without 'agreed:'"
    assert [item.hint for item in edited.found] == [hint]


def test_what_another_program_wrote_at_the_same_moment_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "letters.yaml"
    file.write_text(FILE, encoding="utf-8")

    def held(path: Path) -> bytes:
        data = path.read_bytes()
        path.write_text(f"{FILE}# theirs\n", encoding="utf-8")
        return data

    monkeypatch.setattr(texts, "held", held)
    changed, found = edit(tmp_path, state="agreed")
    assert not changed
    assert found == [
        ("output-unwritable", f"'{file}' cannot be written: another program changed it at the same moment")
    ]
    assert file.read_text(encoding="utf-8") == f"{FILE}# theirs\n"


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "letters.yaml").mkdir()
    changed, found = edit(tmp_path, state="agreed")
    assert not changed
    assert [code for code, _ in found] == ["output-unwritable"]


def test_what_is_written_is_read_as_meant() -> None:
    made = with_letter(HEAD, "lim", "harbour", {"state": "asked", "asked": "2026-11-02", "letter_id": "0012"})
    assert 'letter_id: "0012"' in made
    held = record({"schema": "1", "letters": [{"referee": "lim", "programs": ["harbour"], "state": "asked"}]}, Letters)
    assert held.of("lim", "harbour") is not None
