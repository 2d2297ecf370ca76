"""Calendars: events with their alarms as an .ics file that every calendar program imports, again and again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import icalendar

ALARM_DAYS = (21, 7)
"""Alarms three weeks and one week ahead (domain notes §4)."""

_MORNING = datetime.timedelta(hours=9)
"""When the alarm of a whole day rings; otherwise it would at midnight."""

_FIRST = datetime.date(2020, 1, 1)
"""The day on which SEQUENCE is 0: before any that this tool is used on."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or at a moment in UTC: `uid` is the same whenever it is written again.

    `alarms` are the days before it on which it is called to mind.
    """

    uid: str
    when: datetime.date | datetime.datetime
    summary: str
    description: str
    alarms: tuple[int, ...] = ALARM_DAYS


def calendar(name: str, events: Sequence[Event], stamp: datetime.date) -> bytes:
    """The calendar `name` of `events` as it was made on the day `stamp`, which also says which of two is newer.

    Alarms for days before `stamp` are left out: programs ring them all at once when they import the file.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 - slow to load

    made = Calendar()
    made.add("prodid", "-//application-assembler//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    name = " ".join(name.split())
    # The library writes a NAME as it is.
    made.add("name", vText(name))
    # What Apple, Google and Outlook read in place of NAME.
    made.add("x-wr-calname", name)
    for event in events:
        made.add_component(_event(event, stamp))
    return bytes(made.to_ical())


def _event(event: Event, stamp: datetime.date) -> icalendar.Event:
    import icalendar  # noqa: PLC0415 - slow to load

    at = datetime.datetime(stamp.year, stamp.month, stamp.day, tzinfo=datetime.UTC)
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", at)
    made.add("last-modified", at)
    made.add("sequence", max(0, (stamp - _FIRST).days))
    made.add("dtstart", event.when)
    timed = isinstance(event.when, datetime.datetime)
    if not timed:
        made.add("dtend", event.when + datetime.timedelta(days=1))
    # Nobody is busy for the whole day on which a letter is due.
    made.add("transp", "TRANSPARENT")
    summary = _told(event.summary)
    made.add("summary", summary)
    if event.description:
        made.add("description", _told(event.description))
    for days in event.alarms:
        ahead = datetime.timedelta(days=days)
        if _day(event.when) - ahead < stamp:
            continue
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -ahead if timed else _MORNING - ahead)
        made.add_component(alarm)
    return made


def _told(text: str) -> str:
    """`text` whose lines end in line feeds alone: readers differ over whatever else ends one."""
    return _ENDS.sub(" ", text.replace("\r\n", "\n"))


_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _day(when: datetime.date | datetime.datetime) -> datetime.date:
    return when.date() if isinstance(when, datetime.datetime) else when
