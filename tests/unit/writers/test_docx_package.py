"""The package: what is in it, what is not, and that it is the same every time."""

import hashlib
import io
import os
import pickle
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from assembler.document import Document, Field, Paragraph, Section, Strong, Text
from assembler.theme import PAPER, Theme
from assembler.writers.docx import bookmark_name, write
from assembler.writers.docx.page import FOOTER_GAP

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_of_the_template_is_left_but_its_colours(rich: Document, theme: Theme) -> None:
    parts = parts_of(write(rich, theme))
    assert list(parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/comments.xml",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/media/image1.jpg",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    whole = b"".join(parts.values())
    for trace in (b"python-docx", b"Macintosh", b"rsid", b"2013-12", b"Cambria"):
        assert trace not in whole


def test_properties_are_those_of_the_document(rich: Document, theme: Theme) -> None:
    properties = docx.Document(io.BytesIO(write(rich, theme))).core_properties
    assert (properties.title, properties.author, properties.subject) == (rich.title, rich.author, rich.subject)
    assert (properties.last_modified_by, properties.language, properties.revision) == (rich.author, rich.language, 1)
    assert str(properties.created) == str(properties.modified) == "2026-10-14 00:00:00+00:00"
    assert properties.comments == properties.keywords == properties.category == ""


def test_a_title_longer_than_a_property_may_be_is_cut_there(rich: Document, theme: Theme) -> None:
    data = write(replace(rich, title="x" * 300), theme)
    assert docx.Document(io.BytesIO(data)).core_properties.title == "x" * 255


@pytest.mark.parametrize("layout", ["cv", "working"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_page_is_that_of_the_theme(rich: Document, theme: Theme, paper: str, layout: str) -> None:
    data = write(replace(rich, paper=paper, layout=layout), theme)  # type: ignore[arg-type]
    section = docx.Document(io.BytesIO(data)).sections[0]
    margins = getattr(getattr(theme.margins, layout), paper)
    assert section.page_width is not None
    assert section.page_width.mm == pytest.approx(PAPER[paper][0], abs=0.02)
    for side in ("top", "right", "bottom", "left"):
        assert getattr(section, f"{side}_margin").mm == pytest.approx(getattr(margins, side), abs=0.02)
    assert section.footer_distance is not None
    line = theme.roles.footer.leading * 25.4 / 72
    assert section.footer_distance.mm + line + FOOTER_GAP == pytest.approx(margins.bottom, abs=0.02)


def test_the_same_input_gives_the_same_bytes_in_any_process(rich: Document, theme: Theme, tmp_path: Path) -> None:
    saved = tmp_path / "input"
    saved.write_bytes(pickle.dumps((rich, theme)))
    program = (
        "import hashlib, pathlib, pickle, sys; from assembler.writers.docx import write;"
        "print(hashlib.sha256(write(*pickle.loads(pathlib.Path(sys.argv[1]).read_bytes()))).hexdigest())"
    )
    found = set()
    for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Lima")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", program, str(saved)]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.add(run.stdout.strip())
    assert found == {hashlib.sha256(write(rich, theme)).hexdigest()}


def test_the_archive_holds_no_dates(rich: Document, theme: Theme) -> None:
    with zipfile.ZipFile(io.BytesIO(write(rich, theme))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_one_document_leaves_nothing_in_the_next(rich: Document, theme: Theme) -> None:
    small = replace(rich, blocks=(Paragraph((Text("x"),)),), assets={})
    before = write(small, theme)
    write(rich, theme)
    assert write(small, theme) == before


@pytest.mark.clients
def test_a_validator_finds_nothing(rich: Document, theme: Theme, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator  # noqa: PLC0415, slow to import

    file = tmp_path / "rich.docx"
    file.write_bytes(write(rich, theme))
    assert [str(found) for found in OpenXmlValidator().validate(str(file)).errors] == []


@pytest.mark.clients
def test_libreoffice_keeps_what_a_person_wrote_between_the_bookmarks(
    rich: Document, theme: Theme, tmp_path: Path
) -> None:
    written = ("The man in bay four.", "A second paragraph.", "A third.")
    blocks = tuple(Paragraph((Text(text),)) for text in written)
    fields = (Field("opening", "Opening", blocks, "Write"), Field("why", "Why", (), "Write here."))
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "draft.docx"
    file.write_bytes(write(replace(rich, blocks=(Section((Strong((Text("S"),)),), fields),)), theme))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/user", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120)
    root = etree.fromstring(parts_of((tmp_path / "draft.docx").read_bytes())["word/document.xml"])
    assert between(root, bookmark_name("opening")) == "".join(written)
    assert between(root, bookmark_name("why")) == "Write here."


def between(root: etree._Element, name: str) -> str:
    """The text from the first start to the last end of the bookmark `name`: LibreOffice writes it in two pieces."""
    starts = root.findall(f".//{W}bookmarkStart[@{W}name='{name}']")
    last = starts[-1].get(f"{W}id")
    inside, found = False, ""
    for element in root.iter():
        if element is starts[0]:
            inside = True
        elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == last:
            return found
        elif inside and element.tag == f"{W}t":
            found += element.text or ""
    raise AssertionError(name)
