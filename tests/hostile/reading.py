"""What became of hostile strings: applicants without those refused, their Documents, and the texts of each format."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from assembler.diagnostics import Diagnostic, Severity
from assembler.document import (
    Blocks,
    BulletList,
    Document,
    Entry,
    FactTable,
    Field,
    Heading,
    Inlines,
    Note,
    NumberedList,
    Paragraph,
    Section,
    Signature,
    Title,
    plain,
)
from assembler.loading import load_applicant
from assembler.markup import plain as without_marks
from assembler.plan import plan
from assembler.sources.text import shown
from assembler.tasks import Task
from assembler.views import plain as plain_view
from tests.hostile.applicants import Applicant, Spot
from tests.hostile.corpus import value
from tests.people import DATE, composer, house

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_UNSEEN = re.compile("[\u200b\u2060\u00ad\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


def folded(text: str) -> str:
    """`text` as it must be found again: without white space, which lines fold, and without what has no look."""
    return re.sub(r"\s+", "", _UNSEEN.sub("", text))


def expected(spot: Spot) -> str:
    """What a reader is to find of the string at `spot`; the marks of a rich text become what they mark."""
    text = (value(spot.string.written) or "").strip()
    if spot.kind == "rich":
        text = without_marks(text)
    if spot.kind == "url":
        text = text.partition("://")[2].rstrip("/")
    return folded(text)


@dataclass(frozen=True)
class Made:
    """One Document with the task that it came of."""

    task: Task
    document: Document


@dataclass(frozen=True)
class Settled:
    """An applicant whose files have no errors left: what was refused, what was said at no string's line or after."""

    applicant: Applicant
    refused: list[tuple[Spot, Diagnostic]]
    astray: list[Diagnostic]


def settle(applicant: Applicant) -> Settled:
    """Write `applicant` until no string is refused any more."""
    refused: list[tuple[Spot, Diagnostic]] = []
    for _ in range(5):
        applicant.refused = {spot.place for spot, _ in refused}
        applicant.write()
        at = {(shown(Path(spot.file)), spot.line): spot for spot in applicant.spots}
        _, said = load_applicant(applicant.folder, house())
        errors = [found for found in said if found.severity is Severity.ERROR]
        marked = {(found.mark.file, found.mark.line): found for found in errors if found.mark is not None}
        astray = [found for found in errors if found.mark is None or (found.mark.file, found.mark.line) not in at]
        fresh = [(at[place], found) for place, found in marked.items() if place in at]
        if astray or not fresh:
            return Settled(applicant, refused, astray)
        refused += fresh
    raise AssertionError("the strings of an applicant are refused one after another")


def compose(applicant: Applicant) -> tuple[list[Made], list[Diagnostic]]:
    """Every Document of `applicant`, whose files have no errors, and what was found on the way."""
    loaded, found = load_applicant(applicant.folder, house())
    assert loaded is not None, found
    made = []
    for task in plan(loaded, house(), composer().words, DATE):
        view, _ = task.view(DATE, frozenset())
        if not task.template:
            # A calendar is no document.
            continue
        document, more = composer().compose(task.document, plain_view(view), loaded.pictures, task.template)
        assert document is not None, more
        made.append(Made(task, document))
        found += more
    return made, found


def texts_by_ref(blocks: Blocks, ref: str = "") -> Iterator[tuple[str, str]]:
    """Every text of `blocks` in reading order, with the ref of the nearest block around it that has one."""
    for block in blocks:
        own = getattr(block, "ref", None) or ref
        match block:
            case Title():
                yield own, plain(block.content + block.credentials)
            case Section():
                yield own, plain(block.title)
                yield own, plain(block.aside)
                yield from texts_by_ref(block.blocks, own)
            case Paragraph() | Heading():
                yield own, plain(block.content)
            case BulletList() | NumberedList():
                for item in block.items:
                    yield item.ref or own, plain(item.content)
            case Entry():
                yield own, plain(block.dates or block.label)
                yield own, plain(block.head + block.place)
                yield from texts_by_ref(block.body, own)
            case FactTable():
                yield own, plain(block.caption)
                rows: list[tuple[str, tuple[Inlines, ...]]] = [(own, block.header)]
                rows += [(row.ref or own, row.cells) for row in block.rows]
                rows += [(own, block.total.cells)] if block.total else []
                for name, cells in rows:
                    for cell in cells:
                        yield name, plain(cell)
            case Note():
                yield f"note:{own}", plain(block.label + block.content)
            case Field():
                if block.blocks:
                    yield from texts_by_ref(block.blocks, own)
                else:
                    yield own, block.placeholder
            case Signature():
                for label in block.labels:
                    yield own, plain(label)
            case _:
                pass


def units(made: list[Made]) -> dict[str, str]:
    """The folded texts of all Documents by ref, and of each briefing by its referee's; under the empty ref, all."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in made:
        for ref, text in texts_by_ref(one.document.blocks):
            names = {"", ref.removeprefix("note:"), f"referees/{one.task.referee}"}
            for name in names:
                found[name].append(text)
    return {ref: folded("\0".join(texts)) for ref, texts in found.items()}


def unit_of(spot: Spot, found: Mapping[str, str]) -> str:
    """The texts that `spot` must stand in: those of its entry, where a document shows it as one; else all."""
    below = [text for ref, text in found.items() if spot.ref and f"{ref}/".startswith(f"{spot.ref}/")]
    return "\0".join(below) or found[""]


def stands_in(text: str, whole: str) -> bool:
    """Whether `text` stands in `whole`, its first letter large or small: a template may begin a line with it."""
    first, rest = text[:1], text[1:]
    return any(begun + rest in whole for begun in (first, first.title(), first.lower()))


def parts(document: Document) -> tuple[str, Counter[str]]:
    """The folded text of a Document, as its reader gets it, and its notes."""
    texts, notes = [], Counter[str]()
    for ref, text in texts_by_ref(document.blocks):
        if ref.startswith("note:"):
            notes[folded(text)] += 1
        else:
            texts.append(text)
    return folded("".join(texts)), notes


def parts_of_docx(data: bytes) -> tuple[str, Counter[str]]:
    """The folded text of a DOCX's body, and of each of its comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        body = _text(etree.fromstring(whole.read("word/document.xml")))
        has_comments = "word/comments.xml" in whole.namelist()
        comments = list(etree.fromstring(whole.read("word/comments.xml"))) if has_comments else []
    return body, Counter(_text(comment) for comment in comments)


def _text(tree: Any) -> str:
    return folded("".join(node.text or "" for node in tree.iter(f"{W}t")))


def named(character: str, found: list[Diagnostic]) -> bool:
    """Whether one of `found` tells that no font has `character`."""
    name = unicodedata.name(character, "")
    words = " ".join(item.message for item in found if item.code == "missing-glyph")
    return (
        character in words
        or f"U+{ord(character):04X}" in words
        or " more, in" in words
        or name.split(" ")[0].title() in words
    )
