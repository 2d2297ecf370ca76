"""Who a patient is and where from, as a text may tell: names, initials, small places. Checks before a build.

GMC, Confidentiality, and HIPAA safe harbor (45 CFR 164.514(b)(2)): no names, and no place smaller than a state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assembler.checks.lazy import Either, Lazy
from assembler.checks.patients.fields import Known, free_texts, known_of
from assembler.checks.patients.sentences import CAP
from assembler.checks.patients.tables import INSTITUTIONS, LARGE_PLACES, NO_INITIALS, NOT_PLACES, NOT_TRADES, OPENERS
from assembler.checks.patients.texts import (
    COLLEAGUE,
    HUMAN,
    OLD,
    PATIENT,
    PRONOUN,
    SUFFERS,
    TRADE,
    Prose,
    is_one,
    matches,
    of_kin,
    told,
)
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic
from assembler.passages import Passage

# Names -------------------------------------------------------------------------------------------------------------

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mister|Madam|Mdm|Mme|Encik|Puan|Frau|Herrn?)"
_NAME = rf"{CAP}[\w-]+(?:['’](?!s\b)\w+)*"

_LETTER = "[A-ZÀ-ɏ]"
"""A capital letter or the like, within a cue: the range holds all of `CAP`, and is compiled faster."""

_TITLED = Either(
    Lazy(
        rf"(?<![\w-])(?<!ine )(?<!iner ){_TITLE}\b\.?\s"
        rf"(?:(?P<initials>{CAP}(?:\.?\s?{CAP}\b)?(?![\w'’-])(?!\.?\s{_NAME})\.?)"
        rf"|(?P<name>(?:{CAP}\.\s?){{0,2}}{_NAME}(?:\s{_NAME}){{0,2}}))",
        cue=Lazy(rf"{_TITLE}\b\.?\s{_LETTER}"),
    )
)
_INITIAL_THEN_WORD = Lazy(rf"(?<![\w-]){_TITLE}\b\.?\s{CAP}\.?\s(?P<next>{CAP}\w*)")
_TITLED_CUE = Lazy("M[rsidma]|Encik|Puan|Frau|Herr")
_DEAR = Lazy(r"\b(?:Dear|[Gg]eehrte[rn]?)\s$")
_SALUTED = Lazy(r"\b(?:Dear|[Gg]eehrte[rn]?)\s[^,!:]{0,60}")
_DOES = Lazy(
    r"['’]?s?\s(?:\w+ly\s)?(?:operat(?:ed|es)|refer(?:red|s)\s(?:a|an|the|her|him)|supervis|leads?\b|led\b|runs?\b|ran\b"
    r"|chair(?:s|ed)|perform|train(?:s|ed)|taught\s(?:me|us)\s(?:to|how)|mentor|guid|teaches|co-?ordinat|manage"
    r"|(?:and|und)\s(?:his|her|the)\steam|is\s(?:your|our|the)|who\s(?:leads|runs|heads))"
)
_NO_SURNAME = frozenset(
    (
        "Chair",
        "Chairman",
        "President",
        "Justice",
        "Speaker",
        "Universe",
        "Right",
        "Dr",
        "Prof",
        "Mitte",
        "Anfang",
        "Ende",
        "Doktor",
    )
)

_VERB = (
    r"(?:was|is|had|has|came|told|asked|said|died|could|presented|suffered|lost|walked|developed|underwent|returned"
    r"|wanted|taught|needed|woke|cried|smiled|lived|never)"
)
_DOTTED = rf"{CAP}\.(?:\s?{CAP}\.){{1,2}}"
_PERSON = rf"(?:(?:\w+\s){{0,2}}(?:{HUMAN}|patient|{TRADE})\b|\d{{1,3}}[-\s]year)"

_THEN = rf"(?=,\s(?:who|whose|admitted|brought|referred|seen|sent|{_VERB})\b)"
_INITIALS = Either(
    Lazy(
        rf"(?:(?<=\b[Pp]atient\s)|(?<=\b[Pp]atient,\s)|(?<=\b[Pp]atientin\s)|(?<=\b[Bb]aby\s))"
        rf"(?P<marked>{_DOTTED}|{CAP}{{2,3}}(?=[,.;)]|\s{_VERB}\b))",
        cue=Lazy(rf"(?:atient(?:in)?,?|aby)\s{_LETTER}[A-ZÀ-ɏ.]"),
    ),
    Lazy(
        rf"(?<![\w.-])(?P<described>{_DOTTED}|{CAP}{{2}})(?=(?:,|\s(?:is|was))\s(?:an?|the)\s{_PERSON})",
        cue=Lazy(rf"{_LETTER}[A-ZÀ-ɏ.](?:,|\s(?:is|was))\s(?:an?|the)\s"),
    ),
    Lazy(rf"(?<![\w.-])(?P<aged>{_DOTTED})(?=,?\s\(?\d{{2}}\)?[,)])", cue=Lazy(rf"{_LETTER}\.,?\s\(?\d\d")),
    Lazy(rf"(?<![\w.-])(?P<acting>{_DOTTED})(?=\s{_VERB}\b)", cue=Lazy(rf"\.\s?{_LETTER}\.\s[a-z]")),
    Lazy(
        rf"\b(?:patients?|{HUMAN}),\s(?P<inserted>{_DOTTED}|{CAP}{{2}}){_THEN}",
        cue=Lazy(rf",\s{_LETTER}[A-ZÀ-ɏ.\s]{{1,7}},\s[a-z]"),
    ),
    Lazy(
        rf"\bpatients?,\s(?P<known>{CAP}(?!\w*(?:ish|ese|[iec]an|ic)\b)[a-z]{{2,15}}){_THEN}",
        cue=Lazy(rf"atients?,\s{_LETTER}"),
    ),
    Lazy(
        rf"\b(?:patient|{HUMAN})\s"
        rf"(?:named\s(?P<named>{_NAME})|called\s(?P<called>{_NAME})(?=[,.;]|\s(?:who|whose|{_VERB})\b))",
        cue=Lazy(rf"(?:named|called)\s{_LETTER}"),
    ),
)
_NO_CALLED = frozenset(
    ("Dr", "Doctor", "Prof", "Professor", "Mr", "Mrs", "Ms", "Miss", "Sister", "Ward", "Nurse", "God")
)

_INITIALS_CUE = Lazy(rf"{CAP}\.|[A-Z][A-Z]|named|called|,\s[A-Z][a-z]+,\s")
_FOUND = "'{}' looks like a patient's {}"
_HINT_NAME = "say 'a woman in her sixties', or the like"


def patient_initials(subject: Subject) -> Iterator[Diagnostic]:
    """Initials and names of patients: "Mr B.", "Mrs Tan" beside a patient, "J.S. was a 45-year-old". Each once a file.

    GMC, Confidentiality; HIPAA safe harbor, identifier A. Names that profile or programs hold, and those of colleagues,
    are nobody's secret.
    """
    proses = [prose for one in free_texts(subject) if (prose := _Named(one)).titled or prose.initials]
    if not proses:
        return
    known, colleagues = known_of(subject), _colleagues(proses)
    seen: set[tuple[str, str]] = set()
    for prose in proses:
        for start, end, what in sorted((*_titled(prose, known, colleagues), *_initials(prose))):
            name = prose.passage.text[start:end]
            key = (prose.passage.file, name.rstrip("."))
            if key not in seen:
                seen.add(key)
                yield told("patient-initials", _FOUND.format(name, what), prose.passage, (start, end), _HINT_NAME)


class _Named(Prose):
    """A passage with all that may be a name in it."""

    def __init__(self, passage: Passage) -> None:
        self.titled = tuple(matches(_TITLED, _TITLED_CUE, passage.text))
        self.initials = tuple(matches(_INITIALS, _INITIALS_CUE, passage.text))
        if self.titled or self.initials:
            super().__init__(passage)


def _colleagues(proses: Iterable[_Named]) -> frozenset[str]:
    """The family names that some sentence gives to a colleague, or a salutation to a reader."""
    names: set[str] = set()
    for prose in proses:
        names.update(_family(one["name"]) for one in prose.titled if one["name"] and _is_colleague(prose, one))
        for found in _SALUTED.finditer(prose.passage.text):
            names.update(word.casefold() for word in re.findall(_NAME, found[0]))
    return frozenset(names)


def _family(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _is_colleague(prose: Prose, found: re.Match[str]) -> bool:
    number = prose.number(found.start())
    return prose.has(COLLEAGUE, number) or _DOES.match(prose.passage.text, found.end("name")) is not None


def _titled(prose: _Named, known: Known, colleagues: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where "Mr B." and "Mrs Tan" stand that may be a patient's, and whether it is initials or a name."""
    text = prose.passage.text
    for found in prose.titled:
        if _DEAR.search(text[max(0, found.start() - 10) : found.start()]) and not found["initials"]:
            continue
        if found["initials"]:
            yield found.start(), found.end(), "initials"
            continue
        name = found["name"]
        followed = _INITIAL_THEN_WORD.match(text, found.start())
        if followed and followed["next"] in OPENERS:
            yield found.start(), followed.start("next") - 1, "initials"
            continue
        words = re.findall(_NAME, name)
        family = words[0] if words[-1] in OPENERS else words[-1]
        if family in _NO_SURNAME or any(word.casefold() in known.tokens for word in words):
            continue
        if family.casefold() in colleagues or _is_colleague(prose, found):
            continue
        number = prose.number(found.start())
        after = number + 1 < len(prose.starts) and prose.has(SUFFERS, number + 1)
        if prose.near(number) or prose.has(SUFFERS, number) or after:
            yield found.start(), found.start("name") + name.index(family) + len(family), "name"


def _initials(prose: _Named) -> Iterator[tuple[int, int, str]]:
    """Where initials without a title, and first names, stand that may be a patient's."""
    for found in prose.initials:
        group = found.lastgroup or ""
        letters, number = found[group], prose.number(found.start())
        if group in ("named", "called", "known"):
            if letters not in _NO_CALLED:
                yield *found.span(group), "name"
        elif letters.replace(" ", "").rstrip(".") not in NO_INITIALS and (
            group == "marked" or prose.near(number) or prose.has(SUFFERS, number)
        ):
            yield *found.span(group), "initials"


# Places ------------------------------------------------------------------------------------------------------------

_PLACE = rf"(?:St\.?\s|Mt\.?\s)?{CAP}[\w-]+(?:['’]\w+)?(?:\s{CAP}[\w-]+(?:['’]\w+)?){{0,2}}"
_SMALL = (
    r"(?:village|hamlet|town|island|isle|islet|settlement|township|parish|kampung|kampong|farm|croft|valley|suburb|commune"
    r"|municipality|neighbou?rhood|Dorf|Weiler|Insel|Gemeinde|Städtchen)"
)
_FROM = rf"(?:from|aus)\s(?:the\s)?(?:{_SMALL}\s(?:of|called)\s)?(?P<of>{_PLACE})"
_ON_THE_WAY = r",?\s(?:aged\s\d+,?\s|of\s\w+,?\s|in\s(?:his|her)\s\w+,?\s|who\s(?:had\s)?(?:came|come|was|is)\s)?"
_OFFICES = (
    r"mayor|mayoress|vicar|priest|imam|rabbi|postmaster|postmistress|headmaster|headmistress|schoolteacher|shopkeeper"
    r"|village\schief|innkeeper|publican|lighthouse\skeeper|harbou?r\s?master|ferryman"
)
_TRADES = (
    rf"(?!(?:{'|'.join(NOT_TRADES)})\b)"
    rf"(?:{TRADE}|{HUMAN}|[a-z]{{2,20}}(?:er|or|man|woman|ist|ian|ess|smith|wife|maid"
    r"|herd|keeper|monger|wright))"
)
_OF_SMALL = rf"(?:the\s(?:{_SMALL})\s(?:of|called)\s)?"
_FROM_A_NAME = Lazy(rf"(?:from|aus)\s(?:\w+\s){{0,3}}?{_LETTER}")
_PLACES = Either(
    rf"\b{_SMALL}\s(?:of\s|called\s|named\s)?(?P<small>{_PLACE})",
    Lazy(
        rf"\b(?P<who>{HUMAN}|{TRADE}|patient(?:in)?|couple|(?:[Tt]wo|[Tt]hree|[Ff]our)\s(?:sisters|brothers|siblings"
        rf"|patients|women|men|children|boys|girls|farmers|fishermen)){_ON_THE_WAY}{_FROM}",
        cue=_FROM_A_NAME,
    ),
    Lazy(rf"\b(?P<who>\d{{1,3}}{OLD}){_ON_THE_WAY}{_FROM}", cue=Lazy(r"\d[- ]?y")),
    rf"\b(?:lived|living|lives|resid(?:ed|es|ing))\s(?:\w+\s){{0,2}}?(?:in|on|near|at)\s(?P<home>{_PLACE})",
    Lazy(
        r"\b(?:came|comes|come|coming|travell?ed|driven|drove|flown|brought|referred|sent)\s(?:\w+\s){0,4}?from\s"
        rf"(?:the\s)?(?P<way>{_PLACE})",
        cue=_FROM_A_NAME,
    ),
    Lazy(
        rf"\b[Tt]he\s(?:(?:only|sole|last|first)\s(?:\w+\s)?{_TRADES}|(?:{_OFFICES}))\s(?:in|of|on)\s{_OF_SMALL}"
        rf"(?P<only>{_PLACE})",
        cue=Lazy(
            rf"[Tt]he\s(?:(?:only|sole|last|first)\s(?:\w+\s){{1,2}}|(?:{_OFFICES})\s)(?:in|of|on)\s"
            rf"(?:the\s\w+\s(?:of|called)\s)?{_LETTER}"
        ),
    ),
    Lazy(
        rf"\b(?:{HUMAN}|[Pp]atient|[Ss]he|[Hh]e|who)\s(?:is|was|had\sbeen)\sthe\s(?:only|sole|last|first)\s(?:\w+\s)?"
        rf"(?!(?:patient|case|one|survivor|person)\b)[a-z]\w*\s(?:in|of)\s{_OF_SMALL}(?P<being>{_PLACE})",
        cue=Lazy(r"(?:is|was|been)\sthe\s(?:only|sole|last|first)\s"),
    ),
)
_PLACES_CUE = Lazy(
    "from|aus |village|hamlet|town|island|isle|settle|parish|kamp|farm|croft|valley|suburb|comm|munic|neigh|Dorf|Weiler"
    "|Insel|Gemeinde|Städtchen|lived|living|lives|resid"
    rf"|[Tt]he (?:only|sole|last|first|{_OFFICES})"
)
_BY_NOUN = Lazy(
    rf"(?P<human>\b(?:{HUMAN}|{TRADE}|couple|[Tt]wo|[Tt]hree|[Ff]our)\b)|(?P<patient>\b[Pp]atient)|(?P<age>\d)"
)
_FIRST_PERSON = Lazy(r"\b(?:I|we|We|my wife|my husband)\b")
_INSTITUTION = Lazy(rf"\s(?:(?:of|and|for|{CAP}[\w'’]{{0,30}})\s){{0,2}}(?:{INSTITUTIONS})\b")
_INSTITUTIONS = Lazy(rf"\b(?:{INSTITUTIONS}|Street|Road|Avenue|Lane|Terrace|Square)\b")
_SPECIALTY = Lazy(r"(?:ology|iatrics|iatry|ics|surgery|esthesia|therapy|medicine|care)$", re.IGNORECASE)


def patient_place(subject: Subject) -> Iterator[Diagnostic]:
    """A place so small that a patient may be found there: "a farmer from X", "in the village of X".

    HIPAA safe harbor, identifier B. Countries, states, large cities, and what profile or programs name pass.
    """
    for passage in free_texts(subject):
        prose: Prose | None = None
        for found in matches(_PLACES, _PLACES_CUE, passage.text):
            prose = prose or Prose(passage)
            group = found.lastgroup or ""
            if _may_be_small(passage, found, group, known_of(subject)) and _is_patients(prose, found, group):
                name = found[group]
                yield told(
                    "patient-place",
                    f"'{name}' beside a patient may be small enough to find them",
                    passage,
                    found.span(group),
                    "name a country or a state, or say 'a village'",
                )


def _may_be_small(passage: Passage, found: re.Match[str], group: str, known: Known) -> bool:
    name = found[group]
    words = name.split()
    if words[0].casefold() in NOT_PLACES or name.endswith(("'s", "’s")) or words[0].isupper():
        return False
    if _SPECIALTY.search(words[0]) or _INSTITUTIONS.search(name) or _INSTITUTION.match(passage.text, found.end(group)):
        return False
    heads = [" ".join(words[:most]) for most in range(1, len(words) + 1)]
    return not any(head.casefold() in LARGE_PLACES or head in known for head in heads)


def _is_patients(prose: Prose, found: re.Match[str], group: str) -> bool:
    number = prose.number(found.start())
    if of_kin(prose, *found.span()):
        return False
    if group == "of":
        noun = _BY_NOUN.match(prose.passage.text, found.start("who"))
        return noun is None or is_one(prose.passage.text, noun)
    if not prose.about(number):
        return False
    *_, before = _FIRST_PERSON.split(prose.clause(found.start(), found.start()))
    own = len(before) < len(prose.clause(found.start(), found.start()))
    return not own or PATIENT.search(before) is not None or PRONOUN.search(before) is not None
