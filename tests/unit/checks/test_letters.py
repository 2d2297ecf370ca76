from __future__ import annotations

import datetime
from typing import Any

import pytest

from assembler.checks.letters import check_future, check_letters
from assembler.checks.subject import Subject
from assembler.diagnostics import Severity
from assembler.schema.dates import PartialDate
from assembler.schema.letters import Letter, Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from tests.people import REFEREE, entry, profile, program, record

TODAY = PartialDate(2026, 11, 24)
GOOD: dict[str, Any] = REFEREE | {"email": "lim@example.org", "consent": "yes"}


def referees(**changes: Any) -> Profile:
    return profile(referees=[GOOD | changes])


def asks(deadline: str = "2027-03-01", **more: Any) -> Program:
    return program(**{"referees": ["lim"], "deadline": {"date": deadline}, **more})


def letter(state: str = "asked", programs: tuple[str, ...] = ("harbour",), **more: str) -> dict[str, Any]:
    return {"referee": "lim", "programs": list(programs), "state": state, **more}


def told(
    *listed: dict[str, Any],
    held: Profile | None = None,
    today: PartialDate = TODAY,
    **programs: Program,
) -> list[tuple[str, str]]:
    letters = record({"schema": "1", "letters": list(listed)}, Letters)
    found = check_letters(Subject(held or referees(), programs or {"harbour": asks()}, today, letters=letters))
    assert all(item.hint and item.severity is Severity.WARNING for item in found)
    return [(item.code, item.message) for item in found]


def codes(*listed: dict[str, Any], **more: Any) -> list[str]:
    return [code for code, _ in told(*listed, **more)]


def test_nothing_is_wrong_with_letters_that_are_on_their_way() -> None:
    assert told() == []
    assert told(letter("agreed", agreed="2026-11-05"), letter("received", ("quay",)), quay=asks()) == []


# No answer -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "state", "silent"),
    [
        ("2026-11-10", "asked", False),
        ("2026-11-11", "asked", True),
        ("2026-11", "asked", True),  # it may have been yesterday
        ("2026-10", "asked", False),
        ("2026-10-01", "agreed", True),
    ],
)
def test_two_weeks_without_an_answer(asked: str, state: str, silent: bool) -> None:  # noqa: FBT001 - a parameter
    found = told(letter(state, asked=asked))
    assert (found == []) is silent
    if asked == "2026-11-10":
        assert found == [("letter-no-reply", "Dr Lim was asked on 2026-11-10, 14 days ago, and has not answered")]


def test_a_request_without_a_day_is_not_counted_from() -> None:
    assert codes(letter("asked")) == []


# Late ------------------------------------------------------------------------------------------------


def test_what_is_late_is_told_once_for_a_program_and_instead_of_the_silence() -> None:
    both = profile(referees=[GOOD, GOOD | {"id": "sen", "name": "Dr Sen"}, GOOD | {"id": "no", "private": "yes"}])
    wanted = asks("2026-11-28", short="Harbour", referees=["lim", "sen", "no"])
    late = "Dr Lim (asked, due 2026-11-21), Dr Sen (planned, due 2026-11-21)"
    assert told(letter(asked="2026-10-01"), held=both, harbour=wanted) == [
        ("letter-late", f"Harbour closes on 2026-11-28, and not every letter is sent: {late}")
    ]


@pytest.mark.parametrize(
    ("deadline", "listed", "late"),
    [
        ("2026-12-01", letter("agreed"), False),  # due today
        ("2026-11-30", letter("agreed"), True),
        ("2026-11-30", letter("sent"), False),
        ("2026-11-30", letter("received"), False),
        ("2026-11-30", letter("agreed", due="2026-11-24"), False),
        ("2027-03-01", letter("agreed", due="2026-11-23"), True),
        ("2026-11-23", letter("agreed"), False),  # it has closed, which is told of the program
    ],
)
def test_when_a_letter_is_late(deadline: str, listed: dict[str, Any], late: bool) -> None:  # noqa: FBT001
    assert codes(listed, harbour=asks(deadline)) == ["letter-late"] * late


def test_the_working_days_of_the_portal_count() -> None:
    days = {"buffer_days": "0", "processing_days": "3"}
    due_friday = asks("2026-11-25", letters=days)  # a Wednesday: three working days before is Friday the 20th
    assert codes(harbour=due_friday, today=PartialDate(2026, 11, 20)) == []
    assert codes(harbour=due_friday, today=PartialDate(2026, 11, 21)) == ["letter-late"]


# Too old ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "dates", "old"),
    [
        ({"age_months": "12"}, {"sent": "2026-03-01"}, False),
        ({"age_months": "12"}, {"sent": "2026-02-28"}, True),
        ({"age_months": "12"}, {"sent": "2026-02"}, True),
        ({"age_months": "12"}, {"sent": "2026-03"}, False),
        ({"age_months": "12"}, {"sent": "2026"}, False),
        ({"age_months": "12"}, {"received": "2026-02-28"}, True),
        ({"age_months": "12"}, {"sent": "2026-02-28", "received": "2026-05-01"}, True),
        ({"age_months": "12"}, {}, False),
        ({}, {"sent": "2016-02-28"}, False),
        ({"age_months": "12", "age_on": "start"}, {"sent": "2026-06-30"}, True),
        ({"age_months": "12", "age_on": "start"}, {"sent": "2026-07-01"}, False),
    ],
)
def test_a_letter_that_is_too_old(rules: dict[str, str], dates: dict[str, Any], old: bool) -> None:  # noqa: FBT001
    wanted = asks(letters=rules, start="2027-07")
    assert codes(letter("received", **dates), harbour=wanted) == ["letter-too-old"] * old
    assert codes(letter("declined", **dates), harbour=wanted) == []


def test_an_age_on_a_day_that_is_not_known_is_not_judged() -> None:
    wanted = asks(letters={"age_months": "12", "age_on": "start"})
    assert codes(letter("sent", sent="2016-01"), harbour=wanted) == []


def test_how_old_it_may_be_is_said() -> None:
    wanted = asks(letters={"age_months": "12"}, short="Harbour")
    assert told(letter("sent", sent="2026-02"), harbour=wanted) == [
        ("letter-too-old", "the letter of Dr Lim is of 2026-02, and Harbour takes none from before 2026-03-01")
    ]


# Names in a letter for several -----------------------------------------------------------------------

NAMED = {"name": "Professor Ho Wei Ming", "salutation": "Professor Ho"}


@pytest.mark.parametrize(
    ("rules", "name"),
    [
        ({"addressee": "Dear Professor Ho"}, "Ho"),
        ({"addressee": "Dear Program Director"}, None),
        ({"addressee": "Dear Director of Hope Road"}, None),
        ({"form": [{"label": "Opening", "text": "To Harbour Hospital"}]}, "Harbour Hospital"),
        ({"form": [{"label": "Opening", "text": "For the Quay fellowship"}]}, "Quay"),
        ({"form": [{"label": "Opening", "text": "Signed at the quayside"}]}, None),
        ({}, None),
    ],
)
def test_a_letter_for_several_programs_names_none_of_them(rules: dict[str, Any], name: str | None) -> None:
    programs: dict[str, Any] = {
        "harbour": asks(short="Harbour"),
        "quay": asks(short="Quay", director=NAMED, letters=rules),
    }
    found = told(letter("agreed", ("harbour", "quay")), **programs)
    message = f"the letter of Dr Lim serves 2 programs, and Quay wants '{name}' named in it"
    assert found == ([("letter-names-institution", message)] if name else [])
    assert codes(letter("agreed", ("quay",)), **programs) == []
    assert codes(letter("declined", ("harbour", "quay")), **programs) == []


# The right to see it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "open_"),
    [
        (letter("asked"), True),
        (letter("received"), True),
        (letter("planned"), False),
        (letter("declined"), False),
        (letter("asked", waiver="waived"), False),
        (letter("asked", waiver="not-waived"), False),
    ],
)
def test_whether_the_right_to_see_it_is_waived_is_to_be_chosen(listed: dict[str, Any], open_: bool) -> None:  # noqa: FBT001
    wanted = asks(letters={"waiver": "yes"}, short="Harbour")
    message = "Harbour: you have not chosen whether you waive the right to see the letter of Dr Lim"
    assert told(listed, harbour=wanted) == ([("waiver-not-chosen", message)] if open_ else [])
    assert codes(listed) == []


def test_it_is_to_be_chosen_once_for_a_letter() -> None:
    wanted = asks(letters={"waiver": "yes"})
    assert codes(letter("asked", ("harbour", "quay")), harbour=wanted, quay=wanted) == ["waiver-not-chosen"]


# Dates -----------------------------------------------------------------------------------------------


def test_what_has_happened_is_not_in_the_future() -> None:
    made = letter("sent", asked="2026-11-25", agreed="2026-11", sent="2026")
    assert told(made) == [("letter-dates", "'asked: 2026-11-25' is in the future")]
    held = record(letter("agreed", agreed="2026-12"), Letter)
    assert [item.code for item in check_future(held, datetime.date(2026, 11, 30))] == ["letter-dates"]
    assert list(check_future(held, datetime.date(2026, 12, 1))) == []


def test_letters_of_nobody_and_for_nothing_are_passed_over() -> None:
    strange = letter(asked="2026-10-01") | {"referee": "sen"}
    assert codes(strange, letter(programs=("pier",), asked="2026-10-01")) == []
    assert codes(letter(asked="2026-10-01"), held=referees(private="yes")) == []


# Referees --------------------------------------------------------------------------------------------


def test_a_referee_who_cannot_be_reached_or_passed_on() -> None:
    silent = "Dr Lim has neither an e-mail address nor a telephone number"
    assert told(held=profile(referees=[REFEREE])) == [("referee-without-contact", silent)]
    unshown = "Dr Lim has not agreed that their contact details be passed on: no CV shows them (Harbour)"
    assert told(held=referees(consent="no")) == [("referee-without-consent", unshown)]
    for cv in ({"sections": ["posts"]}, {"referee_contact": "no"}):
        assert codes(held=referees(consent="no"), harbour=asks(cv=cv)) == []
    listed = asks(cv={"sections": ["posts", {"section": "languages", "with": ["referees"]}]})
    assert codes(held=referees(consent="no"), harbour=listed) == ["referee-without-consent"]
    assert codes(held=profile(referees=[REFEREE | {"phone": "1", "consent": "yes"}])) == []
    assert codes(held=referees(consent_with=["quay"])) == []


def test_of_a_referee_whom_nobody_asks_no_contact_is_needed() -> None:
    for wanted in (asks(referees=[]), asks("2026-11-23")):
        assert codes(held=profile(referees=[REFEREE]), harbour=wanted) == []
    assert codes(held=profile(referees=[REFEREE | {"private": "yes"}])) == []


@pytest.mark.parametrize(
    ("start", "end", "seen"),
    [
        ("2020-01", "2020-12", True),
        ("2019-01", "2021-03", True),  # they begin in the month in which it ends
        ("2019-01", "2021-02", False),
        ("2022-02", "2022-05", True),
        ("2022-03", "2022-05", False),
        ("2022", None, True),
        ("2019", "present", True),
        ("2021-02", None, False),
    ],
)
def test_a_referee_was_there_when_they_saw_it(start: str, end: str | None, seen: bool) -> None:  # noqa: FBT001
    when = {"start": start} | ({"end": end} if end else {})
    until = {"start": "2021-03", "end": "2022-02"} if start != "2020-01" else {"start": "2020"}
    held = profile(
        referees=[GOOD | until | {"witnessed": ["clinic"]}],
        experience=[entry("experience", id="clinic") | when],
    )
    assert codes(held=held) == ["referee-not-there"] * (not seen)


def test_what_is_said_of_one_who_was_not_there() -> None:
    held = profile(
        referees=[GOOD | {"end": "present", "witnessed": ["clinic", {"text": "Rounds"}]}],
        experience=[entry("experience", id="clinic", start="2019-05")],
    )
    message = "Dr Lim worked with you from 2020 to present, and 'clinic' is of 2019-05"
    assert told(held=held) == [("referee-not-there", message)]


def test_papers_and_grants_come_after_the_work_and_private_ones_are_nobodys() -> None:
    gone = GOOD | {"start": "2020", "end": "2020-06"}
    later = {
        "publications": [entry("publications", id="paper", date="2023")],
        "grants": [entry("grants", id="grant", start="2023")],
        "experience": [entry("experience", id="clinic", start="2023")],
    }
    witnessed = ["paper", "grant", {"entry": "clinic", "private": "yes"}]
    assert codes(held=profile(referees=[gone | {"witnessed": witnessed}], **later)) == []
    hidden = gone | {"private": "yes", "witnessed": ["clinic"]}
    assert codes(held=profile(referees=[hidden], **later)) == []
