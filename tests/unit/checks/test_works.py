"""Publications told as further than they are, and lists of authors that cut the applicant."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.consistency.works import own_name_cut, unpublished_as_published
from assembler.diagnostics import Severity
from tests.people import entry
from tests.unit.checks.applications import Desk, told

TITLE = "Travel distance and attendance at a tertiary clinic: 214 referrals"


def works(desk: Desk, *publications: dict[str, Any], statement: str = "", shared: bool = False) -> list[str]:
    papers = [entry("publications") | change for change in publications]
    papers = [{name: value for name, value in paper.items() if value is not None} for paper in papers]
    statements = (
        {"shared" if shared else "harbour": f"## Work {{#scholarship}}\n\n{statement}\n"} if statement else None
    )
    found = told(desk.subject({"publications": papers}, statements=statements), unpublished_as_published)
    assert all(code == "unpublished-as-published" for code, _, _ in found)
    assert all(file == ("profile.yaml" if not statement else found[0][1]) for _, file, _ in found)
    return [text.strip("'") for _, _, text in found]


@pytest.mark.parametrize(
    ("change", "marked"),
    [
        ({"journal": "Submitted to Pain"}, "Submitted to Pain"),
        ({"journal": "Pain (under review)", "state": "in-press"}, "Pain (under review)"),
        ({"journal": "medRxiv"}, "medRxiv"),
        ({"volume": "in preparation"}, "in preparation"),
        ({"pages": "submitted", "state": "accepted"}, "submitted"),
        ({"journal": "Pain (in press)"}, "Pain (in press)"),
        ({"title": "A paper on tapers (submitted)"}, "A paper on tapers (submitted)"),
        ({"title": "A paper on tapers, manuscript in preparation."}, "A paper on tapers, manuscript in preparation."),
        ({"date": None}, "A paper"),
        ({"journal": None}, "A paper"),
        ({"journal": None, "date": None}, "A paper"),
    ],
)
def test_a_publication_is_not_out_by_its_own_words(desk: Desk, change: dict[str, Any], marked: str) -> None:
    assert works(desk, change) == [marked]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"state": "submitted", "journal": "Submitted to Pain", "date": None},
        {"state": "in-preparation", "journal": None, "date": None},
        {"state": "in-press", "journal": "Pain (in press)", "date": None},
        {"state": "accepted", "date": None},
        {"kind": "chapter", "journal": None},
        {"title": "Tapering opioids in preparation for arthroplasty"},
        {"title": "Deaths submitted to the coroner: what is under review"},
        {"title": "Guidelines under review: a survey"},
        {"journal": "Anaesthesia in Review"},
        {"volume": "12", "pages": "e14 (Epub ahead of print)"},
        {"journal": "Submitted to Pain", "private": True},
    ],
)
def test_what_is_out_or_says_that_it_is_not_is_no_fault(desk: Desk, change: dict[str, Any]) -> None:
    assert works(desk, change) == []


WAITING = {"title": TITLE, "state": "submitted", "date": None, "journal": None}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("I have published on travel distance and attendance at a tertiary clinic.", "published"),
        ("We published 214 referrals, with travel distance and clinic attendance in a tertiary centre.", "published"),
        ("My study of travel distance and attendance of tertiary referrals was published last year.", "published"),
        ("Our paper on travel distance, attendance and tertiary referrals appeared in a journal.", "appeared"),
        ("I am proud to have published my work on travel distance and tertiary attendance.", "published"),
        ("Publishing our travel distance and attendance data of tertiary referrals took a year.", "Publishing"),
        ("My publications include travel distance and attendance at a tertiary clinic.", "publications"),
    ],
)
@pytest.mark.parametrize("shared", [True, False])
def test_a_statement_calls_submitted_work_published(desk: Desk, text: str, marked: str, *, shared: bool) -> None:
    assert works(desk, WAITING, statement=text, shared=shared) == [marked]


@pytest.mark.parametrize(
    "text",
    [
        "I have submitted my work on travel distance and attendance at a tertiary clinic.",
        "I have published on opioids; travel distance and attendance at a tertiary clinic is under review.",
        "My paper on travel distance and attendance at a tertiary clinic is not yet published.",
        "I hope that my study of travel distance and attendance of tertiary referrals is published soon.",
        "I read all that others published on travel distance and attendance at tertiary clinics.",
        "I have published on travel. My distance from the tertiary clinic made attendance hard.",
        "I have published a review of distance.",
    ],
)
def test_a_statement_that_is_honest_or_of_other_work_is_no_fault(desk: Desk, text: str) -> None:
    assert works(desk, WAITING, statement=text) == []


def test_a_sentence_may_be_of_the_abstract_that_is_out(desk: Desk) -> None:
    abstract = {"title": TITLE, "kind": "abstract"}
    text = "I have published on travel distance and attendance at a tertiary clinic."

    assert works(desk, WAITING, abstract, statement=text) == []


# Authors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authors", "marked"),
    [
        (["Lim AB", "Ong C", "et al."], "et al."),
        (["Lim AB", "Ong C, et al"], "Ong C, et al"),
        (["Lim AB", "and others"], "and others"),
        (["Lim AB", "…"], "…"),
        (["Corrigan A", "et al."], "et al."),
    ],
)
def test_a_list_of_authors_cuts_the_applicant(desk: Desk, authors: list[str], marked: str) -> None:
    authors = [one if one != "Corrigan A" else "Corr B" for one in authors]

    subject = desk.subject({"publications": [entry("publications", authors=authors)]})

    assert told(subject, own_name_cut) == [("own-name-cut", "profile.yaml", marked)]
    assert [one.severity for one in own_name_cut(subject)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "authors",
    [
        ["Lim AB", "Corr AB", "et al."],
        ["Lim AB, Corr A, et al."],
        ["Lim AB", "CORR A.B.", "et al."],
        ["Lim AB", "Ong C"],
        ["Etalon B", "Corr AB"],
    ],
)
def test_a_list_that_names_the_applicant_or_is_whole_is_no_fault(desk: Desk, authors: list[str]) -> None:
    assert told(desk.subject({"publications": [entry("publications", authors=authors)]}), own_name_cut) == []


def test_every_name_that_was_printed_counts(desk: Desk) -> None:
    name = {"given": "Ada Bel", "family": "Corr", "published_as": ["O'Neill-Corr A", "Núñez A"]}
    papers = [entry("publications", authors=[own, "et al."]) for own in ("ONeill-Corr AB", "Nunez A", "Corr AB")]

    found = told(desk.subject({"name": name, "publications": papers}), own_name_cut)

    assert len(found) == 1
