"""The program: one fellowship applied to, its conventions and its rules, as read from `programs/<program>.yaml`."""

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
from assembler.schema.types import Bullet, Line, Note, Policy, RefereeRole, Rich, SchemaVersion, Slug, Time, Url

SectionName = Literal[
    "summary",
    "registration",
    "certification",
    "examinations",
    "eligibility",
    "education",
    "training",
    "posts",
    "gaps",
    "experience",
    "procedures",
    "interests",
    "projects",
    "publications",
    "presentations",
    "grants",
    "improvement",
    "teaching",
    "leadership",
    "awards",
    "courses",
    "conferences",
    "memberships",
    "languages",
    "personal",
    "referees",
    "declaration",
]


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


class RuleSource(Record):
    """Where a rule of this file was read, and when it was last checked."""

    rule: Line = Field(description="Which field of this file: statement.limits, letters.maximum …")
    source: Line = Field(description="Page, handbook or letter.")
    checked: PartialDate = Field(description="Day on which you read it.")


class CvSection(Record):
    """One section of the CV. May be written as the section's bare name."""

    shorthand = "section"

    section: SectionName = Field(description="Which section of the profile.")
    joined: tuple[SectionName, ...] = Field(
        default=(), alias="with", description="Further sections listed under the same heading."
    )
    title: Line | None = Field(default=None, description="The heading, where the program wants its own.")
    maximum: Annotated[int, Field(ge=1)] | None = Field(default=None, description="At most so many entries.")


ContactField = Literal["email", "phone", "city", "address", "links"]


class CvRules(Record):
    """How this program wants a CV."""

    sections: tuple[CvSection, ...] = Field(default=(), description="Sections in order; empty: the usual order.")
    pages: Annotated[int, Field(ge=1)] | None = Field(default=None, description="At most so many pages.")
    contact: tuple[ContactField, ...] = Field(
        default=("email", "phone", "city", "links"), description="Contact details, in order."
    )
    identifiers: tuple[Line, ...] = Field(default=(), description="Schemes of identifiers to show: AAMC, GMC …")
    registration_numbers: bool = Field(default=False, description="Whether registration numbers are shown.")
    scores: bool = Field(default=False, description="Whether examination scores are shown.")
    photo: Policy = Field(default="no", description="Whether a photo is shown.")
    birth_date: Policy = Field(default="no", description="Whether the birth date is shown.")
    nationality: Policy = Field(default="no", description="Whether the nationality is shown.")
    referee_contact: bool = Field(
        default=True, description="Whether referees' contact details are shown, for those who consented."
    )
    bullets: Annotated[int, Field(ge=1)] | None = Field(default=None, description="At most so many bullets an entry.")
    declaration: Rich | None = Field(default=None, description="Words of the declaration to sign, where one is asked.")
    gap_days: Annotated[int, Field(ge=0)] = Field(
        default=28, description="Days without post or training from which on a gap is to be explained."
    )


class Limit(Record):
    """A limit on a text."""

    unit: Literal["characters", "characters-without-spaces", "words", "pages"] = Field(
        description="What is counted; characters include spaces."
    )
    maximum: Annotated[int, Field(ge=1)] = Field(description="How many.")
    advice: bool = Field(default=False, description="Advice, not a rule.")


class PartLimit(Record):
    """A limit on a section or an answer, which has no pages of its own."""

    unit: Literal["characters", "characters-without-spaces", "words"] = Field(
        description="What is counted; characters include spaces."
    )
    maximum: Annotated[int, Field(ge=1)] = Field(description="How many.")
    advice: bool = Field(default=False, description="Advice, not a rule.")


class PasteRules(Record):
    """The box of a portal that the text is pasted into."""

    signs: Literal["any", "plain"] = Field(
        default="any", description="Whether it takes any sign, or plain text alone: then ASCII stands in its place."
    )
    paragraphs: Literal["blank-line", "single-break"] = Field(
        default="blank-line", description="What parts two paragraphs."
    )


class StatementSection(Record):
    """One section of the personal statement."""

    id: Slug = Field(description="A name of its own, or that of one of the usual eight.")
    title: Line | None = Field(default=None, description="Heading in the draft; left out: that of the usual section.")
    prompts: tuple[Rich, ...] = Field(
        default=(), description="What to write about; empty: what the usual section asks, where it is one."
    )
    share: Annotated[int, Field(ge=1, le=100)] = Field(default=10, description="Share of the words, by weight.")
    limit: PartLimit | None = Field(default=None, description="How long the section may be.")
    evidence: tuple[Line, ...] = Field(
        default=(), description="Sections of the profile to look for evidence in; also program.attractions."
    )
    seed: tuple[Line, ...] = Field(default=(), description="Parts of the profile offered as a first draft.")
    optional: bool = Field(default=False, description="Left out where the profile has nothing for it.")


class Question(Record):
    """A question that the program sets, answered on its own."""

    id: Slug = Field(description="A name of its own.")
    question: Rich = Field(description="The question, word for word.")
    limit: PartLimit | None = Field(default=None, description="How long the answer may be.")


class StatementRules(Record):
    """How this program wants the personal statement."""

    words: Annotated[int, Field(ge=50)] | None = Field(
        default=None, description="How many words to aim for; left out: the limit in words, else 600."
    )
    limits: tuple[Limit, ...] = Field(default=(), description="Limits, each in its unit.")
    headings: bool = Field(default=False, description="Whether the final text keeps the sections' headings.")
    paste: PasteRules = Field(default=PasteRules(), description="The box that the text is pasted into.")
    sections: tuple[StatementSection, ...] = Field(default=(), description="Sections; empty: the usual eight.")
    questions: tuple[Question, ...] = Field(default=(), description="Questions the program sets.")


class FormRule(Record):
    """One thing that this program asks of a letter's form."""

    label: Line = Field(description="What it is about, in a word or two: File, Opening, Subject line.")
    text: Rich = Field(description="What is asked.")


class LetterRules(Record):
    """What this program asks of letters of recommendation."""

    minimum: Annotated[int, Field(ge=0)] = Field(default=2, description="At least so many.")
    maximum: Annotated[int, Field(ge=1)] | None = Field(default=None, description="At most so many.")
    roles: tuple[RefereeRole, ...] = Field(default=(), description="Roles that must be among the referees.")
    age_months: Annotated[int, Field(ge=1)] | None = Field(default=None, description="No older than so many months.")
    age_on: Literal["closing", "start"] = Field(
        default="closing", description="The day on which that age counts: when applications close, or the post starts."
    )
    addressee: Line | None = Field(default=None, description="Opening words: Dear Program Director.")
    confidentiality: Rich | None = Field(default=None, description="Whether the applicant may see the letter.")
    waiver: bool = Field(
        default=False, description="Whether you must choose to waive the right to see it, or not to, as in ERAS."
    )
    route: Line | None = Field(default=None, description="How it is sent, in a few words: ERAS letter portal.")
    send_to: Line | None = Field(default=None, description="Address, link or office it goes to.")
    buffer_days: Annotated[int, Field(ge=0, le=60)] = Field(
        default=7, description="Days before the deadline by which you want it sent, the portal's own days aside."
    )
    processing_days: Annotated[int, Field(ge=0, le=60)] = Field(
        default=0, description="Working days (Monday to Friday) that the portal takes to process a letter."
    )
    length: Line | None = Field(default=None, description="How long: about one page.")
    form: tuple[FormRule, ...] = Field(default=(), description="Rules on the letter's form.")
    competencies: Literal["none", "acgme", "carms"] = Field(
        default="none", description="Headings offered to the referee as prompts."
    )
    identifiers: tuple[Line, ...] = Field(default=(), description="Identifiers a letter must quote: AAMC.")


class Attraction(Bullet):
    """A fact about the program that draws the applicant, with its source."""

    text: Rich = Field(description="The fact: a track, a population, a person, a way of working.")
    source: Line | None = Field(default=None, description="Where you read it.")


class Rewording(Record):
    """A text of the profile that reads differently for this program."""

    entry: Slug = Field(description="Id of the entry, bullet or logbook row.")
    field: Line = Field(default="text", description="Which of its texts: title, detail, baseline …")
    text: Rich = Field(description="How it reads here.")


class CaseSummaryRules(Record):
    """How this program wants the certified case summary."""

    months: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Only cases of the last so many months; left out: every logbook."
    )
    stamp: bool = Field(default=False, description="Whether there is a place for an official stamp or seal.")

    def since(self, date: PartialDate) -> PartialDate | None:
        """The first day whose cases a summary of `date` counts; None where all count."""
        return date.months_before(self.months) if self.months else None


class Extra(Record):
    """A further paper that the program wants and that this tool does not write."""

    shorthand = "name"

    name: Line = Field(description="What it is: certified case summary, transcript.")
    detail: Rich | None = Field(default=None, description="What is asked of it.")


DocumentName = Literal["cv", "statement", "cover-letter", "case-summary", "declaration", "publications"]


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
    portal: Line | None = Field(default=None, description="Where to apply: ERAS, e-mail, Trac …")
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
