"""Why a value does not fit, in our words: for every type of error that a field's type can give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from assembler.diagnostics import suggest
from assembler.records.hints import as_list, as_mapping, as_number, as_text
from assembler.records.record import EMPTY, record_in


@dataclass(frozen=True, slots=True)
class Place:
    """The field that a value stands in; `is_item` where it is one item of the field's list."""

    name: str
    info: FieldInfo | None
    is_item: bool = False

    @property
    def said(self) -> str:
        """How messages call it."""
        return f"an item of '{self.name}'" if self.is_item else f"'{self.name}'"


_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list (each item on a line of its own, after '- ')",
    "list_type": "a list (each item on a line of its own, after '- ')",
    "dict_type": "a mapping ('key: value' lines)",
    "model_type": "a mapping ('key: value' lines)",
    "model_attributes_type": "a mapping ('key: value' lines)",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
}

_CUSTOM = ("invalid_date", "wrong_value", "end_before_start", "schema_version", "markdown")
"""Types of `PydanticCustomError` raised by the schema's own types; each is a code with `_` for `-`."""

_LIMITS: Mapping[str, str] = {
    "string_too_short": "write at least {min_length} characters",
    "string_too_long": "write at most {max_length} characters",
    "too_short": "write at least {min_length}, each on a line of its own after '- '",
    "too_long": "write at most {max_length}",
}
"""Hints on lengths by the type of error, with the error's context filled in."""

_RANGES = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")


def explain(details: ErrorDetails, place: Place) -> tuple[str, str, str | None]:
    """Code, message and hint of an error that concerns a value."""
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    if given is None or given is EMPTY or (isinstance(given, str) and not given.strip()):
        return "wrong-type", f"{place.said} is empty", _write_a_value(place)
    if kind in _EXPECTED:
        expected = _EXPECTED[kind]
        if kind.startswith("model") and (record := _record(place)) is not None and record.shorthand is not None:
            expected = "a text, or a mapping ('key: value' lines)"
        message = f"{place.said} should be {expected}, but is {described(given)}"
        return "wrong-type", message, _as_expected(kind, given, place)
    if kind in _CUSTOM:
        return kind.replace("_", "-"), details["msg"], context.get("hint")
    message = f"{described(given)} is not a value of '{place.name}'"
    if kind in ("literal_error", "enum"):
        allowed = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        return "wrong-value", message, suggest(str(given), allowed) or f"one of: {', '.join(allowed)}"
    if kind in _RANGES:
        return "wrong-value", message, f"'{place.name}' is {_range(place, context)}"
    if kind in ("too_short", "too_long"):
        message = f"'{place.name}' holds too {'few' if kind == 'too_short' else 'many'} items"
    if kind in _LIMITS:
        return "wrong-value", message, _LIMITS[kind].format(**context)
    return "wrong-value", message, place.info.description if place.info else None


def described(value: Any) -> str:
    """`value` in a message: a text in quotes and shortened, or what else it is."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = " ".join(str(value).split())
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"


def _write_a_value(place: Place) -> str:
    if place.is_item:
        return "write something after '- ', or delete the line"
    if place.info is not None and place.info.is_required():
        return f"write a value after '{place.name}:'"
    return f"write a value after '{place.name}:', or delete the line"


def _record(place: Place) -> Any:
    return record_in(place.info.annotation) if place.info else None


def _as_expected(kind: str, given: Any, place: Place) -> str | None:
    """How `given` is to be written so that it is what is expected."""
    if kind == "string_type":
        return as_text(given, place.name, is_item=place.is_item)
    if kind in ("tuple_type", "list_type"):
        return as_list(given, place.name, _record(place))
    if kind in ("model_type", "model_attributes_type"):
        return as_mapping(given, place.name, _record(place), is_item=place.is_item)
    if kind.startswith(("int", "float", "finite")) and isinstance(given, str):
        most = _bounds(place.info).get("le") if place.info else None
        return as_number(given, whole=kind.startswith("int"), is_percent=most == 100)
    return None


def _range(place: Place, context: Mapping[str, Any]) -> str:
    """The numbers that a field takes, in words."""
    bounds = (_bounds(place.info) if place.info else {}) or dict(context)
    for names, words in _WORDS:
        if names <= bounds.keys():
            return words(bounds)
    return "within limits"


_WORDS: tuple[tuple[set[str], Callable[[Mapping[str, Any]], str]], ...] = (
    ({"ge", "le"}, lambda bounds: f"{bounds['ge']} to {bounds['le']}"),
    ({"gt", "le"}, lambda bounds: f"more than {bounds['gt']} and at most {bounds['le']}"),
    ({"ge", "lt"}, lambda bounds: f"{bounds['ge']} or more, and less than {bounds['lt']}"),
    ({"gt", "lt"}, lambda bounds: f"more than {bounds['gt']} and less than {bounds['lt']}"),
    ({"ge"}, lambda bounds: f"{bounds['ge']} or more"),
    ({"gt"}, lambda bounds: f"more than {bounds['gt']}"),
    ({"le"}, lambda bounds: f"at most {bounds['le']}"),
    ({"lt"}, lambda bounds: f"less than {bounds['lt']}"),
)


def _bounds(info: FieldInfo) -> dict[str, Any]:
    """The limits of a number field: `ge`, `gt`, `le`, `lt`."""
    found: dict[str, Any] = {}
    for constraint in _constraints(info):
        for name in ("ge", "gt", "le", "lt"):
            if (limit := getattr(constraint, name, None)) is not None:
                found[name] = limit
    return found


def _constraints(part: Any) -> Iterator[Any]:
    """What is attached to a field or to the types within its annotation."""
    if isinstance(part, FieldInfo):
        yield from part.metadata
        yield from _constraints(part.annotation)
        return
    for argument in (*get_args(part), *getattr(part, "__metadata__", ())):
        if isinstance(argument, FieldInfo):
            yield from argument.metadata
        else:
            yield argument
            yield from _constraints(argument)
