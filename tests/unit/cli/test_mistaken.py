"""What is suggested for words on the command line that mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler import resources
from assembler.cli import mistaken
from assembler.cli.profiles import folders, unknown_programs
from tests.unit.cli.conftest import Call


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two profiles, tan-wei-ling and doe, each with a program."""
    monkeypatch.chdir(tmp_path)
    for name, title in (("tan-wei-ling", "Example Center"), ("doe", '"Sankt Olav"  # in Norway')):
        _profile(tmp_path / "profiles" / name)
        program = f"schema: 1\nname: Pain Fellowship\ninstitution: University of {name}\nshort: {title}\n"
        (tmp_path / "profiles" / name / "programs" / f"{name[0]}-city.yaml").write_text(program, encoding="utf-8")
    return tmp_path


def _profile(folder: Path) -> None:
    (folder / "programs").mkdir(parents=True)
    (folder / "profile.yaml").touch()


def _told(*names: str) -> tuple[str, str | None]:
    _, (found,) = folders(names)
    assert found.code == "unknown-profile"
    return found.message, found.hint


# Profiles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("tan", "wei", "ling"), ("Tan", "Wei-Ling"), ("tan wei ling",), ("doe", "tan", "wei", "ling")]
)
@pytest.mark.usefixtures("here")
def test_words_of_one_name_are_joined(words: tuple[str, ...]) -> None:
    message, hint = _told(*words)

    assert message.casefold().replace("-", " ") == "there is no profile 'tan wei ling'"
    assert hint == "did you mean 'tan-wei-ling'?"


@pytest.mark.usefixtures("here")
def test_words_that_make_no_name_are_told_each() -> None:
    _, found = folders(["dough", "wei"])

    assert [item.message for item in found] == ["there is no profile 'dough'", "there is no profile 'wei'"]


def test_where_profiles_are_looked_for_is_told(here: Path) -> None:
    assert _told("nobody-at-all") == (
        "there is no profile 'nobody-at-all'",
        f"profiles are looked for in ./profiles; you are in '{here}'; 'assembler new NAME' makes one",
    )


def test_a_profile_elsewhere_is_never_suggested_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    """In a checkout the samples lie beside people's own profiles, which nobody finds by name from other folders."""
    (tmp_path / "elsewhere" / "profiles").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(resources, "samples", lambda: here / "profiles")

    message, hint = _told("tan-wei-ling")

    assert message == "there is no profile 'tan-wei-ling'"
    assert hint == (
        f"profiles are looked for in ./profiles; you are in '{tmp_path / 'elsewhere'}',"
        f" and 'tan-wei-ling' is in '{here / 'profiles'}'"
    )
    assert "tan-wei-ling" not in str(_told("tan-wei-lin")[1])


@pytest.mark.parametrize(
    ("word", "folder"),
    [("doe/programs/d-city.yaml", "doe"), ("profiles/doe/programs/d-city.yaml", "profiles/doe")],
)
def test_a_program_file_is_named_by_its_option(call: Call, here: Path, word: str, folder: str) -> None:
    assert here == Path.cwd()
    build, check = call("build", word), call("check", word)

    assert build.status == check.status == 2
    assert build.err == (
        f"error[unknown-profile]: '{word}' is a program file, not a profile\n"
        f"  help: write: assembler build {folder} --program d-city\n"
    )
    assert f"write: assembler check {folder} --program d-city" in check.err


def test_a_program_file_is_known_from_within_the_profile(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "profiles" / "doe")

    assert _told("programs/d-city.yaml")[1] == "write: assembler build . --program d-city"


@pytest.mark.parametrize("wrong", ["profile.yml", "Profile.yaml", "profile.yaml.txt"])
@pytest.mark.parametrize("word", ["doe", "profiles/doe", "."])
def test_a_profile_under_another_name_is_to_be_renamed(
    here: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, word: str
) -> None:
    folder = here / "profiles" / "doe"
    (folder / "profile.yaml").rename(folder / wrong)
    shown = f"profiles/doe/{wrong}"
    if word == ".":
        monkeypatch.chdir(folder)
        shown = wrong

    message, hint = _told(word)

    assert message == f"there is no profile '{word}'"
    assert hint == f"the file must be called profile.yaml: rename '{shown}'"


def test_where_there_is_none_a_misnamed_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _told() == (
        "there is no profile under ./profiles",
        f"you are in '{tmp_path}'; 'assembler new NAME' makes one; or name one of yours",
    )
    (tmp_path / "profiles" / "a").mkdir(parents=True)
    (tmp_path / "profiles" / "notes.txt").touch()
    (tmp_path / "profiles" / "a" / "profile.yml").touch()

    assert _told()[1] == "the file must be called profile.yaml: rename 'profiles/a/profile.yml'"


# Programs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("Example Center", "did you mean 't-city'? A program is called by the name of its file"),
        ("example centre", "did you mean 't-city'? A program is called by the name of its file"),
        ("Sankt Olav", "did you mean 'd-city'? A program is called by the name of its file"),
        ("University of doe", "did you mean 'd-city'? A program is called by the name of its file"),
        ("Pain Fellowship", "did you mean 't-city' or 'd-city'? A program is called by the name of its file"),
        ("D City", "did you mean 'd-city'?"),
        ("programs/d-city.yaml", "did you mean 'd-city'?"),
        ("d-citty", "did you mean 'd-city'?"),
        ("xyz", "the programs are: d-city, t-city"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_program_is_suggested_by_its_id_and_by_what_it_is_called(word: str, hint: str) -> None:
    chosen = [Path("profiles/tan-wei-ling"), Path("profiles/doe")]

    (found,) = unknown_programs(chosen, [word, "d-city"])

    assert (found.code, found.message) == ("unknown-program", f"there is no program '{word}'")
    assert found.hint == hint


def test_program_files_that_cannot_be_read_are_passed_over(here: Path) -> None:
    folder = here / "profiles" / "doe"
    (folder / "programs" / "folder.yaml").mkdir()
    (folder / "programs" / "bytes.yaml").write_bytes(b"\xff\xfe\nshort: Nord\n")

    (found,) = unknown_programs([folder], ["Nord"])

    assert found.hint == "did you mean 'bytes'? A program is called by the name of its file"
    assert unknown_programs([here], ["x"])[0].hint == "there are no program files"


# Days and options ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("25/11/2026", "year first, then month, then day, as in 2026-02-28, so that nobody can misread it"),
        ("2026-2-3", "write it as 2026-02-03"),
        ("3 Feb 2026", "write it as 2026-02-03"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("2026", "write year, month and day, as in 2026-11-24"),
        ("11/2026", "write year, month and day, as in 2026-11-24"),
        ("2026-13-01", "write year, month and day, as in 2026-11-24"),
        ("today", "write year, month and day, as in 2026-11-24"),
        ("soon", "write year, month and day, as in 2026-11-24"),
    ],
)
def test_a_day_is_corrected_where_it_can_be_told(word: str, hint: str) -> None:
    assert mistaken.day(word, "2026-11-24") == hint


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("build", "--programm", "x"), "No such option '--programm'", "did you mean '--program'?"),
        (("check", "--explain"), "No such option '--explain'", "'--explain' belongs to 'assembler build'"),
        (
            ("new", "--program", "x"),
            "No such option '--program'",
            "'--program' belongs to 'assembler build', 'assembler check' and 'assembler pull'",
        ),
        (("--strict",), "No such option '--strict'", "'--strict' belongs to 'assembler check'"),
        (("new", "--xyz"), "No such option '--xyz'", "see 'assembler new --help'"),
        (("bild",), "No such command 'bild'", "did you mean 'build'?"),
    ],
)
def test_an_option_is_told_once(call: Call, words: tuple[str, ...], message: str, hint: str) -> None:
    ending = call(*words)

    assert ending.status == 2
    assert ending.err == f"error[usage]: {message}\n  help: {hint}\n"
