"""Other scripts in Word: runs with the fonts, direction and language of theirs, paragraphs that begin at the right."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from assembler.document import (
    BulletList,
    Document,
    Entry,
    FactTable,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Row,
    Section,
    Span,
    Strong,
    Text,
    Title,
)
from assembler.theme import Theme
from assembler.writers.docx import write

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"
YAEL = "\u05d9\u05e2\u05dc"


def t(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def written(document: Document, theme: Theme, part: str = "document") -> Any:
    with zipfile.ZipFile(io.BytesIO(write(document, theme))) as archive:
        return etree.fromstring(archive.read(f"word/{part}.xml"))


def described(run: Any) -> tuple[str, str]:
    """The text of a run, and its properties as `name(attributes)`."""
    properties = run.find("w:rPr", NS)
    names = [
        f"{item.tag.removeprefix(W)}({' '.join(f'{key.removeprefix(W)}={value}' for key, value in item.items())})"
        for item in (properties if properties is not None else ())
    ]
    return "".join(run.itertext()), " ".join(names)


def runs(root: Any) -> dict[str, str]:
    return dict(described(run) for run in root.iter(f"{W}r"))


@pytest.mark.parametrize(
    ("language", "text", "sans", "serif", "after"),
    [
        ("he", YAEL, "Arial", "Times New Roman", "spacing(val=0) rtl() lang(bidi=he-IL)"),
        ("ar", "\u0644\u064a\u0644\u0649", "Arial", "Times New Roman", "spacing(val=0) rtl() lang(bidi=ar-SA)"),
        ("fa", "\u067e\u0631\u06cc", "Arial", "Times New Roman", "spacing(val=0) rtl() lang(bidi=fa)"),
        ("hi", "प्रिया", "Nirmala UI", "Nirmala UI", "spacing(val=0) cs() lang(bidi=hi-IN)"),
        ("ta", "மீரா", "Nirmala UI", "Nirmala UI", "spacing(val=0) cs() lang(bidi=ta-IN)"),
        ("th", "สมชาย", "Leelawadee UI", "Leelawadee UI", "spacing(val=0) cs() lang(bidi=th-TH)"),
        ("zh-Hans", "陈伟明", "Microsoft YaHei", "SimSun", "lang(eastAsia=zh-CN)"),
        ("zh-TW", "林雅婷", "Microsoft JhengHei", "PMingLiU", "lang(eastAsia=zh-TW)"),
        ("ja", "佐藤", "Yu Gothic", "Yu Mincho", "lang(eastAsia=ja-JP)"),
        ("ko", "김민준", "Malgun Gothic", "Batang", "lang(eastAsia=ko-KR)"),
    ],
)
def test_a_run_has_the_font_direction_and_language_of_its_script(
    document_of: Callable[..., Document], theme: Theme, language: str, text: str, sans: str, serif: str, after: str
) -> None:
    classic = theme.model_copy(update={"face": theme.face.model_copy(update={"pdf": "Liberation Serif"})})
    document = document_of(Title(t("Ada"), (Strong((Span(language, t(text)),)),), "name"))
    east = "eastAsia" in after
    for face, family in ((theme, sans), (classic, serif)):
        fonts = f"rFonts(hint=eastAsia eastAsia={family})" if east else f"rFonts(hint=cs cs={family})"
        found = runs(written(document, face))
        assert found[text] == f"rStyle(val=Credentials) {fonts} b() bCs() {after}"
        assert found["Ada"] == ""


def test_text_that_says_no_language_is_cut_and_tagged(document_of: Callable[..., Document], theme: Theme) -> None:
    found = runs(written(document_of(Paragraph(t(f"By {YAEL}, 2024."))), theme))

    assert found["By "] == found[", 2024."] == ""
    assert "rtl()" in found[YAEL]


def test_a_language_in_letters_of_the_themes_own_face_is_named_as_before(
    document_of: Callable[..., Document], theme: Theme
) -> None:
    found = runs(written(document_of(Paragraph((Span("uk", t("Олександр")),))), theme))
    assert found["Олександр"] == "lang(val=uk eastAsia=uk bidi=uk)"


def test_the_footer_is_cut_too(document_of: Callable[..., Document], theme: Theme) -> None:
    found = runs(written(document_of(running="佐藤 · CV"), theme, "footer1"))
    assert "eastAsia" in found["佐藤"]
    assert found[" · CV"] == ""


def test_paragraphs_from_the_right_begin_there_and_keep_the_label_column(
    document_of: Callable[..., Document], theme: Theme
) -> None:
    right, left = t(f"{YAEL}."), t(f"By {YAEL}.")

    def blocks(content: tuple[Text, ...]) -> tuple[Any, ...]:
        return (
            Paragraph(content),
            Section(content, (Heading(content),)),
            Entry(content, dates=t("2024"), body=(Paragraph(content), BulletList((Item(content),)))),
            NumberedList((Item(content),)),
            Entry((), body=(Paragraph(content),)),
            FactTable((content,), (Row((content,)),), (1.0,), (False,), caption=content),
        )

    document = document_of(*blocks(right), *blocks(left))
    found: dict[str, list[str]] = {}
    for line in written(document, theme).iter(f"{W}p"):
        properties = line.find("w:pPr", NS)
        indent = properties.find("w:ind", NS)
        shown = (
            " ".join(f"{key.removeprefix(W)}={value}" for key, value in indent.items()) if indent is not None else ""
        )
        turned = properties.find("w:bidi", NS) is not None
        found.setdefault(properties.find("w:pStyle", NS).get(f"{W}val"), []).append(f"{turned} {shown}".strip())

    label, bullet = 1984, 227
    assert found == {
        "Normal": ["True", "False", "False"],  # the last one ends the document after a table
        "Heading1": ["True", "False"],
        "Heading2": ["True", "False"],
        "Entry": ["False", f"True left=0 right={label} firstLine=0", "False", "False"],
        "EntryDetail": [f"True left=0 right={label}", "False"],
        "EntryBullet": [f"True left={bullet} right={label} hanging={bullet}", "False"],
        "EntryNumber": [f"True left=340 right={label} hanging=340", "False"],
        "Caption": ["True", "False"],
        "TableHead": ["True", "False"],
        "TableText": ["True", "False"],
    }


def test_word_finds_nothing_to_repair(document_of: Callable[..., Document], theme: Theme, tmp_path: Any) -> None:
    texts = (f"{YAEL}.", "प्रिया", "สมชาย", "佐藤", f"By {YAEL} and 김민준")
    file = tmp_path / "made.docx"
    file.write_bytes(
        write(
            document_of(*(block for text in texts for block in (Paragraph(t(text)), Entry(t(text), t("2024"))))), theme
        )
    )
    assert [str(found) for found in OpenXmlValidator().validate(str(file)).errors] == []
