"""The rules of a program: how it wants its CV, texts, letters and files. What portals and conventions state too."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assembler.records import Record
from assembler.schema.dates import PartialDate
from assembler.schema.types import Line, Policy, RefereeRole, Rich, Slug

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


class RuleSource(Record):
    """Where a rule of this file was read, and when it was last checked."""

    rule: Line = Field(description="Which field of this file: statement.limits, letters.maximum …")
    source: Line = Field(description="Page, handbook or letter.")
    checked: PartialDate = Field(description="Day on which you read it.")
    season: Line | None = Field(default=None, description="The season that it holds for: 2027.")


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
    roles: tuple[RefereeRole, ...] = Field(
        default=(), description="Of which referees it is asked: those in one of these roles; empty: of all."
    )
    by_route: bool = Field(
        default=False, description="Asked only where the letter goes by `route`, not if the letter has one of its own."
    )
    source: Line | None = Field(default=None, description="Where it was read; left out: as `sources` says.")
    checked: PartialDate | None = Field(default=None, description="When it was last read.")


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


PHOTO_MM = (30.0, 40.0)
"""Width and height in millimetres that documents fit a photo into."""


class PhotoRules(Record):
    """How a portal wants the photo that is uploaded on its own."""

    formats: tuple[Literal["jpeg", "png"], ...] = Field(default=(), description="Formats that it takes; empty: any.")
    maximum_kb: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="At most so many kilobytes of 1,000 bytes."
    )
    width: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Width in pixels that it asks for.")
    height: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Height in pixels.")


class FileRules(Record):
    """What a portal takes of the files that are uploaded."""

    formats: tuple[Literal["pdf", "docx", "txt"], ...] = Field(
        default=(), description="Formats that it takes; empty: any."
    )
    maximum_kb: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="At most so many kilobytes of 1,000 bytes, each file."
    )
    forbidden: Line | None = Field(
        default=None, description="Signs that no file name may hold, one after another, as in: |*?:"
    )
    name_length: Annotated[int, Field(ge=8)] | None = Field(
        default=None, description="At most so many characters in a file name, its ending included."
    )
    one_pdf: bool = Field(default=False, description="Whether everything goes into one PDF.")
    photo: PhotoRules = Field(default=PhotoRules(), description="The photo, where it is a file of its own.")


class Box(Record):
    """A box of a portal's form that text from the profile is typed or pasted into."""

    name: Line = Field(description="What it is for: an experience, why it meant most.")
    limit: PartLimit = Field(description="How long the text may be.")
    count: Annotated[int, Field(ge=1)] | None = Field(default=None, description="At most so many of them.")


class Cycle(Record):
    """A cycle of a portal's season. Its days are the portal's; a program's own deadline may lie elsewhere."""

    name: Line = Field(description="What it is called: July, December.")
    submit: PartialDate | None = Field(default=None, description="First day to submit.")
    read: PartialDate | None = Field(default=None, description="First day on which programs read.")


class CaseSummaryRules(Record):
    """How this program wants the certified case summary."""

    months: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Only cases of the last so many months; left out: every logbook."
    )
    stamp: bool = Field(default=False, description="Whether there is a place for an official stamp or seal.")

    def since(self, date: PartialDate) -> PartialDate | None:
        """The first day whose cases a summary of `date` counts; None where all count."""
        return date.months_before(self.months) if self.months else None


DocumentName = Literal["cv", "statement", "cover-letter", "case-summary", "declaration", "publications"]
