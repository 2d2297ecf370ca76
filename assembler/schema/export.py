"""JSON Schemas of the files that people write, for editors: the records' own schemas, as lenient as the reader is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from assembler.records import Record
from assembler.schema.conventions import Conventions
from assembler.schema.letters import Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.theme import Theme

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: Mapping[str, tuple[type[Record], str]] = {
    "profile": (Profile, "Applicant's profile (profile.yaml)"),
    "program": (Program, "One program (programs/*.yaml)"),
    "letters": (Letters, "Letters of recommendation (letters.yaml)"),
    "theme": (Theme, "Theme (templates/theme.yaml)"),
    "conventions": (Conventions, "Usual conventions (templates/conventions.yaml)"),
}
"""Every kind of file that has a schema: its record, and its title."""

Node = dict[str, Any]

_FROM_PRESETS = {"program": ("language", "paper")}
"""What must be there, and may come from the portal or the convention that a file names."""


def export(kind: str) -> Node:
    """The JSON Schema (2020-12) of the files of `kind`, one of `KINDS`.

    An editor reads `2021`, `12` or `yes` as a number or a truth value where our reader keeps the text and lets the
    record decide. So every type is widened to what editors make of texts that our reader takes: an editor may miss
    a mistake that a build finds, but never complains of what a build accepts.
    """
    model, title = KINDS[kind]
    made = model.model_json_schema(by_alias=True)
    shorthands = {record.__name__: record.shorthand for record in records(model) if record.shorthand}
    definitions = {name: _record(definition, shorthands) for name, definition in sorted(made.pop("$defs", {}).items())}
    whole = _record(made, shorthands)
    whole["required"] = [name for name in whole["required"] if name not in _FROM_PRESETS.get(kind, ())]
    return {"$schema": DIALECT, **whole, "title": title, "$defs": definitions}


def as_text(kind: str) -> str:
    """The schema of `kind` as the text of a file, always the same."""
    return json.dumps(export(kind), indent=2, ensure_ascii=False) + "\n"


def file_name(kind: str) -> str:
    """What the file with the schema of `kind` is called."""
    return f"{kind}.schema.json"


def records(model: type[Record]) -> list[type[Record]]:
    """`model` and every record within it, each once, in the order in which they are met."""
    met = [model]
    for record in met:
        for name, field in record.model_fields.items():
            if name != "mark":
                met += [inner for inner in records_in(field.annotation) if inner not in met]
    return met


def records_in(annotation: Any) -> Iterator[type[Record]]:
    """The records that an annotation such as `tuple[Post, ...]` or `Post | None` names."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from records_in(argument)


def _record(node: Node, shorthands: Mapping[str, str]) -> Node:
    """The schema of one record; where it may be written as a bare text, that of the field the text stands for."""
    if "anyOf" in node:
        whole = _record(node["anyOf"][-1], shorthands)
        bare = {**whole["properties"][shorthands[whole["title"]]]}
        if "null" in bare.get("type", ()):
            bare["type"] = [name for name in bare["type"] if name != "null"]
        return {"title": whole["title"], "anyOf": [bare, whole]}
    words = node.get("description", "")
    head = ("title", "description", "type", "additionalProperties", "required")
    return {
        **{key: node[key] for key in head if key in node},
        "properties": {
            name: {"title": _title(name), "description": words, **_loosened(field)}
            for name, field in node["properties"].items()
        },
    }


def _title(name: str) -> str:
    return name.replace("_", " ").title()


def _loosened(node: Node) -> Node:
    """The schema of one value, with all that an editor may make of a text that our reader accepts."""
    kept = {key: value for key, value in node.items() if key not in ("anyOf", "const", "enum", "type")}
    if kept.get("default", ...) is None or isinstance(kept.get("default"), dict):
        del kept["default"]
    match node:
        case {"anyOf": [inner, {"type": "null"}]}:
            return {**kept, **_or_empty(_loosened(inner))}
        case {"const": value}:
            return {**kept, **_words([value])}
        case {"enum": values}:
            return {**kept, **_words(values)}
        case {"type": "array", "items": items}:
            return {**kept, "type": "array", "items": _loosened(items)}
        case {"type": "boolean"}:
            return {**kept, **_TRUTH}
        case {"type": "string", "pattern": pattern}:
            # A year is a number to an editor; nothing else that has a pattern looks like one.
            if re.search(pattern, "2021"):
                pattern = pattern.replace("present", "[Pp]resent|PRESENT")
                return {**kept, "type": ["string", "integer"], "pattern": pattern, "minimum": 1000, "maximum": 9999}
            return dict(node)
        case {"type": "string"}:
            return {**kept, "type": ["string", "number", "boolean"]}
        case {"type": "integer" | "number" as kind}:
            return {**kept, "type": [kind, "string"], "pattern": _IN_QUOTES[kind]}
    return kept


def _or_empty(node: Node) -> Node:
    """`node`, where nothing may stand as well."""
    if "type" in node:
        kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
        return {**node, "type": [*kinds, "null"]}
    return {"anyOf": [node, {"type": "null"}]}


_TRUTH: Node = {
    "type": ["boolean", "string", "integer"],
    "pattern": "^(y|Y|yes|Yes|YES|n|N|no|No|NO|t|T|true|True|TRUE|f|F|false|False|FALSE|on|On|ON|off|Off|OFF|0|1)$",
    "minimum": 0,
    "maximum": 1,
}
"""Yes or no, in all the words that the reader takes."""

_IN_QUOTES = {"integer": r"^[0-9]+$", "number": r"^[0-9]+(\.[0-9]+)?$"}
"""A number that stands in quotes, which makes a text of it for editors."""

_READ_BY_EDITORS: Mapping[str, Any] = {"no": False, "1": 1}
"""What editors make of those values that are words of YAML itself, or numbers."""


def _words(values: list[str]) -> Node:
    """The words that a field allows, as an editor offers them; capitals count as little as they do to the reader."""
    read = [*values, *(_READ_BY_EDITORS[value] for value in values if value in _READ_BY_EDITORS)]
    forms = ("".join(_in_any_case(letter) for letter in value) for value in values)
    return {"anyOf": [{"enum": read}, {"type": "string", "pattern": f"^({'|'.join(forms)})$"}]}


def _in_any_case(letter: str) -> str:
    return f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else re.escape(letter)
