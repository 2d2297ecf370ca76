"""Facts: dates of the profile that cannot be, or that do not reach to the day on which a program starts.

Checks of an application before a build. What they ask follows from what readers of a CV look at: dates that agree with
letters and form (GMC, advice on specialist CVs), registration in all jurisdictions (AHPRA, standard format for a CV),
licences with their status and dates (PracticeMatch). They speak where a date is wrong by every reading of it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from assembler.checks.consistency.words import key_of, listed
from assembler.checks.lazy import Lazy
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.schema.dates import PartialDate
from assembler.schema.person import Registration
from assembler.schema.program import Program
from assembler.schema.types import Entry

# What is dated in the future -------------------------------------------------------------------------

_TO_COME = Lazy(
    r"\b(?:planned|upcoming|forthcoming|expected|anticipated|predicted|scheduled|pending|provisional\w*|registered|booked"
    r"|enroll?ed|(?:to|will) be (?:held|given|presented|conferred|awarded|published|announced)|geplant|angemeldet"
    r"|voraussichtlich)\b",
    re.IGNORECASE,
)
_ACCEPTED = Lazy(r"\b(?:accepted|invit(?:ed|ation)|confirmed|angenommen|eingeladen)\b", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[,;:–—]")
"""Where a title goes on to say more: brackets, commas and dashes. Its own words may be any."""


class _Done(NamedTuple):
    """A date that tells of what has happened: where it stands, what it is called, how to mend it."""

    section: str
    field: str
    what: str
    hint: str
    applies: Callable[[Any], bool] = lambda _: True


def _said(entry: Entry, form: Lazy) -> bool:
    texts = [getattr(entry, name, None) for name in ("detail", "role", "honours")]
    asides = _ASIDE.split(getattr(entry, "title", ""))[1:]
    return any(form.search(text) for text in (*texts, *asides[-1:]) if text)


_DONE = (
    _Done("awards", "date", "the award", "correct the date; add an award once you have it"),
    _Done("courses", "date", "the course", "correct the date, or say 'planned' in 'detail:'"),
    _Done(
        "conferences",
        "date",
        "the conference",
        "correct the date, or say 'role: planned' or 'role: poster accepted'",
        lambda entry: not _said(entry, _ACCEPTED),
    ),
    _Done(
        "presentations",
        "date",
        "the presentation",
        "correct the date, or say 'accepted' in 'detail:'",
        lambda entry: entry.kind != "invited" and not _said(entry, _ACCEPTED),
    ),
    _Done(
        "publications",
        "date",
        "the publication",
        "correct the date, or say 'state: in-press' until it is out",
        lambda entry: entry.state == "published",
    ),
    _Done(
        "examinations",
        "date",
        "the examination",
        "correct the date, or say 'result: planned'",
        lambda entry: entry.result in ("passed", "failed"),
    ),
    _Done("certification", "date", "the certificate", "correct the date, or say 'expected' in 'detail:'"),
    _Done(
        "education",
        "end",
        "the degree, which has its class already,",
        "correct the date, or take 'honours:' out until the degree is done",
        lambda entry: bool(entry.honours),
    ),
    _Done("logbooks", "verified_on", "the verification", "correct the date; counts are verified once they are there"),
    _Done("logbooks", "end", "the last case of the logbook", "give the last day counted, or 'present'"),
    _Done(
        "logbooks",
        "start",
        "the first case of the logbook",
        "give the first day counted",
        lambda entry: entry.end.is_open,
    ),
)

_NAMES = ("title", "name", "qualification", "source")


def future_date(subject: Subject) -> Iterator[Diagnostic]:
    """What has happened, by what is said of it, and is dated after today; rules that were checked then, too."""
    for done in _DONE:
        for at, entry in enumerate(getattr(subject.profile, done.section)):
            date: PartialDate | None = getattr(entry, done.field)
            if entry.private or not _to_come(date, subject) or not done.applies(entry) or _said(entry, _TO_COME):
                continue
            name = next(value for field in _NAMES if (value := getattr(entry, field, None)))
            message = f"{done.what} '{name}' is dated {date}, which is still to come"
            yield warning("future-date", message, subject.at(done.section, at, done.field), done.hint)
    born = subject.profile.personal.birth_date
    if _to_come(born, subject):
        mark = subject.at("personal", "birth_date")
        yield warning("future-date", f"the birth date {born} is still to come", mark, "correct the date")
    for name, program in subject.programs.items():
        for at, rule in enumerate(program.sources):
            if _to_come(rule.checked, subject):
                yield warning(
                    "future-date",
                    f"the rule '{rule.rule}' was checked on {rule.checked}, which is still to come",
                    subject.at("sources", at, "checked", program=name),
                    "give the day on which you read it",
                )


def _to_come(date: PartialDate | None, subject: Subject) -> bool:
    return date is not None and not date.is_open and date.first() > subject.today.last()


# What ends before a program starts -------------------------------------------------------------------

_OVER = Lazy(
    r"\b(?:lapsed|former\w*|expired|withdrawn|relinquished|erased|inactive|histor\w+|past|ended|closed|voluntar\w+"
    r"|resigned|surrendered|retired|superseded|replaced|cancell?ed|not (?:renewed|maintained)|non-practi[sc]ing)\b"
    r"|\brenewal (?:is )?(?:applied|booked|due|filed|in progress|pending|planned|scheduled|under way|underway)\b"
    r"|\b(?:to be|being|will be) renewed\b|\brecertification (?:booked|planned)\b",
    re.IGNORECASE,
)
"""Words by which an applicant says that it is over, or that it will be renewed."""

_ACTIVE = Lazy(r"\b(?:active|current|valid|in force)\b", re.IGNORECASE)

_COUNTRIES = {
    ("uk",): "gb", ("united", "kingdom"): "gb", ("great", "britain"): "gb", ("england",): "gb", ("scotland",): "gb",
    ("wales",): "gb", ("northern", "ireland"): "gb", ("usa",): "us", ("us",): "us", ("united", "states"): "us",
    ("united", "states", "of", "america"): "us", ("deutschland",): "de", ("germany",): "de",
    ("republic", "of", "ireland"): "ie", ("ireland",): "ie", ("austria",): "at", ("osterreich",): "at",
    ("switzerland",): "ch", ("schweiz",): "ch",
}  # fmt: skip
"""Names of countries that files write in several ways, by their words."""


def _country(name: str) -> str:
    words = key_of(name)
    return _COUNTRIES.get(words, " ".join(words))


def _begins(program: Program) -> PartialDate:
    return program.start or program.deadline.date


def _shows(program: Program, entry: Entry) -> bool:
    """Whether the documents for `program` may show `entry`: nothing that it omits."""
    return entry.id not in program.omit and not set(entry.tags) & set(program.omit)


def registration_expired(subject: Subject) -> Iterator[Diagnostic]:
    """Registrations and certificates that end before a program starts, each once with the programs."""
    day = subject.today.first()
    programs = [program for program in subject.programs.values() if _begins(program).last() >= day]
    yield from _registrations(subject, programs)
    yield from _certificates(subject, programs)


def _registrations(subject: Subject, programs: Sequence[Program]) -> Iterator[Diagnostic]:
    held = [
        (at, entry)
        for at, entry in enumerate(subject.profile.registration)
        if not entry.private and not _OVER.search(entry.status or "")
    ]
    now = [entry for _, entry in held if _is_current(entry, subject)]
    longest: dict[object, datetime.date] = {}
    for _, entry in held:
        until = entry.end.last() if entry.end else datetime.date.max
        for key in (_country(entry.country), key_of(entry.body)):
            longest[key] = max(until, longest.get(key, until))
    for at, entry in held:
        end = entry.end
        if end is None or end.is_open or not _is_current(entry, subject):
            continue
        country = _country(entry.country)
        if max(longest[country], longest[key_of(entry.body)]) > end.last():
            continue
        late = [
            program
            for program in programs
            if end.last() < _begins(program).first()
            and (len(now) == 1 or _country(program.country) == country)
            and _shows(program, entry)
        ]
        if late:
            yield warning(
                "registration-expired",
                f"the registration '{entry.body}' ends on {end}, before {_starting(late)}",
                subject.at("registration", at, "end"),
                "renew it and correct 'end:' ('present' where it goes on), or say in 'status:' what is planned",
            )


def _is_current(entry: Registration, subject: Subject) -> bool:
    """Whether it holds today by every reading of its end, or by its own words."""
    return entry.end is None or entry.end.first() >= subject.today.last() or bool(_ACTIVE.search(entry.status or ""))


_LOOSE = frozenset(("provider", "course", "certificate", "certification", "recertification", "renewal", "certified"))
"""Words by which the names of a certificate and of its renewal may differ."""

_MOST = 200
"""Certificates among which a renewal is looked for."""


def _certificates(subject: Subject, programs: Sequence[Program]) -> Iterator[Diagnostic]:
    held = [
        (at, entry, {word for word in key_of(entry.name) if not word.isdigit()} - _LOOSE)
        for at, entry in enumerate(subject.profile.certification)
        if not entry.private
    ]
    for at, entry, words in held:
        shown = [program for program in programs if _shows(program, entry)]
        expires = entry.expires
        if expires is None or _OVER.search(entry.detail or "") or (programs and not shown):
            continue
        late = [program for program in shown if expires.last() < _begins(program).first()]
        over = expires.last() < subject.today.first()
        later = (
            named
            for _, other, named in held[:_MOST]
            if other is not entry and (other.expires is None or other.expires.last() > expires.last())
        )
        renewed = any(words and named and (words <= named or named <= words) for named in later)
        if renewed or not (late or over):
            continue
        yield warning(
            "registration-expired",
            f"the certificate '{entry.name}' "
            + (f"expired on {expires}" if over else f"expires on {expires}, before {_starting(late)}"),
            subject.at("certification", at, "expires"),
            "renew it and give the new dates, or say in 'detail:' when the renewal is booked",
        )


def _starting(programs: Sequence[Program]) -> str:
    names = listed(f"{program.short} ({_begins(program)})" for program in programs)
    return f"{names} start{'' if len(programs) > 1 else 's'}"


CHECKS: tuple[Check, ...] = (future_date, registration_expired)
"""The checks of this family, in the order in which findings are told."""
