"""Word's numbering definitions: what the list styles of `styles` and the numbered lists of `body` refer to."""

from __future__ import annotations

from assembler.theme import Theme
from assembler.writers.docx.geometry import Geometry
from assembler.writers.docx.xml import Element, w

BULLETS, NUMBERS = 1, 2
"""Ids of the numbering definitions behind the bulleted and the numbered styles."""


def numbering(page: Geometry, theme: Theme, lists: int) -> list[Element]:
    """The content of `word/numbering.xml` with `lists` numbered lists, each starting from 1; see `number_of`."""
    restart = [
        w(
            "num",
            w("abstractNumId", val=NUMBERS),
            w("lvlOverride", w("startOverride", val=1), ilvl=0),
            numId=number_of(i),
        )
        for i in range(lists)
    ]
    return [
        _abstract(BULLETS, "bullet", "\u2022", "EntryBullet", hanging(page, "bullet"), theme),
        _abstract(NUMBERS, "decimal", "%1.", "EntryNumber", hanging(page, "number"), theme),
        w("num", w("abstractNumId", val=BULLETS), numId=BULLETS),
        w("num", w("abstractNumId", val=NUMBERS), numId=NUMBERS),
        *restart,
    ]


def number_of(index: int) -> int:
    """The numbering id of the numbered list `index`, counted from 0."""
    return NUMBERS + 1 + index


def hanging(page: Geometry, place: str) -> dict[str, str | int]:
    """The indent of a list item; a number takes half as much room again as a bullet."""
    hanging = page.bullet if place == "bullet" else round(page.bullet * 1.5)
    return {"left": page.label + hanging, "hanging": hanging}


def _abstract(number: int, kind: str, sign: str, style: str, indent: dict[str, str | int], theme: Theme) -> Element:
    """A list definition of one level."""
    word = theme.face.word
    return w(
        "abstractNum",
        w("multiLevelType", val="singleLevel"),
        w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=kind),
            w("pStyle", val=style),
            w("lvlText", val=sign),
            w("lvlJc", val="left"),
            w("pPr", w("ind", **indent)),
            w("rPr", w("rFonts", ascii=word, hAnsi=word, eastAsia=word, cs=word)),
            ilvl=0,
        ),
        abstractNumId=number,
    )
