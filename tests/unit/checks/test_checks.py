from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from assembler.checks import Made, check, check_deadlines, check_limits
from assembler.checks.counting import Count, count, texts
from assembler.diagnostics import Diagnostic, Severity
from assembler.document import (
    Blocks,
    BulletList,
    Date,
    Document,
    Entry,
    FactTable,
    Field,
    Heading,
    Inlines,
    Item,
    LineBreak,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Signature,
    Strong,
    Text,
    Title,
)
from assembler.schema.dates import PartialDate
from tests.people import house, program


def t(text: str) -> Inlines:
    return (Text(text),)


def document(*blocks: Any, layout: Any = "cv") -> Document:
    made: Blocks = blocks
    return Document("T", "A", "S", "en-GB", "2026", "a4", layout, "r", "p", made)


def found(*blocks: Any) -> list[Diagnostic]:
    return check(Made("cv/x", document(*blocks), house().theme))


@dataclass(frozen=True)
class Size:
    pages: int | None = 1
    words: int | None = 1
    characters: int | None = 1


@pytest.mark.parametrize(("pages", "good"), [(1, True), (2, True), (3, False), (None, True)])
def test_more_pages_than_the_program_allows(pages: int | None, good: bool) -> None:  # noqa: FBT001 - a parameter
    size, asked = Size(pages=pages), program(cv={"pages": "2"})
    made = check_limits("cv/x", "cv", asked, size)
    assert [(item.code, item.severity) for item in made] == ([] if good else [("over-pages", Severity.WARNING)])
    if not good:
        assert made[0].message == "cv/x takes 3 pages with all left out that may be; Harbour allows 2"
    assert check_limits("cv/x", "cv", program(), size) == []
    assert check_limits("statement/x", "statement", asked, size) == [], "only a CV has that limit"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ({"unit": "words", "maximum": "99"}, [("warning", "statement/x has 100 words; Harbour allows at most 99")]),
        ({"unit": "words", "maximum": "100"}, []),
        (
            {"unit": "characters", "maximum": "499"},
            [("warning", "statement/x has 500 characters; Harbour allows at most 499")],
        ),
        ({"unit": "characters", "maximum": "500"}, []),
        ({"unit": "pages", "maximum": "1"}, []),
        (
            {"unit": "words", "maximum": "99", "advice": "yes"},
            [("note", "statement/x has 100 words; Harbour advises at most 99")],
        ),
    ],
)
def test_a_text_longer_than_the_program_allows(limit: dict[str, str], expected: list[tuple[str, str]]) -> None:
    asked, size = program(statement={"limits": [limit]}), Size(2, 100, 500)
    made = check_limits("statement/x", "statement", asked, size)
    assert [(item.severity, item.message) for item in made] == expected
    assert {item.code for item in made} <= {"over-limit"}
    assert check_limits("statement/x", "statement", asked, Size(None, None, None)) == []
    assert check_limits("briefing/x", "briefing", None, size) == [], "a briefing has no limits"


# Counting ------------------------------------------------------------------------------------

ALL = (
    Title(t("Ada"), t(", MD")),
    Section(t("Head"), (Paragraph((Text("one "), Strong(t("two")))), Heading(t("sub"))), t("5 of 9")),
    BulletList((Item(t("a")), Item(t("b")))),
    NumberedList((Item(t("c")),)),
    Entry(t("post"), (Date("2021", t("2021")),), place=t(", here"), body=(Paragraph(t("did")),)),
    Entry((), label=t("label")),
    FactTable(
        (t("h"), t("i")), (Row((t("x"), t("1"))),), (0.5, 0.5), (False, True), t("cap"), total=Row((t("sum"), t("1")))
    ),
    Signature((t("sign"),)),
    Note("prompt", t("L"), t("not counted")),
    Paragraph((Text("l"), LineBreak(), Text("m"))),
    Paragraph(()),
    PageBreak(),
)


def test_texts_are_those_of_the_reader_in_order() -> None:
    assert texts(ALL) == [
        "Ada, MD", "Head", "5 of 9", "one two", "sub", "a", "b", "c", "2021", "post, here", "did", "label",
        "cap", "h", "i", "x", "1", "sum", "1", "sign", "l\nm",
    ]  # fmt: skip


def test_words_and_characters_with_blank_lines_between_blocks() -> None:
    assert count(document(Paragraph(t("one two")), Paragraph(t("three")))) == Count(3, len("one two\n\nthree"))
    assert count(document()) == Count(0, 0)


def test_where_there_are_fields_only_what_stands_in_them_counts() -> None:
    field = Field("a", "Label", (Paragraph(t("my own words"), "statement"), Note("prompt", (), t("no"))), "Write here.")
    assert count(document(Title(t("Draft")), Section(t("H"), (field, Note("check", (), t("no")))))) == Count(3, 12)
    assert count(document(Title(t("Draft")), Field("a", "L", (), "Write here."))) == Count(0, 0)


# Fonts ---------------------------------------------------------------------------------------


def test_a_date_wider_than_its_column() -> None:
    def entry(text: str) -> Entry:
        return Entry(t("x"), t(text))

    assert found(entry("Aug 2017 – May 2022")) == []
    (made,) = found(entry("01 Aug 2024 – 31 May 2025"), entry("01 Aug 2024 – 31 May 2025"))
    assert made.code == "label-too-wide"
    assert made.message.startswith("cv/x: '01 Aug 2024 – 31 May 2025' is 4")
    wide = Made("cv/x", document(entry("01 Aug 2024 – 31 May 2025")), house().theme.widened())
    assert check(wide) == []


def test_a_deadline_that_has_passed() -> None:
    asked = program(deadline={"date": "2026-11-30"})
    assert check_deadlines({"x": asked}, PartialDate(2026, 11, 30)) == []
    (made,) = check_deadlines({"x": asked, "y": program()}, PartialDate(2026, 12, 1))
    assert (made.code, made.message) == ("deadline-passed", "Harbour closed on 2026-11-30")
