"""`assembler check`: all that a build finds, and nothing written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import ENVIRONMENT, Call

_TOP = Path(__file__).parents[3]

_QUICK = ("--document", "statement", "--date", "2026-11-24")


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_is_written(call: Call, doe: Path) -> None:
    before = _tree(doe.parents[1])

    ending = call("check", "doe", *_QUICK)

    assert ending.status == 0
    assert ending.out == ""
    assert "doe: 2 documents, 2 rendered\n" in ending.err
    assert _tree(doe.parents[1]) == before
    assert not Path("output").exists()


def test_after_a_build_it_tells_what_that_found_and_loads_no_library(
    call: Call, replace: Callable[[str, str], None]
) -> None:
    replace("  - id: consultant", "  - id: nobody\n    name: Dr N\n    start: 2020\n    roles: [other]\n"
            "    relationship: None.\n  - id: consultant")  # fmt: skip
    first = call("check", "doe", *_QUICK, "--message-format", "json")
    call("build", "doe", *_QUICK)
    words = [sys.executable, "-X", "importtime", "-m", "assembler", "check", "doe", *_QUICK]
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    again = call("check", "doe", *_QUICK, "--message-format", "json")

    assert "doe: unchanged since the last build (1 warning" in done.stderr
    assert not re.search(r"\| +(?:pydantic|jinja2|weasyprint|docx)$", done.stderr, flags=re.MULTILINE)
    assert again.json["diagnostics"] == first.json["diagnostics"] != []
    assert {row["action"] for row in again.json["outputs"]} == {"checked"}


def test_warnings_fail_where_that_is_asked_for(call: Call, replace: Callable[[str, str], None]) -> None:
    strict_before = call("check", "doe", *_QUICK, "--strict")
    replace("  - id: consultant", "  - id: nobody\n    name: Dr N\n    start: 2020\n    roles: [other]\n"
            "    relationship: None.\n  - id: consultant")  # fmt: skip

    lenient, strict = call("check", "doe", *_QUICK), call("check", "doe", *_QUICK, "--strict")

    assert (strict_before.status, lenient.status, strict.status) == (0, 0, 1)
    assert "warning[referee-without-program]" in lenient.err
    assert "warning[referee-without-program]" in strict.err


def test_errors_are_found_and_json_has_them(call: Call, replace: Callable[[str, str], None]) -> None:
    replace("    end: 2019-07", "    end: 2009-06")

    ending = call("check", "doe", *_QUICK, "--message-format", "json")

    assert ending.status == 1
    assert [item["code"] for item in ending.json["diagnostics"]] == ["end-before-start"]
    assert ending.json["outputs"] == []


def test_only_some_codes_are_told(call: Call, replace: Callable[[str, str], None]) -> None:
    replace("    end: 2019-07", "    end: 2009-06")
    replace("specialty: pain medicine\n", "specialty: pain medicine\nspeciality: pain\n")

    def told(*words: str) -> list[str]:
        rows = call("check", "doe", *_QUICK, "--message-format", "json", *words).json["diagnostics"]
        return [row["code"] for row in rows]

    assert told() == ["unknown-key", "end-before-start"]
    assert told("--select", "unknown-*") == ["unknown-key"]
    assert told("--ignore", "unknown-key") == ["end-before-start"]
    assert told("--select", "unknown-*", "--ignore", "unknown-key") == []


def test_a_code_that_does_not_exist(call: Call, doe: Path) -> None:
    del doe
    ending = call("check", "doe", "--select", "my-patient")
    assert ending.status == 2
    assert "did you mean 'my-patients'?" in ending.err


def test_two_lists_stand_at_the_end(call: Call, doe: Path) -> None:
    path = doe / "programs" / "uk-trust.yaml"
    text = (
        path.read_text(encoding="utf-8").replace("refuses: []\n", "").replace("referees: [consultant, ", "referees: [")
    )
    path.write_text(text, encoding="utf-8")
    err = call("check", "doe", *_QUICK).err
    settle, better = err.split("\nto settle before anything is sent (")[1].split("\ncould be better (1)\n")
    assert re.search(r"^  too-few-referees +uk-trust.yaml:\d+ +Example Trust wants 2", settle, flags=re.MULTILINE)
    assert re.search(r"^  document-refused +uk-trust.yaml:\d+ +Example Trust: its", better)
    assert all(len(line) <= 80 for line in (settle + better).splitlines()[1:])


def test_annotations_for_a_code_host(call: Call, replace: Callable[[str, str], None]) -> None:
    replace("    end: 2019-07", "    end: 2009-06")
    replace("specialty: pain medicine", 'specialty: "pain, 100%"')
    ending = call("check", "doe", *_QUICK, "--message-format", "annotations")
    assert ending.status == 1
    (line,) = ending.out.splitlines()
    assert re.match(r"::error file=profiles/doe/profile\.yaml,line=\d+,col=\d+,title=end-before-start::", line), line
    assert "%0A" in line


@pytest.mark.parametrize("command", ["build", "check"])
def test_make_passes_on_profile_program_and_arguments(command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    words = ["make", "--dry-run", command, "PROFILE=doe", "PROGRAM=a b", "ARGS=--message-format json"]

    done = subprocess.run(words, cwd=_TOP, env=environment, check=True, capture_output=True, text=True)

    called = done.stdout.splitlines()[-1].split(".venv/bin/")[1]
    assert called == f"assembler {command} doe --program a --program b --message-format json"


def test_the_examples_of_the_makefile_exist() -> None:
    text = (_TOP / "Makefile").read_text(encoding="utf-8")
    ((profile, program),) = re.findall(r"PROFILE=([\w-]+) PROGRAM=([\w-]+)$", text, flags=re.MULTILINE)

    assert (_TOP / "profiles" / profile / "programs" / f"{program}.yaml").is_file()
