"""Inlines as Word's runs: the innermost step of the walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import quote

from assembler.document import Emphasis, Inlines, LineBreak, Link, Span, Strong, Text
from assembler.theme import Role
from assembler.writers.docx.xml import R_ID, Element, text, w

Relate: TypeAlias = Callable[[str], str]
"""Gives the id of the relationship to an address, in the part that the runs go into."""


@dataclass(frozen=True, slots=True)
class Look:
    """How runs differ from their paragraph's style; None leaves a property to the styles."""

    style: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    language: str | None = None


PLAIN = Look()


def within(style: str, inner: Role, outer: Role) -> Look:
    """The look of a character style that sets `inner` within a paragraph of `outer`.

    Word toggles: a style that is bold within one that is bold comes out regular. So what the paragraph has
    switched on is set on the run itself.
    """
    return Look(
        style,
        bold=inner.bold if outer.bold else None,
        italic=inner.italic if outer.italic else None,
        caps=inner.caps if outer.caps else None,
    )


def runs(content: Inlines, relate: Relate, look: Look = PLAIN) -> list[Element]:
    """The runs of `content`."""
    made: list[Element] = []
    for inline in content:
        match inline:
            case Text(string):
                made.append(run(string, look))
            case LineBreak():
                made.append(w("r", *_properties(look), w("br")))
            case Strong(inner):
                made += runs(inner, relate, replace(look, bold=True))
            case Emphasis(inner):
                made += runs(inner, relate, replace(look, italic=True))
            case Span(language, inner):
                made += runs(inner, relate, replace(look, language=language))
            case Link(href, inner):
                link = w("hyperlink", *runs(inner, relate, replace(look, style=look.style or "Hyperlink")), history=1)
                link.set(R_ID, relate(quote(href, safe=_URI)))
                made.append(link)
            case _:
                made += runs(inline.content, relate, look)
    return made


_URI = "%:/?#[]@!$&'()*+,;=~"
"""What stays as it is in an address; anything else Word would take for damage to the file."""


def run(string: str, look: Look = PLAIN) -> Element:
    """One run of characters."""
    return w("r", *_properties(look), text(string))


def tab() -> Element:
    """A run that holds a tab."""
    return w("r", w("tab"))


def _properties(look: Look) -> list[Element]:
    """The run properties in the order of the schema, or nothing where there are none."""
    if look == PLAIN:
        return []
    made = w("rPr")
    if look.style:
        made.append(w("rStyle", val=look.style))
    for value, names in ((look.bold, ("b", "bCs")), (look.italic, ("i", "iCs")), (look.caps, ("caps",))):
        if value is not None:
            made.extend(w(name) if value else w(name, val=0) for name in names)
    if look.language:
        made.append(w("lang", val=look.language, eastAsia=look.language, bidi=look.language))
    return [made]
