"""Sections that are written and that no text has: told once, at their line, and only where it is so."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assembler.checks.sections import check_asked, check_known
from assembler.diagnostics import Mark


@dataclass(frozen=True)
class Written:
    id: str
    mark: Mark


@dataclass(frozen=True)
class Draft:
    text: tuple[str, str]
    parts: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return "/".join(self.text)


def written(file: str, *ids: str) -> tuple[Written, ...]:
    return tuple(Written(name, Mark(file, at, 1)) for at, name in enumerate(ids, 1))


def draft(program: str, *ids: str, document: str = "statement") -> Draft:
    return Draft((document, program), tuple((name, "prompt") for name in ids))


SHARED = written("shared.md", "plan")
OWN = written("harbour.md", "plan")
DRAFTS = [draft("harbour", "opening", "plan"), draft("kallang", "opening")]


def test_a_shared_section_that_one_program_has_is_known_also_where_its_own_stands_over_it() -> None:
    held = {("statement", ""): SHARED, ("statement", "harbour"): OWN, ("statement", "kallang"): SHARED}
    assert check_known(held, DRAFTS, ()) == []


@pytest.mark.parametrize("over", [(), OWN])
def test_a_shared_section_that_no_program_has_is_told_once(over: tuple[Written, ...]) -> None:
    shared = written("shared.md", "plan", "plam")
    own = tuple({one.id: one for one in (*shared, *over)}.values())
    held = {("statement", ""): shared, ("statement", "harbour"): own, ("statement", "kallang"): shared}
    (found,) = check_known(held, DRAFTS, ())
    assert found.mark == Mark("shared.md", 2, 1)
    assert found.hint == "the sections are: opening, plan"


def test_a_program_s_own_section_is_for_that_program_alone() -> None:
    held = {("statement", ""): (), ("statement", "kallang"): written("kallang.md", "plan")}
    (found,) = check_known(held, DRAFTS, ())
    assert found.mark == Mark("kallang.md", 1, 1)
    assert found.hint == "the sections are: opening"


def test_what_is_shared_by_letters_is_not_for_statements() -> None:
    drafts = [*DRAFTS, draft("harbour", "why", document="cover-letter")]
    held = {("cover-letter", ""): SHARED, ("cover-letter", "harbour"): SHARED}
    assert [found.hint for found in check_known(held, drafts, ())] == ["the sections are: why"]


def test_texts_that_are_not_made_and_sections_to_pass_over_are_not_told() -> None:
    held = {("cover-letter", ""): SHARED, ("cover-letter", "harbour"): SHARED, ("statement", "other"): OWN}
    assert check_known(held, DRAFTS, ()) == []
    assert check_known({("statement", "kallang"): OWN}, DRAFTS, ("plan",)) == []


def test_a_section_that_is_asked_for_and_is_not_there_comes_with_a_suggestion() -> None:
    assert check_asked(["plan"], DRAFTS) == []
    (close,) = check_asked(["plam"], DRAFTS)
    assert (close.code, close.hint) == ("usage", "did you mean 'plan'?")
    (far,) = check_asked(["zzz"], [])
    assert far.hint == "there is no draft that has sections"
