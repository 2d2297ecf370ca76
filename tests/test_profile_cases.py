"""One-file cases of records: each holds a profile or a program with a mistake and, above it, what a person is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Diagnostic, render
from assembler.loading import load_applicant
from assembler.sources.lines import line_of
from tests.people import PROFILE, REFEREE, as_yaml, entry

CASES = Path(__file__).parent / "cases"
HELD: dict[str, Any] = {
    "posts": [entry("posts", id="post-registrar", tags=["pain"])],
    "experience": [entry("experience", id="exp-clinic", tags=["opioids"])],
    "referees": [REFEREE | {"witnessed": ["exp-clinic"]}],
}


def split(case: str) -> tuple[str, str]:
    """The expected lines and the input, verbatim."""
    lines = case.splitlines(keepends=True)
    count = next(number for number, line in enumerate(lines) if not line.startswith("#!"))
    expected = "\n".join(line.rstrip("\n").removeprefix("#!").removeprefix(" ") for line in lines[:count])
    return expected, "".join(lines[count:])


def told(name: str, content: str) -> str:
    """What is found wrong with a file; a case whose name begins with `program-` is one of a sound profile."""
    folder = Path("profiles/corr")
    (folder / "programs").mkdir(parents=True)
    if name.startswith("program-"):
        (folder / "profile.yaml").write_text(as_yaml(PROFILE | HELD), encoding="utf-8")
        (folder / "programs" / "harbour.yaml").write_text(content, encoding="utf-8")
    else:
        (folder / "profile.yaml").write_text(content, encoding="utf-8")
        (folder / "programs" / "harbour.yaml").write_text(SOUND, encoding="utf-8")
    _, found = load_applicant(folder)
    return "\n".join(render(item, line_of) for item in in_order(found))


def in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(
        found, key=lambda item: (item.mark.file, item.mark.line, item.mark.column) if item.mark else ("", 0, 0)
    )


SOUND = """\
schema: 1
name: Pain Fellowship
institution: Harbour Hospital
short: Harbour
city: Cork
country: Ireland
deadline: {date: 2027-03-01}
language: en-GB
paper: a4
letters: {minimum: 0}
"""


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda case: case.stem)
def test_what_a_person_is_told(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_golden: bool,  # noqa: FBT001 - a fixture
) -> None:
    monkeypatch.chdir(tmp_path)
    expected, content = split(case.read_text(encoding="utf-8"))
    made = told(case.stem, content)
    if update_golden:
        case.write_text("".join(f"#! {line}".rstrip() + "\n" for line in made.split("\n")) + content, encoding="utf-8")
    assert made == expected or update_golden


def test_there_are_cases_and_each_has_a_complaint() -> None:
    cases = sorted(CASES.glob("*.yaml"))
    assert len(cases) >= 25
    for case in cases:
        assert split(case.read_text(encoding="utf-8"))[0].strip(), case.name
