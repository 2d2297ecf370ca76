"""Every text in a script of its own says its language: by what is said elsewhere, by itself, or by what is usual."""

from collections.abc import Callable
from typing import Any

import pytest

from assembler.document import (
    BulletList,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Inlines,
    Item,
    LineBreak,
    Link,
    Paragraph,
    Row,
    Section,
    Span,
    Text,
    Title,
)
from assembler.writers.tagging import footer, footer_language, tagged

YAEL = "\u05d9\u05e2\u05dc"
PRIYA = "प्रिया"
KANJI = "佐藤"


def t(text: str) -> Inlines:
    return (Text(text),)


def span(language: str, text: str) -> Span:
    return Span(language, t(text))


def test_a_document_in_letters_of_the_bundled_fonts_is_left_as_it_is(document_of: Callable[..., Document]) -> None:
    document = document_of(Paragraph(t("Łódź, Ελλάς, Київ")))
    assert tagged(document) is document


def test_runs_become_spans_wherever_they_stand(document_of: Callable[..., Document]) -> None:
    made = tagged(
        document_of(
            Section(
                t(f"On {PRIYA}"),
                (
                    BulletList((Item((Text("By "), Emphasis(t(f"{PRIYA}.")), LineBreak())),)),
                    FactTable(
                        (t("A"), (Link("https://example.org", t(PRIYA)),)),
                        (Row((t(PRIYA), ())),),
                        (0.5, 0.5),
                        (False,) * 2,
                    ),
                ),
            )
        )
    )

    (section,) = made.blocks
    assert isinstance(section, Section)
    assert section.title == (Text("On "), span("hi", PRIYA))
    bullets, table = section.blocks
    assert isinstance(bullets, BulletList)
    assert bullets.items[0].content == (Text("By "), Emphasis((span("hi", PRIYA), Text("."))), LineBreak())
    assert isinstance(table, FactTable)
    assert table.header == (t("A"), (Link("https://example.org", (span("hi", PRIYA),)),))
    assert table.rows == (Row(((span("hi", PRIYA),), ())),)
    assert table.widths == (0.5, 0.5)


def test_a_paragraph_from_the_right_takes_its_full_stop_along_and_a_row_does_not(
    document_of: Callable[..., Document],
) -> None:
    made = tagged(document_of(Paragraph(t(f"{YAEL}.")), Entry(t(f"{YAEL}."), body=(Paragraph(t(f"{YAEL}.")),))))

    paragraph, entry = made.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(entry, Entry)
    assert paragraph.content == (span("he", f"{YAEL}."),)
    assert entry.head == (span("he", YAEL), Text("."))
    assert entry.body == (paragraph,)


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        (("mr", PRIYA), "शर्मा", "mr"),
        (("ja", KANJI), "麻酔", "ja"),
        (("zh-TW", KANJI), "麻酔", "zh-Hant"),
        (("zh-Hans", "陈"), "で", "ja"),
        (("fr", "x"), "國立臺灣大學", "zh-Hant"),
        (("fr", "x"), YAEL, "he"),
    ],
)
def test_the_language_is_what_the_document_says_of_that_script(
    document_of: Callable[..., Document], said: tuple[str, str], text: str, expected: str
) -> None:
    name = Title(t("Ada"), (span(*said),), "name")
    made = tagged(document_of(name, Paragraph(t(text))))

    assert made.blocks == (name, Paragraph((span(expected, text),)))


@pytest.mark.parametrize(
    ("fields", "text", "expected"),
    [
        ({}, "東京で働く", "ja"),
        ({"language": "ja"}, "", "ja"),
        ({}, "北京协和医院", "zh-Hans"),
        ({}, "Cork", "zh-Hans"),
    ],
)
def test_the_footer_is_in_the_language_of_the_document(
    document_of: Callable[..., Document], fields: dict[str, Any], text: str, expected: str
) -> None:
    document = document_of(Paragraph(t(text)), running=f"{KANJI} · CV", **fields)

    assert footer(document) == (span(expected, KANJI), Text(" · CV"))
    assert footer_language(document) == expected


def test_a_footer_in_other_scripts_needs_no_language(document_of: Callable[..., Document]) -> None:
    assert footer_language(document_of(running=f"{YAEL} · CV")) is None
    assert footer_language(document_of()) is None
