from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.diagnostics import Diagnostic
from assembler.records import Record, read
from assembler.schema.types import Bullet, Entry, Line, Note, Period, Position, Rich, Slug, Time, Url, entry_ref


class Sheet(Record):
    line: Line = "x"
    note: Note = "x"
    rich: Rich = "x"
    slug: Slug = "x"
    url: Url = "https://example.org"
    time: Time = "12:00"
    bullets: tuple[Bullet, ...] = ()


def found_in(**values: object) -> Diagnostic:
    made, found = read(values, Sheet)
    assert made is None
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("text", ["pain", "post-2", "a.b", "7"])
def test_a_slug(text: str) -> None:
    made, found = read({"slug": text}, Sheet)
    assert not found
    assert made is not None
    assert made.slug == text


@pytest.mark.parametrize(
    ("text", "close"),
    [("Pain Clinic", "pain-clinic"), ("pain_clinic", "pain-clinic"), ("-pain", "pain"), ("Ökö", "k"), ("a--b", "a-b")],
)
def test_what_is_no_slug_gets_a_close_one(text: str, close: str) -> None:
    found = found_in(slug=text)
    assert (found.code, found.message) == ("wrong-value", f"'{text}' cannot be an id or a tag")
    assert found.hint == f"small letters, digits and hyphens only: '{close}'"


@given(st.text(min_size=1).filter(str.strip))
def test_the_close_slug_is_one(text: str) -> None:
    made, found = read({"slug": text}, Sheet)
    if made is None and ": '" in (found[0].hint or ""):
        close = str(found[0].hint).split(": '")[1][:-1]
        assert read({"slug": close}, Sheet)[0] is not None


def test_a_slug_of_nothing_usable_gets_the_rule_alone() -> None:
    assert found_in(slug="!!").hint == "small letters, digits and hyphens only"


@pytest.mark.parametrize(
    "text", ["plain", "**bold** and *it*", "[a](https://example.org)", "5*3", "a_b", "#3 of 4", "<5"]
)
def test_rich_text(text: str) -> None:
    made, found = read({"rich": text}, Sheet)
    assert not found
    assert made is not None
    assert made.rich == text


@pytest.mark.parametrize("text", ["`code`", "<b>x</b>", "![a](https://b.org)", "# Head", "[a](ftp://b.org)", "- item"])
def test_other_markup_is_refused(text: str) -> None:
    found = found_in(rich=text)
    assert found.code == "markdown"
    assert found.hint is not None
    assert "**bold**" in found.hint


@pytest.mark.parametrize("text", ["`code`", "<5", "p < 0.05", "*", "5*3*2", "A*STAR", "C*", "[sic] (2)"])
def test_a_line_takes_signs_for_themselves(text: str) -> None:
    made, found = read({"line": text}, Sheet)
    assert not found
    assert made is not None
    assert made.line == text


@pytest.mark.parametrize(
    ("text", "part"),
    [("MBBS **Hons**", "**Hons**"), ("<i>x</i>", "<i>"), ("[a](https://b.org)", "[a](https://b.org)")],
)
def test_markup_in_a_line_is_refused(text: str, part: str) -> None:
    found = found_in(line=text)
    assert (found.code, found.hint) == ("markdown", "write the words alone")
    assert found.message == f"'{part}' would be printed with its signs, since this field is plain text"


def test_a_note_takes_any_markup() -> None:
    assert read({"note": "**call** <b>her</b>"}, Sheet)[0] is not None


def test_bold_that_is_not_closed_is_refused() -> None:
    assert found_in(rich="the **pain* clinic").code == "markdown"


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_is_none(text: str) -> None:
    assert found_in(line=text).message == "'line' is empty"


@pytest.mark.parametrize("text", ["example.org", "ftp://example.org", "https://", "https://a b"])
def test_what_is_no_address(text: str) -> None:
    found = found_in(url=text)
    assert (found.message, found.hint) == (f"'{text}' is not a web address", "write it as in https://example.org")


@pytest.mark.parametrize(
    ("text", "good"), [("00:00", True), ("23:59", True), ("24:00", False), ("5pm", False), ("7:30", False)]
)
def test_a_time_of_day(text: str, good: bool) -> None:  # noqa: FBT001 - a parameter of the test
    made, found = read({"time": text}, Sheet)
    assert (made is not None) is good
    assert [item.message for item in found] == ([] if good else [f"'{text}' is not a time of day"])


def test_addresses_and_times_have_patterns_in_the_json_schema() -> None:
    fields = Sheet.model_json_schema()["properties"]
    assert re.search(fields["url"]["pattern"], "https://example.org")
    assert re.search(fields["time"]["pattern"], "17:00")


def test_a_bullet_may_be_a_bare_text() -> None:
    made, found = read({"bullets": ["one", {"text": "two", "tags": ["pain"], "priority": "5", "keep": "yes"}]}, Sheet)
    assert not found
    assert made is not None
    assert made.bullets == (Bullet(text="one"), Bullet(text="two", tags=("pain",), priority=5, keep=True))


@pytest.mark.parametrize("priority", ["0", "6", "high", "2.5"])
def test_a_priority_is_one_to_five(priority: str) -> None:
    made, found = read({"priority": priority}, Entry)
    assert made is None
    assert {item.code for item in found} <= {"wrong-value", "wrong-type"}


@pytest.mark.parametrize(
    ("start", "end", "good"),
    [
        ("2021-05", "2021", True),
        ("2021", "2021-01", True),
        ("2021-05-04", "2021-05", True),
        ("2021-05-04", "2021-05-04", True),
        ("2021-05-04", "2021-05-03", False),
        ("2021-05", "2021-04", False),
        ("2021", "2020", False),
        ("2021", "present", True),
    ],
)
def test_a_period_does_not_end_before_it_starts(start: str, end: str, good: bool) -> None:  # noqa: FBT001 - as above
    made, found = read({"start": start, "end": end, "title": "x"}, Position if end == "present" else Period_)
    assert (made is not None) is good
    if not good:
        assert [item.code for item in found] == ["end-before-start"]
        assert found[0].message == f"the end {end} is before the start {start}"


class Period_(Period):  # noqa: N801 - a period with the title that `Position` needs
    title: Line


def test_an_entry_is_called_by_its_id_or_its_place() -> None:
    assert entry_ref("posts", 2, Entry(id="x")) == "posts/x"
    assert entry_ref("posts", 2, Entry()) == "posts/3"
