"""Symbols that Word writes as places in a font of its own, as the characters they show."""

from __future__ import annotations

_GREEK = dict(zip("ABCDEFGHIKLMNOPQRSTUWXYZ", "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ", strict=True)) | dict(
    zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)

_SYMBOL = {ord(place): sign for place, sign in _GREEK.items()} | {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√",
    0xDE: "⇒",
}  # fmt: skip

_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}

UNKNOWN = "□"
"""Stands for a symbol that is not known."""

PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the places of a symbol font among the characters."""


def in_unicode(place: int, font: str) -> str | None:
    """The character that `font` shows at `place`; None where that is not known."""
    known = _FONTS.get(font.casefold())
    if known is None and place not in PRIVATE and 0x20 <= place < 0xD800:
        return chr(place)
    code = place - PRIVATE.start if place in PRIVATE else place
    if known is _SYMBOL and 0x20 <= code < 0x41:
        # Digits and most signs stand where they always do.
        return chr(code)
    return (known or {}).get(code)
