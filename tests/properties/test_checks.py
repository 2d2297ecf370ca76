"""Checks over any text: none raises, each finding has a place that exists, and what is found is found again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.checks.application import FAMILIES, findings
from assembler.checks.subject import Subject
from assembler.passages import Passage
from assembler.reviewing import subject_of
from tests.people import DATE, house, sample

_SOUGHT = """
I my the patients a patient woman man aged 94 of Dr Mr Mrs X. J.S. in at since until 2019 12 March 2024 hospital MRN
123456 [..] TODO ??? ERAS CaRMS best resident colleagues who never blocks epidurals Calder Bay Kallang Wharfe Valley
LEEDS Singapore 4,000 logbooks hold procedures published “ ” ( ) – …
"""
_ODD = ("\u202e", "e\u0301", "\u6f22\u5b57", "\u0639\u0631\u0628\u064a", "\ud800", "\x00", "\u2028", "\u2019")
WORDS = st.sampled_from((*_SOUGHT.split(), *_ODD))
"""Words that checks look for, and characters that upset what is careless."""
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def usual() -> Subject:
    return subject_of(sample("sample-pain"), house(), DATE)


def written(usual: Subject, texts: list[str]) -> Subject:
    """The sample with `texts` as the paragraphs of every statement and cover letter."""
    passages = tuple(Passage(text, "a.md", "opening", ((0, line, 1),)) for line, text in enumerate(texts, 1))
    return replace(usual, texts=dict.fromkeys(usual.texts, passages))


@given(texts=st.lists(TEXTS, max_size=4))
@settings(max_examples=25)
def test_any_text_is_checked_and_every_finding_has_its_place(usual: Subject, texts: list[str]) -> None:
    subject = written(usual, texts)
    found = [item for item in findings(subject) if item.mark and item.mark.file == "a.md"]
    for item in found:
        assert item.mark is not None
        assert 1 <= item.mark.line <= len(texts)
        assert 1 <= item.mark.column <= len(texts[item.mark.line - 1]) + 1
        assert item.hint
    assert found == [item for item in findings(subject) if item.mark and item.mark.file == "a.md"]


def test_every_family_has_checks() -> None:
    assert all(module.CHECKS for modules in FAMILIES.values() for module in modules)
