"""Counting: words and characters of a document as its reader gets it, for limits and for the manifest."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.document import (
    Blocks,
    BulletList,
    Document,
    Entry,
    FactTable,
    Field,
    Heading,
    Inlines,
    NumberedList,
    Paragraph,
    Section,
    Signature,
    Title,
    plain,
    walk,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How long a text is; `characters` includes spaces and the blank lines between blocks, as forms count them."""

    words: int
    characters: int


def texts(blocks: Blocks) -> list[str]:
    """The texts of `blocks` in reading order, one for each line or cell; Notes are not the reader's and are absent."""
    return [text for block in walk(blocks) for part in _parts(block) if (text := plain(part).strip())]


def _parts(block: object) -> tuple[Inlines, ...]:
    match block:
        case Title():
            return (block.content + block.credentials,)
        case Section():
            return (block.title, block.aside)
        case Paragraph() | Heading():
            return (block.content,)
        case BulletList() | NumberedList():
            return tuple(item.content for item in block.items)
        case Entry():
            return (block.dates, block.label, block.head + block.place)
        case FactTable():
            rows = (*block.rows, *([block.total] if block.total else []))
            return (block.caption, *block.header, *(cell for row in rows for cell in row.cells))
        case Signature():
            return block.labels
        case _:
            return ()


def count(document: Document) -> Count:
    """The length of `document`: of what was written in its fields where it has any, else of all its text."""
    fields = [block for block in walk(document.blocks) if isinstance(block, Field)]
    blocks = tuple(inner for field in fields for inner in field.blocks) if fields else document.blocks
    found = texts(blocks)
    return Count(sum(len(text.split()) for text in found), len("\n\n".join(found)))
