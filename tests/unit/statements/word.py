"""What a person and their word processor do to a DOCX of ours: files made by the writer, their XML changed by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from lxml import etree

from assembler import resources
from assembler.document import Block, Blocks, Document, Field, Note, Paragraph, Section, Text, Title
from assembler.names import bookmark_name
from assembler.statements.reader import Pulled, Written, fields_written, read_docx
from assembler.theme import Theme
from assembler.writers import WRITERS

__all__ = [
    "BODY",
    "BY",
    "NAMESPACE",
    "PLACEHOLDERS",
    "Field",
    "Paragraph",
    "W",
    "bookmark_name",
    "changed",
    "draft",
    "made",
    "packed",
    "paragraph",
    "parts",
    "pulled",
    "run",
    "serialized",
    "text",
    "tree",
    "within",
]

BODY = "word/document.xml"
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLACEHOLDERS = {"why-here": "Write here.", "career": "Write here, too."}
BY = 'w:author="Mentor" w:date="2026-02-03T04:05:06Z"'


@cache
def theme() -> Theme:
    """The theme that ships with the package."""
    values = yaml.safe_load((resources.templates() / "theme.yaml").read_text(encoding="utf-8"))
    return Theme.model_validate({**values, "schema": str(values["schema"])})


def text(words: str) -> Paragraph:
    """A paragraph of a statement."""
    return Paragraph((Text(words),), "statement")


def document(*blocks: Block) -> Document:
    """A document of `blocks`."""
    return Document(
        title="Personal statement", author="Ada Example", subject="Statement", language="en-GB", date="2026-01-15",
        paper="a4", layout="working", running="Ada Example", page_label="Page {page} of {pages}", blocks=blocks,
    )  # fmt: skip


LIKED: Blocks = (text("I like pain."),)


def draft(why: Blocks = LIKED, career: Blocks = ()) -> bytes:
    """A statement with two fields, a prompt at each."""
    sections = (
        Section(
            (Text(title),),
            (
                Note("prompt", (Text("Asked"),), (Text(f"About {name}?"),)),
                Field(name, title, blocks, PLACEHOLDERS[name]),
            ),
            aside=(Text("150 words"),),
        )
        for name, title, blocks in (("why-here", "Why here", why), ("career", "Career", career))
    )
    return made(Title((Text("Personal statement"),)), *sections)


def made(*blocks: Block) -> bytes:
    """The DOCX of `blocks`."""
    return WRITERS["docx"].write(document(*blocks), theme()).data


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes | str]) -> bytes:
    """A zip container of `content`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target.getvalue()


def changed(data: bytes, *changes: tuple[str, str], part: str = BODY) -> bytes:
    """`data` with each first text of `changes` in `part` replaced by its second; all of them have to be there."""
    content = parts(data)
    xml = content[part].decode()
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    content[part] = xml.encode()
    return packed(content)


def tree(xml: bytes) -> Any:
    """The root of a part."""
    return etree.fromstring(xml)


def serialized(root: Any) -> bytes:
    """The part of which `root` is the root."""
    return bytes(etree.tostring(root))


def run(words: str, properties: str = "", tag: str = "t") -> str:
    """A `w:r`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def paragraph(content: str, properties: str = '<w:pStyle w:val="StatementText"/>') -> str:
    """A `w:p` of `content`, XML or plain words."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def within(xml: str) -> bytes:
    """The draft with `xml` instead of the paragraph of its first field."""
    data = draft()
    body = parts(data)[BODY].decode()
    start = body.index("<w:sdtContent>") + len("<w:sdtContent>")
    return changed(data, (body[start : body.index("</w:sdtContent>")], xml))


def pulled(data: bytes, written: bytes | None = None, placeholders: Mapping[str, str] | None = None) -> Pulled:
    """What is read of `data`, which was `written` by the tool (the draft, where that is not said)."""
    ours: Written = fields_written(written or draft())
    read = read_docx(data, written=ours, placeholders=PLACEHOLDERS if placeholders is None else placeholders)
    assert isinstance(read, Pulled), read
    return read
