"""What an editor does with a YAML file: reads it as YAML 1.2 core, and holds it against a JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml


class _Core(yaml.SafeLoader):
    """Numbers, truth values and nothing else are more than text: no dates, no `yes`, no octal `0142`."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as its base has it


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)
_Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))  # type: ignore[arg-type]


def load(text: str) -> Any:
    """The data that an editor makes of `text`."""
    return yaml.load(text, _Core)  # noqa: S506 - a safe loader


_KINDS: dict[str, Any] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
_NOTES = {"$schema", "$defs", "title", "description", "default"}


def complaints(value: Any, schema: dict[str, Any], whole: dict[str, Any], place: str = "$") -> Iterator[str]:
    """What is wrong with `value` by `schema`, part of the schema `whole`: the keywords of 2020-12 that we use."""
    number, text = _KINDS["number"](value), isinstance(value, str)
    for keyword, wanted in schema.items():
        match keyword:
            case "$ref":
                yield from complaints(value, whole["$defs"][wanted.rpartition("/")[2]], whole, place)
            case "anyOf":
                tried = [list(complaints(value, option, whole, place)) for option in wanted]
                if all(tried):
                    yield f"{place}: none of {tried}"
            case "type":
                kinds = [wanted] if isinstance(wanted, str) else wanted
                if not any(_KINDS[kind](value) for kind in kinds):
                    yield f"{place}: {value!r} is not {kinds}"
            case "enum":
                if not any(value == item and type(value) is type(item) for item in wanted):
                    yield f"{place}: {value!r} is not in {wanted}"
            case "pattern" if text and not re.search(wanted, value):
                yield f"{place}: {value!r} does not match {wanted}"
            case "minLength" if text and len(value) < wanted:
                yield f"{place}: too short"
            case "minItems" if isinstance(value, list) and len(value) < wanted:
                yield f"{place}: too few"
            case "minimum" if number and value < wanted:
                yield f"{place}: {value} is below {wanted}"
            case "maximum" if number and value > wanted:
                yield f"{place}: {value} is above {wanted}"
            case "exclusiveMinimum" if number and value <= wanted:
                yield f"{place}: {value} is not above {wanted}"
            case "required" if isinstance(value, dict):
                yield from (f"{place}: lacks {name}" for name in wanted if name not in value)
            case "properties" if isinstance(value, dict):
                for name, inner in wanted.items():
                    if name in value:
                        yield from complaints(value[name], inner, whole, f"{place}.{name}")
            case "additionalProperties" if isinstance(value, dict):
                assert wanted is False
                yield from (f"{place}: {name} is unknown" for name in value if name not in schema["properties"])
            case "items" if isinstance(value, list):
                for index, item in enumerate(value):
                    yield from complaints(item, wanted, whole, f"{place}[{index}]")
            case _:
                known = _NOTES | {"pattern", "minLength", "minItems", "minimum", "maximum", "exclusiveMinimum"}
                assert keyword in known | {"required", "properties", "additionalProperties", "items"}, keyword
