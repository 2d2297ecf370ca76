from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.cases import check_cases
from assembler.checks.subject import Subject
from assembler.schema.dates import PartialDate
from assembler.tailor import PARTS, cover_letter_view, paper_view
from assembler.views import CvView, Decision
from tests.people import DATE, entry, house, profile, program

HELD: dict[str, Any] = {
    "posts": [entry("posts")],
    "publications": [entry("publications", id="cohort"), entry("publications", id="hidden", private="yes")],
    "logbooks": [entry("logbooks", id="log")],
}


def paper(name: str, **rules: Any) -> tuple[CvView, list[Decision]]:
    return paper_view(name, profile(**HELD), program(**rules), "harbour", house().conventions, DATE)


@pytest.mark.parametrize(
    ("name", "refs"), [("publications", ["publications/cohort"]), ("case-summary", ["logbooks/log"])]
)
def test_a_paper_holds_its_part_of_the_cv_and_nothing_else(name: str, refs: list[str]) -> None:
    view, decisions = paper(name, cv={"sections": ["education"], "photo": "allowed"})
    assert [section.kind for section in view.sections] == [PARTS[name]]
    assert [item.ref for section in view.sections for item in section.entries] == refs
    assert view.photo is None
    assert {item.view for item in decisions} == {f"{name}/harbour"}
    shown = {item.entry for item in decisions if item.decision != "out"}
    assert set(refs) <= shown
    assert not any(ref.startswith("posts") for ref in shown)
    assert len({item.entry for item in decisions}) == len(decisions)


def test_a_declaration_has_the_program_s_own_words_or_none() -> None:
    view, _ = paper("declaration", cv={"declaration": "All of it is true."})
    assert [item.fields["text"] for item in view.sections[0].entries] == ["All of it is true."]
    view, _ = paper("declaration")
    assert view.sections == ()


def test_a_cover_letter_has_rules_of_its_own() -> None:
    asked = program(
        statement={"limits": [{"unit": "words", "maximum": "90"}]},
        cover_letter={"limits": [{"unit": "words", "maximum": "200"}]},
        sources=[{"rule": "cover_letter.limits", "source": "A page", "checked": "2026-11-01"}],
    )
    view, decisions = cover_letter_view(profile(**HELD), asked, "harbour", house().conventions, DATE)
    assert [part.id for part in view.parts] == [section.id for section in house().conventions.cover_letter]
    assert view.words == 200
    assert [(limit.maximum, limit.source) for limit in view.limits] == [(200, "A page")]
    assert {item.view for item in decisions} == {"cover-letter/harbour"}


def test_a_cover_letter_is_a_page_unless_the_program_says_more() -> None:
    view, _ = cover_letter_view(profile(), program(), "harbour", house().conventions, DATE)
    assert view.words == sum(part.words or 0 for part in view.parts) == 350


LOGS = {
    "logbooks": [
        entry("logbooks", id="now", start="2025-03", end="present"),
        entry("logbooks", id="straddles", start="2024-01", end="2025-02"),
        entry("logbooks", id="old", start="2020", end="2024-10"),
        entry("logbooks", id="to-the-day", start="2022", end="2024-11-23"),
    ]
}


def test_a_case_summary_counts_the_months_that_the_program_asks_for() -> None:
    asked = program(case_summary={"months": "24", "stamp": "yes"})
    view, decisions = paper_view("case-summary", profile(**LOGS), asked, "harbour", house().conventions, DATE)
    assert view.since == PartialDate(2024, 11, 24)
    assert view.stamp
    assert [item.ref for item in view.sections[0].entries] == ["logbooks/now", "logbooks/straddles"]
    reasons = {item.entry: item.reason for item in decisions if item.decision == "out"}
    assert reasons["logbooks/old"] == reasons["logbooks/old/rows/1"] == "ended before 2024-11-24"
    assert "logbooks/to-the-day" in reasons


def test_without_a_window_every_logbook_counts() -> None:
    view, _ = paper_view("case-summary", profile(**LOGS), program(), "harbour", house().conventions, DATE)
    assert view.since is None
    assert len(view.sections[0].entries) == 4
    other, _ = paper_view(
        "publications", profile(), program(case_summary={"months": "1"}), "h", house().conventions, DATE
    )
    assert other.since is None


def test_a_logbook_that_began_before_the_window_is_told() -> None:
    asked = program(documents=["case-summary"], case_summary={"months": "24"})
    found = list(check_cases(Subject(profile(**LOGS), {"harbour": asked}, DATE)))
    assert [(item.code, item.message.split(" begins on ")[1]) for item in found] == [("outside-window", "2024-01")]
    unasked = program(case_summary={"months": "24"})
    assert list(check_cases(Subject(profile(**LOGS), {"harbour": unasked}, DATE))) == []
