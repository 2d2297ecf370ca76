"""How every letter stands, listed or only planned, by when it is due, and what the applicant does next."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assembler.schema.dates import PartialDate
from assembler.schema.letters import ASK_DAYS, REMINDER_DAYS, REPLY_DAYS, Letter, Letters, LetterState
from assembler.schema.profile import Profile
from assembler.schema.program import Program


@dataclass(frozen=True, slots=True)
class Standing:
    """How the letter of one `referee` for one `program` stands, both by their ids.

    `letter` is None where none is listed. `closes` is the day on which the program does; `enough` tells whether it has
    the letters that it wants of those who did not decline.
    """

    referee: str
    program: str
    letter: Letter | None
    state: LetterState
    since: PartialDate | None
    due: datetime.date
    closes: datetime.date
    enough: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be sent."""
        return self.state in ("planned", "asked", "agreed")

    def days_left(self, today: datetime.date) -> int:
        """The days until it is due; below zero once that day is over."""
        return (self.due - today).days

    def next_step(self, today: datetime.date) -> str:
        """What the applicant does next, in a few words; dates as in 2026-12-14."""
        if self.state == "received":
            return "thank"
        if self.closes < today:
            return "none, it is closed"
        if self.state == "sent":
            return "check it arrived"
        if self.state == "declined":
            return "none, others write" if self.enough else "ask another referee"
        if self.due < today:
            return "late: ask now" if self.state == "planned" else "late: remind now"
        if self.state == "planned":
            by = self.due - datetime.timedelta(days=ASK_DAYS)
            return f"ask by {by}" if by >= today else "ask now"
        if self.state == "asked":
            until = (self.since.last() if self.since else today) + datetime.timedelta(days=REPLY_DAYS)
            return f"reply by {until}" if until > today else "ask for a reply"
        ahead = (self.due - datetime.timedelta(days=days) for days in REMINDER_DAYS)
        return next((f"remind on {day}" for day in ahead if day >= today), "remind now")


def standings(profile: Profile, programs: Mapping[str, Program], letters: Letters) -> tuple[Standing, ...]:
    """One for each referee, in the order of the profile, and each program that they are asked by, earliest due first.

    Letters that a referee declined are among them.
    """
    found = []
    for referee in profile.referees:
        mine = [
            _standing(referee.id, name, program, letters)
            for name, program in programs.items()
            if not referee.private and (referee.id in program.referees or letters.of(referee.id, name) is not None)
        ]
        found += sorted(mine, key=lambda one: (one.due, one.program))
    return tuple(found)


def _standing(referee: str, name: str, program: Program, letters: Letters) -> Standing:
    letter, declined = letters.of(referee, name), letters.declined(name)
    return Standing(
        referee=referee,
        program=name,
        letter=letter,
        state=letter.state if letter else "planned",
        since=letter.since if letter else None,
        due=program.letter_due(letter),
        closes=program.deadline.date.last(),
        enough=len([one for one in program.referees if one not in declined]) >= program.letters.minimum,
    )
