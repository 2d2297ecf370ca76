"""Where sentences begin, for the checks of patient confidentiality; parts of patterns that they share."""

from __future__ import annotations

import re

from assembler.checks.lazy import Lazy
from assembler.checks.patients.tables import ABBREVIATIONS, OPENERS

CAP = "[A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĘĚĞĠĢĪİĶŁĽŃŅŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽȘȚ]"
"""A capital letter, within a pattern."""

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Okt|Nov|Dec|Dez)\b\.?)"
)
"""A month's name, English or German, within a pattern."""

_WORD = Lazy(r"\w+")

_STOP = Lazy(r"[.!?…]['\"”’)\]]{0,3}\s(?=\s?['\"“‘(\[„]?[^\W_])|[。！？]")
_LAST_TOKEN = Lazy(r"[^\s(\[]{1,12}$")
_GERMAN_DAY = Lazy(rf"\d{{1,2}}\.\s{MONTH}")


def sentence_starts(text: str) -> list[int]:
    """Where the sentences of `text` begin, in order; 0 is always the first.

    Full stops of abbreviations ("Dr.", "e.g."), of initials ("J. S. Tan") and of German dates ("12. März") end none.
    """
    starts = [0]
    for stop in _STOP.finditer(text):
        if text[stop.start()] == "." and not _ends(text, stop):
            continue
        starts.append(stop.end())
    return starts


def _ends(text: str, stop: re.Match[str]) -> bool:
    found = _LAST_TOKEN.search(text[max(0, stop.start() - 12) : stop.start()])
    token = found[0] if found else ""
    next_word = _WORD.match(text, stop.end())
    following = next_word[0] if next_word else ""
    if len(token) == 1 and token.isupper():
        return following in OPENERS
    if token.isdigit() and _GERMAN_DAY.match(text, stop.start() - len(token)):
        return False
    if token.casefold().rstrip(".") in ABBREVIATIONS:
        return token.islower() and following in OPENERS and token.casefold() in {"no", "al", "op", "max", "min"}
    return not following[:1].islower()
