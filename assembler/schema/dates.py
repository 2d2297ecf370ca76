"""Dates as people know them: a year, a month or a day, and "present" for what goes on."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date of which the day, or month and day, may be unknown (0). Year 9999 stands for "present"."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2021`, `2021-02` or `2021-02-28`.

        Raises:
            ValueError: the text has another form, or no such day exists.
        """
        found = _ISO.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        year, month, day = (int(part or 0) for part in found.groups())
        datetime.date(year, month or 1, day or 1)
        if (found[2] and not month) or (found[3] and not day):
            raise ValueError(text)
        return cls(year, month, day)

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        """A day as a date that is known in full."""
        return cls(day.year, day.month, day.day)

    @property
    def is_open(self) -> bool:
        """Whether this is "present"."""
        return self == PRESENT

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as the date is; `..` for "present"."""
        if self.is_open:
            return ".."
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])

    def first(self) -> datetime.date:
        """The earliest day that it may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def last(self) -> datetime.date:
        """The latest day that it may mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def months_before(self, months: int) -> PartialDate:
        """The same day so many months earlier, or the last day of that month where it has no such day."""
        first, day = self.last(), self.last().day
        year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
        return PartialDate(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))

    def __str__(self) -> str:
        return "present" if self.is_open else self.iso

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": _PATTERN}


PRESENT = PartialDate(9999, 12, 31)


class EndDate(PartialDate):
    """The end of a period: a `PartialDate`, or the word `present`."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_validate_end)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": _PATTERN.replace("^", "^(present|", 1).replace("$", ")$")}


def _validate(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    given = _described(value)
    if isinstance(value, str):
        try:
            return PartialDate.parse(value)
        except ValueError:
            given = f"'{value}'"
    hint = _hint(value if isinstance(value, str) else "")
    raise PydanticCustomError("invalid_date", "{given} is not a date", {"given": given, "hint": hint})


def _described(value: Any) -> str:
    """What stands where a date is expected, if not a text."""
    return "a mapping" if isinstance(value, Mapping) else "a list" if isinstance(value, Sequence) else f"'{value}'"


def _validate_end(value: Any) -> PartialDate:
    if isinstance(value, str) and value.strip().casefold() == "present":
        return PRESENT
    return _validate(value)


_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}


def _hint(text: str) -> str:
    """What the writer may have meant, where it can be told; else the three forms."""
    forms = "write a year, a month or a day: 2021, 2021-02 or 2021-02-28"
    text = text.strip()
    if text.casefold() in {"now", "current", "today", "ongoing", "to date"}:
        return "for what goes on, write 'end: present'"
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text):
        month, day = int(found[2]), int(found[3] or 1)
        if not 1 <= month <= 12:
            return f"there is no month {found[2]}; {forms}"
        return _no_such_day(found[1], month, day) or (
            "write it as " + "-".join(part.zfill(2) for part in found.groups() if part)
        )
    if found := re.fullmatch(r"(\d{1,2})[./-](\d{4})", text):
        month = int(found[1])
        return f"write it as {found[2]}-{month:02}" if 1 <= month <= 12 else forms
    if found := re.fullmatch(r"(?:(\d{1,2})\.? )?([A-Za-z]{3})[a-z]*\.? (\d{4})", text):
        number = _MONTHS.get(found[2].casefold())
        if number is not None:
            return _no_such_day(found[3], number, int(found[1] or 1)) or (
                f"write it as {found[3]}-{number:02}" + (f"-{int(found[1]):02}" if found[1] else "")
            )
    if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}", text):
        return f"year first, then month, then day, as in {text[-4:]}-02-28, so that nobody can misread it"
    return forms


def _no_such_day(year: str, month: int, day: int) -> str | None:
    days = calendar.monthrange(int(year), month)[1]
    return None if 1 <= day <= days else f"{calendar.month_name[month]} {year} has {days} days"
