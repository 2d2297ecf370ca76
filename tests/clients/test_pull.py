"""A draft that a person edits in other programs comes back whole: LibreOffice, driven by a macro, and pandoc."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from assembler.document import BulletList, Emphasis, Item, Link, NumberedList, Strong, Text
from assembler.statements.markdown import markdown_of
from assembler.statements.reader import Finding, Pulled
from tests.unit.statements.word import Paragraph, draft, pulled, text

pytestmark = pytest.mark.clients

WHY = (
    text("First, as it was."),
    Paragraph(
        (
            Text("Second, with "), Strong((Text("bold"),)), Text(", "), Emphasis((Text("italic"),)), Text(" and a "),
            Link("https://example.org/a", (Text("link"),)), Text("."),
        ),
        "statement",
    ),
    BulletList((Item((Text("a point"),)), Item((Text("another"),)))),
    NumberedList((Item((Text("a step"),)), Item((Text("the next"),)))),
    text("Third, at the end."),
)  # fmt: skip
DRAFT = draft(WHY)

MACRO = """
Sub Edit(source As String, target As String, tracked As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  ' LibreOffice 7.4 without a screen crashes where it has to lay out a comment.
  doc.lockControllers()
  doc.RecordChanges = (tracked <> "")
  {edits}
  doc.storeToURL(ConvertToURL(target), kind())
  StarDesktop.terminate()
End Sub

Function Find(doc, words As String)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  Find = doc.findFirst(search)
End Function

Sub Change(doc, words As String, others As String)
  swap = doc.createReplaceDescriptor()
  swap.SearchString = words
  swap.ReplaceString = others
  doc.replaceAll(swap)
End Sub

Sub Add(doc, ending As String, words As String)
  place = Find(doc, ending)
  doc.Text.insertControlCharacter(place.getEnd(), com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  doc.Text.insertString(place.getEnd(), words, False)
End Sub

Sub Comment(doc, words As String, author As String, said As String)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = author : note.Content = said
  doc.Text.insertTextContent(Find(doc, words), note, True)
End Sub
"""

Edit = Callable[..., bytes]


def office(home: Path, *arguments: str) -> None:
    """One run of LibreOffice; what it made says how it went, since it may crash after saving."""
    command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", *arguments]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as run:
        try:
            run.wait(timeout=180)
        except subprocess.TimeoutExpired:
            # A mistake in a macro shows a box that nobody can close.
            os.killpg(run.pid, signal.SIGKILL)
            raise


def saved(home: Path, data: bytes, folder: Path) -> bytes:
    """`data` opened and saved by LibreOffice."""
    source = folder / "draft.docx"
    source.write_bytes(data)
    office(home, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved"), str(source))
    return (folder / "saved" / "draft.docx").read_bytes()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice that was used once: a new one would overwrite the macro."""
    folder = tmp_path_factory.mktemp("office")
    saved(folder / "home", DRAFT, folder)
    return folder / "home"


@pytest.fixture
def edit(home: Path, tmp_path: Path) -> Edit:
    """A function that edits a file in LibreOffice."""

    def run(data: bytes, *edits: str, tracked: bool = False) -> bytes:
        basic = home / "user" / "basic" / "Standard"
        macro = escape(MACRO.replace("{edits}", "\n  ".join(edits)))
        module = '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="{}" script:language='
        (basic / "Module1.xba").write_text(f'{module.format("Module1")}"StarBasic">{macro}</script:module>', "utf-8")
        source, target = tmp_path / "draft.docx", tmp_path / "edited.docx"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        office(home, f'macro:///Standard.Module1.Edit("{source}","{target}","{"yes" if tracked else ""}")')
        return target.read_bytes()

    return run


def texts(read: Pulled) -> dict[str, str]:
    return {name: markdown_of(one.blocks) for name, one in read.fields.items()}


def test_a_draft_that_libreoffice_saved_is_what_it_was(home: Path, tmp_path: Path) -> None:
    data = DRAFT
    for _ in range(2):
        data = saved(home, data, tmp_path)
        read = pulled(data, DRAFT)
        assert read.fields["why-here"].blocks == WHY
        assert read.fields["career"].placeholder
        assert read.stray == ()
        assert read.comments == ()
        assert {finding.kind for finding in read.findings} <= {"no-control"}


def test_what_was_edited_in_libreoffice_comes_back(edit: Edit) -> None:
    data = edit(
        DRAFT,
        'Change(doc, "as it was", "as it is now")',
        'Change(doc, "Write here, too.", "Typed over the placeholder.")',
        'Add(doc, "as it is now.", "Typed in the middle.")',
        'Add(doc, "at the end.", "Typed at the end.")',
        'Comment(doc, "at the end", "A Mentor", "Is it?")',
    )
    read = pulled(data, DRAFT)
    whole = markdown_of(WHY).replace("as it was.", "as it is now.\n\nTyped in the middle.")
    assert texts(read) == {"why-here": f"{whole}\n\nTyped at the end.", "career": "Typed over the placeholder."}
    assert [(one.author, one.section, one.quote, one.text) for one in read.comments] == [
        ("A Mentor", "why-here", "at the end", "Is it?")
    ]
    assert read.stray == ()


def test_changes_tracked_in_libreoffice_are_accepted(edit: Edit) -> None:
    data = edit(
        DRAFT,
        'Change(doc, "Third, ", "")',
        'Change(doc, "another", "one more")',
        'Add(doc, "at the end.", "Typed at the end.")',
        tracked=True,
    )
    read = pulled(data, DRAFT)
    whole = markdown_of(WHY).replace("Third, ", "").replace("another", "one more")
    assert texts(read)["why-here"] == f"{whole}\n\nTyped at the end."
    assert read.fields["why-here"].tracked
    assert read.stray == ()


def test_a_file_that_libreoffice_breaks_still_gives_back_every_word(edit: Edit) -> None:
    """LibreOffice 7.4 writes no XML where changes are tracked within a control; later ones may do without mending."""
    read = pulled(edit(DRAFT, 'Change(doc, "as it was", "as it is now")', tracked=True), DRAFT)
    said = texts(read)["why-here"]
    assert "as it is now" in said
    assert said.endswith(markdown_of(WHY[1:]))
    damaged = Finding("damaged", None, "word/document.xml") in read.findings
    assert damaged or said == markdown_of(WHY).replace("as it was", "as it is now")


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_a_draft_that_went_through_pandoc_is_found_by_its_headings(tmp_path: Path) -> None:
    source, target = tmp_path / "draft.docx", tmp_path / "pandoc.docx"
    source.write_bytes(DRAFT)
    subprocess.run(["pandoc", source, "--output", target], check=True, timeout=120)
    read = pulled(target.read_bytes(), DRAFT)
    # Controls, bookmarks, comments and the footer are gone.
    assert {one.by for one in read.fields.values()} == {"heading"}
    assert read.fields["why-here"].blocks == WHY
    assert read.fields["career"].placeholder
    assert read.stray == ()
