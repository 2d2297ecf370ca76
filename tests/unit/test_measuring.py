"""Measuring: what is counted is what the text file holds, sign by sign, and what pasting loses is told once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.document import Paste
from assembler.statements.markdown import blocks_of
from assembler.writers.text import pasted
from tests.desk import Desk
from tests.people import PROGRAM, as_yaml

UNITS = ("words", "characters", "characters-without-spaces")
WRITTEN = """\
## Opening {#opening}

I “saw” **it** – twice.\\
Then I asked [them](https://example.org).

- one
- two

1. first
2. second

## What next {#plan}

A clinic for Nguyễn.
"""


def ask(desk: Desk, **rules: Any) -> None:
    sections = [{"id": "opening", "title": "Opening"}, {"id": "plan", "title": "What next"}]
    statement = {"sections": sections, "limits": [{"unit": unit, "maximum": "1"} for unit in UNITS]} | rules
    more = {"documents": ["statement"], "letters": {"minimum": 0}, "statement": statement}
    (desk.folder / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM | more), encoding="utf-8")


@pytest.mark.parametrize("signs", ["any", "plain"])
@pytest.mark.parametrize("paragraphs", ["blank-line", "single-break"])
@pytest.mark.parametrize("headings", ["no", "yes"])
def test_what_is_counted_is_what_the_text_file_holds(desk: Desk, signs: str, paragraphs: str, headings: str) -> None:
    ask(desk, headings=headings, paste={"signs": signs, "paragraphs": paragraphs})
    desk.write(WRITTEN)
    outcome = desk.build(formats=("txt",))
    text = desk.final.with_suffix(".txt").read_text(encoding="utf-8").removesuffix("\n")
    said = [item.message for item in outcome.diagnostics if item.code == "over-limit" and "/final" in item.message]
    assert [int(found[1]) for one in said if (found := re.search(r" has (\d+) ", one))] == [
        17 + 3 * (headings == "yes"),
        len(text),
        len("".join(text.split())),
    ]
    (row,) = (item for item in outcome.outputs if not item.draft)
    assert (row.words, row.characters) == (17 + 3 * (headings == "yes"), len(text)), "the manifest says the same"
    assert text.isascii() is (signs == "plain")
    assert ("\n\n" in text) is (paragraphs == "blank-line")
    assert ("Opening" in text) is (headings == "yes")


def test_what_pasting_loses_is_told_of_the_final_text_alone(desk: Desk) -> None:
    ask(desk, paste={"signs": "plain"})
    desk.write(WRITTEN.split("## What next", maxsplit=1)[0])
    assert not {"paste-replaced", "paste-lost"} & {item.code for item in desk.build().diagnostics}
    desk.write(WRITTEN)
    told = {item.code: item.message for item in desk.build().diagnostics}
    assert "'“' by '\"' (1)" in told["paste-replaced"]
    assert "'ễ' by 'e' (1)" in told["paste-replaced"]
    assert "1 bold or italic" in told["paste-lost"]
    assert "the address of a link" in told["paste-lost"]
    again = {item.code: item.message for item in desk.build().diagnostics}
    assert again["paste-replaced"] == told["paste-replaced"]


def test_a_section_over_its_limit_points_at_it(desk: Desk) -> None:
    limit = {"unit": "words", "maximum": "3"}
    sections = [{"id": "opening", "title": "Opening", "limit": limit}, {"id": "plan", "title": "What next"}]
    ask(desk, sections=sections, limits=[])
    desk.write(WRITTEN)
    found = [item for item in desk.build().diagnostics if item.code == "over-limit"]
    assert {item.message for item in found} == {
        "statement/harbour, 'opening' has 13 words; Harbour allows at most 3",
        "statement/harbour/final, 'opening' has 13 words; Harbour allows at most 3",
    }
    lines = (desk.folder / "programs" / "harbour.yaml").read_text(encoding="utf-8").splitlines()
    assert all(item.mark and "unit" in lines[item.mark.line - 1] for item in found)


def test_a_set_question_counts_as_it_is_pasted(desk: Desk) -> None:
    questions = [{"id": "opening", "question": "Why us?  Say it *briefly*."}]
    ask(desk, sections=[], questions=questions, limits=[{"unit": "characters", "maximum": "1"}])
    desk.write("## Opening {#opening}\n\nBecause.")
    said = [item.message for item in desk.build(formats=("txt",)).diagnostics if "/final has" in item.message]
    text = desk.final.with_suffix(".txt").read_text(encoding="utf-8").removesuffix("\n")
    assert text == "Why us? Say it briefly.\n\nBecause."
    assert [f" has {len(text)} characters" in one for one in said] == [True]


def test_a_text_of_lists_alone_is_pasted_without_the_papers_head(desk: Desk) -> None:
    ask(desk)
    desk.write("## Opening {#opening}\n\n- one\n- two\n\n## What next {#plan}\n\n1. three")
    desk.build(formats=("txt",))
    assert desk.final.with_suffix(".txt").read_text(encoding="utf-8") == "- one\n- two\n\n1. three\n"


def test_a_section_has_no_pages(desk: Desk) -> None:
    ask(desk, sections=[{"id": "opening", "title": "Opening", "limit": {"unit": "pages", "maximum": "1"}}])
    assert "wrong-value" in {item.code for item in desk.build().diagnostics}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))), max_size=4))
def test_paragraphs_are_parted_as_the_box_wants_them(texts: list[str]) -> None:
    blocks, _ = blocks_of("\n\n".join(re.sub(r"([^\w\s])", r"\\\1", text) for text in texts))
    wide, close = pasted(blocks, Paste()), pasted(blocks, Paste(blank_lines=False))
    assert re.sub(r"\n\n", "\n", wide) == close
