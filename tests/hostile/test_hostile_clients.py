"""Hostile strings as other programs read them: Poppler, validators of PDF and DOCX; a table of what became of each."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from assembler.build import Outcome, build
from assembler.checks import fonts
from assembler.diagnostics import has_errors
from assembler.options import Options
from assembler.tasks import Task
from tests.hostile.applicants import UNSHOWN, Applicant
from tests.hostile.corpus import batches, strings, value
from tests.hostile.reading import W, compose, folded, named, settle, texts_by_ref
from tests.people import house

pytestmark = pytest.mark.clients

DAY = datetime.date(2026, 11, 24)
DOCUMENTS = (("cv",), ("statement",))
"""Batches take turns: a briefing is made of each."""

_NO_GLYPH = "PDFUA1-NOTDEF-GLYPH-001"
_LINKS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PILED = re.compile("[\u0300-\u036f]{4}")
_IGNORED = re.compile(
    "[\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""What Unicode calls ignorable: readers leave out some of it."""


@pytest.mark.parametrize("number", range(len(batches())))
def test_files_are_whole_say_what_was_written_and_do_nothing(number: int, tmp_path: Path) -> None:
    settled = settle(Applicant(tmp_path / "in", batches()[number], 1, number, DOCUMENTS[number % 2]))
    assert not settled.astray
    out = tmp_path / "out"
    outcome = build(settled.applicant.folder, out, Options(date=DAY), DAY, lambda *_: None)
    assert not has_errors(outcome.diagnostics), outcome.diagnostics
    assert not [found for found in outcome.diagnostics if found.code == "layout"]
    for made in compose(settled.applicant)[0]:
        if "pdf" in made.task.paths:
            _pdf_is_whole(out / made.task.paths["pdf"], outcome)
        if "docx" not in made.task.paths:
            # Of a pack each part is a document of its own as well; a mail is read back elsewhere.
            continue
        _docx_is_whole(out / made.task.paths["docx"])
        face = house().themes[made.task.theme].face.pdf
        texts = [text for _, text in texts_by_ref(made.document.blocks)]
        without = {
            letter
            for text in texts
            for at, letter in enumerate(text)
            if not _has_glyph(letter, face) and not fonts._is_tone(text, at)
        }
        assert not [letter for letter in without if not named(letter, outcome.diagnostics)]
        drawn = _drawn(out / made.task.paths["pdf"], made.task)
        gone = dict.fromkeys(map(ord, without))
        drawn = drawn.translate(gone)
        lost = [text for text in texts if any(part not in drawn for part in _parts(text.translate(gone)))]
        assert not lost, f"{made.task.name}: {lost}"


def _has_glyph(letter: str, face: str) -> bool:
    return (
        ord(letter) in fonts._bundled(face) or letter.isspace() or letter in fonts._UNSEEN or fonts._installed(letter)
    )


def _parts(text: str) -> Iterator[str]:
    """What must stand together in the PDF. Where words of two directions meet or accents pile up, the order of words is
    a reader's guess.
    """
    words = re.findall(r"\w+", text) if _RIGHT_TO_LEFT.search(text) else text.split() if _PILED.search(text) else [text]
    yield from map(_alike, words)


def _alike(text: str) -> str:
    """`text` as Poppler may give it: without hyphens, since it joins lines at them; headings are set in capitals."""
    return unicodedata.normalize("NFC", _IGNORED.sub("", folded(text)).replace("-", "")).casefold().replace("ı", "i")


def _drawn(pdf: Path, task: Task) -> str:
    """The text of a PDF without its footers, folded."""
    margins = house().themes[task.theme].margins
    bottom = (margins.working if task.draft or task.document == "briefing" else margins.cv).a4.bottom
    area = ["-x", "0", "-y", "0", "-W", "596", "-H", str(int(842 - bottom / 25.4 * 72))]
    return _alike(
        subprocess.run(["pdftotext", "-raw", *area, pdf, "-"], capture_output=True, check=True).stdout.decode()
    )


def _pdf_is_whole(pdf: Path, outcome: Outcome) -> None:
    """It is PDF/UA-1, but for characters without a glyph, which are told; only links act in it."""
    failures = [failure.rule_id for failure in page.validate_pdf(str(pdf), profile="ua1").failures]
    is_told = any(found.code == "missing-glyph" for found in outcome.diagnostics)
    assert [rule for rule in failures if not (rule == _NO_GLYPH and is_told)] == []
    reader = PdfReader(pdf)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(reader.root_object.get("/Names", {}))
    assert not {"/AA", "/OpenAction"} & set(reader.root_object)
    for sheet in reader.pages:
        for note in sheet.get("/Annots", []):
            action = note.get_object().get("/A")
            assert action is None or (action["/S"] == "/URI" and _LINKS.match(action["/URI"])), action


def _docx_is_whole(docx: Path) -> None:
    """Word would repair nothing in it; no field but the footer's numbers, nothing from elsewhere but links."""
    assert [str(found) for found in OpenXmlValidator().validate(str(docx)).errors] == []
    with zipfile.ZipFile(docx) as whole:
        for name in whole.namelist():
            assert not re.search(r"vba|embeddings|activeX|afchunk", name, re.IGNORECASE)
            if name.endswith(".rels"):
                for relation in etree.fromstring(whole.read(name)):
                    is_link = relation.get("Type", "").endswith("/hyperlink") and _LINKS.match(relation.get("Target"))
                    assert is_link or relation.get("TargetMode") != "External", relation.get("Target")
            if name.startswith("word/") and name.endswith(".xml") and "footer" not in name:
                tree = etree.fromstring(whole.read(name))
                assert not list(tree.iter(f"{W}fldSimple", f"{W}instrText", f"{W}altChunk", f"{W}object"))


def test_what_became_of_each_category(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table: how often strings of a category were shown, shown with characters that no font has, or refused."""
    rows: dict[str, Counter[str]] = {string.category: Counter() for string in strings()}
    face = house().theme.face.pdf
    for number, batch in enumerate(batches()):
        settled = settle(Applicant(tmp_path / str(number), batch, 2, number))
        for spot, _ in settled.refused:
            rows[spot.string.category]["refused"] += 1
        for spot in settled.applicant.spots:
            if spot.path not in UNSHOWN:
                has_all = all(_has_glyph(letter, face) for letter in value(spot.string.written) or "")
                rows[spot.string.category]["shown" if has_all else "without"] += 1
    for string in strings():
        rows[string.category]["strings"] += 1
        rows[string.category]["no text in YAML"] += value(string.written) is None
    columns = ("strings", "shown", "without", "refused", "no text in YAML")
    heads = ("strings", "shown", "glyph missing", "refused", "refused by YAML")
    lines = [f"{'category':32}" + "".join(f"{head:>16}" for head in heads)]
    lines += [f"{name:32}" + "".join(f"{row[column]:16}" for column in columns) for name, row in rows.items()]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert all(row["shown"] + row["without"] + row["refused"] + row["no text in YAML"] > 0 for row in rows.values())
