"""Texts that could go to any program: phrases that fit all of them, statements in which nothing is of one alone.

For the checks of an address. "Your esteemed program" is what readers quote of texts that were sent to everybody
(residencyadvisor.com; Siegel's notes of program directors: nothing that could be said of any program).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembler.checks.address.called import names_of
from assembler.checks.address.readers import ATTRACTION, Heard, heard, of_program, people_of
from assembler.checks.lazy import Either
from assembler.checks.naming import Names, Word, words_of
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.passages import Passage

# Phrases ------------------------------------------------------------------------------------------

_PLACE = (
    r"(?:(?:fellowship|training|residency|pain|medical|teaching|academic|clinical|university|research|medicine) ){0,3}"
    r"(?:program(?:me)?|fellowship|institut(?:ion|e)|hospital|department|division|university|cent(?:er|re)|faculty|team"
    r"|organi[sz]ation|establishment|clinic|unit|school)s?"
)
_ESTEEMED = (
    r"esteemed|prestigious|renowned|reputable|reputed|distinguished|illustrious|revered|venerable|celebrated"
    r"|world[- ](?:class|renowned|famous|leading)|well[- ](?:respected|regarded|reputed|renowned)"
    r"|(?:highly|widely) (?:respected|regarded|reputed|acclaimed|esteemed|renowned|competitive)"
    r"|leading|(?:inter)?nationally (?:recogni[sz]ed|renowned|acclaimed|ranked|respected|known)"
    r"|(?:inter)?national(?:ly)?[- ]leading|top[- ](?:tier|notch|ranked)"
)
_REPUTE = r"(?:excellent|outstanding|stellar|impeccable|unmatched|unparalleled|sterling|impressive|great|superb)"
_MUCH = r"(?:very |highly |truly |most )?"
_WITH = r"(?:,? (?:and )?[\w-]+){0,2}?"
_YOUR = r"\byour (?:\w+(?:['’]s)? )?"

_BOILERPLATE = Either(
    rf"\byour {_MUCH}(?:{_ESTEEMED}|first[- ]class|outstanding|exceptional|excellent|stellar){_WITH} {_PLACE}\b",
    rf"\byours is (?:an?|the) {_MUCH}(?:{_ESTEEMED}|outstanding|exceptional){_WITH} {_PLACE}\b",
    rf"\byours is (?:one of|among) the (?:most )?(?:{_ESTEEMED}|best|finest|top|respected){_WITH} {_PLACE}\b",
    rf"{_YOUR}{_PLACE} is {_MUCH}(?:{_ESTEEMED})(?=[.,;!?]|$| (?:and|as|across|throughout|worldwide)\b)",
    rf"\b(?:such|so) (?:an? )?{_MUCH}(?:an? )?(?:{_ESTEEMED}) (?:an? )?{_PLACE}\b",
    rf"\b(?:this|these) (?:{_ESTEEMED}) (?:fellowship|training)? ?(?:program(?:me)?|fellowship)s?\b",
    rf"\ban? (?:(?:{_ESTEEMED}) )?{_PLACE} (?:like|such as) yours(?=[.!?]|$)",
    rf"\b{_PLACE} of (?:your|such|this) (?:calib(?:er|re)|stature|repute|reputation|standing|prestige)\b",
    rf"{_YOUR}(?:long-?standing )?{_REPUTE} reputation\b(?! for (?!excellence|training|quality))",
    (
        rf"{_YOUR}(?:commitment|dedication|devotion) to (?:(?:academic|clinical|medical) )?"
        r"(?:education|excellence|innovation|quality)\b"
    ),
    rf"{_YOUR}(?:tradition|legacy|history|culture|pursuit) of excellence\b",
    r"\byour (?:\w+ ){0,2}?(?:state[- ]of[- ]the[- ]art|cutting[- ]edge|world[- ]class|unparalleled|unmatched)\b",
    rf"\b(?:perfect|ideal|great|excellent|natural|wonderful) (?:fit|match|candidate) for your (?:\w+ )?{_PLACE}\b",
    (
        rf"{_YOUR}{_PLACE} (?:is|would be|will be) (?:the|an?) (?:perfect|ideal|best|right|great|excellent)"
        r" (?:place|fit|match|environment|setting|choice|program(?:me)?)\b"
    ),
    rf"\b(?:your|this) {_PLACE} (?:will|would|can) (?:provide|offer) me (?:with )?(?:the|an) (?:ideal|perfect|best)\b",
    rf"\b(?:asset|addition) to your (?:\w+ )?{_PLACE}\b",
    rf"{_YOUR}diverse (?:patients?|pathology|case ?mix)\b",
    (
        r"\b(?:honou?r|privilege|dream)(?:ed)? (?:of mine |for me )?to (?:(?:be|become) (?:a )?part of|join"
        rf"|(?:train|work|learn|study|serve) (?:at|in|with)) your (?:\w+ )?{_PLACE}\b"
    ),
    (
        rf"\bone of the (?:best|finest|top|leading|most (?:{_ESTEEMED}|respected)) {_PLACE} in the"
        r" (?:country|world|nation|region|field|United States|United Kingdom)\b"
    ),
    (
        r"\bIhre[mnrs]? (?:sehr |hoch |international )?(?:renommierte|angesehene|geschätzte|namhafte|exzellente"
        r"|hervorragende|ausgezeichnete|anerkannte)[mnrs]? (?:\w+ )?(?:Klinik|Haus|Hauses|Abteilung|Institution"
        r"|Einrichtung|Universitätsklinik(?:um)?|Klinikum|Programm|Zentrum|Team)\b"
    ),
    flags=re.IGNORECASE,
)


def boilerplate(subject: Subject) -> Iterator[Diagnostic]:
    """A phrase that fits any program."""
    for one in heard(subject):
        if one.origin == "program":
            continue
        for found in _BOILERPLATE.finditer(one.passage.text):
            yield warning(
                "boilerplate",
                f"'{found[0]}' could be said to any program",
                one.passage.mark(*found.span()),
                "name what only this program has: a track, a clinic, a person, a way of working",
            )


# Facts --------------------------------------------------------------------------------------------

_FEWEST_WORDS = 150

_USUAL = frozenset(("opening", "specialty", "preparation", "scholarship", "contribution", "program", "plan"))
"""The usual sections of a statement that must be written; those of `conventions.yaml` that are not optional."""

_SHORTEST = 4
_STEM = 7
_SAID_OF_MANY = frozenset(
    (
        *("about", "also", "among", "been", "before", "both", "care", "center", "centre", "clinic", "clinical"),
        *("clinics", "does", "each", "every", "fellow", "fellows", "fellowship", "five", "four", "from", "half"),
        *("have", "here", "hospital", "hospitals", "hours", "into", "learn", "many", "medical", "medicine", "month"),
        *("months", "more", "most", "much", "national", "only", "other", "over", "pain", "patient", "patients"),
        *("people", "program", "programme", "programmes", "programs", "research", "seven", "should", "since", "some"),
        *("such", "take", "takes", "taught", "teach", "teaching", "team", "than", "that", "their", "them", "then"),
        *("there", "these", "they", "this", "those", "three", "through", "time", "track", "trained", "training"),
        *("treatment", "university", "very", "week", "weeks", "well", "were", "what", "when", "where", "which"),
        *("while", "whom", "will", "with", "work", "working", "works", "would", "year", "years", "your", "aber"),
        *("auch", "beim", "dass", "diese", "durch", "eine", "einem", "einen", "einer", "haben", "ihre", "ihrem"),
        *("ihren", "ihrer", "klinik", "nach", "nicht", "oder", "sich", "sind", "über", "unter", "werden", "wird"),
        *("zwei"),
    )
)
"""Words that two texts share without telling of the same thing."""


def no_program_fact(subject: Subject) -> Iterator[Diagnostic]:
    """A statement that is written to its end, and holds no name and no fact of its program."""
    by_program: dict[str, list[Heard]] = {name: [] for name in subject.programs}
    of_statements = {id(one) for (kind, _), texts in subject.texts.items() if kind == "statement" for one in texts}
    for one in heard(subject):
        if id(one.passage) in of_statements:
            for reader in one.readers:
                by_program[reader].append(one)
    for name, texts in by_program.items():
        if not _whole(subject, name, texts) or _names_it(subject, name, texts) or _tells_of_it(subject, name, texts):
            continue
        passage = _where_told(subject, name)
        yield warning(
            "no-program-fact",
            "nothing in this statement is of its program alone: no name, no place, no person, nothing that draws you",
            passage.mark(),
            "say in a sentence or two what only this program has; its 'attractions' are the list to choose from",
        )


def _where_told(subject: Subject, program: str) -> Passage:
    """Where the program is to be spoken of: the first passage of the section for it, else the last of the statement."""
    sections = subject.programs[program].statement.sections
    rules = {one.id for one in sections if one.id == _OF_PROGRAM or _ATTRACTIONS in one.evidence}
    meant = rules if sections else {_OF_PROGRAM}
    passages = subject.texts["statement", program]
    return next((one for one in passages if one.where in meant), passages[-1])


_OF_PROGRAM = "program"
_ATTRACTIONS = "program.attractions"


def _whole(subject: Subject, program: str, texts: Sequence[Heard]) -> bool:
    """Whether each section that must be written is; answers to set questions alone need not speak of the program."""
    rules = subject.programs[program].statement
    if rules.sections:
        asked = {one.id for one in rules.sections if not one.optional} | {one.id for one in rules.questions}
    elif rules.questions:
        return False
    else:
        asked = set(_USUAL)
    return asked <= {one.passage.where for one in texts} and sum(len(one.words) for one in texts) >= _FEWEST_WORDS


def _names_it(subject: Subject, program: str, texts: Sequence[Heard]) -> bool:
    """Whether a name of the program, its place or its people stands in the texts, whatever the capitals."""
    called = [keys for keys, _ in names_of(subject.programs[program], subject.profile.specialty)]
    people = [person.family for person in people_of(subject, program)]
    names: Names[str] = Names(([key.casefold() for key in keys], "") for keys in (*called, *people))
    return any(
        True for one in texts for _ in names.within([word._replace(key=word.key.casefold()) for word in one.words])
    )


def _tells_of_it(subject: Subject, program: str, texts: Sequence[Heard]) -> bool:
    """Whether a passage shares two words with one attraction; what several programs share tells of none of them.

    Two words that the profile has as well tell of the applicant's own work, unless the passage speaks to the program.
    """
    specialty = subject.profile.specialty
    facts = [
        fact
        for one in of_program(subject, program, own_words=True)
        if ATTRACTION.fullmatch(one.where) and (fact := _content(words_of(one.text), specialty))
    ]
    own = {key for one in subject.told for key in _content(words_of(one.text), specialty)}
    for one in texts:
        if len(one.readers) > 1:
            continue
        content = _content(one.words, specialty)
        for fact in facts:
            common = content & fact
            if len(common) > 2 or (len(common) == 2 and (common - own or _TO_YOU.search(one.passage.text))):
                return True
    return False


_TO_YOU = re.compile(r"\b(?:you|yours?|here|Sie|Ihr|Ihre[mnrs]?)\b")


def _content(words: Sequence[Word], specialty: str) -> frozenset[str]:
    """What a text is about: its words without those of many texts, as far as their beginnings."""
    own = specialty.casefold().split()
    keys = {word.key.casefold() for word in words}
    return frozenset(
        key[:_STEM].removesuffix("s")
        for key in keys
        if (len(key) >= _SHORTEST or (key.isdigit() and len(key) > 1)) and key not in _SAID_OF_MANY and key not in own
    )
