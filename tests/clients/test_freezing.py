"""A frozen CV, its PDF made by the real LibreOffice: what was typed is in it, and nothing of the person's machine."""

from __future__ import annotations

import datetime
import http.server
import io
import shutil
import subprocess
import tempfile
import threading
import zipfile
from pathlib import Path

import docx
import pytest

from assembler import office, resources, settling
from assembler.build import build
from assembler.options import Options
from tests.clients.conftest import pages

pytestmark = pytest.mark.clients

DAY = datetime.date(2026, 11, 24)
NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
CV = "copenhagen/Kalliatzi_Danae_CV_Oresund.docx"
OPTIONS = Options(documents=("cv",), programs=("copenhagen",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DOCX of a CV that was edited on somebody's own machine, and frozen; its PDF lies beside it."""
    root = tmp_path_factory.mktemp("frozen")
    folder, output = root / "profiles" / "sample-thin", root / "output" / "sample-thin"
    shutil.copytree(resources.samples() / "sample-thin", folder, ignore=shutil.ignore_patterns(".history"))
    build(folder, output, OPTIONS, DAY, lambda *_: None, NOW)
    typed = docx.Document(str(output / CV))
    typed.paragraphs[2].add_run(" Typed by hand.")
    typed.core_properties.author = typed.core_properties.last_modified_by = "C:\\Users\\jane-doe"
    typed.core_properties.comments = "private remark"
    typed.save(str(output / CV))
    settling.settle(folder, output, ["cv/copenhagen"], DAY, NOW, keep=True)
    build(folder, output, OPTIONS, DAY, lambda *_: None, NOW)
    return output / CV


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_what_was_typed_is_printed(made: Path) -> None:
    pdf = made.with_suffix(".pdf")
    assert "Typed by hand." in said("pdftotext", pdf, "-")
    assert pages(pdf) == 2
    # Set in the bundled typefaces, as the DOCX asks.
    assert "Carlito" in said("pdffonts", pdf)


def test_it_says_what_it_is_and_nothing_of_the_machine(made: Path) -> None:
    pdf = made.with_suffix(".pdf")
    about = dict(line.split(":", 1) for line in said("pdfinfo", pdf).splitlines())
    assert about["Title"].strip() == "Curriculum vitae: Danae Kalliatzi"
    assert about["Author"].strip() == "Danae Kalliatzi"
    assert about["Tagged"].strip() == "yes"
    assert "CreationDate" not in about
    everything = said("qpdf", "--qdf", "--object-streams=disable", pdf, "-") if shutil.which("qpdf") else ""
    everything += said("pdfinfo", "-meta", pdf) + pdf.read_bytes().decode("latin-1")
    for private in ("jane-doe", "private remark", tempfile.gettempdir(), str(Path.home())):
        assert private not in everything


def test_the_same_document_gives_the_same_bytes(made: Path) -> None:
    again = office.to_pdf(made.read_bytes(), "Curriculum vitae: Danae Kalliatzi", "Danae Kalliatzi")
    assert again.data == made.with_suffix(".pdf").read_bytes()
    assert again.pages == 2


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="77" name="p"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="77" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rZ9"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
"""A picture that lies somewhere else."""


def test_what_a_document_links_to_is_not_fetched(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Watcher(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = answer  # noqa: N815 - names that the library looks for

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Watcher) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        data = linked(made.read_bytes(), f"http://127.0.0.1:{server.server_port}/picture.png")
        with pytest.raises(office.OfficeError, match="fetched"):
            office.to_pdf(data, "", "")
        # Were it handed on all the same, LibreOffice is told not to fetch; without that, it does.
        monkeypatch.setattr(office, "_require_safe", lambda *_: None)
        office.to_pdf(data, "", "")
        assert asked == []
        monkeypatch.setattr(office, "_SETTINGS", office._SETTINGS.replace(">true<", ">false<"))
        office.to_pdf(data, "", "")
        assert set(asked) == {"/picture.png"}
        server.shutdown()


def linked(data: bytes, address: str) -> bytes:
    """The DOCX `data` with a picture that lies at `address`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:body>", b"<w:body>" + PICTURE.encode(), 1)
            elif name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                link = f'<Relationship Id="rZ9" Type="{kind}" Target="{address}" TargetMode="External"/>'
                part = part.replace(b"</Relationships>", link.encode() + b"</Relationships>", 1)
            new.writestr(name, part)
    return made.getvalue()
