"""Packs of the samples: accessible, small, whole, with one outline and one numbering, and read by Poppler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from tests.clients.conftest import Built, pages
from tests.unit.writers.test_together import elements, outline

pytestmark = pytest.mark.clients


@pytest.fixture(scope="session")
def packs(built: list[Built]) -> list[tuple[Built, Path]]:
    """Every pack of the samples, each with the briefing of its referee."""
    return [(one, next(one.docx.parent.glob("*_Pack_*.pdf"))) for one in built if one.document == "briefing"]


def said(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def forms(pack: Path) -> int:
    """How many pages of request forms, which are somebody else's, stand at the end of `pack`."""
    parts = [(title, at) for depth, title, at in outline(pypdf.PdfReader(pack)) if depth == 0]
    first = [at for title, at in parts if title.startswith("Request form")]
    return pages(pack) - first[0] if first else 0


def claims(pack: Path) -> bool:
    """Whether `pack` says of itself that it is PDF/UA."""
    with pikepdf.open(pack) as pdf:
        return b"pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes())


def test_each_referee_has_one_that_is_pdf_ua_and_goes_by_mail(packs: list[tuple[Built, Path]]) -> None:
    assert len(packs) > 5
    assert sum(forms(pack) > 0 for _, pack in packs) >= 3
    for _, pack in packs:
        report = page.validate_pdf(str(pack), profile="ua1")
        failed = [(failure.rule_id, failure.message) for failure in report.failures]
        # With a form behind, the file does not say that the whole of it is PDF/UA; nothing else is amiss with it.
        assert report.is_compliant or forms(pack), (pack, failed)
        assert not forms(pack) or not claims(pack), pack
        assert pack.stat().st_size < 1_000_000, pack
        assert pack.with_name("request.eml").stat().st_size < 1_500_000, pack


def test_the_numbering_and_the_outline_go_over_the_whole(packs: list[tuple[Built, Path]]) -> None:
    for _, pack in packs:
        number = pages(pack)
        own = number - forms(pack)
        numbers = re.findall(r"(?:Page|Seite) (\d+) (?:of|von) (\d+)", said(pack))
        assert numbers == [(str(at), str(number)) for at in range(1, own + 1)], pack
        parts = [(title, at) for depth, title, at in outline(pypdf.PdfReader(pack)) if depth == 0]
        assert len(parts) >= 2, pack
        assert parts[0][1] == 0
        told = [int(at) for at in re.findall(r"\((?:page|Seite) (\d+)\)", said(pack))]
        assert told == [at + 1 for _, at in parts[1:]], (pack, parts)


def test_no_structure_of_the_briefing_is_lost(packs: list[tuple[Built, Path]]) -> None:
    for one, pack in packs:
        # The pack says in one row more what it holds, and has a CV behind.
        assert elements(pack.read_bytes()) > 2 * elements(one.pdf.read_bytes()), pack
