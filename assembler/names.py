"""Names of output files, safe on every system and portal, a person's initials, and the names of fields in DOCX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from hashlib import sha256

from assembler.scripts import EAST_ASIAN, runs

_LONGEST = 100

_TABLE = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T",
        "ı": "i", "ĸ": "k", "ŋ": "ng", "Ŋ": "Ng", "ə": "e", "Ə": "E", "ƒ": "f",
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart into a Latin letter and an accent, and the hyphen's kin."""

_SILENT = re.compile(r"['’‘ʼʻ`´.]")
"""What stands inside a word without parting it: O'Brien, St."""

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""Names that Windows keeps for devices, with whatever suffix."""


_PARTICLES = frozenset({
    "a/l", "a/p", "ad", "al", "an", "ap", "ar", "as", "ash", "at", "az", "bin", "bint", "binte", "binti", "d/o",
    "da", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el", "i", "ibn", "la", "le", "s/o", "ten",
    "ter", "und", "van", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
"""Small words within given names that have no initial of their own: Nur al-Din, Muthu s/o Raman, Maria del Carmen.

Written with a capital they count as names.
"""


def file_name(
    surname: str, given: str, document: str, program: str, suffix: str, taken: Collection[str], *, fallback: str
) -> str:
    """A file name such as `Surname_Given_CV_Program.pdf` that none of `taken` equals, whatever their case.

    Only ASCII letters, digits, hyphens and underscores, the stem of at most 100 characters. `fallback`, in ASCII,
    stands in where nothing of the person's name can be written so; any other part of which nothing is left is left
    out, so give a program's id where its name is in another script. A name that is taken gets `-2`, `-3`, …
    """
    person = [part for part in (_part(surname), _part(given)) if part] or [_part(fallback)]
    parts = [*person, *(part for part in (_part(document), _part(program)) if part)]
    extension = "." + suffix.removeprefix(".")
    used = {name.casefold() for name in taken} | {name + extension.casefold() for name in _RESERVED}
    number, end = 1, ""
    while (name := _fitted(parts, _LONGEST - len(end)) + end + extension).casefold() in used:
        number += 1
        end = f"-{number}"
    return name


def initials(given: str) -> str:
    """The initials of given names for a form such as "Haverkamp NR": `NR` for "Nora Ruth", "N. R." and "NR" alike.

    Empty where `given` is in a script without capitals: such names are not shortened.
    """
    words = [word for word in re.split(r"[\s.\-‐‑–]+", unicodedata.normalize("NFC", given)) if word]
    if len(words) == 1 and len(words[0]) == 2 and words[0].isupper():
        return words[0]
    if any(word[0].isupper() for word in words):
        words = [word for word in words if word not in _PARTICLES]
    firsts = (next((letter for letter in word if letter.isalpha()), "") for word in words)
    return "".join(letter.title()[0] for letter in firsts if letter and _has_case(letter))


def full_name(given: str, family: str | None, *, family_first: bool) -> str:
    """The whole name in its own order; Chinese, Japanese and Korean names have no space between their parts."""
    parts = [part for part in ((family, given) if family_first else (given, family)) if part]
    together = all(run.script == EAST_ASIAN for part in parts for run in runs(part))
    return ("" if together else " ").join(parts)


def listed_name(given: str, family: str | None, *, family_first: bool) -> str:
    """The name as author lists have it: "Haverkamp NR"; whole where there is no family name or nothing to shorten."""
    if family and (shortened := initials(given)):
        return f"{family} {shortened}"
    return full_name(given, family, family_first=family_first)


LONGEST_TAG = 64
"""The most characters of a field's id: Word refuses a longer tag of a content control."""


def bookmark_name(field_id: str) -> str:
    """The bookmark of the field `field_id`: a letter first, word characters only, 40 at most, one for each id."""
    readable = re.sub(r"[^A-Za-z0-9]+", "_", field_id).strip("_")[:24].rstrip("_")
    return f"field_{readable}_{sha256(field_id.encode()).hexdigest()[:8]}"


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()


def _part(text: str) -> str:
    """`text` in ASCII, its words joined; words after which others stand, and those, begin with a capital."""
    taken_apart = unicodedata.normalize("NFKD", _SILENT.sub("", text.translate(_TABLE)))
    ascii_only = "".join(letter for letter in taken_apart.translate(_TABLE) if not unicodedata.combining(letter))
    words = [re.sub(r"-+", "-", word).strip("-") for word in re.findall(r"[A-Za-z0-9-]+", ascii_only)]
    words = [word for word in words if word]
    return words[0] if len(words) == 1 else "".join(word[0].upper() + word[1:] for word in words)


def _fitted(parts: list[str], longest: int) -> str:
    """`parts` joined, the longest of them cut until the whole fits, so that each still says something."""
    parts = list(parts)
    while len("_".join(parts)) > longest:
        widest = max(range(len(parts)), key=lambda index: len(parts[index]))
        parts[widest] = parts[widest][:-1]
    return "_".join(part.rstrip("-") for part in parts)
