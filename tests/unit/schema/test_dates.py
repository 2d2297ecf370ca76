from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.records import Record, read
from assembler.schema.dates import PRESENT, EndDate, PartialDate

DAYS = st.dates(min_value=datetime.date(1, 1, 1), max_value=datetime.date(9998, 12, 31))
PARTIAL = st.builds(
    lambda day, known: PartialDate(day.year, day.month * (known > 0), day.day * (known > 1)), DAYS, st.integers(0, 2)
)


class Job(Record):
    start: PartialDate
    end: EndDate | None = None


def told(text: object, field: str = "start") -> tuple[str, str | None]:
    made, found = read({"start": "2021", field: text}, Job)
    assert made is None
    assert [item.code for item in found] == ["invalid-date"]
    return found[0].message, found[0].hint


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", PartialDate(2021)),
        ("2021-02", PartialDate(2021, 2)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        (" 2021-02 ", PartialDate(2021, 2)),
    ],
)
def test_the_three_forms(text: str, date: PartialDate) -> None:
    assert PartialDate.parse(text) == date


@given(PARTIAL)
def test_what_is_written_is_read_back(date: PartialDate) -> None:
    assert PartialDate.parse(date.iso) == date
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-2",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "2023-02-29",
        "2021-02-00",
        "2021/02",
        "20210203",
        "present",
        "0000",
        "٢٠٢١",
        "2021-02-03T00:00",
    ],
)
def test_all_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever its words are
        PartialDate.parse(text)


@given(PARTIAL)
def test_a_date_means_the_days_from_its_first_to_its_last(date: PartialDate) -> None:
    first, last = date.first(), date.last()
    assert first <= last
    after = last + datetime.timedelta(days=1)
    if date.day:
        assert first == last
    elif date.month:
        assert (first.day, after.day, last.month) == (1, 1, date.month)
    else:
        assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


@given(PARTIAL, PARTIAL)
def test_dates_are_ordered_as_their_first_days_are(one: PartialDate, other: PartialDate) -> None:
    if one.first() < other.first():
        assert one < other
    assert one < PRESENT


def test_present_is_open_and_after_everything() -> None:
    made, _ = read({"start": "2021", "end": "Present"}, Job)
    assert made is not None
    assert made.end == PRESENT
    assert made.end.is_open
    assert (made.end.iso, str(made.end)) == ("..", "present")


FORMS = "write a year, a month or a day: 2021, 2021-02 or 2021-02-28"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2021-2", "write it as 2021-02"),
        ("2021-2-3", "write it as 2021-02-03"),
        ("2021-13", f"there is no month 13; {FORMS}"),
        ("2021-02-30", "February 2021 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("02/2021", "write it as 2021-02"),
        ("2.2021", "write it as 2021-02"),
        ("13/2021", FORMS),
        ("Feb 2021", "write it as 2021-02"),
        ("February 2021", "write it as 2021-02"),
        ("Sept. 2021", "write it as 2021-09"),
        ("3 Feb 2021", "write it as 2021-02-03"),
        ("31 Feb 2021", "February 2021 has 28 days"),
        ("Foo 2021", FORMS),
        ("03/02/2021", "year first, then month, then day, as in 2021-02-28, so that nobody can misread it"),
        ("soon", FORMS),
    ],
)
def test_the_hint_says_what_may_be_meant(text: str, hint: str) -> None:
    assert told(text) == (f"'{text}' is not a date", hint)


@pytest.mark.parametrize("word", ["now", "Current", "today", "ongoing", "to date"])
def test_words_for_present_are_put_right(word: str) -> None:
    assert told(word, "end")[1] == "for what goes on, write 'end: present'"


def test_present_is_no_start() -> None:
    assert told("present") == ("'present' is not a date", FORMS)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["2021"], "a list is not a date"),
        ({"year": "2021"}, "a mapping is not a date"),
        (2021, "'2021' is not a date"),
    ],
)
def test_what_is_no_text_is_no_date(value: object, message: str) -> None:
    assert told(value) == (message, FORMS)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_date_may_not_be_empty(value: str | None) -> None:
    made, found = read({"start": value}, Job)
    assert made is None
    assert [(item.code, item.message) for item in found] == [("wrong-type", "'start' is empty")]


@given(st.text(st.characters(codec="ascii"), max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    made, found = read({"start": text}, Job)
    assert (made is None) == bool(found)
    for item in found:
        assert item.code == ("invalid-date" if text.strip() else "wrong-type")
        assert item.hint


@given(PARTIAL)
def test_the_json_schema_takes_what_the_reader_takes(date: PartialDate) -> None:
    fields = Job.model_json_schema()["properties"]
    ends = fields["end"]["anyOf"][0]["pattern"]
    assert re.search(fields["start"]["pattern"], date.iso)
    assert re.search(ends, date.iso)
    assert re.search(ends, "present")
    assert not re.search(fields["start"]["pattern"], "present")


@pytest.mark.parametrize(
    ("given", "months", "expected"),
    [
        ("2026-11-24", 24, "2024-11-24"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-31", 2, "2025-11-30"),
        ("2026-01-31", 1, "2025-12-31"),
        ("2026-11", 1, "2026-10-30"),
    ],
)
def test_months_before_is_a_day_that_exists(given: str, months: int, expected: str) -> None:
    assert PartialDate.parse(given).months_before(months) == PartialDate.parse(expected)
