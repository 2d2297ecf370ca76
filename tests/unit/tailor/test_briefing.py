from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.schema.dates import PartialDate
from assembler.schema.letters import Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.tailor import briefing_view
from assembler.tailor.briefing import asking
from assembler.views import BriefingView, Decision
from tests.people import REFEREE, entry, profile, program, record

TODAY = PartialDate(2026, 11, 24)


def view(held: Profile, *asking: Program, date: PartialDate = TODAY) -> tuple[BriefingView, list[Decision]]:
    programs = {f"p{place}": item for place, item in enumerate(asking)}
    return briefing_view(held, programs, held.referees[0], date)


def asks(deadline: str = "2027-03-01", **more: Any) -> Program:
    return program(referees=["lim"], deadline={"date": deadline}, **more)


def held_by(*witnessed: Any, **more: Any) -> Profile:
    return profile(referees=[REFEREE | {"witnessed": list(witnessed)}], **more)


def reasons(decisions: list[Decision]) -> dict[str, tuple[str, str]]:
    assert len({item.entry for item in decisions}) == len(decisions)
    return {item.entry: (item.decision, item.reason) for item in decisions}


# Dates ---------------------------------------------------------------------------------------


def test_a_letter_is_due_some_days_before_the_deadline_and_earliest_comes_first() -> None:
    later = asks("2027-03-01", short="Later")
    sooner = asks("2027-03-05", short="Sooner", letters={"buffer_days": "30"})
    made, _ = view(held_by(), later, sooner, program(short="Not asked"))
    assert [(item.program.short, item.due.iso) for item in made.requests] == [
        ("Sooner", "2027-02-03"),
        ("Later", "2027-02-22"),
    ]
    assert (made.language, made.paper) == (sooner.language, sooner.paper)


def test_time_and_zone_of_the_deadline() -> None:
    deadline = {"date": "2027-03-01", "time": "17:00", "zone": "Asia/Singapore"}
    made, _ = view(held_by(), program(referees=["lim"], deadline=deadline))
    assert made.requests[0].closes_at == "17:00 Asia/Singapore"
    assert view(held_by(), asks())[0].requests[0].closes_at == ""


@pytest.mark.parametrize(
    ("today", "decline", "reminders"),
    [
        ((2026, 11, 24), "2027-01-25", ["2027-02-01", "2027-02-15"]),  # four weeks ahead of 22 February
        ((2027, 1, 24), "2027-01-31", ["2027-02-01", "2027-02-15"]),  # a week to answer
        ((2027, 2, 10), "2027-02-17", ["2027-02-15"]),
        ((2027, 2, 20), "2027-02-22", []),  # not after the letter is due
        ((2027, 2, 25), "2027-02-25", []),  # too late: at once
    ],
)
def test_when_to_decline_and_when_to_remind(today: tuple[int, int, int], decline: str, reminders: list[str]) -> None:
    made, _ = view(held_by(), asks(), date=PartialDate(*today))
    assert made.decline_by.iso == decline
    assert [item.iso for item in made.reminders] == reminders


@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 2, 22)), st.integers(0, 60))
def test_a_no_comes_before_the_letter_and_never_in_the_past(today: datetime.date, buffer: int) -> None:
    now = PartialDate(today.year, today.month, today.day)
    made, _ = view(held_by(), asks(letters={"buffer_days": str(buffer)}), date=now)
    due = made.requests[0].due.first()
    assert today <= made.decline_by.first() <= max(due, today)
    assert all(today < item.first() < due for item in made.reminders)


# Letters -------------------------------------------------------------------------------------


def test_what_is_noted_of_a_letter_stands_before_what_its_program_says() -> None:
    rules = {"route": "Portal", "identifiers": ["GMC"]}
    held = held_by(identifiers=[entry("identifiers", share_with=["referees"])])
    programs = {
        "harbour": asks(short="Harbour", letters=rules),
        "quay": asks("2027-02-20", letters={"route": "Portal"}),
    }
    letter = {"referee": "lim", "programs": ["harbour", "quay"], "state": "agreed", "letter_id": "0012"}
    other = letter | {"referee": "sen", "letter_id": "0013", "route": "Courier"}
    more = {"due": "2027-01-04", "route": "Post", "notes": ["x"]}
    for listed, expected in (
        ([], [("2027-02-13", "Portal", []), ("2027-02-22", "Portal", ["7"])]),
        ([other, letter], [("2027-02-13", "Portal", []), ("2027-02-22", "Portal", ["7", "0012"])]),
        ([letter | more], [("2027-01-04", "Post", ["7", "0012"]), ("2027-01-04", "Post", [])]),
    ):
        letters = record({"schema": "1", "letters": listed}, Letters)
        made, _ = briefing_view(held, programs, held.referees[0], TODAY, letters)
        requests = [(item.due.iso, item.route, [one.text for one in item.identifiers]) for item in made.requests]
        assert requests == expected


def test_one_letter_for_several_programs_is_told_as_one_and_a_waiver_where_it_is_chosen() -> None:
    held = held_by()
    programs = {
        "harbour": asks(short="Harbour", letters={"waiver": "yes"}),
        "quay": asks("2027-02-20", short="Quay"),
        "pier": asks("2027-02-21", short="Pier", letters={"waiver": "yes"}),
    }
    one = {"referee": "lim", "programs": ["harbour", "quay"], "state": "agreed", "waiver": "waived"}
    other = {"referee": "lim", "programs": ["pier"], "state": "asked"}
    letters = record({"schema": "1", "letters": [one, other, one | {"referee": "sen"}]}, Letters)
    made, _ = briefing_view(held, programs, held.referees[0], TODAY, letters)
    assert made.shared == (("Harbour", "Quay"),)
    assert {item.program.short: item.waiver for item in made.requests} == {
        "Harbour": "waived",
        "Quay": None,
        "Pier": None,
    }
    assert briefing_view(held, programs, held.referees[0], TODAY)[0].shared == ()


def test_a_program_whose_letter_was_declined_asks_no_more() -> None:
    held = held_by()
    programs = {"harbour": asks(), "quay": asks("2027-02-20"), "pier": program()}
    declined = {"referee": "lim", "programs": ["quay"], "state": "declined"}
    letters = record({"schema": "1", "letters": [declined]}, Letters)
    assert list(asking(programs, held.referees[0])) == ["quay", "harbour"]
    assert list(asking(programs, held.referees[0], letters)) == ["harbour"]


# What this referee saw -----------------------------------------------------------------------


def test_only_what_was_witnessed_is_shown() -> None:
    held = held_by(
        "clinic",
        {"entry": "post", "text": "Your list"},
        {"text": "Rounds on Fridays"},
        {"entry": "audit", "private": "yes"},
        "hidden",
        experience=[
            entry("experience", id="clinic"),
            entry("experience", id="other"),
            entry("experience", id="hidden", private="yes"),
        ],
        posts=[entry("posts", id="post", supervisor="Dr Sen", bullets=["x"])],
        improvement=[entry("improvement", id="audit")],
    )
    made, decisions = view(held, asks())
    assert [(item.ref, item.fields.get("saw")) for item in made.witnessed] == [
        ("experience/clinic", None),
        ("posts/post", "Your list"),
        ("referees/lim/witnessed/3", "Rounds on Fridays"),
    ]
    assert "Dr Sen" not in str(made)
    said = reasons(decisions)
    assert said["experience/clinic"] == ("in", "this referee saw it")
    assert said["experience/other"] == said["improvement/audit"] == ("out", "not for this referee")
    assert said["experience/hidden"] == ("out", "private")
    assert said["posts/post/bullets/1"] == ("out", "an entry is told in one line")


@pytest.mark.parametrize(
    "section",
    ["examinations", "gaps", "registration", "education", "awards", "conferences", "languages", "memberships"],
)
def test_some_kinds_of_entry_are_for_no_referee(section: str) -> None:
    made, _ = view(held_by("it", **{section: [entry(section, id="it")]}), asks())
    assert bool(made.witnessed) is (section == "awards")


def test_bullets_and_rows_can_be_witnessed_but_not_within_what_is_private() -> None:
    bullets = [{"text": "Did it.", "id": "bullet"}]
    rows = [{"procedure": "Block", "solo": "2", "id": "row"}]
    for private, seen in (("no", ["posts/1/bullet", "logbooks/1/row"]), ("yes", [])):
        held = held_by(
            "bullet",
            "row",
            posts=[entry("posts", bullets=bullets, private=private)],
            logbooks=[entry("logbooks", rows=rows, private=private)],
        )
        made, decisions = view(held, asks())
        assert [item.ref for item in made.witnessed] == seen
        assert (reasons(decisions)["posts/1/bullet"][0] == "in") is bool(seen)


def test_whom_else_an_entry_names_is_not_told() -> None:
    others = {"supervisor": "Dr Sen", "director": "Dr Sen", "detail": "With Dr Sen.", "verified_by": "Dr Sen"}
    kinds = ("training", "posts", "logbooks", "projects", "publications", "presentations", "awards", "courses")
    sections: dict[str, Any] = {}
    for kind in kinds:
        fields = {
            name for name in others if name in type(getattr(profile(**{kind: [entry(kind)]}), kind)[0]).model_fields
        }
        sections[kind] = [entry(kind, id=kind, **{name: others[name] for name in fields})]
    sections["publications"][0]["authors"] = ["Lim D", "Corr AB", "Sen E", "Abe F"]
    points = [{"point": "Research", "evidence": ["publications"]}]
    held = profile(referees=[REFEREE | {"witnessed": list(kinds), "speak_to": points}], **sections)
    made, _ = view(held, asks())
    assert [item.kind for item in made.witnessed] == list(kinds)
    for name in ("Sen", "Abe"):
        assert name not in str(made)
    paper = made.points[0].evidence[0].fields
    assert (paper["place"], paper["count"], paper["group"]) == (2, 4, "articles")
    assert "authors" not in paper


def test_another_referee_cannot_be_witnessed() -> None:
    held = profile(referees=[REFEREE | {"witnessed": ["sen"]}, REFEREE | {"id": "sen", "name": "Dr Sen"}])
    made, decisions = view(held, asks())
    assert made.witnessed == ()
    assert "Sen" not in str(made)
    assert reasons(decisions)["referees/sen"] == ("out", "another referee")
    assert reasons(decisions)["referees/lim"] == ("in", "the reader")


def test_points_bring_only_evidence_that_was_witnessed() -> None:
    points = [
        {"point": "Care", "text": "So.", "evidence": ["clinic", "other"], "id": "care"},
        {"point": "Skill", "evidence": ["clinic"]},
        {"point": "Secret", "private": "yes"},
    ]
    held = profile(
        referees=[REFEREE | {"witnessed": ["clinic"], "speak_to": points}],
        experience=[entry("experience", id="clinic"), entry("experience", id="other")],
    )
    made, _ = view(held, asks())
    assert [(item.ref, item.point, [one.ref for one in item.evidence]) for item in made.points] == [
        ("referees/lim/care", "Care", ["experience/clinic"]),
        ("referees/lim/2", "Skill", ["experience/clinic"]),
    ]


def test_the_career_plan_in_short() -> None:
    plan = {
        "short": ["Soon.", {"text": "Hidden.", "private": "yes"}],
        "long": [{"text": "Late.", "id": "late"}],
        "contribution": ["Me."],
    }
    made, decisions = view(held_by(career_plan=plan), asks())
    assert [(seed.ref, seed.text) for seed in made.career_plan] == [
        ("career_plan.short/1", "Soon."),
        ("career_plan.long/late", "Late."),
    ]
    assert reasons(decisions)["career_plan.short/1"] == ("in", "the career plan in short")
    assert reasons(decisions)["career_plan.contribution/1"] == ("out", "not for this referee")


# What the letter needs -----------------------------------------------------------------------

IDENTIFIERS = [
    {"scheme": "AAMC", "value": "1", "share_with": ["programs"]},
    {"scheme": "AAMC", "value": "2", "share_with": ["referees"]},
    {"scheme": "GMC", "value": "3", "share_with": ["referees"]},
    {"scheme": "ORCID", "value": "4", "share_with": ["referees"], "private": "yes"},
]


def test_identifiers_only_where_released_and_quoted() -> None:
    held = held_by(identifiers=IDENTIFIERS)
    made, decisions = view(
        held, asks(letters={"identifiers": ["aamc", "ORCID"]}), asks(letters={"identifiers": ["AAMC"]})
    )
    assert [(item.label, item.text) for item in made.identifiers] == [("AAMC", "2")]
    said = reasons(decisions)
    assert [said[f"identifiers/{place}"][0] for place in range(1, 5)] == ["out", "in", "out", "out"]
    assert view(held, asks())[0].identifiers == ()


def test_competencies_are_those_of_the_letters_forms_each_once() -> None:
    forms = [asks(letters={"competencies": name}) for name in ("none", "acgme", "acgme", "carms")]
    made, _ = view(held_by(), *forms)
    assert made.competencies == ("acgme", "carms")
    assert view(held_by(), forms[0])[0].competencies == ()


def test_contact_is_what_a_referee_needs() -> None:
    contact = {"email": "a@b.org", "phone": "+65 1", "city": "Cork", "address": "1 Quay"}
    made, _ = view(profile(contact=contact, referees=[REFEREE]), asks())
    assert [item.label for item in made.contact] == ["email", "phone"]


def test_the_view_has_no_room_for_what_is_private() -> None:
    referee = REFEREE | {
        "notes": ["SECRET"],
        "email": "SECRET@x.org",
        "phone": "SECRET",
        "channel": "SECRET",
        "title": "SECRET",
    }
    held = profile(
        referees=[referee],
        notes=["SECRET"],
        personal={"nationality": "SECRET", "photo": "SECRET"},
        motivation={"themes": ["SECRET"]},
        examinations=[entry("examinations", score="SECRET")],
    )
    made, _ = view(held, asks(notes=["SECRET"], extras=["SECRET"]))
    assert "SECRET" not in str(made)


# The form of a letter -------------------------------------------------------------------------

RULES = [
    {"label": "File", "text": "PDF", "by_route": "yes", "source": "Its page", "checked": "2026-11-02"},
    {
        "label": "Head",
        "text": "Keeps my post",
        "roles": ["department-head"],
        "source": "Its page",
        "checked": "2026-11",
    },
    {"label": "Letterhead", "text": "Signed"},
]


def rules(route: str | None = None, roles: tuple[str, ...] = ("direct-supervisor",)) -> list[str]:
    """The labels of the rules that a referee in `roles` reads, whose letter goes by `route`."""
    held = profile(referees=[REFEREE | {"roles": list(roles)}])
    asked = asks(letters={"form": RULES, "route": "The portal"})
    row = {"referee": "lim", "programs": ["harbour"], "state": "planned"} | ({"route": route} if route else {})
    letters = record({"schema": "1", "letters": [row]}, Letters)
    made, _ = briefing_view(held, {"harbour": asked}, held.referees[0], TODAY, letters)
    return [rule.label for rule in made.requests[0].form]


def test_a_rule_for_other_roles_is_not_told() -> None:
    assert rules() == ["File", "Letterhead"]
    assert rules(roles=("colleague", "department-head")) == ["File", "Head", "Letterhead"]


def test_a_rule_of_the_route_holds_for_letters_that_go_by_it() -> None:
    assert rules("The portal") == ["File", "Letterhead"]
    assert rules("On paper, to his office") == ["Letterhead"]


def test_where_and_when_each_rule_was_read_is_told_once() -> None:
    held = profile(referees=[REFEREE | {"roles": ["department-head"]}])
    source = {"rule": "letters.form, letters.length", "source": "A handbook", "checked": "2026-10"}
    made, _ = view(held, asks(letters={"form": RULES}, sources=[source]))
    read = [(one.source, one.checked.iso) for one in made.requests[0].read]
    assert read == [("Its page", "2026-11-02"), ("Its page", "2026-11"), ("A handbook", "2026-10")]
    assert view(held, asks(letters={"form": RULES[2:]}))[0].requests[0].read == ()
