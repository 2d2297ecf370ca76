"""The group: what each kind of ending looks like, and what no call loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from assembler import cli
from assembler.cli import build
from tests.unit.cli.conftest import ENVIRONMENT, Call

_HEAVY = ("weasyprint", "docx", "pydantic", "jinja2", "rich", "yaml", "babel", "markdown_it", "lxml", "PIL")


def _python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_help_lists_every_command_and_loads_no_library(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom assembler.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit as end:\n"
        f"    print(end.code, [name for name in {_HEAVY!r} if name in sys.modules])"
    )

    said = _python(code, tmp_path)

    assert said.splitlines()[-1] == "0 []"
    assert all(f"  {name} " in said for name in cli.COMMANDS)


def test_every_command_has_its_module() -> None:
    context = click.Context(cli.group)

    for name in cli.group.list_commands(context):
        assert isinstance(cli.group.get_command(context, name), click.Command)


def test_a_call_without_words_gets_the_help_as_it_is(call: Call) -> None:
    ending, asked = call(), call("--help")

    assert (ending.status, ending.err) == (0, "")
    assert ending.out == asked.out
    assert ending.out.startswith("Usage: assembler ")


def test_json_is_asked_for_in_capitals_too(call: Call) -> None:
    ending = call("build", "--forse", "--message-format", "JSON")

    assert ending.status == 2
    assert [item["code"] for item in ending.json["diagnostics"]] == ["usage"]


def test_the_version_is_told(call: Call) -> None:
    ending = call("--version")

    assert ending.status == 0
    assert "assembler" in ending.out


@pytest.mark.parametrize(
    ("words", "message", "help_"),
    [
        (["bild"], "error[usage]: No such command 'bild'", "did you mean 'build'?"),
        (["build", "--forse"], "error[usage]: No such option '--forse'", "did you mean '--force'?"),
        (
            ["build", "--format", "odt"],
            "error[usage]: Invalid value for '-f' / '--format': 'odt'",
            "'assembler build -",
        ),
        (["new"], "error[usage]: Missing argument 'NAME'", "'assembler new --help'"),
        (["new", "a", "b"], "error[usage]: Got unexpected extra argument (b)", "'assembler new --help'"),
        (["schema", "progrm"], "error[usage]: Invalid value for '[KIND]': 'progrm' is not one of", "schema --help'"),
    ],
)
def test_a_mistake_on_the_command_line_looks_like_any_other(
    call: Call, words: list[str], message: str, help_: str
) -> None:
    ending = call(*words)

    assert ending.status == 2
    assert ending.out == ""
    first, *rest = ending.err.splitlines()
    assert first.startswith(message), ending.err
    assert len(rest) == 1
    assert rest[0].startswith("  help: ")
    assert help_ in rest[0]


def test_an_option_without_its_value_is_usage(call: Call) -> None:
    ending = call("build", "--date")

    assert ending.status == 2
    assert ending.err.startswith("error[usage]: Option '--date' requires an argument\n")


def test_a_defect_is_told_without_any_text_of_the_profile(
    call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        words = "Mother's illness"
        raise ValueError(words, doe)

    monkeypatch.setattr(build, "run", broken)

    ending = call("build", "--force", "doe")

    assert ending.status == 3
    assert ending.out == ""
    assert "has a defect: ValueError" in ending.err
    assert "assembler/cli/build.py:" in ending.err
    assert "report" in ending.err
    assert "Mother" not in ending.err
    assert "doe" not in ending.err


@pytest.mark.parametrize(("failure", "status"), [(click.Abort(), 130), (BrokenPipeError(), 0)])
def test_a_stopped_call_is_no_defect(
    call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(build, "run", stopped)
    # A broken pipe takes standard output away; the test's own must stay.
    monkeypatch.setattr(sys, "stdout", sys.stdout)

    ending = call("build", "--force", doe.name)

    assert ending.status == status
    assert "defect" not in ending.err
