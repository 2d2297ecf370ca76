"""What the hostile strings brought to light, each as the smallest case."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from typing import Any

import pytest

from assembler.diagnostics import Diagnostic
from assembler.document import Document, Entry, Paragraph, Section, Text
from assembler.records import Record, read
from assembler.schema.types import LanguageTag, Line, Rich
from assembler.writers import WRITERS
from assembler.writers.html import to_html
from tests.people import house


class Sheet(Record):
    line: Line = "a"
    rich: Rich = "a"
    language: LanguageTag = "uk"


def found_in(**values: Any) -> list[Diagnostic]:
    return read(values, Sheet)[1]


@pytest.mark.parametrize("text", ["\u200b", "\u2060\u00ad", "\u3164", "\u00a0\u200d\u00a0", "\ufe0f", "\u2800"])
def test_a_text_of_which_nothing_can_be_seen_is_refused(text: str) -> None:
    for field in ("line", "rich"):
        (found,) = found_in(**{field: text})
        assert found.code == "wrong-value"
        assert found.message.startswith("nothing can be seen of this text, which begins with U+")


@pytest.mark.parametrize("text", ["&nbsp;", "**&nbsp;**", "&zwj;"])
def test_so_is_one_that_names_what_cannot_be_seen(text: str) -> None:
    assert [found.code for found in found_in(rich=text)] == ["wrong-value"]


@pytest.mark.parametrize("text", [".", "\u200bx", "\u0301", "\U0001f3fd", "क्‍ष"])
def test_what_can_be_seen_is_taken(text: str) -> None:
    assert found_in(line=text, rich=text) == []


@pytest.mark.parametrize(
    ("tag", "good"), [("uk", True), ("zh-Hant", True), ("ta-MY", True), ("a b", False), ('"', False)]
)
def test_a_language_is_a_tag(tag: str, good: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert (found_in(language=tag) == []) == good


def document(*blocks: Any) -> Document:
    return Document(
        title="T",
        author="A",
        subject="S",
        language="en-GB",
        date="2026-11-24",
        paper="a4",
        layout="working",
        running="R",
        page_label="P",
        blocks=blocks,
    )


def test_an_entry_of_nothing_but_blanks_is_a_plain_text_too() -> None:
    made = document(Entry((), dates=(Text("2021"),), body=(Paragraph((Text("\u00a0"),)), Paragraph((Text("x"),)))))
    assert WRITERS["txt"].write(made, house().theme).data == b"2021  x\n"


def test_a_long_run_of_full_stops_may_begin_a_line_of_its_own() -> None:
    made = to_html(document(Paragraph((Text(f"as of {'.' * 40}"),))), house().theme)
    assert 'as of \u200b<span class="lengthy">...' in made


def test_a_heading_of_a_set_question_is_laid_out_in_no_time() -> None:
    title, aside = (Text("Tell us of a patient who changed your practice. " * 30),), (Text("at most 90 words"),)
    begun = time.process_time()
    assert WRITERS["pdf"].write(document(Section(title, (), aside)), house().theme).pages == 1
    assert time.process_time() - begun < 5


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        del attrs
        self.tags.append(tag)


@pytest.mark.parametrize(("length", "tag"), [(900, "div"), (1100, "h2")])
def test_a_heading_that_may_pass_a_page_shares_no_line_with_its_aside(length: int, tag: str) -> None:
    tags = _Tags()
    tags.feed(to_html(document(Section((Text("x " * (length // 2)),), (), (Text("90 words"),))), house().theme))
    assert tags.tags[tags.tags.index("section") + 1] == tag
