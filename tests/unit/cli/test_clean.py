"""`assembler clean` as it is typed, also by somebody who is tired: what it does, what it says, its exit status."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from assembler import store
from assembler.cli import main
from assembler.resources import templates
from assembler.store.manifest import MANIFEST
from tests.unit.cli.conftest import Call, Ending

_BUILD = ("--document", "cv", "--format", "docx", "--date", "2026-11-24")
MADE = Path("output/doe")


def files(top: Path = MADE) -> set[str]:
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if path.is_file() and path.name not in (".lock", ".glance.json")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which CVs of doe are built, to be copied."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(templates() / "new", root / "profiles" / "doe")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        with pytest.raises(SystemExit, match="0"):
            main(["build", "doe", *_BUILD])
    return root


@pytest.fixture
def gone(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The CV of a program of doe's that is gone."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    program = min(Path("profiles/doe/programs").glob("*.yaml"))
    program.unlink()
    return min((MADE / program.stem).glob("*.docx"))


def clean(call: Call, *words: str) -> Ending:
    return call("clean", *words, "--date", "2026-11-24")


def test_what_is_left_over_goes_and_is_listed(call: Call, gone: Path) -> None:
    others = files() - {gone.relative_to(MADE).as_posix()}
    ending = clean(call)

    assert (ending.status, ending.out) == (0, f"removed  {gone}\n")
    assert ending.err == "doe: 1 file removed\n"
    assert files() == others
    assert not gone.parent.exists()
    again = clean(call)
    assert (again.status, again.out, again.err) == (0, "", "doe: nothing removed\n")


@pytest.mark.parametrize("word", ["-n", "--dry-run"])
def test_a_dry_run_lists_what_would_go_and_what_stays(call: Call, gone: Path, word: str) -> None:
    gone.with_name(f"~${gone.name}").touch()
    before = {path: path.lstat().st_mtime_ns for path in Path().rglob("*")}
    ending = clean(call, word)

    assert ending.out == f"stays    {gone}  (open in an editor)\n"
    assert ending.err.endswith("doe: nothing to remove, 1 kept\n")
    gone.with_name(f"~${gone.name}").unlink()
    ending = clean(call, word)
    assert (ending.status, ending.out, ending.err) == (0, f"goes     {gone}\n", "doe: 1 file to remove\n")
    after = {path: path.lstat().st_mtime_ns for path in Path().rglob("*")}
    assert {path for path in before if before[path] != after.get(path)} == {
        gone.parent,
        gone.with_name(f"~${gone.name}"),
    }


def test_what_stays_is_told_with_what_to_do_and_is_no_error(call: Call, gone: Path) -> None:
    gone.write_bytes(b"typed in by a person")
    ending = clean(call)

    assert ending.status == 0
    assert ending.out == f"stays    {gone}  (edited by a person, or of unknown origin)\n"
    assert "warning[output-left-over]" in ending.err
    assert "help: take over what you still need" in ending.err
    assert gone.read_bytes() == b"typed in by a person"


def test_json_tells_what_became_of_each_file(call: Call, gone: Path) -> None:
    other = min(path for path in MADE.rglob("*.docx") if path != gone)
    min(Path("profiles/doe").glob("programs/*.yaml")).with_suffix(".yaml").rename("profiles/doe/programs/new.yaml")
    other.write_bytes(b"typed in by a person")

    dry = clean(call, "-n", "--message-format", "json").json["outputs"]
    done = clean(call, "--message-format", "json").json
    assert [(row["path"], row["action"], row["why"]) for row in dry] == [
        (path.as_posix(), action, why)
        for path, action, why in sorted([(gone, "to-remove", None), (other, "kept", "edited")])
    ]
    assert {row["action"] for row in done["outputs"]} == {"removed", "kept"}
    assert {row["document"] for row in done["outputs"]} == {"cv"}
    assert [row["code"] for row in done["diagnostics"]] == ["output-left-over"]


# A tired person ----------------------------------------------------------------------------------------


def test_a_name_with_a_slip_removes_nothing(call: Call, gone: Path) -> None:
    ending = clean(call, "deo")

    assert ending.status == 2
    assert "did you mean 'doe'?" in ending.err
    assert gone.exists()


def test_in_a_folder_without_profiles_nothing_is_done(call: Call) -> None:
    ending = clean(call)

    assert ending.status == 2
    assert "unknown-profile" in ending.err
    assert list(Path().iterdir()) == []


def test_in_the_folder_of_what_was_made_the_profiles_above_are_meant(
    call: Call, gone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = gone.absolute()
    monkeypatch.chdir(MADE)
    ending = clean(call, ".")

    assert ending.status == 0, ending.err
    assert not gone.exists()


@pytest.mark.parametrize("word", ["output/doe", "output/doe/", "profiles/doe", "doe"])
def test_a_folder_names_its_applicant(call: Call, gone: Path, word: str) -> None:
    assert clean(call, word).err == "doe: 1 file removed\n"
    assert not gone.exists()


def test_an_output_folder_that_is_not_there_is_wrong_usage(call: Call, gone: Path) -> None:
    ending = clean(call, "-o", "ouput")

    assert ending.status == 2
    assert "there is no folder 'ouput'" in ending.err
    assert not Path("ouput").exists()
    assert gone.exists()


def test_another_output_folder_is_cleaned_alone(call: Call, gone: Path) -> None:
    shutil.copytree("output", "sent")
    ending = clean(call, "-o", "sent")

    assert ending.out == f"removed  {Path('sent', *gone.parts[1:])}\n"
    assert gone.exists()


@pytest.mark.usefixtures("doe")
def test_before_anything_is_built_nothing_is_made(call: Call) -> None:
    ending = clean(call)

    assert (ending.status, ending.err) == (0, "doe: nothing removed\n")
    assert not Path("output").exists()


def test_while_a_build_runs_nothing_goes(call: Call, gone: Path) -> None:
    with store.lock(MADE) as refused:
        assert refused is None
        ending = clean(call)

    assert ending.status == 1
    assert "error[locked]" in ending.err
    assert gone.exists()


def test_a_folder_that_is_read_only_is_told(call: Call, gone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "unlink", refused)
    ending = clean(call)
    monkeypatch.undo()

    assert ending.status == 1
    assert ending.out == f"stays    {gone}  (cannot be removed)\n"
    assert f"error[output-unwritable]: '{gone}' cannot be removed: permission is denied" in ending.err
    assert "writable, then clean again" in ending.err


def test_a_program_with_a_mistake_keeps_its_files(call: Call, gone: Path) -> None:
    program = min(Path("profiles/doe/programs").glob("*.yaml"))
    program.write_text(program.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    others = files() - {gone.relative_to(MADE).as_posix()}
    ending = clean(call)

    assert ending.status == 1
    assert "error[unknown-key]" in ending.err
    assert "warning[not-cleaned]" in ending.err
    assert files() == others


# A profile that is gone --------------------------------------------------------------------------------


def test_of_a_profile_that_is_gone_all_goes_only_where_that_is_said(call: Call, gone: Path) -> None:
    shutil.copytree(MADE, "output/roe")
    made = files(Path("output/roe"))

    ending = clean(call)
    assert ending.status == 0
    assert "note[output-left-over]: 'output/roe' was made for a profile that is gone" in ending.err
    assert "'assembler clean roe --gone' removes what nobody edited there" in ending.err
    for words in (("roe",), ("output/roe",)):
        ending = clean(call, *words)
        assert ending.status == 2
        assert "there is no profile 'roe'" in ending.err
        assert "--gone" in ending.err
    assert files(Path("output/roe")) == made
    ending = clean(call, "roe", "--gone", "-n")
    assert ending.out.count("goes     output/roe/") == len(made) - 1
    assert files(Path("output/roe")) == made
    ending = clean(call, "roe", "--gone")
    assert (ending.status, ending.err) == (0, f"roe: {len(made) - 1} files removed\n")
    assert not Path("output/roe").exists()
    assert gone.parent.parent.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("doe", "--gone"), "the profile 'doe' is there, and not gone"),
        (("profiles/doe", "--gone"), "is there, and not gone"),
        (("--gone",), "--gone takes the name of a profile that is gone"),
        (("ro", "--gone"), "did you mean 'roe'?"),
        (("..", "--gone"), "'..'"),
        (("x", "--gone"), "those in 'output': roe"),
    ],
)
def test_what_is_not_gone_stays(call: Call, gone: Path, words: tuple[str, ...], said: str) -> None:
    shutil.copytree(MADE, "output/roe")
    before = files(Path("output"))
    ending = clean(call, *words)

    assert ending.status == 2
    assert said in ending.err
    assert files(Path("output")) == before
    assert gone.exists()


def test_a_profile_whose_file_has_another_name_is_not_gone(call: Call, gone: Path) -> None:
    doe = Path("profiles/doe")
    (doe / "profile.yaml").rename(doe / "profile.yml")
    for words in (("doe",), ("doe", "--gone"), ()):
        assert clean(call, *words).status == 2
    assert gone.exists()
    assert (MADE / MANIFEST).exists()
