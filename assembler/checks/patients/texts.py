"""Passages read sentence by sentence: where one single patient is spoken of. For the checks of patient confidentiality.

A patient is a single person: "a woman in her sixties", "the patient", "a 45-year-old". Patients in general ("patients
of the clinic", "patient safety") are nobody. Who "she" is in the next sentence is read from the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assembler.checks.lazy import Either, Lazy
from assembler.checks.patients.fields import free_texts
from assembler.checks.patients.sentences import CAP, sentence_starts
from assembler.checks.patients.tables import ATTRIBUTED, CHILD_ATTRIBUTED, COLLEAGUES, OCCUPATIONS, THINGS
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.passages import Passage

# One patient -------------------------------------------------------------------------------------------------------

_TENS = r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_SPELT = rf"(?:{_TENS}y(?:[- ]{_ONES})?|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|{_ONES})"


def _any(words: Iterable[str]) -> str:
    """A pattern for any of `words`; spaces are spelt out, since a verbose pattern passes over them."""
    return "|".join(words).replace(" ", r"\s")


HUMAN = (
    "woman|man|lady|gentleman|boy|girl|child|infant|baby|newborn|neonate|toddler|teenager|adolescent|mother|father"
    "|grandmother|grandfather|widow|widower|pensioner|veteran|refugee"
)

TRADE = _any(OCCUPATIONS)

_NO_ATTRIBUTE = (
    rf"{HUMAN}|{TRADE}|patient|who|whom|whose|in|with|from|at|on|of|to|and|or|was|is|had|has|came|after|before|for|by"
    "|told|left|under|without|into|when|while|survived|sent"
)

IS_THING = rf"[-\s](?:(?!(?:{_NO_ATTRIBUTE})\b)[\w'’]+[-\s]){{0,3}}(?:{_any(THINGS)})\b"
"""What follows an age that is not a person's: " red brick hospital"."""

OLD = rf"(?:[- ]?y(?:ea)?rs?[- ]old|[- ]?(?:y/o|yo)\b)(?!{IS_THING})"
"""What stands after a number that is a person's age."""

PATIENT = Either(
    Lazy(
        rf"(?P<patient>\b[Pp]atient(?:in)?\b(?!-)(?!\s(?:{_any(ATTRIBUTED)})\b)"
        r"(?!\s(?:with\s(?:people|students|others|me)|(?:an?|each|per)\s(?:hour|day|week|month|night|list))\b))",
        cue=Lazy("atient"),
    ),
    rf"(?P<human>\b(?:{HUMAN})\b(?!-)(?!(?<=child)\s(?:{_any(CHILD_ATTRIBUTED)})\b)(?!\stongue))",
    Lazy(rf"(?P<age>\b(?:\d{{1,3}}|{_SPELT}){OLD})", cue=Lazy(r"y(?:ea)?rs?[- ]old|y/o|yo\b")),
    Lazy(
        rf"(?P<aged>(?<![sn]\s)(?<!people\s)\baged?\s(?:\d{{1,3}}|{_SPELT})\b(?!\s?[-–+]|\s(?:to|and|or)\b))",
        cue=Lazy(r"aged?\s"),
    ),
    Lazy(
        rf"(?P<decade>\bin\s(?:his|her)\s(?:early\s|mid-?\s?|late\s)?(?:teens|{_TENS}ies|[1-9]0s)\b)",
        cue=Lazy(r"in\s(?:his|her)\s"),
    ),
    Lazy(r"(?P<case>\b(?:a|one|this|rare|difficult|another)\scase\sof\b)", cue=Lazy(r"case\sof")),
    Lazy(
        rf"(?P<german>\b(?:[Ee]ine[rn]?|[Dd]ie|[Dd]er)\s(?:\w+\s)?Frau\b(?!\s(?:Dr|Prof|{CAP}))"
        r"|\b(?:[Ee]in(?:em|en|es)?)\s(?:\w+\s)?(?:Mann(?:es)?|Patienten|Jungen?|Mädchen|Kind(?:es)?)\b"
        r"|\b\d{1,3}-?jährige)",
        cue=Lazy("Frau|Mann|Patienten|Junge|Mädchen|Kind|jährige"),
    ),
)
"""One patient, unless the words before say otherwise (see `Prose.patient`)."""

_GENERAL_BEFORE = Lazy(
    r"(?:\b(?:each|every|per|any|no|be|am|is|are|was|were|been|being|very|more|so|too|became|become|stay|remain"
    r"|and|from|whole)\s(?:new\s|single\s|other\s)?$)"
)
_OWN_BEFORE = Lazy(
    r"\b(?:my|our|his|her|as an?|I was an?|am an?|being an?|becoming an?|I became an?|birth of (?:an?|our))"
    r"\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_EACH_BEFORE = Lazy(r"\b(?:[Ee]ach|[Ee]very|per|any|no|[Aa]n? average)\s(?:\w+\s)?$")

PRONOUN = Lazy(r"\b(?:[Ss]he|[Hh]e|[Hh]im|[Hh]er|[Hh]ers|[Hh]is|[Hh]erself|[Hh]imself|[Ee]r|[Ii]hr|[Ii]hm)\b")

_ILL = (
    r"pain|back|knees?|hips?|legs?|arms?|hands?|feet|foot|spine|cancer|tumou?r|surgery|operation|amputation|stump|stroke"
    r"|headaches?|migraines?|tablets|opioids?|morphine|diagnosis|scans?|illness|disease|symptoms?|leuk[a]?emia|lymphoma"
)
SUFFERS = Lazy(
    rf"\b(?:[Hh]is|[Hh]er)\s(?:\w+\s)?(?:{_ILL})\b(?!\s(?:clinic|service|team|fellowship|research|practice|list|unit))"
    r"|\b(?:was|had been|been|were)\s(?:admitted|diagnosed|operated on|discharged|intubated)\b"
    r"|\b(?:died|passed away|collapsed|overdosed|bedridden|bedbound|suffered from|underwent|limped)\b"
    rf"|\b(?:lived|living|lives|came|presented|suffered)\swith\s(?:\w+\s){{0,3}}(?:{_ILL})\b"
    r"|\bcould (?:not|no longer|hardly|barely) (?:walk|sleep|sit|stand|work|move|hold|lift|bear)\b"
    r"|\b(?:came|presented|returned|was referred|was sent) (?:back )?to (?:me|us|(?:our|my|the) (?:pain )?clinic)\b"
)
CLINICAL = Lazy(
    r"\b(?:died|death|admi(?:tted|ssion)|discharged?|surgery|operat(?:ed|ion)|amputat(?:ed|ion)|implant(?:ed|ation)?"
    r"|transferred|diagnos(?:ed|is)|delivered|relapsed?|collapsed|injection|block|stroke|biopsy|scan|overdose|funeral"
    r"|accident|injury|fracture|fell|pronounced|extubated|intubated|starb|verstarb|operiert|aufgenommen)\b"
)

COLLEAGUE = Lazy(
    rf"(?<!retired )(?<!former )\b(?:{'|'.join(COLLEAGUES)})\b"
    r"(?!['’]s\b)(?!\s(?:in\s(?:his|her|their)\s|aged\s|of\s\d|with\s(?:chronic|severe|cancer|pain|a\s)|herself|himself))",
)


KIN_OF_PATIENTS = Lazy(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Pp]atient(?:['’]s|s['’]))\s(?:\w+\s){0,2}(?:wife|husband|widow(?:er)?|partner|mother|father"
    r"|parents?|sister|brother|siblings|sons?|daughters?|child|children|grand\w+|nieces?|nephews?|aunt|uncle|family|carer)\b"
)


class Prose:
    """A passage read by sentences. All that it knows of a sentence is found out once."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.starts = sentence_starts(passage.text)
        self._known: dict[tuple[Lazy | None, int], bool] = {}

    def number(self, at: int) -> int:
        """Which sentence the character `at` stands in, from 0."""
        return bisect_right(self.starts, at) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Where sentence `number` begins, and where it ends."""
        last = number + 1 == len(self.starts)
        return self.starts[number], len(self.passage.text) if last else self.starts[number + 1]

    def before(self, start: int, reach: int) -> str:
        """At most `reach` characters before `start`, within its sentence."""
        return self.passage.text[max(self.span(self.number(start))[0], start - reach) : start]

    def after(self, end: int, reach: int) -> str:
        """At most `reach` characters from `end` on, within the sentence that ends there or after it."""
        return self.passage.text[end : min(self.span(self.number(max(0, end - 1)))[1], end + reach)]

    def clause(self, start: int, end: int, reach: int = 160) -> str:
        """What stands around `start` to `end` between two commas or the like, within the sentence."""
        before, after = self.before(start, reach), self.after(end, reach)
        inner = self.passage.text[start:end]
        return f"{_CLAUSE_END.split(before)[-1]}{inner}{_CLAUSE_END.split(after, maxsplit=1)[0]}"

    def has(self, pattern: Lazy, number: int) -> bool:
        """Whether `pattern` stands in sentence `number`."""
        key = (pattern, number)
        if key not in self._known:
            self._known[key] = pattern.search(self.passage.text, *self.span(number)) is not None
        return self._known[key]

    def patient(self, number: int) -> bool:
        """Whether sentence `number` speaks of one patient by a word of its own, such as "a woman in her sixties"."""
        key = (None, number)
        if key not in self._known:
            first, last = self.span(number)
            family = _FAMILY.search(self.passage.text, first, last)
            found = PATIENT.finditer(self.passage.text, first, family.start() if family else last)
            self._known[key] = any(is_one(self.passage.text, one) for one in found)
        return self._known[key]

    @cached_property
    def of_a_patient(self) -> bool:
        """Whether any sentence speaks of one patient, or of the family of one."""
        return KIN_OF_PATIENTS.search(self.passage.text) is not None or any(map(self.patient, range(len(self.starts))))

    def about(self, number: int) -> bool:
        """Whether sentence `number` speaks of one patient, by a word of its own or by "she" after such a sentence."""
        at = number
        while not self.patient(at):
            if at == 0 or number - at >= _FURTHEST or not self.has(PRONOUN, at):
                return False
            at -= 1
        return True

    def near(self, number: int) -> bool:
        """Whether sentence `number` or the one before speaks of one patient."""
        return self.about(number) or (number > 0 and self.about(number - 1))


def is_one(text: str, found: re.Match[str]) -> bool:
    """Whether `found`, a match of `PATIENT` in `text`, is one patient: not "every patient", "my child", "as a boy"."""
    before = text[max(0, found.start() - 30) : found.start()]
    if found.lastgroup == "patient":
        return not (_GENERAL_BEFORE.search(before) or _EACH_BEFORE.search(before))
    if found.lastgroup == "human":
        return not (_OWN_BEFORE.search(before) or _EACH_BEFORE.search(before))
    return found.lastgroup == "case" or not _KIN_BEFORE.search(before)


_FURTHEST = 4
"""Sentences over which "she" is still the patient."""

_KIN_BEFORE = Lazy(r"\b(?:[Mm]y|[Oo]ur)\s(?:[\w-]+\s){0,2}$")
_CLAUSE_END = Lazy(r"[,;:—–()]\s?|\s-\s")


_RELATIVE = (
    r"\b(?:[Mm]y|[Oo]ur)\s(?:[\w-]+\s){0,2}(?:great-?)?(?:grand)?"
    r"(?:mother|father|parents?|ma|pa|aunt|uncle|wife|husband|sister|brother|son|daughter|cousin)s?\b"
)
_FAMILY = Lazy(_RELATIVE)
_KIN = Lazy(rf"{_RELATIVE}|\b(?:[Mm]y|[Oo]ur)\s(?:[\w-]+\s){{0,2}}(?:neighbou?r|teacher|professor|mentor)\b")


def of_kin(prose: Prose, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is said of somebody of the applicant's own: "my grandmother"."""
    return _KIN.search(prose.before(start, 80) + prose.passage.text[start:end] + prose.after(end, 40)) is not None


CANNOT = "no check can certify that a text identifies nobody"


def told(code: str, message: str, passage: Passage, place: tuple[int, int], hint: str) -> Diagnostic:
    """The finding `message` about what stands at `place` in `passage`."""
    return warning(code, message, passage.mark(*place), f"{hint}; {CANNOT}")


Judge = Callable[[Prose, "re.Match[str]"], bool]


_REACH = 120
"""Characters around a cue within which a match of its pattern stands whole."""


def matches(pattern: Lazy | Either, cue: Lazy, text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern` in `text`, each of which holds a match of `cue`, the faster one to look for.

    A slow pattern over a long text is tried only around its cues, once everywhere.
    """
    begin = end = -1
    for found in cue.finditer(text):
        if begin >= 0 and found.start() - _REACH > end:
            yield from pattern.finditer(text, begin, end)
            begin = -1
        if begin < 0:
            begin = max(0, end, found.start() - _REACH)
        end = min(len(text), found.end() + _REACH)
    if begin >= 0:
        yield from pattern.finditer(text, begin, end)


@dataclass(frozen=True)
class Rule:
    """What a check looks for: a pattern, what decides on each match, and what is told of it (`{}`: the match).

    Every match of `pattern` holds one of `cue`, a pattern that is quick to look for.
    """

    code: str
    cue: Lazy
    pattern: Lazy | Either
    judge: Judge
    message: str
    hint: str

    def found(self, subject: Subject, texts: Iterable[Passage] | None = None) -> Iterator[Diagnostic]:
        """All that the rule finds in `texts`, or else in what is worded freely in those of `subject`."""
        for passage in free_texts(subject) if texts is None else texts:
            prose: Prose | None = None
            for one in matches(self.pattern, self.cue, passage.text):
                prose = prose or Prose(passage)
                if self.judge(prose, one):
                    yield told(self.code, self.message.format(one[0]), passage, one.span(), self.hint)
