from __future__ import annotations

from typing import get_args

from assembler.compose.words import catalogue
from assembler.schema.rules import SectionName
from tests.people import house


def test_the_usual_order_has_every_section_once() -> None:
    named = [name for section in house().conventions.cv for name in (section.section, *section.joined)]
    assert sorted(named) == sorted(get_args(SectionName))


def test_the_usual_statement_has_eight_sections_whose_shares_make_a_whole() -> None:
    sections = house().conventions.statement
    assert len(sections) == 8
    assert sum(section.share for section in sections) == 100
    assert len({section.id for section in sections}) == 8
    assert all(section.evidence for section in sections)


def test_every_language_words_every_usual_section() -> None:
    ids = {section.id for section in house().conventions.statement}
    for language in house().languages:
        words = catalogue(house().languages, language)["statement"]
        assert ids == set(words), language
        assert all(section["title"] and section["prompts"] for section in words.values()), language


def test_competencies_are_prompts_without_a_rating() -> None:
    for language in house().languages:
        lists = catalogue(house().languages, language)["competencies"]
        assert {name: len(made["items"]) for name, made in lists.items()} == {"acgme": 6, "carms": 8}
        for label, prompt in (item for made in lists.values() for item in made["items"]):
            assert label
            assert not any(word in prompt.casefold() for word in ("excellent", "outstanding", "top", "above average"))
