"""The plain-text writer: what the reader of a Document gets, ready to paste into a portal's box."""

from __future__ import annotations

from assembler.document import (
    Block,
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
    Paste,
    Row,
    Section,
    Signature,
    Text,
    Title,
    plain,
    walk,
    written,
)
from assembler.pasting import as_plain
from assembler.theme import Theme
from assembler.writers.rendering import Rendering

_SIGNATURE = "_" * 30


def write(document: Document, theme: Theme) -> Rendering:  # noqa: ARG001, the signature of every writer
    """The text of `document` in UTF-8, as its `paste` asks: blocks parted by a blank line, LF line ends.

    Of a document with places to write, and of a finished text, only what a person wrote: it is what goes into a
    portal's form. Answers to set questions stand under these, since each goes into a box of its own.
    """
    text = pasted(_by_box(document.blocks), document.paste)
    return Rendering(f"{text}\n".encode() if text else b"")


def _by_box(blocks: Blocks) -> Blocks:
    """What a person wrote of `blocks`, answers under their questions."""
    fields = [block for block in walk(blocks) if isinstance(block, Field)]
    if not any(field.question for field in fields):
        return written(blocks)
    return tuple(
        block
        for field in fields
        for block in (*((Heading((Text(field.label),)),) if field.question and field.blocks else ()), *field.blocks)
    )


def pasted(blocks: Blocks, paste: Paste) -> str:
    """The text of `blocks` as it is pasted: what a portal counts."""
    text = ("\n\n" if paste.blank_lines else "\n").join(_blocks(blocks))
    return as_plain(text).text if paste.plain else text


def _blocks(blocks: Blocks) -> list[str]:
    """The text of each block that has any; entries without a body stand close, as one."""
    found: list[str] = []
    close = False
    for block in blocks:
        row = isinstance(block, Entry) and not block.body
        for text in filter(None, _block(block)):
            if row and close:
                found[-1] += f"\n{text}"
            else:
                found.append(text)
        close = row
    return found


def _block(block: Block) -> list[str]:
    """The paragraphs that `block` comes to: none for what speaks to the writer, for pictures and page breaks."""
    match block:
        case Title(content, credentials):
            return [_text(content + credentials)]
        case Paragraph(content) | Heading(content):
            return [_text(content)]
        case Section(title, blocks):
            # A heading over nothing would only be pasted by mistake; the word budget beside it is for the writer.
            inner = _blocks(blocks)
            return [_text(title), *inner] if inner else []
        case BulletList(items):
            return ["\n".join(_hang("- ", _text(item.content)) for item in items)]
        case NumberedList(items):
            return ["\n".join(_hang(f"{number}. ", _text(item.content)) for number, item in enumerate(items, start=1))]
        case Entry():
            return ["\n".join(_entry(block))]
        case FactTable():
            return [_text(block.caption), _table(block)]
        case Field(blocks=blocks):
            return _blocks(blocks)
        case Signature(labels):
            return [f"{_text(label)}: {_SIGNATURE}" for label in labels]
        case _:
            return []


def _entry(entry: Entry) -> list[str]:
    """The lines of an entry: `dates  head place`, then its body."""
    label, line, body = _text(entry.dates or entry.label), _text(entry.head + entry.place), _blocks(entry.body)
    if not line and entry.body and isinstance(entry.body[0], Paragraph):
        line, *body = body or [""]
    return [text for text in ("  ".join(filter(None, (label, line))), *body) if text]


def _table(table: FactTable) -> str:
    """Columns padded to their widest cell and parted by two spaces; numbers flush right."""
    rows = (Row(table.header), *table.rows, *((table.total,) if table.total else ()))
    cells = [[_text(cell).replace("\n", " ") for cell in row.cells] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if numeric else cell.ljust(width)
            for cell, width, numeric in zip(row, widths, table.numeric, strict=True)
        ).rstrip()
        for row in cells
    )


def _hang(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark))


def _text(content: Inlines) -> str:
    return "\n".join(line.strip(" ") for line in plain(content).strip().split("\n"))
