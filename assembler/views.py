"""The views: what one reader may see of a profile, already chosen and ordered; plain data for the templates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from assembler.diagnostics import Mark
from assembler.schema.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as one reader may see it: only the fields on the allow-list, None where they are not given.

    `lines` name its bullets, in their order, as `ref` names the entry.
    """

    ref: str
    kind: str
    fields: Mapping[str, Any]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one entry in one view, why, and by which line."""

    view: str
    entry: str
    decision: Literal["in", "moved", "out"]
    reason: str
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """The applicant as documents name them."""

    name: str
    post_nominals: tuple[str, ...]
    short: str
    native: str | None
    native_language: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A label and a value, with the address that a click opens."""

    label: str
    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """What documents say of the program."""

    name: str
    institution: str
    short: str
    city: str
    country: str
    department: str | None
    director: str | None
    salutation: str | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of a CV: `title` only where the program wants its own heading; `selected` where more exists.

    `joined` is whether it holds several kinds of entries in one order.
    """

    kind: str
    title: str | None
    selected: bool
    joined: bool
    entries: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class CvView:
    """A CV for one program."""

    language: str
    dates: str
    paper: str
    date: PartialDate
    person: Person
    post: Named | None
    contact: tuple[Named, ...]
    photo: str | None
    program: ProgramFacts
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class PaperView(CvView):
    """A part of the CV as a paper of its own: from `since` on, where that is limited, with a place for a `stamp`."""

    since: PartialDate | None
    stamp: bool


@dataclass(frozen=True, slots=True)
class Seed:
    """A text of the profile offered as a first draft."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class LimitFact:
    """A limit of the statement, with the page it was read on and when."""

    unit: str
    maximum: int
    advice: bool
    source: str | None
    checked: PartialDate | None


State = Literal["prompt", "draft", "done"]
"""How far a section is: nobody wrote it, it is marked or holds places to fill, it is written."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a person wrote for one section: canonical Markdown, and how far it is."""

    text: str
    state: State


@dataclass(frozen=True, slots=True)
class StatementPart:
    """One section, or one set question, of a statement. `words` is its budget, or None where `limit` holds alone.

    `text` is what a person wrote, in Markdown; `seeds` stand in its place while there is none. `length` are the words
    of whichever is shown.
    """

    id: str
    number: int
    title: str | None
    question: bool
    prompts: tuple[str, ...]
    words: int | None
    limit: LimitFact | None
    evidence: tuple[Shown, ...]
    seeds: tuple[Seed, ...]
    text: str | None
    state: State
    length: int


@dataclass(frozen=True, slots=True)
class StatementView:
    """The skeleton of a personal statement for one program."""

    language: str
    dates: str
    paper: str
    date: PartialDate
    person: Person
    contact: tuple[Named, ...]
    program: ProgramFacts
    words: int
    length: int
    headings: bool
    limits: tuple[LimitFact, ...]
    parts: tuple[StatementPart, ...]
    extras: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Where rules were read, and when."""

    source: str
    checked: PartialDate


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """One letter asked of a referee: for which program, by when, how it is sent.

    `form` are the rules for the letter that hold for this referee, and `read` where each was read and when.
    `waiver` is whether the applicant waived the right to see it (`waived`, `not-waived`), where they chose.
    """

    program: ProgramFacts
    due: PartialDate
    closes: PartialDate
    closes_at: str
    route: str | None
    send_to: str | None
    addressee: str | None
    length: str | None
    age_months: int | None
    confidentiality: str | None
    form: tuple[Named, ...]
    read: tuple[Read, ...]
    length_of_post: str | None
    start: PartialDate | None
    identifiers: tuple[Named, ...]
    attraction: str | None
    waiver: str | None


@dataclass(frozen=True, slots=True)
class PointView:
    """Something the referee could speak to, with what they saw of it."""

    ref: str
    point: str
    text: str | None
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class RefereeFacts:
    """What a briefing says of its own reader."""

    id: str
    name: str
    salutation: str
    roles: tuple[str, ...]
    relationship: str
    setting: str | None
    start: PartialDate
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What stands behind the briefing in a referee's pack: `name` is that of its program, or a form's own.

    `page` is the page on which it begins.
    """

    kind: Literal["cv", "statement", "draft", "form"]
    name: str
    page: int


@dataclass(frozen=True, slots=True)
class BriefingView:
    """The briefing for one referee over all programs they write for; in a pack it says what is `enclosed`.

    `shared` are the programs, by their short names, that one letter serves together.
    """

    language: str
    dates: str
    paper: str
    date: PartialDate
    person: Person
    specialty: str
    contact: tuple[Named, ...]
    identifiers: tuple[Named, ...]
    referee: RefereeFacts
    requests: tuple[LetterRequest, ...]
    decline_by: PartialDate
    reminders: tuple[PartialDate, ...]
    points: tuple[PointView, ...]
    witnessed: tuple[Shown, ...]
    career_plan: tuple[Seed, ...]
    competencies: tuple[str, ...]
    shared: tuple[tuple[str, ...], ...] = ()
    enclosed: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class MailView:
    """A mail to one referee about their letters; `to` is their name and address."""

    language: str
    dates: str
    paper: str
    date: PartialDate
    person: Person
    specialty: str
    contact: tuple[Named, ...]
    salutation: str
    to: tuple[str, str | None]
    requests: tuple[LetterRequest, ...]
    decline_by: PartialDate


@dataclass(frozen=True, slots=True)
class EventView:
    """A day of a calendar: a program's deadline, or that by which a letter is due.

    `letter` is how its own referee sees it, `referee` how the applicant does, with the referee's name. It is `done`
    once the letter is sent, or will not be.
    """

    kind: Literal["deadline", "letter", "referee"]
    key: tuple[str, ...]
    day: datetime.date
    time: str | None
    zone: str | None
    program: str
    referee: str | None
    note: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A calendar for the applicant, or for one referee."""

    language: str
    date: PartialDate
    person: Person
    events: tuple[EventView, ...]


View = CvView | StatementView | BriefingView | MailView | CalendarView


_LEAVES = (str, int, PartialDate, type(None))


@cache
def _fields(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass; None for any other class."""
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else None


def plain(value: Any) -> Any:
    """`value` as dicts, tuples, texts, numbers and `PartialDate`s: what templates are given."""
    if isinstance(value, _LEAVES):
        return value
    if (names := _fields(value.__class__)) is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return tuple(plain(inner) for inner in value)
    return value
