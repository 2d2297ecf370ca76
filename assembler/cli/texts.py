"""The text of a file that was kept, for `assembler history show`: of a DOCX its paragraphs, of a text all of it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from lxml import etree

_MOST = 50_000_000
"""Bytes of a part that are read: a text of a thousand pages takes a tenth of that."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _RUN, _TEXT = f"{_W}p", f"{_W}r", f"{_W}t"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_TWICE = (f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""What stands elsewhere in the document once more."""

_UNREADABLE = (
    zipfile.BadZipFile,
    KeyError,  # there is no such part
    NotImplementedError,  # a compression that Python does not know
    RuntimeError,  # a password is asked for
    EOFError,
    OSError,
    ValueError,
    lzma.LZMAError,
    zlib.error,
    etree.XMLSyntaxError,
)


def text_of(data: bytes) -> str | None:
    """The text of a DOCX or of a file of plain text; None where `data` is neither."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("word/document.xml") as part:
                xml = part.read(_MOST + 1)
            return None if len(xml) > _MOST else docx_text(xml)
        except _UNREADABLE:
            return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def docx_text(xml: bytes) -> str:
    """The paragraphs of `word/document.xml` with a blank line between, insertions accepted, deletions dropped.

    Raises etree.XMLSyntaxError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    walk = etree.iterwalk(
        etree.fromstring(xml, parser), events=("start", "end"), tag=(_PARAGRAPH, _TEXT, *_SIGNS, *_TWICE)
    )
    paragraphs: list[list[str]] = []
    around: list[list[str]] = []  # a text box is a paragraph within one
    repeated = 0
    for event, node in walk:
        if node.tag in _TWICE:
            repeated += 1 if event == "start" else -1
        elif event == "end":
            if node.tag == _PARAGRAPH:
                around.pop()
        elif node.tag == _PARAGRAPH:
            around.append([])
            paragraphs.append(around[-1])
        # A tab outside a run is a tab stop.
        elif around and not repeated and node.getparent().tag == _RUN:
            around[-1].append((node.text or "") if node.tag == _TEXT else _SIGNS[node.tag])
    texts = ("".join(parts).strip() for parts in paragraphs)
    return "\n\n".join(text for text in texts if text)
