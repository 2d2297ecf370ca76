"""Mails and calendars: what one referee is told, what the applicant is, and how the mails read."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.document import Document, plain
from assembler.schema.dates import PartialDate
from assembler.schema.letters import Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.tailor import deadlines, letter_dates, mail_view
from assembler.views import CalendarView, MailView
from assembler.views import plain as plain_view
from assembler.writers.text import pasted
from tests.people import REFEREE, composer, profile, program, record

TODAY = PartialDate(2026, 11, 24)
OTHER = REFEREE | {"id": "teo", "name": "SECRET Teo", "email": "SECRET@example.org"}


def asks(name: str, deadline: str, *referees: str, **more: Any) -> Program:
    return program(
        institution=name, short=name, referees=list(referees or ["lim"]), deadline={"date": deadline}, **more
    )


PROGRAMS = {"harbour": asks("Harbour", "2027-03-01", "lim", "teo"), "quay": asks("Quay", "2027-02-01")}


def held(**changes: Any) -> Profile:
    return profile(referees=[REFEREE | changes, OTHER])


def letters(*items: dict[str, Any]) -> Letters:
    return record({"schema": "1", "letters": list(items)}, Letters)


def mail(letters: Letters | None = None, date: PartialDate = TODAY, **changes: Any) -> MailView:
    who = held(**changes)
    return mail_view(who, PROGRAMS, who.referees[0], date, *([letters] if letters else []))


# What a mail may say -------------------------------------------------------------------------


def test_a_mail_is_about_the_letters_of_its_reader_earliest_first() -> None:
    made = mail(email="lim@example.org", salutation="Alex")
    assert [(item.program.short, item.due.iso) for item in made.requests] == [
        ("Quay", "2027-01-25"),
        ("Harbour", "2027-02-22"),
    ]
    assert (made.to, made.salutation) == (("Dr Lim", "lim@example.org"), "Alex")
    assert (mail().to, mail().salutation) == (("Dr Lim", None), "Dr Lim")


def test_a_declined_letter_is_not_asked_for_again() -> None:
    declined = letters({"referee": "lim", "programs": ["quay"], "state": "declined", "declined": "2026-11-20"})
    assert [item.program.short for item in mail(declined).requests] == ["Harbour"]


def test_an_overdue_letter_is_asked_for_until_the_program_closes() -> None:
    made = mail(date=PartialDate(2027, 1, 28))
    assert [(item.program.short, item.due.iso) for item in made.requests] == [
        ("Quay", "2027-02-01"),
        ("Harbour", "2027-02-22"),
    ]


def test_a_mail_has_no_room_for_what_is_private_or_about_others() -> None:
    private: dict[str, Any] = {"notes": ["SECRET"], "channel": "SECRET", "phone": "SECRET", "title": "SECRET"}
    state = {"referee": "teo", "programs": ["harbour"], "state": "agreed", "notes": ["SECRET"], "letter_id": "SECRET"}
    own = {"referee": "lim", "programs": ["harbour"], "state": "asked", "asked": "2026-11-20", "notes": ["SECRET"]}
    made = mail(letters(state, own), **private)
    assert "SECRET" not in str(made)
    assert "2026-11-20" not in str(plain_view(made))


# How mails read ------------------------------------------------------------------------------

MAILS = ("request", "reminder", "thanks")
LANGUAGES = ("en-GB", "en-US", "de-DE")


def composed(document: str, *asking: Program, **changes: Any) -> Document:
    who = held(**changes)
    view = mail_view(who, {item.short: item for item in asking}, who.referees[0], TODAY)
    made, found = composer().compose(document, plain_view(view), {})
    assert made is not None, found
    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", MAILS)
@pytest.mark.parametrize("number", [1, 2, 12])
def test_every_mail_in_every_language_for_one_letter_and_for_many(document: str, language: str, number: int) -> None:
    asking = [asks(f"Place {at}", f"2027-03-{at:02}", language=language) for at in range(1, number + 1)]
    made = composed(document, *asking)
    text = pasted(made.blocks, made.paste)
    assert "{" not in text + made.title
    assert "Ada Bel Corr" in made.title
    assert text.splitlines()[0] in ("Dear Dr Lim,", "Guten Tag Dr Lim,")
    assert text.splitlines()[-2:] == ["Ada Bel Corr", "ada@example.org"]
    if document != "thanks":
        assert all(item.institution in text for item in asking)
    assert made.language == language


def test_a_request_says_by_when_how_and_that_a_no_is_welcome() -> None:
    route = {"route": "ERAS Letter Writer Portal"}
    made = composed("request", asks("Quay", "2027-02-01", letters=route), asks("Harbour", "2027-03-01"))
    text = pasted(made.blocks, made.paste)
    assert "for these two. The first should be sent by Monday 25 January 2027:" in text
    assert "- Quay, by Mon 25 Jan 2027; ERAS Letter Writer Portal\n- Harbour, by Mon 22 Feb 2027" in text
    assert "please say so by Monday 28 December 2026. A short no is welcome and needs no reason." in text
    assert "SECRET" not in text + plain(made.blocks[0].content)  # type: ignore[union-attr]


def test_a_reminder_takes_nothing_for_granted() -> None:
    made = composed("reminder", PROGRAMS["quay"])
    text = pasted(made.blocks, made.paste)
    assert "agreed" not in text
    assert "If it is on its way already" in text


# Calendars -----------------------------------------------------------------------------------


def events(made: CalendarView) -> list[tuple[str, str, str, bool]]:
    return [(event.kind, event.program, event.day.isoformat(), event.done) for event in made.events]


def test_the_calendar_of_a_referee_holds_their_own_letters_alone() -> None:
    who = held()
    made = letter_dates(who, PROGRAMS, who.referees[0], TODAY, letters())
    assert events(made) == [("letter", "Quay", "2027-01-25", False), ("letter", "Harbour", "2027-02-22", False)]
    assert "SECRET" not in str(made)
    assert all(event.referee is None for event in made.events)


def test_the_letter_of_a_referee_goes_by_its_own_route_and_day() -> None:
    who = held()
    own = {"referee": "lim", "programs": ["quay"], "state": "planned", "route": "By post", "due": "2027-01-04"}
    routed = PROGRAMS | {"harbour": asks("Harbour", "2027-03-01", letters={"route": "Portal", "send_to": "The link"})}
    made = letter_dates(who, routed, who.referees[0], TODAY, letters(own))
    assert [(event.day.isoformat(), event.note) for event in made.events] == [
        ("2027-01-04", "By post"),
        ("2027-02-22", "Portal. The link"),
    ]


def test_the_calendar_of_the_applicant_holds_deadlines_and_every_letter_in_order() -> None:
    done = {"referee": "lim", "programs": ["quay"], "state": "sent", "sent": "2026-11-20"}
    made = deadlines(held(), PROGRAMS, TODAY, letters(done))
    assert events(made) == [
        ("referee", "Quay", "2027-01-25", True),
        ("deadline", "Quay", "2027-02-01", False),
        ("referee", "Harbour", "2027-02-22", False),
        ("referee", "Harbour", "2027-02-22", False),
        ("deadline", "Harbour", "2027-03-01", False),
    ]
    assert [event.referee for event in made.events] == ["Dr Lim", None, "Dr Lim", "SECRET Teo", None]


def test_a_private_referee_is_in_no_calendar() -> None:
    who = profile(referees=[REFEREE | {"private": "yes"}])
    made = deadlines(who, {"quay": PROGRAMS["quay"]}, TODAY, letters())
    assert [event.kind for event in made.events] == ["deadline"]


@pytest.mark.parametrize("state", ["planned", "asked", "agreed", "sent", "received", "declined"])
def test_a_letter_that_is_sent_or_declined_is_done(state: str) -> None:
    one = {"referee": "lim", "programs": ["quay"], "state": state}
    made = deadlines(held(), {"quay": PROGRAMS["quay"]}, TODAY, letters(one))
    assert made.events[0].done == (state in ("sent", "received", "declined"))
