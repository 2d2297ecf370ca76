"""Files that are no DOCX, damaged ones, and those made to do harm: each refused with its reason, in bounded memory."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from assembler.statements import package
from assembler.statements.package import Package, Refusal, open_docx
from assembler.statements.reader import Pulled, read_docx
from assembler.statements.reader import Refusal as Refused
from tests.unit.statements.word import BODY, W, draft, packed, paragraph, parts, pulled

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refusal(data: bytes) -> tuple[str, str]:
    found = open_docx(data)
    assert isinstance(found, Refusal), found
    assert read_docx(data) == found
    return found.kind, found.reason


def with_body(xml: str) -> bytes:
    """The draft with other XML as its document."""
    return packed({**parts(draft()), BODY: xml})


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"", "damaged", "is empty"),
        (b"\0" * 100, "damaged", "is empty"),
        (b"%PDF-1.7\n", "not-docx", "a PDF"),
        (b"{\\rtf1 hello}", "not-docx", "an RTF file"),
        (b"<!DOCTYPE html><p>", "not-docx", "a web page"),
        (b"\xef\xbb\xbf<html>", "not-docx", "a web page"),
        (b'<?xml version="1.0"?><pkg:package/>', "not-docx", "an XML file"),
        (b"Dear committee", "not-docx", "not what Word saves"),
        (OLE + "WordDocument".encode("utf-16-le"), "not-docx", "old format (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "protected by a password"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "not-docx", "an OpenDocument"),
        (packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "not-docx", "an Excel workbook"),
        (packed({"ppt/presentation.xml": "<a/>"}), "not-docx", "a PowerPoint presentation"),
        (packed({"Index/Document.iwa": "x"}), "not-docx", "a Pages document"),
        (packed({"photo.jpg": "x"}), "not-docx", "a zip archive of something else"),
        (packed({"[Content_Types].xml": "<a/>"}), "damaged", "the document's text is missing"),
        (with_body(f"<w:document {W}/>"), "not-docx", "no text of Word's"),
        (with_body("no XML at all"), "damaged", "the part word/document.xml of the file is damaged"),
        (with_body(""), "damaged", "is damaged"),
        (packed({**parts(draft()), "word/styles.xml": "<a><b></a>"}), "damaged", "the part word/styles.xml"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_docx_is_told_by_what_it_is(data: bytes, kind: str, reason: str) -> None:
    found = refusal(data)
    assert found[0] == kind
    assert reason in found[1]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_damaged(share: float) -> None:
    data = draft()
    assert refusal(data[: int(len(data) * share)])[0] == "damaged"


def test_every_change_of_one_byte_is_read_or_refused() -> None:
    data = draft()
    for place in range(0, len(data), 97):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        assert isinstance(read_docx(broken), Pulled | Refused)


def test_a_part_that_is_packed_with_a_password_is_encrypted() -> None:
    data = bytearray(draft())
    place = data.index(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    assert refusal(bytes(data))[0] == "encrypted"


def test_packing_that_word_does_not_use_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in parts(draft()).items():
            archive.writestr(name, content)
    assert "packed in a way" in refusal(target.getvalue())[1]


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(draft())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("WORD/document.xml", f"<w:document {W}><w:body/></w:document>")
    assert "two parts of one name" in refusal(target.getvalue())[1]


def test_parts_are_found_where_relationships_say_and_missing_ones_are_done_without() -> None:
    content = parts(draft())
    bare = packed({name: content[name] for name in (BODY, "[Content_Types].xml", "_rels/.rels")})
    assert pulled(bare).fields["why-here"].blocks
    moved = {**content, "text/main.xml": content[BODY]}
    del moved[BODY]
    moved["_rels/.rels"] = content["_rels/.rels"].replace(b"word/document.xml", b"/text/main.xml")
    opened = open_docx(packed(moved))
    assert isinstance(opened, Package)
    assert opened.main == "text/main.xml"


def test_words_strict_format_is_read() -> None:
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, data in parts(draft()).items()
    }
    assert pulled(packed(strict)).fields["why-here"].blocks


# To do harm -----------------------------------------------------------------------------------------


def peak(data: bytes) -> int:
    """Bytes at most that Python held while it refused `data`."""
    tracemalloc.start()
    try:
        assert isinstance(open_docx(data), Refusal)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def bomb(size: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(draft()).items():
            if name != BODY:
                archive.writestr(name, content)
        with archive.open(BODY, "w") as part:
            for _ in range(size // package._MEGABYTE):
                part.write(b" " * package._MEGABYTE)
    return target.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bomb(200 * package._MEGABYTE)
    assert len(data) < package._MEGABYTE
    assert refusal(data) == (
        "too-large", "the part word/document.xml unpacks to more than 32 MB, more than any statement needs",
    )  # fmt: skip
    assert peak(data) < 4 * package._MEGABYTE


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked_either() -> None:
    data = bytearray(bomb(100 * package._MEGABYTE))
    size = struct.pack("<L", 100 * package._MEGABYTE)
    place = data.find(size)
    while place >= 0:
        data[place : place + 4] = struct.pack("<L", 1000)
        place = data.find(size, place + 4)
    assert refusal(bytes(data))[0] == "damaged"
    assert peak(bytes(data)) < 4 * package._MEGABYTE


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = draft()
    monkeypatch.setattr(package, "LARGEST_WHOLE", sum(map(len, parts(data).values())) // 2)
    assert refusal(data)[0] == "too-large"


@pytest.mark.parametrize(("name", "limit"), [("LARGEST_FILE", 1000), ("MOST_PARTS", 3), ("MOST_TAGS", 100)])
def test_files_beyond_a_limit_are_refused(name: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(open_docx(draft()), Package)
    monkeypatch.setattr(package, name, limit)
    assert refusal(draft())[0] == "too-large"


def test_a_hundred_thousand_paragraphs_are_refused() -> None:
    body = paragraph("Of a thousand pages.") * 100_000
    assert refusal(with_body(f"<w:document {W}><w:body>{body}</w:body></w:document>")) == (
        "too-large",
        "the part word/document.xml has more than 500,000 tags and attributes, more than any statement needs",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_refused_unread(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{number + 1} "{f"&l{number};" * 10}">' for number in range(12))
    xml = f'<!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]><w:document {W}><w:body>&l12;</w:body></w:document>'
    data = packed({**parts(draft()), BODY: xml.encode(encoding)})
    assert refusal(data)[0] == "unsafe"
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>&x;</w:body></w:document>'
    assert refusal(packed({**parts(draft()), BODY: outside.encode(encoding)}))[0] == "unsafe"


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("<w:p><w:r><w:t>a</w:t></w:r></w:p></w:ins><w:p><w:r><w:t>b</w:t></w:r></w:p>", ["a", "b"]),
        (
            "<w:p><w:del><w:r></w:del><w:r><w:t>a &amp; b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p>",
            ["a & b", "c"],
        ),
        ("<w:p><w:r><w:t>cut off he", ["cut off he"]),
        ("<w:p><w:r><w:t>cut off</w:t></w:r></w:", ["cut off"]),
    ],
)
def test_a_document_whose_tags_do_not_match_is_read_and_said_to_be_damaged(broken: str, text: list[str]) -> None:
    read = read_docx(packed({BODY: f"<w:document {W}><w:body>{broken}"}))
    assert isinstance(read, Pulled)
    assert [stray.text for stray in read.stray] == text
    assert "damaged" in {finding.kind for finding in read.findings}


@pytest.mark.parametrize("depth", [101, 300, 10_000, 400_000])
def test_elements_deep_within_each_other_are_refused(depth: int) -> None:
    deep = "<w:p>" * depth + "</w:p>" * depth
    assert refusal(with_body(f"<w:document {W}><w:body>{deep}</w:body></w:document>"))[0] in ("too-large", "damaged")


def test_elements_as_deep_as_allowed_are_read() -> None:
    deep = "<w:smartTag>" * 90 + "<w:r><w:t>deep</w:t></w:r>" + "</w:smartTag>" * 90
    read = pulled(with_body(f"<w:document {W}><w:body><w:p>{deep}</w:p></w:body></w:document>"))
    assert [stray.text for stray in read.stray] == ["deep"]


HOSTILE = {
    "paragraphs": "".join(paragraph(f"Paragraph {number}.") for number in range(30_000)),
    "bookmarks": "".join(f'<w:bookmarkStart w:id="{n}" w:name="field_a{n}_00000000"/>' for n in range(10_000))
    + paragraph("a") * 10_000,
    "controls": "".join(
        f'<w:sdt><w:sdtPr><w:tag w:val="a{n}"/><w:lock w:val="sdtLocked"/></w:sdtPr>'
        f"<w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>"
        for n in range(10_000)
    ),
    "copies": '<w:sdt><w:sdtPr><w:tag w:val="why-here"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>' * 20_000,
    "comments": '<w:commentRangeStart w:id="0"/>' * 20_000 + paragraph("a") * 10_000,
    "empty and deleted": '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>'
    * 20_000,
    "one long line": "<w:p>"
    + "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>" * 25_000
    + "</w:p>",
    "instructions": "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + "</w:p>",
    "rows": "<w:tbl>" + f"<w:tr><w:tc>{paragraph('a')}</w:tc></w:tr>" * 15_000 + "</w:tbl>",
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_long_files_are_read_in_time(case: str) -> None:
    data = with_body(f"<w:document {W}><w:body>{HOSTILE[case]}</w:body></w:document>")
    began = time.perf_counter()
    read = read_docx(data, placeholders={"why-here": "Write here."})
    took = time.perf_counter() - began
    assert isinstance(read, Pulled)
    assert took < 30, "about two seconds where this was written"
