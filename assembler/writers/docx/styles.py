"""Word's styles from a Theme: one table of styles, each set as its role says."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from assembler.theme import Role, Roles, Theme
from assembler.writers.docx.borders import border, fact_table, hexadecimal, table_normal
from assembler.writers.docx.geometry import Geometry
from assembler.writers.docx.lists import BULLETS, NUMBERS, hanging
from assembler.writers.docx.xml import Element, twentieths, w

_SIGNING = (0.46, 0.5, 0.96)
"""Where the first line to sign on ends, the second starts and ends, in shares of the text width."""

_SIGNING_ROOM = 22
"""Points above a line to sign on, the line's own height aside."""

_BOX = {"top": 4, "left": 7, "bottom": 4, "right": 7}
"""Points between the box around a placeholder and its text."""

_LARGEST_BORDER_SPACE = 31
"""Word allows no more points than these between a text and its border."""


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style.

    `place` is where it stands on the grid, `number` the list it belongs to, `spacing` the role that gives the
    space around it where that is not its own.
    """

    id: str
    name: str
    role: str
    place: str = "margin"
    based_on: str = "Normal"
    following: str | None = None
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    number: int | None = None
    spacing: str | None = None
    bold: bool = False


_NORMAL = _Style("Normal", "Normal", "body")

_PARAGRAPHS = (
    _Style("Title", "Title", "title", keep_next=True, following="PostLine"),
    _Style("Name", "Title Name", "name", based_on="Title", keep_next=True, following="PostLine"),
    _Style("PostLine", "Post Line", "post", keep_next=True, following="Contact"),
    _Style("Contact", "Contact", "contact"),
    _Style("Lead", "Lead", "lead"),
    _Style(
        "Heading1", "heading 1", "section", "heading", following="Entry", keep_next=True, keep_lines=True, outline=0
    ),
    _Style("Heading2", "heading 2", "subheading", following="Entry", keep_next=True, keep_lines=True, outline=1),
    _Style("Entry", "Entry", "entry", "row"),
    _Style("EntryTight", "Entry Tight", "tight", "row"),
    _Style("EntryDetail", "Entry Detail", "detail", "content"),
    _Style("EntryBullet", "Entry Bullet", "bullet", "bullet", number=BULLETS),
    _Style("EntryNumber", "Entry Number", "bullet", "number", number=NUMBERS),
    _Style("Citation", "Citation", "citation", "row", keep_lines=True),
    _Style("StatementText", "Statement Text", "statement", "content"),
    _Style("StatementBullet", "Statement Bullet", "statement", "bullet", number=BULLETS, spacing="bullet"),
    _Style("StatementNumber", "Statement Number", "statement", "number", number=NUMBERS, spacing="bullet"),
    _Style("Placeholder", "Placeholder", "placeholder", "box", following="StatementText", keep_lines=True),
    _Style("TableHead", "Table Head", "table_head", keep_next=True),
    _Style("TableText", "Table Text", "table_text"),
    _Style("TableTotal", "Table Total", "table_text", based_on="TableText", bold=True),
    _Style("Caption", "caption", "caption", keep_next=True),
    _Style("SignatureLine", "Signature Line", "caption", "signature line", keep_next=True, following="Signature"),
    _Style("Signature", "Signature", "caption", "signature", keep_lines=True),
    _Style("Footer", "footer", "footer", "footer"),
    _Style("CommentText", "annotation text", "note"),
)

_CHARACTERS = (
    ("EntryDate", "Entry Date", "date"),
    ("RowLabel", "Row Label", "label"),
    ("Credentials", "Credentials", "credentials"),
    ("SectionAside", "Section Aside", "aside"),
)
"""Character styles that set a whole role."""

_BUILT_IN = {
    **dict.fromkeys(("Normal", "Title", "heading 1", "heading 2", "caption"), True),
    **dict.fromkeys(("Signature", "footer", "annotation text", "annotation reference", "Hyperlink"), False),
    **dict.fromkeys(("Placeholder Text", "Default Paragraph Font", "Normal Table", "No List"), False),
}
"""Word's own styles, and whether Word is to offer them in its gallery as it does ours."""

_ROLES = {
    "Normal": "body",
    **{style.id: style.role for style in _PARAGRAPHS},
    **{row[0]: row[2] for row in _CHARACTERS},
}


def role_of(style: str, roles: Roles) -> Role:
    """The role behind the paragraph or character style `style`."""
    found: Role = getattr(roles, _ROLES[style])
    return found


def turned(style: str, page: Geometry) -> dict[str, str | int]:
    """The indent of a paragraph of `style` from right to left: the label column stays at the left of the page."""
    place = next((each.place for each in _PARAGRAPHS if each.id == style), "margin")
    if place == "content":
        return {"left": 0, "right": page.label}
    if place in ("bullet", "number"):
        hang = hanging(page, place)["hanging"]
        return {"left": hang, "right": page.label, "hanging": hang}
    return {"left": 0, "right": page.label, "firstLine": 0} if place == "row" else {}


def styles(theme: Theme, page: Geometry, language: str) -> list[Element]:
    """The content of `word/styles.xml`."""
    return [deepcopy(style) for style in _styles(theme, page, language)]


@functools.lru_cache(maxsize=16)
def _styles(theme: Theme, page: Geometry, language: str) -> list[Element]:
    """Made once for all documents that are set alike: of a short one they are a third of the work."""
    return [
        _defaults(theme, language),
        _style("paragraph", "Normal", "Normal", *_paragraph(_NORMAL, theme, page), default=True),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True, hidden=True),
        _style("table", "TableNormal", "Normal Table", table_normal(), default=True, hidden=True),
        _style("numbering", "NoList", "No List", default=True, hidden=True),
        *(
            _style("paragraph", style.id, style.name, *_paragraph(style, theme, page), based_on=style.based_on,
                   following=style.following)
            for style in _PARAGRAPHS
        ),
        *(
            _style("character", name, title, w("rPr", *_font(getattr(theme.roles, role), theme)))
            for name, title, role in _CHARACTERS
        ),
        _style("character", "EntryTitle", "Entry Title", w("rPr", w("b"), w("bCs"))),
        _style("character", "Hyperlink", "Hyperlink"),
        _style("character", "PlaceholderText", "Placeholder Text", w("rPr", _colour(theme.roles.placeholder, theme))),
        _style("character", "CommentReference", "annotation reference", w("rPr", w("sz", val=16), w("szCs", val=16))),
        _style("table", "FactTable", "Fact Table", *fact_table(theme), based_on="TableNormal"),
    ]  # fmt: skip


def _style(
    kind: str,
    name: str,
    title: str,
    *properties: Element,
    based_on: str | None = None,
    following: str | None = None,
    default: bool = False,
    hidden: bool = False,
) -> Element:
    attributes: dict[str, str | int] = {"default": 1} if default else {}
    if title not in _BUILT_IN:
        attributes["customStyle"] = 1
    made = w("style", w("name", val=title), type=kind, styleId=name, **attributes)
    for tag, value in (("basedOn", based_on), ("next", following)):
        if value:
            made.append(w(tag, val=value))
    if hidden:
        made.extend([w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed")])
    elif _BUILT_IN.get(title, True):
        made.append(w("qFormat"))
    made.extend(properties)
    return made


def _defaults(theme: Theme, language: str) -> Element:
    word = theme.face.word
    fonts = w("rFonts", ascii=word, hAnsi=word, eastAsia=word, cs=word)
    tongue = w("lang", val=language, eastAsia=language, bidi=language)
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, *_font(theme.roles.body, theme), tongue)),
        w("pPrDefault", w("pPr", w("widowControl"), w("suppressAutoHyphens"), w("spacing", before=0, after=0))),
    )


def _paragraph(style: _Style, theme: Theme, page: Geometry) -> tuple[Element, Element]:
    """The paragraph and the run properties of `style`."""
    role: Role = getattr(theme.roles, style.role)
    properties = w("pPr")
    if style.keep_next:
        properties.append(w("keepNext"))
    if style.keep_lines:
        properties.append(w("keepLines"))
    if style.number:
        properties.append(w("numPr", w("numId", val=style.number)))
    properties.extend(_borders(style.place, theme))
    if tabs := _tabs(style.place, page):
        properties.append(w("tabs", *tabs))
    around: Role = getattr(theme.roles, style.spacing or style.role)
    before = around.before + (_SIGNING_ROOM if style.place == "signature line" else 0)
    after = around.after + (theme.rules.heading_gap - _heading_space(theme) if style.place == "heading" else 0)
    properties.append(
        w(
            "spacing",
            before=twentieths(before),
            after=twentieths(after),
            line=twentieths(role.leading),
            lineRule="exact",
        )
    )
    if indent := _indent(style.place, page):
        properties.append(w("ind", **indent))
    if style.outline is not None:
        properties.append(w("outlineLvl", val=style.outline))
    # A placeholder's own colour lies on its run, so that what is typed over it is set in ink.
    shown = role.model_copy(
        update={"bold": role.bold or style.bold} | ({"colour": "ink"} if style.place == "box" else {})
    )
    return properties, w("rPr", *_font(shown, theme))


def _font(role: Role, theme: Theme) -> list[Element]:
    """What a role says about characters, in the order of the schema."""
    made = []
    if role.bold:
        made += [w("b"), w("bCs")]
    if role.italic:
        made += [w("i"), w("iCs")]
    if role.caps:
        made.append(w("caps"))
    made += [
        _colour(role, theme),
        w("spacing", val=twentieths(role.tracking * role.size)),
        w("sz", val=round(role.size * 2)),
        w("szCs", val=round(role.size * 2)),
    ]
    return made


def _colour(role: Role, theme: Theme) -> Element:
    return w("color", val=hexadecimal(getattr(theme.colours, role.colour)))


def _borders(place: str, theme: Theme) -> Iterable[Element]:
    rules, colours = theme.rules, theme.colours
    if place == "heading":
        yield w("pBdr", border("bottom", "single", rules.heading, colours.accent, _heading_space(theme)))
    elif place == "box":
        yield w("pBdr", *(border(side, "dashed", 0.75, colours.secondary, space) for side, space in _BOX.items()))


def _heading_space(theme: Theme) -> int:
    """From a heading's text to its rule: Word counts in whole points; what that adds is taken off below the rule."""
    return min(_LARGEST_BORDER_SPACE, int(theme.rules.heading_gap + 0.5))


def _tabs(place: str, page: Geometry) -> list[Element]:
    if place in ("heading", "footer"):
        return [w("tab", val="right", pos=page.text)]
    if place == "row":
        return [w("tab", val="left", pos=page.label)]
    line, second, end = (round(page.text * share) for share in _SIGNING)
    if place == "signature line":
        return [
            w("tab", val="left", leader="underscore", pos=line),
            w("tab", val="left", pos=second),
            w("tab", val="left", leader="underscore", pos=end),
        ]
    return [w("tab", val="left", pos=second)] if place == "signature" else []


def _indent(place: str, page: Geometry) -> dict[str, str | int]:
    if place == "row":
        return {"left": page.label, "hanging": page.label}
    if place == "content":
        return {"left": page.label}
    if place == "box":
        inset = twentieths(_BOX["left"] + 0.75)
        return {"left": page.label + inset, "right": inset}
    return hanging(page, place) if place in ("bullet", "number") else {}
