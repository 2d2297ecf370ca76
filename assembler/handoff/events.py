"""Events: what a calendar's view holds, in words, each with an identifier that stays when the file is made again."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from hashlib import sha256
from zoneinfo import ZoneInfo

from assembler.handoff.calendar import ALARM_DAYS, Event
from assembler.views import CalendarView, EventView


def events_of(view: CalendarView, words: Mapping[str, str], applicant: str) -> tuple[Event, ...]:
    """The events of `view`, worded by the catalogue's `calendar`; `applicant` is the name of their folder.

    What is done keeps its place, lest it stay open where an earlier file was imported, and calls nobody to mind.
    """
    return tuple(_event(event, view.person.name, words, applicant) for event in view.events)


def _event(event: EventView, person: str, words: Mapping[str, str], applicant: str) -> Event:
    summary = words[event.kind].format(program=event.program, person=person, referee=event.referee)
    told = " ".join(part for part in (event.time, event.zone) if part)
    return Event(
        uid=_uid(applicant, event.kind, *event.key),
        when=_when(event),
        summary=words["done"].format(what=summary) if event.done else summary,
        description="\n".join(part for part in (told, event.note) if part),
        alarms=() if event.done else ALARM_DAYS,
    )


def _when(event: EventView) -> datetime.date | datetime.datetime:
    """The moment in UTC where the time is known with its zone, else the day."""
    if not (event.time and event.zone):
        return event.day
    time = datetime.time.fromisoformat(event.time)
    return datetime.datetime.combine(event.day, time, ZoneInfo(event.zone)).astimezone(datetime.UTC)


def _uid(*parts: str) -> str:
    """One for each row of `parts`, of which nothing can be read in it."""
    return f"{sha256(json.dumps(parts).encode()).hexdigest()[:32]}@application-assembler"
