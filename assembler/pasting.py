"""Pasting: what a form that takes plain text alone loses of a text, and what is written in its place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

REPLACED: Mapping[str, str] = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′", "'"),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("—―", "--"),
    **dict.fromkeys("•·▪◦‣", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys("\u2028\u2029", "\n"),
    "…": "...",
    "×": "x",
    "÷": "/",
    "⁄": "/",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "←": "<-",
    **dict.fromkeys("⩽≦", "<="),
    **dict.fromkeys("⩾≧", ">="),
    "∼": "~",
    "⇒": "=>",
    "°": "degrees",
    "µ": "mu",
    "Ω": "ohm",
    "€": "EUR",
    "£": "GBP",
    "©": "(c)",
    "®": "(R)",
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ı": "i",
}
"""What ASCII says instead: text from a word processor carries signs that plain-text forms garble (AAMC, Personal
Statement). A letter with an accent becomes the letter; spaces of all widths become spaces."""

_GREEK = "\u0370-\u03ff\u1f00-\u1fff"


def _one(sign: str) -> str | None:
    """What is written for one character; None where there is no way to say it."""
    if sign in REPLACED:
        return REPLACED[sign]
    if sign.isspace() or unicodedata.category(sign) == "Zs":
        return " "
    parts = unicodedata.normalize("NFKD", sign)
    plain = "".join(REPLACED.get(part, part) for part in parts if not unicodedata.combining(part))
    return plain if plain.isascii() and plain and parts != sign else None


def _raised(found: str) -> str:
    plain = unicodedata.normalize("NFKD", found).replace("\u2212", "-")
    # A sign at the end is the charge of an ion, which is read without a mark: Ca2+.
    return f"^{plain}" if plain[-1].isdigit() else plain


def _parted(found: str) -> str:
    """The characters of `found`, each as it is said, parted by spaces."""
    return " ".join(part if part.isascii() else _one(part) or part for part in found)


def _greek(found: str) -> str | None:
    """The name of a letter that stands alone, as in TNF-α; a Greek word has no form in ASCII."""
    name = unicodedata.name(found).rsplit(" ", 1)[-1].replace("LAMDA", "LAMBDA") if len(found) == 1 else ""
    if not found.isalpha() or not name.isalpha():
        return _one(found) if len(found) == 1 else None
    return REPLACED.get(found) or (name.lower() if found.islower() else name.capitalize())


_TOGETHER: Mapping[str, Callable[[str], str | None]] = {
    "[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+": _raised,
    "[0-9][¼½¾\u2150-\u215e\u2189]": _parted,
    "[0-9]?°[CF]?": _parted,
    "[0-9][€£]|[€£][0-9]": _parted,
    "[µμ]g(?![A-Za-z])": lambda _: "mcg",
    "[µμ][A-Za-z]": lambda found: f"u{found[1]}",
    f"[{_GREEK}]+": _greek,
    "[^\x00-\x7f]": _one,
}
"""What is replaced as one, and how; what comes first wins. A number must not come to mean another, as 2½ and 10⁶ would,
and a unit must not be mistaken: µg is written mcg, as on a prescription."""

_BEYOND = re.compile("|".join(_TOGETHER))


@dataclass(frozen=True)
class Plain:
    """A text in ASCII as far as that goes: what was `replaced`, by what and how often; each character that is `left`.

    What is left has no form in ASCII, such as Chinese; the form that it is pasted into may lose it.
    """

    text: str
    replaced: Mapping[str, tuple[str, int]]
    left: Mapping[str, int]


def as_plain(text: str) -> Plain:
    """`text` with every character that plain-text forms lose replaced, where there is a way to say it."""
    composed = unicodedata.normalize("NFC", text)
    counted = Counter(_BEYOND.findall(composed))
    ways = {found: instead for found in counted if (instead := _instead(found)) is not None}
    left = Counter(sign for found, number in counted.items() if found not in ways for sign in found * number)
    return Plain(
        _BEYOND.sub(lambda found: ways.get(found[0], found[0]), composed),
        {found: (instead, counted[found]) for found, instead in ways.items()},
        dict(left),
    )


def _instead(found: str) -> str | None:
    """What is written for `found`; None where there is no way to say it."""
    return next(say for pattern, say in _TOGETHER.items() if re.fullmatch(pattern, found))(found)
