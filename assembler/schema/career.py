"""What the applicant has done: education, posts, clinical work, logbook, scholarship, teaching, leadership."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from assembler.schema.dates import EndDate, PartialDate
from assembler.schema.types import Bullet, Entry, Line, Period, Position, Rich, Slug

Count = Annotated[int, Field(ge=0)]


class Education(Period):
    """A degree or other qualification."""

    qualification: Line = Field(description="Degree and subject.")
    institution: Line = Field(description="University.")
    city: Line | None = Field(default=None, description="City.")
    country: Line | None = Field(default=None, description="Country.")
    honours: Line | None = Field(default=None, description="Class or distinction.")
    thesis: Rich | None = Field(default=None, description="Title of the thesis.")
    bullets: tuple[Bullet, ...] = Field(default=(), description="Anything else worth a line.")


class Training(Position):
    """Postgraduate training in a program."""

    director: Line | None = Field(default=None, description="Program director or training supervisor.")


class Post(Position):
    """A post held. Never left out of a CV."""

    local_title: Line | None = Field(default=None, description="The title used there, where `title` translates it.")
    percent: Annotated[int, Field(ge=1, le=100)] | None = Field(default=None, description="Per cent of full time.")
    hours: Annotated[float, Field(gt=0, le=100)] | None = Field(default=None, description="Hours a week, if part-time.")
    supervisor: Line | None = Field(default=None, description="Who supervised.")


class Experience(Position):
    """A rotation or attachment: where, with whom, what was done."""

    specialty: Line | None = Field(default=None, description="Specialty, as in Pain medicine.")
    setting: Line | None = Field(default=None, description="Clinic, ward, theatre, hospice …")
    weeks: Annotated[float, Field(gt=0)] | None = Field(default=None, description="Length in weeks of full time.")
    patients: Line | None = Field(default=None, description="Who the patients were and how many.")


class ProcedureRow(Entry):
    """One procedure in a logbook: counts by level of supervision. The total is their sum."""

    procedure: Line = Field(description="Procedure.")
    guidance: Line | None = Field(default=None, description="Ultrasound, fluoroscopy, landmark …")
    role: Line | None = Field(default=None, description="Your part, where it is not the operator's.")
    observed: Count = Field(default=0, description="Watched only.")
    supervised: Count = Field(default=0, description="Done with a supervisor in the room or at hand.")
    solo: Count = Field(default=0, description="Done without direct supervision.")
    taught: Count = Field(default=0, description="Supervised while another did them.")


class Logbook(Period):
    """A case log: one period, one source, aggregate counts only."""

    end: EndDate = Field(description="Last day counted.")
    source: Line = Field(description="Where the counts come from.")
    verified_by: Line | None = Field(default=None, description="Who verified them.")
    verified_on: PartialDate | None = Field(default=None, description="When.")
    rows: tuple[ProcedureRow, ...] = Field(description="The procedures.")


class Interest(Bullet):
    """A research interest."""

    text: Rich = Field(description="The question or field.")


class Project(Position):
    """A research project."""

    supervisor: Line | None = Field(default=None, description="Who leads or supervises it.")
    status: Line | None = Field(default=None, description="Where it stands: recruiting, in analysis …")


PublicationState = Literal["published", "in-press", "accepted", "submitted", "in-preparation"]


class Publication(Entry):
    """A paper, review, chapter or abstract. Only published, in-press and accepted work is listed as published."""

    kind: Literal["article", "review", "case-report", "chapter", "abstract", "letter"] = Field(
        default="article", description="What it is."
    )
    authors: tuple[Line, ...] = Field(min_length=1, description="All authors in order, as Lastname FM.")
    title: Rich = Field(description="Title.")
    journal: Line | None = Field(default=None, description="Journal, abbreviated, or the book.")
    date: PartialDate | None = Field(default=None, description="Year or date of publication.")
    volume: Line | None = Field(default=None, description="Volume.")
    issue: Line | None = Field(default=None, description="Issue.")
    pages: Line | None = Field(default=None, description="Pages or article number.")
    doi: Line | None = Field(default=None, description="DOI, without https://doi.org/.")
    pmid: Line | None = Field(default=None, description="PubMed number.")
    state: PublicationState = Field(default="published", description="How far it has come.")

    def cut_at(self) -> int | None:
        """The place among the authors of what stands for those left out ("et al."); None where all are there."""
        return next((place for place, name in enumerate(self.authors) if _CUT.search(name)), None)


_CUT = re.compile(r"\bet\.?\s*al\b|\band (?:others|colleagues|co-?workers)\b|\bu\.\s?a\.|\.\.\.|…", re.IGNORECASE)


class Presentation(Entry):
    """A talk or poster."""

    kind: Literal["oral", "poster", "invited", "workshop"] = Field(default="oral", description="What it was.")
    title: Rich = Field(description="Title.")
    event: Line = Field(description="Meeting.")
    city: Line | None = Field(default=None, description="City.")
    country: Line | None = Field(default=None, description="Country.")
    date: PartialDate = Field(description="When.")
    detail: Rich | None = Field(default=None, description="Prize, co-presenters …")


class Grant(Period):
    """Funding won or applied for."""

    title: Rich = Field(description="What it pays for.")
    funder: Line = Field(description="Who pays.")
    amount: Line | None = Field(default=None, description="Amount with currency.")
    role: Line | None = Field(default=None, description="Your role.")


class Improvement(Position):
    """A quality improvement project or audit: baseline, change, re-audit."""

    baseline: Rich | None = Field(default=None, description="What was measured first, with its denominator.")
    change: Rich | None = Field(default=None, description="What was changed.")
    reaudit: Rich | None = Field(default=None, description="What was measured afterwards, with its denominator.")


class Teaching(Position):
    """Teaching given."""


class Leadership(Position):
    """A role of leadership or management."""


class Award(Entry):
    """An award, prize or scholarship."""

    title: Line = Field(description="Award.")
    body: Line | None = Field(default=None, description="Who gave it.")
    date: PartialDate = Field(description="When.")
    detail: Rich | None = Field(default=None, description="What for.")


class Course(Entry):
    """A course taken."""

    title: Line = Field(description="Course.")
    body: Line | None = Field(default=None, description="Who ran it.")
    city: Line | None = Field(default=None, description="City.")
    date: PartialDate = Field(description="When.")
    detail: Rich | None = Field(default=None, description="Length, content, result.")


class Conference(Entry):
    """A conference attended."""

    title: Line = Field(description="Conference.")
    city: Line | None = Field(default=None, description="City.")
    country: Line | None = Field(default=None, description="Country.")
    date: PartialDate = Field(description="When.")
    role: Line | None = Field(default=None, description="Attended, presented, volunteered …")


class Theme(Bullet):
    """A theme of the applicant's motivation, with the entries that bear it out."""

    text: Rich = Field(description="A sentence or a few, as you would say it; offered as a first draft.")
    evidence: tuple[Slug, ...] = Field(default=(), description="Ids of entries that show it.")
