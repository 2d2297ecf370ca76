"""The samples' files as other programs read them: validators, Poppler, LibreOffice; and PDF and DOCX say the same."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import page
import pytest
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator

from assembler.house import load_house, load_record
from assembler.resources import templates
from assembler.schema.program import Program
from assembler.tasks import KINDS
from tests.clients.conftest import Built, pages
from tests.people import house

pytestmark = pytest.mark.clients

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_every_document_of_the_samples_is_there(built: list[Built]) -> None:
    assert {item.document for item in built} == {name for name, kind in KINDS.items() if "docx" in kind.formats}
    assert len(built) == 28 + 4 * 8
    assert all(item.pdf.is_file() and item.proof.is_file() for item in built)


def test_every_pdf_is_pdf_ua_1(built: list[Built]) -> None:
    for item in built:
        report = page.validate_pdf(str(item.pdf), profile="ua1")
        assert [(failure.rule_id, failure.message) for failure in report.failures] == [], item.name
        assert report.is_compliant, item.name


def test_no_docx_has_anything_that_word_would_repair(built: list[Built]) -> None:
    for item in built:
        # A validator of its own for each file: one that is used again looks for comments in an earlier file.
        assert [str(found) for found in OpenXmlValidator().validate(str(item.docx)).errors] == [], item.name


def test_every_font_is_embedded(built: list[Built]) -> None:
    for item in built:
        told = subprocess.run(["pdffonts", item.pdf], capture_output=True, text=True, check=True).stdout
        rows = told.splitlines()[2:]
        assert rows, item.name
        assert all(row.split()[-5] == "yes" for row in rows), f"{item.name}\n{told}"


def test_pages_in_word_and_pdf_agree(built: list[Built], capsys: pytest.CaptureFixture[str]) -> None:
    """Drafts aside: their notes are comments in DOCX and bands in PDF."""
    table = [(item.name, pages(item.pdf), pages(item.proof)) for item in built]
    lines = [f"{name:48} PDF {ours:2}  LibreOffice {theirs:2}" for name, ours, theirs in table]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert all(item.row["pages"] == ours for item, (_, ours, _) in zip(built, table, strict=True))
    far = [row for row in table if not row[0].endswith(" draft") and abs(row[1] - row[2]) > 1]
    assert far == []


def test_no_cv_passes_its_program_s_pages_in_either_format(built: list[Built]) -> None:
    limited = 0
    for item in built:
        if item.document == "cv":
            path = item.profile / "programs" / f"{item.row['program']}.yaml"
            program, _, _ = load_record(path, Program, house().presets)
            assert program is not None
            if program.cv.pages:
                limited += 1
                assert max(pages(item.pdf), pages(item.proof)) <= program.cv.pages, item.name
    assert limited >= 3


def letters(text: str) -> str:
    """What must be equal: letters and digits in order. Where a line breaks within a word, readers see two.

    Capitals by style alone are drawn as capitals, and stay small letters in Word.
    """
    return re.sub(r"[\W_]+", "", text).casefold()


def pdf_text(item: Built) -> str:
    """The text in the order in which it is drawn, without the footers."""
    house, _ = load_house((templates(),))
    assert house is not None
    told = subprocess.run(["pdfinfo", item.pdf], capture_output=True, text=True, check=True).stdout
    width, height = (float(number) for number in re.findall(r"Page size: +([\d.]+) x ([\d.]+)", told)[0])
    margins = (
        house.theme.margins.working if item.row["draft"] or item.document == "briefing" else house.theme.margins.cv
    )
    bottom = margins.letter.bottom if height < 800 else margins.a4.bottom
    area = ["-x", "0", "-y", "0", "-W", str(int(width)), "-H", str(int(height - bottom / 25.4 * 72))]
    done = subprocess.run(["pdftotext", "-raw", *area, item.pdf, "-"], capture_output=True, text=True, check=True)
    return "\f".join(_without_repeated_head(page, item) for page in done.stdout.split("\f"))


def _without_repeated_head(page: str, item: Built) -> str:
    """The text of a page that does not begin with a table's header row: there the table goes on from the page before.

    Every table stands below a caption or a heading.
    """
    for table in Document(str(item.docx)).tables:
        head = r"\s+".join(map(re.escape, " ".join(cell.text for cell in table.rows[0].cells).split()))
        page = re.sub(rf"\A\s*{head}", "", page)
    return page


def part(item: Built, name: str) -> list[str]:
    """The texts of the paragraphs of one part of the DOCX."""
    with zipfile.ZipFile(item.docx) as whole:
        if name not in whole.namelist():
            return []
        tree = etree.fromstring(whole.read(name))
    return ["".join(node.text or "" for node in block.iter(f"{W}t")) for block in tree.iter(f"{W}p")]


def test_pdf_and_docx_say_the_same_words_in_the_same_order(built: list[Built]) -> None:
    assert len({pdf_text(item) for item in built}) > len(built) / 2
    for item in built:
        drawn = letters(pdf_text(item))
        typed = letters(" ".join(part(item, "word/document.xml")))
        # A note is a band in the PDF and a comment in the DOCX: each is taken out once.
        for comment in part(item, "word/comments.xml"):
            said = letters(comment)
            assert said in drawn, f"{item.name}: the PDF lacks the note '{comment}'"
            drawn = drawn.replace(said, "", 1)
        first = next((at for at, (a, b) in enumerate(zip(drawn, typed, strict=False)) if a != b), 0)
        around = slice(max(0, first - 30), first + 30)
        assert drawn == typed, f"{item.name}: PDF …{drawn[around]}… DOCX …{typed[around]}…"


def test_nobody_is_named_as_author_but_the_applicant(built: list[Built]) -> None:
    for item in built:
        with zipfile.ZipFile(item.docx) as whole:
            core = whole.read("docProps/core.xml").decode()
        assert "python-docx" not in core
        told = subprocess.run(["pdfinfo", item.pdf], capture_output=True, text=True, check=True).stdout
        author = re.findall(r"Author: +(.+)", told)[0]
        assert f"<dc:creator>{author}</dc:creator>" in core


def test_a_photo_carries_no_metadata(built: list[Built]) -> None:
    pictures = []
    for item in built:
        with zipfile.ZipFile(item.docx) as whole:
            pictures += [whole.read(name) for name in whole.namelist() if Path(name).parent.name == "media"]
    assert pictures
    assert not [data for data in pictures if b"Exif" in data]
