"""What the writers' tests share: the shipped theme, a frame for small documents, and one document with every block."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from PIL import Image

from assembler import resources
from assembler.document import (
    Block,
    BulletList,
    Date,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Item,
    LineBreak,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Signature,
    Span,
    Strong,
    Text,
    Title,
)
from assembler.theme import Theme

DocumentOf = Callable[..., Document]


@pytest.fixture(scope="session")
def theme() -> Theme:
    """The theme that ships with the package."""
    values = yaml.safe_load((resources.templates() / "theme.yaml").read_text(encoding="utf-8"))
    return Theme.model_validate({**values, "schema": str(values["schema"])})


@pytest.fixture(scope="session")
def document_of() -> DocumentOf:
    """A function that makes a document of the blocks given."""

    def make(*blocks: Block, **fields: Any) -> Document:
        frame: dict[str, Any] = {
            "title": "Curriculum vitae of Ada Example",
            "author": "Ada Example",
            "subject": "Curriculum vitae",
            "language": "en-GB",
            "date": "2026-10-14",
            "paper": "a4",
            "layout": "cv",
            "running": "Example A · Curriculum vitae",
            "page_label": "Page {page} of {pages}",
        }
        return Document(**(frame | fields), blocks=blocks)

    return make


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A JPEG with a word in its Exif data that must not travel along."""
    image = Image.new("RGB", (60, 80), (120, 140, 160))
    exif = image.getexif()
    exif[0x010E] = "TAKEN-AT-HOME"
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.fixture(scope="session")
def rich(document_of: DocumentOf, photo: bytes) -> Document:
    """A document with every kind of block and inline, over several pages."""

    def t(text: str) -> tuple[Text, ...]:
        return (Text(text),) if text else ()

    def row(*cells: str) -> Row:
        return Row(tuple(t(cell) for cell in cells))

    return document_of(
        Title(t("Ada Example"), t(", MBBS, FRCA"), "name"),
        Figure("photo", "Portrait of Ada Example", 35, 45),
        Paragraph(t("Registrar in Anaesthesia, Hospital <b>&amp;</b> {{ 7*7 }}"), "post"),
        Paragraph(
            (
                Link("mailto:ada@example.org", t("ada@example.org")),
                LineBreak(),
                Span("uk", t("Олександр")),
                *t(" Łódź"),
            ),
            "contact",
        ),
        Paragraph(t("What is asked, and by when"), "lead"),
        Section(
            t("Training"),
            (
                Heading(t("Specialist")),
                Entry(
                    t("Registrar"),
                    dates=(Date("2021-02/..", t("Feb 2021 – present")),),
                    place=t(", Teaching Hospital"),
                    body=(BulletList((Item(t("First duty")), Item(t("Second duty")))),),
                ),
                Entry(t("Leave, five months"), dates=t("2020"), plain=True),
                Entry((), label=t("Summary"), body=(Paragraph(t("On the first line"), "detail"),)),
                Entry((), label=t("Listed"), body=(BulletList((Item(t("Beside the label")),)),)),
                Entry(t("Without a label"), tight=True),
                Entry((), dates=t("2024"), place=(Strong(t("Example A")), *t(". "), Emphasis(t("J"))), citation=True),
                Paragraph(t("A body paragraph"), "body"),
                NumberedList((Item(t("Counted")), Item(t("And counted")))),
            ),
            aside=t("12 entries"),
        ),
        Section(
            t("Procedures"),
            (
                FactTable(
                    (t("Procedure"), (), t("Count")),
                    tuple(row(f"Block {number}", "Ultrasound", str(number)) for number in range(50)),
                    (0.5, 0.3, 0.2),
                    (False, False, True),
                    caption=t("From the logbook"),
                    total=row("All", "", "1225"),
                ),
                FactTable(
                    (t("By"), t("Program")),
                    (row("5 Nov", "Calder Bay"),),
                    (0.3, 0.7),
                    (False, False),
                    row_headers=False,
                    label_column=True,
                ),
            ),
        ),
        PageBreak(),
        Section(
            t("Opening"),
            (
                Note("prompt", t("Prompt"), t("Which encounter?")),
                Note("budget", t("Budget"), t("100 words")),
                Field("opening", "Opening", (Paragraph(t("The man in bay four.")),), "Write here."),
                Note("evidence", t("Evidence"), t("Publication 3")),
                Note("check", t("Check"), t("Could a reader trace the patient?")),
                Field("why", "Why", (), "Write here."),
                Signature((t("Signature"), t("Date"))),
            ),
        ),
        assets={"photo": photo},
    )
