from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assembler.loading import load_applicant
from assembler.records import read
from assembler.schema.letters import NO_LETTERS, Letter, Letters
from assembler.schema.letters_references import check_letters_file, check_named_programs
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml, profile, program, record

HELD = profile(referees=[REFEREE])
PROGRAMS = {"harbour": program(referees=["lim"]), "quay": program(short="Quay")}


def letter(state: str = "planned", programs: tuple[str, ...] = ("harbour",), **more: Any) -> dict[str, Any]:
    return {"referee": "lim", "programs": list(programs), "state": state, **more}


def listed(*letters: dict[str, Any]) -> Letters:
    return record({"schema": "1", "letters": list(letters)}, Letters)


def told(*letters: dict[str, Any], broken: tuple[str, ...] = ()) -> list[tuple[str, str, str | None]]:
    data = {"schema": "1", "letters": list(letters)}
    _, found = check_letters_file(record(data, Letters), data, HELD, PROGRAMS, broken)
    return [(item.code, item.message, item.hint) for item in found]


# Records ---------------------------------------------------------------------------------------------


def test_a_letter_is_found_by_its_referee_and_any_of_its_programs() -> None:
    made = listed(letter("asked", ("harbour", "quay"), asked="2026-11"), letter("declined", ("pier",)))
    assert made.of("lim", "quay") is made.of("lim", "harbour") is made.letters[0]
    assert made.of("lim", "mole") is made.of("sen", "quay") is None
    assert made.declined("pier") == {"lim"}
    assert made.declined("quay") == NO_LETTERS.declined("quay") == frozenset()
    assert str(made.letters[0].since) == "2026-11"
    assert made.letters[1].since is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"programs": []}, "wrong-value"),
        ({"state": "written"}, "wrong-value"),
        ({"due": "2027-01"}, "invalid-date"),
        ({"waiver": "yes"}, "wrong-value"),
        ({"sent": "soon"}, "invalid-date"),
        ({"secret": "x"}, "unknown-key"),
        ({"state": "Asked"}, None),
        ({"due": "2027-01-04", "sent": "2026", "notes": ["*any*"]}, None),
    ],
)
def test_what_a_letter_may_hold(changes: dict[str, Any], code: str | None) -> None:
    _, found = read(letter() | changes, Letter)
    assert [item.code for item in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("rules", "day", "due"),
    [
        ({}, "2027-03-01", "2027-02-22"),
        ({"buffer_days": "0"}, "2027-03-01", "2027-03-01"),
        ({"buffer_days": "0", "processing_days": "1"}, "2027-03-01", "2027-02-26"),  # a Monday: the Friday before
        ({"buffer_days": "0", "processing_days": "5"}, "2027-03-01", "2027-02-22"),
        ({"buffer_days": "0", "processing_days": "1"}, "2027-02-28", "2027-02-26"),  # a Sunday
        ({"buffer_days": "2", "processing_days": "5"}, "2027-01-15", "2027-01-06"),
    ],
)
def test_when_a_letter_is_due(rules: dict[str, str], day: str, due: str) -> None:
    made = program(deadline={"date": day}, letters=rules)
    assert made.letter_due().isoformat() == due
    assert made.letter_due(record(letter(), Letter)).isoformat() == due
    assert made.letter_due(record(letter(due="2026-12-24"), Letter)).isoformat() == "2026-12-24"


def test_consent_is_for_all_programs_or_for_some() -> None:
    def consents(**changes: Any) -> list[bool]:
        made = record(REFEREE | changes, Referee)
        return [made.consents_to(name) for name in ("harbour", "quay")]

    assert consents() == consents(consent_with=["quay"]) == [False, False]
    assert consents(consent="yes") == [True, True]
    assert consents(consent="yes", consent_with=["quay"]) == [False, True]


# Cross-checks ----------------------------------------------------------------------------------------


def test_letters_without_fault() -> None:
    assert told(letter(), letter("asked", ("gone",), asked="2026-11"), broken=("gone",)) == []


def test_who_and_what_a_letter_names_exists() -> None:
    assert told(letter() | {"referee": "limm"}) == [
        ("unknown-referee", "the profile has no referee 'limm'", "did you mean 'lim'?")
    ]
    assert told(letter(programs=("harbor",))) == [
        ("unknown-program", "there is no program 'harbor'", "did you mean 'harbour'?")
    ]
    assert told(letter(programs=("quay",))) == [
        (
            "letter-not-asked",
            "Quay does not name 'lim' among its referees",
            "add 'lim' to 'referees:' in programs/quay.yaml, or take 'quay' out here",
        )
    ]


def test_a_pair_stands_once_and_the_first_holds() -> None:
    twice = (letter("asked", asked="2026-11"), letter("declined", declined="2026-11"))
    assert told(*twice) == [("duplicate-letter", "'lim' has a letter for 'harbour' already", "it stands elsewhere too")]
    data = {"schema": "1", "letters": list(twice)}
    made, _ = check_letters_file(record(data, Letters), data, HELD, PROGRAMS)
    assert [one.state for one in made.letters] == ["asked"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (letter("asked"), "the letter is asked, and it does not say since when"),
        (letter("declined", asked="2026-11"), "the letter is declined, and it does not say since when"),
        (letter("asked", asked="2026-11", sent="2026-12"), "the letter is asked, and it has a date for 'sent'"),
        (letter("planned", asked="2026-11"), "the letter is planned, and it has a date for 'asked'"),
        (letter("sent", sent="2026-11", declined="2026-11"), "the letter is sent, and it has a date for 'declined'"),
        (
            letter("agreed", asked="2026-11-05", agreed="2026-11-04"),
            "'agreed' (2026-11-04) is before 'asked' (2026-11-05)",
        ),
        (
            letter("declined", sent="2026-11-05", declined="2026-10"),
            "'declined' (2026-10) is before 'sent' (2026-11-05)",
        ),
        (letter("agreed", asked="2026-11-05", agreed="2026-11"), None),
        (letter("agreed", asked="2026-11-05", agreed="2026-11-05"), None),
        (letter("received", received="2026"), None),
        (letter("declined", asked="2026-10", sent="2026-11", declined="2026-12"), None),
    ],
)
def test_states_and_dates_agree(given: dict[str, Any], message: str | None) -> None:
    assert [(code, said) for code, said, _ in told(given)] == ([("letter-dates", message)] if message else [])


def test_programs_that_a_referee_names_exist() -> None:
    data = PROFILE | {"referees": [REFEREE | {"include": "quay", "consent_with": ["harbour", "qay"]}]}
    found = list(check_named_programs(record(data, Profile), data, PROGRAMS))
    assert [(item.code, item.message, item.hint) for item in found] == [
        ("unknown-program", "there is no program 'qay'", "did you mean 'quay'?")
    ]
    gone = list(check_named_programs(record(data, Profile), data, ()))
    assert [item.message for item in gone][-1] == "there is no program 'quay'"


# Loading ---------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programs").mkdir()
    people = [REFEREE, REFEREE | {"id": "sen", "name": "Dr Sen", "roles": ["department-head"]}]
    (tmp_path / "profile.yaml").write_text(as_yaml(PROFILE | {"referees": people}), encoding="utf-8")
    wanted = {"referees": ["lim", "sen"], "letters": {"minimum": 2, "roles": ["department-head"]}}
    (tmp_path / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM | wanted), encoding="utf-8")
    return tmp_path


def load(folder: Path, text: str) -> tuple[Program, Letters, list[tuple[str, str]]]:
    (folder / "letters.yaml").write_text(text, encoding="utf-8")
    made, found = load_applicant(folder)
    assert made is not None
    marks = [f"{item.mark.file}:{item.mark.line}:{item.mark.column}" if item.mark else "" for item in found]
    return made.programs["harbour"], made.letters, list(zip([item.code for item in found], marks, strict=True))


def test_who_declined_is_no_referee_of_the_program_and_counts_for_nothing(folder: Path) -> None:
    text = "schema: 1\nletters:\n- {referee: sen, programs: [harbour], state: declined, declined: 2026-11}\n"
    made, _, found = load(folder, text)
    assert made.referees == ("lim",)
    assert found == [("missing-role", "programs/harbour.yaml:17:5"), ("too-few-referees", "programs/harbour.yaml:12:1")]
    made, _, found = load(folder, text.replace("declined", "agreed"))
    assert (made.referees, found) == (("lim", "sen"), [])


def test_mistakes_are_told_at_their_place_and_the_other_letters_hold(folder: Path) -> None:
    text = """\
schema: 1
letters:
  - referee: limm
    programs: [harbour]
    state: asked
  - referee: sen
    programs: [harbour, quay]
    state: asked
"""
    _, letters, found = load(folder, text)
    assert found == [
        ("unknown-referee", "letters.yaml:3:14"),
        ("unknown-program", "letters.yaml:7:25"),
        ("letter-dates", "letters.yaml:8:12"),
    ]
    assert [one.referee for one in letters.letters] == ["sen"]


def test_a_list_that_cannot_be_read_is_told_and_counts_as_none(folder: Path) -> None:
    _, letters, found = load(folder, "schema: 1\nletters:\n  - referee: lim\n    programs: harbour\n    state: asked\n")
    assert letters == NO_LETTERS
    assert found == [("wrong-type", "letters.yaml:4:15")]
    _, letters, found = load(folder, "letters: []\n")
    assert found == [("schema-version", "letters.yaml:1:1")]


def test_a_list_of_another_name_is_told(folder: Path) -> None:
    (folder / "letters.yml").write_text("schema: 1\n", encoding="utf-8")
    _, _, found = load(folder, "schema: 1\n")
    assert found == [("wrong-suffix", "letters.yml:1:1")]


def test_a_form_lies_under_assets(folder: Path) -> None:
    text = "schema: 1\nletters:\n- {referee: sen, programs: [harbour], state: planned, form: form.pdf}\n"
    _, _, found = load(folder, text)
    assert found == [("asset-refused", "letters.yaml:3:61")]
    _, _, found = load(folder, text.replace("form.pdf", "assets/form.pdf"))
    assert found == [("file-not-found", "letters.yaml:3:61")]
