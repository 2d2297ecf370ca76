"""Mistakes with files and on the command line, as whole runs: what is told, how it ends, and that nothing is lost."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assembler.cli import main
from tests.people import PROFILE, PROGRAM, as_yaml, entry


class Run:
    """How a run ended and what it said."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


Build = Callable[..., Run]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Build:
    """Runs `assembler build` in a folder with one small profile, profiles/corr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    programs = Path("profiles/corr/programs")
    programs.mkdir(parents=True)
    Path("profiles/corr/profile.yaml").write_text(as_yaml(PROFILE | {"posts": [entry("posts")]}), encoding="utf-8")
    asked = PROGRAM | {"letters": {"minimum": 0}, "documents": ["cv"]}
    (programs / "harbour.yaml").write_text(as_yaml(asked), encoding="utf-8")

    def run(*words: str) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["build", "--date", "2026-11-24", "-f", "docx", *words])
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, *capsys.readouterr())

    return run


CV = Path("output/corr/harbour/Corr_AdaBel_CV_Harbour.docx")


def test_without_a_mistake(build: Build) -> None:
    run = build()
    assert (run.status, run.out) == (0, "")
    assert run.lines[-1].startswith("corr: 1 documents, 1 rendered, 1 files written")
    assert CV.is_file()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("cor",), ["error[unknown-profile]: there is no profile 'cor'", "  help: did you mean 'corr'?"]),
        (
            ("profiles/corr/programs",),
            [
                "error[unknown-profile]: there is no profile 'profiles/corr/programs'",
                "  help: profiles are looked for in ./profiles; you are in 'HERE'; 'assembler new NAME' makes one",
            ],
        ),
        (
            ("corr", "-p", "harbor"),
            ["error[unknown-program]: there is no program 'harbor'", "  help: did you mean 'harbour'?"],
        ),
        (
            ("corr", "-p", "xyz"),
            ["error[unknown-program]: there is no program 'xyz'", "  help: the programs are: harbour"],
        ),
        (
            ("corr", "--date", "24.11.2026"),
            [
                "error[usage]: '24.11.2026' is not a day",
                "  help: year first, then month, then day, as in 2026-02-28, so that nobody can misread it",
            ],
        ),
        (
            ("corr", "--date", "2026-02-30"),
            ["error[usage]: '2026-02-30' is not a day", "  help: February 2026 has 28 days"],
        ),
    ],
)
def test_on_the_command_line(build: Build, words: tuple[str, ...], expected: list[str]) -> None:
    run = build(*words)
    assert run.status == 2
    # A long help line is wrapped, where depends on how long this folder's name is.
    told = re.sub(r"\s+", " ", " ".join(run.lines)).replace(str(Path.cwd()), "HERE")
    assert told == re.sub(r"\s+", " ", " ".join(expected))
    assert not Path("output").exists()


def first(run: Run) -> str:
    return next(line for line in run.lines if "error[" in line or "warning[" in line)


def test_a_folder_for_a_file(build: Build) -> None:
    Path("profiles/corr/profile.yaml").unlink()
    Path("profiles/corr/profile.yaml").mkdir()
    run = build("corr")
    assert run.status == 1
    assert first(run) == (
        "profiles/corr/profile.yaml:1:1: error[not-a-file]: 'profiles/corr/profile.yaml' is a folder,"
        " but a file is expected"
    )


def test_a_folder_for_a_program(build: Build) -> None:
    Path("profiles/corr/programs/other.yaml").mkdir()
    run = build("corr")
    assert run.status == 1
    assert "error[not-a-file]: 'profiles/corr/programs/other.yaml' is a folder" in first(run)
    assert CV.is_file(), "the other program is made"


def test_a_file_of_ten_megabytes(build: Build) -> None:
    Path("profiles/corr/profile.yaml").write_bytes(b"# x\n" * 2_500_000)
    run = build()
    assert run.status == 1
    assert first(run) == (
        "profiles/corr/profile.yaml:1:1: error[file-too-large]: 'profiles/corr/profile.yaml' is 10.0 MB large;"
        " at most 2 MB are read"
    )


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty-file"), (b"# only a comment\n", "empty-file"), (b"name: M\xfcller\n", "not-utf8")]
)
def test_a_file_of_nothing_or_of_another_encoding(build: Build, data: bytes, code: str) -> None:
    Path("profiles/corr/programs/harbour.yaml").write_bytes(data)
    run = build()
    assert run.status == 1
    assert f"profiles/corr/programs/harbour.yaml:1:{8 if data.startswith(b'name') else 1}: error[{code}]" in first(run)


def test_a_file_that_cannot_be_read(build: Build) -> None:
    Path("profiles/corr/programs/loop.yaml").symlink_to("loop.yaml")
    run = build("corr")
    assert run.status == 1
    assert "error[file-unreadable]: 'profiles/corr/programs/loop.yaml' cannot be read" in first(run)


def test_no_program_at_all(build: Build) -> None:
    shutil.rmtree("profiles/corr/programs")
    run = build()
    assert run.status == 0
    assert "warning[no-programs]: there is no program to apply to" in first(run)


def test_two_programs_that_differ_in_capitals(build: Build) -> None:
    shutil.copy("profiles/corr/programs/harbour.yaml", "profiles/corr/programs/Harbour.yaml")
    run = build()
    assert run.status == 1
    assert "error[duplicate-id]: 'harbour' and 'Harbour' are one program where capitals do not count" in run.err


def photo(build: Build, name: str) -> Run:
    Path("profiles/corr/profile.yaml").write_text(as_yaml(PROFILE | {"personal": {"photo": name}}), encoding="utf-8")
    asked = PROGRAM | {"letters": {"minimum": 0}, "documents": ["cv"], "cv": {"photo": "required"}}
    Path("profiles/corr/programs/harbour.yaml").write_text(as_yaml(asked), encoding="utf-8")
    return build()


@pytest.mark.parametrize("name", ["../../secret.jpg", "/etc/hostname", "programs/harbour.yaml", "me.jpg"])
def test_a_photo_outside_the_assets(build: Build, name: str) -> None:
    Path("secret.jpg").write_bytes(b"x")
    run = photo(build, name)
    assert run.status == 1
    assert f"error[asset-refused]: '{name}' lies outside the profile's assets folder" in first(run)


def test_a_photo_that_is_not_there_and_one_that_is_none(build: Build) -> None:
    assets = Path("profiles/corr/assets")
    assets.mkdir()
    (assets / "me.jpg").write_bytes(b"no picture")
    run = photo(build, "assets/mee.jpg")
    assert run.status == 1
    assert "error[file-not-found]: there is no file 'profiles/corr/assets/mee.jpg'" in first(run)
    assert "help: did you mean 'me.jpg'?" in run.err
    assert "error[asset-unusable]: 'profiles/corr/assets/me.jpg'" in first(photo(build, "assets/me.jpg"))


def test_a_missing_template(build: Build) -> None:
    Path("templates").mkdir()
    Path("templates/cv.html").write_text("{% include 'entires.html' %}", encoding="utf-8")
    run = build()
    assert run.status == 1
    assert first(run) == "templates/cv.html:1:1: error[template-missing]: there is no template 'entires.html'"
    assert "  help: did you mean 'entries.html'?" in run.lines


def test_a_template_with_a_mistake_shows_its_line(build: Build) -> None:
    Path("templates").mkdir()
    Path("templates/cv.html").write_text('<html lang="en">\n  <marquee>x</marquee></html>', encoding="utf-8")
    run = build()
    assert run.status == 1
    assert run.lines[1:5] == [
        "templates/cv.html:2:3: error[template-element]: <marquee> is not an element of a document",
        "    2 |   <marquee>x</marquee></html>",
        "      |   ^^^^^^^^",
        "  help: the elements are: article, aside, div, h1, h3, hr, img, ol, p, section, table, ul",
    ]


def test_a_file_where_the_output_folder_should_be(build: Build) -> None:
    Path("output").write_text("mine", encoding="utf-8")
    run = build()
    assert run.status == 1
    assert "error[output-unwritable]" in first(run)
    assert Path("output").read_text(encoding="utf-8") == "mine"


def test_a_folder_where_an_output_should_be(build: Build) -> None:
    CV.mkdir(parents=True)
    (CV / "mine.txt").write_text("mine", encoding="utf-8")
    run = build()
    assert run.status == 1
    assert "error[output-unwritable]" in run.err
    assert (CV / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_damaged_manifest_keeps_what_is_there(build: Build) -> None:
    build()
    before = CV.read_bytes()
    Path("output/corr/manifest.json").write_text('{"version": 1, "outputs": [', encoding="utf-8")
    run = build()
    assert run.status == 0
    assert "warning[manifest-damaged]" in run.err
    assert CV.read_bytes() == before


def test_all_mistakes_of_all_files_at_once_in_their_order(build: Build) -> None:
    Path("profiles/corr/profile.yaml").write_text(
        as_yaml(PROFILE | {"posts": [{"titel": "x", "start": "Feb 2020"}]}), encoding="utf-8"
    )
    Path("profiles/corr/programs/harbour.yaml").write_text(as_yaml(PROGRAM | {"paper": "a5"}), encoding="utf-8")
    Path("profiles/corr/programs/other.yaml").write_text("schema: 1\nname: 'x\n", encoding="utf-8")
    run = build()
    assert run.status == 1
    heads = [
        line.split(": error[")[0].rsplit("/", 1)[1].split(":")[0] + " " + line.split("error[")[1].split("]")[0]
        for line in run.lines
        if ": error[" in line
    ]
    assert heads == [
        "profile.yaml unknown-key",
        "profile.yaml invalid-date",
        "harbour.yaml wrong-value",
        "other.yaml yaml-syntax",
    ]
    assert run.lines[-1] == "corr: 0 documents, 0 rendered, 0 files written to output/corr (4 errors)"


def test_the_same_as_one_json_object(build: Build) -> None:
    Path("profiles/corr/profile.yaml").write_text(
        as_yaml(PROFILE | {"posts": [{"title": "x", "start": "Feb 2020"}]}), encoding="utf-8"
    )
    run = build("--message-format", "json")
    assert run.status == 1
    whole: dict[str, Any] = json.loads(run.out)
    (found,) = whole["diagnostics"]
    assert {name: found[name] for name in ("severity", "code", "message", "file", "hint")} == {
        "severity": "error",
        "code": "invalid-date",
        "message": "'Feb 2020' is not a date",
        "file": "profiles/corr/profile.yaml",
        "hint": "write it as 2020-02",
    }
    assert whole["outputs"] == []
