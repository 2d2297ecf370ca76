"""Entries that stand twice, and those that only look alike."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.consistency.repeats import CHECKS
from tests.people import ENTRIES, entry
from tests.unit.checks.applications import Desk

LONG = "Strong opioids at discharge: an audit cycle"


def twice(desk: Desk, section: str, one: dict[str, Any], other: dict[str, Any], omit: list[str] | None = None) -> str:
    """What is told at the second of two entries, which differs by `other`; empty where nothing is."""
    first = entry(section) | one
    second = {name: value for name, value in (first | other).items() if value is not None}
    subject = desk.subject({section: [first, second]}, {"harbour": {"omit": omit or []}})
    found = list(CHECKS[0](subject))
    assert [(each.code, each.mark) for each in found] in (
        [],
        [("duplicate-entry", getattr(subject.profile, section)[1].mark)],
    )
    return found[0].message if found else ""


@pytest.mark.parametrize(
    ("section", "one", "other", "marked"),
    [
        ("publications", {"doi": "10.1000/x.1"}, {"title": "B", "doi": "https://doi.org/10.1000/X.1"}, "https"),
        ("publications", {"pmid": "31234567"}, {"title": "Another", "pmid": "PMID: 31234567"}, "PMID"),
        ("publications", {"title": LONG}, {"title": "STRONG opioids at discharge - an audit cycle."}, "STRONG"),
        ("publications", {"title": LONG}, {"journal": "Other", "date": "2023", "state": "in-press"}, "Strong"),
        ("publications", {"title": LONG}, {"kind": "review"}, "Strong"),
        ("publications", {}, {}, "A paper"),
        ("publications", {"title": LONG, "kind": "abstract"}, {}, "Strong"),
        ("posts", {}, {"end": "2024"}, ""),
        ("posts", {"start": "2020-02"}, {"end": "2024"}, "Registrar"),
        ("posts", {"institution": "Alder"}, {"bullets": None}, "Registrar"),
        ("posts", {"start": "2020-02-03", "end": "2021-01-31"}, {"start": "2020-02", "end": "2021-01"}, "Registrar"),
        ("teaching", {"start": "2020-02", "end": "2021"}, {"start": "2020", "end": "2021-03"}, "Course"),
        ("awards", {"date": "2022-05-14"}, {"date": "2022"}, "Prize"),
        ("courses", {"date": "2022-05"}, {"date": "2022-05-14"}, "Skills"),
        ("examinations", {"date": "2020-05"}, {"date": "2020"}, "Part one"),
        ("training", {"title": "Resident"}, {"title": "résident"}, "résident"),
        ("experience", {"start": "2021-03"}, {"bullets": ["Saw patients."]}, "Clinic"),
        ("teaching", {"institution": "Alder"}, {}, "Course"),
        ("leadership", {}, {}, "Lead"),
        ("education", {}, {}, "Degree"),
        ("awards", {}, {}, "Prize"),
        ("awards", {"body": "Society"}, {"body": None}, "Prize"),
        ("courses", {}, {}, "Skills"),
        ("conferences", {"date": "2021-10"}, {"date": "2021"}, "Congress"),
        ("conferences", {"role": "poster"}, {"role": "attended"}, "Congress"),
        ("presentations", {}, {}, "A talk"),
        ("presentations", {"date": "2022-05"}, {"date": "2022-05-03"}, "A talk"),
        ("memberships", {}, {"end": "present"}, "Society"),
        ("memberships", {"start": "2019", "end": "present"}, {"start": "2021"}, "Society"),
        ("certification", {"date": "2020"}, {}, "Life support"),
        ("examinations", {"date": "2020-05"}, {"attempt": 2}, "Part one"),
        ("languages", {}, {"level": "C2"}, "Irish"),
        ("registration", {}, {"status": "active"}, "Council"),
    ],
)
def test_an_entry_stands_twice(
    desk: Desk, section: str, one: dict[str, Any], other: dict[str, Any], marked: str
) -> None:
    found = twice(desk, section, one, other)

    assert f"'{marked}" in found or f" {marked}" in found if marked else not found


@pytest.mark.parametrize(
    ("section", "one", "other"),
    [
        ("publications", {"title": LONG}, {"kind": "abstract"}),
        ("publications", {"title": "In reply", "kind": "letter"}, {"journal": "Other"}),
        ("publications", {"title": "Neuropathic pain"}, {"journal": "Other"}),
        ("publications", {"title": "Chronic pain", "kind": "chapter"}, {"journal": "Another book"}),
        ("publications", {"title": LONG, "kind": "abstract"}, {"journal": "Other", "date": "2023"}),
        ("publications", {"doi": "10.1000/s", "kind": "abstract"}, {"title": "Another in one supplement"}),
        ("publications", {"pmid": "00000000"}, {"title": "Another"}),
        ("publications", {"title": LONG}, {"private": True}),
        ("posts", {}, {"start": "2021"}),
        ("posts", {"institution": "Alder"}, {"institution": "Birch"}),
        ("posts", {"start": "2020-02-03"}, {"start": "2020-02-17"}),
        ("teaching", {"start": "2020-02", "end": "2021"}, {"start": "2020", "end": "2022"}),
        ("awards", {"date": "2022-05-14"}, {"date": "2022-06"}),
        ("examinations", {"date": "2020-05"}, {"date": "2020", "attempt": 2}),
        ("posts", {"department": "Theatre"}, {"department": "Ward"}),
        ("experience", {"specialty": "Pain"}, {"specialty": "Palliative medicine"}),
        ("teaching", {"bullets": ["Students."]}, {"bullets": ["Nurses."]}),
        ("awards", {}, {"date": "2022"}),
        ("awards", {"body": "Society"}, {"body": "College"}),
        ("awards", {"detail": "First term"}, {"detail": "Second term"}),
        ("courses", {"city": "Cork"}, {"city": "Leeds"}),
        ("conferences", {}, {"date": "2022"}),
        ("conferences", {"date": "2021-03"}, {"date": "2021-10"}),
        ("presentations", {"kind": "oral"}, {"kind": "poster"}),
        ("presentations", {"kind": "oral"}, {"kind": "poster", "event": "Congress"}),
        ("presentations", {}, {"date": "2023"}),
        ("memberships", {"grade": "Trainee"}, {"grade": "Member"}),
        ("memberships", {"start": "2015", "end": "2017"}, {"start": "2020", "end": None}),
        ("examinations", {"date": "2020"}, {"date": "2021"}),
    ],
)
def test_entries_that_differ_in_what_tells_them_apart_are_two(
    desk: Desk, section: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert twice(desk, section, one, other) == ""


def test_entries_of_which_every_program_leaves_one_out_are_versions(desk: Desk) -> None:
    assert twice(desk, "awards", {"tags": ["us"]}, {"tags": ["uk"]}, omit=["us"]) == ""


def test_publications_that_some_program_shows_together_are_one_twice(desk: Desk) -> None:
    assert twice(desk, "publications", {"tags": ["us"]}, {"tags": ["uk"]}) != ""


@pytest.mark.parametrize("section", sorted(ENTRIES.keys() - {"identifiers", "gaps", "logbooks", "interests"}))
def test_the_same_entry_of_any_section_stands_twice(desk: Desk, section: str) -> None:
    assert twice(desk, section, {}, {})


def test_a_finding_names_the_line_of_the_other(desk: Desk) -> None:
    subject = desk.subject({"awards": [entry("awards"), entry("courses"), entry("awards")]})

    (one,) = CHECKS[0](subject)

    first = subject.profile.awards[0].mark
    assert first is not None
    assert one.message == f"the award 'Prize' stands twice (the other at line {first.line})"


def test_a_title_of_signs_alone_is_no_title(desk: Desk) -> None:
    assert twice(desk, "awards", {"title": "?!"}, {}) == ""
