"""What a typographer minds, on the pages as Poppler reads them and as LibreOffice lays out the DOCX."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from assembler.cli import main
from assembler.fitting import LEAST_LINES
from tests.clients.conftest import Built, converted, pages
from tests.people import PROFILE, PROGRAM, as_yaml

pytestmark = pytest.mark.clients

FOOTER = re.compile(r"^.*(Page|Seite) \d+ (of|von) \d+$")


def lines_of(file: Path) -> list[list[str]]:
    """The lines of each page, its footer aside."""
    told = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    whole = [[line.strip() for line in page.splitlines() if line.strip()] for page in told.split("\f")[:-1]]
    assert all(any(FOOTER.match(line) for line in page) for page in whole), file
    return [[line for line in page if not FOOTER.match(line)] for page in whole]


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def paragraphs(item: Built) -> Iterator[tuple[str, str]]:
    """Style and text of every paragraph of the DOCX outside tables."""
    for paragraph in Document(str(item.docx)).paragraphs:
        yield (paragraph.style.name if paragraph.style else "") or "", paragraph.text


def test_no_last_page_is_a_remnant(built: list[Built]) -> None:
    short = {
        item.name: len(last)
        for item in built
        if pages(item.pdf) > 1 and len(last := lines_of(item.pdf)[-1]) < LEAST_LINES
    }
    assert short == {}


def test_no_page_ends_with_a_heading(built: list[Built]) -> None:
    seen = 0
    for item in built:
        headings = {letters(text) for style, text in paragraphs(item) if style.startswith("Heading")}
        for file in (item.pdf, item.proof):
            for page in lines_of(file)[:-1]:
                seen += 1
                assert letters(page[-1]) not in headings, f"{item.name}: {file} ends a page with '{page[-1]}'"
    assert seen > 30


PROSE = (
    "Distance and waiting keep people from the clinic, and a first visit by telephone may change who comes at all. ",
    "The question is which of them need to be seen, by whom, and how soon; and what they would rather have instead. ",
    "Nobody knows yet how the answer differs between the city, the coast and the islands, so the cohort follows all. ",
)


@pytest.fixture(scope="module", params=["modern", "classic"])
def long_texts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A CV of long paragraphs on both papers, as PDF and as LibreOffice lays it out."""
    folder = tmp_path_factory.mktemp(request.param)
    person = folder / "profiles" / "corr"
    (person / "programs").mkdir(parents=True)
    interests = [f"Theme {number}. {''.join(PROSE * (1 + number % 4))}".strip() for number in range(22)]
    made = PROFILE | {"interests": interests, "theme": request.param}
    (person / "profile.yaml").write_text(as_yaml(made), encoding="utf-8")
    for paper in ("a4", "letter"):
        program = PROGRAM | {"paper": paper, "short": paper, "documents": ["cv"], "letters": {"minimum": 0}}
        (person / "programs" / f"{paper}.yaml").write_text(as_yaml(program), encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        main(["build", str(person), "--output", str(folder / "output")])
    assert ending.value.code == 0
    files = sorted((folder / "output").rglob("*.docx"))
    return [*(file.with_suffix(".pdf") for file in files), *converted(files, folder)]


def test_no_paragraph_leaves_a_single_line_behind_or_sends_one_ahead(long_texts: list[Path]) -> None:
    """Of a paragraph that goes on over the page, at least two lines stand on either side."""
    assert len(long_texts) == 4
    for file in long_texts:
        made, parted = lines_of(file), 0
        for before, after in itertools.pairwise(made):
            if before[-1].endswith(".") and after[0].startswith("Theme "):
                continue
            parted += 1
            assert not before[-1].startswith("Theme "), f"orphan '{before[-1]}' in {file}"
            assert not after[1].startswith("Theme "), f"widow '{after[0]}' in {file}"
        assert parted > 0, "no paragraph goes on over a page: this test sees nothing"
