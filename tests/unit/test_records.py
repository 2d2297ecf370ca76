from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from assembler.diagnostics import Diagnostic, Mark
from assembler.records import Record, key_mark, read, value_mark
from assembler.sources.yaml import read_yaml


class Bullet(Record):
    shorthand: ClassVar[str | None] = "text"
    text: str
    tags: tuple[str, ...] = ()


class Post(Record):
    title: str = Field(description="As in the contract.")
    hours: int = 40
    current: bool = False
    kind: Literal["training", "service"] = "training"
    bullets: tuple[Bullet, ...] = ()


def _even(hours: int) -> int:
    if hours % 2:
        raise PydanticCustomError("wrong_value", "{hours} is odd", {"hours": hours, "hint": "take an even number"})
    return hours


class Shift(Record):
    hours: Annotated[int, Field(le=24), AfterValidator(_even)]


class Profile(Record):
    schema_version: Literal["1"] = Field(alias="schema", description="The version of the form.")
    posts: tuple[Post, ...] = ()
    current: Post | None = None
    shifts: tuple[Shift, ...] = ()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _read(text: str) -> tuple[Profile | None, list[Diagnostic]]:
    Path("p.yaml").write_text(text, encoding="utf-8")
    source, found = read_yaml(Path("p.yaml"))
    assert not found
    assert source is not None
    return read(source.data, Profile)


def _one(text: str) -> Diagnostic:
    record, found = _read("schema: 1\n" + text)
    assert record is None
    assert len(found) == 1
    return found[0]


def test_a_whole_profile() -> None:
    record, found = _read(
        "schema: 1\nposts:\n  - title: Registrar\n    hours: 24\n    current: no\n    bullets: [one]\n"
    )
    assert not found
    assert record == Profile(schema="1", posts=(Post(title="Registrar", hours=24, bullets=(Bullet(text="one"),)),))
    assert record is not None
    assert record.mark == Mark("p.yaml", 1, 1)
    assert record.posts[0].mark == Mark("p.yaml", 3, 5)
    assert record.posts[0].bullets[0].mark == Mark("p.yaml", 6, 15, 3)


@pytest.mark.parametrize(
    ("text", "mark", "message", "hint"),
    [
        ("post: []\n", Mark("p.yaml", 2, 1, 4), "'post' is not a field of a profile", "did you mean 'posts'?"),
        ("posts:\n  - title: x\n    hous: 3\n", Mark("p.yaml", 4, 5, 4), "'hous' is not a field of posts",
         "did you mean 'hours'?"),
        ("posts:\n  - title: x\n    bullets:\n      - txt: y\n        text: z\n", Mark("p.yaml", 5, 9, 3),
         "'txt' is not a field of bullets", "did you mean 'text'?"),
        ("current:\n  title: x\n  zzz: y\n", Mark("p.yaml", 4, 3, 3), "'zzz' is not a field of current",
         "its fields are: title, hours, current, kind, bullets"),
        ("schemas: 1\n", Mark("p.yaml", 2, 1, 7), "'schemas' is not a field of a profile", "did you mean 'schema'?"),
        ("__mark__: 1\n", Mark("p.yaml", 2, 1, 8), "'__mark__' is not a field of a profile",
         "its fields are: schema, posts, current, shifts"),
    ],
)  # fmt: skip
def test_an_unknown_key_points_at_the_key(text: str, mark: Mark, message: str, hint: str) -> None:
    found = _one(text)
    assert (found.code, found.mark, found.message, found.hint) == ("unknown-key", mark, message, hint)


def test_a_missing_key_points_at_the_mapping_that_lacks_it() -> None:
    found = _one("posts:\n  - title: x\n  - hours: 3\n")
    assert (found.code, found.mark) == ("missing-key", Mark("p.yaml", 4, 5))
    assert (found.message, found.hint) == ("posts needs 'title'", "add 'title: …': As in the contract.")


def test_a_missing_key_under_another_name_is_explained() -> None:
    _, found = _read("posts: []\n")
    assert (found[0].message, found[0].hint) == (
        "a profile needs 'schema'",
        "add 'schema: …': The version of the form.",
    )


@pytest.mark.parametrize(
    ("text", "mark", "message", "hint"),
    [
        ("posts: x\n", Mark("p.yaml", 2, 8), "'posts' should be a list", "write it as\n        posts:\n          - x"),
        ("posts:\n", Mark("p.yaml", 2, 1, 5), "'posts' should be a list", "write a value after 'posts:'"),
        ("posts: [x]\n", Mark("p.yaml", 2, 9), "'posts' should be a mapping", None),
        ("posts:\n  - title: x\n  -\n", Mark("p.yaml", 4, 3), "'posts' should be a mapping", "write a value after"),
        ("current: {title: [x]}\n", Mark("p.yaml", 2, 18), "'title' should be a text, but is a list", None),
        ("current: {title: {x: y}}\n", Mark("p.yaml", 2, 18), "'title' should be a text, but is a mapping", "double"),
        ("current: {title: x, hours: many}\n", Mark("p.yaml", 2, 28, 4),
         "'hours' should be a whole number, but is 'many'", None),
        ("current: {title: x, current: maybe}\n", Mark("p.yaml", 2, 30, 5), "'current' should be yes or no", None),
        ("posts:\n  - title: x\n    bullets:\n      - [a]\n", Mark("p.yaml", 5, 9),
         "'bullets' should be a mapping", None),
    ],
)  # fmt: skip
def test_a_wrong_type_points_at_the_value(text: str, mark: Mark, message: str, hint: str | None) -> None:
    found = _one(text)
    assert (found.code, found.mark) == ("wrong-type", mark)
    assert message in found.message
    assert (hint is None and found.hint is None) or (hint is not None and hint in (found.hint or ""))


def test_a_wrong_value_names_the_right_ones() -> None:
    found = _one("current: {title: x, kind: traning}\n")
    assert (found.code, found.mark) == ("wrong-value", Mark("p.yaml", 2, 27, 7))
    assert (found.message, found.hint) == ("'traning' is not a value of 'kind'", "did you mean 'training'?")
    assert _one("current: {title: x, kind: zz}\n").hint == "one of: training, service"


def test_the_types_of_the_schema_have_messages_of_their_own() -> None:
    found = _one("shifts:\n  - {hours: 3}\n")
    assert (found.code, found.mark) == ("wrong-value", Mark("p.yaml", 3, 13))
    assert (found.message, found.hint) == ("3 is odd", "take an even number")


def test_other_limits_are_told_in_pydantic_s_words() -> None:
    found = _one("shifts: [{hours: 26}]\n")
    assert (found.code, found.mark) == ("wrong-value", Mark("p.yaml", 2, 18, 2))
    assert found.message == "'hours': Input should be less than or equal to 24"


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(_one(f"current: {{title: x, hours: {'m' * 500}}}\n").message) < 120
    assert _one(f"posts: {'m' * 500}\n").hint == "write it as\n        posts:\n          - …"


def test_all_problems_come_at_once() -> None:
    _, found = _read("posts:\n  - titel: x\n    hours: y\nzzz: 1\n")
    assert sorted(one.code for one in found) == [
        "missing-key",
        "missing-key",
        "unknown-key",
        "unknown-key",
        "wrong-type",
    ]


def test_a_mark_changes_nothing_but_itself() -> None:
    one, _ = _read("schema: 1\nposts:\n  - title: x\n    bullets: [b]\n")
    moved, _ = _read("# a comment\n\nschema: 1\n\nposts:\n    - title: x\n      bullets: [b]\n")
    assert one is not None
    assert moved is not None
    assert one.posts[0].mark != moved.posts[0].mark
    assert one == moved
    assert hash(one) == hash(moved)
    assert one.model_dump_json() == moved.model_dump_json()
    assert "mark" not in json.dumps(one.model_dump(mode="json"))
    assert "mark" not in repr(one)
    assert one != Profile(schema="1")
    assert one.posts[0] != one


def test_the_schema_knows_no_marks_and_shows_shorthands() -> None:
    schema = json.dumps(Profile.model_json_schema())
    assert "mark" not in schema.lower()
    assert '"anyOf": [{"type": "string"}' in schema
    assert '"schema"' in schema


def test_records_are_frozen_and_strict() -> None:
    post = Post(title="x")
    with pytest.raises(ValidationError):
        post.title = "y"
    with pytest.raises(ValidationError):
        Post.model_validate({"title": "x", "extra": 1})


def test_texts_are_stripped() -> None:
    assert Post(title=" x ").title == "x"


def test_data_without_marks_is_read_too() -> None:
    record, found = read({"schema": "1", "posts": [{"title": 3}]}, Profile)
    assert record is None
    assert [(one.code, one.mark) for one in found] == [("wrong-type", None)]


def test_marks_of_places_that_are_not_there() -> None:
    Path("p.yaml").write_text("a:\n  - b\n", encoding="utf-8")
    source, _ = read_yaml(Path("p.yaml"))
    assert source is not None
    assert value_mark(source.data, ("a", 7, "x")) == Mark("p.yaml", 2, 3)
    assert value_mark(source.data, ("z",)) == Mark("p.yaml", 1, 1)
    assert key_mark(source.data, ("a",)) == Mark("p.yaml", 1, 1)
    assert key_mark(source.data, ("z",)) == Mark("p.yaml", 1, 1)
