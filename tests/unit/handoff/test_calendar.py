"""Calendars and their events, read back by a parser that shares no code with what writes them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from assembler.handoff import Event, calendar, events_of
from assembler.schema.dates import PartialDate
from assembler.views import CalendarView, EventView, Person
from tests.people import composer

STAMP = datetime.date(2026, 11, 24)
DUE = datetime.date(2027, 1, 5)
CLOSES = datetime.datetime(2027, 1, 15, 22, 0, tzinfo=datetime.UTC)


def event(when: datetime.date | datetime.datetime = DUE, summary: str = "A letter", **more: Any) -> Event:
    return Event("1@example", when, summary, more.pop("description", ""), **more)


def lines(*events: Event, stamp: datetime.date = STAMP) -> list[str]:
    """The lines of the calendar of `events`, those that were folded whole again."""
    return calendar("Letters", events, stamp).decode().replace("\r\n ", "").split("\r\n")


def read(*events: Event, stamp: datetime.date = STAMP) -> list[Any]:
    (made,) = vobject.readComponents(calendar("Letters", events, stamp).decode())
    return list(made.contents.get("vevent", []))


def alarms(one: Any) -> list[datetime.timedelta]:
    return [alarm.trigger.value for alarm in one.contents.get("valarm", [])]


# The file ------------------------------------------------------------------------------------


def test_a_day_is_a_whole_day_on_which_nobody_is_busy() -> None:
    (one,) = read(event(description="By mail.\nOne page, in PDF; signed"))
    assert (one.uid.value, one.summary.value) == ("1@example", "A letter")
    assert (one.dtstart.value, one.dtend.value) == (DUE, datetime.date(2027, 1, 6))
    assert one.transp.value == "TRANSPARENT"
    assert one.description.value == "By mail.\nOne page, in PDF; signed"


def test_a_moment_is_written_in_universal_time() -> None:
    (one,) = read(event(CLOSES))
    assert one.dtstart.value == CLOSES
    assert "DTSTART:20270115T220000Z" in lines(event(CLOSES))
    assert "dtend" not in one.contents
    assert "description" not in one.contents


def test_alarms_ring_three_weeks_and_one_week_before_in_the_morning() -> None:
    day, moment = read(event(), event(CLOSES))
    nine = datetime.timedelta(hours=9)
    three, one = datetime.timedelta(days=21), datetime.timedelta(days=7)
    assert alarms(day) == [nine - three, nine - one]
    assert alarms(moment) == [-three, -one]
    shown = day.contents["valarm"][0]
    assert (shown.action.value, shown.description.value) == ("DISPLAY", "A letter")
    assert alarms(read(event(alarms=()))[0]) == []


@pytest.mark.parametrize(
    ("stamp", "left"),
    [((2026, 12, 15), 2), ((2026, 12, 16), 1), ((2026, 12, 29), 1), ((2026, 12, 30), 0), ((2027, 2, 1), 0)],
)
def test_no_alarm_lies_before_the_day_on_which_the_file_is_made(stamp: tuple[int, int, int], left: int) -> None:
    assert len(alarms(read(event(), stamp=datetime.date(*stamp))[0])) == left


def test_the_calendar_says_its_name_and_asks_nobody_to_come() -> None:
    said = lines()
    assert {"NAME:Letters", "X-WR-CALNAME:Letters", "METHOD:PUBLISH", "VERSION:2.0"} <= set(said)
    assert not any(line.startswith(("ORGANIZER", "ATTENDEE", "BEGIN:VTIMEZONE")) for line in said)


@given(st.dates(datetime.date(2019, 1, 1), datetime.date(2099, 1, 1)), st.integers(1, 2000))
def test_what_is_made_later_is_newer(day: datetime.date, later: int) -> None:
    first, second = (read(event(), stamp=stamp)[0] for stamp in (day, day + datetime.timedelta(days=later)))
    assert first.uid.value == second.uid.value
    assert 0 <= int(first.sequence.value) <= int(second.sequence.value)
    assert first.last_modified.value < second.last_modified.value
    if day >= datetime.date(2020, 1, 1):
        assert int(first.sequence.value) < int(second.sequence.value)


# icalendar 7 takes a backslash before a large N for a line break; nobody types one.
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200).filter(lambda text: "\\N" not in text)


@given(_TEXTS, _TEXTS)
@example("Brief von Prof. Dr. " + "Łęcka-Özdemir " * 12, "a\\n; b, c: \\")
@example("李" * 90, "END:VEVENT\nBEGIN:VALARM")
def test_every_text_comes_back_and_no_line_is_longer_than_75_octets(summary: str, description: str) -> None:
    made = calendar("Letters", [event(summary=summary, description=description)], STAMP)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (one,) = read(event(summary=summary, description=description))
    assert one.summary.value == summary
    assert [item.value for item in one.contents.get("description", [])] == ([description] if description else [])
    assert len(one.contents["valarm"]) == 2


# Events --------------------------------------------------------------------------------------

DEADLINE = EventView(
    "deadline", ("deadline", "harbour"), CLOSES.date(), "17:00", "America/New_York", "Harbour", None, ""
)
LETTER = EventView("referee", ("letter", "harbour", "lim"), DUE, None, None, "Harbour", "Dr Lim", "By mail")


def made_of(*views: EventView, applicant: str = "corr") -> tuple[Event, ...]:
    person = Person("Ada Corr", (), "Corr A", None, None)
    view = CalendarView("en-GB", PartialDate(2026, 11, 24), person, views)
    return events_of(view, composer().words("en-GB")["calendar"], applicant)


def test_a_deadline_with_time_and_zone_is_a_moment_else_a_day() -> None:
    (moment,) = made_of(DEADLINE)
    assert (moment.when, moment.summary) == (CLOSES, "Harbour: applications close")
    assert moment.description == "17:00 America/New_York"
    without = EventView("deadline", DEADLINE.key, CLOSES.date(), "17:00", None, "Harbour", None, "")
    (day,) = made_of(without)
    assert (day.when, day.description) == (CLOSES.date(), "17:00")
    assert day.uid == moment.uid


def test_what_the_applicant_and_what_the_referee_reads() -> None:
    own = EventView("letter", LETTER.key, DUE, None, None, "Harbour", None, "By mail")
    for_applicant, for_referee = made_of(LETTER, own)
    assert for_applicant.summary == "Letter of Dr Lim for Harbour is due"
    assert for_referee.summary == "Letter for Ada Corr to Harbour is due"
    assert for_applicant.description == for_referee.description == "By mail"


def test_identifiers_are_one_for_each_event_stay_and_tell_nothing() -> None:
    own = EventView("letter", LETTER.key, DUE, None, None, "Harbour", None, "")
    every = [*made_of(DEADLINE, LETTER, own), *made_of(DEADLINE, LETTER, own, applicant="bel")]
    assert len({one.uid for one in every}) == 6
    assert not any(word in one.uid for one in every for word in ("corr", "bel", "harbour", "lim"))
    later = EventView(
        "referee", LETTER.key, datetime.date(2027, 2, 1), None, None, "Elsewhere", "Prof Lim", "", done=True
    )
    assert made_of(later)[0].uid == made_of(LETTER)[0].uid
    # Set down, so that a change of how they are made is seen: calendars would hold every event twice.
    assert made_of(LETTER)[0].uid == "2e1d0f7194e6e47b8cdb095fa22d119a@application-assembler"


def test_what_is_done_stays_in_the_calendar_and_rings_no_more() -> None:
    done = EventView("referee", LETTER.key, DUE, None, None, "Harbour", "Dr Lim", "", done=True)
    (one,) = made_of(done)
    assert one.summary == "Settled: Letter of Dr Lim for Harbour is due"
    assert one.alarms == ()


@pytest.mark.parametrize("language", ["en-GB", "en-US", "de-DE"])
def test_every_kind_of_event_has_words_in_every_language(language: str) -> None:
    person = Person("Ada Corr", (), "Corr A", None, None)
    kinds = ("deadline", "letter", "referee")
    views = tuple(
        EventView(kind, (kind,), DUE, None, None, "Harbour", "Dr Lim", "", done=True)  # type: ignore[arg-type]
        for kind in kinds
    )
    view = CalendarView(language, PartialDate(2026, 11, 24), person, views)
    summaries = [one.summary for one in events_of(view, composer().words(language)["calendar"], "corr")]
    assert len(set(summaries)) == 3
    assert all("Harbour" in summary and "{" not in summary for summary in summaries)


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_whatever_else_ends_a_line_is_a_space(end: str) -> None:
    (one,) = read(event(summary=f"A{end}letter", description=f"By{end}mail\r\nor post"))
    assert one.summary.value == "A letter"
    assert one.description.value == "By mail\nor post"


def test_a_name_is_one_line() -> None:
    made = calendar("Letters for A\n\nB, MD", [event()], STAMP).decode().replace("\r\n ", "").split("\r\n")
    assert "NAME:Letters for A B\\, MD" in made
