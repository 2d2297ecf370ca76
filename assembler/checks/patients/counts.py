"""Few of a kind in a named place: rare diseases, and counts below five. Checks before a build.

A rare condition with place and training dates can identify a person without a name (GMC, Confidentiality). Counts
below five in a named unit are small numbers by the usual rule of publishers of health statistics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.lazy import Either, Lazy
from assembler.checks.patients.fields import free_texts, known_of
from assembler.checks.patients.sentences import CAP, MONTH
from assembler.checks.patients.tables import PLAIN_UNIT_WORDS, RARE_DISEASES
from assembler.checks.patients.texts import CANNOT, Prose, told
from assembler.checks.subject import Subject, once
from assembler.diagnostics import Diagnostic, warning
from assembler.passages import Passage

# Named units -------------------------------------------------------------------------------------------------------

_CAPITALISED = rf"{CAP}[\w'’.-]{{0,30}}"
_UNIT = Lazy(
    rf"(?<![\w'’.-])(?P<words>(?:{_CAPITALISED}\s){{1,4}})(?:(?:of|for|and)\s)?"
    r"(?:Hospitals?|Infirmary|Medical\sCent(?:re|er)|Clinic|Hospice|Unit|Klinikum|Klinik|Krankenhaus)\b"
    rf"|\b(?:Hospital|Hospis|Klinikum|Krankenhaus|Hôpital|Ospedale)\s(?:de\s|la\s|of\s)?(?P<name>{CAP}[\w'’-]{{2,}})"
)
_WARD = Lazy(rf"\b[Ww]ard\s(?:\d+\w?|{CAP}\d*\b)|\b(?:Station)\s\d+\w?\b")


_UNIT_CUE = Lazy("Hospital|Infirm|Medical|Clinic|Hospi|Unit|Klini|Krankenh|Hôpital|Ospedale|[Ww]ard|Station")


def _may_have_unit(text: str, institutions: Either | None) -> bool:
    """Whether it is worth a closer look whether `text` names a hospital or a ward."""
    return _UNIT_CUE.search(text) is not None or (institutions is not None and institutions.search(text) is not None)


def _has_unit(text: str, institutions: Either | None, *, wards: bool) -> bool:
    """Whether `text` names a hospital, or where `wards` counts a ward."""
    if institutions is not None and institutions.search(text):
        return True
    if wards and _WARD.search(text):
        return True
    return any(
        found["name"] or any(word.casefold() not in PLAIN_UNIT_WORDS for word in found["words"].split())
        for found in _UNIT.finditer(text)
    )


@once
def _institutions(subject: Subject) -> Either | None:
    names = sorted(known_of(subject).institutions, key=len, reverse=True)
    return Either("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)) if names else None


class _Placed(Prose):
    """A passage that knows which of its sentences name a hospital, or where `wards` counts a ward."""

    def __init__(self, passage: Passage, institutions: Either | None, *, wards: bool = False) -> None:
        super().__init__(passage)
        self._institutions, self._wards = institutions, wards
        self._units: dict[int, bool] = {}

    def unit(self, number: int) -> bool:
        """Whether sentence `number` names one."""
        if number not in self._units:
            first, last = self.span(number)
            self._units[number] = _has_unit(self.passage.text[first:last], self._institutions, wards=self._wards)
        return self._units[number]


# Rare diseases -----------------------------------------------------------------------------------------------------

_RARE = Either(rf"\b(?:{'|'.join(' '.join(name.split()) for name in RARE_DISEASES)})\b", flags=re.IGNORECASE)
_TIME = Lazy(
    rf"(?<![\w-])(?:19|20)\d\d(?![\w-]|\s(?:patients|cases|people|births|beds))"
    rf"|\b(?:[Ii]n|[Ss]ince|of|[Dd]uring|[Ll]ast|[Tt]his|[Tt]hat|early|[Ll]ate|[Uu]ntil|[Bb]y|[Ff]rom)\s{MONTH}(?!\w)|\b(?:[Ii]m|[Ss]eit)\s{MONTH}(?!\w)"
)
_IN_PRINT = Lazy(
    r"\b(?:published|case report|case series|poster|abstract|journal|registr(?:y|ies)|cohort|guidelines?|trials?"
    r"|lectures?|review of|textbook|chapter)\b",
    re.IGNORECASE,
)


_SAME = Lazy(r"\s*(?:[Tt]h(?:at|is|ese|ose|ey|e\s(?:patient|woman|man|boy|girl|child))|[Ii]t|[Ss]he|[Hh]e)\b")
"""How a sentence begins that goes on about what the one before tells."""
_THERE = Lazy(r"\b(?:there|that\s(?:year|month|spring|summer|autumn|winter|hospital|clinic))\b")


def patient_rare(subject: Subject) -> Iterator[Diagnostic]:
    """A rare disease of one patient with a hospital and a year or a month, in the same sentence or in those beside it.

    What was published ("case report of …") is known already. GMC, Confidentiality; the table follows Orphanet.
    """
    institutions = _institutions(subject)
    for passage in free_texts(subject):
        if not _may_have_unit(passage.text, institutions) or not _TIME.search(passage.text):
            continue
        if not _RARE.search(passage.text) or not _has_unit(passage.text, institutions, wards=False):
            continue
        prose = _Placed(passage, institutions)
        for found in _RARE.finditer(passage.text):
            number = prose.number(found.start())
            if prose.near(number) and _is_placed(prose, number) and not prose.has(_IN_PRINT, number):
                yield told(
                    "patient-rare",
                    f"'{found[0]}' with a hospital and a time may identify the patient",
                    passage,
                    found.span(),
                    "leave out the hospital or the time, or say 'a rare disease'",
                )
                break


def _is_placed(prose: _Placed, number: int) -> bool:
    """Whether a hospital and a time are told of what happens in sentence `number`: there, or before and after it.

    One of the two stands in that sentence, or it and its neighbour go on about the same: "That was in 2022".
    """
    beside = [one for one in (number - 1, number, number + 1) if 0 <= one < len(prose.starts)]
    if not any(map(prose.unit, beside)) or not any(prose.has(_TIME, one) for one in beside):
        return False
    if prose.unit(number) or prose.has(_TIME, number) or prose.has(_THERE, number):
        return True
    return number + 1 < len(prose.starts) and _SAME.match(prose.passage.text, prose.starts[number + 1]) is not None


# Small counts ------------------------------------------------------------------------------------------------------

_EVENTS = (
    r"deaths?|suicides?|suicide\sattempts?|overdoses?|complications?|anaphyla(?:xis|ctic\s(?:shocks?|reactions?))|infections?"
    r"|abscess(?:es)?|h(?:a)?ematomas?|nerve\sinjur(?:y|ies)|perforations?|stillbirths?|miscarriages?|amputations?"
)
_HARM = (
    rf"(?:{_EVENTS}|infected\s\w+|sepsis|septic\sshock|meningitis|pneumothorax|pneumonia|dural\spunctures?|seizures?|strokes?"
    r"|(?:cardiac|respiratory)\s(?:arrests?|depression)|paraplegia|paralysis|bleed(?:s|ing)?|h(?:a)?emorrhages?|thrombos[ei]s"
    r"|embol(?:ism|us|i)|(?:catheter|lead|pump|wound|skin)\s(?:migration|breakdown|failure|fracture|dehiscence|necrosis)"
    r"|(?:CSF|spinal\sfluid)\sleaks?|toxicity|withdrawal|falls?|relapses?|reactions?|pressure\ssores?|fractures?)\b"
)
_KIND = (
    r"(?:(?:serious|major|minor|early|late|maternal|neonatal|post-?operative|peri-?operative|wound|deep|surgical|site|opioid"
    r"|fatal|non-fatal|accidental|inpatient|in-hospital|unexpected|avoidable|preventable|new|such|further|more|epidural"
    r"|catheter|drug|heroin|fentanyl|bleeding|neurological|spinal|patient|attempted|completed|sudden)[\s-]){0,3}"
)
_FEW = (
    r"(?<![\w.,:/%–-])(?<!\b(?:in|to|by)\s)(?<!rade\s)(?<!tage\s)(?<!lass\s)(?<!ype\s)(?<!evel\s)(?<!hase\s)(?<!art\s)"
    r"(?<!ard\s)(?<!oom\s)(?<!bed\s)(?<!ase\s)"
    r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Aa]\ssingle|[1-4])(?![\w%–-]|[.,:/]\d|\s?%|\sper\scent)"
)
_PEOPLE = (
    r"(?:patients?|people|women|men|children|infants|babies|mothers|boys|girls|adults|woman|man|child|inpatients?)"
)
_SUFFERED = (
    r"(?:died|overdosed|killed\s(?:themselves|himself|herself)|took\stheir\s(?:own\s)?lives|relapsed\sand\sdied|were\sinfected"
    r"|had\sdied|passed\saway|suffered\s(?:a|an|from)|developed\s(?:a|an)"
    r"|were\s(?:re-?admitted|re-?operated|resuscitated|re-?intubated)"
    r"|(?:had|have|has|got|suffered|developed|experienced|sustained|contracted)\s"
    rf"(?:(?!(?:no|not|never|without|any|history|fear|risk|more|fewer|less)\b)[\w-]{{1,20}}\s){{0,4}}?(?:{_HARM}))"
)
_ILLNESS = (
    r"\b(?:\w*(?:pain|itis|algia|pathy|oma|osis|syndromes?|diseases?|disorders?|cancers?|plegia|paresis|dystonia|spasticity"
    r"|pals(?:y|ies)|anaemia|anemia|cele|emia)|CRPS|HIV|AIDS|TB|MS|ALS|MND|strokes?|amputations?|amputees?|stumps?|migraines?"
    r"|headaches?|injur(?:y|ies)|fractures?|zoster|epilepsy|dementia|addiction|dependence|failure|metastases|porphyria"
    r"|burns|sickle\scell|shingles|psychosis|depression|pregnan\w+)\b"
    r"(?:\s(?:pain|syndromes?|diseases?|stumps?|injur(?:y|ies))\b)?+"
    r"(?!\s(?:speciali|consult|psycho|nurs|team|clinic|fellow|physic|servic|manag|relief|doctor|lists?\b|days?\b|session|review))"
)
_AMONG = r"(?:(?:of|among)\s(?:them|these|those|whom)\s)?(?:were\s)?(?:with|had|having|suffering\sfrom)"
_FEW_CUE = r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Aa]\ssingle|[1-4])\s"
_COUNTED = Either(
    rf"(?P<events>{_FEW}\s{_KIND}(?:{_EVENTS})\b)",
    Lazy(
        rf"(?P<fate>{_FEW}\s(?!(?:in|out|per|or|to)\s)(?:(?:of\s)?(?:our|my|the|these|those|its|their)\s|of\s\d+\s|\w+\s)?"
        rf"(?:\w+\s)?{_PEOPLE}\b(?=[^.;!?]{{0,60}}\b{_SUFFERED}\b))",
        cue=Lazy(rf"{_FEW_CUE}(?:\w+\s){{0,3}}?{_PEOPLE}"),
    ),
    r"(?P<cases>(?<!\w)(?:[Tt]wo|[Tt]hree|[Ff]our|[2-4])\s(?:(?:young|adult|elderly|pregnant|small)\s)?"
    r"(?:patients|people|women|men|children|infants|babies|mothers|boys|girls|adults|cases)\s(?:with|of)\s"
    r"(?!us\b|me\b|the\b|our\b|my\b)\w+)",
    Lazy(
        rf"(?P<among>{_FEW}\s{_AMONG}(?:\s(?!(?:no|without|other)\b)[\w-]{{1,20}}){{0,3}}?\s{_ILLNESS})",
        cue=Lazy(rf"{_FEW_CUE}(?:(?:of|among)\s\w+\s)?(?:were\s)?(?:with|had|having|suffering)\s"),
    ),
)

_POST = Lazy(r"experience/\d+/patients")
"""Where the patients of one post are counted: the institution of the entry is the unit."""

_ROW_EVENTS = Lazy(rf"\b(?:{_EVENTS})\b", re.IGNORECASE)
_ROW_OTHER = Lazy(
    r"\b(?:control|prevention|simulat\w*|drills?|screening|reviews?|meetings?|audits?|rounds?|teaching|training|courses?"
    r"|clinics?|stewardship|certifi\w+|prophylaxis|drainage|evacuation|debridement)\b",
    re.IGNORECASE,
)
_SMALLEST_TOLD = 5
"""Counts below this may tell who it was."""

_HINT = "say 'a few' or 'fewer than five', or leave out the unit"


def small_count(subject: Subject) -> Iterator[Diagnostic]:
    """Fewer than five deaths, overdoses or the like, or fewer than five with one illness, in a named unit.

    In texts, in what is told of the patients of one post, and in rows of a logbook that count what happened to
    patients. Few procedures of a kind are no secret.
    """
    yield from _in_texts(subject)
    yield from _in_logbooks(subject)


def _in_texts(subject: Subject) -> Iterator[Diagnostic]:
    institutions = _institutions(subject)
    for passage in free_texts(subject):
        placed = _POST.fullmatch(passage.where) is not None
        if not placed and not _may_have_unit(passage.text, institutions):
            continue
        prose: _Placed | None = None
        for found in _COUNTED.finditer(passage.text):
            prose = prose or _Placed(passage, institutions, wards=True)
            number = prose.number(found.start())
            if (placed or prose.unit(number)) and not (found.lastgroup == "cases" and prose.has(_IN_PRINT, number)):
                yield _told(passage, found)


def _told(passage: Passage, found: re.Match[str]) -> Diagnostic:
    return told("small-count", f"'{found[0]}' in a named unit is fewer than five", passage, found.span(), _HINT)


def _in_logbooks(subject: Subject) -> Iterator[Diagnostic]:
    institutions = _institutions(subject) if subject.profile.logbooks else None
    for at, book in enumerate(subject.profile.logbooks):
        if book.private:
            continue
        named = _has_unit(book.source, institutions, wards=True)
        for line, row in enumerate(book.rows):
            count = row.observed + row.supervised + row.solo + row.taught
            text = f"{row.procedure}; {row.role or ''}"
            if row.private or not 0 < count < _SMALLEST_TOLD or _ROW_OTHER.search(text):
                continue
            if not (_ROW_EVENTS.search(text) or _RARE.search(text)):
                continue
            mark = subject.at("logbooks", at, "rows", line, "procedure")
            if mark is not None and (named or _has_unit(text, institutions, wards=True)):
                message = f"{count} of '{row.procedure}' in a named unit is fewer than five"
                yield warning("small-count", message, mark, f"{_HINT}; {CANNOT}")
