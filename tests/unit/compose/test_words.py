from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assembler.compose.words import Wording, bound, catalogue, ended, lower_first, rich, upper_first
from assembler.schema.career import Presentation, Publication
from assembler.schema.dates import PRESENT, PartialDate
from assembler.schema.person import Examination
from assembler.schema.program import Program
from assembler.schema.rules import Limit, SectionName
from assembler.schema.types import RefereeRole
from assembler.tailor.evidence import GROUPS
from tests.people import composer, house

LANGUAGES = ("en-GB", "en-US", "de-DE")
STYLES = ("month-year", "day-month-year", "numeric-day-first")


def wording(language: str = "en-GB", style: str = "month-year") -> Wording:
    return Wording(language, composer().words(language), style)


DATES = (PartialDate(2021), PartialDate(2021, 2), PartialDate(2021, 2, 3), PRESENT)


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("en-GB", "month-year", ["2021", "Feb 2021", "Feb 2021", "present"]),
        ("en-US", "month-year", ["2021", "Feb 2021", "Feb 2021", "present"]),
        ("en-GB", "day-month-year", ["2021", "Feb 2021", "3 Feb 2021", "present"]),
        ("en-US", "day-month-year", ["2021", "Feb 2021", "Feb 3, 2021", "present"]),
        ("en-GB", "numeric-day-first", ["2021", "02/2021", "03/02/2021", "present"]),
        ("en-US", "numeric-day-first", ["2021", "02/2021", "03/02/2021", "present"]),
    ],
)
def test_dates_in_all_styles(language: str, style: str, expected: list[str]) -> None:
    made = wording(language, style)
    texts = [made.date_text(date) for date in DATES]
    # A day may be written with or without a leading zero.
    assert [text.replace("03 Feb", "3 Feb") for text in texts] == expected


def test_every_style_of_the_schema_is_written() -> None:
    for style in get_args(Program.model_fields["dates"].annotation):
        for language in get_args(Program.model_fields["language"].annotation):
            assert wording(language, style).date_text(PartialDate(2021, 2, 3))


@pytest.mark.parametrize(
    ("language", "pattern", "expected"),
    [
        ("en-GB", "long", "3 February 2021"),
        ("en-US", "long", "February 3, 2021"),
        ("en-GB", "weekday", "Wed 3 Feb 2021"),
        ("en-US", "weekday", "Wed, Feb 3, 2021"),
        ("en-GB", "full", "Wednesday 3 February 2021"),
        ("en-US", "full", "Wednesday, February 3, 2021"),
    ],
)
def test_days_spelled_out(language: str, pattern: str, expected: str) -> None:
    made = wording(language)
    day = made.day(PartialDate(2021, 2, 3), pattern)
    assert day == f'<time datetime="2021-02-03">{expected}</time>'
    assert made.day(PartialDate(2021, 2), pattern) == '<time datetime="2021-02">February 2021</time>'
    assert made.day(PartialDate(2021), pattern) == '<time datetime="2021">2021</time>'


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"start": PartialDate(2021, 2), "end": PRESENT}, '<time datetime="2021-02/..">Feb 2021 – present</time>'),
        ({"start": PartialDate(2020), "end": PartialDate(2021)}, '<time datetime="2020/2021">2020 – 2021</time>'),
        ({"start": PartialDate(2021, 2), "end": None}, '<time datetime="2021-02">Feb 2021</time>'),
        (
            {"start": PartialDate(2021, 2, 1), "end": PartialDate(2021, 2, 9)},
            '<time datetime="2021-02-01">Feb 2021</time>',
        ),
        ({"date": PartialDate(2021)}, '<time datetime="2021">2021</time>'),
        ({"start": None, "date": None}, ""),
        ({}, ""),
    ],
)
def test_periods(entry: dict[str, Any], expected: str) -> None:
    assert wording().period(entry) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "0"), (1146, "1,146"), (23.4, "23.4"), (12.0, "12")])
def test_numbers(value: float, expected: str) -> None:
    assert wording().number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
        (123, "123rd"),
    ],
)
def test_ordinals(value: int, expected: str) -> None:
    assert wording().ordinal(value) == expected


def test_lists_leave_out_what_is_not_given_and_escape_the_rest() -> None:
    assert wording().listed(["a", None, "", Markup("<em>b</em>"), "<c>", False]) == "a, <em>b</em>, &lt;c&gt;"


@given(st.text(max_size=30))
def test_bound_text_has_no_space_and_is_escaped(text: str) -> None:
    made = str(bound(text))
    assert " " not in made
    assert "<" not in made


def test_first_letters_and_full_stops() -> None:
    assert (upper_first("ward round"), upper_first(""), upper_first("élan")) == ("Ward round", "", "Élan")
    assert (lower_first("Ward"), lower_first("MBBS"), lower_first("")) == ("ward", "MBBS", "")
    assert (upper_first("ßeta"), upper_first("ﬁt"), upper_first("ǆep"), upper_first("ŉa")) == (
        "ßeta",
        "ﬁt",
        "ǅep",
        "ŉa",
    )
    assert lower_first("İzmir") == "İzmir"
    assert (ended("Done"), ended("Done?"), ended("Done.")) == ("Done.", "Done?", "Done.")


def test_rich_text_becomes_elements() -> None:
    assert (
        rich("**a** *b* [c](https://d.org) <e>")
        == '<strong>a</strong> <em>b</em> <a href="https://d.org">c</a> &lt;e&gt;'
    )


# The catalogue -------------------------------------------------------------------------------


def paths(words: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from paths(value, f"{above}{key}.")
        else:
            yield above + key


def test_a_language_takes_what_it_does_not_say_from_the_one_it_extends() -> None:
    languages = {
        "a": {"x": "1", "in": {"y": "2", "z": "3"}},
        "b": {"extends": "a", "in": {"y": "4"}},
        "c": {"extends": "b", "x": "5"},
    }
    assert catalogue(languages, "c") == {"extends": "b", "x": "5", "in": {"y": "4", "z": "3"}}
    assert languages["a"] == {"x": "1", "in": {"y": "2", "z": "3"}}, "nothing is changed"


def test_every_language_says_everything() -> None:
    british, american, german = (set(paths(composer().words(language))) for language in LANGUAGES)
    assert british == american
    assert {path for path in british if not path.startswith(("ordinal_forms", "extends"))} == {
        path for path in german if not path.startswith("ordinal_forms")
    }
    assert set(get_args(Program.model_fields["language"].annotation)) == set(LANGUAGES)


def values(model: Any, field: str) -> set[str]:
    return set(get_args(model.model_fields[field].annotation))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_word_for_every_value_of_the_schema(language: str) -> None:
    words = composer().words(language)
    assert set(words["sections"]) == set(get_args(SectionName))
    assert set(words["roles"]) == set(get_args(RefereeRole))
    assert set(words["units"]) == values(Limit, "unit")
    assert set(words["results"]) == values(Examination, "result")
    assert set(words["presentation_kinds"]) == values(Presentation, "kind")
    assert set(words["states"]) == values(Publication, "state") - {"published"}
    assert set(words["groups"]) == set(GROUPS)
    assert {"observed", "supervised", "solo", "taught", "total"} <= set(words["counts"])
    assert len(words["ordinals"]) == 10, "attempts go up to nine"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty(language: str) -> None:
    words = composer().words(language)
    for path in paths(words):
        value: Any = words
        for key in path.split("."):
            value = value[key]
        assert value, path


def test_the_file_of_words_holds_nothing_that_is_not_a_language() -> None:
    assert set(house().languages) == {"en", *LANGUAGES}
