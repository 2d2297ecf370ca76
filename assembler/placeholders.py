"""Places to fill in that a writer left in a text: brackets, TODO, XXX, "insert … here". For `statements` and checks.

Guides for applicants count `[Program Name]` in a text that was sent among the errors that end an application
(residencyadvisor.com). Editors' brackets, references and intervals in brackets, and names that look like stand-ins, are
none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

FILL = "write what belongs there, or take it out"
NAME = "write the real name, or say it without one"


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of place to fill in: how it looks, how it is mended, and where what looks so is meant as it stands.

    Each place of the kind holds one of `cues`, which are quick to look for: most texts have none. Where case does not
    count they are in small letters, without i, k and s: these stand for further letters of Unicode, as `ı` and `ſ`.
    """

    source: str
    any_case: bool
    hint: str
    cues: tuple[str, ...]
    meant: Callable[[str, re.Match[str]], bool] | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """How it looks, as a regular expression."""
        return re.compile(self.source, re.IGNORECASE if self.any_case else 0)


def _quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at `at`, as far as what stands shortly before it tells."""
    before = text[max(0, at - 300) : at]
    opened = max(before.rfind(sign) for sign in "“„«")
    closed = max(before.rfind(sign) for sign in "”»")
    return opened > closed or before.count('"') % 2 == 1


_BRACKETS_MEANT = re.compile(
    r"sic!?"
    r"|(?=.*\d)[\d\s,;.:–—%/+±-]+"
    r"|.*\b(?:CI|IQR|SD|SE|SEM|OR|HR|RR|range|interval)\b.*\d.*|[nNpP]\s*[=<>≤≥].*"
    r"|\d{1,3}m?[A-Z][a-z]?|[A-Z][a-z]?-\d{1,3}m?"
    r"|(?:my |our |original )?(?:emphasis|italics|translation)(?: added| mine)?|translated\b.*|original in .*"
    r"|(?:article |paper )?in [A-Z]\w+|abstract|poster|letter|editorial|erratum|in press|accepted|submitted|internet"
)
_STAND_IN = re.compile(
    r"\b(?:name|program(?:me)?|hospital|institution|university|department|city|director|date|year|number|here|insert"
    r"|add|your|specify|example|tbc|tbd|todo|xx+)\b",
    re.IGNORECASE,
)


def _brackets_meant(text: str, found: re.Match[str]) -> bool:
    """Whether brackets are an editor's, a reference's or a number's."""
    inner = found["inner"].strip()
    if _BRACKETS_MEANT.fullmatch(inner):
        return True
    put_in = inner in ("…", "...") or (inner[:1].islower() and not _STAND_IN.search(inner))
    return put_in and _quoted(text, found.start())


_TUBERCULOSIS = re.compile(
    r"(?:with|of|for|against|latent|active|open|pulmonary|miliary|and|or|MDR|mit|von|an|gegen|offene[nr]?|aktive[nr]?"
    r"|latente[nr]?)[ -]$",
    re.IGNORECASE,
)
_OF_TUBERCULOSIS = re.compile(
    r"[ -](?:patients?|infections?|screening|wards?|clinics?|treatment|control|contacts?|meningitis"
    r"|Patient\w*|Infektion|Station|Verdacht|Behandlung)",
    re.IGNORECASE,
)


def _disease(text: str, found: re.Match[str]) -> bool:
    """Whether TBC is tuberculosis."""
    before = text[max(0, found.start() - 12) : found.start()]
    return found[0] == "TBC" and bool(_TUBERCULOSIS.search(before) or _OF_TUBERCULOSIS.match(text, found.end()))


_THIRTIETH = re.compile(
    r"(?:th)?\s+(?:[\w-]+\s+){0,4}?(?:congr\w+|kongress|meeting|symposi\w+|conference|jahrestagung|tagung|reuni[oó]n"
    r"|jornadas|simposio|olympi\w+|assembly|course)\b|[ -](?:syndrome|karyotype|females?|girls?|women)\b",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"(?:chapter|part|vol(?:ume)?\.?|book|annex|article|no\.?|Band|Teil)\s$", re.IGNORECASE)


def _number(text: str, found: re.Match[str]) -> bool:
    """Whether XXX is thirty, or a karyotype."""
    if found[0] != "XXX":
        return False
    before = text[max(0, found.start() - 12) : found.start()]
    return bool(_THIRTIETH.match(text, found.end()) or _BEFORE_NUMBER.search(before))


_HTML = r"(?:[abipqsu]|abbr|big|br|center|code|del|div|em|font|h\d|hr|img|li|mark|ol|pre|small|span|strong|su[bp]|ul)"
_HOUSE = (
    r"(?:Hospital|University|Clinic|Cent(?:er|re)|Institut(?:ion|e)|Program(?:me)?|Department|City|Fellowship|Trust"
    r"|Klinik|Krankenhaus|Universität)"
)
_WHAT = r"(?:Program(?:me)?|Hospital|Institution|University|City|Director|Faculty|Department|Fellowship|School|Course)"
_OBJECT = (
    r"(?:name|program(?:me)?|hospital|institution|university|department|city|director|faculty|date|text|details?|number"
    r"|example|reason|title|sentence|paragraph|reference|link|citation|fact)"
)
_IMPERATIVE = r"(?:(?<=^)|(?<=[.!?:;(\[<–-] )|(?<=[(\[<]))(?:please )?"
_REST = r"[^.!?\n]{0,60}?\bhere\b"


def kind(
    *patterns: str,
    cues: tuple[str, ...],
    hint: str = FILL,
    any_case: bool = False,
    meant: Callable[[str, re.Match[str]], bool] | None = None,
) -> Kind:
    """The kind that any of `patterns` is, regular expressions that count capitals unless in `any_case`."""
    return Kind("|".join(patterns), any_case, hint, cues, meant)


BRACKETS = kind(r"(?<![\w\\])\[(?P<inner>[^\[\]]{0,200})\](?![\w(])", cues=("[",), meant=_brackets_meant)

KINDS: tuple[Kind, ...] = (
    kind(r"\b(?:TODO|FIXME|TKTK|TO DO)\b", cues=("TO", "X", "TKTK")),
    kind(
        r"\b(?:TBC|TBD|TBA)\b",
        r"\bt\.b\.[acd]\.",
        r"(?<=\()tb[acd](?=\))",
        r"^(?:tb[acd]|n\.n\.)$",
        cues=("TB", "t.b.", "tb", "n.n."),
        meant=_disease,
    ),
    kind(r"(?<![\w,])(?:X{3,}|x{3,})\b", cues=("X", "xx"), meant=_number),
    kind(
        r"(?<!\w)(?:19|20)(?:XX|xx|YY|__|\?\?)(?!\w)",
        cues=("X", "xx", "YY", "__", "??"),
        hint="write the year",
    ),
    kind(
        r"(?<![\w,])XX[/.-](?:XX|YY)\S{0,5}",
        r"(?<![\w,])(?:XX|NN|X) ?%",
        r"(?<![\w,])(?:XX|NN)(?= [a-z]{4})(?! chromo| karyo| geno| femal| individ| embry)",
        cues=("X", "NN"),
        hint="write the number",
    ),
    kind(r"\?{3,}", r"\(\?{1,2}\)", cues=("??", "(?")),
    kind(r"_{3,}", r"\.{6,}", r"…{3,}", cues=("__", "......", "………")),
    kind(r"\blorem\s+ipsum\b", r"\bdolor\s+sit\s+amet\b", cues=("lorem", "dolor"), any_case=True),
    kind(
        rf"{_IMPERATIVE}(?:insert|fill in|paste|enter)\b{_REST}",
        rf"{_IMPERATIVE}(?:add|put|write|type|mention|describe|cite)\b[^.!?\n]{{0,30}}?\b{_OBJECT}s?\b{_REST}",
        rf"\binsert (?:the |a |an |your )?(?:[\w’']+ )?{_OBJECT}\b(?: name)?",
        r"\b(?:hier|bitte) [^.!?\n]{0,40}?\b(?:einfügen|eintragen|ergänzen|einsetzen)\b",
        cues=("here", "ert ", "nfügen", "ntragen", "ergänzen", "etzen"),
        any_case=True,
    ),
    kind(
        rf"<(?!/?{_HTML}\b)[A-Za-z][A-Za-z _/-]{{1,40}}>",
        r"\{\{[^{}]{1,60}\}\}",
        r"(?<!\{)\{[A-Za-z][A-Za-z _]{1,40}\}",
        r"«\w+_\w+»",
        r"%[A-Z]{3,}(?:_[A-Z]+)*%",
        cues=("<", "{", "«", "%"),
    ),
    kind(
        rf"\b{_WHAT} Name\b",
        rf"\bName of (?:the )?{_WHAT}\b",
        r"\bYour (?:Full )?Name\b",
        cues=("Name",),
        hint=NAME,
    ),
    kind(
        r"\b(?:Dr|Prof|Professor)\.? (?:[XYZ](?![\w-]|['’](?!s\b)|\.? [A-Z][a-z]|\.[A-Z])|XY\b|N\. ?N\.|NN\b)",
        rf"\b{_HOUSE} (?:[XYZ](?![\w-]|['’](?!s\b))|XY(?!\w))",
        rf"(?<![\w-])(?:[XYZ]|XYZ|ABC) {_HOUSE}\b",
        cues=("X", " Y", " Z", " N", "Y ", "Z ", "ABC "),
        hint=NAME,
    ),
)
"""What stands for something still to be written, brackets aside."""

SURE = (BRACKETS, *KINDS[:8])
"""What nobody writes into a text that is done."""


class Place(NamedTuple):
    """A place to fill in: from which character to which, and how it is mended."""

    start: int
    end: int
    hint: str


def places_in(text: str, kinds: tuple[Kind, ...]) -> Iterator[Place]:
    """The places of those `kinds` that are left open in `text`, in their order; of two that overlap the first."""
    small = text.lower()
    cased, small_cues = _cues(kinds)
    if not any(map(text.__contains__, cased)) and not any(map(small.__contains__, small_cues)):
        return
    found = [
        Place(match.start(), match.end(), kind.hint)
        for kind in kinds
        if any(map((small if kind.any_case else text).__contains__, kind.cues))
        for match in kind.pattern.finditer(text)
        if kind.meant is None or not kind.meant(text, match)
    ]
    end = -1
    for place in sorted(found):
        if place.start >= end:
            end = place.end
            yield place


@lru_cache(maxsize=16)
def _cues(kinds: tuple[Kind, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cues of all `kinds` together: of those that count capitals, and of those that do not."""
    cased = dict.fromkeys(cue for kind in kinds if not kind.any_case for cue in kind.cues)
    return tuple(cased), tuple(cue for kind in kinds if kind.any_case for cue in kind.cues)
