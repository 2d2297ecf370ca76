"""Lengths: what is longer than its program allows, in each unit, as a whole and in part, and what pasting loses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.checks.lengths import check_lengths, counts, tell_paste
from assembler.pasting import as_plain
from tests.people import program


def found(
    rules: dict[str, Any], whole: str = "", pages: int | None = None, **parts: str
) -> list[tuple[str, str, str | None]]:
    asked = program(statement=rules)
    counted = {name: counts(text, text) for name, text in parts.items()}
    made = check_lengths("statement/x", asked, asked.statement, {**counts(whole, whole), "pages": pages}, counted)
    assert {item.code for item in made} <= {"over-limit"}
    assert all(item.mark is None or item.mark.line for item in made)
    return [(item.severity, item.message.split("; ")[0], item.hint) for item in made]


WHOLE = "one two\n\nthree"


@pytest.mark.parametrize(
    ("unit", "length"), [("words", 3), ("characters", 14), ("characters-without-spaces", 11), ("pages", 2)]
)
@pytest.mark.parametrize("advice", ["no", "yes"])
def test_a_text_may_be_as_long_as_allowed_and_no_longer(unit: str, length: int, advice: str) -> None:
    limit = {"unit": unit, "maximum": str(length), "advice": advice}
    assert found({"limits": [limit]}, WHOLE, 2) == []
    (one,) = found({"limits": [limit | {"maximum": str(length - 1)}]}, WHOLE, 2)
    severity = "note" if advice == "yes" else "warning"
    assert one == (severity, f"statement/x has {length} {unit.replace('-', ' ')}", "shorten the text")


def test_pages_count_once_there_are_any() -> None:
    assert found({"limits": [{"unit": "pages", "maximum": "1"}]}, WHOLE, None) == []


def test_a_section_and_an_answer_have_limits_of_their_own() -> None:
    limit = {"unit": "words", "maximum": "2"}
    rules = {
        "sections": [{"id": "why", "title": "Why", "limit": limit}, {"id": "plan", "title": "Plan"}],
        "questions": [{"id": "q", "question": "Who?", "limit": limit | {"advice": "yes"}}],
    }
    assert found(rules, why="one two", plan="a b c d", q="I am") == []
    assert found(rules, why="one two three", plan="a b c d", q="I am me") == [
        ("warning", "statement/x, 'why' has 3 words", "shorten the section"),
        ("note", "statement/x, 'q' has 3 words", "shorten the answer"),
    ]
    assert found(rules) == [], "what nobody wrote has no length"


@given(st.text(max_size=200))
def test_counts_are_those_of_the_text_as_it_is_pasted(text: str) -> None:
    made = counts(text, f"- {text}")
    spaces = sum(letter.isspace() for letter in text)
    assert made == {
        "words": len(text.split()),
        "characters": len(text) + 2,
        "characters-without-spaces": len(text) + 1 - spaces,
    }


# What pasting loses --------------------------------------------------------------------------


def told(text: str, formatted: int = 0, links: int = 0) -> list[tuple[str, str]]:
    return [(item.code, item.message) for item in tell_paste("statement/x", as_plain(text), formatted, links)]


def test_each_character_is_listed_with_its_replacement_and_how_often() -> None:
    ((code, message),) = told("“a” – b – c\u00a0d\u200b")
    assert code == "paste-replaced"
    for part in ("'“' by '\"' (1)", "'–' by '-' (2)", "U+00A0 by a space (1)", "U+200B by nothing (1)"):
        assert part in message


def test_what_cannot_be_replaced_is_listed_too() -> None:
    ((code, message),) = told("a 痛 b 痛", formatted=2, links=3)
    assert code == "paste-lost"
    for part in ("2 bold or italic", "the addresses of 3 links", "'痛' (2)"):
        assert part in message


def test_plain_text_is_nothing_to_tell() -> None:
    assert told("Plain words, in ASCII.") == []
