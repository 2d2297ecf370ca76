"""Small applications as files, read as a build reads them, for tests of checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assembler import resources
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic
from assembler.house import load_house
from assembler.loading import load_applicant
from assembler.reviewing import subject_of
from assembler.schema.dates import PartialDate
from tests.people import PROFILE, PROGRAM

TODAY = PartialDate(2026, 11, 24)


@dataclass(frozen=True)
class Desk:
    """A folder in which applications are written."""

    folder: Path

    def subject(
        self,
        profile: Mapping[str, Any] | None = None,
        programs: Mapping[str, Mapping[str, Any]] | None = None,
        statements: Mapping[str, str] | None = None,
        today: PartialDate = TODAY,
    ) -> Subject:
        """The application of the usual small profile and program with what is given over them.

        `profile` holds fields of profile.yaml; `programs` fields of program files by id (`harbour` where none is
        given); `statements` whole files by name, such as `harbour` or `harbour.cover-letter`.
        """
        (self.folder / "programs").mkdir()
        (self.folder / "statements").mkdir()
        self._dump("profile.yaml", {**PROFILE, **(profile or {})})
        for name, more in (programs or {"harbour": {}}).items():
            self._dump(f"programs/{name}.yaml", {**PROGRAM, **more})
        for name, text in (statements or {}).items():
            (self.folder / "statements" / f"{name}.md").write_text(text, encoding="utf-8")
        house, found = load_house((resources.templates(),))
        assert found == []
        applicant, found = load_applicant(self.folder, house)
        assert applicant is not None, found
        assert not [item for item in found if item.severity == "error"], found
        assert house is not None
        return subject_of(applicant, house, today)

    def _dump(self, name: str, data: Mapping[str, Any]) -> None:
        text = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=200)
        (self.folder / name).write_text(text, encoding="utf-8")


def told(subject: Subject, *checks: Check) -> list[tuple[str, str, str]]:
    """What `checks` find: the code, the file's name, and the marked text."""
    return [seen(found) for check in checks for found in check(subject)]


def seen(found: Diagnostic) -> tuple[str, str, str]:
    """The code of `found`, the file's name, and the marked text."""
    assert found.mark is not None, found
    assert found.hint, found
    lines = Path(found.mark.file).read_text(encoding="utf-8").splitlines()
    start = found.mark.column - 1
    return found.code, Path(found.mark.file).name, lines[found.mark.line - 1][start : start + found.mark.length]


def codes(subject: Subject, checks: Iterable[Check]) -> list[str]:
    """The codes of all that `checks` find."""
    return [found.code for check in checks for found in check(subject)]
