"""What fonts can and cannot show: characters that no font has, dates and labels too wide for their column."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

from assembler import resources
from assembler.checks.counting import texts
from assembler.diagnostics import Diagnostic, warning
from assembler.document import Document, Entry, plain, walk
from assembler.theme import Theme

_GAP = 2.0
"""Millimetres between a date and the text beside it."""

_MM = 72 / 25.4
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\n")


@functools.cache
def _bundled(family: str) -> frozenset[int]:
    """The characters that the bundled typeface `family` has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to load

    path = _file(family, "Regular")
    if path is None:
        return frozenset()
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _file(family: str, style: str) -> Path | None:
    path = resources.fonts() / f"{family.replace(' ', '')}-{style}.ttf"
    return path if path.is_file() else None


@functools.cache
def _installed(character: str) -> bool:
    """Whether any installed font has `character`."""
    import subprocess  # noqa: PLC0415 - asked for rare characters only

    try:
        made = subprocess.run(  # noqa: S603 - a fixed program, one number from us
            ["fc-list", f":charset={ord(character):x}", "family"],  # noqa: S607
            capture_output=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(made.stdout.strip()) or made.returncode != 0


def glyphs(name: str, document: Document, theme: Theme) -> list[Diagnostic]:
    """A warning for each character that neither the theme's typeface nor any installed font has."""
    known = _bundled(theme.face.pdf)
    if not known:
        return []
    used = {character for text in texts(document.blocks) for character in text} - _INVISIBLE
    missing = sorted(character for character in used if ord(character) not in known and not _installed(character))
    return [
        warning(
            "missing-glyph",
            f"{name} uses '{character}' (U+{ord(character):04X}, {unicodedata.name(character, 'unnamed')}),"
            " which no font on this machine has",
            None,
            "install a font for its script; 'assembler doctor' names the package",
        )
        for character in missing
    ]


def label_widths(name: str, document: Document, theme: Theme) -> list[Diagnostic]:
    """A warning for each date or label that is wider than its column leaves room for."""
    from PIL import ImageFont  # noqa: PLC0415 - slow to load

    room = theme.grid.label - _GAP
    wide: dict[str, float] = {}
    for role, part in (("date", "dates"), ("label", "label")):
        set_in = getattr(theme.roles, role)
        path = _file(theme.face.pdf, "Bold" if set_in.bold else "Regular")
        if path is None:
            continue
        # Measured at ten times the size, since the library rounds to whole pixels.
        font = ImageFont.truetype(str(path), round(set_in.size * 10))
        for block in walk(document.blocks):
            text = plain(getattr(block, part)) if isinstance(block, Entry) else ""
            if (width := font.getlength(text) / 10 / _MM) > room:
                wide[text] = width
    return [
        warning(
            "label-too-wide",
            f"{name}: '{text}' is {width:.0f} mm wide, and its column leaves {room:.0f} mm",
            None,
            "shorten it, or raise 'grid: label' or 'grid: label_wide' in a theme of your own",
        )
        for text, width in wide.items()
    ]
