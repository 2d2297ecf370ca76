"""What a reader gets back of letters that are drawn in several pieces, and that each glyph stands for something."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from assembler.writers.pdf import _engine

PAGE = '<html lang="en"><title>x</title><body>{}</body></html>'


def _read(body: str, css: str = "") -> PdfReader:
    return PdfReader(io.BytesIO(_engine().lay_out(PAGE.format(body), css, {}, b"0" * 32).data))


def _said(reader: PdfReader) -> list[str]:
    """The texts that lines say of themselves, in order."""
    content: Any = reader.pages[0].get_contents()
    return [
        operands[1]["/ActualText"]
        for operands, operator in content.operations
        if operator == b"BDC" and "/ActualText" in operands[1]
    ]


def _glyphs(reader: PdfReader) -> list[str]:
    """The texts that the glyphs of all fonts stand for."""
    page: Any = reader.pages[0]
    maps = [font.get_object()["/ToUnicode"].get_data() for font in page["/Resources"]["/Font"].values()]
    entries = [
        entry
        for each in maps
        for entry in re.findall(rb"<[0-9a-f]{4}> <([0-9a-f]*)>\n", each.split(b"endcodespacerange")[1])
    ]
    return [bytes.fromhex(entry.decode()).decode("utf-16-be") for entry in entries]


def test_a_line_of_marked_letters_says_its_text() -> None:
    assert _said(_read("<p>plain</p><p>m\u0304 and x\u0301</p><p>漢 Nguyễn</p>")) == ["m\u0304 and x\u0301"]


def test_no_letter_is_lost_where_it_first_stood_below_a_mark() -> None:
    """Without mending, every `m` of the document would stand for nothing."""
    reader = _read("<p>m\u0304</p><p>mum</p>")

    assert sorted(set(_glyphs(reader))) == ["m", "u", "\u0304"]
    assert reader.pages[0].extract_text().endswith("mum")


@pytest.mark.parametrize("family", ["Carlito", "Liberation Serif"])
def test_each_glyph_of_a_text_without_marks_stands_for_one_character(family: str) -> None:
    found = _glyphs(_read("<p>Łódź Nguyễn Ελλάς</p>", f"p{{font-family:'{family}';font-variant-ligatures:none}}"))
    assert sorted(found) == sorted(set("Łódź Nguyễn Ελλάς"))


def test_a_ligature_keeps_all_of_its_letters() -> None:
    assert "fi" in _glyphs(_read("<p>fi</p>", "p{font-family:Carlito;font-variant-ligatures:common-ligatures}"))
