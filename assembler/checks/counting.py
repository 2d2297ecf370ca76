"""Counting: words and characters of a document as its reader gets it, for limits and for the manifest."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.document import (
    Blocks,
    BulletList,
    Document,
    Entry,
    FactTable,
    Heading,
    Inlines,
    NumberedList,
    Paragraph,
    Section,
    Signature,
    Title,
    plain,
    walk,
    written,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How long a text is; `characters` includes spaces and the blank lines between blocks, as forms count them."""

    words: int
    characters: int


def texts(blocks: Blocks) -> list[str]:
    """The texts of `blocks` in reading order, one for each line or cell; Notes are not the reader's and are absent."""
    return [text for block in walk(blocks) for part in _parts(block) if (text := plain(part).strip())]


def text_of(blocks: Blocks) -> str:
    """The text of `blocks` as it is pasted into a form: a blank line between any two."""
    return "\n\n".join(texts(blocks))


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
    """The length of `document`: of what a person wrote in it, where they did, else of all its text."""
    blocks = written(document.blocks)
    if blocks is not document.blocks:
        # Headings of what a person wrote are not their words.
        blocks = tuple(block for block in walk(blocks) if not isinstance(block, Section))
    text = text_of(blocks)
    return Count(len(text.split()), len(text))
