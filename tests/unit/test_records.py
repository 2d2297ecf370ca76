from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

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


class Listing(Record):
    title: str
    skills: tuple[str, ...] = ()
    kinds: tuple[Literal["training", "service"], ...] = ()


class Numbers(Record):
    whole: int
    number: float
    percent: Annotated[int, Field(ge=1, le=100)] | None = None


class Limits(Record):
    share: Annotated[int, Field(ge=1, le=5)] = 1
    below: int = Field(default=0, ge=0, lt=10)
    between: float = Field(default=1, gt=0, lt=10)
    maybe: Annotated[int, Field(ge=1)] | None = None
    positive: float = Field(default=1, gt=0)
    most: int = Field(default=0, le=8)
    under: int = Field(default=0, lt=8)
    number: float = Field(default=0, allow_inf_nan=False)
    code: Annotated[str, Field(min_length=2, max_length=3, pattern="^[a-z]+$")] = Field("ab", description="Letters.")
    several: tuple[str, ...] = Field(("a", "b"), min_length=2, max_length=3)


class Pick(Record):
    shorthand: ClassVar[str | None] = "kind"
    kind: Literal["training", "service"]


class Choice(Record):
    picks: tuple[Pick, ...] = ()
    either: Literal["a", "A"] = "a"


_AS = "write it as\n        "


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
        ("posts: x\n", Mark("p.yaml", 2, 8), "'posts' should be a list", _AS + "posts:\n          - title: x"),
        ("posts:\n  title: x\n", Mark("p.yaml", 3, 3), "'posts' should be a list, but is a mapping",
         _AS + "posts:\n          - title: x"),
        ("posts: [x]\n", Mark("p.yaml", 2, 9), "an item of 'posts' should be a mapping",
         _AS + "posts:\n          - title: x"),
        ("current: x\n", Mark("p.yaml", 2, 10), "'current' should be a mapping", _AS + "current:\n          title: x"),
        ("current:\n  - title: x\n", Mark("p.yaml", 3, 3), "'current' should be a mapping, but is a list",
         "write its fields without '- ':\n        current:\n          title: x"),
        ("current: [[x]]\n", Mark("p.yaml", 2, 10), "'current' should be a mapping, but is a list",
         _AS + "current:\n          title: …"),
        ("current: {title: [x]}\n", Mark("p.yaml", 2, 18), "'title' should be a text, but is a list",
         "write it as one text: title: x"),
        ("current: {title: [[x]]}\n", Mark("p.yaml", 2, 18), "'title' should be a text",
         "write one text after 'title:'"),
        ("current: {title: {x: y}}\n", Mark("p.yaml", 2, 18), "'title' should be a text, but is a mapping",
         'a colon followed by a space makes a mapping: put the whole text in "double quotes":\n        - "x: y"'),
        ("current: {title: x, hours: many}\n", Mark("p.yaml", 2, 28, 4),
         "'hours' should be a whole number, but is 'many'", "write it in digits"),
        ("current: {title: x, current: maybe}\n", Mark("p.yaml", 2, 30, 5), "'current' should be yes or no", None),
        ("posts:\n  - title: x\n    bullets:\n      - [a, 'b: c']\n", Mark("p.yaml", 5, 9),
         "an item of 'bullets' should be a text, or a mapping",
         _AS + 'bullets:\n          - a\n          - "b: c"'),
    ],
)  # fmt: skip
def test_a_wrong_type_points_at_the_value_and_shows_how_to_write_it(
    text: str, mark: Mark, message: str, hint: str | None
) -> None:
    found = _one(text)
    assert (found.code, found.mark) == ("wrong-type", mark)
    assert message in re.sub(r" \(.*\)", "", found.message)
    assert found.hint == hint


@pytest.mark.parametrize(
    ("text", "mark", "message", "hint"),
    [
        ("posts:\n", Mark("p.yaml", 2, 1, 5), "'posts' is empty", "write a value after 'posts:', or delete the line"),
        ("posts: ~\n", Mark("p.yaml", 2, 1, 5), "'posts' is empty", "write a value after 'posts:', or delete the line"),
        ("posts:\n  - title: x\n  -\n", Mark("p.yaml", 4, 3), "an item of 'posts' is empty",
         "write something after '- ', or delete the line"),
        ("current: {title: }\n", Mark("p.yaml", 2, 11, 5), "'title' is empty", "write a value after 'title:'"),
        ("current: {title: x, hours: }\n", Mark("p.yaml", 2, 21, 5), "'hours' is empty",
         "write a value after 'hours:', or delete the line"),
        ("current: {title: x, kind: ''}\n", Mark("p.yaml", 2, 27, 2), "'kind' is empty",
         "write a value after 'kind:', or delete the line"),
        ("current:\n", Mark("p.yaml", 2, 1, 7), "'current' is empty",
         "write a value after 'current:', or delete the line"),
    ],
)  # fmt: skip
def test_nothing_written_is_told_alike_for_every_type(text: str, mark: Mark, message: str, hint: str) -> None:
    found = _one(text)
    assert (found.code, found.mark, found.message, found.hint) == ("wrong-type", mark, message, hint)


def test_none_in_data_of_our_own_is_a_value() -> None:
    assert read({"schema": "1", "current": None}, Profile) == (Profile(schema="1"), [])


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a, b", ["a", "b"]),
        ("Corr, A; Teo, B", ["Corr, A", "Teo, B"]),
        ("a: b", ['"a: b"']),
        ("@a, '#b'", ['"@a"', "\"'#b'\""]),
        ("Asked the whole pain team, then wrote it down", ["Asked the whole pain team, then wrote it down"]),
        (", ".join("abcdefghij"), [*"abcdefgh", "…"]),
        ("x" * 61, ["…"]),
        ("one\ntwo", ["…"]),
    ],
)
def test_a_text_for_a_list_is_split_at_its_commas_where_it_lists(text: str, items: list[str]) -> None:
    found = read({"title": "x", "skills": text}, Listing)[1][0]
    assert found.hint == "\n          - ".join([f"{_AS}skills:", *items])


@pytest.mark.parametrize(
    ("text", "whole", "number", "percent"),
    [
        ("80%", "write 80", "write 80", "write 80"),
        ("1,143", "write 1143", "write 1143", "write 1143"),
        ("28,000", "write 28000", "write 28000", "write 28000"),
        ("1\u202f000\u202f000", "write 1000000", "write 1000000", "write 1000000"),
        ("0.8", "write it without decimals, as in 1", None, "write 80"),
        ("37,5", "write it without decimals, as in 38", "write 37.5", "write it without decimals, as in 38"),
        ("about 30", "write 30", "write 30", "write 30"),
        ("30-40", "write one number and nothing else", "write one number and nothing else",
         "write one number and nothing else"),
        ("a dozen", "write it in digits", "write it in digits", "write it in digits"),
    ],
)  # fmt: skip
def test_a_number_with_more_than_digits(text: str, whole: str, number: str | None, percent: str) -> None:
    _, found = read({"whole": text, "number": text, "percent": text}, Numbers)
    hints = [item.hint for item in found]
    assert hints == ([whole, number, percent] if number else [whole, percent])


@pytest.mark.parametrize(
    ("values", "message", "hint"),
    [
        ({"share": "6"}, "'6' is not a value of 'share'", "'share' is 1 to 5"),
        ({"below": "10"}, "'10' is not a value of 'below'", "'below' is 0 or more, and less than 10"),
        ({"between": "0"}, "'0' is not a value of 'between'", "'between' is more than 0 and less than 10"),
        ({"maybe": "0"}, "'0' is not a value of 'maybe'", "'maybe' is 1 or more"),
        ({"positive": "-1"}, "'-1' is not a value of 'positive'", "'positive' is more than 0"),
        ({"most": "9"}, "'9' is not a value of 'most'", "'most' is at most 8"),
        ({"under": "9"}, "'9' is not a value of 'under'", "'under' is less than 8"),
        ({"number": "nan"}, "'number' should be a number, but is 'nan'", "write it in digits"),
        ({"code": "a"}, "'a' is not a value of 'code'", "write at least 2 characters"),
        ({"code": "abcd"}, "'abcd' is not a value of 'code'", "write at most 3 characters"),
        ({"code": "12"}, "'12' is not a value of 'code'", "Letters."),
        ({"several": ["a"]}, "'several' holds too few items", "write at least 2, each on a line of its own after '- '"),
        ({"several": ["a", "b", "c", "d"]}, "'several' holds too many items", "write at most 3"),
    ],
)  # fmt: skip
def test_every_limit_has_our_own_words(values: dict[str, Any], message: str, hint: str) -> None:
    _, found = read(values, Limits)
    assert [(item.message, item.hint) for item in found] == [(message, hint)]


def test_items_that_do_not_fit_are_not_said_to_be_missing() -> None:
    _, found = read({"several": [["a"], "b"]}, Limits)
    assert [item.message for item in found] == ["an item of 'several' should be a text, but is a list"]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Acute pain: round of 12", "a colon and a space make a field, and 'Acute pain' is none of bullets",
         'put the whole text in "double quotes":\n        - "Acute pain: round of 12"'),
        ("Test: ran it", "a colon and a space make a field, and 'Test' is none of bullets",
         'put the whole text in "double quotes":\n        - "Test: ran it"'),
        ("{Acute: a, Chronic: b}", "a colon and a space make a field, and 'Acute' is none of bullets",
         'put the whole text in "double quotes"'),
        ("{Acute pain: round, tags: [a]}", "'Acute pain' is not a field of bullets",
         'a colon and a space make a field; put the whole text in "double quotes":\n        text: "Acute pain: round"'),
        ("txet: a", "'txet' is not a field of bullets", "did you mean 'text'?"),
        ("Txet: a", "a colon and a space make a field, and 'Txet' is none of bullets",
         'put the whole text in "double quotes":\n        - "Txet: a"'),
        ("TEXT: a", "'TEXT' is not a field of bullets", "did you mean 'text'?"),
    ],
)  # fmt: skip
def test_a_colon_in_a_bullet_is_one_mistake(text: str, message: str, hint: str) -> None:
    found = _one(f"posts:\n  - title: x\n    bullets:\n      - {text}\n")
    assert (found.code, found.message, found.hint) == ("unknown-key", message, hint)
    assert found.mark is not None
    assert found.mark.line == 5


def test_a_misspelled_field_is_not_said_to_be_missing_but_another_is() -> None:
    assert _one("posts:\n  - titel: x\n").message == "'titel' is not a field of posts"
    _, found = read({"schema": "1", "posts": [{"titel": "x"}, {"hours": "3"}]}, Profile)
    assert [item.message for item in found] == ["'titel' is not a field of posts", "posts needs 'title'"]


@pytest.mark.parametrize("word", ["training", "Training", "TRAINING", " Training "])
def test_a_word_is_known_whatever_its_capitals(word: str) -> None:
    assert read({"title": "x", "kind": word}, Post)[0] == Post(title="x", kind="training")
    assert read({"title": "x", "kinds": [word]}, Listing)[0] == Listing(title="x", kinds=("training",))
    assert read({"picks": [word, {"kind": word}]}, Choice)[0] == Choice(picks=(Pick(kind="training"),) * 2)


def test_words_that_differ_in_capitals_only_are_kept_apart() -> None:
    assert read({"either": "a"}, Choice)[0] == Choice(either="a")
    assert read({"either": "A"}, Choice)[0] == Choice(either="A")


def test_a_wrong_value_names_the_right_ones() -> None:
    found = _one("current: {title: x, kind: traning}\n")
    assert (found.code, found.mark) == ("wrong-value", Mark("p.yaml", 2, 27, 7))
    assert (found.message, found.hint) == ("'traning' is not a value of 'kind'", "did you mean 'training'?")
    assert _one("current: {title: x, kind: zz}\n").hint == "one of: training, service"


def test_the_types_of_the_schema_have_messages_of_their_own() -> None:
    found = _one("shifts:\n  - {hours: 3}\n")
    assert (found.code, found.mark) == ("wrong-value", Mark("p.yaml", 3, 13))
    assert (found.message, found.hint) == ("3 is odd", "take an even number")


def test_a_limit_points_at_the_value() -> None:
    found = _one("shifts: [{hours: 26}]\n")
    assert (found.code, found.mark) == ("wrong-value", Mark("p.yaml", 2, 18, 2))
    assert (found.message, found.hint) == ("'26' is not a value of 'hours'", "'hours' is at most 24")


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(_one(f"current: {{title: x, hours: {'m' * 500}}}\n").message) < 120
    assert len(_one(f"{'m' * 500}: 1\n").message) < 120
    assert _one(f"posts: {'m' * 500}\n").hint == f"{_AS}posts:\n          - title: …"


def test_all_problems_come_at_once() -> None:
    _, found = _read("posts:\n  - titel: x\n    hours: y\nzzz: 1\n")
    assert sorted(one.code for one in found) == [
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
