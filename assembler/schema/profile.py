"""The profile: everything about one applicant, as read from `profile.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from assembler.diagnostics import CODES, suggest
from assembler.names import listed_name
from assembler.records import Record
from assembler.schema import career, person
from assembler.schema.dates import EndDate
from assembler.schema.types import Entry, Line, Note, Period, RefereeRole, Rich, SchemaVersion, Slug, entry_ref


class Motivation(Record):
    """Why this specialty: what moves the applicant, when it began, how it was put to the test."""

    themes: tuple[career.Theme, ...] = Field(default=(), description="What draws you, one theme an item.")
    moments: tuple[career.Theme, ...] = Field(
        default=(), description="Clinical moments, without anything that could identify a patient."
    )
    tested: tuple[career.Theme, ...] = Field(default=(), description="How you put the interest to the test.")


class CareerPlan(Record):
    """Where the applicant is going."""

    short: tuple[career.Theme, ...] = Field(default=(), description="The first years after the fellowship.")
    long: tuple[career.Theme, ...] = Field(default=(), description="Ten years on.")
    contribution: tuple[career.Theme, ...] = Field(default=(), description="What a program gains from you.")


class Point(Entry):
    """Something a referee could speak to, with the entries they saw that bear it out."""

    point: Line = Field(description="The quality in a few words: Procedural judgement.")
    text: Rich | None = Field(default=None, description="A concrete example, in facts.")
    evidence: tuple[Slug, ...] = Field(default=(), description="Ids of entries this referee witnessed.")


class Witnessed(Entry):
    """Something a referee saw: an entry of this profile, or words of your own."""

    shorthand = "entry"

    entry: Slug | None = Field(default=None, description="Id of the entry.")
    text: Rich | None = Field(default=None, description="What they saw of it.")


class Referee(Period):
    """Someone who can write about the applicant, and over what time they saw the work."""

    id: Slug = Field(description="A name of its own; programs call the referee by it.")
    name: Line = Field(description="Name as they write it.")
    salutation: Line | None = Field(default=None, description="How you address them: Dr Lim, Professor Adeyinka.")
    title: Line | None = Field(default=None, description="Their post.")
    institution: Line | None = Field(default=None, description="Where they work now.")
    city: Line | None = Field(default=None, description="City.")
    country: Line | None = Field(default=None, description="Country.")
    end: EndDate | None = Field(default=None, description="When the working relation ended, or `present`.")
    roles: tuple[RefereeRole, ...] = Field(min_length=1, description="What they were to you.")
    relationship: Rich = Field(description="How you worked together, in a sentence.")
    setting: Line | None = Field(default=None, description="Where: pain clinic, theatre …")
    email: Line | None = Field(default=None, description="E-mail address.")
    phone: Line | None = Field(default=None, description="Telephone.")
    consent: bool = Field(default=False, description="Whether they agreed that their contact details be passed on.")
    consent_with: tuple[Slug, ...] = Field(
        default=(), description="The programs to which they may be; empty: all that they write for. Needs `consent`."
    )
    channel: Line | None = Field(default=None, description="How they like to be asked.")
    witnessed: tuple[Witnessed, ...] = Field(default=(), description="What they saw.")
    speak_to: tuple[Point, ...] = Field(default=(), description="What you hope they can speak to.")
    include: Slug | None = Field(
        default=None, description="The program whose CV and statement go into the pack; left out: the earliest one."
    )
    notes: tuple[Note, ...] = Field(default=(), description="Private notes; no document shows them.")

    def consents_to(self, program: str) -> bool:
        """Whether their contact details may be passed on to `program`, by its id."""
        return self.consent and (not self.consent_with or program in self.consent_with)


def _code(text: str) -> str:
    if text not in CODES:
        hint = suggest(text, CODES) or "codes stand in square brackets: warning[my-patients]"
        raise PydanticCustomError("wrong_value", "no finding has the code '{given}'", {"given": text, "hint": hint})
    return text


Code = Annotated[Line, AfterValidator(_code)]
"""The code of a diagnostic."""


class Ignored(Record):
    """A finding that the applicant looked at and set aside. Errors cannot be."""

    code: Code = Field(description="Code of the finding, as it is printed: my-patients.")
    file: Line | None = Field(
        default=None, alias="in", description="The file that it is in: statements/shared.md. Left out: any."
    )
    at: Line | None = Field(
        default=None, description="Words of the line that it points at, or of its message. Left out: any."
    )
    reason: Line = Field(description="Why it may stay.")


class Profile(Record):
    """One applicant."""

    schema_version: SchemaVersion = Field(alias="schema", description="Version of this file's form: 1.")
    specialty: Line = Field(description="The specialty applied for: pain medicine.")
    theme: Line | None = Field(default=None, description="How documents look: modern (the usual one) or classic.")
    name: person.Name = Field(description="Your name.")
    contact: person.Contact = Field(description="How to reach you.")
    links: tuple[person.WebLink, ...] = Field(default=(), description="Pages about you.")
    personal: person.Personal = Field(default=person.Personal(), description="Shown only where a program asks.")
    identifiers: tuple[person.Identifier, ...] = Field(default=(), description="Numbers that portals know you by.")
    current_post: Slug | None = Field(default=None, description="Id of the post or training you hold now.")
    eligibility: person.Eligibility = Field(default=person.Eligibility(), description="When you can start.")
    registration: tuple[person.Registration, ...] = Field(default=(), description="Registration and licences.")
    certification: tuple[person.Certification, ...] = Field(default=(), description="Board and skills certificates.")
    examinations: tuple[person.Examination, ...] = Field(default=(), description="Examinations, language tests too.")
    education: tuple[career.Education, ...] = Field(default=(), description="Degrees.")
    training: tuple[career.Training, ...] = Field(default=(), description="Postgraduate training.")
    posts: tuple[career.Post, ...] = Field(default=(), description="Posts held.")
    gaps: tuple[person.Gap, ...] = Field(default=(), description="Time away, with neutral words.")
    experience: tuple[career.Experience, ...] = Field(default=(), description="Rotations and attachments.")
    logbooks: tuple[career.Logbook, ...] = Field(default=(), description="Procedures, in counts.")
    interests: tuple[career.Interest, ...] = Field(default=(), description="Research interests.")
    projects: tuple[career.Project, ...] = Field(default=(), description="Research projects.")
    publications: tuple[career.Publication, ...] = Field(default=(), description="Papers, chapters, abstracts.")
    presentations: tuple[career.Presentation, ...] = Field(default=(), description="Talks and posters.")
    grants: tuple[career.Grant, ...] = Field(default=(), description="Funding.")
    improvement: tuple[career.Improvement, ...] = Field(default=(), description="Quality improvement and audit.")
    teaching: tuple[career.Teaching, ...] = Field(default=(), description="Teaching given.")
    leadership: tuple[career.Leadership, ...] = Field(default=(), description="Leadership and management.")
    awards: tuple[career.Award, ...] = Field(default=(), description="Awards and prizes.")
    courses: tuple[career.Course, ...] = Field(default=(), description="Courses taken.")
    conferences: tuple[career.Conference, ...] = Field(default=(), description="Conferences attended.")
    memberships: tuple[person.Membership, ...] = Field(default=(), description="Societies.")
    languages: tuple[person.Language, ...] = Field(default=(), description="Languages.")
    motivation: Motivation = Field(default=Motivation(), description="Why this specialty.")
    career_plan: CareerPlan = Field(default=CareerPlan(), description="Where you are going.")
    referees: tuple[Referee, ...] = Field(default=(), description="Who can write for you.")
    ignore: tuple[Ignored, ...] = Field(default=(), description="Findings of checks that you looked at and set aside.")
    notes: tuple[Note, ...] = Field(default=(), description="Private notes; no document shows them.")

    def own_names(self) -> tuple[str, ...]:
        """The forms of the applicant's name in author lists; the first is the usual one."""
        name = self.name
        usual = listed_name(name.given, name.family, family_first=name.order == "family-first")
        return name.published_as or (usual,)

    def entries(self) -> Iterator[tuple[str, str, Entry]]:
        """Every entry as (section, ref, entry): those of lists, of the motivation and the career plan."""
        for section in type(self).model_fields:
            value: Any = getattr(self, section)
            if isinstance(value, Record) and section in ("motivation", "career_plan"):
                for part in type(value).model_fields:
                    if part != "mark":
                        yield from _listed(f"{section}.{part}", getattr(value, part))
            elif isinstance(value, tuple):
                yield from _listed(section, value)


def _listed(section: str, values: tuple[Any, ...]) -> Iterator[tuple[str, str, Entry]]:
    for position, entry in enumerate(values):
        if isinstance(entry, Entry):
            yield section, entry_ref(section, position, entry), entry
