"""Names of a program misspelt in its texts. For the checks of an address.

A name is said to be misspelt only where something says that it is meant: a title or the right given name before a
family name, the other words of a name of several (of a person's whole name in either order), or a capital within a
sentence. A word that the profile or the program's file spells so is right. Guides for applicants name misspelt faculty
among the errors that readers mind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from assembler.checks.address.called import FACILITIES, NO_PERSON, ORDINARY, names_of
from assembler.checks.address.people import Person, before, fits
from assembler.checks.address.readers import ATTRACTION, Heard, career, heard, of_program, people_of
from assembler.checks.naming import LEADING, TITLES, Word, begins, slip, words_of
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic, warning


class Slip(NamedTuple):
    """A misspelt name: its first word, the one after its last, and how it is spelt."""

    first: int
    last: int
    right: str


class _Names(NamedTuple):
    """What can be misspelt of one program, and the words that are right anyhow."""

    people: Sequence[Person]
    whole: Sequence[tuple[str, ...]]
    names: Sequence[tuple[str, ...]]
    right: frozenset[str]


def name_misspelt(subject: Subject) -> Iterator[Diagnostic]:
    """A name of the director, of someone in the attractions, or of the program itself, spelt otherwise in a text."""
    everywhere = {word.key for one in career(subject) for word in words_of(one.text) if word.capital}
    everywhere |= {key for name in subject.programs for key in _known_in(subject, name)}
    of = {name: _names(subject, name, everywhere, attractions=True) for name in subject.programs}
    by = {name: _names(subject, name, everywhere, attractions=False) for name in subject.programs}
    for one in heard(subject):
        if one.origin == "profile":
            continue
        for reader in one.readers:
            for found in _slips(one, (by if one.origin == "program" else of)[reader]):
                start, end = one.words[found.first].start, one.words[found.last - 1].end
                yield warning(
                    "name-misspelt",
                    f"'{one.passage.text[start:end]}' is spelt '{found.right}' in the program's file",
                    one.passage.mark(start, end),
                    f"write '{found.right}', or correct the program's file",
                )


def _known_in(subject: Subject, program: str) -> Iterator[str]:
    """The words with a capital of what `program` is called and who runs it."""
    for one in of_program(subject, program, own_words=False):
        yield from (word.key for word in words_of(one.text) if word.capital)


def _names(subject: Subject, program: str, everywhere: Collection[str], *, attractions: bool) -> _Names:
    called = [keys for keys, kind in names_of(subject.programs[program], subject.profile.specialty) if kind != "title"]
    right = set(everywhere)
    if attractions:
        for one in of_program(subject, program, own_words=True):
            if ATTRACTION.fullmatch(one.where):
                right |= {word.key for word in words_of(one.text) if word.capital}
    people = people_of(subject, program, attractions=attractions)
    whole = dict.fromkeys(keys for person in people for keys in _orders(person))
    if attractions:
        whole |= dict.fromkeys(
            keys
            for one in of_program(subject, program, own_words=True)
            if ATTRACTION.fullmatch(one.where)
            for keys in _runs(words_of(one.text))
        )
    return _Names(people, list(whole), list(dict.fromkeys(called)), frozenset(right))


def _slips(one: Heard, of: _Names) -> Iterator[Slip]:
    """What is misspelt in one text; each word once."""
    taken: set[int] = set()
    for at in range(len(one.words)):
        if at in taken or not one.words[at].capital:
            continue
        for slipped in (*_of_people(one.words, at, of), *_of_places(one.words, at, of)):
            taken.update(range(slipped.first, slipped.last))
            yield slipped
            break
    for at in range(len(one.words)):
        if at in taken or not one.words[at].capital:
            continue
        found = next(_of_whole_names(one.words, at, of), None)
        if found and taken.isdisjoint(range(found.first, found.last)):
            taken.update(range(found.first, found.last))
            yield found


# People -------------------------------------------------------------------------------------------


def _of_people(words: Sequence[Word], at: int, of: _Names) -> Iterator[Slip]:
    """The family name at `at` that looks like that of one of the people; or their given name, before the right one."""
    for person in of.people:
        last = at + len(person.family)
        part = words[at:last]
        if len(part) < len(person.family) or not all(word.close for word in part[1:]):
            continue
        keys = [word.key for word in part]
        if not _near(keys[0], person.family[0]):
            continue
        if keys == list(person.family):
            yield from _given(words, at, person, of.right)
        elif all(key not in of.right for key, right in zip(keys, person.family, strict=True) if key != right) and slip(
            "-".join(keys), "-".join(person.family), sure=True
        ):
            titled, given = before(words, at)
            if fits(given, person) if given and person.given else titled:
                yield Slip(at, last, _joined(person.family))


def _near(key: str, right: str) -> bool:
    """Whether two words begin alike enough to be looked at."""
    return key[0] == right[0] or (len(key) > 1 and key[:2].casefold() == right[1::-1].casefold())


def _given(words: Sequence[Word], at: int, person: Person, right: Collection[str]) -> Iterator[Slip]:
    """The given name before a family name that is right, where it looks like the right one misspelt."""
    _, given = before(words, at)
    if len(given) != 1 or not person.given or len(given[0]) < 5:
        return
    if given[0] not in right and slip(given[0], person.given[0], sure=True):
        yield Slip(at - 1, at, person.given[0])


def _joined(family: Sequence[str]) -> str:
    return "-".join(family) if len(family[0]) > 1 else "'".join(family)


# Whole names --------------------------------------------------------------------------------------

_LONGEST = 4
"""Words of a whole name."""

_TWO_OFF = 6
"""Letters of a word in which two may be off, where the other words of the name are right."""


def _orders(person: Person) -> Iterator[tuple[str, ...]]:
    """The whole name of a person, family name last and first."""
    if person.given:
        yield person.given + person.family
        yield person.family + person.given


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """What may be the whole name of someone without a title: words with capitals that are those of no place or body."""
    run: list[str] = []
    for at, word in enumerate((*words, None)):
        if word is not None and _of_a_person(word) and (not run or word.close) and not (run and begins(words, at)):
            run.append(word.key)
            continue
        for first in range(max(0, len(run) - _LONGEST), len(run) - 1):
            yield tuple(run[first:])
        run = [word.key] if word is not None and _of_a_person(word) else []


def _of_a_person(word: Word) -> bool:
    key = word.key.casefold()
    return word.capital and not word.key.isupper() and word.key not in FACILITIES and key not in TITLES | NO_PERSON


def _of_whole_names(words: Sequence[Word], at: int, of: _Names) -> Iterator[Slip]:
    """The whole name at `at` of which one word looks misspelt and all others are right."""
    for name in of.whole:
        last = at + len(name)
        part = words[at:last]
        if len(part) < len(name) or not all(word.close for word in part[1:]):
            continue
        odd = [place for place, key in enumerate(name) if part[place].key != key]
        if len(odd) != 1 or not any(len(key) > 1 for place, key in enumerate(name) if place != odd[0]):
            continue
        found, right = part[odd[0]].key, name[odd[0]]
        if found in of.right or not found[0].isupper():
            continue
        # A word of three letters has many neighbours, so that two others must be right beside it.
        if slip(found, right, sure=True, least=3 if len(name) > 2 else 4, two=_TWO_OFF):
            yield Slip(at, last, " ".join(name))


# Places and programs ------------------------------------------------------------------------------


_LONG_ENOUGH = 5
"""Letters of a name that stands alone: shorter ones have too many neighbours."""


def _of_places(words: Sequence[Word], at: int, of: _Names) -> Iterator[Slip]:
    """The name of the program or its place that looks misspelt: by its other words, or by its capital alone."""
    for name in of.names:
        last = at + len(name)
        part = words[at:last]
        if len(part) < len(name) or not all(word.close for word in part[1:]):
            continue
        odd = [place for place, key in enumerate(name) if part[place].key != key]
        if len(odd) != 1:
            continue
        found, right = part[odd[0]].key, name[odd[0]]
        if found in of.right or found in FACILITIES or not found[0].isupper() or not slip(found, right, sure=False):
            continue
        if len(name) > 1 or (len(right) >= _LONG_ENOUGH and _within_a_sentence(words, at, right)):
            yield Slip(at, last, " ".join(name))


def _within_a_sentence(words: Sequence[Word], at: int, right: str) -> bool:
    """Whether the capital of a word is its own, and it stands in no longer name; `the Harbor` may be one by the sea."""
    if begins(words, at):
        return False
    earlier = words[at - 1]
    if earlier.key == "the" and right.casefold() in ORDINARY:
        return False
    return (
        not (words[at].close and earlier.capital)
        or (begins(words, at - 1) and earlier.key.casefold() in LEADING)
        or earlier.key in FACILITIES
    )
