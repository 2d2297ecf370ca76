"""What is wrong with letters and referees on a day: late, unanswered, too old, not addressed, not reachable.

One of the checks, before a build. How many letters a program wants, and from whom, is checked where it is read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.schema.dates import PartialDate
from assembler.schema.letters import REPLY_DAYS, STEPS, Letter, Letters
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from assembler.schema.types import Period

_TO_BE_SENT = ("planned", "asked", "agreed")


def check_letters(subject: Subject) -> list[Diagnostic]:
    """What is wrong with the letters for programs that have not closed, and with who writes them."""
    profile, programs, letters, day = subject.profile, subject.programs, subject.letters, subject.today.last()
    still = {name: program for name, program in programs.items() if program.deadline.date.last() >= day}
    names = {referee.id: referee.name for referee in profile.referees if not referee.private}
    found: list[Diagnostic] = []
    for name, program in still.items():
        found += _late(name, program, letters, names, day)
    for letter in letters.letters:
        serves = {name: still[name] for name in letter.programs if name in still}
        if letter.referee in names and serves:
            who = names[letter.referee]
            found += _unanswered(letter, serves, who, day)
            found += _too_old(letter, serves, who)
            found += _named(letter, serves, who)
            found += _unchosen(letter, serves, who)
    for letter in letters.letters:
        found += check_future(letter, day)
    for referee in profile.referees:
        asking = [program for program in still.values() if referee.id in program.referees]
        if referee.id in names:
            found += _not_there(referee, profile)
            found += _unreachable(referee, asking)
    return found


# Letters ---------------------------------------------------------------------------------------------


def _late(
    name: str, program: Program, letters: Letters, names: Mapping[str, str], day: datetime.date
) -> Iterator[Diagnostic]:
    """The letters for one program that should have been sent."""
    late = []
    for referee in program.referees:
        letter = letters.of(referee, name)
        state = letter.state if letter else "planned"
        if referee in names and state in _TO_BE_SENT and (due := program.letter_due(letter)) < day:
            late.append(f"{names[referee]} ({state}, due {due})")
    if late:
        yield warning(
            "letter-late",
            f"{program.short} closes on {program.deadline.date}, and not every letter is sent: {', '.join(late)}",
            program.deadline.mark,
            f"ask today; once one is sent: assembler letters set REFEREE {name} sent",
        )


def _unanswered(letter: Letter, serves: Mapping[str, Program], who: str, day: datetime.date) -> Iterator[Diagnostic]:
    """A request without an answer for two weeks; once it is late, that is told instead."""
    if letter.state != "asked" or letter.asked is None:
        return
    days = (day - letter.asked.last()).days
    if days >= REPLY_DAYS and all(program.letter_due(letter) >= day for program in serves.values()):
        yield warning(
            "letter-no-reply",
            f"{who} was asked on {letter.asked}, {days} days ago, and has not answered",
            letter.mark,
            f"ask once more, then note the answer: {_setting(letter, 'agreed')}, or declined",
        )


def _too_old(letter: Letter, serves: Mapping[str, Program], who: str) -> Iterator[Diagnostic]:
    """A letter whose date is too far back on the day that its program counts from."""
    date = letter.sent or letter.received
    if date is None or letter.state == "declined":
        return
    for program in serves.values():
        rules = program.letters
        until = program.start if rules.age_on == "start" else program.deadline.date
        if rules.age_months is None or until is None:
            continue
        oldest = PartialDate.of(until.first()).months_before(rules.age_months)
        if date.last() < oldest.first():
            counted = "its start" if rules.age_on == "start" else "its deadline"
            message = f"the letter of {who} is of {date}, and {program.short} takes none from before {oldest}"
            hint = f"{rules.age_months} months before {counted}, {until}: ask for one with a new date"
            yield warning("letter-too-old", message, letter.mark, hint)


def _named(letter: Letter, serves: Mapping[str, Program], who: str) -> Iterator[Diagnostic]:
    """A letter for several programs, of which one wants to be addressed by name."""
    if len(letter.programs) < 2 or letter.state == "declined":
        return
    for program in serves.values():
        texts = [program.letters.addressee or "", *(rule.text for rule in program.letters.form)]
        if found := next((name for name in _own_names(program) for text in texts if _holds(text, name)), None):
            message = f"the letter of {who} serves {len(letter.programs)} programs, and {program.short} wants"
            hint = (
                f"take it out of 'programs:' and list a letter of its own, or ask {program.short} for another opening"
            )
            yield warning("letter-names-institution", f"{message} '{found}' named in it", letter.mark, hint)


def _own_names(program: Program) -> Iterator[str]:
    """What a program's place and its director are called, in words that no other has."""
    yield from (program.institution, program.short)
    if (director := program.director) is not None:
        words = re.findall(r"[\w'’-]{2,}", f"{director.name} {director.salutation or ''}")
        yield from (word for word in words if word[0].isupper() and word.casefold() not in _TITLES)


_TITLES = frozenset(
    (
        *("adjunct", "assistant", "associate", "chair", "clinical", "dame", "dato", "dato'", "datuk", "director", "dr"),
        *("doctor", "dra", "fellowship", "frau", "head", "herr", "lady", "lord", "madam", "mr", "mrs", "ms", "mx"),
        *("pd", "prof", "professor", "program", "programme", "sir"),
    )
)
"""Words of a name or an opening that any addressee may have."""


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _unchosen(letter: Letter, serves: Mapping[str, Program], who: str) -> Iterator[Diagnostic]:
    """A letter that is asked for, without the choice whether the applicant may see it."""
    asking = [program.short for program in serves.values() if program.letters.waiver]
    if asking and letter.waiver is None and letter.state in STEPS:
        message = f"{' and '.join(asking)}: you have not chosen whether you waive the right to see the letter of {who}"
        hint = f"{_setting(letter, letter.state)} --waiver waived, or --waiver not-waived"
        yield warning("waiver-not-chosen", message, letter.mark, hint)


def check_future(letter: Letter, day: datetime.date) -> Iterator[Diagnostic]:
    """Dates of what has happened that lie after `day`."""
    for name, date in letter.dates.items():
        if date.first() > day:
            hint = "write the day on which it happened; what is to come needs no date"
            yield warning("letter-dates", f"'{name}: {date}' is in the future", letter.mark, hint)


def _setting(letter: Letter, state: str) -> str:
    return f"assembler letters set {letter.referee} {letter.programs[0]} {state}"


# Referees --------------------------------------------------------------------------------------------


def _unreachable(referee: Referee, asking: Sequence[Program]) -> Iterator[Diagnostic]:
    """A referee whom nobody can write to, or whom a CV is to name and whose contact details it may not show."""
    if asking and not referee.email and not referee.phone:
        message = f"{referee.name} has neither an e-mail address nor a telephone number"
        hint = "add 'email:' or 'phone:'; portals write to a referee, and offices call"
        yield warning("referee-without-contact", message, referee.mark, hint)
    elif not referee.consent and (showing := [program.short for program in asking if _names_referees(program)]):
        listed = ", ".join(showing)
        message = f"{referee.name} has not agreed that their contact details be passed on: no CV shows them ({listed})"
        hint = "ask them, and write 'consent: yes'; 'consent_with:' lists programs where they agree to some only"
        yield warning("referee-without-consent", message, referee.mark, hint)


def _names_referees(program: Program) -> bool:
    """Whether its CV has a section of referees with their contact details; the usual one does."""
    named = [name for section in program.cv.sections for name in (section.section, *section.joined)]
    return program.cv.referee_contact and (not named or "referees" in named)


def _not_there(referee: Referee, profile: Profile) -> Iterator[Diagnostic]:
    """What a referee is said to have seen, and what lies wholly before or after their time, however dates are read.

    Papers, talks and prizes have no time of work; these are seen long after it. A grant runs on when people have gone.
    """
    begun, ended = referee.start.first(), referee.end.last() if referee.end else datetime.date.max
    periods: dict[str | None, Period] = {
        entry.id: entry
        for section, _, entry in profile.entries()
        if entry.id and isinstance(entry, Period) and section not in ("referees", "grants")
    }
    for item in referee.witnessed:
        entry = periods.get(item.entry) if not item.private else None
        if entry is None:
            continue
        last = (entry.end or entry.start).last()
        if last < begun or entry.start.first() > ended:
            when = f"{entry.start} to {entry.end}" if entry.end else f"{entry.start}"
            yield warning(
                "referee-not-there",
                f"{referee.name} worked with you from {referee.start} to {referee.end or 'now'}, and '{item.entry}' is"
                f" of {when}",
                item.mark,
                "correct the dates, or take it out of 'witnessed:'",
            )


CHECKS: Sequence[Check] = (check_letters,)
