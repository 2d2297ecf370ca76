"""`assembler build`: exit statuses, what is printed where, and what a build does not do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import ENVIRONMENT, PROFILE, Call

_QUICK = ("--document", "cv", "--format", "docx", "--date", "2026-11-24")
Replace = Callable[[str, str], None]


def test_a_build_says_what_it_made_and_a_second_one_that_there_is_nothing_to_do(call: Call, doe: Path) -> None:
    first = call("build", "doe", *_QUICK)
    again = call("build", "doe", *_QUICK)
    otherwise = call("build", str(doe), *_QUICK)

    assert first.status == again.status == otherwise.status == 0
    assert first.out == again.out == otherwise.out == ""
    assert "2 documents, 2 rendered, 2 files written to output/doe" in first.err
    assert again.err == "doe: nothing to do\n"
    assert otherwise.err.startswith("doe: 2 documents, 0 rendered, 0 files written")
    assert len(list(Path("output/doe").rglob("*.docx"))) == 2


def test_warnings_are_told_each_time_and_are_no_failure(call: Call, replace: Replace) -> None:
    replace("  - id: consultant", "  - id: nobody\n    name: Dr N\n    start: 2020\n    roles: [other]\n"
            "    relationship: None.\n  - id: consultant")  # fmt: skip

    for _ in range(2):
        ending = call("build", "doe", *_QUICK)

        assert ending.status == 0
        assert f"{PROFILE}:" in ending.err
        assert "warning[referee-without-program]: no program asks Dr N to write" in ending.err
        assert "(1 warning)" in ending.err


def test_errors_are_all_told_with_their_lines_and_the_good_program_is_built(call: Call, doe: Path) -> None:
    path = doe / "programs" / "us-eras.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("language: en-US", "language: en-US\npaper: leter\ncolour: red"), encoding="utf-8")

    ending = call("build", "doe", *_QUICK)

    assert ending.status == 1
    line = text.splitlines().index("language: en-US") + 2
    assert f"profiles/doe/programs/us-eras.yaml:{line}:8: error[wrong-value]: 'leter' is not a value" in ending.err
    assert "did you mean 'letter'?" in ending.err
    assert f"profiles/doe/programs/us-eras.yaml:{line + 1}:1: error[unknown-key]" in ending.err
    assert "(2 errors)" in ending.err
    assert [path.parent.name for path in Path("output/doe").rglob("*.docx")] == ["uk-trust"]


@pytest.mark.parametrize(
    ("words", "message", "help_"),
    [
        (["build", "deo"], "error[unknown-profile]: there is no profile 'deo'", "did you mean 'doe'?"),
        (["build", "x/y"], "error[unknown-profile]: there is no profile 'x/y'", "'assembler new NAME' makes one"),
        (["build", "doe", "-p", "us-eros"], "error[unknown-program]: there is no program 'us-eros'", "'us-eras'?"),
        (["build", "doe", "-p", "xyz"], "error[unknown-program]", "the programs are: uk-trust, us-eras"),
        (["build", "doe", "--date", "24.11.2026"], "error[usage]: '24.11.2026' is not a day", "year first, then"),
        (["check", "deo"], "error[unknown-profile]: there is no profile 'deo'", "did you mean 'doe'?"),
    ],
)
@pytest.mark.usefixtures("doe")
def test_unknown_names_are_usage_with_a_suggestion(call: Call, words: list[str], message: str, help_: str) -> None:
    ending = call(*words)
    as_json = call(*words, "--message-format", "json")

    assert ending.status == as_json.status == 2
    assert ending.out == as_json.err == ""
    assert message in ending.err
    assert help_ in " ".join(ending.err.split())
    assert [item["severity"] for item in as_json.json["diagnostics"]] == ["error"]
    assert not Path("output").exists()


@pytest.mark.usefixtures("doe")
def test_words_to_choose_from_may_be_in_capitals(call: Call) -> None:
    ending = call("build", "doe", "--document", "CV", "--format", "DOCX", "--message-format", "JSON")

    assert ending.status == 0
    assert {(item["document"], item["format"]) for item in ending.json["outputs"]} == {("cv", "docx")}


@pytest.mark.parametrize(
    ("folder", "word", "top"),
    [
        ("profiles/doe", ".", "../.."),
        ("profiles/doe/programs", "doe", "../../.."),
        ("profiles", "doe", ".."),
        ("notes/old", "doe", "../.."),
        ("notes/old", "sample-thin", "../.."),
    ],
)
def test_names_and_output_are_those_of_the_nearest_folder_above_with_profiles(
    call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch, folder: str, word: str, top: str
) -> None:
    home = doe.parents[1]
    (home / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(home / folder)

    ending = call("build", word, *_QUICK, "--message-format", "json")

    assert ending.status == 0
    name = "doe" if word == "." else word
    assert {Path(item["path"]).parts[: top.count("..") + 2] for item in ending.json["outputs"]} == {
        (*Path(top).parts, "output", name)
    }
    assert [path.name for path in (home / "output").iterdir()] == [name]
    assert not Path("output").exists()
    assert f"there is no ./profiles: {top}/profiles is meant, and what is made goes to {top}/output\n" in ending.err


def test_an_output_that_is_given_is_taken_as_it_is(call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (doe.parents[1] / "notes").mkdir()
    monkeypatch.chdir(doe.parents[1] / "notes")

    ending = call("build", *_QUICK, "--output", "made")

    assert len(list(Path("made/doe").rglob("*.docx"))) == 2
    assert "there is no ./profiles: ../profiles is meant\n" in ending.err
    assert "warning" not in ending.err


@pytest.mark.parametrize("output", ["profiles/doe", "profiles/doe/output", "profiles/doe/assets/made"])
def test_an_output_within_a_profile_is_a_warning(call: Call, doe: Path, output: str) -> None:
    ending = call("build", doe.name, *_QUICK, "--output", output)

    assert ending.status == 0
    assert f"warning[usage]: --output '{output}' lies within the profile 'profiles/doe'" in ending.err
    assert len(list(Path(output, "doe").rglob("*.docx"))) == 2


def test_where_there_is_no_profile_the_next_step_is_named(call: Call) -> None:
    ending = call("build")

    assert ending.status == 2
    assert "'assembler new NAME' makes one" in " ".join(ending.err.split())


def test_without_a_name_all_profiles_but_samples_are_built(call: Call, doe: Path) -> None:
    doe.rename(doe.with_name("sample-doe"))
    samples_only = call("build", *_QUICK)
    (doe / "programs").mkdir(parents=True)
    (doe / "profile.yaml").write_bytes((doe.with_name("sample-doe") / "profile.yaml").read_bytes())
    both = call("build", *_QUICK)

    assert "sample-doe: 2 documents" in samples_only.err
    assert "sample-doe" not in both.err
    assert "warning[no-programs]" in both.err


def test_json_is_one_object_with_all_that_was_found_and_made(call: Call, replace: Replace) -> None:
    replace("    date: 2025\n", "    date: 2025\n    datum: 2025\n")

    broken = call("build", "doe", *_QUICK, "--message-format", "json")
    replace("    datum: 2025\n", "")
    whole = call("build", "doe", *_QUICK, "--message-format", "json")

    assert (broken.status, whole.status) == (1, 0)
    assert set(broken.json) == set(whole.json) == {"diagnostics", "outputs"}
    (found,) = broken.json["diagnostics"]
    assert set(found) == {"severity", "code", "message", "file", "line", "column", "hint"}
    assert (found["severity"], found["code"], found["file"], found["column"]) == ("error", "unknown-key", PROFILE, 5)
    assert broken.json["outputs"] == []
    assert [item["document"] for item in whole.json["outputs"]] == ["cv", "cv"]
    for item in whole.json["outputs"]:
        assert Path(item["path"]).is_file()
        assert (item["format"], item["draft"], item["referee"]) == ("docx", False, None)
    # What people are told meanwhile does not disturb the one object.
    assert "cv/us-eras" in whole.err


@pytest.mark.usefixtures("doe")
def test_explain_lists_every_entry_of_every_view_once(call: Call) -> None:
    ending = call("build", "doe", *_QUICK, "--explain", "--message-format", "json")
    shown = call("build", "doe", *_QUICK, "--explain")

    assert ending.status == shown.status == 0
    rows = ending.json["decisions"]
    assert {row["view"] for row in rows} == {"cv/uk-trust", "cv/us-eras"}
    assert all(set(row) == {"view", "entry", "decision", "reason", "file", "line"} for row in rows)
    assert len({(row["view"], row["entry"]) for row in rows}) == len(rows)
    assert {"posts/house-officer", "logbooks/logbook", "gaps/1"} <= {row["entry"] for row in rows}
    lines = Path(PROFILE).read_text(encoding="utf-8").splitlines()
    named = next(row for row in rows if row["entry"] == "posts/house-officer")
    assert (named["file"], lines[named["line"] - 1]) == (PROFILE, "  - id: house-officer")
    assert "cv/uk-trust\n  " in shown.out
    assert "\nposts/house-officer" not in shown.out
    assert "house-officer" in shown.out


def test_source_date_epoch_dates_the_documents(call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    call("build", doe.name, *_QUICK[:4])

    manifest = json.loads(Path("output/doe/manifest.json").read_text(encoding="utf-8"))
    assert {item["date"] for item in manifest["outputs"]} == {"2023-11-14"}


def test_an_edited_file_is_kept_and_the_build_is_no_failure(call: Call, doe: Path, replace: Replace) -> None:
    call("build", doe.name, *_QUICK)
    edited = min(Path("output/doe").rglob("*.docx"))
    edited.write_bytes(b"typed by a person")
    replace("  phone: +00 0000 000000", "  phone: +00 0000 000001")

    ending = call("build", doe.name, *_QUICK)

    assert ending.status == 0
    assert "warning[edited-kept]" in ending.err
    assert edited.read_bytes() == b"typed by a person"


def test_an_output_that_cannot_be_written_is_an_error(call: Call, doe: Path) -> None:
    Path("output").write_text("a file where a folder should be", encoding="utf-8")

    ending = call("build", doe.name, *_QUICK)

    assert ending.status == 1
    assert "error[output-unwritable]" in ending.err


_GUARD = """
import os, socket, sys
def guard(event, args):
    # Processes of one machine speak through files: sockets of another family could reach further.
    if event == "socket.__new__" and args[1] != socket.AF_UNIX or event == "socket.getaddrinfo":
        with open(os.environ["TOUCHED"], "a") as file:
            file.write(event)
        raise OSError("blocked: " + event)
sys.addaudithook(guard)
"""
"""Read by every Python that starts, so by workers too: none may open a connection, and who tries is written down."""

_BUILD = """
import sys
from assembler.cli import main
try:
    main(["build", "doe", "--date", "2026-11-24"])
except SystemExit as end:
    heavy = ("weasyprint", "docx", "pydantic", "jinja2", "rich", "multiprocessing")
    print(end.code, [name for name in heavy if name in sys.modules])
"""
"""Builds; prints the status, and the libraries loaded."""


def guarded(code: str, top: Path) -> subprocess.CompletedProcess[str]:
    """What becomes of `code` where no process may open a connection; `top/touched` tells of the attempts."""
    (top / "guard").mkdir(exist_ok=True)
    (top / "guard" / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    path = os.pathsep.join((str(top / "guard"), ENVIRONMENT["PYTHONPATH"]))
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=top,
        env={**ENVIRONMENT, "PYTHONPATH": path, "TOUCHED": str(top / "touched")},
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_whole_build_opens_no_connection_and_one_with_nothing_to_do_loads_no_library(doe: Path) -> None:
    top = doe.parents[1]

    whole, nothing = guarded(_BUILD, top), guarded(_BUILD, top)

    assert not (top / "touched").exists()
    # What lays out pages is loaded by workers alone.
    assert whole.stdout == "0 ['pydantic', 'jinja2', 'multiprocessing']\n"
    assert "13 documents, 13 rendered" in whole.stderr
    assert {path.suffix for path in (top / "output" / "doe").rglob("*.*")} >= {".pdf", ".docx", ".txt"}
    assert nothing.stdout == "0 []\n"
    assert nothing.stderr == "doe: nothing to do\n"


def test_the_guard_of_that_build_sees_a_connection_of_a_worker_too(tmp_path: Path) -> None:
    code = """
import socket, subprocess, sys
subprocess.run([sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"])
"""

    done = guarded(code, tmp_path)

    assert "OSError: blocked: socket." in done.stderr
    assert (tmp_path / "touched").read_text(encoding="utf-8").startswith("socket.")
