"""Small applicants for tests: the least that each section of a profile holds, and how to make records of them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any, TypeVar

import yaml

from assembler import resources
from assembler.compose import Composer
from assembler.house import House, load_house
from assembler.loading import Applicant, load_applicant
from assembler.material import Material, gather
from assembler.records import Record, read
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program

R = TypeVar("R", bound=Record)

DATE = PartialDate(2026, 11, 24)
SAMPLES = ("sample-pain", "sample-thin")

PROFILE: dict[str, Any] = {
    "schema": "1",
    "specialty": "pain medicine",
    "name": {"given": "Ada Bel", "family": "Corr"},
    "contact": {"email": "ada@example.org"},
}
PROGRAM: dict[str, Any] = {
    "schema": "1",
    "name": "Pain Fellowship",
    "institution": "Harbour Hospital",
    "short": "Harbour",
    "city": "Cork",
    "country": "Ireland",
    "deadline": {"date": "2027-03-01"},
    "language": "en-GB",
    "paper": "a4",
}
ENTRIES: Mapping[str, dict[str, Any]] = {
    "identifiers": {"scheme": "GMC", "value": "7"},
    "registration": {"body": "Council", "country": "Ireland", "start": "2020"},
    "certification": {"name": "Life support"},
    "examinations": {"name": "Part one"},
    "education": {"qualification": "Degree", "institution": "College", "start": "2010"},
    "training": {"title": "Trainee", "start": "2018"},
    "posts": {"title": "Registrar", "start": "2020", "end": "present"},
    "gaps": {"label": "Leave", "start": "2019-01", "end": "2019-05"},
    "experience": {"title": "Clinic", "start": "2021"},
    "logbooks": {"source": "Log", "start": "2020", "end": "2021", "rows": [{"procedure": "Block", "solo": 3}]},
    "interests": {"text": "Outcomes"},
    "projects": {"title": "Cohort", "start": "2021"},
    "publications": {"authors": ["Corr AB"], "title": "A paper", "journal": "J", "date": "2022"},
    "presentations": {"title": "A talk", "event": "Meeting", "date": "2022"},
    "grants": {"title": "A grant", "funder": "Fund", "start": "2022"},
    "improvement": {"title": "Audit", "start": "2021"},
    "teaching": {"title": "Course", "start": "2021"},
    "leadership": {"title": "Lead", "start": "2021"},
    "awards": {"title": "Prize", "date": "2021"},
    "courses": {"title": "Skills", "date": "2021"},
    "conferences": {"title": "Congress", "date": "2021"},
    "memberships": {"body": "Society", "start": "2021"},
    "languages": {"language": "Irish", "level": "native"},
}
"""The least that an entry of each section holds."""

REFEREE: dict[str, Any] = {
    "id": "lim",
    "name": "Dr Lim",
    "start": "2020",
    "roles": ["direct-supervisor"],
    "relationship": "Supervised my clinic.",
}


def record(data: Mapping[str, Any], model: type[R]) -> R:
    """The record that `data` makes, which must be without fault."""
    made, found = read(data, model)
    assert made is not None, found
    return made


def profile(**changes: Any) -> Profile:
    """The least profile with some sections changed."""
    return record(PROFILE | changes, Profile)


def program(**changes: Any) -> Program:
    """The least program with some fields changed."""
    return record(PROGRAM | changes, Program)


def entry(section: str, **changes: Any) -> dict[str, Any]:
    """The least entry of `section` with some fields changed."""
    return deepcopy(ENTRIES[section]) | changes


def as_yaml(data: Mapping[str, Any]) -> str:
    """`data` as the text of a file."""
    return str(yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True))


@cache
def house() -> House:
    """The house files that ship."""
    made, found = load_house((resources.templates(),))
    assert made is not None, found
    return made


@cache
def composer() -> Composer:
    """A composer over the templates that ship."""
    return Composer((resources.templates(),), house().languages)


@cache
def material(name: str, today: PartialDate) -> Material:
    """All that is read of a sample on a day."""
    whole, found = gather(resources.samples() / name, today)
    assert whole is not None, found
    return whole


def sample(name: str) -> Applicant:
    """The applicant of a sample that ships."""
    made, found = load_applicant(resources.samples() / name, house())
    assert made is not None, found
    assert not found, found
    return made
