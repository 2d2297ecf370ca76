"""`assembler letters`: the table, the object, and setting a letter."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from assembler.cli import letter_setting, letters
from assembler.store import history
from tests.unit.cli.conftest import ENVIRONMENT, Call

TODAY = datetime.date(2026, 11, 24)
LETTERS = Path("profiles/doe/letters.yaml")
_SET = ("letters", "set", "director", "us-eras")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (letters, letter_setting):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def last_line(text: str) -> str:
    return text.splitlines()[-1]


# List ------------------------------------------------------------------------------------------------


def test_every_letter_is_listed_with_the_next_step(call: Call, doe: Path) -> None:
    assert call(*_SET, "agreed", "--on", "2026-11-20", "--waiver", "waived", "--due", "2026-12-11").status == 0

    ending = call("letters", "doe")

    assert ending.status == 0
    assert (
        ending.out
        == """\
director: Dr Example Director
  program   state     since       due         left  next step
  us-eras   agreed    2026-11-20  2026-12-11    17  remind on 2026-12-04
  uk-trust  planned               2030-02-07  1171  ask by 2029-12-27
consultant: Dr Example Painconsultant
  us-eras   planned               2030-01-01  1134  ask by 2029-11-20
  uk-trust  planned               2030-02-07  1171  ask by 2029-12-27
"""
    )
    assert ending.err == "doe: 4 letters: 1 agreed, 3 planned\n"
    assert doe.is_dir()


@pytest.mark.usefixtures("doe")
def test_the_object_tells_the_same(call: Call) -> None:
    call(*_SET, "asked", "--on", "2026-11-01", "--letter-id", "0012", "--waiver", "waived")

    ending = call("letters", "--message-format", "json")

    assert ending.status == 0
    assert [item["code"] for item in ending.json["diagnostics"]] == ["letter-no-reply"]
    assert ending.json["letters"][0] == {
        "profile": "doe",
        "referee": "director",
        "program": "us-eras",
        "state": "asked",
        "since": "2026-11-01",
        "due": "2030-01-01",
        "days_left": 1134,
        "next_step": "ask for a reply",
        "letter": {
            "referee": "director",
            "programs": ["us-eras"],
            "state": "asked",
            "asked": "2026-11-01",
            "letter_id": "0012",
            "waiver": "waived",
        },
    }
    assert ending.json["letters"][1]["letter"] is None
    assert len(ending.json["letters"]) == 4


def test_the_table_fits_whatever_the_names(call: Call, doe: Path) -> None:
    name = "a-program-with-a-very-long-name-of-fifty-six-characters"
    (doe / "programs" / "uk-trust.yaml").rename(doe / "programs" / f"{name}.yaml")
    (doe.with_name("roe")).mkdir()
    for path in ("profile.yaml", "programs"):
        (doe.with_name("roe") / path).symlink_to(doe / path)

    ending = call("letters")

    assert ending.status == 0
    assert max(map(len, ending.out.splitlines())) <= 80
    assert ending.out.startswith("doe\n")
    assert "\nroe\n" in ending.out
    assert "a-program-with-a" in ending.out


def test_a_profile_without_programs_has_no_letters(call: Call, doe: Path) -> None:
    for path in (doe / "programs").iterdir():
        path.unlink()

    ending = call("letters")

    assert (ending.status, ending.out) == (0, "")
    assert ending.err == "doe: no program asks a referee for a letter\n"


def test_mistakes_in_the_files_are_told(call: Call, doe: Path) -> None:
    LETTERS.write_text("schema: 1\nletters:\n- {referee: directer, programs: [us-eras], state: sent}\n")
    found = call("letters")
    (doe / "profile.yaml").write_text("schema: 1\n")
    broken = call("letters")

    assert (found.status, broken.status) == (1, 1)
    assert "error[unknown-referee]: the profile has no referee 'directer'" in found.err
    assert "director: Dr Example Director" in found.out
    assert "error[missing-key]" in broken.err
    assert broken.out == ""


# Set -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("doe")
def test_a_letter_is_set_and_all_else_stays(call: Call) -> None:
    before = LETTERS.read_text(encoding="utf-8")

    first = call(*_SET, "asked", "--waiver", "not-waived", "--route", "  By   hand ")
    after = LETTERS.read_text(encoding="utf-8")
    second = call(*_SET, "Agreed", "--on", "2026-11-23", "--route", "")

    assert (first.status, second.status) == (0, 0)
    assert first.err == "director, us-eras: asked; next: reply by 2026-12-08\n"
    assert after.startswith(before)
    assert after.removeprefix(before) == (
        "letters:\n  - referee: director\n    programs: [us-eras]\n    state: asked\n    asked: 2026-11-24\n"
        "    waiver: not-waived\n    route: By hand\n"
    )
    assert last_line(second.err) == "director, us-eras: agreed; next: remind on 2029-12-11"
    assert LETTERS.read_text(encoding="utf-8").endswith(
        "    state: agreed\n    asked: 2026-11-24\n    agreed: 2026-11-23\n    waiver: not-waived\n"
    )
    assert "warning[letter-dates]: 'agreed' (2026-11-23) is before 'asked' (2026-11-24)" in second.err
    assert len(history.entries(Path("profiles/doe"))) == 2


@pytest.mark.usefixtures("doe")
def test_what_is_so_already_changes_nothing(call: Call) -> None:
    call(*_SET, "asked", "--on", "2026-11-20")
    before = LETTERS.read_bytes()

    ending = call(*_SET, "asked")

    assert ending.status == 0
    assert last_line(ending.err) == "letters.yaml says so already: nothing was changed"
    assert LETTERS.read_bytes() == before
    assert call(*_SET, "asked", "--message-format", "json").json["changed"] is False


@pytest.mark.usefixtures("doe")
def test_a_letter_for_several_programs_is_set_as_one(call: Call) -> None:
    text = (
        "schema: 1\nletters:\n- {referee: director, programs: [us-eras, uk-trust], state: asked, asked: 2026-11-20}\n"
    )
    LETTERS.write_text(text, encoding="utf-8")

    ending = call(*_SET, "declined", "--message-format", "json")

    assert ending.status == 0
    assert ending.json["changed"] is True
    assert [(row["program"], row["state"]) for row in ending.json["letters"]] == [
        ("us-eras", "declined"),
        ("uk-trust", "declined"),
    ]
    again = call(*_SET, "agreed", "--on", "2026-11-22")
    assert "this is one letter for 2 programs" in again.err
    assert "note[letter-back]: taken out of the letter: 'declined: 2026-11-24'" in again.err


@pytest.mark.usefixtures("doe")
def test_a_day_in_the_future_is_a_warning(call: Call) -> None:
    ending = call(*_SET, "sent", "--on", "2026-11-25")

    assert ending.status == 0
    assert "warning[letter-dates]: 'sent: 2026-11-25' is in the future" in ending.err


@pytest.mark.usefixtures("doe")
@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("set", "directer", "us-eras", "sent"), "no referee 'directer'", "did you mean 'director'?"),
        (("set", "Painconsultant", "us-eras", "sent"), "no referee 'Painconsultant'", "did you mean 'consultant'?"),
        (("set", "x", "us-eras", "sent"), "no referee 'x'", "the referees are: director, consultant"),
        (("set", "director", "us-ers", "sent"), "there is no program 'us-ers'", "did you mean 'us-eras'?"),
        (("set", "director", "us-eras", "send"), "'send' is no state of a letter", "did you mean 'sent'?"),
        (("set", "director", "us-eras", "x"), "'x' is no state of a letter", "planned, asked, agreed, sent"),
        (("set", "director", "us-eras"), "takes a referee, a program and a state, not 2", "as in: assembler letters"),
        ((*_SET[1:], "sent", "--on", "24.11.2026"), "--on: '24.11.2026' is not a day", "year first"),
        ((*_SET[1:], "sent", "--due", "2026-11"), "--due: '2026-11' is not a day", "as in 2026-11-24"),
        ((*_SET[1:], "planned", "--on", "2026-11-24"), "has no day yet", "leave '--on' out"),
        ((*_SET[1:], "sent", "--route", "a *b*"), "'*b*' would be printed", "write the words alone"),
        ((*_SET[1:], "sent", "--route", "a\x07b"), "--route holds a character that cannot be printed", "anew"),
        (("doe", "--on", "2026-11-24"), "'--on' is not for listing", "it goes with 'set'"),
        (("--profile", "doe"), "'--profile' is not for listing", "name the profile without it"),
        (("sett", "director", "us-eras", "sent"), "'sett' is nothing that letters can do", "did you mean 'set'?"),
        (("roe",), "there is no profile 'roe'", "did you mean 'doe'?"),
        ((*_SET[1:], "sent", "--profile", "roe"), "there is no profile 'roe'", "did you mean 'doe'?"),
        ((*_SET[1:], "sent", "--waiver", "yes"), "'yes'", ""),
    ],
)
def test_words_that_mean_nothing(call: Call, words: tuple[str, ...], message: str, hint: str) -> None:
    before = LETTERS.read_bytes()

    ending = call("letters", *words)

    assert ending.status == 2
    assert message in " ".join(ending.err.split())
    assert hint in " ".join(ending.err.split())
    assert LETTERS.read_bytes() == before


def test_a_program_must_ask_whom_a_letter_is_listed_of(call: Call, doe: Path) -> None:
    path = doe / "programs" / "us-eras.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[director, consultant]", "[consultant]"))

    ending = call(*_SET, "sent")

    assert ending.status == 2
    assert "'us-eras' does not ask 'director' for a letter" in ending.err
    assert "add 'director' to 'referees:' in programs/us-eras.yaml first" in ending.err


def test_who_is_meant_where_several_have_the_program(call: Call, doe: Path) -> None:
    (doe.with_name("roe")).mkdir()
    for path in ("profile.yaml", "programs"):
        (doe.with_name("roe") / path).symlink_to(doe / path)

    several, one = call(*_SET, "sent"), call(*_SET, "sent", "--profile", "roe")

    assert several.status == 2
    assert "several profiles have 'us-eras'" in several.err
    assert "name one with --profile: doe, roe" in several.err
    assert one.status == 0
    assert (doe.with_name("roe") / "letters.yaml").is_file()


def test_a_list_with_mistakes_is_not_written_to(call: Call, doe: Path) -> None:
    for text in (
        "schema: 1\nletters:\n- {referee: director, programs: us-eras, state: sent}\n",
        "schema: 1\nletters: [{referee: director, programs: [uk-trust], state: planned}]\n",
    ):
        LETTERS.write_text(text, encoding="utf-8")
        ending = call(*_SET, "sent")
        assert ending.status == 1
        assert LETTERS.read_text(encoding="utf-8") == text
    LETTERS.unlink()
    (doe / "programs" / "us-eras.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert call(*_SET, "sent").status == 1
    (doe / "profile.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert call("letters", "set", "director", "uk-trust", "sent").status == 1
    assert not LETTERS.exists()


def test_it_loads_no_layout_engine(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom assembler.cli import group\n"
        "group.main(['letters', 'sample-thin'], standalone_mode=False)\n"
        "print(sorted({'weasyprint', 'docx', 'pikepdf'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=ENVIRONMENT, cwd=tmp_path
    )

    assert last_line(ended.stdout) == "[]"
