"""Several documents in one PDF: all tags, links and outlines kept, numbered over the whole, forms behind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest
from pypdf.generic import Destination

from assembler.document import Document, Link, Paragraph, Section, Text, Title
from assembler.sources.forms import MOST_PAGES, Form, read_form
from assembler.theme import Theme
from assembler.writers import Behind, Part, Rendering, laid_out, pdf, write_together


def _document(title: str, words: str, language: str = "en-GB", pages: int = 1) -> Document:
    lines = tuple(Paragraph((Text(f"{words} {at}"),)) for at in range(70 * (pages - 1) + 1))
    link = Paragraph((Link("https://example.org", (Text("a page"),)),))
    blocks = (Title((Text(title),)), Section((Text(f"On {words}"),), (link, *lines)))
    return Document(title, "Ada Corr", "", language, "2026-11-24", "a4", "cv", title, "Page {page} of {pages}", blocks)


@pytest.fixture(scope="module")
def parts(theme: Theme) -> list[Part]:
    return [
        Part(_document("Briefing", "apples", pages=2), theme, "The briefing"),
        Part(_document("Ada Corr", "Birnen", "de-DE"), theme, "Curriculum vitae"),
    ]


def _foreign(tmp: Path, text: str = "Request form", **more: Any) -> Path:
    """A form as a portal makes it: tagged, with a field that is filled in, a script and an author."""
    path = tmp / "form.pdf"
    with pikepdf.new() as made:
        one = made.add_blank_page(page_size=(612, 792))
        one.Contents = made.make_stream(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        one.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="who",
            V="Dr Filled In",
            DA="/F1 12 Tf 0 g",
            Rect=[72, 600, 300, 620],
            F=4,
        )
        one.Annots = pikepdf.Array([made.make_indirect(field)])
        made.Root.AcroForm = pikepdf.Dictionary(
            Fields=[one.Annots[0]], DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)), NeedAppearances=True
        )
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('zq')")
        one.PieceInfo = pikepdf.Dictionary(Maker=pikepdf.String("/home/secretary"))
        one.StructParents = 0
        with made.open_metadata() as about:
            about["dc:creator"] = ["Secretary"]
        made.save(path, **more)
    return path


def _form(tmp: Path) -> Form:
    form, found = read_form(_foreign(tmp))
    assert form is not None, found
    return form


def _written(parts: list[Part], behind: list[Behind] | None = None) -> tuple[Rendering, pypdf.PdfReader]:
    made = write_together([laid_out(part) for part in parts], behind or [])
    assert made.diagnostics == ()
    return made, pypdf.PdfReader(io.BytesIO(made.data))


def elements(data: bytes) -> int:
    """How many structure elements a reader finds from the root of the tree."""
    root: Any = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]

    def count(node: Any) -> int:
        node = node.get_object()
        if isinstance(node, list):
            return sum(count(each) for each in node)
        if not isinstance(node, dict):
            return 0
        return (node.get("/Type") == "/StructElem") + (count(node["/K"]) if "/K" in node else 0)

    return count(root["/StructTreeRoot"]["/K"])


def outline(reader: pypdf.PdfReader) -> Iterator[tuple[int, str, int]]:
    def walk(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, Destination):
                yield depth, str(item.title), reader.get_destination_page_number(item) or 0
            else:
                yield from walk(item, depth + 1)

    yield from walk(reader.outline, 0)


def test_pages_are_numbered_over_the_whole(parts: list[Part]) -> None:
    made, reader = _written(parts)
    assert made.pages == len(reader.pages) == 3
    said = [re.search(r"Page (\d) of (\d)", one.extract_text()) for one in reader.pages]
    assert [found and found.groups() for found in said] == [("1", "3"), ("2", "3"), ("3", "3")]


def test_every_element_of_every_part_is_there_and_the_whole_is_pdf_ua(parts: list[Part]) -> None:
    made, reader = _written(parts)
    alone = [elements(pdf.write(part.document, part.theme).data) for part in parts]
    # Each has one element for the whole document.
    assert elements(made.data) == sum(alone) - (len(parts) - 1)
    assert min(alone) > 5
    report = page.validate_pdf_bytes(made.data, profile="ua1")
    assert report.is_compliant, report
    links = [note.get_object() for one in reader.pages for note in one.get("/Annots", [])]
    assert [str(link["/A"]["/URI"]) for link in links] == ["https://example.org"] * 2


def test_one_outline_with_an_entry_for_each_part(parts: list[Part], tmp_path: Path) -> None:
    form = _form(tmp_path)
    _, reader = _written(parts, [Behind("Request form: ERAS", form.data, form.pages)])
    assert list(outline(reader)) == [
        (0, "The briefing", 0),
        (1, "On apples", 0),
        (0, "Curriculum vitae", 2),
        (1, "On Birnen", 2),
        (0, "Request form: ERAS", 3),
    ]


def test_forms_stand_behind_and_take_nothing_from_our_pages(parts: list[Part], tmp_path: Path) -> None:
    form = _form(tmp_path)
    alone, _ = _written(parts)
    made, reader = _written(parts, [Behind("Form", form.data, form.pages)])
    assert made.pages == 4
    assert "Page 3 of 4" in reader.pages[2].extract_text()
    assert "Request form" in reader.pages[3].extract_text()
    assert elements(made.data) == elements(alone.data)
    assert b"pdfuaid:part" in _metadata(alone.data)
    assert b"pdfuaid:part" not in _metadata(made.data), "pages that nobody tagged are not PDF/UA"


def _metadata(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf_file:
        return bytes(pdf_file.Root.Metadata.read_bytes())


def test_the_same_parts_give_the_same_bytes(parts: list[Part], tmp_path: Path) -> None:
    form = _form(tmp_path)
    behind = [Behind("Form", form.data, form.pages)]
    assert _written(parts, behind)[0].data == _written(parts, behind)[0].data


def test_a_part_in_another_language_says_so(parts: list[Part]) -> None:
    made, _ = _written(parts)
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        assert str(whole.Root.Lang) == "en-GB"
        tree: Any = whole.Root.StructTreeRoot.K
        said = [str(element.get("/Lang", "")) for element in tree[0].K]
    assert said == ["", "", "", "de-DE", "de-DE"], "title and section; a section over two pages is two"


def test_a_part_that_is_the_whole_looks_as_it_does_alone(parts: list[Part]) -> None:
    alone = pypdf.PdfReader(io.BytesIO(pdf.write(parts[0].document, parts[0].theme).data))
    _, together = _written(parts[:1])
    assert [one.get_contents().get_data() for one in together.pages] == [  # type: ignore[union-attr]
        one.get_contents().get_data()  # type: ignore[union-attr]
        for one in alone.pages
    ]


# Reading a form ------------------------------------------------------------------------------


def test_what_is_filled_in_stays_and_what_acts_or_tells_goes(tmp_path: Path) -> None:
    form = _form(tmp_path)
    reader = pypdf.PdfReader(io.BytesIO(form.data))
    assert "Dr Filled In" in reader.pages[0].extract_text()
    with pikepdf.open(io.BytesIO(form.data)) as bare:
        objects: list[Any] = [*bare.objects]
        whole = b"".join(item.unparse() for item in objects if not isinstance(item, pikepdf.Stream))
        whole += b"".join(item.read_bytes() for item in objects if isinstance(item, pikepdf.Stream))
        assert not {"/OpenAction", "/AcroForm", "/Metadata"} & set(bare.Root.keys())
        only: Any = bare.pages[0]
        assert not {"/Annots", "/PieceInfo", "/StructParents"} & set(only.keys())
    for told in (b"app.alert", b"/home/secretary", b"Secretary"):
        assert told not in whole


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 a Word file", "is damaged, or no PDF"),
        (b"", "is damaged, or no PDF"),
        (b"%PDF-1.7\n%%EOF", "is damaged, or no PDF"),
    ],
)
def test_what_is_no_form_is_a_diagnostic(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    form, found = read_form(path)
    assert form is None
    assert [item.code for item in found] == ["form-unusable"]
    assert said in found[0].message


def test_a_locked_form_is_a_diagnostic(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(owner="o", user="u")
    form, found = read_form(_foreign(tmp_path, encryption=locked))
    assert form is None
    assert "password" in found[0].message


def test_a_form_that_only_forbids_changes_is_taken(tmp_path: Path) -> None:
    form, found = read_form(_foreign(tmp_path, encryption=pikepdf.Encryption(owner="o", user="")))
    assert form is not None, found


def test_a_whole_book_is_no_form(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with pikepdf.new() as made:
        for _ in range(MOST_PAGES + 1):
            made.add_blank_page()
        made.save(path)
    form, found = read_form(path)
    assert form is None
    assert "21 pages" in found[0].message
