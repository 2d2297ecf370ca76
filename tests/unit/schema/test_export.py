"""The exported JSON Schemas: complete, always the same, and as lenient in an editor as our reader is."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assembler.records import Record, read
from assembler.resources import samples, templates
from assembler.schema import export
from assembler.schema.career import Post
from assembler.schema.person import Language
from assembler.schema.program import Deadline
from assembler.schema.rules import CvRules, CvSection, Limit
from tests import editor

_FILES = {
    "profile": [*sorted(samples().glob("sample-*/profile.yaml")), templates() / "new" / "profile.yaml"],
    "program": sorted(samples().glob("sample-*/programs/*.yaml")) + sorted(templates().glob("new/programs/*.yaml")),
    "letters": [*sorted(samples().glob("sample-*/letters.yaml")), templates() / "new" / "letters.yaml"],
    "theme": [templates() / "theme.yaml"],
    "conventions": [templates() / "conventions.yaml"],
}


_exported = functools.cache(export.export)


def _complaints(text: str, kind: str) -> list[str]:
    whole = _exported(kind)
    return list(editor.complaints(editor.load(text), whole, whole))


@pytest.mark.parametrize(
    ("kind", "path"),
    [pytest.param(kind, path, id=f"{path.parent.name}/{path.name}") for kind in _FILES for path in _FILES[kind]],
)
def test_an_editor_finds_nothing_wrong_with_what_ships(kind: str, path: Path) -> None:
    assert _complaints(path.read_text(encoding="utf-8"), kind) == []


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ("specialty:", "speciality:", "$: speciality is unknown"),
        ("    end: present", "    end: now", "$.registration[0].end: 'now' does not match"),
        ("percent: 80", "percent: most", "$.posts[1].percent: 'most' does not match"),
        ("percent: 80", "percent: 101", "$.posts[1].percent: 101 is above 100"),
        (
            "state: published",
            "state: printed",
            "$.publications[0].state: none of [[\"$.publications[0].state: 'printed' is not in",
        ),
        ("consent: yes", "consent: perhaps", "$.referees[0].consent: 'perhaps' does not match"),
        ("roles: [program-director]", "roles: []", "$.referees[0].roles: too few"),
        ("  family: Surname", "  family: [Surname]", "$.name.family: ['Surname'] is not"),
    ],
)
def test_an_editor_finds_mistakes(written: str, instead: str, complaint: str) -> None:
    text = (templates() / "new" / "profile.yaml").read_text(encoding="utf-8")
    assert written in text

    found = _complaints(text.replace(written, instead, 1), "profile")

    assert any(item.startswith(complaint) for item in found), found


_WORDS = (
    *("yes", "Yes", "YES", "no", "No", "true", "True", "false", "on", "Off", "y", "N", "0", "1", "2", "maybe"),
    *("2021", "2021-02", "2021-02-28", "present", "Present", "12", "007", '"12"', "37.5", "-1", "0.0", "1e3"),
    *(
        "required",
        "Required",
        "ALLOWED",
        "Summary",
        "allowed",
        "words",
        "summary",
        "abc",
        "12a",
        "~",
        "[a]",
        "{a: b}",
        "17:00",
        "+65 6123",
    ),
)
_POST = {"title": "SHO", "start": "2001"}
_LANGUAGE = {"language": "English", "level": "C1"}
_VALUES: list[tuple[str, type[Record], str, dict[str, str]]] = [
    ("profile", Language, "keep", _LANGUAGE),
    ("profile", Language, "priority", _LANGUAGE),
    ("profile", Language, "id", _LANGUAGE),
    ("profile", Language, "tags", _LANGUAGE),
    ("profile", Language, "level", _LANGUAGE),
    ("profile", Post, "start", _POST),
    ("profile", Post, "end", _POST),
    ("profile", Post, "hours", _POST),
    ("profile", Post, "city", _POST),
    ("program", CvRules, "photo", {}),
    ("program", CvRules, "contact", {}),
    ("program", CvSection, "section", {}),
    ("program", Deadline, "time", {"date": "2027"}),
    ("program", Limit, "maximum", {"unit": "words"}),
]


@pytest.mark.parametrize("word", _WORDS)
def test_what_our_reader_accepts_an_editor_accepts(word: str) -> None:
    ours = {"~": None, "[a]": ["a"], "{a: b}": {"a": "b"}, '"12"': "12"}.get(word, word)
    for kind, model, name, others in _VALUES:
        whole = _exported(kind)
        node = whole["$defs"][model.__name__]
        field = node.get("anyOf", [node])[-1]["properties"][name]

        record, _ = read({**others, name: ours}, model)
        refused = list(editor.complaints(editor.load(word), field, whole))

        assert record is None or not refused, f"{model.__name__}.{name}"


def _properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"].items()
        for inner in node.values():
            yield from _properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _properties(inner)


@pytest.mark.parametrize("kind", export.KINDS)
def test_every_field_is_described_and_nothing_inner_shows(kind: str) -> None:
    whole = export.export(kind)

    assert whole["$schema"] == export.DIALECT
    assert whole["title"]
    fields = list(_properties(whole))
    assert len(fields) > 10
    assert [name for name, node in fields if not (node.get("title") and node.get("description"))] == []
    assert [name for name, _ in fields if "mark" in name] == []
    assert all(node["additionalProperties"] is False for node in _objects(whole))


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for inner in node.values():
            yield from _objects(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _objects(inner)


@pytest.mark.parametrize("kind", export.KINDS)
def test_the_text_is_json_and_ends_with_a_line_end(kind: str) -> None:
    text = export.as_text(kind)

    assert json.loads(text) == export.export(kind)
    assert text.endswith("}\n")
    assert "\\u" not in text
