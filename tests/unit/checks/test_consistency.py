"""The family as a whole: it finds nothing in the samples, survives any text, and takes its time from the length."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.checks.consistency import CHECKS
from assembler.checks.subject import Subject
from assembler.diagnostics import CODES
from assembler.passages import Passage
from assembler.reviewing import subject_of
from tests.people import DATE, SAMPLES, house, sample
from tests.unit.checks.applications import Desk, codes

WORDS = (
    ".", ",",
    "I", "we", "my", "worked", "joined", "at", "in", "since", "from 2014 to 2018", "2015", "2019–21",
    "Selat Medical Centre", "House Officer", "40", "1,204", "forty-one", "trigger point injections", "alone", "(", ")",
    "published", "travel distance attendance tertiary pain clinic", "logbook", "procedures", "\ud800", "é", "\u202e",
    "שלום", "中文",
)  # fmt: skip


def saying(*texts: str) -> Subject:
    """The large sample with a statement of these passages."""
    usual = subject_of(sample("sample-pain"), house(), DATE)
    passages = tuple(Passage(text, "kallang.md", "opening", ((0, 1, 1),)) for text in texts)
    return Subject(
        usual.profile, usual.programs, usual.today, usual.data, usual.program_data, {("statement", "kallang"): passages}
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_consistent(name: str) -> None:
    assert codes(subject_of(sample(name), house(), DATE), CHECKS) == []


def test_the_least_application_is_consistent(desk: Desk) -> None:
    assert codes(desk.subject(), CHECKS) == []


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_survived(words: Sequence[str], text: str) -> None:
    codes(saying(" ".join(words), text, "".join(words), ""), CHECKS)


@pytest.mark.parametrize(
    "unit",
    [
        "I worked at Selat Medical Centre in 2010, ",
        "I have done 40 trigger point injections, 80 of them alone, ",
        "my my published ",
        "my logbook holds 412 procedures ",
        "House Officer (2010) ",
        "and went back to Selat Medical Centre until 2010 ",
        "at Selat Medical Centre I have worked ",
        "5 procedures in total ",
        "2015-",
        "...",
        "the ",
        "(",
        "é́",
    ],
)
def test_long_texts_that_upset_careless_patterns_raise_nothing(unit: str) -> None:
    """A pattern that took more than linear time would not come to an end here; `make bench-checks` measures it."""
    assert set(codes(saying((unit * 60_000)[:60_000]), CHECKS)) <= set(CODES)
