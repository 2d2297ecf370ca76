"""A Document as text: one line a block, indented as it is nested, marks of inlines as in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from textwrap import wrap

from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Date,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Span,
    Strong,
    Text,
    Title,
)

_WIDTH = 118


def dump(document: Document) -> str:
    """`document` as text that shows all that is in it but the bytes of pictures."""
    head = [
        f"{field.name}: {getattr(document, field.name)}"
        for field in fields(document)
        if field.name not in ("blocks", "assets")
    ]
    return "\n".join([*head, f"assets: {', '.join(document.assets)}".strip(), "", *_blocks(document.blocks, 0)]) + "\n"


def inline(content: Inlines) -> str:
    """`content` with marks: **strong**, *emphasis*, [link](address), {language:span}, <date>, ~ (no break)."""
    parts = []
    for item in content:
        match item:
            case Text(text):
                parts.append(text.replace("\u00a0", "~"))
            case LineBreak():
                parts.append(" / ")
            case Strong(inner):
                parts.append(f"**{inline(inner)}**")
            case Emphasis(inner):
                parts.append(f"*{inline(inner)}*")
            case Link(href, inner):
                parts.append(f"[{inline(inner)}]({href})")
            case Span(language, inner):
                parts.append(f"{{{language}:{inline(inner)}}}")
            case Date(value, inner):
                parts.append(f"<{inline(inner)}>" if value else inline(inner))
    return "".join(parts)


def _blocks(blocks: Blocks, depth: int) -> Iterator[str]:
    for block in blocks:
        kind, *lines = _lines(block)
        ref = f"  #{block.ref}" if getattr(block, "ref", None) else ""  # type: ignore[union-attr]
        yield from wrap(
            f"{kind}{ref}" if not lines else f"{kind}: {lines[0]}{ref}",
            _WIDTH,
            initial_indent="  " * depth,
            subsequent_indent="  " * (depth + 3),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines[1:]:
            yield "  " * (depth + 1) + line
        yield from _blocks(_inner(block), depth + 1)


def _inner(block: Block) -> Blocks:
    match block:
        case Section(blocks=inner) | Entry(body=inner) | Field(blocks=inner):
            return inner
        case _:
            return ()


def _lines(block: Block) -> list[str]:
    """The kind of `block`, its text, and further lines."""
    match block:
        case Title(content, credentials, role):
            return [f"title.{role}", inline(content) + inline(credentials)]
        case Section(title=title, aside=aside):
            return ["section", inline(title) + (f"  | {inline(aside)}" if aside else "")]
        case BulletList(items) | NumberedList(items):
            mark = "-" if isinstance(block, BulletList) else "1."
            return ["list", "", *(f"{mark} {inline(item.content)}" for item in items)]
        case Entry():
            flags = "".join(f".{name}" for name in ("plain", "tight", "citation") if getattr(block, name))
            label = inline(block.dates) or (f"[{inline(block.label)}]" if block.label else "")
            return [f"entry{flags}", f"{label}  {inline(block.head)}{inline(block.place)}".strip()]
        case FactTable():
            rows = [block.header, *(row.cells for row in block.rows), *([block.total.cells] if block.total else [])]
            flags = "".join(f".{name}" for name in ("row_headers", "label_column") if getattr(block, name))
            shares = " ".join(
                f"{width:.3g}{'r' * numeric}" for width, numeric in zip(block.widths, block.numeric, strict=True)
            )
            return [
                f"table{flags}",
                f"{inline(block.caption)} [{shares}]",
                *(" | ".join(map(inline, row)) for row in rows),
            ]
        case Figure(asset, alt, width, height):
            return ["figure", f"{asset} '{alt}' {width:g} x {height:g} mm"]
        case Note(kind, label, content):
            return [f"note.{kind}", f"[{inline(label)}] {inline(content)}"]
        case Field(id=name, label=label, placeholder=placeholder, question=question):
            return ["question" if question else "field", f"{name} '{label}' '{placeholder}'"]
        case Signature(labels):
            return ["signature", " | ".join(map(inline, labels))]
        case PageBreak():
            return ["page break"]
        case Paragraph(role=text_role):
            return [f"paragraph.{text_role}", inline(block.content)]
        case Heading():
            return ["heading", inline(block.content)]
