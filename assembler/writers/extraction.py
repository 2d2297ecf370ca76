"""Texts as a reader of the PDF gets them back: WeasyPrint 70 alone loses letters that are drawn in several pieces.

Used by `weasy`. WeasyPrint notes for each glyph the text that it first stood for. Where several glyphs draw one
cluster of letters (Devanagari, Tamil, Thai, marks over Latin letters), that is all of it for one of them and nothing
for the others, wherever else in the document they stand (WeasyPrint issue 2841).
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import get_hb_object_data

from assembler.scripts import shaped

NOTHING = "\u2060"
"""Word joiner: the text of a glyph that stands for none by itself, since PDF/UA asks for some."""

_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


class SayingStream(Stream):  # type: ignore[misc]
    """A page that says the text of a line where its glyphs alone do not, as `ActualText`."""

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark what is drawn of `box` within the context as content of the element `tag`."""
        text = getattr(box, "text", "")
        if self._tags is None or not shaped(text):
            with super().marked(box, tag):
                yield
            return
        number = len(self._tags)
        self._tags[box] = {"tag": tag, "mcid": number}
        self.begin_marked_content(tag, pydyf.Dictionary({"MCID": number, "ActualText": pydyf.String(text)}))
        try:
            yield
        finally:
            self.end_marked_content()


def mend(document: Any, pdf: pydyf.PDF) -> None:
    """A finisher for `write_pdf`: glyphs that draw a part of a cluster stand for what their font has them for."""
    irregular = {
        font.name: font for font in document.fonts.values() if any(len(text) != 1 for text in font.to_unicode.values())
    }
    for item in pdf.objects:
        font = irregular.get(item.get("BaseFont")) if isinstance(item, pydyf.Dictionary) else None
        if font is not None and "ToUnicode" in item:
            own = _characters(font)
            lines = pdf.objects[int(item["ToUnicode"].split()[0])].stream
            lines[:] = [_mended(line, own) if isinstance(line, bytes) else line for line in lines]


def _mended(line: bytes, own: Mapping[int, str]) -> bytes:
    found = _ENTRY.fullmatch(line)
    if not found:
        return line
    text = bytes.fromhex(found[2].decode()).decode("utf-16-be")
    if len(text) == 1:
        return line
    single = own.get(int(found[1], 16), text) or NOTHING
    if unicodedata.normalize("NFKC", single) == unicodedata.normalize("NFKC", text):
        # A ligature, or a letter whose mark was typed apart.
        return line
    return b"<%b> <%b>" % (found[1], single.encode("utf-16-be").hex().encode())


def _characters(font: Any) -> dict[int, str]:
    """The character that each glyph of `font` is for, those of a compatibility form taken apart."""
    data = io.BytesIO(get_hb_object_data(font.hb_face))
    found: dict[int, str] = {}
    with TTFont(data, fontNumber=font.index, lazy=True) as whole:
        for code, name in sorted(whole.getBestCmap().items(), reverse=True):
            character = chr(code)
            form = "\ufb1d" <= character <= "\ufefc"
            found[whole.getGlyphID(name)] = unicodedata.normalize("NFKC", character) if form else character
    return found
