"""What Word's styles and list definitions mean for a paragraph or a run: bold, italic, bullets, numbers, headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from assembler.statements.package import Element, W

ListKind = Literal["bullet", "number"]

OWN_STYLES = frozenset({
    "StatementText", "StatementBullet", "StatementNumber", "Placeholder", "EntryDetail", "EntryBullet", "EntryNumber",
})  # fmt: skip
"""The paragraph styles in which the DOCX writer sets what stands in a field: how they look is no emphasis."""

_LONGEST_CHAIN = 16
"""Styles that are based on each other; Word itself allows ten or so."""

_NO_HEADING = 9
_VAL = f"{W}val"
_OFF = {"0", "false", "off"}


def switched(properties: Element | None, name: str) -> bool | None:
    """Whether the toggle `name` is on or off in `properties` (a `w:rPr`); None where they do not say."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(_VAL, "1") not in _OFF


def value(parent: Element | None, path: str) -> str | None:
    """The `w:val` of what `at` finds."""
    found = at(parent, path)
    return None if found is None else found.get(_VAL)


def at(parent: Element | None, path: str) -> Element | None:
    """The descendant of `parent` at `path`, names of the `w` namespace parted by slashes."""
    return None if parent is None else parent.find(_qualified(path))


@cache
def _qualified(path: str) -> str:
    return "/".join(W + name for name in path.split("/"))


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says after all: None where it does not say. `number` is a numbering id and a level."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    heading: bool = False
    number: tuple[str, int] | None = None
    kind: ListKind | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id; `default` is the paragraph style of paragraphs that name none."""

    elements: Mapping[str, Element] = field(default_factory=dict)
    default: str = ""
    _looks: dict[str, Look] = field(default_factory=dict)

    def look(self, style: str | None) -> Look:
        """The look of `style` beside the text around it."""
        style = style or self.default
        if style not in self._looks:
            self._looks[style] = self._resolved(style)
        return self._looks[style]

    def _resolved(self, style: str) -> Look:
        bold = italic = hidden = heading = None
        number = ilvl = kind = None
        name: str | None = style
        for _ in range(_LONGEST_CHAIN):
            element = self.elements.get(name or "")
            if element is None:
                break
            runs, paragraph = element.find(f"{W}rPr"), element.find(f"{W}pPr")
            if name != self.default and name not in OWN_STYLES:
                bold = switched(runs, "b") if bold is None else bold
                italic = switched(runs, "i") if italic is None else italic
                hidden = switched(runs, "vanish") if hidden is None else hidden
            title = (value(element, "name") or "").casefold()
            outline = value(paragraph, "outlineLvl")
            if heading is None and (outline or title.startswith(("heading", "title", "subtitle"))):
                heading = outline is None or integer(outline) < _NO_HEADING
            number = value(paragraph, "numPr/numId") if number is None else number
            ilvl = value(paragraph, "numPr/ilvl") if ilvl is None else ilvl
            kind = kind or _kind_by_name(title)
            name = value(element, "basedOn")
        numbering = None if number is None else (number, integer(ilvl or "0"))
        return Look(bool(bold), bool(italic), bool(hidden), bool(heading), numbering, kind)


def styles_of(root: Element | None) -> Styles:
    """The styles in the part `root`."""
    if root is None:
        return Styles()
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    default = (
        name
        for name, style in elements.items()
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF
    )
    return Styles(elements, next(default, ""))


def _kind_by_name(title: str) -> ListKind | None:
    """The kind of list of Word's own styles, for files whose list definitions are gone."""
    return "bullet" if title.startswith("list bullet") else "number" if title.startswith("list number") else None


def integer(text: str) -> int:
    """The number that `text` says; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_CHAIN else 0


_Levels: TypeAlias = Mapping[int, str]
"""The format of each level of a list: `bullet`, `decimal`, …"""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The list definitions of a document: the formats of a list's levels by its numbering id, its own before shared."""

    lists: Mapping[str, tuple[_Levels, _Levels]] = field(default_factory=dict)

    def kind(self, name: str, level: int) -> ListKind | None:
        """What kind of list the level of the list `name` is; None where it only indents."""
        own, shared = self.lists.get(name, ({}, {}))
        found = own.get(level) or shared.get(level) or shared.get(0)
        return "bullet" if found == "bullet" else None if found in (None, "none") else "number"


def numbering_of(root: Element | None, styles: Styles) -> Numbering:
    """The list definitions in the part `root`; those that stand for a style of lists are found by `styles`."""
    if root is None:
        return Numbering()
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iterchildren(f"{W}abstractNum")}
    levels = {name: _levels(each) for name, each in abstracts.items()}
    numbers = {each.get(f"{W}numId", ""): each for each in root.iterchildren(f"{W}num")}
    lists = {}
    for name, number in numbers.items():
        shared = value(number, "abstractNumId") or ""
        style = value(abstracts.get(shared), "numStyleLink")
        through = styles.look(style).number if style else None
        if through and through[0] in numbers:
            shared = value(numbers[through[0]], "abstractNumId") or ""
        own = {level: form for each in number.iterchildren(f"{W}lvlOverride") for level, form in _levels(each).items()}
        lists[name] = (own, levels.get(shared, {}))
    return Numbering(lists)


def _levels(holder: Element) -> _Levels:
    found = {}
    for level in holder.iterchildren(f"{W}lvl"):
        # A level that does not say is numbered 1, 2, 3.
        found[integer(level.get(f"{W}ilvl", "0"))] = value(level, "numFmt") or "decimal"
    return found
