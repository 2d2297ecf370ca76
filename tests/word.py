"""What a person does in Word, done to the XML of a DOCX: typing into a section, beside it, and removing its frame."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"


def change(file: Path, edit: Callable[[Any], None]) -> None:
    """Save `file` after `edit` was done to the root of its text, as an editor does: with other bytes all over."""
    with zipfile.ZipFile(file) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    tree = etree.fromstring(parts["word/document.xml"])
    edit(tree)
    parts["word/document.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as saved:
        for name, data in parts.items():
            saved.writestr(name, data)


def control(tree: Any, section: str) -> Any:
    """The content control of `section`."""
    return tree.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{section}']", namespaces={"w": NAMESPACE})[0]


def paragraph(text: str, *, bold: bool = False) -> Any:
    """A paragraph as Word writes it."""
    run = etree.Element(f"{W}r")
    if bold:
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
    said = etree.SubElement(run, f"{W}t")
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made = etree.Element(f"{W}p")
    made.append(run)
    return made


def typed(file: Path, section: str, *texts: str) -> None:
    """Replace what stands in `section` by a paragraph for each of `texts`."""

    def edit(tree: Any) -> None:
        frame = control(tree, section)
        for mark in frame.iter(f"{W}showingPlcHdr"):
            mark.getparent().remove(mark)
            break
        content = frame.find(f"{W}sdtContent")
        for old in list(content):
            content.remove(old)
        content.extend(paragraph(text) for text in texts or ("",))

    change(file, edit)


def typed_outside(file: Path, text: str) -> None:
    """Type a paragraph at the end of the document, below every section."""
    change(file, lambda tree: tree.find(f"{W}body").insert(-1, paragraph(text)))


def deleted(file: Path, section: str) -> None:
    """Delete `section` with its frame and its bookmark."""

    def edit(tree: Any) -> None:
        frame = control(tree, section)
        for beside in (frame.getprevious(), frame.getnext()):
            if beside is not None and etree.QName(beside).localname.startswith("bookmark"):
                beside.getparent().remove(beside)
        frame.getparent().remove(frame)

    change(file, edit)


def broken(file: Path) -> None:
    """Write the faulty XML that LibreOffice 7.4 writes where changes are recorded within a frame."""
    with zipfile.ZipFile(file) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:sdtContent>", b"</w:sdtContent></w:del>", 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as saved:
        for name, data in parts.items():
            saved.writestr(name, data)
