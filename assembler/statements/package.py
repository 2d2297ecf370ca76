"""A DOCX opened from its bytes, in bounded time and memory: the first step of reading what a person wrote in Word."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote

from lxml import etree

from assembler.statements.mending import mended

Element: TypeAlias = Any
"""An lxml element; lxml carries no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_CREATED = "{http://purl.org/dc/terms/}created"

_MEGABYTE = 1024 * 1024
LARGEST_FILE = 100 * _MEGABYTE
"""Bytes of a DOCX as it lies on the disk, pictures included."""
LARGEST_PART = 32 * _MEGABYTE
"""Bytes of one part, once unpacked; a statement of ten pages has one fiftieth of that."""
LARGEST_WHOLE = 64 * _MEGABYTE
"""Bytes of all parts that are read, once unpacked."""
MOST_PARTS = 5_000
MOST_TAGS = 500_000
"""Tags and attributes of one part; a CV of six pages has 10,000. So many take about three seconds to read."""
DEEPEST = 100
"""Elements within each other; a table in a text box in a table has about thirty."""

RefusalKind = Literal["not-docx", "damaged", "encrypted", "too-large", "unsafe"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a kind, and a sentence for the person who sent it."""

    kind: RefusalKind
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: `target` is the name of another part or, where it is `external`, an address."""

    type: str
    target: str
    external: bool


class _RefusedError(Exception):
    """Ends the reading of a file; `open_docx` turns it into its `Refusal`."""

    def __init__(self, kind: RefusalKind, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(kind, reason)


@dataclass(frozen=True, slots=True)
class Package:
    """What is read of a DOCX: `parts` are the roots of its XML parts by name, `links` their relationships by part.

    `main` is the name of the document's own part; `names` are all parts of the file, read or not. `mended` says that
    the document's own part was damaged: it is read as far as it could be. `created` is when the document was made, as
    its properties have it.
    """

    main: str
    parts: Mapping[str, Element]
    links: Mapping[str, Mapping[str, Link]]
    names: tuple[str, ...]
    mended: bool = False
    created: str = ""

    def related(self, kind: str) -> list[Element]:
        """The roots of the parts that the document's own refers to as `kind` (`styles`, `footer`), in its order."""
        found = dict.fromkeys(link.target for link in self.links[self.main].values() if link.type == kind)
        return [self.parts[name] for name in found if name in self.parts]

    def targets(self, root: Element) -> Mapping[str, Link]:
        """The relationships of the part whose root is `root`."""
        name = next(name for name, other in self.parts.items() if other is root)
        return self.links.get(name, {})


_READ = ("styles", "numbering", "comments", "commentsExtended", "footnotes", "endnotes", "header", "footer", "settings")
"""The relationships of the document that lead to a part with text, or with what is needed to understand it."""


def open_docx(data: bytes) -> Package | Refusal:
    """The parts of the DOCX `data` that hold text, or why it is not read.

    Nothing is fetched, run or unpacked beyond the limits of this module; no entity is expanded.
    """
    try:
        return _open(data)
    except _RefusedError as refused:
        return refused.refusal
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, ValueError, OSError):
        return Refusal("damaged", "the file is damaged or was cut short: Word's zip container cannot be read")


def _open(data: bytes) -> Package:
    if len(data) > LARGEST_FILE:
        raise _too_large(f"the file has more than {LARGEST_FILE // _MEGABYTE} MB")
    if other := _other_format(data):
        raise _RefusedError(*other)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        box = _Box(archive)
        top = box.links("")
        main = next((link.target for link in top.values() if link.type == "officeDocument"), "word/document.xml")
        if main not in box:
            raise _RefusedError(*_without_document(box))
        links = {main: box.links(main)}
        parts, mends = {}, False
        try:
            parts[main] = box.read(main)
        except _RefusedError as refused:
            if refused.refusal.kind != "damaged":
                raise
            parts[main], mends = box.read(main, mend=True), True
        if parts[main].find(f"{W}body") is None:
            raise _RefusedError("not-docx", "the file holds no text of Word's")
        for link in links[main].values():
            # A part that is referred to and is not there is read as an empty one: the text matters.
            if link.type in _READ and not link.external and link.target in box and link.target not in parts:
                parts[link.target] = box.read(link.target)
                links[link.target] = box.links(link.target)
        return Package(main, parts, links, box.names, mends, _created(box, top))


def _created(box: _Box, top: Mapping[str, Link]) -> str:
    """When the document was made; empty where its properties do not say, or cannot be read."""
    name = next((link.target for link in top.values() if link.type == "core-properties"), "")
    try:
        return (box.read(name).findtext(_CREATED) or "") if name in box else ""
    except _RefusedError:
        return ""


class _Box:
    """The zip container, its parts found whatever the case of their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_PARTS:
            raise _too_large(f"the file has more than {MOST_PARTS} parts")
        self._archive = archive
        self._entries = {entry.filename.lstrip("/").casefold(): entry for entry in entries}
        if len(self._entries) < len(entries):
            raise _RefusedError(
                "damaged", "the file holds two parts of one name, so that nobody can say which is meant"
            )
        self._left = LARGEST_WHOLE
        self.names = tuple(entry.filename for entry in entries)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def read(self, name: str, *, mend: bool = False) -> Element:
        """The root of the XML part `name`; where it is to `mend`, its tags are made to match."""
        data = self._unpacked(self._entries[name.casefold()])
        return _parsed(mended(data) if mend else data, name)

    def links(self, name: str) -> dict[str, Link]:
        """The relationships of the part `name`, those of the package for an empty one."""
        folder, file = posixpath.split(name)
        place = posixpath.join(folder, "_rels", f"{file}.rels")
        return dict(_links(self.read(place), folder)) if place in self else {}

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 1:
            raise _RefusedError("encrypted", _ENCRYPTED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _RefusedError("damaged", f"the part {entry.filename} is packed in a way that Word does not use")
        most = min(LARGEST_PART, self._left)
        if entry.file_size <= most:
            with self._archive.open(entry) as packed:
                data = packed.read(entry.file_size + 1)
            if len(data) <= most:
                self._left -= len(data)
                return data
        raise _too_large(f"the part {entry.filename} unpacks to more than {most // _MEGABYTE} MB")


def _links(root: Element, folder: str) -> Iterator[tuple[str, Link]]:
    for relation in root.iter(_RELATION):
        target, external = relation.get("Target", ""), relation.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")
        yield relation.get("Id", ""), Link(relation.get("Type", "").rpartition("/")[2], target, external)


_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
"""The namespaces of Word's “Strict Open XML Document”, and those that all others use."""


def _parsed(data: bytes, name: str) -> Element:
    """The root of a part.

    Raises:
        _RefusedError: it is no XML, or such that reading it would take too much.
    """
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise _unsafe(name)
    if data.count(b"<") + data.count(b"=") > MOST_TAGS:
        raise _too_large(f"the part {name} has more than {MOST_TAGS:,} tags and attributes")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        if "depth" in str(problem):
            raise _too_deep(name) from None
        raise _RefusedError("damaged", f"the part {name} of the file is damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(name)
    if root.xpath("boolean(" + "/*" * (DEEPEST + 1) + ")"):
        raise _too_deep(name)
    return root


_ENCRYPTED = "the file is protected by a password: open it in Word and save it without one"


def _too_large(what: str) -> _RefusedError:
    return _RefusedError("too-large", f"{what}, more than any statement needs")


def _too_deep(name: str) -> _RefusedError:
    return _too_large(f"the part {name} has elements more than {DEEPEST} deep within each other")


def _unsafe(name: str) -> _RefusedError:
    return _RefusedError("unsafe", f"the part {name} defines entities, which no word processor writes; it is not read")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


_SAVE_AS = "open it and save it as Word document (.docx)"

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF, whose text cannot be brought back; send the DOCX"),
    (b"{\\rtf", f"an RTF file: {_SAVE_AS}"),
    (b"<!doctype html", f"a web page: {_SAVE_AS}"),
    (b"<html", f"a web page: {_SAVE_AS}"),
    (b"<?xml", f"an XML file: {_SAVE_AS}"),
)
"""How files of other formats begin, in lower case but for the PDF's."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _other_format(data: bytes) -> tuple[RefusalKind, str] | None:
    """What the file is, where it is no zip container at all."""
    if not data.strip(b"\0"):
        return "damaged", "the file is empty"
    if data.startswith(_OLE):
        if _utf16("EncryptedPackage") in data:
            return "encrypted", _ENCRYPTED
        return "not-docx", f"the file is in Word's old format (.doc): {_SAVE_AS}"
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, what in _BEGINNINGS:
        if start.startswith(beginning) or start.lower().startswith(beginning):
            return "not-docx", f"the file is no DOCX but {what}"
    if not start.startswith(b"PK"):
        return "not-docx", "the file is no DOCX: it is not what Word saves"
    return None


_INSTEAD = (
    ("mimetype", f"an OpenDocument or e-book file: {_SAVE_AS}"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("index/document.iwa", "a Pages document: export it as Word (.docx)"),
)
"""Parts by which other formats that are zip containers too are known."""


def _without_document(box: _Box) -> tuple[RefusalKind, str]:
    for name, what in _INSTEAD:
        if name in box:
            return "not-docx", f"the file is no DOCX but {what}"
    if "[Content_Types].xml" in box:
        return "damaged", "the file is damaged: the part with the document's text is missing"
    return "not-docx", "the file is no DOCX but a zip archive of something else"
