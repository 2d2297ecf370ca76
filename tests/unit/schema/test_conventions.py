from __future__ import annotations

from typing import get_args

from assembler.schema.program import SectionName
from tests.people import house


def test_the_usual_order_has_every_section_once() -> None:
    named = [name for section in house().conventions.cv for name in (section.section, *section.joined)]
    assert sorted(named) == sorted(get_args(SectionName))


def test_the_usual_statement_has_eight_sections_whose_shares_make_a_whole() -> None:
    sections = house().conventions.statement
    assert len(sections) == 8
    assert sum(section.share for section in sections) == 100
    assert len({section.id for section in sections}) == 8
    assert all(section.prompts and section.evidence for section in sections)


def test_competencies_are_prompts_without_a_rating() -> None:
    lists = house().conventions.competencies
    assert (len(lists.acgme), len(lists.carms)) == (6, 8)
    for item in (*lists.acgme, *lists.carms):
        assert item.label
        assert not any(word in item.prompt.casefold() for word in ("excellent", "outstanding", "top", "above average"))
