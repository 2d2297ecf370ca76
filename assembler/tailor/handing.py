"""The views of what is handed over with a pack: mails to one referee, and calendars of deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assembler.schema.dates import PartialDate
from assembler.schema.letters import NO_LETTERS, Letter, Letters
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from assembler.tailor import common
from assembler.tailor.briefing import asking, briefing_view
from assembler.views import CalendarView, EventView, MailView


def mail_view(
    profile: Profile,
    programs: Mapping[str, Program],
    referee: Referee,
    date: PartialDate,
    letters: Letters = NO_LETTERS,
) -> MailView:
    """What a mail to `referee` may say of their letters for those of `programs` that ask them; there must be one.

    It is a part of their briefing, so it holds nothing that the briefing could not. Where a letter is overdue, what is
    left is until the program closes.
    """
    briefing, _ = briefing_view(profile, programs, referee, date, letters)
    requests = (replace(one, due=one.closes) if one.due < date else one for one in briefing.requests)
    return MailView(
        language=briefing.language,
        dates=briefing.dates,
        paper=briefing.paper,
        date=date,
        person=briefing.person,
        specialty=briefing.specialty,
        contact=briefing.contact,
        salutation=briefing.referee.salutation,
        to=(referee.name, referee.email),
        requests=tuple(sorted(requests, key=lambda one: one.due)),
        decline_by=briefing.decline_by,
    )


def letter_dates(
    profile: Profile, programs: Mapping[str, Program], referee: Referee, date: PartialDate, letters: Letters
) -> CalendarView:
    """The days by which `referee` is to send each letter for those of `programs` that ask them, and nothing else."""
    asked = asking(programs, referee, letters)
    events = []
    for name, program in asked.items():
        letter = letters.of(referee.id, name)
        ways = (letter.route if letter and letter.route else program.letters.route, program.letters.send_to)
        event = EventView(
            kind="letter",
            key=("letter", name, referee.id),
            day=program.letter_due(letter),
            time=None,
            zone=None,
            program=program.institution,
            referee=None,
            note=". ".join(part for part in ways if part),
            done=_done(letter),
        )
        events.append(event)
    return CalendarView(next(iter(asked.values())).language, date, common.person(profile), tuple(events))


def deadlines(profile: Profile, programs: Mapping[str, Program], date: PartialDate, letters: Letters) -> CalendarView:
    """The applicant's own calendar: the deadline of each of `programs`, and by when each letter is to be sent."""
    events = []
    for name, program in programs.items():
        closes = program.deadline
        whose, day = ("deadline", name), closes.date.last()
        events.append(EventView("deadline", whose, day, closes.time, closes.zone, program.institution, None, ""))
        for referee in profile.referees:
            if referee.id not in program.referees or referee.private:
                continue
            letter, key = letters.of(referee.id, name), ("letter", name, referee.id)
            due, whom = program.letter_due(letter), referee.name
            events.append(EventView("referee", key, due, None, None, program.institution, whom, "", _done(letter)))
    return CalendarView("en-GB", date, common.person(profile), tuple(sorted(events, key=_order)))


def _done(letter: Letter | None) -> bool:
    return letter is not None and letter.state in ("sent", "received", "declined")


def _order(event: EventView) -> tuple[datetime.date, Sequence[str]]:
    return event.day, event.key
