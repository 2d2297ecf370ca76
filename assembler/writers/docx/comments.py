"""Notes as Word's comments: what is said to the writer stands beside the text, never in it."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.document import Block, Field, Note
from assembler.writers.docx.inlines import Look, Relate, runs
from assembler.writers.docx.xml import Element, w

_AUTHOR, _INITIALS = "assembler", "as"

_LEADS_IN = ("prompt", "budget")
"""Kinds of Note that belong to the Field after them; the others belong to the one before."""


def comment(note: Note, number: int, date: str, relate: Relate) -> Element:
    """The `w:comment` of `note`; its label is bold, on a line of its own."""
    mark = w("r", w("rPr", w("rStyle", val="CommentReference")), w("annotationRef"))
    label = [*runs(note.label, relate, Look(bold=True)), w("r", w("br"))] if note.label else []
    return w(
        "comment",
        w("p", w("pPr", w("pStyle", val="CommentText")), mark, *label, *runs(note.content, relate)),
        id=number,
        author=_AUTHOR,
        date=f"{date}T00:00:00Z",
        initials=_INITIALS,
    )


def field_of(blocks: Sequence[Block], index: int) -> int | None:
    """The index of the Field that the Note at `index` stands next to, other Notes between them aside."""
    note = blocks[index]
    ahead, back = range(index + 1, len(blocks)), range(index - 1, -1, -1)
    ways = (ahead, back) if isinstance(note, Note) and note.kind in _LEADS_IN else (back, ahead)
    for way in ways:
        neighbour = next((other for other in way if not isinstance(blocks[other], Note)), None)
        if neighbour is not None and isinstance(blocks[neighbour], Field):
            return neighbour
    return None
