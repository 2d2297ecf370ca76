from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.counting import Count, count, texts
from assembler.checks.documents import Made, check
from assembler.checks.form import deadlines
from assembler.checks.pages import check_pages
from assembler.checks.subject import Subject
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
from tests.people import house, profile, program


def t(text: str) -> Inlines:
    return (Text(text),)


def document(*blocks: Any, layout: Any = "cv") -> Document:
    made: Blocks = blocks
    return Document("T", "A", "S", "en-GB", "2026", "a4", layout, "r", "p", made)


def found(*blocks: Any) -> list[Diagnostic]:
    return check(Made("cv/x", document(*blocks), house().theme))


@pytest.mark.parametrize(("pages", "good"), [(1, True), (2, True), (3, False), (None, True)])
def test_more_pages_than_the_program_allows(pages: int | None, good: bool) -> None:  # noqa: FBT001 - a parameter
    asked = program(cv={"pages": "2"})
    made = check_pages("cv/x", "cv", asked, pages)
    assert [(item.code, item.severity) for item in made] == ([] if good else [("over-pages", Severity.WARNING)])
    if not good:
        assert made[0].message == "cv/x takes 3 pages with all left out that may be; Harbour allows 2"
    assert check_pages("cv/x", "cv", program(), pages) == []
    assert check_pages("statement/x", "statement", asked, pages) == [], "only a CV has that limit"


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
    (near,) = deadlines(Subject(profile(), {"x": asked}, PartialDate(2026, 11, 30)))
    assert near.code == "deadline-near"
    (made,) = deadlines(Subject(profile(), {"x": asked, "y": program()}, PartialDate(2026, 12, 1)))
    assert (made.code, made.message) == ("deadline-passed", "Harbour closed on 2026-11-30")
