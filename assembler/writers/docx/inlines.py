"""Inlines as Word's runs: the innermost step of the walk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import quote

from assembler import scripts
from assembler.document import Emphasis, Inlines, LineBreak, Link, Span, Strong, Text
from assembler.theme import Role
from assembler.writers.docx.xml import R_ID, Element, text, w

Relate: TypeAlias = Callable[[str], str]
"""Gives the id of the relationship to an address, in the part that the runs go into."""


@dataclass(frozen=True, slots=True)
class Look:
    """How runs differ from their paragraph's style; None leaves a property to the styles.

    `serif` says which typefaces go with the theme's in scripts that it lacks.
    """

    style: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    language: str | None = None
    serif: bool = False


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
                made += _in_scripts(string, look)
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


def _in_scripts(string: str, look: Look) -> list[Element]:
    """A run for each script of `string`; only text that says its language is cut, since `tagged` has cut all else."""
    if look.language is None:
        return [run(string, look)]
    parts = scripts.runs(string, within=scripts.right_to_left(string))
    return [w("r", *_properties(look, part.script), text(part.text)) for part in parts]


def tab() -> Element:
    """A run that holds a tab."""
    return w("r", w("tab"))


def _properties(look: Look, script: str | None = None) -> list[Element]:
    """The run properties in the order of the schema, or nothing where there are none."""
    made = w("rPr")
    if look.style:
        made.append(w("rStyle", val=look.style))
    fonts, direction, language = _of_script(look, script) if script else ((), (), _language(look))
    made.extend(fonts)
    for value, names in ((look.bold, ("b", "bCs")), (look.italic, ("i", "iCs")), (look.caps, ("caps",))):
        if value is not None:
            made.extend(w(name) if value else w(name, val=0) for name in names)
    made.extend([*direction, *language])
    return [made] if len(made) else []


_Elements: TypeAlias = Sequence[Element]


def _language(look: Look) -> _Elements:
    return [w("lang", val=look.language, eastAsia=look.language, bidi=look.language)] if look.language else []


def _of_script(look: Look, script: str) -> tuple[_Elements, _Elements, _Elements]:
    """Fonts, direction and language of a run in `script`.

    Word takes bold, size and typeface of Hebrew, Arabic, Indic scripts and Thai from properties of their own, once
    the run says what it is.
    """
    own = look.language or ""
    key = scripts.east_asian(own) or "zh-Hans" if script == scripts.EAST_ASIAN else script
    kind, language, sans, serif = scripts.SCRIPTS[key]
    family = serif if look.serif else sans
    if kind == "east-asian":
        return [w("rFonts", hint="eastAsia", eastAsia=family)], [], [w("lang", eastAsia=language)]
    known = language if language.startswith(own.split("-")[0]) else own
    # Tracking would part letters that join.
    direction = [w("spacing", val=0), w("rtl") if kind == "right-to-left" else w("cs")]
    return [w("rFonts", hint="cs", cs=family)], direction, [w("lang", bidi=known)]
