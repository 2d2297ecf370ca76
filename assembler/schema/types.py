"""The small types that the schema's records are made of, and the bases that entries share."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from assembler.records import Record
from assembler.schema.dates import EndDate, PartialDate

_SEEN = re.compile(
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Any character but spaces and what Unicode calls ignorable (zero width, fillers, selectors)."""


def _seen(text: str, shown: str) -> None:
    if text and not _SEEN.search(shown):
        code, hint = f"U+{ord(shown[:1] or text):04X}", "write the words, or delete the line"
        message = "nothing can be seen of this text, which begins with {code}"
        raise PydanticCustomError("wrong_value", message, {"code": code, "hint": hint})


def _line(text: str) -> str:
    _seen(text, text)
    if _MAY_BE_SIGNS.search(text):
        from assembler.markup import signs  # noqa: PLC0415 - as below

        if found := signs(text):
            message = "'{found}' would be printed with its signs, since this field is plain text"
            raise PydanticCustomError("markdown", message, {"found": found, "hint": "write the words alone"})
    return text


_MAY_BE_SIGNS = re.compile(r"[*<]|\]\(")

Line = Annotated[str, StringConstraints(min_length=1), AfterValidator(_line)]
"""A plain text on one line; markup in it is refused, since it would be printed as it stands."""

Note = Annotated[str, StringConstraints(min_length=1)]
"""A private note: no document shows it, so anything may stand in it."""

_MAY_BE_MARKUP = re.compile(r"[*_\[\]<>`#!~|\\&]|^\s*(?:[-+>]|\d+[.)])\s")


def _rich(text: str) -> str:
    if _MAY_BE_MARKUP.search(text):
        from assembler.markup import plain, problems  # noqa: PLC0415 - its library is slow to load; most texts need none

        if problem := problems(text):
            hint = "only **bold**, *italic* and [links](https://…) are understood; put \\ before a sign meant as itself"
            raise PydanticCustomError("markdown", "{problem}", {"problem": problem, "hint": hint})
        _seen(text, plain(text))
    _seen(text, text)
    return text


Rich = Annotated[str, StringConstraints(min_length=1), AfterValidator(_rich)]
"""A text in which **bold**, *italic* and [links](https://…) are understood, and nothing else."""

_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


_LONGEST_SLUG = 60
"""Word takes no longer name for a place to write."""


def _slug(text: str) -> str:
    if len(text) > _LONGEST_SLUG:
        hint = f"at most {_LONGEST_SLUG} characters"
        raise PydanticCustomError("wrong_value", "'{given}…' is too long for an id", {"given": text[:20], "hint": hint})
    if not _SLUG.fullmatch(text):
        close = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        hint = "small letters, digits and hyphens only" + (f": '{close}'" if close else "")
        raise PydanticCustomError("wrong_value", "'{given}' cannot be an id or a tag", {"given": text, "hint": hint})
    return text


Slug = Annotated[str, StringConstraints(min_length=1), AfterValidator(_slug)]
"""An id or a tag: small letters, digits and hyphens."""


def _shaped(text: str, pattern: str, what: str, example: str) -> str:
    """`text`, if it has the form `pattern`; else it is said not to be `what`."""
    if not re.search(pattern, text):
        hint = f"write it as in {example}"
        raise PydanticCustomError("wrong_value", "'{given}' is not {what}", {"given": text, "what": what, "hint": hint})
    return text


_URL = r"^https?://\S+$"
_LANGUAGE = r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"

Url = Annotated[
    str,
    AfterValidator(partial(_shaped, pattern=_URL, what="a web address", example="https://example.org")),
    WithJsonSchema({"type": "string", "pattern": _URL}),
]
"""The address of a web page."""

Time = Annotated[
    str,
    AfterValidator(partial(_shaped, pattern=_TIME, what="a time of day", example="17:00")),
    WithJsonSchema({"type": "string", "pattern": _TIME}),
]
"""A time of day."""

LanguageTag = Annotated[
    str,
    AfterValidator(partial(_shaped, pattern=_LANGUAGE, what="a language tag", example="uk, ta or zh-Hant")),
    WithJsonSchema({"type": "string", "pattern": _LANGUAGE}),
]
"""A language as a BCP 47 tag."""

SchemaVersion = Literal["1"]
Audience = Literal["programs", "referees"]
Policy = Literal["no", "allowed", "required"]
RefereeRole = Literal[
    "program-director", "department-head", "direct-supervisor", "pain-faculty", "research", "colleague", "other"
]


class Entry(Record):
    """What any entry and any bullet can carry."""

    id: Slug | None = Field(default=None, description="A name of its own, so that other places can refer to it.")
    tags: tuple[Slug, ...] = Field(default=(), description="What it shows; a program's `emphasis` picks by tags.")
    priority: Annotated[int, Field(ge=1, le=5)] = Field(
        default=3, description="1 (may go first when space is short) to 5 (goes last)."
    )
    keep: bool = Field(default=False, description="Never left out for space.")
    private: bool = Field(default=False, description="Stays in this file: no document shows it.")


class Bullet(Entry):
    """One line under an entry. May be written as a bare text."""

    shorthand = "text"

    text: Rich = Field(description="What you did, with numbers where you have them.")


class Period(Entry):
    """An entry that lasts from `start` to `end`."""

    start: PartialDate = Field(description="Year, month or day: 2021, 2021-02 or 2021-02-28.")
    end: EndDate | None = Field(default=None, description="As `start`, or `present`. Left out: a single date.")

    @field_validator("end", mode="after")
    @classmethod
    def _after_start(cls, end: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        start = info.data.get("start")
        if end is not None and start is not None and end.last() < start.first():
            raise PydanticCustomError(
                "end_before_start",
                "the end {end} is before the start {start}",
                {"end": str(end), "start": str(start), "hint": "one of the two is mistyped, or they are swapped"},
            )
        return end


class Position(Period):
    """A role held somewhere for a time, with what was done in it."""

    title: Line = Field(description="The role, as it was called.")
    institution: Line | None = Field(default=None, description="Where.")
    department: Line | None = Field(default=None, description="Department or unit.")
    city: Line | None = Field(default=None, description="City.")
    country: Line | None = Field(default=None, description="Country.")
    bullets: tuple[Bullet, ...] = Field(default=(), description="What you did there.")


def entry_ref(section: str, position: int, entry: Any) -> str:
    """The name by which decisions and checks call an entry: `posts/registrar`, or `posts/3` where it has no id."""
    return f"{section}/{getattr(entry, 'id', None) or position + 1}"
