"""The review: what is set aside, with a reason, and what fits nothing any more; addresses that are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assembler.diagnostics import Diagnostic, Mark, error, note, warning
from assembler.loading import Applicant, load_applicant
from assembler.reviewing import addresses, review, set_aside, subject_of
from tests.people import DATE, PROFILE, PROGRAM, REFEREE, house
from tests.unit.checks.applications import seen


def applicant(folder: Path, program: dict[str, Any] | None = None, **profile: Any) -> Applicant:
    (folder / "programs").mkdir()
    (folder / "profile.yaml").write_text(yaml.safe_dump({**PROFILE, **profile}), encoding="utf-8")
    (folder / "programs" / "harbour.yaml").write_text(yaml.safe_dump({**PROGRAM, **(program or {})}), encoding="utf-8")
    made, found = load_applicant(folder, house())
    assert made is not None, found
    return made


MINE = {"code": "cliche", "reason": "A quotation"}


def found(folder: Path) -> list[Diagnostic]:
    return [
        note("cliche", "'lifelong dream' is worn", Mark(str(folder / "statements" / "harbour.md"), 1, 1)),
        warning("cliche", "'passion for' is worn", Mark(str(folder / "statements" / "shared.md"), 1, 1)),
        note("cliche", "one without a place"),
        error("missing-key", "an error", Mark(str(folder / "profile.yaml"), 1, 1)),
    ]


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        (MINE, ["an error"]),
        (MINE | {"in": "statements/shared.md"}, ["'lifelong dream' is worn", "one without a place", "an error"]),
        (MINE | {"at": "lifelong"}, ["'passion for' is worn", "one without a place", "an error"]),
        (MINE | {"at": "My own words"}, ["'passion for' is worn", "one without a place", "an error"]),
        (MINE | {"at": "without a place"}, ["'lifelong dream' is worn", "'passion for' is worn", "an error"]),
    ],
)
def test_what_is_set_aside_is_not_told(tmp_path: Path, ignored: dict[str, str], left: list[str]) -> None:
    held = applicant(tmp_path, ignore=[ignored])
    (tmp_path / "statements").mkdir()
    (tmp_path / "statements" / "harbour.md").write_text("My own words\n", encoding="utf-8")
    assert [item.message for item in set_aside(held, found(tmp_path), whole=True)] == left


@pytest.mark.parametrize(
    "ignored",
    [
        MINE | {"code": "missing-key"},
        MINE | {"in": "statements/other.md"},
        MINE | {"at": "Something else"},
        MINE | {"code": "superlative"},
    ],
)
def test_what_fits_nothing_is_told_once_all_was_looked_at(tmp_path: Path, ignored: dict[str, str]) -> None:
    held = applicant(tmp_path, ignore=[ignored])
    assert set_aside(held, found(tmp_path), whole=False) == found(tmp_path)
    (unused,) = set_aside(held, found(tmp_path), whole=True)[4:]
    assert unused.code == "ignore-unused"
    assert unused.mark is not None
    assert Path(unused.mark.file).name == "profile.yaml"


def test_a_code_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="did you mean 'cliche'"):
        applicant(tmp_path, ignore=[MINE | {"code": "cliches"}])


def test_a_reason_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ignore needs 'reason'"):
        applicant(tmp_path, ignore=[{"code": "cliche"}])


@pytest.mark.parametrize("text", ["lim at example.org", "lim@example.org, office@example.org", "Dr Lim <lim@x.org>"])
def test_an_address_that_is_none(tmp_path: Path, text: str) -> None:
    held = applicant(tmp_path, referees=[REFEREE | {"email": text}])
    (item,) = [item for item in review(held, house(), DATE) if item.code == "email-address"]
    assert seen(item)[:2] == ("email-address", "profile.yaml")


def test_addresses_that_are_some(tmp_path: Path) -> None:
    director = {"name": "Dr Ng", "email": "pain-fellowship@hospital.example.org"}
    held = applicant(tmp_path, {"director": director}, referees=[REFEREE | {"email": "o'neill+letters@büro.example"}])
    assert [item.code for item in review(held, house(), DATE) if item.code == "email-address"] == []


def test_every_address_is_looked_at(tmp_path: Path) -> None:
    held = applicant(
        tmp_path,
        {"director": {"name": "Dr Ng", "email": "none"}},
        referees=[REFEREE | {"email": "no one"}],
        contact={"email": "me"},
    )
    assert [item.message for item in addresses(subject_of(held, house(), DATE))] == [
        "'me' is no e-mail address",
        "'no one' is no e-mail address",
        "'none' is no e-mail address",
    ]
