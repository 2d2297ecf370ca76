"""The CV and the statement that a referee's pack holds: what a program reads, less what is not for a referee."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.schema.profile import Profile
from assembler.tailor import cv_view, shared_text, statement_view
from assembler.tailor.allowed import BESIDE, CV_READERS, PROGRAMS
from assembler.views import CvView, Own
from tests.people import DATE, ENTRIES, REFEREE, entry, house, profile, program

EVERYTHING = {
    "photo": "required",
    "birth_date": "required",
    "nationality": "required",
    "scores": "yes",
    "registration_numbers": "yes",
    "identifiers": ["GMC"],
    "contact": ["email", "address", "phone"],
    "declaration": "All this is true.",
}
HELD: dict[str, Any] = {
    "identifiers": [entry("identifiers", share_with=["programs", "referees"])],
    "examinations": [entry("examinations", score="241", attempt="2")],
    "registration": [entry("registration", number="55")],
    "gaps": [entry("gaps", reason="Care", share_with=["programs"])],
    "referees": [REFEREE | {"id": "lim", "email": "lim@example.org", "consent": "yes"}],
    "logbooks": [ENTRIES["logbooks"] | {"verified_by": "Dr Sen"}],
    "posts": [entry("posts", supervisor="Dr Oka")],
    "personal": {"birth_date": "1990-01-02", "nationality": "Irish", "photo": "assets/photo.jpg"},
    "contact": {"email": "ada@example.org", "phone": "+353 1", "address": "1 Quay"},
    "eligibility": {"statement": "May work in Ireland", "visas": [{"country": "Ireland", "need": "Stamp 1"}]},
}


def cv(held: Profile, audience: Any, **rules: Any) -> CvView:
    asked = program(cv=EVERYTHING | rules, referees=["lim"])
    return cv_view(held, asked, "harbour", house().conventions, DATE, audience)[0]


def texts(made: CvView) -> str:
    return repr(made)


WITHHELD = ("241", "55", "Care", "lim@example.org", "Dr Sen", "1990", "Irish", "photo.jpg", "1 Quay", "Stamp", "true.")


@pytest.mark.parametrize("text", WITHHELD)
def test_what_a_program_may_ask_is_not_a_referees(text: str) -> None:
    held = profile(**HELD)
    assert text in texts(cv(held, "programs"))
    assert text not in texts(cv(held, "referees"))


def test_what_is_a_part_of_a_post_stays() -> None:
    made = texts(cv(profile(**HELD), "referees"))
    for text in ("Dr Oka", "Part one", "Council", "Leave", "ada@example.org", "Registrar", "Block"):
        assert text in made


def test_the_reason_of_a_gap_is_shown_to_referees_alone_where_released_to_them_alone() -> None:
    held = profile(gaps=[entry("gaps", reason="Care", share_with=["referees"])])
    assert "Care" in texts(cv(held, "referees"))
    assert "Care" not in texts(cv(held, "programs"))


def test_an_identifier_stands_in_the_briefing_and_not_in_the_cv() -> None:
    assert "GMC" not in texts(cv(profile(**HELD), "referees"))


def test_a_heading_over_nothing_is_not_shown() -> None:
    sections = [{"section": "personal", "with": ["languages"], "title": "About me"}, "referees", "eligibility", "posts"]
    held = profile(**HELD, languages=[entry("languages")])
    made = cv(held, "referees", sections=sections)
    assert [section.kind for section in made.sections][:2] == ["languages", "posts"]


def test_every_entry_is_accounted_for_once() -> None:
    held = profile(**HELD)
    _, decisions = cv_view(held, program(cv=EVERYTHING), "harbour", house().conventions, DATE, "referees")
    refs = [item.entry for item in decisions]
    assert len(set(refs)) == len(refs)
    assert {ref for _, ref, _ in held.entries()} <= set(refs)
    said = {item.entry: (item.decision, item.reason) for item in decisions}
    assert said["referees/lim"] == ("out", "not for referees")


def test_a_referee_sees_no_field_that_a_program_does_not() -> None:
    """What is not released in so many words is the same for both, or less."""
    for kind, names in CV_READERS["referees"].items():
        assert set(names) <= {*CV_READERS["programs"][kind], *BESIDE.get(kind, ())}, kind
    assert "score" not in CV_READERS["referees"]["examinations"]
    assert set(PROGRAMS) - set(CV_READERS["referees"]) >= {"referees", "motivation.themes"}


def test_of_a_statement_what_is_written_is_shared_and_nothing_that_spoke_to_the_writer() -> None:
    own = {"why": Own("I saw **it**.", "done")}
    asked = program(
        statement={
            "sections": [
                {"id": "why", "title": "Why", "prompts": ["Say when."]},
                {"id": "plan", "title": "Plan", "prompts": ["Say where."], "seed": ["career_plan.short"]},
            ]
        }
    )
    held = profile(career_plan={"short": [{"text": "A clinic in the north"}]})
    view, _ = statement_view(held, asked, "harbour", house().conventions, DATE, own)
    shared = shared_text(view)
    assert [part.id for part in shared.parts] == ["why"]
    assert "I saw **it**." in repr(shared)
    for text in ("Say when.", "Say where.", "A clinic in the north", "ada@example.org"):
        assert text not in repr(shared)
