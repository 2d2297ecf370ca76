"""Patterns that are compiled late find what they would have found at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.checks.address import facts, names_of_others, portals
from assembler.checks.consistency import facts as dates_of_facts
from assembler.checks.consistency import overlaps, works
from assembler.checks.lazy import Either, Lazy, in_small, needs, stand
from assembler.checks.patients import counts, dates, fields, numbers, people, sentences, texts
from tests.unit.checks.test_patients import HITS, INNOCENT

ROOMS = (
    *(counts, dates, fields, numbers, people, sentences, texts),
    *(facts, names_of_others, portals, dates_of_facts, overlaps, works),
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_pattern_compiles(room: ModuleType) -> None:
    sought = [one for one in vars(room).values() if isinstance(one, Either | Lazy)]
    sought += [one for portal in getattr(room, "PORTALS", ()) for one in (portal.said, portal.named)]
    assert sought
    for one in sought:
        parts = one.parts if isinstance(one, Either) else [one]
        assert all(part.compiled.pattern and part.may_stand("") in (True, False) for part in parts)


def test_a_pattern_is_compiled_when_it_is_first_sought() -> None:
    wrong = Lazy("(")
    with pytest.raises(re.error):
        wrong.search("text")


def as_a_whole(parts: Sequence[Lazy], text: str) -> list[tuple[int, int]]:
    """What `a|b|c` matches in `text`, tried at one character after the other."""
    found, at = [], 0
    while at <= len(text):
        one = next(filter(None, (part.compiled.match(text, at) for part in parts)), None)
        found += [one.span()] if one else []
        at = one.end() if one else at + 1
    return found


SAMPLES = [
    *(text for _, _, text, _ in HITS),
    *INNOCENT.strip().split("\n"),
    " ".join(text for _, _, text, _ in HITS),
    " ".join(text for _, _, text, _ in reversed(HITS)),
    "I would love to join your ESTEEMED program, and to be an asset to your department: yours is a leading hospital.",
    "Your world-renowned faculty and your diverse patients draw me to an institution like yours.",
    "Ihre renommierte Klinik ist eine der besten, such a prestigious unit; your commitment to excellence.",
    "YOUR PREſTİGıOUS PROGRAM, ſtiff person syndrome and MOYAMOYA.",
]


@pytest.mark.parametrize(
    "sought",
    [
        *(facts._BOILERPLATE, people._PLACES, people._INITIALS, people._TITLED, dates._AGE, dates._DATE),
        *(numbers._RECORD, numbers._CONTACT, counts._COUNTED, counts._RARE, texts.PATIENT),
    ],
)
def test_parts_find_what_the_whole_expression_would(sought: Either) -> None:
    found = [[one.span() for one in sought.finditer(text)] for text in SAMPLES]
    assert found == [as_a_whole(sought.parts, text) for text in SAMPLES]
    assert any(found)


@given(st.text("abcd X", max_size=30), st.integers(0, 8), st.integers(0, 30))
def test_of_two_matches_the_first_counts_and_of_two_at_one_place_the_earlier_part(
    text: str, start: int, end: int
) -> None:
    parts = ("a[bc]+", "ab+c", Lazy("(?<=a)b|bc", cue=Lazy("b")), "d(?= )|cd d", "x")
    whole = re.compile("a[bc]+|ab+c|(?<=a)b|bc|d(?= )|cd d|x")
    assert [one.span() for one in Either(*parts).finditer(text, start, end)] == [
        one.span() for one in whole.finditer(text, start, end)
    ]


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\bhonou?rs? and (?:a )?(great )?privilege\b", [("hono",), ("and",), ("privilege",)]),
        ("it was (at|in) i (knew|reali[sz]ed)", [("it",), ("was",), ("at", "in"), ("knew", "reali")]),
        (r"(?<!the )new(?= ward)(?:ly|er)?(?!wards)", [("new",)]),
        ("heal the (?:x(?:y)?){1,2}sick(?:ness)*x{0,3}", [("heal",), ("the",), ("sick",)]),
        ("((ab|cd)x?|(?P<group>ef|gh)ij) (foo|[ab])", [("ab", "cd", "ef", "gh")]),
        ("Anna|Bert(?:ha)?", [("anna", "bert")]),
        (r"Anna|\d+", []),
        ("[(]no(?P<by>[-/])way(?P=by)", [("no",), ("way",)]),
        ("Maß|STRASSE", [("mass", "strasse")]),
    ],
)
def test_what_an_expression_needs(source: str, needed: Sequence[Sequence[str]]) -> None:
    assert list(needs(source)) == needed


@given(st.from_regex(re.compile("\\b(?:kin[ds]+|(?:is|its) big)(?: (?:sea|sky))? in [a-c](?:st|nd)", re.IGNORECASE)))
def test_what_is_needed_stands_in_all_that_matches_in_any_case(text: str) -> None:
    assert stand(needs("\\b(?:kin[ds]+|(?:is|its) big)(?: (?:sea|sky))? in [a-c](?:st|nd)"), in_small(text))


@pytest.mark.parametrize(
    ("text", "small"), [("ſTAND", "stand"), ("K\u0131nd", "kind"), ("\u0130S", "is"), ("\u212aind Über", "kind über")]
)
def test_small_letters_are_those_that_an_expression_reads(text: str, small: str) -> None:
    assert in_small(text) == small
    assert re.fullmatch(small, text, re.IGNORECASE)
