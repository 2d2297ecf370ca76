"""What fonts can and cannot show: characters that no font has, dates and labels too wide for their column."""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from assembler import resources, scripts
from assembler.checks.counting import texts
from assembler.diagnostics import Diagnostic, warning
from assembler.document import Document, Entry, Field, Note, plain, walk
from assembler.packages import font_hint, script_of
from assembler.theme import Theme

_GAP = 2.0
"""Millimetres between a date and the text beside it."""

_MM = 72 / 25.4
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\n")
"""Characters without a look of their own."""

_EMOJI, _OTHER = "emoji", "other"
_HAN = "Chinese, simplified"
"""What `script_of` says of characters that Chinese, Japanese and Korean share."""

_EAST_ASIAN = {"zh-Hans": _HAN, "zh-Hant": "Chinese, traditional", "ja": "Japanese", "ko": "Korean"}
_LONGEST = 24
"""Characters of a word that are shown; some scripts write without spaces."""

_MOST = 5
"""Characters that are named one by one."""


@functools.cache
def _bundled(family: str) -> frozenset[int]:
    """The characters that the bundled typeface `family` has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to load

    path = _file(family, "Regular")
    if path is None:
        return frozenset()
    with TTFont(path, lazy=True) as font:
        # To find the names of its glyphs, for which nobody asks, takes most of the time.
        font.setGlyphOrder([f"{number}" for number in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap())


def _file(family: str, style: str) -> Path | None:
    path = resources.fonts() / f"{family.replace(' ', '')}-{style}.ttf"
    return path if path.is_file() else None


@functools.cache
def _installed(character: str) -> bool:
    """Whether any font that a build sees has `character`."""
    import subprocess  # noqa: PLC0415 - asked for rare characters only

    try:
        made = subprocess.run(  # noqa: S603 - a fixed program, one number from us
            ["fc-list", f":charset={ord(character):x}", "family"],  # noqa: S607
            env={**os.environ, "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")},
            capture_output=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(made.stdout.strip()) or made.returncode != 0


def glyphs(document: Document, theme: Theme) -> list[Diagnostic]:
    """A warning for each script with characters that neither the theme's typeface nor any installed font has.

    Emoji and all other characters have one each. None names the document, so that what many documents print is told
    once in a build.
    """
    known = _bundled(theme.face.pdf)
    if not known:
        return []
    kinds: dict[str, dict[str, str]] = {}
    printed = list(_printed(document))
    for text in printed:
        for at, character in enumerate(text):
            if ord(character) in known or character in _UNSEEN or _is_tone(text, at) or _installed(character):
                continue
            kind = _EMOJI if _is_emoji(text, at) else script_of(character) or _OTHER
            if kind == _HAN:
                kind = _EAST_ASIAN[scripts.written_in("".join(printed)) or scripts.chinese(printed)]
            kinds.setdefault(kind, {}).setdefault(character, _around(text, at, 4 if kind in (_EMOJI, _OTHER) else 0))
    return [_missing(kind, characters) for kind, characters in kinds.items()]


def _printed(document: Document) -> Iterator[str]:
    """All texts that stand on a page, what speaks to the writer and the footer included."""
    yield from texts(document.blocks)
    for block in walk(document.blocks):
        match block:
            case Note(label=label, content=content):
                yield from (plain(label), plain(content))
            case Field(placeholder=placeholder):
                yield placeholder
            case _:
                pass
    yield from (document.running, document.page_label)


def _is_emoji(text: str, at: int) -> bool:
    """Whether the character at `at` is a picture, or one that U+FE0F makes a picture of."""
    return "\U0001f000" <= text[at] <= "\U0001faff" or text[at] == "\u20e3" or text[at + 1 : at + 2] == "\ufe0f"


def _is_tone(text: str, at: int) -> bool:
    """Whether the character at `at` is the skin tone of the picture before it, and so has no look of its own."""
    return "\U0001f3fb" <= text[at] <= "\U0001f3ff" and at > 0 and _is_emoji(text, at - 1)


def _around(text: str, at: int, words: int) -> str:
    """The word of `text` that `at` lies in, and as many as `words` on either side."""
    spans = [found.span() for found in re.finditer(r"\S+", text)]
    here = next((index for index, (_, end) in enumerate(spans) if end > at), len(spans) - 1)
    first, last = max(0, here - words), min(len(spans) - 1, here + words)
    shown = [text[start:end] for start, end in spans[first : last + 1]]
    shown = [word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…" for word in shown]
    before, after = (["…"] if words and cut else [] for cut in (first > 0, last < len(spans) - 1))
    return " ".join([*before, *shown, *after])


def _missing(kind: str, characters: Mapping[str, str]) -> Diagnostic:
    """The warning for all `characters` of one kind; each has the words around it."""
    where, it = next(iter(characters.values())), "it" if len(characters) == 1 else "them"
    if kind == _EMOJI:
        listed = ", ".join(f"'{each}'" for each in characters)
        what, hint = f"the emoji {listed}, in '{where}'", f"delete {it}; emoji do not print"
    elif kind == _OTHER:
        named = [f"'{each}' (U+{ord(each):04X}, {unicodedata.name(each, 'unnamed')})" for each in characters]
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        what = f"{', '.join(named[:_MOST])}{more}, in '{where}'"
        hint = f"write {it} in other characters, or install a font that has {it}"
    else:
        # The two ways to write Chinese have many characters in common.
        first = next(iter(characters))
        what = f"{kind.split(',', maxsplit=1)[0]} characters such as '{first}' (U+{ord(first):04X}), in '{where}'"
        hint = font_hint(kind)
    return warning("missing-glyph", f"no font on this machine has {what}", None, hint)


def label_widths(name: str, document: Document, theme: Theme) -> list[Diagnostic]:
    """A warning for each date or label that is wider than its column leaves room for."""
    from PIL import ImageFont  # noqa: PLC0415 - slow to load

    room = theme.grid.label - _GAP
    if room <= 0:  # a text without a label column
        return []
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
