"""Who the applicant is: name, contact, identifiers, registration, certification, examinations, eligibility."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assembler.records import Record
from assembler.schema.dates import EndDate, PartialDate
from assembler.schema.types import Audience, Entry, LanguageTag, Line, Period, Rich, Url


class Name(Record):
    """The applicant's name."""

    given: Line = Field(description="Given names, with initials as you use them.")
    family: Line | None = Field(default=None, description="Family name; leave it out if you have none.")
    order: Literal["given-first", "family-first"] = Field(
        default="given-first", description="Which part is written first."
    )
    native: Line | None = Field(default=None, description="The name in its own script.")
    native_language: LanguageTag | None = Field(
        default=None, description="Language of `native` as a BCP 47 tag, such as uk."
    )
    post_nominals: tuple[Line, ...] = Field(default=(), description="Degrees and fellowships after the name.")
    published_as: tuple[Line, ...] = Field(
        default=(), description="Your name as it stands in author lists: Haverkamp NR. Set bold in publications."
    )


class Contact(Record):
    """How to reach the applicant. The address is shown only where a program asks for it."""

    email: Line = Field(description="E-mail address.")
    phone: Line | None = Field(default=None, description="Telephone number with country code, as in +65 6123 4567.")
    city: Line | None = Field(default=None, description="City where you live.")
    country: Line | None = Field(default=None, description="Country where you live.")
    address: Line | None = Field(default=None, description="Home address; shown only where a program asks for it.")


class WebLink(Record):
    """A page about the applicant."""

    label: Line = Field(description="What the link is called in print.")
    url: Url = Field(description="Address, beginning with https://.")


class Personal(Record):
    """What only some programs ask for. No document shows it unless the program's policy says so."""

    birth_date: PartialDate | None = Field(default=None, description="Day of birth.")
    nationality: Line | None = Field(default=None, description="Nationality.")
    photo: Line | None = Field(default=None, description="Portrait, a JPEG or PNG file under `assets/`.")


class Identifier(Entry):
    """A number by which a portal or register knows the applicant."""

    scheme: Line = Field(description="Whose number it is: AAMC, GMC, ORCID …")
    value: Line = Field(description="The number itself.")
    share_with: tuple[Audience, ...] = Field(
        default=(), description="Who may see it: programs, referees. Empty: nobody."
    )


class Registration(Period):
    """Registration or licence to practise in one country."""

    body: Line = Field(description="The register: Singapore Medical Council …")
    country: Line = Field(description="Country or state.")
    kind: Line | None = Field(
        default=None, description="Kind of registration: full, conditional, unrestricted licence."
    )
    status: Line | None = Field(default=None, description="Status: active, no conditions.")
    number: Line | None = Field(default=None, description="Number; shown only where a program asks for it.")


class Certification(Entry):
    """Certification by a board or college, or of a skill such as life support."""

    name: Line = Field(description="What is certified.")
    body: Line | None = Field(default=None, description="Who certifies.")
    date: PartialDate | None = Field(default=None, description="When it was awarded.")
    expires: PartialDate | None = Field(default=None, description="When it expires.")
    detail: Rich | None = Field(default=None, description="Anything a reader should know.")


class Examination(Entry):
    """An examination sat or planned, language tests included."""

    name: Line = Field(description="Examination and part.")
    body: Line | None = Field(default=None, description="Who sets it.")
    kind: Literal["licensing", "specialty", "language"] = Field(default="specialty", description="What it is for.")
    date: PartialDate | None = Field(default=None, description="When it was, or will be, sat.")
    attempt: Annotated[int, Field(ge=1, le=9)] = Field(default=1, description="Which attempt this was.")
    result: Literal["passed", "failed", "awaited", "planned"] = Field(default="passed", description="Result.")
    score: Line | None = Field(default=None, description="Score; shown only where a program asks for scores.")


class Visa(Record):
    """What the applicant needs in order to work in one country."""

    country: Line = Field(description="Country; shown only to programs there.")
    need: Line = Field(description="What is needed, as in: J-1 sponsorship through Intealth.")


class Eligibility(Record):
    """When and on what terms the applicant can start."""

    available_from: PartialDate | None = Field(default=None, description="First possible day.")
    statement: Rich | None = Field(default=None, description="One line for the summary.")
    visas: tuple[Visa, ...] = Field(default=(), description="Needs by country.")


class Membership(Period):
    """Membership of a society. Trade unions reveal more than a CV needs (GDPR art. 9): mark them private."""

    body: Line = Field(description="Society.")
    grade: Line | None = Field(default=None, description="Grade: Associate, Trainee member …")


class Language(Entry):
    """A language and how well it is spoken."""

    language: Line = Field(description="Language.")
    level: Line = Field(description="Level: native, C1, conversational …")
    detail: Rich | None = Field(default=None, description="Use at work, as in: takes histories unaided.")


class Gap(Period):
    """A time away from work and training: label and dates are shown, the reason only to whom it is released."""

    end: EndDate = Field(description="Last day away, or `present`.")
    label: Line = Field(description="Neutral words: Parental leave.")
    reason: Rich | None = Field(default=None, description="The reason, in a sentence.")
    share_with: tuple[Audience, ...] = Field(default=(), description="Who may see the reason.")
