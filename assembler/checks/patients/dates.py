"""Days and ages of patients. HIPAA safe harbor, identifier C: of dates only the year, and no age over 89."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.lazy import Either, Lazy
from assembler.checks.patients.sentences import MONTH
from assembler.checks.patients.tables import THINGS
from assembler.checks.patients.texts import CLINICAL, HUMAN, OLD, TRADE, Prose, Rule, of_kin
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic

# Dates -------------------------------------------------------------------------------------------------------------

_YEAR = r"(?:,?\s(?:19|20)\d\d(?!\d))?"
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth)|thirtieth|thirty-first)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_NEXT = (
    r"(?=[,.;:)\]!?'’—–]|$|\s(?:[^a-z\s]|(?:he|she|they|the|a|an|we|and|when|after|before|with|at|in|for|to|his|her|was|were"
    r"|because|who|which|but|or|it|our|my|this|that|while|as|by|from|until|on|died|came)\b))"
)
_DATE = Either(
    Lazy(
        rf"(?<![\w.,:/$€£-])(?:{_DAY}\s?[–-]\s?)?{_DAY}(?:st|nd|rd|th)?\.?[\s-](?:of\s)?{MONTH}(?!\w){_YEAR}",
        cue=Lazy(r"\d(?:st|nd|rd|th)?\.?[\s-](?:of\s)?[ADFJMNOS]"),
    ),
    Lazy(
        rf"(?<!\w){MONTH}\s{_DAY}(?:st|nd|rd|th)?(?![\w%])(?![.:]\d){_NEXT}{_YEAR}",
        cue=Lazy(r"[ADFJMNOS][a-zä]{2,8}\.?\s\d"),
    ),
    Lazy(rf"\b[Tt]he\s{_ORDINAL}\sof\s{MONTH}(?!\w){_YEAR}", cue=Lazy(r"[hdt]\sof\s[ADFJMNOS]")),
    Lazy(
        rf"(?<![\w./-])(?:{_DAY}([./-]){_MONTH_NUMBER}\1|{_MONTH_NUMBER}([/-]){_DAY}\2)(?:19|20)\d\d(?![\w/-])"
        rf"|(?<![\w./-])(?:{_DAY}/{_MONTH_NUMBER}|{_MONTH_NUMBER}/{_DAY})/\d\d(?![\w/-])"
        rf"|(?<![\w./-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-])",
        cue=Lazy(r"\d[./-]\d"),
    ),
    Lazy(
        r"\b(?:Christmas|New\sYear['’]?s?|Boxing|St\.?\sPatrick['’]s|Valentine['’]?s|Australia|Anzac|ANZAC|Independence"
        r"|Bastille|Remembrance|Mother['’]s|Father['’]s)\s(?:Day|Eve|morning|night)\b"
        r"|\b(?:Easter|Palm)\s(?:Sunday|Monday)\b|\bGood\sFriday\b|\bon\s(?:Thanksgiving|Diwali|Halloween|Christmas)\b"
        r"|\b[Tt]he\sFourth\sof\sJuly\b|\b(?:an|am)\s(?:Heiligabend|Silvester|Neujahr|Ostersonntag)\b",
        cue=Lazy(
            "Day|Eve|morning|night|Sunday|Monday|Friday|Thanks|Diwali|Hallow|Christm|Fourth|Heilig|Silv|Neuj|Osters"
        ),
    ),
)
_AFFAIR = Lazy(
    r"\b(?:meetings?|congress|conference|symposium|workshop|webinar|seminar|(?<!of )course(?! of [a-z])|viva|OSCE"
    r"|poster|(?<!on )(?<!her )(?<!his )exam(?:s|ination|inations)?|submi(?:tted|ssion)|deadline|lecture"
    r"|journal club|publi(?:shed|cation)|grand rounds?|audit|interviews?|licen[cs]e|certificate|contract"
    r"|opened|launched|founded|rota|fellowship|graduat\w+|appointed|Kongress|Prüfung|Kurs"
    r"|my (?:post|job|rotation|residency|training|degree|internship|leave|first day|last day)"
    r"|(?:I|we) (?:\w+ )?(?:sat|passed|failed|joined|returned|moved|graduated|qualified|registered|applied|presented"
    r"|spoke|took (?:over|up|part)|resigned|retired|married|gave a (?:talk|lecture)|(?:started|began|opened|launched)"
    r"(?! (?:her|him|them|the patient|treatment|treating|methadone|a block|with))))\b"
)
_SINCE = Lazy(r"\b(?:[Ss]ince|[Ff]rom|[Uu]ntil|[Bb]y|[Ss]eit)\s$")
_FIRST_PERSON = Lazy(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")


def _is_patients_date(prose: Prose, found: re.Match[str]) -> bool:
    number = prose.number(found.start())
    if not prose.near(number):
        return False
    clause = prose.clause(found.start(), found.end())
    if _AFFAIR.search(clause):
        return False
    if _SINCE.search(prose.before(found.start(), 10)) and _FIRST_PERSON.search(clause):
        return False
    return prose.about(number) or CLINICAL.search(clause) is not None


_DATES = Rule(
    "patient-date",
    Lazy(
        r"Jan|Feb|Mar|Mär|Apr|May|Mai|Jun|Jul|Jän|Aug|Sep|Oct|Okt|Nov|Dec|Dez|[0-9][./-][0-9]|Day|Eve|morning|night|Friday"
        r"|Sunday|Monday|Thanks|Diwali|Hallow|Christm|Heilig|Silvester|Neujahr|Ostersonn"
    ),
    _DATE,
    _is_patients_date,
    "'{}' is a day in a patient's life",
    "leave out the day and the month, or say 'that spring'",
)


def patient_date(subject: Subject) -> Iterator[Diagnostic]:
    """A day and month, or a feast, where one patient is spoken of. A month or a year passes, and so does an exam's day.

    HIPAA safe harbor, identifier C: of dates that concern a person only the year may stand.
    """
    return _DATES.found(subject)


# Ages --------------------------------------------------------------------------------------------------------------

_HIGH = r"(?:9\d|1[01]\d|[Nn]inety(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one)\shundred)"
_NO_UNIT = (
    r"(?![\w%]|[.,]\d|\s?%|[-\s](?:per\scent|percent|mg|g|kg|kilos?|kilograms?|ml|mL|mm|cm|mcg|µg|days?|weeks?|months?|hours?"
    r"|minutes?|min|seconds?|beats|mmHg|patients|cases|percentile|and\s(?:over|above|older|more)|or\s(?:over|above|older|more)"
    r"|to\s\d|pounds|lbs?)\b|\s?[-–+]\s?\d|\+)"
)
_THING = "|".join(THINGS)
_NTH = (
    r"(?:9\d(?:st|nd|rd|th)|1[01]\d(?:st|nd|rd|th)|[Nn]inetieth|ninety-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth)|hundredth)"
)
_GERMAN_THING = (
    r"(?:\s\w+)?\s(?:Klinik|Klinikum|Krankenhaus|Hospital|Haus|Tradition|Geschichte|Bestehen|Gebäude|Universität)\b"
)
_AGE = Either(
    Lazy(
        rf"(?<![\w.,/–-])(?<!over\s)(?<!than\s)(?<!least\s)(?<!above\s){_HIGH}{OLD}",
        cue=Lazy(rf"{_HIGH}[- ]?y"),
    ),
    Lazy(
        r"(?<!mean\s)(?<!median\s)(?<!average\s)(?<!over\sthe\s)(?<!under\sthe\s)(?<!above\sthe\s)(?<!below\sthe\s)"
        rf"\b[Aa]ged?\s(?:of\s)?{_HIGH}{_NO_UNIT}",
        cue=Lazy(rf"[Aa]ged?\s(?:of\s)?{_HIGH}"),
    ),
    r"\bin\s(?:his|her|their)\s(?:early\s|mid-?\s?|late\s)?(?:nineties|90['’]?s)\b",
    Lazy(rf"\b(?:super)?(?:[Cc]entenarian|[Nn]onagenarian)\b(?![-\s](?:{_THING})\b)", cue=Lazy("enarian")),
    Lazy(
        rf"\b(?:{HUMAN}|patient|{TRADE})(?:\sof\s{_HIGH}{_NO_UNIT}|(?:,\s|\s\(){_HIGH}(?=[,)]))",
        cue=Lazy(rf"\sof\s{_HIGH}(?![\w%])|(?:,\s|\s\(){_HIGH}[,)]"),
    ),
    Lazy(
        r"\b(?:[Ss]he|[Hh]e|who)\s(?:is|was|had\s(?:just\s)?turned|turned)\s(?:already\s|over\s)?"
        rf"{_HIGH}(?=[.,;:)]|\s(?:and|when|but|years|at|on|then)\b)(?![.,]\d)"
        rf"|\b[Aa]t\s{_HIGH}(?=,?\s(?:he|she|the\s(?:patient|(?:wo)?man|oldest|eldest))\b)",
        cue=Lazy(r"(?:[Hh]e|who|[Aa]t)\s"),
    ),
    Lazy(
        rf"(?P<oldest>\b(?:[Oo]ld|[Ee]ld)est\b(?:(?:,?\s(?!(?:{_THING})\b)[\w'’-]{{1,20}}){{0,7}}?,?"
        rf"\s(?:is|was|were|being|turned|aged|at|reached)(?:\s(?:already|over|just|now))?|(?:\s(?:patient|{HUMAN}))?,?)"
        rf"\s\(?{_HIGH}(?=[,;:)]|\.(?!\d)|$|\s(?:and|when|but|years|at|on|then)\b)(?!,\d))",
        cue=Lazy("ldest"),
    ),
    Lazy(rf"\b(?:his|her)\s{_NTH}\sbirthday\b", cue=Lazy("birthday")),
    Lazy(
        rf"(?<![\w.,/–-])(?:9\d|1[01]\d)-?jährige[rnsm]?\b(?!{_GERMAN_THING})|\bim\sAlter\svon\s(?:9\d|1[01]\d)\b"
        r"|(?<![\w.,/–-])(?:9\d|1[01]\d)\sJahren?\salt\b",
        cue=Lazy(r"\djährige|\d-jährige|Alter|Jahre"),
    ),
)
_BORN = Lazy(
    r"\b(?:born|geboren)\s(?:in\s|im\sJahre?\s)?(?P<year>(?:18|19|20)\d\d)(?![\w-])|\b(?:\*|b\.)\s?(?P<short>19\d\d)\b"
)
_OLDEST_TOLD = 89
"""HIPAA safe harbor: older ages are told as "90 or older"."""


_PEOPLE = Lazy(
    r"\b(?:patients?|inpatients?|outpatients?|participants?|people|person|women|children|babies|residents? of"
    rf"|Patient(?:en|innen|in)?|(?:{HUMAN})s?|men)\b"
)


def _is_patients_age(prose: Prose, found: re.Match[str]) -> bool:
    if of_kin(prose, *found.span()):
        return False
    number = prose.number(found.start())
    return found.lastgroup != "oldest" or any(prose.has(_PEOPLE, one) for one in (number, max(0, number - 1)))


_AGES = Rule(
    "patient-age",
    Lazy(r"9[0-9]|1[01][0-9]|[Nn]inet|hundred|enarian"),
    _AGE,
    _is_patients_age,
    "'{}' tells an age over 89",
    "say 'in advanced age'",
)


def patient_age(subject: Subject) -> Iterator[Diagnostic]:
    """An age of 90 years or more, in whatever words, or the year of birth that gives it away.

    HIPAA safe harbor, identifier C. Old hospitals, groups ("aged 90 or over") and one's own family pass.
    """
    yield from _AGES.found(subject)

    def is_old(prose: Prose, found: re.Match[str]) -> bool:
        year = int(found["year"] or found["short"])
        return subject.today.year - year > _OLDEST_TOLD + 1 and prose.about(prose.number(found.start()))

    yield from Rule(_AGES.code, Lazy(r"[0-9]{4}"), _BORN, is_old, _AGES.message, _AGES.hint).found(subject)
