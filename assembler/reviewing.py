"""The review of an application: all checks of what a person wrote, before anything is made, and what they set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assembler.addresses import address_of
from assembler.checks.subject import Subject
from assembler.compose.words import catalogue
from assembler.diagnostics import Diagnostic, Severity, note, warning
from assembler.house import House
from assembler.loading import TEXTS, Applicant
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Ignored
from assembler.sources.lines import line_of, runs_of
from assembler.sources.text import shown


def subject_of(applicant: Applicant, house: House, today: PartialDate) -> Subject:
    """What checks look at of `applicant` on the day `today`."""
    languages = dict.fromkeys(program.language for program in applicant.programs.values())
    return Subject(
        profile=applicant.profile,
        programs=applicant.programs,
        today=today,
        data=applicant.data,
        program_data=applicant.program_data,
        texts={
            (document, name): tuple(
                one for section in applicant.texts.get((document, name), ()) for one in section.passages
            )
            for document in TEXTS
            for name in applicant.programs
        },
        letters=applicant.letters,
        photo=applicant.photo,
        prompts=tuple(prompt for language in languages for prompt in _prompts(catalogue(house.languages, language))),
        runs_of=runs_of,
    )


def _prompts(words: Mapping[str, Any]) -> Iterator[str]:
    """What drafts ask for the usual sections of statements and cover letters."""
    for sections in (words["statement"], words["letter"]["sections"]):
        for section in sections.values():
            yield from section.get("prompts", ())


def review(applicant: Applicant, house: House, today: PartialDate) -> list[Diagnostic]:
    """What all checks find in `applicant`, each finding once."""
    from assembler.checks.application import findings  # noqa: PLC0415 - as all are read, workers have begun already

    subject = subject_of(applicant, house, today)
    return list(dict.fromkeys((*findings(subject), *addresses(subject))))


def set_aside(applicant: Applicant, found: Sequence[Diagnostic], *, whole: bool) -> list[Diagnostic]:
    """What is left of `found` without what the applicant set aside.

    Where the `whole` of the application was looked at, a note on each of these marks that fits nothing as well.
    """
    ignored = applicant.profile.ignore
    used: set[int] = set()
    left = []
    for item in found:
        fitting = [at for at, one in enumerate(ignored) if _fits(one, item, applicant)]
        used.update(fitting)
        if not fitting:
            left.append(item)
    return left + [
        note(
            "ignore-unused",
            f"nothing is found any more that this sets aside ({one.code})",
            one.mark,
            "delete it, or correct 'code', 'in' or 'at'",
        )
        for at, one in enumerate(ignored)
        if whole and at not in used
    ]


def _fits(one: Ignored, found: Diagnostic, applicant: Applicant) -> bool:
    if found.code != one.code or found.severity is Severity.ERROR:
        return False
    mark = found.mark
    if one.file is not None and (mark is None or mark.file != shown(applicant.folder / one.file)):
        return False
    line = line_of(mark.file, mark.line) if mark else None
    return one.at is None or one.at in (line or "") or one.at in found.message


def addresses(subject: Subject) -> Iterator[Diagnostic]:
    """What is given as an e-mail address and is none: a mail to it would be drafted without one."""
    profile = subject.profile
    given = [(profile.contact.email, subject.at("contact", "email"))]
    given += [
        (referee.email, subject.at("referees", at, "email"))
        for at, referee in enumerate(profile.referees)
        if referee.email
    ]
    given += [
        (program.director.email, subject.at("director", "email", program=name))
        for name, program in subject.programs.items()
        if program.director and program.director.email
    ]
    for text, mark in given:
        if address_of(text) is None:
            hint = "write one address and nothing beside it, as in: given.family@example.org"
            yield warning("email-address", f"'{text}' is no e-mail address", mark, hint)
