"""Names of other programs in a text: what they are called, where they are, who works there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assembler.checks.address.called import FACILITIES, ORDINARY, Called
from assembler.checks.address.people import Person, before, fits
from assembler.checks.address.readers import Heard, career, heard, known, lexicon_of, people_of, told_by
from assembler.checks.lazy import Lazy
from assembler.checks.naming import Names, Word, words_of
from assembler.checks.subject import Subject, once
from assembler.diagnostics import Diagnostic, warning

# Programs and places ------------------------------------------------------------------------------


class Stray(NamedTuple):
    """A name in a text that is read by a program which is not called so."""

    heard: Heard
    kinds: frozenset[str]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The name as it is written."""
        words = self.heard.words
        return self.heard.passage.text[words[self.first].start : words[self.last - 1].end]

    @property
    def before(self) -> str:
        """What stands before it in its sentence, as far as it matters."""
        return _before(self.heard, self.first)


def wrong_program(subject: Subject) -> Iterator[Diagnostic]:
    """Another program's name, short name or institution."""
    for stray in _strays(subject):
        if "place" not in stray.kinds or (len(stray.kinds) > 1 and not _AT_A_PLACE.search(stray.before)):
            yield _told("wrong-program", stray, "is the name of")


def wrong_place(subject: Subject) -> Iterator[Diagnostic]:
    """Another program's city, which is no place of the applicant's career."""
    for stray in _strays(subject):
        if "place" not in stray.kinds or (len(stray.kinds) > 1 and not _AT_A_PLACE.search(stray.before)):
            continue
        after = stray.heard.passage.text[stray.heard.words[stray.last - 1].end :][:_NEAR]
        was = _WAS_THERE.search(stray.before)
        if (not was or _YOURS.search(was[0])) and not _INSTRUMENT.match(after):
            yield _told("wrong-place", stray, "is the city of")


_AT_A_PLACE = Lazy(
    r"\b(?:in|near|around|outside|(?:come|coming|go|going|live|mov(?:e|ing)|relocat(?:e|ing)|travel|trip) to|nach|bei)"
    r"(?: the)?(?: (?:city|town|region|area|people|streets|Stadt) (?:of|in|around))? $",
    re.IGNORECASE,
)
"""What stands before a city, where a program is called like its city."""

_NEAR = 90

_WAS_THERE = Lazy(
    r"\b(?:born|grew up|grown up|raised|brought up|childhood|lived|lives|studied|trained|worked|visited|attended"
    r"|presented|congress|conference|symposium|(?:annual|scientific) meeting|meetings? of"
    r"|(?:an?|my|the) (?:colleague|course|friend|lecture|poster|talk|workshop)"
    r"|(?:patients?|teacher|nurse|surgeon|visitors?|referred|arrived|came|moved|flew|flown|returned|back)"
    r"(?: \w+){0,3} from|declaration of|treaty of"
    r"|geboren|aufgewachsen|gelebt|studiert|gearbeitet|Kongress|Tagung|Kurs|Vortrag)\b[^.;!?]{0,60}$",
    re.IGNORECASE,
)
"""Words that tell of what was, before a city: nobody takes it for the place that is applied to."""

_YOURS = Lazy(r"\b(?:you|your|yours|Ihr|Ihre[mnrs]?)\b")

_INSTRUMENT = Lazy(
    r"(?:[ -]\w+){0,4}?[ -](?:accord|algorithm|approach|assessment|chart|classification|consensus|criteri(?:a|on)"
    r"|declaration|epidemic|formula|guidelines?|handbook|index|inventory|marathon|method|model|notation|outbreak"
    r"|profile|protocol|questionnaire|rules?|scale|score|statement|stud(?:y|ies)|syndrome|system|test|trial|virus)\b",
    re.IGNORECASE,
)
"""What is called after a city, as in `Budapest criteria` and `Bristol Stool Chart`."""


@once
def _strays(subject: Subject) -> Sequence[Stray]:
    """Names of programs and their places in texts that are read by others than these."""
    return tuple(_all_strays(subject)) if len(subject.programs) > 1 else ()


def _all_strays(subject: Subject) -> Iterator[Stray]:
    lexicon = lexicon_of(subject)
    told = told_by(subject)
    is_called = {name: known(lexicon, one[0]) for name, one in told.items()}
    drawn_by = {name: is_called[name] | known(lexicon, one[1]) for name, one in told.items()}
    for one in heard(subject):
        passing = is_called if one.origin == "program" else drawn_by
        spans: dict[tuple[int, int], set[Called]] = {}
        for called, first, last in lexicon.within(one.words):
            spans.setdefault((first, last), set()).add(called)
        for (first, last), called_so in spans.items():
            programs = {program for _, program in called_so}
            own = any((kind, program) in lexicon.own for program in programs for kind in ("program", "place"))
            own = own or not lexicon.own.isdisjoint(called_so)
            if not own and any(
                reader not in programs and called_so.isdisjoint(passing[reader]) for reader in one.readers
            ):
                yield Stray(one, frozenset(kind for kind, _ in called_so), first, last)


def _before(one: Heard, first: int) -> str:
    """What stands before the word `first` in its sentence."""
    start = one.words[first].start
    said = one.passage.text[max(0, start - _NEAR) : start]
    return re.split(r"[.!?]\s", said)[-1]


def _told(code: str, stray: Stray, what: str) -> Diagnostic:
    words = stray.heard.words
    return warning(
        code,
        f"'{stray.text}' {what} {_whose(stray.heard)}",
        stray.heard.passage.mark(words[stray.first].start, words[stray.last - 1].end),
        "say it without that name: the papers of the other programs say it too"
        if stray.heard.origin == "profile"
        else "write what this program is called, or take it out; what several programs share is to name none",
    )


def _whose(one: Heard) -> str:
    return "one program, and this text goes to others as well" if one.origin == "profile" else "another program"


# People -------------------------------------------------------------------------------------------


class Listed(NamedTuple):
    """A person by a name of theirs: whether they direct a program, and whether it is the whole name."""

    person: Person
    directs: bool
    whole: bool


def wrong_person(subject: Subject) -> Iterator[Diagnostic]:
    """The director of another program, or someone whom another program's attractions name.

    Attractions themselves may name whom they like but directors of others: who else is of one program, they tell.
    """
    if len(subject.programs) < 2:
        return
    people = {name: people_of(subject, name) for name in subject.programs}
    directors = {name: people_of(subject, name, attractions=False) for name in subject.programs}
    found: Names[Listed] = Names(_listed(subject, people, directors))
    acquainted = _acquainted(subject, found)
    words_about = {
        name: {word.key for text in is_told for word in words_of(text.text)}
        for name, (is_told, _) in told_by(subject).items()
    }
    for one in heard(subject):
        theirs = directors if one.origin == "program" else people
        for values, first, last in found.within(one.words):
            families = {
                value.person.family
                for value in values
                if (value.directs or one.origin != "program") and _means(value, one, first, last, acquainted)
            }
            if any(
                words_about[reader].isdisjoint(family) and all(family != own.family for own in theirs[reader])
                for reader in one.readers
                for family in families
            ):
                start, end = one.words[first].start, one.words[last - 1].end
                yield warning(
                    "wrong-person",
                    f"'{one.passage.text[start:end]}' belongs to {_whose(one)}",
                    one.passage.mark(start, end),
                    "name someone of this program, or take the name out; attractions are of one program each",
                )


def _listed(
    subject: Subject, people: Mapping[str, Sequence[Person]], directors: Mapping[str, Sequence[Person]]
) -> Iterator[tuple[Sequence[str], Listed]]:
    """The names by which the people of all programs are found: the family name, and the whole in either order."""
    for name in subject.programs:
        for person in people[name]:
            directs = any(person.family == one.family for one in directors[name])
            yield person.family, Listed(person, directs, whole=False)
            if person.given:
                yield person.given + person.family, Listed(person, directs, whole=True)
                yield person.family + person.given, Listed(person, directs, whole=True)


def _acquainted(subject: Subject, found: Names[Listed]) -> Mapping[tuple[str, ...], frozenset[str]]:
    """The family names that the applicant's career has too, with the words beside them: given names and initials."""
    beside: dict[tuple[str, ...], set[str]] = {}
    for text in career(subject):
        words = words_of(text.text)
        for values, first, last in found.within(words):
            near = {word.key for word in words[max(0, first - 3) : first] if word.capital}
            near |= {word.key for word in words[last : last + 3] if word.capital}
            for value in values:
                beside.setdefault(value.person.family, set()).update(near, value.person.given if value.whole else ())
    return {family: frozenset(keys) for family, keys in beside.items()}


def _means(
    value: Listed, one: Heard, first: int, last: int, acquainted: Mapping[tuple[str, ...], frozenset[str]]
) -> bool:
    """Whether the words mean that person: not another of that family name, nor someone of the applicant's own."""
    person = value.person
    titled, given = before(one.words, first)
    if value.whole:
        given = person.given
    elif not _alone(one.words, last):
        return False
    elif given:
        if not (fits(given, person) if person.given else titled):
            return False
    elif not titled and not _in_itself(person, one, last):
        return False
    if not value.whole and _MY_OWN.search(_before(one, first)):
        return False
    near = acquainted.get(person.family)
    return near is None or bool(given and not any(_agree(given[0], own) for own in near))


_MY_OWN = Lazy(
    r"\b(?i:my|our|former|mein\w*|unser\w*) (?:\w+ ){0,2}?(?:boss|chief|colleagues?|friends?|mentors?|neighbour"
    r"|patients?|supervisors?|teachers?|tutors?|Chef\w*|Kolleg\w+|Lehrer\w*),? (?:(?:Dr|Prof|Professor|Mrs?|Ms)\.? )*$"
)
"""What says before a family name that it is someone of the writer's, whether or not the profile names them."""


def _agree(given: str, own: str) -> bool:
    """Whether two given names, one of which may be initials, can be one person's."""
    initials = min(given, own, key=len)
    if initials.isupper() and len(initials) < 4:
        return given[0] == own[0]
    return len(initials) > 1 and (given.startswith(own) or own.startswith(given))


def _alone(words: Sequence[Word], last: int) -> bool:
    """Whether no further name follows, as in `Dr Ho Mei`, where `Ho` alone was found."""
    after = words[last] if last < len(words) else None
    return after is None or not after.capital or after.gap not in (" ", "-", "\u00a0") or after.key in FACILITIES


def _in_itself(person: Person, one: Heard, last: int) -> bool:
    """Whether a family name without a title means a person: no plain word, no eponym and no paper that is cited."""
    keys = person.family
    if len(keys) == 1 and (len(keys[0]) < 5 or keys[0].casefold() in ORDINARY):
        return False
    after = one.passage.text[one.words[last - 1].end :][:_NEAR]
    return not _CITED.match(after) and not _INSTRUMENT.match(after) and not _EPONYM.match(after)


_CITED = Lazy(r",? et al|,? (?:and|und|&) (?:colleagues|co-?workers|Kollegen)|,? ?[(\[]?(?:19|20)\d\d\b")
_EPONYM = Lazy(r"(?:['’]s)?[ -](?:block|disease|manoeuvre|maneuver|palsy|procedure|sign|technique|triad)\b")
