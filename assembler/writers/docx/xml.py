"""WordprocessingML elements and its units: what every module of the DOCX writer builds with."""

from __future__ import annotations

from typing import Any, TypeAlias

from docx.oxml.ns import nsmap
from lxml import etree

Element: TypeAlias = Any
"""An lxml element; lxml carries no types."""

NAMESPACES = {prefix: nsmap[prefix] for prefix in ("w", "r", "wp", "a", "pic")}
"""The namespaces a part may use, by the prefix that Word itself gives them."""

_W = f"{{{NAMESPACES['w']}}}"

# Gives new elements their prefix, for less than half of what saying so to each of them takes.
etree.register_namespace("w", NAMESPACES["w"])

_NAMES: dict[str, str] = {}
"""Names of elements and attributes with their namespace, by the name alone."""

R_ID = f"{{{NAMESPACES['r']}}}id"
"""The attribute that names a relationship."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element of the `w` namespace with `children` in order; `attributes` are of that namespace too."""
    made = etree.Element(_NAMES.get(name) or _named(name))
    for key, value in attributes.items():
        made.set(_NAMES.get(key) or _named(key), str(value))
    if children:
        made.extend(children)
    return made


def _named(name: str) -> str:
    return _NAMES.setdefault(name, _W + name)


def text(content: str) -> Element:
    """A `w:t` that holds `content` as it is, spaces at its ends included.

    Raises:
        ValueError: `content` holds a character that XML cannot (a control character).
    """
    made = w("t")
    made.text = content
    made.set(_SPACE, "preserve")
    return made


def refill(root: Element, *children: Element) -> None:
    """Give `root`, the element of a part, `children` instead of all that it holds."""
    root.clear()
    root.extend(children)
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def twentieths(points: float) -> int:
    """Points in twentieths of a point."""
    return round(points * 20)


def emu(millimetres: float) -> int:
    """Millimetres in English Metric Units."""
    return round(millimetres * 36000)
