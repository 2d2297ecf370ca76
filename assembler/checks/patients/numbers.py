"""Numbers and addresses that lead to a patient: records, telephones, mail, streets. Checks before a build.

HIPAA safe harbor, 45 CFR 164.514(b)(2), lists them; UK guidance allows a case number of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.lazy import Either, Lazy
from assembler.checks.patients.fields import free_texts, known_of, short_texts
from assembler.checks.patients.sentences import CAP
from assembler.checks.patients.texts import COLLEAGUE, KIN_OF_PATIENTS, Prose, Rule
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic

# Records -----------------------------------------------------------------------------------------------------------

_IS = r"(?:\s?(?:numbers?|no\.?|num\.?|nr\.?|ID|\#))?\s?(?:[:=\#-]|is|was)?\s?\(?"
_DIGITS = r"(?:[A-Z]{1,4}[-/\s]?)?\d[\d\s/-]{2,16}\d[A-Z]?(?!\w)"
_SIGN = r"(?:\s(?:numbers?|no\.?|num\.?|nr\.?|ID)|\s?\#)\s?(?:[:=\#,]|is|was)?\s?"

_RECORD = Either(
    Lazy(
        rf"(?P<sure>(?<!\w)(?:(?:MRN|M\.R\.N\.|URN|HRN|NRIC|MyKad|CHI|PID){_IS}"
        rf"|(?:(?:[Mm]edical|[Hh]ospital|[Pp]atient|[Hh]ealth)\s(?:record|registration|card|identity|identification)"
        rf"|[Hh]ospital|[Pp]atient|NHS|[Cc]hart|[Mm]edicare|[Ss]ocial\s[Ss]ecurity|SSN){_SIGN}"
        rf"|(?:Fall|Patienten|Akten|Kranken|Aufnahme)-?(?:[Nn]ummer|[Nn]r\.?|ID)\s?:?\s?){_DIGITS})",
        cue=Lazy(rf"MRN|M\.R\.N|URN|HRN|NRIC|MyKad|CHI|PID|ummer|[Nn]r|ID|{_SIGN}[A-Z\d]"),
    ),
    Lazy(
        rf"(?P<case>(?<!\w)(?<![Ee]thics\s)(?<![Cc]ourt\s)(?<![Ll]egal\s)[Cc]ase{_SIGN}{_DIGITS})"
        rf"|(?P<near>(?<!\w)(?:[Rr]ecord|[Ff]ile|[Aa]dmission|[Aa]ccession|[Ee]ncounter|[Ii]nsurance|[Pp]olicy|[Aa]ccount"
        rf"|[Ss]erial|[Pp]assport|IC|[Bb]iopsy|[Ss]pecimen){_SIGN}{_DIGITS})",
        cue=Lazy(rf"{_SIGN}[A-Z\d]"),
    ),
    r"(?P<bare>(?<![\w-])(?:[STFGM]\d{7}[A-Z]|\d{3}-\d{2}-\d{4}|\d{6}-\d{2}-\d{4}|\d{6}-\d{4}|[A-Z]{1,2}\d{6}\(\d\))(?![\w-]))"
    r"|(?P<nhs>(?<![\w+-])(?<!\d\s)\d{3}\s\d{3}\s\d{4}(?!\s?[\w-]*\d))",
)
_OWN_RECORD = Lazy(r"\b(?:[Mm]y|ethics|IRB|REC|grant|licen[cs]e)\s(?:own\s)?$")
_PATIENTS = Lazy(r"\b(?:[Hh]er|[Hh]is|[Pp]atient['’]s)\s(?:\w+\s)?$")
_NHS_WEIGHTS = range(10, 1, -1)


def _is_nhs(number: str) -> bool:
    """Whether `number` has the check digit of an NHS number: modulus 11 (NHS Data Dictionary)."""
    digits = [int(sign) for sign in number if sign.isdecimal()]
    rest = -sum(digit * weight for digit, weight in zip(digits, _NHS_WEIGHTS, strict=False)) % 11
    return len(digits) == len(_NHS_WEIGHTS) + 1 and rest == digits[-1]


def _is_record(prose: Prose, found: re.Match[str]) -> bool:
    if _OWN_RECORD.search(prose.before(found.start(), 20)):
        return False
    kind = found.lastgroup
    if kind in ("sure", "case") or (kind == "near" and _PATIENTS.search(prose.before(found.start(), 30))):
        return True
    return (kind != "nhs" or _is_nhs(found[0])) and prose.near(prose.number(found.start()))


_RECORDS = Rule(
    "patient-record",
    Lazy(r"[0-9][0-9\s/-]{2,16}[0-9]"),
    _RECORD,
    _is_record,
    "'{}' looks like a patient's record number",
    "take it out, or number your cases yourself",
)


def patient_record(subject: Subject) -> Iterator[Diagnostic]:
    """Numbers of hospital records, cases and identity cards. A case number of less than four digits is one's own.

    In what is worded freely, and in rows and sources of logbooks, roles and settings. HIPAA safe harbor, identifiers G,
    H and R.
    """
    return _RECORDS.found(subject, (*free_texts(subject), *short_texts(subject)))


# Contact -----------------------------------------------------------------------------------------------------------

_STREET = (
    r"(?:Street|St\b\.?|Road|Rd\b\.?|Avenue|Ave\b\.?|Lane|Drive|Terrace|Close|Crescent|Boulevard|Blvd\b\.?|Court|Square|Gardens"
    r"|Row|Grove|Parade|Quay)"
)
_CONTACT = Either(
    Lazy(r"(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})", cue=Lazy("@")),
    r"(?P<phone>(?<![\w/.+–-])(?:\+|\()?\d[\d\s()./-]{5,18}\d(?!\w))",
    Lazy(
        rf"(?P<street>(?<![\w.,-])\d{{1,4}}[A-Za-z]?,?\s(?:{CAP}[\w'’]{{1,30}}\s){{1,3}}{_STREET}(?!\w)"
        rf"|\b(?:lived|living|lives|home)\s(?:on|at|in)\s(?:{CAP}[\w'’]{{1,30}}\s){{1,3}}{_STREET}(?!\w)"
        rf"|(?<!\w)\d{{1,4}}[A-Za-z]?,?\sJalan\s{CAP}\w{{1,30}}|\b(?:Blk|Block)\s\d{{1,4}}[A-Z]?\s{CAP}\w{{1,30}}"
        rf"|(?<!\w){CAP}[\w-]{{1,30}}(?:straße|strasse|gasse|platz|allee|weg)\s\d{{1,3}}[a-z]?(?!\w))",
        cue=Lazy(
            r"(?:\d[A-Za-z]?,?|(?:lived|living|lives|home)\s(?:on|at|in))\s[A-ZÀ-ɏ]|Bl(?:k|ock)\s\d"
            r"|(?:straße|strasse|gasse|platz|allee|weg)\s\d"
        ),
    ),
    r"(?P<postcode>(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}(?!\w))",
)
_CUE = Lazy(
    r"@|[0-9][0-9\s()./-]{5}|[0-9][A-Za-z]?,?\s[A-ZÀ-Ž]|[0-9][A-Z]{2}|Street|St|Rd|Road|Ave|Lane|Drive|Terrace|Close|Cresc"
    r"|Boul|Blvd|Court|Square|Garde|Row|Grove|Para|Quay|straße|strasse|gasse|platz|allee|weg"
)
_CALL = Lazy(
    r"\b(?:tel|phone|telephone|mobile|cell|call(?:ed)?|ring|rang|fax|number|WhatsApp|hotline|line|Telefon|Handy)\b[^\w]{0,3}"
    r"(?:\w+[^\w]{1,2}){0,3}$",
    re.IGNORECASE,
)
_NO_PHONE = Lazy(
    r"\b(?:PMID|PMC|NCT|ISRCTN|ACTRN|DOI|ISBN|ISSN|ORCID|GMC|AAMC|grant|protocol|trial|registration|MRN|NHS|hospital|record|case)"
    r"\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_PHONE_SHAPE = Lazy(r"(?:\+|00)\d|0\d{1,4}[\s/-]?\d{3}|\(0?\d{2,4}\)\s?\d{3}|\d{3}[-.\s]\d{3}[-.\s]\d{4}$")
_YEARS = Lazy(r"(?:(?:19|20)\d\d\D{1,3})+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_FEWEST_DIGITS = 7
_MOST_DIGITS = 15
_OWN_CONTACT = Lazy(
    r"\b(?:reach|contact|call|write to|e-?mail) me\b(?!\s(?:\w+\s){0,2}from\b)"
    r"|\b(?:my|our) (?:\w+ )?(?:e-?mail|phone|telephone|mobile|address)\b|\bI (?:can|may) be (?:reached|contacted)\b",
    re.IGNORECASE,
)


_STAFF = Lazy(r"\b(?:Drs?|Prof|Professor|Doctor|Dean)\b")


def _speaks_of_a_patient(prose: Prose, at: int) -> bool:
    """Whether the passage speaks of a patient; if sentence `at` is about a colleague, whether it does so itself."""
    if prose.near(at) or prose.has(KIN_OF_PATIENTS, at):
        return True
    return prose.of_a_patient and not (prose.has(COLLEAGUE, at) or prose.has(_STAFF, at))


def _is_phone(prose: Prose, found: re.Match[str]) -> bool:
    number, before = found[0], prose.before(found.start(), 50)
    digits = sum(sign.isdecimal() for sign in number)
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS or _YEARS.fullmatch(number) or _NO_PHONE.search(before):
        return False
    if number.startswith("(") and ")" not in number:
        return False
    records = _RECORD.finditer(prose.passage.text, max(0, found.start() - 60), found.end())
    if any(one.end() > found.start() and (one.lastgroup != "nhs" or _is_nhs(one[0])) for one in records):
        return False  # told as a record, or neither
    return _PHONE_SHAPE.match(number) is not None or _CALL.search(before) is not None


def patient_contact(subject: Subject) -> Iterator[Diagnostic]:
    """A telephone number, a street or a postcode where one patient is spoken of; a mail address anywhere beside one.

    HIPAA safe harbor, identifiers B, D, E and F. What profile or programs hold is the applicant's, or the program's.
    """

    def is_patients(prose: Prose, found: re.Match[str]) -> bool:
        number, kind = prose.number(found.start()), found.lastgroup
        near = _speaks_of_a_patient(prose, number) if kind == "mail" else prose.near(number)
        if not near or (kind == "phone" and not _is_phone(prose, found)) or prose.has(_OWN_CONTACT, number):
            return False
        if kind == "mail":
            return found[0].casefold() not in known_of(subject).mails
        if kind == "phone":
            return re.sub(r"\D", "", found[0]) not in known_of(subject).digits
        return found[0] not in known_of(subject)

    message = "'{}' beside a patient may lead to them"
    return Rule("patient-contact", _CUE, _CONTACT, is_patients, message, "take it out").found(subject)
