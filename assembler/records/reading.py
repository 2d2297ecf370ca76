"""Plain data into records: what does not fit becomes diagnostics, each at the line that a person has to mend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assembler.diagnostics import Diagnostic, error, suggest
from assembler.records.hints import quoted_line
from assembler.records.marks import key_mark, value_mark
from assembler.records.record import COLON_IN_TEXT, Record, fields_of, record_in
from assembler.records.values import Place, explain

R = TypeVar("R", bound=Record)

Location = tuple[int | str, ...]


def read(data: Any, model: type[R]) -> tuple[R | None, list[Diagnostic]]:
    """Validate `data`, as a source gives it, into a `model`.

    Returns the record, or None and every diagnostic at once; nothing is raised for what a person wrote.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
        return None, [_diagnostic(details, data, model) for details in errors if not _follows(details, errors, model)]


def _follows(details: ErrorDetails, errors: Sequence[ErrorDetails], model: type[Record]) -> bool:
    """Whether an error is but the consequence of another: a field is missing since its name is misspelled."""
    location, kind = details["loc"], details["type"]
    if kind == "too_short":  # items that do not fit were not counted
        return bool(len(details["input"]) >= details["ctx"]["min_length"])
    if kind != "missing":
        return False
    owner = _model_at(model, location[:-1])
    return any(
        _meant(str(other["loc"][-1]), owner) == location[-1]
        for other in errors
        if other["type"] == "extra_forbidden" and other["loc"][:-1] == location[:-1]
    )


def _meant(key: str, owner: type[Record]) -> str | None:
    """The field that the unknown `key` is likely meant as: a close name, else the one a bare text stands for."""
    fields = fields_of(owner)
    close = suggest(key, fields)
    return next((name for name in fields if close == f"did you mean '{name}'?"), None if close else owner.shorthand)


def _diagnostic(details: ErrorDetails, data: Any, model: type[Record]) -> Diagnostic:
    location = details["loc"]
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(location, details["input"], data, _model_at(model, location[:-1]))
    if kind == "missing":
        owner = _model_at(model, location[:-1])
        return error(
            "missing-key",
            f"{_name_of(location[:-1], owner)} needs '{location[-1]}'",
            value_mark(data, location[:-1]),
            f"add '{location[-1]}: …': {_purpose(owner, str(location[-1]))}",
        )
    if kind == COLON_IN_TEXT:
        key = next(iter(details["input"]))
        message = f"a colon and a space make a field, and '{_short(str(key))}' is none of {_name_of(location, model)}"
        return error("unknown-key", message, key_mark(data, (*location, key)), quoted_line(details["input"]))
    code, message, hint = explain(details, _place(model, location))
    return error(code, message, value_mark(data, location), hint)


def _unknown_key(location: Location, given: Any, data: Any, owner: type[Record]) -> Diagnostic:
    key, fields = str(location[-1]), fields_of(owner)
    hint = suggest(key, fields)
    if hint is None and owner.shorthand is not None and (" " in key or not key.islower()):
        hint = f"a colon and a space make a field; {quoted_line({key: given}, owner.shorthand)}"
    if hint is None and len(fields) <= 30:
        hint = f"its fields are: {', '.join(fields)}"
    message = f"'{_short(key)}' is not a field of {_name_of(location[:-1], owner)}"
    return error("unknown-key", message, key_mark(data, location), hint)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _name_of(location: Location, owner: type[Record]) -> str:
    names = [str(part) for part in location if isinstance(part, str)]
    return names[-1] if names else f"a {owner.__name__.lower()}"


def _purpose(owner: type[Record], field: str) -> str:
    info = fields_of(owner).get(field)
    return (info.description if info else None) or "it must be given"


def _place(model: type[Record], location: Location) -> Place:
    """What is to stand at `location`: the field, and whether one of its items is meant."""
    last = max((number for number, part in enumerate(location) if isinstance(part, str)), default=-1)
    if last < 0:
        return Place("the file", None)
    owner, name = _model_at(model, location[:last]), str(location[last])
    return Place(name, fields_of(owner).get(name), is_item=last < len(location) - 1)


def _model_at(model: type[Record], location: Location) -> type[Record]:
    """The record class that `location` leads to from `model`; there are no unions, so the way is plain."""
    current = model
    for part in location:
        if isinstance(part, str) and (info := fields_of(current).get(part)) is not None:
            current = record_in(info.annotation) or current
    return current
