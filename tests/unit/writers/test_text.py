"""The plain text: what goes into a portal's box, nothing that speaks to the writer, every character as it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assembler.document import (
    BulletList,
    Document,
    Entry,
    FactTable,
    Field,
    Item,
    LineBreak,
    Note,
    NumberedList,
    Paragraph,
    Row,
    Section,
    Text,
    Title,
)
from assembler.theme import Theme
from assembler.writers.text import write

RICH = """\
Ada Example, MBBS, FRCA

Registrar in Anaesthesia, Hospital <b>&amp;</b> {{ 7*7 }}

ada@example.org
Олександр Łódź

What is asked, and by when

Training

Specialist

Feb 2021 – present  Registrar, Teaching Hospital
- First duty
- Second duty

2020  Leave, five months

Summary  On the first line

Listed
- Beside the label

Without a label
2024  Example A. J

A body paragraph

1. Counted
2. And counted

Procedures

From the logbook

"""


def _t(text: str) -> tuple[Text, ...]:
    return (Text(text),)


@pytest.fixture
def text_of(document_of: Callable[..., Document], theme: Theme) -> Callable[..., str]:
    """A function from blocks to their text."""
    return lambda *blocks: write(document_of(*blocks), theme).data.decode()


def test_whole_document(rich: Document, theme: Theme) -> None:
    opening = rich.blocks[-1]
    assert isinstance(opening, Section)
    read_only = replace(opening, blocks=tuple(block for block in opening.blocks if not isinstance(block, Field)))
    rendering = write(replace(rich, blocks=(*rich.blocks[:-1], read_only)), theme)
    text = rendering.data.decode()
    assert text.startswith(RICH)
    assert text.endswith(
        f"\n\nBy     Program\n5 Nov  Calder Bay\n\nOpening\n\nSignature: {'_' * 30}\n\nDate: {'_' * 30}\n"
    )
    assert (rendering.pages, rendering.diagnostics) == (None, ())


def test_of_a_document_to_write_in_only_what_is_written(rich: Document, theme: Theme) -> None:
    assert write(rich, theme).data == b"The man in bay four.\n"


def test_table_is_aligned_without_tabs(text_of: Callable[..., str]) -> None:
    table = FactTable(
        (_t("Procedure"), (), _t("Count")),
        (Row((_t("Block"), _t("ultrasound"), _t("7"))), Row((_t("Epidural"), (), _t("1234")))),
        (0.5, 0.3, 0.2),
        (False, False, True),
        total=Row((_t("All"), (), _t("1241"))),
    )
    assert text_of(table) == (
        "Procedure              Count\n"
        "Block      ultrasound      7\n"
        "Epidural                1234\n"
        "All                     1241\n"
    )


def test_nothing_that_speaks_to_the_writer(text_of: Callable[..., str]) -> None:
    text = text_of(
        Section(
            _t("Opening"),
            (Note("prompt", _t("Prompt"), _t("Which?")), Field("a", "b", (Paragraph(_t("Mine.")),), "Write here.")),
            aside=_t("1 of 100 words"),
        ),
        Section(_t("Empty"), (Note("check", _t("Check"), _t("x")), Field("c", "d", (), "Write here."))),
        Section(_t("Ending"), (Field("e", "f", (Paragraph(_t("Done.")), Paragraph(_t("Really."))), "Write."),)),
    )
    assert text == "Mine.\n\nDone.\n\nReally.\n"


def test_answers_stand_under_their_questions(text_of: Callable[..., str]) -> None:
    answers = [
        Field(name, f"{name}?", (Paragraph(_t(f"{name}.")),), "Write.", question=True) for name in ("Who", "Why")
    ]
    text = text_of(
        Section(_t("Opening"), (Field("a", "Opening", (Paragraph(_t("Mine.")),), "Write."),)),
        *(Section(_t("Question"), (answer,)) for answer in answers),
        Section(_t("Question"), (Field("c", "When?", (), "Write.", question=True),)),
    )
    assert text == "Mine.\n\nWho?\n\nWho.\n\nWhy?\n\nWhy.\n"


def test_characters_stay_as_they_are(text_of: Callable[..., str]) -> None:
    odd = "“Quotes” – dashes — a\u00a0b … <b>&amp;</b> {{ x }} Thị 李"
    assert text_of(Paragraph(_t(odd))) == f"{odd}\n"


def test_line_breaks_within_items_hang(text_of: Callable[..., str]) -> None:
    content = (Text("one "), LineBreak(), Text("two"))
    assert text_of(BulletList((Item(content),)), NumberedList((Item(content),))) == "- one\n  two\n\n1. one\n   two\n"


def test_entries_without_a_body_stand_close(text_of: Callable[..., str]) -> None:
    rows = (
        Entry(_t("A"), dates=_t("2021")),
        Entry(_t("B"), dates=_t("2020"), place=_t(", Town")),
        Entry(_t("C"), body=(Paragraph(_t("detail"), "detail"),)),
        Entry(_t("D")),
    )
    assert text_of(*rows) == "2021  A\n2020  B, Town\n\nC\ndetail\n\nD\n"


def test_only_lf_and_one_at_the_end(text_of: Callable[..., str]) -> None:
    assert text_of(Title(_t("T"))) == "T\n"
    assert text_of() == ""
