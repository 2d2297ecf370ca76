"""Who reads which text, and what the files of programs say. For the checks of an address.

A text of `statements/` is read by the programs under which it stands; what a program's own file says, by that program
and by those who write for it; a text of the profile, by every program that is offered it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assembler.checks.address.called import FACILITIES, NO_PERSON, Called, Lexicon
from assembler.checks.address.people import Person, people_in, person_of
from assembler.checks.naming import Word, words_of
from assembler.checks.subject import Subject, once
from assembler.passages import Passage
from assembler.schema.types import Entry


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage with its words, the programs that read it, and where it is from."""

    passage: Passage
    words: Sequence[Word]
    readers: tuple[str, ...]
    origin: Literal["text", "program", "profile"]


_OWN_WORDS = re.compile(
    r"attractions/\d+(?:/text)?|letters/(?:addressee|confidentiality|form/\d+/text)|texts/\d+/text"
    r"|(?:statement|cover_letter)/(?:sections/\d+/(?:title|prompts/\d+)|questions/\d+/question)"
)
"""What a program's file says in the applicant's words; all else in it is what the program is and asks for."""

ATTRACTION = re.compile(r"attractions/\d+(?:/text)?")

_FOR_ALL = re.compile(
    r"(?:motivation|career_plan)/\w+/\d+(?:/text)?|interests/\d+(?:/text)?|eligibility/statement"
    r"|referees/\d+/(?:speak_to/\d+/(?:text|point)|witnessed/\d+/text)"
)
"""Texts of the profile that are not facts of a career: they go into the papers of every program."""


@once
def heard(subject: Subject) -> Sequence[Heard]:
    """Every text that someone reads, each once, without those that nobody does."""
    return tuple(_heard(subject))


def _heard(subject: Subject) -> Iterator[Heard]:
    under: dict[int, list[str]] = {}
    for (_, program), passages in subject.texts.items():
        for one in passages:
            under.setdefault(id(one), []).append(program)
    for one in subject.written:
        yield Heard(one, words_of(one.text), tuple(under[id(one)]), "text")
    for program in subject.programs:
        for one in of_program(subject, program, own_words=True):
            yield Heard(one, words_of(one.text), (program,), "program")
    for one in subject.told:
        if _FOR_ALL.fullmatch(one.where) and (readers := _offered(subject, one.where)):
            yield Heard(one, words_of(one.text), readers, "profile")


def of_program(subject: Subject, program: str, *, own_words: bool) -> Sequence[Passage]:
    """What the file of `program` says in the applicant's words; or what the program is and asks for.

    What a convention or a portal says is none of the applicant's words; a time zone (`Europe/London`) names no place.
    """
    return _of_programs(subject)[program, own_words]


@once
def _of_programs(subject: Subject) -> Mapping[tuple[str, bool], Sequence[Passage]]:
    said: dict[tuple[str, bool], list[Passage]] = {}
    for program in subject.programs:
        mark = getattr(subject.program_data.get(program), "mark", None)
        said[program, True], said[program, False] = own, others = [], []
        for one in subject.told_of(program):
            if _OWN_WORDS.fullmatch(one.where):
                if mark is None or one.file == mark.file:
                    own.append(one)
            elif one.where != "deadline/zone":
                others.append(one)
    return said


@once
def career(subject: Subject) -> Sequence[Passage]:
    """The texts of the profile that tell facts: where and with whom the applicant was. A visa to come is none."""
    return tuple(
        one for one in subject.told if not _FOR_ALL.fullmatch(one.where) and not one.where.startswith("eligibility")
    )


def _offered(subject: Subject, where: str) -> tuple[str, ...]:
    """The programs that a text of the profile is offered to: those that neither omit its entry nor reword it."""
    parts = where.split("/")
    value: object = subject.profile
    entry: Entry | None = None
    for part in parts:
        value = value[int(part)] if isinstance(value, tuple) else getattr(value, part, None)
        entry = value if isinstance(value, Entry) else entry
    if parts[0] == "referees":
        referee = subject.profile.referees[int(parts[1])].id
        return tuple(name for name, program in subject.programs.items() if referee in program.referees)
    if entry is None:
        return tuple(subject.programs)
    called = {*entry.tags, entry.id}
    return tuple(
        name
        for name, program in subject.programs.items()
        if called.isdisjoint(program.omit) and all(item.entry != entry.id for item in program.texts)
    )


# What a program's file says ----------------------------------------------------------------------


def people_of(subject: Subject, program: str, *, attractions: bool = True) -> list[Person]:
    """The director of `program`, and those whom its attractions name."""
    director = subject.programs[program].director
    found = [person_of(director.name, director.salutation)] if director else []
    if attractions:
        for one in of_program(subject, program, own_words=True):
            if ATTRACTION.fullmatch(one.where):
                found += people_in(words_of(one.text), FACILITIES, NO_PERSON)
    return list(dict.fromkeys(one for one in found if one))


def lexicon_of(subject: Subject) -> Lexicon:
    """What the programs of a subject are called."""
    return Lexicon(subject.programs, subject.profile.specialty, (words_of(one.text) for one in career(subject)))


def known(lexicon: Lexicon, passages: Iterable[Passage]) -> frozenset[Called]:
    """What programs are called in `passages`."""
    return frozenset(called for one in passages for called, _, _ in lexicon.within(words_of(one.text), career=True))


def told_by(subject: Subject) -> Mapping[str, tuple[Sequence[Passage], Sequence[Passage]]]:
    """For each program what it is and asks for, and what draws the applicant to it."""
    return {
        name: (
            of_program(subject, name, own_words=False),
            [one for one in of_program(subject, name, own_words=True) if ATTRACTION.fullmatch(one.where)],
        )
        for name in subject.programs
    }
