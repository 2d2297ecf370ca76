"""Letters of recommendation and how far each is, as read from `letters.yaml`, and the days that count for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from assembler.records import Record
from assembler.schema.dates import PartialDate
from assembler.schema.types import Line, Note, SchemaVersion, Slug

LetterState = Literal["planned", "asked", "agreed", "sent", "received", "declined"]
Waiver = Literal["waived", "not-waived"]

STEPS: tuple[LetterState, ...] = ("asked", "agreed", "sent", "received")
"""The states that follow each other, each with a date of its name; `planned` is before them."""

ASK_DAYS = 42
"""A referee is asked six weeks before a letter is due (neurology guide: four to six; domain notes §4)."""

REPLY_DAYS = 14
"""Days after which a referee who has not answered is asked again: what six weeks leave beside a month of writing."""

REMINDER_DAYS = (21, 7)
"""Reminders three weeks and one week before a letter is due (domain notes §4)."""


def _day(date: PartialDate) -> PartialDate:
    if not date.day:
        hint = "write the day too, as in 2027-01-04"
        raise PydanticCustomError("invalid_date", "a due date needs its day", {"hint": hint})
    return date


class Letter(Record):
    """One letter of recommendation, for one program or for several."""

    referee: Slug = Field(description="Id of the referee in the profile.")
    programs: tuple[Slug, ...] = Field(min_length=1, description="The programs it serves, by the names of their files.")
    state: LetterState = Field(description="How far it is.")
    asked: PartialDate | None = Field(default=None, description="When you asked for it.")
    agreed: PartialDate | None = Field(default=None, description="When the referee agreed to write it.")
    sent: PartialDate | None = Field(default=None, description="When the referee sent it.")
    received: PartialDate | None = Field(default=None, description="When the portal or the program had it.")
    declined: PartialDate | None = Field(default=None, description="When the referee said no.")
    letter_id: Line | None = Field(default=None, description="The portal's number for it.")
    waiver: Waiver | None = Field(
        default=None, description="Whether you waived the right to see it; left out: not chosen yet."
    )
    route: Line | None = Field(default=None, description="How it is sent, where not as the program says.")
    due: Annotated[PartialDate, AfterValidator(_day)] | None = Field(
        default=None, description="By which day it is to be sent, where not as computed."
    )
    form: Line | None = Field(
        default=None, description="The portal's request form, a PDF under assets/, for the referee's pack."
    )
    notes: tuple[Note, ...] = Field(default=(), description="Private notes; no document shows them.")

    @property
    def dates(self) -> Mapping[LetterState, PartialDate]:
        """The dates that are given, by the state that each is of, in the order in which states follow."""
        dates = {name: getattr(self, name) for name in (*STEPS, "declined")}
        return {name: date for name, date in dates.items() if date is not None}

    @property
    def since(self) -> PartialDate | None:
        """When it came to its state, where that is known."""
        return self.dates.get(self.state)


class Letters(Record):
    """The letters of one applicant. A referee's letter for a program that is not listed is planned."""

    schema_version: SchemaVersion = Field(alias="schema", description="Version of this file's form: 1.")
    letters: tuple[Letter, ...] = Field(default=(), description="The letters, one an item.")

    def of(self, referee: str, program: str) -> Letter | None:
        """The letter of `referee` for `program`, by their ids; None where it is not listed."""
        return next((one for one in self.letters if one.referee == referee and program in one.programs), None)

    def declined(self, program: str) -> frozenset[str]:
        """The ids of the referees who said no to a letter for `program`."""
        return frozenset(one.referee for one in self.letters if program in one.programs and one.state == "declined")


NO_LETTERS = Letters(schema="1")
"""Those of an applicant who keeps no list."""
