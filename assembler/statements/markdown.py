"""The text of a section: Markdown into blocks of the Document and back. Used by `files`, and to compare and merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from assembler.document import Block, Blocks, BulletList, Inlines, Item, NumberedList, Paragraph
from assembler.sources.text import SourceText
from assembler.statements.lines import Problem, WrittenBlock, as_one_list, parts_of
from assembler.statements.spelling import settled, source_of


def blocks_of(text: str) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks of a section's Markdown, as `normal` has them, and what in it is kept as text.

    Paragraphs, lists of one level, bold, italics, links and line breaks are understood. Anything else stays in the
    text as it is typed, and is a problem. Comments on lines of their own are passed over.
    """
    parts, problems = parts_of(SourceText("", text).lines)
    return tuple(_joined(part.block for part in parts if part.block)), problems


def markdown_of(blocks: Blocks) -> str:
    """The canonical Markdown of `blocks`, with no line end after it; `blocks_of` gives back `normal(blocks)`.

    Raises:
        TypeError: `blocks` hold others than paragraphs and lists.
    """
    return "\n\n".join(_source(block) for block in _joined(map(_settled, blocks)))


def normal(blocks: Blocks) -> Blocks:
    """`blocks` in the one form of all that look alike.

    White space is one space, or no-break spaces; none begins or ends a block, bold or italics. Characters that cannot
    be printed and blocks without words are left out; neighbouring lists of one kind are one list; a link that a
    statement cannot have becomes its words and its address, one without words gets its address as words. The style
    that lasts longest is outermost. A word in which the style changes twice between letters in a way that stars
    cannot spell (bold, then both, then italic) loses italics there.

    Raises:
        TypeError: `blocks` hold others than paragraphs and lists.
    """
    return tuple(_joined(map(_settled, blocks)))


def _settled(block: Block) -> WrittenBlock:
    match block:
        case Paragraph(content):
            return Paragraph(settled(content), role="statement")
        case BulletList(items) | NumberedList(items):
            return type(block)(tuple(Item(settled(item.content)) for item in items))
        case _:
            raise TypeError(f"a statement holds no {type(block).__name__}")


def _joined(blocks: Iterable[WrittenBlock]) -> Iterator[WrittenBlock]:
    """`blocks` without those that hold no words, and neighbouring lists of one kind as one list."""
    kept: list[WrittenBlock] = [some for block in blocks if (some := _with_words(block))]
    for _, group in groupby(kept, type):
        of_kind = list(group)
        one = as_one_list(of_kind)
        yield from [one] if one else of_kind


def _with_words(block: WrittenBlock) -> WrittenBlock | None:
    if isinstance(block, Paragraph):
        return block if block.content else None
    items = tuple(item for item in block.items if item.content)
    return type(block)(items) if items else None


def _source(block: WrittenBlock) -> str:
    match block:
        case Paragraph(content):
            return source_of(content)
        case BulletList(items):
            return "\n".join(_item("- ", item.content) for item in items)
        case NumberedList(items):
            return "\n".join(_item(f"{number}. ", item.content) for number, item in enumerate(items, 1))


def _item(marker: str, content: Inlines) -> str:
    return marker + source_of(content).replace("\n", "\n" + " " * len(marker))
