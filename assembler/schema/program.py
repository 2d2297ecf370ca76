"""The program: one fellowship applied to, as read from `programs/<program>.yaml` over its portal and conventions."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from assembler.diagnostics import suggest
from assembler.records import Record
from assembler.schema.dates import PartialDate
from assembler.schema.letters import Letter
from assembler.schema.rules import (
    Box,
    CaseSummaryRules,
    CvRules,
    Cycle,
    DocumentName,
    FileRules,
    LetterRules,
    RuleSource,
    StatementRules,
)
from assembler.schema.types import Bullet, Line, Note, Rich, SchemaVersion, Slug, Time, Url


class Director(Record):
    """Who runs the program."""

    name: Line = Field(description="Name with title.")
    salutation: Line | None = Field(default=None, description="How you address them: Dr Lim. Left out: by name.")
    title: Line | None = Field(default=None, description="Post.")
    email: Line | None = Field(default=None, description="E-mail address.")


def _zone(text: str) -> str:
    known = available_timezones()
    if text not in known:
        hint = suggest(text, known) or "zones are named by continent and city: America/New_York, Asia/Singapore"
        raise PydanticCustomError("wrong_value", "there is no time zone '{given}'", {"given": text, "hint": hint})
    return text


Zone = Annotated[Line, AfterValidator(_zone)]
"""A time zone of the IANA database."""


def _day(date: PartialDate) -> PartialDate:
    if not date.day:
        hint = "write the day too, as in 2027-02-14: referees are told to send their letters some days before it"
        raise PydanticCustomError("invalid_date", "a deadline needs its day", {"hint": hint})
    return date


class Deadline(Record):
    """When the application closes."""

    date: Annotated[PartialDate, AfterValidator(_day)] = Field(description="Last day, to the day: 2027-02-14.")
    time: Time | None = Field(default=None, description="Time of day, as in 17:00.")
    zone: Zone | None = Field(default=None, description="Time zone of the time: America/New_York, Asia/Singapore.")


class Attraction(Bullet):
    """A fact about the program that draws the applicant, with its source."""

    text: Rich = Field(description="The fact: a track, a population, a person, a way of working.")
    source: Line | None = Field(default=None, description="Where you read it.")


class Rewording(Record):
    """A text of the profile that reads differently for this program."""

    entry: Slug = Field(description="Id of the entry, bullet or logbook row.")
    field: Line = Field(default="text", description="Which of its texts: title, detail, baseline …")
    text: Rich = Field(description="How it reads here.")


class Extra(Record):
    """A further paper that the program wants and that this tool does not write."""

    shorthand = "name"

    name: Line = Field(description="What it is: certified case summary, transcript.")
    detail: Rich | None = Field(default=None, description="What is asked of it.")


class Program(Record):
    """One program."""

    schema_version: SchemaVersion = Field(alias="schema", description="Version of this file's form: 1.")
    convention: Line | None = Field(
        default=None, description="Whose conventions hold where this file says nothing: gmc, ahpra, singapore …"
    )
    name: Line = Field(description="The post or program: Pain Medicine Fellowship.")
    institution: Line = Field(description="Hospital or university.")
    short: Line = Field(description="Short name, for file names and tables.")
    department: Line | None = Field(default=None, description="Department.")
    city: Line = Field(description="City.")
    country: Line = Field(description="Country.")
    url: Url | None = Field(default=None, description="Web page.")
    director: Director | None = Field(default=None, description="Who runs it.")
    deadline: Deadline = Field(description="When the application closes.")
    start: PartialDate | None = Field(default=None, description="When the post starts.")
    length: Line | None = Field(default=None, description="How long it lasts: 12 months.")
    portal: Line | None = Field(
        default=None, description="Whose rules hold where this file says nothing: eras, uk-trust, carms, generic …"
    )
    apply: Line | None = Field(default=None, description="How to apply, in your words: ERAS, December cycle.")
    cycles: tuple[Cycle, ...] = Field(default=(), description="The cycles of the portal.")
    refuses: tuple[DocumentName, ...] = Field(default=(), description="Documents that the portal has no place for.")
    files: FileRules = Field(default=FileRules(), description="What it takes of files.")
    boxes: tuple[Box, ...] = Field(default=(), description="Boxes of its form, with their limits.")
    language: Literal["en-US", "en-GB", "de-DE"] = Field(
        description="Language of the documents, as the program writes it."
    )
    dates: Literal["month-year", "day-month-year", "numeric-day-first"] = Field(
        default="month-year", description="How dates are written: Feb 2021, 03 Feb 2021 or 03/02/2021."
    )
    paper: Literal["a4", "letter"] = Field(description="Paper size.")
    theme: Line | None = Field(default=None, description="How its documents look, where not as the profile says.")
    order: Literal["newest-first", "oldest-first"] = Field(default="newest-first", description="Order in time.")
    emphasis: tuple[Slug, ...] = Field(default=(), description="Tags that matter here, most important first.")
    omit: tuple[Slug, ...] = Field(default=(), description="Tags or ids to leave out here.")
    texts: tuple[Rewording, ...] = Field(default=(), description="Texts of the profile that read differently here.")
    documents: tuple[DocumentName, ...] = Field(default=("cv", "statement"), description="What to make.")
    extras: tuple[Extra, ...] = Field(default=(), description="What else the program wants.")
    cv: CvRules = Field(default=CvRules(), description="Rules for the CV.")
    statement: StatementRules = Field(default=StatementRules(), description="Rules for the personal statement.")
    cover_letter: StatementRules = Field(default=StatementRules(), description="Rules for the cover letter.")
    case_summary: CaseSummaryRules = Field(default=CaseSummaryRules(), description="Rules for the case summary.")
    letters: LetterRules = Field(default=LetterRules(), description="Rules for letters.")
    attractions: tuple[Attraction, ...] = Field(default=(), description="What draws you to this program.")
    referees: tuple[Slug, ...] = Field(default=(), description="Ids of the referees who write for it.")
    sources: tuple[RuleSource, ...] = Field(default=(), description="Where each rule was read.")
    notes: tuple[Note, ...] = Field(default=(), description="Private notes; no document shows them.")

    def without_referees(self, declined: Collection[str]) -> Program:
        """The program without the referees in `declined`, by their ids."""
        if not declined:
            return self
        return self.model_copy(update={"referees": tuple(name for name in self.referees if name not in declined)})

    def letter_due(self, letter: Letter | None = None) -> datetime.date:
        """The day by which a letter is to be sent: that of `letter`, else some days before the deadline.

        These are the working days that the portal takes, and the days in hand before them.
        """
        if letter and letter.due:
            return letter.due.first()
        day, left = self.deadline.date.last(), self.letters.processing_days
        while left:
            day -= datetime.timedelta(days=1)
            left -= day.weekday() < _SATURDAY
        return day - datetime.timedelta(days=self.letters.buffer_days)


_SATURDAY = 5
