"""The PDF: accessible, the same bytes everywhere, the words of the Document in order, on the grid."""

import ctypes.util
import gc
import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import page
import pypdf
import pytest

from assembler.diagnostics import Severity
from assembler.document import (
    BulletList,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Figure,
    Heading,
    Item,
    LineBreak,
    Link,
    Paragraph,
    Row,
    Section,
    Text,
    Title,
)
from assembler.theme import Theme
from assembler.writers import Rendering, pdf

MILLIMETRE = 72 / 25.4


def _t(text: str) -> tuple[Text, ...]:
    return (Text(text),) if text else ()


@pytest.fixture(scope="module")
def rendering(rich: Document, theme: Theme) -> Rendering:
    return pdf.write(rich, theme)


@pytest.fixture(scope="module")
def reader(rendering: Rendering) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(rendering.data))


def _fonts(of: pypdf.PageObject) -> list[Any]:
    resources: Any = of["/Resources"]
    return list(resources["/Font"].values())


def _pages(rendering: Rendering) -> list[str]:
    return [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(rendering.data)).pages]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_block_passes_pdf_ua(
    rich: Document, document_of: Callable[..., Document], theme: Theme, paper: str
) -> None:
    written = pdf.write(document_of(*rich.blocks, assets=rich.assets, paper=paper), theme)
    report = page.validate_pdf_bytes(written.data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_links_are_tagged_whatever_stands_in_them(document_of: Callable[..., Document], theme: Theme) -> None:
    href = "https://example.org/publications"
    lengthy = "example.org/publications-and-presentations"
    content = (
        Link(href, (Text("my "), Emphasis((Text("own"),)), Text(" page"))),
        Text(" and then some more words "),
        Link(href, (Text(lengthy),)),
        LineBreak(),
        Link(href, (Text(lengthy * 4),)),
    )

    report = page.validate_pdf_bytes(pdf.write(document_of(Paragraph(content)), theme).data, profile="ua1")

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_engine_has_nothing_to_say(rendering: Rendering, reader: pypdf.PdfReader) -> None:
    assert rendering.diagnostics == ()
    assert rendering.pages == len(reader.pages) == 3


def test_metadata_and_outline(reader: pypdf.PdfReader) -> None:
    metadata = reader.metadata
    assert metadata is not None
    assert (metadata.title, metadata.author, metadata.subject) == (
        "Curriculum vitae of Ada Example",
        "Ada Example",
        "Curriculum vitae",
    )
    assert [str(metadata[key]) for key in ("/CreationDate", "/ModDate")] == ["D:20261014"] * 2
    assert str(reader.root_object["/Lang"]) == "en-GB"

    def titles(level: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in level]

    assert titles(reader.outline) == [
        "Ada Example, MBBS, FRCA",
        ["Training", ["Specialist"], "Procedures", "Opening"],
    ]


def test_same_bytes_in_other_processes(rich: Document, theme: Theme, rendering: Rendering) -> None:
    code = (
        "import sys, pickle, hashlib; from assembler.writers.pdf import write;"
        "print(hashlib.sha256(write(*pickle.load(sys.stdin.buffer)).data).hexdigest())"
    )
    expected = hashlib.sha256(rendering.data).hexdigest()
    for zone, seed, locale in (("Pacific/Auckland", "1", "C"), ("America/New_York", "2", "C.UTF-8")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=pickle.dumps((rich, theme)),
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode().strip() == expected


def test_identifier_follows_the_content(
    document_of: Callable[..., Document], theme: Theme, rendering: Rendering
) -> None:
    def identifier(written: Rendering) -> object:
        pair = pypdf.PdfReader(io.BytesIO(written.data)).trailer["/ID"]
        assert isinstance(pair, pypdf.generic.ArrayObject)
        return pair[0]

    one, other = (pdf.write(document_of(Title(_t(text))), theme) for text in ("A", "B"))
    assert len({identifier(one), identifier(other), identifier(rendering)}) == 3
    assert identifier(one) == identifier(pdf.write(document_of(Title(_t("A"))), theme))


def test_a_missing_asset_is_refused(document_of: Callable[..., Document], theme: Theme) -> None:
    written = pdf.write(document_of(Figure("photo", "Portrait", 35, 45)), theme)
    assert (written.data, written.pages) == (b"", None)
    (found,) = written.diagnostics
    assert (found.severity, found.code) == (Severity.ERROR, "asset-refused")
    assert found.message == "the document asks for 'asset:photo', which is none of its assets"


def test_what_the_engine_says_becomes_a_warning(document_of: Callable[..., Document], theme: Theme) -> None:
    written = pdf.write(document_of(Figure("photo", "Portrait", 35, 45), assets={"photo": b"no picture"}), theme)
    assert written.data.startswith(b"%PDF")
    (found,) = written.diagnostics
    assert (found.severity, found.code) == (Severity.WARNING, "layout")
    assert "asset:photo" in found.message


def test_a_missing_library_names_the_command(
    document_of: Callable[..., Document],
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: str) -> None:
        sys.stdout.write("WeasyPrint could not import some external libraries.")
        raise OSError("cannot load library 'libpango-1.0-0':\n not found")

    monkeypatch.setattr(pdf, "import_module", fail)
    written = pdf.write(document_of(), theme)
    (found,) = written.diagnostics
    assert (written.data, found.severity, found.code) == (b"", Severity.ERROR, "native-library")
    assert found.message == "PDF output needs Pango: cannot load library 'libpango-1.0-0': not found"
    assert found.hint == pdf.INSTALL
    assert "apt-get install" in pdf.INSTALL
    assert "brew install pango" in pdf.INSTALL
    assert capsys.readouterr() == ("", "")


LOADED = """
import contextlib, ctypes.util, sys
from assembler.writers import pdf
if sys.argv[1] == "asked":
    pdf._libraries_known = contextlib.nullcontext
asked, real = [], ctypes.util.find_library
ctypes.util.find_library = listening = lambda name: asked.append(name) or real(name)
pdf._engine()
assert ctypes.util.find_library is listening
lines = open("/proc/self/maps").read().split("\\n")
print(len(asked), *sorted({line.split()[-1] for line in lines if ".so" in line}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Python is asked as ever")
def test_the_same_libraries_are_loaded_whoever_says_where_they_are() -> None:
    def loaded(way: str) -> list[str]:
        done = subprocess.run([sys.executable, "-c", LOADED, way], capture_output=True, text=True, check=True)
        return done.stdout.split()

    (known, *some), (asked, *others) = loaded("known"), loaded("asked")
    assert some == others
    assert any("libpango-1.0" in name for name in some)
    assert int(known) <= len(pdf._SONAMES) < int(asked)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("harfbuzz", "libharfbuzz.so.0"),
        ("libharfbuzz-0", None),
        ("libgobject-2.0.0.dylib", None),
        ("pango-1.0-0", None),
        ("harfbuzz-vector", "asked for harfbuzz-vector"),
        ("pangocairo-1.0", "asked for pangocairo-1.0"),
    ],
)
def test_python_is_asked_for_a_library_that_is_not_known_or_not_found(
    monkeypatch: pytest.MonkeyPatch, name: str, expected: str | None
) -> None:
    def load(soname: str) -> None:
        if "vector" in soname:
            raise OSError(soname)

    def ask(name: str) -> str:
        return f"asked for {name}"

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(ctypes.util, "find_library", ask)
    with pdf._libraries_known():
        assert ctypes.util.find_library(name) == expected
    assert ctypes.util.find_library is ask


def test_elsewhere_python_is_asked_for_every_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    before = ctypes.util.find_library
    with pdf._libraries_known():
        assert ctypes.util.find_library is before


def test_an_extent_counts_the_lines_of_all_pages(document_of: Callable[..., Document], theme: Theme) -> None:
    document = document_of(*[Paragraph(_t("x"))] * 60)
    extent = pdf.extent_of(document, theme)
    assert extent is not None
    assert (extent.pages, extent.lines) == (2, 60)
    assert 0 < extent.last_lines < 30


def test_garbage_is_looked_for_again_after_a_layout(document_of: Callable[..., Document], theme: Theme) -> None:
    assert gc.isenabled()
    pdf.write(document_of(Title(_t("A"))), theme)
    assert gc.isenabled()
    gc.disable()
    try:
        pdf.write(document_of(Title(_t("A"))), theme)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_picture_brings_no_exif(rich: Document, rendering: Rendering, reader: pypdf.PdfReader) -> None:
    assert b"TAKEN-AT-HOME" in rich.assets["photo"]
    (picture,) = reader.pages[0].images
    assert picture.image is not None
    assert picture.image.size == (60, 80)
    assert b"TAKEN-AT-HOME" not in picture.data
    assert b"TAKEN-AT-HOME" not in rendering.data


def test_only_the_face_of_the_theme_is_embedded(reader: pypdf.PdfReader) -> None:
    fonts = [font["/BaseFont"] for each in reader.pages for font in _fonts(each)]
    assert {re.sub(r"^/[A-Z]{6}\+|[- ].*$", "", font) for font in fonts} == {"Carlito"}


def test_entries_and_headings_stay_with_what_follows(document_of: Callable[..., Document], theme: Theme) -> None:
    entries = [
        Entry(
            _t(f"Head{number}"),
            body=(BulletList(tuple(Item(_t(f"Line{number}")) for _ in range(1 + number % 6))),),
        )
        for number in range(60)
    ]
    blocks = [Section(_t(f"Part{number}"), tuple(entries[number * 3 : number * 3 + 3])) for number in range(20)]
    pages = [each.split() for each in _pages(pdf.write(document_of(*blocks), theme))]
    assert len(pages) > 5
    for words in pages:
        # The footer may come first or last.
        found = [word for word in words if re.match(r"(Part|Head|Line)\d", word)]
        assert found[0][:4] in ("Part", "Head")
        assert found[-1].startswith("Line")
        number = found[-1].removeprefix("Line")
        assert found.count(f"Line{number}") == 1 + int(number) % 6


def test_table_head_repeats_and_total_keeps_company(document_of: Callable[..., Document], theme: Theme) -> None:
    def table(rows: int) -> FactTable:
        return FactTable(
            (_t("Procedure"), _t("Count")),
            tuple(Row((_t(f"Block{number}"), _t("1"))) for number in range(rows)),
            (0.8, 0.2),
            (False, True),
            total=Row((_t("Total"), _t("99"))),
        )

    for rows in (39, 40, 41, 42, 43, 90):
        pages = _pages(pdf.write(document_of(Section(_t("Logbook"), (table(rows),))), theme))
        assert all("Procedure" in each for each in pages)
        assert f"Block{rows - 1}" in pages[-1]
        assert "Total" in pages[-1]


def test_a_short_table_stays_on_one_page(document_of: Callable[..., Document], theme: Theme) -> None:
    filler = [Paragraph(_t("filler"))] * 35
    rows = tuple(Row((_t(f"Block{number}"),)) for number in range(8))
    table = FactTable((_t("Procedure"),), rows, (1.0,), (False,), caption=_t("Source"))
    pages = _pages(pdf.write(document_of(*filler, Section(_t("Logbook"), (Heading(_t("Blocks")), table))), theme))
    assert len(pages) == 2
    assert "Logbook" not in pages[0]
    assert all(word in pages[1] for word in ("Logbook", "Blocks", "Source", "Block0", "Block7"))


def test_a_long_table_has_three_rows_or_more_on_either_page(document_of: Callable[..., Document], theme: Theme) -> None:
    rows = tuple(Row((_t(f"Block{number:02}"),)) for number in range(12))
    table = FactTable((_t("Procedure"),), rows, (1.0,), (False,), caption=_t("Source"))
    parted = set()
    for count in range(22, 38):
        filler = [Paragraph(_t("filler"))] * count
        pages = _pages(pdf.write(document_of(*filler, Section(_t("Logbook"), (table,))), theme))
        parted.add(len(set(re.findall(r"Block\d\d", pages[0]))))
        assert all("Procedure" in page for page in pages if "Block" in page), "the header row is said again"
    assert len(parted) > 3
    assert parted & {1, 2, 10, 11} == set()


WORDS = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepflege"


@pytest.mark.clients
class TestWithPoppler:
    """What Poppler reads back from the file."""

    @staticmethod
    def _run(data: bytes, *arguments: str) -> str:
        done = subprocess.run(["pdftotext", *arguments, "-", "-"], input=data, capture_output=True, check=True)
        return done.stdout.decode()

    def _places(self, data: bytes) -> Iterator[tuple[str, float, float, float, int]]:
        """Every word with its left edge, right edge, top and page, lengths in millimetres."""
        root = ET.fromstring(self._run(data, "-bbox"))  # noqa: S314, from Poppler
        space = "{http://www.w3.org/1999/xhtml}"
        for number, each in enumerate(root.iter(f"{space}page")):
            for word in each.iter(f"{space}word"):
                left, right, top = (float(word.get(name, "nan")) / MILLIMETRE for name in ("xMin", "xMax", "yMin"))
                yield word.text or "", left, right, top, number

    def test_words_in_the_order_of_the_document(self, rendering: Rendering) -> None:
        lines = self._run(rendering.data, "-raw").replace("\f", "").splitlines()
        text = " ".join(line for line in lines if "Page " not in line and line != "Procedure Count")
        words = [word for word in text.split() if word != "•"]
        blocks = " ".join(f"Block {number} Ultrasound {number}" for number in range(50))
        assert (
            words
            == (
                "Ada Example, MBBS, FRCA Registrar in Anaesthesia, Hospital <b>&amp;</b> {{ 7*7 }} "
                "ada@example.org Олександр Łódź What is asked, and by when Training 12 entries Specialist "
                "Feb 2021 – present Registrar, Teaching Hospital First duty Second duty 2020 Leave, five months "
                "Summary On the first line Listed Beside the label Without a label 2024 Example A. J A body paragraph "
                f"1. Counted 2. And counted Procedures From the logbook {blocks} All 1225 By Program 5 Nov Calder Bay "
                "Opening Prompt Which encounter? Budget 100 words The man in bay four. Evidence Publication 3 "
                "Check Could a reader trace the patient? Write here. Signature Date"
            ).split()
        )

    def test_running_line_and_page_number_on_every_page(self, rendering: Rendering) -> None:
        pages = self._run(rendering.data, "-raw").split("\f")[:-1]
        for number, text in enumerate(pages, start=1):
            assert f"Example A · Curriculum vitae Page {number} of {len(pages)}" in text

    def test_the_grid(self, document_of: Callable[..., Document], theme: Theme) -> None:
        blocks = (
            Section(
                _t("Heading"),
                (
                    Entry(_t("Head"), dates=_t("2021"), body=(BulletList((Item(_t("Bulleted")),)),)),
                    Entry((), label=_t("Label"), body=(Paragraph(_t("wrapped " * 40), "detail"),)),
                    Entry((), label=_t("Alone"), body=(BulletList((Item(_t("Beside")),)),)),
                    Paragraph(_t("Statement"), "statement"),
                ),
                aside=_t("Aside"),
            ),
        )
        places = list(self._places(pdf.write(document_of(*blocks), theme).data))
        left = {word: edge for word, edge, *_ in places}
        top = {word: height for word, _, _, height, _ in places}
        margin, content = 22, 22 + theme.grid.label
        for word, expected in {
            "Heading": margin,
            "2021": margin,
            "Label": margin,
            "Alone": margin,
            "Head": content,
            "Statement": content,
            "•": content,
            "Bulleted": content + theme.grid.bullet,
            "Beside": content + theme.grid.bullet,
        }.items():
            assert left[word] == pytest.approx(expected, abs=0.1), word
        assert {round(edge) for word, edge, *_ in places if word == "wrapped"} >= {content}
        assert min(edge for word, edge, *_ in places if word == "wrapped") == pytest.approx(content, abs=0.1)
        assert next(right for word, _, right, *_ in places if word == "Aside") == pytest.approx(210 - 22, abs=0.1)
        assert top["Alone"] == pytest.approx(top["Beside"], abs=1)
        assert top["2021"] == pytest.approx(top["Head"], abs=1)

    def test_lines_are_exactly_as_high_as_the_theme_says(
        self, document_of: Callable[..., Document], theme: Theme
    ) -> None:
        entries = [Entry(_t("Head"), dates=_t("2021"), place=_t(", place"), tight=True)] * 5
        tops = [
            top
            for word, _, _, top, _ in self._places(pdf.write(document_of(*entries), theme).data)
            if word.startswith("Head")
        ]
        steps = [(after - before) * MILLIMETRE for before, after in pairwise(tops)]
        assert steps == pytest.approx([theme.roles.tight.leading + theme.roles.tight.before] * 4, abs=0.02)

    def test_nothing_overlaps_or_leaves_the_page(self, document_of: Callable[..., Document], theme: Theme) -> None:
        wide = "from the first of August 2024 to the end of May 2025"
        blocks = (
            Title(_t(WORDS)),
            Figure("photo", "Portrait", 35, 45),
            Paragraph(_t("post " * 30), "post"),
            Section(
                _t(WORDS),
                (
                    Entry(_t("Head"), dates=_t(wide), place=_t(f", {WORDS}")),
                    Entry(_t(WORDS), label=_t(WORDS)),
                    Entry((), body=(BulletList((Item(_t(f"https://example.org/{WORDS}")),)),)),
                    FactTable((_t("A"), _t("B")), (Row((_t(WORDS), _t(WORDS))),), (0.5, 0.5), (False, True)),
                ),
                aside=_t("aside"),
            ),
        )
        assets = {"photo": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'}
        written = pdf.write(document_of(*blocks, assets=assets), theme)
        assert written.diagnostics == ()
        places = list(self._places(written.data))
        for word, left, right, *_ in places:
            assert left > 22 - 0.1, word
            assert right < 210 - 22 + 0.3, word
        beside = [right for word, _, right, *_ in places if word == "post"]
        assert max(beside) < 210 - 22 - 35
        head = next(left for word, left, *_ in places if word.startswith("Head"))
        assert head > next(right for word, _, right, *_ in places if word == "2025") + 1.9


def test_what_weasyprint_rarely_needs_is_loaded_when_it_is_used() -> None:
    code = (
        "import sys; from assembler.writers import pdf; pdf._engine(); from weasyprint.pdf import fonts;"
        "rare = ('fontTools.subset', 'fontTools.varLib.instancer');"
        "print([name in sys.modules for name in rare], fonts.subset.Options().glyph_names);"
        "print([name in sys.modules for name in rare], fonts.subset.Options is sys.modules[rare[0]].Options);"
        "import fontTools.varLib.instancer as real;"
        "real.instantiateVariableFont = lambda font, limits: (font, limits);"
        "print(fonts.instantiateVariableFont('font', limits={}))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["[False, False] False", "[True, False] True", "('font', {})"]
