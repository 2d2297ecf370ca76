"""The filter `prose`: a text that a person wrote in Markdown, as paragraphs and lists of a template."""

from __future__ import annotations

from markupsafe import Markup, escape

from assembler.document import Blocks, BulletList, Emphasis, Inlines, LineBreak, Link, NumberedList, Paragraph, Strong
from assembler.document import plain as plain_text


def prose(text: str, role: str = "") -> Markup:
    """`text`, canonical Markdown of a section, as elements in `role`, which is the body's if empty."""
    from assembler.statements.markdown import blocks_of  # noqa: PLC0415 - its library is slow to load

    blocks, _ = blocks_of(text)
    return _blocks(blocks, Markup(' class="{}"').format(role) if role else Markup())


def _blocks(blocks: Blocks, role: Markup) -> Markup:
    made = Markup()
    for block in blocks:
        match block:
            case Paragraph(content):
                made += Markup("<p{}>{}</p>\n").format(role, _inlines(content))
            case BulletList(items):
                made += Markup("<ul{}>{}</ul>\n").format(role, _items([item.content for item in items]))
            case NumberedList(items):
                made += Markup("<ol{}>{}</ol>\n").format(role, _items([item.content for item in items]))
            case _:
                raise TypeError(block)
    return made


def _items(items: list[Inlines]) -> Markup:
    return Markup().join(Markup("<li>{}</li>").format(_inlines(item)) for item in items)


def _inlines(content: Inlines) -> Markup:
    made = Markup()
    for inline in content:
        match inline:
            case Strong(inner):
                made += Markup("<strong>{}</strong>").format(_inlines(inner))
            case Emphasis(inner):
                made += Markup("<em>{}</em>").format(_inlines(inner))
            case Link(href, inner):
                made += Markup('<a href="{}">{}</a>').format(href, _inlines(inner))
            case LineBreak():
                made += Markup("<br>")
            case _:
                made += escape(plain_text((inline,)))
    return made
