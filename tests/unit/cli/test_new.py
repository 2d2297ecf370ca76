"""`assembler new`: a starting profile that teaches, builds at once, and never costs anybody a file."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembler.build import build
from assembler.diagnostics import Diagnostic
from assembler.freshness import template_folders
from assembler.loading import load_applicant
from assembler.options import Options
from assembler.resources import templates
from assembler.schema import export
from assembler.schema.letters import Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.sources.yaml import read_yaml
from tests import editor
from tests.people import house
from tests.unit.cli.conftest import Call

_STARTER = templates() / "new"
_FILES = ("profile.yaml", "programs/us-eras.yaml", "programs/uk-trust.yaml", "letters.yaml")
_EXAMPLE = re.compile(r"^( *)# (?!yaml-language-server:)(.*)$", flags=re.MULTILINE)


def test_it_makes_a_profile_that_builds_without_a_finding(call: Call) -> None:
    made = call("new", "doe")
    built = call("build", "doe", "--message-format", "json", "--date", "2026-11-24")

    assert made.status == 0
    assert made.out == ""
    assert "made profiles/doe: profile.yaml, programs/uk-trust.yaml, programs/us-eras.yaml" in made.err
    assert "assembler build doe" in made.err
    assert built.status == 0
    assert built.json["diagnostics"] == []
    documents = [item["document"] for item in built.json["outputs"] if item["format"] == "docx"]
    assert sorted(documents) == ["briefing", "briefing", "cv", "cv", "statement", "statement"]


def test_it_writes_the_starter_files_and_the_schemas_and_nothing_else(call: Call) -> None:
    call("new", "doe")

    made = {path.relative_to("profiles").as_posix() for path in Path("profiles").rglob("*") if path.is_file()}
    schemas = (f".schema/{kind}.schema.json" for kind in ("profile", "program", "letters"))
    assert made == {f"doe/{name}" for name in (*_FILES, *schemas)}
    for name in _FILES:
        path = Path("profiles/doe", name)
        assert path.read_bytes() == (_STARTER / name).read_bytes()
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert named is not None
        schema = path.parent / named[1]
        assert schema.read_text(encoding="utf-8") == export.as_text(schema.name.split(".")[0])


@pytest.mark.parametrize("kind", ["folder", "empty folder", "file", "dangling link"])
def test_nothing_that_exists_is_touched(call: Call, tmp_path: Path, kind: str) -> None:
    there = tmp_path / "profiles" / "doe"
    there.parent.mkdir()
    match kind:
        case "file":
            there.write_text("mine", encoding="utf-8")
        case "dangling link":
            there.symlink_to("nowhere")
        case _:
            there.mkdir()
            if kind == "folder":
                (there / "profile.yaml").write_text("mine", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))

    ending = call("new", "doe")

    assert ending.status == 2
    assert ending.err.startswith("error[usage]: 'profiles/doe' exists already\n")
    assert "help: choose another name" in ending.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert kind != "folder" or (there / "profile.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Doe", "doe"),
        ("Müller Anna", "muller-anna"),
        ("../doe", "doe"),
        ("a/b", "a-b"),
        (".doe", "doe"),
        ("doe.", "doe"),
        ("x" * 61, "x" * 60),
        ("sample-doe", "doe"),
        ("Sample Sample Doe", "doe"),
        ("Δανάη", None),
        ("", None),
    ],
)
def test_names_that_are_no_folder_names_are_refused(call: Call, name: str, suggestion: str | None) -> None:
    ending = call("new", name)

    assert ending.status == 2
    assert ending.err.startswith(f"error[usage]: '{name}' ")
    assert (f"did you mean '{suggestion}'?" in ending.err) if suggestion else ("did you mean" not in ending.err)
    assert "a name has small letters, digits and hyphens" in " ".join(ending.err.split())
    assert not Path("profiles").exists()
    assert suggestion is None or call("new", suggestion).status == 0


def test_where_it_cannot_write_nothing_is_left(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    ending = call("new", "doe")

    assert ending.status == 1
    assert "error[output-unwritable]: 'profiles/doe' cannot be made: no space left on device" in ending.err
    assert list(Path("profiles").iterdir()) == []


def test_an_office_may_have_starter_files_of_its_own(call: Call) -> None:
    own = Path("templates/new")
    own.mkdir(parents=True)
    (own / "profile.yaml").write_text("schema: 1\n", encoding="utf-8")

    ending = call("new", "doe")

    assert ending.status == 0
    assert Path("profiles/doe/profile.yaml").read_text(encoding="utf-8") == "schema: 1\n"
    assert not Path("profiles/doe/programs").exists()


# What the starter files teach ----------------------------------------------------------------------


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """First and last index of the lines of each run of examples at one indentation."""
    lines = text.split("\n")
    first: int | None = None
    for index, line in enumerate([*lines, ""]):
        is_example = bool(_EXAMPLE.fullmatch(line))
        if is_example and first is None:
            first = index
        elif not is_example and first is not None:
            yield first, index - 1
            first = None


def _all_blocks() -> Iterator[tuple[str, int, int]]:
    for name in _FILES:
        for first, last in _blocks((_STARTER / name).read_text(encoding="utf-8")):
            yield name, first, last


def _with(folder: Path, name: str, first: int, last: int) -> None:
    """Take the sign of a comment from lines `first` to `last` of the file `name`."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[first : last + 1] = [_EXAMPLE.sub(r"\1\2", line) for line in lines[first : last + 1]]
    path.write_text("\n".join(lines), encoding="utf-8")


def _found(folder: Path) -> list[Diagnostic]:
    _, found = load_applicant(folder, house())
    # The examples name a photo that is not there; whoever uses them puts one there.
    return [item for item in found if item.code != "file-not-found"]


@pytest.mark.parametrize(
    ("name", "first", "last"), [pytest.param(*row, id=f"{row[0]}:{row[1] + 1}") for row in _all_blocks()]
)
def test_each_example_is_valid_by_itself(doe: Path, name: str, first: int, last: int) -> None:
    _with(doe, name, first, last)

    assert _found(doe) == []
    whole = export.export("program" if "/" in name else name.removesuffix(".yaml"))
    data = editor.load((doe / name).read_text(encoding="utf-8"))
    assert list(editor.complaints(data, whole, whole)) == []


@pytest.fixture
def everything(doe: Path) -> Path:
    """The starter profile with every example in use."""
    for name in _FILES:
        path = doe / name
        path.write_text(_EXAMPLE.sub(r"\1\2", path.read_text(encoding="utf-8")), encoding="utf-8")
    return doe


def test_all_examples_together_build_without_a_finding(everything: Path, tmp_path: Path) -> None:
    outcome = build(
        everything,
        tmp_path / "output",
        Options(formats=("docx",), documents=("cv", "statement")),
        datetime.date(2026, 11, 24),
        lambda *_: None,
    )

    # As above: the photo.
    assert [item.code for item in outcome.diagnostics] == ["file-not-found"]
    assert outcome.documents == 4
    assert template_folders(everything) == (templates(),)


def test_every_section_and_every_field_of_a_program_is_taught(everything: Path) -> None:
    for model, names in ((Profile, _FILES[:1]), (Program, _FILES[1:3]), (Letters, _FILES[3:])):
        taught: set[str] = set()
        for name in names:
            source, found = read_yaml(everything / name)
            assert source is not None
            assert found == []
            taught |= {str(key) for key in source.data}

        assert taught == {field.alias or name for name, field in model.model_fields.items() if name != "mark"}


def test_the_starter_profile_stays_short() -> None:
    assert len((_STARTER / "profile.yaml").read_text(encoding="utf-8").splitlines()) < 450
    assert (
        max(len(line) for name in _FILES for line in (_STARTER / name).read_text(encoding="utf-8").splitlines()) <= 120
    )


def test_a_copy_of_a_program_is_a_new_program(doe: Path) -> None:
    shutil.copy(doe / "programs" / "us-eras.yaml", doe / "programs" / "another.yaml")

    applicant, found = load_applicant(doe, house())

    assert applicant is not None
    assert found == []
    assert set(applicant.programs) == {"another", "us-eras", "uk-trust"}


def test_it_is_made_where_the_other_profiles_are(call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(doe)

    ending = call("new", "roe")

    assert ending.status == 0
    assert (doe.parent / "roe" / "profile.yaml").is_file()
    assert "made ../../profiles/roe: profile.yaml" in ending.err
    assert "What it makes is in ../../output/roe/." in ending.err
