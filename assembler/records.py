"""Strict, frozen records, and reading plain data into them with a diagnostic for everything that does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import ErrorDetails

from assembler.diagnostics import Diagnostic, Mark, error, suggest

_MARK = "\0mark"
"""Where a mapping's mark travels to its record: a key that no YAML file can hold."""

R = TypeVar("R", bound="Record")


class Record(BaseModel):
    """A frozen record that refuses unknown keys and knows the mark of the mapping it was read from.

    The mark takes no part in equality, hashing, dumps or the JSON Schema, so that a moved line changes nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, validate_by_alias=True)

    mark: SkipJsonSchema[Mark | None] = Field(default=None, alias="\0mark", exclude=True, repr=False)

    shorthand: ClassVar[str | None] = None
    """The field that a bare text stands for, where the record may be written as one (`- text` for `- text: text`)."""

    @model_validator(mode="before")
    @classmethod
    def _keep_mark(cls, data: Any) -> Any:
        if cls.shorthand is not None and isinstance(data, str):
            return {cls.shorthand: data, _MARK: getattr(data, "mark", None)}
        if isinstance(data, Mapping) and (mark := getattr(data, "mark", None)) is not None:
            return {**data, _MARK: mark}
        return data

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), tuple(_values(self).values())))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        schema = handler(core_schema)
        if cls.shorthand is None:
            return schema
        return {"anyOf": [{"type": "string"}, schema]}


def _values(record: BaseModel) -> dict[str, Any]:
    return {name: value for name, value in record.__dict__.items() if name != "mark"}


def read(data: Any, model: type[R]) -> tuple[R | None, list[Diagnostic]]:
    """Validate `data`, as a source gives it, into a `model`.

    Returns the record, or None and every diagnostic at once; nothing is raised for what a person wrote.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as failure:
        return None, [_diagnostic(details, data, model) for details in failure.errors(include_url=False)]


def _diagnostic(details: ErrorDetails, data: Any, model: type[Record]) -> Diagnostic:
    location = details["loc"]
    kind = details["type"]
    if kind == "extra_forbidden":
        owner = _model_at(model, location[:-1])
        key = str(location[-1])
        fields = list(_fields(owner))
        known = ", ".join(fields)
        return error(
            "unknown-key",
            f"'{key}' is not a field of {_name_of(location[:-1], owner)}",
            key_mark(data, location),
            suggest(key, fields) or (f"its fields are: {known}" if len(fields) <= 30 else None),
        )
    if kind == "missing":
        owner = _model_at(model, location[:-1])
        return error(
            "missing-key",
            f"{_name_of(location[:-1], owner)} needs '{location[-1]}'",
            value_mark(data, location[:-1]),
            f"add '{location[-1]}: …': {_purpose(owner, str(location[-1]))}",
        )
    code, message, hint = _explain(details, location)
    return error(code, message, value_mark(data, location), hint)


_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list (each item on a line of its own, after '- ')",
    "list_type": "a list (each item on a line of its own, after '- ')",
    "dict_type": "a mapping ('key: value' lines)",
    "model_type": "a mapping ('key: value' lines)",
    "model_attributes_type": "a mapping ('key: value' lines)",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
}


def _explain(details: ErrorDetails, location: tuple[int | str, ...]) -> tuple[str, str, str | None]:
    """Code, message and hint of an error that concerns a value."""
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    field = _field_name(location)
    if kind in _EXPECTED:
        hint = None
        if given is None:
            hint = f"write a value after '{field}:', or delete the line"
        elif kind == "string_type" and isinstance(given, Mapping):
            hint = 'a colon followed by a space makes a mapping: put the whole text in "double quotes"'
        elif kind in ("tuple_type", "list_type") and isinstance(given, str):
            item = given if len(given) <= 60 and "\n" not in given else "…"
            hint = f"write it as\n        {field}:\n          - {item}"
        return "wrong-type", f"'{field}' should be {_EXPECTED[kind]}, but is {_described(given)}", hint
    if kind in ("literal_error", "enum"):
        allowed = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        close = suggest(str(given), allowed)
        message = f"{_described(given)} is not a value of '{field}'"
        return "wrong-value", message, close or f"one of: {', '.join(allowed)}"
    if kind in _CUSTOM:
        return kind.replace("_", "-"), details["msg"], context.get("hint")
    return "wrong-value", f"'{field}': {details['msg']}", None


_CUSTOM = ("invalid_date", "wrong_value", "end_before_start", "schema_version", "markdown")
"""Types of `PydanticCustomError` raised by the schema's own types; each is a code with `_` for `-`."""


def _described(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = " ".join(str(value).split())
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"


def _field_name(location: tuple[int | str, ...]) -> str:
    return next((str(part) for part in reversed(location) if isinstance(part, str)), "the file")


def _name_of(location: tuple[int | str, ...], owner: type[Record]) -> str:
    names = [str(part) for part in location if isinstance(part, str)]
    if names:
        return names[-1]
    return f"a {owner.__name__.lower()}"


def _purpose(owner: type[Record], field: str) -> str:
    info = _fields(owner).get(field)
    return (info.description if info else None) or "it must be given"


def _fields(owner: type[Record]) -> dict[str, FieldInfo]:
    """The fields of a record by the names they have in YAML."""
    return {info.alias or name: info for name, info in owner.model_fields.items() if name != "mark"}


def _model_at(model: type[Record], location: tuple[int | str, ...]) -> type[Record]:
    """The record class that `location` leads to from `model`; there are no unions, so the way is plain."""
    current = model
    for part in location:
        if isinstance(part, str) and (info := _fields(current).get(part)) is not None:
            current = _record_in(info.annotation) or current
    return current


def _record_in(annotation: Any) -> type[Record] | None:
    """The record class within an annotation such as `tuple[Post, ...]` or `Post | None`."""
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, Record):
        return annotation
    for argument in get_args(annotation):
        if (found := _record_in(argument)) is not None:
            return found
    return None


def value_mark(data: Any, location: tuple[int | str, ...]) -> Mark | None:
    """The mark of the value at `location` in `data`; of the nearest thing above it where it has none."""
    mark: Mark | None = getattr(data, "mark", None)
    for part in location:
        if isinstance(data, Mapping) and part in data:
            mark = getattr(data[part], "mark", None) or key_mark(data, (part,)) or mark
            data = data[part]
        elif isinstance(data, Sequence) and not isinstance(data, str) and isinstance(part, int) and part < len(data):
            marks = getattr(data, "item_marks", ())  # an empty item has no mark of its own
            data = data[part]
            mark = getattr(data, "mark", None) or (marks[part] if part < len(marks) else mark)
        else:
            break
    return mark


def key_mark(data: Any, location: tuple[int | str, ...]) -> Mark | None:
    """The mark of the last key of `location` in `data`."""
    for part in location[:-1]:
        data = data[part]
    if isinstance(data, Mapping):
        for key in data:
            if key == location[-1]:
                return getattr(key, "mark", None)
    return getattr(data, "mark", None)
