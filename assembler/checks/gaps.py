"""Gaps: time since the degree that no post, training, degree or time away covers. One of the checks, before a build.

Dates may be months or years. A period is read as long as it can mean: from the first day of its start to the last day
of its end. What is still uncovered then is a gap under every reading, so month-only dates never make a false one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.types import Period

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Time that nothing covers, both days included: after `before`, until `after` begins (None: until now)."""

    first: datetime.date
    last: datetime.date
    before: Period
    after: Period | None

    @property
    def sure_days(self) -> int:
        """The days in it, by the reading of all dates that leaves the fewest."""
        return (self.last - self.first).days + 1


def uncovered(periods: Sequence[Period], threshold_days: int, until: PartialDate) -> list[Gap]:
    """The gaps of more than `threshold_days` days between `periods`, and from the last one to `until`, in time."""
    end = until.first()
    gaps = []
    before: Period | None = None
    for after in (*sorted(periods, key=lambda period: period.start.first()), None):
        if before is not None and _last_day(before) < end:
            first = _last_day(before) + _DAY
            gaps.append(Gap(first, min(after.start.first() - _DAY, end) if after else end, before, after))
        if after is not None and (before is None or _last_day(after) > _last_day(before)):
            before = after
    return [gap for gap in gaps if gap.sure_days > threshold_days]


def _last_day(period: Period) -> datetime.date:
    """The latest day that may belong to `period`; one without an end is a single date."""
    return (period.end or period.start).last()


def career(profile: Profile, until: PartialDate) -> list[Period]:
    """The periods that account for the time since the medical degree, the degree included.

    It is told from the dates: the last education that was over when the first post or training began. Where none was,
    the account begins with that post or training; where there is neither, with the last education that is over. Only
    what no CV leaves out counts (posts, training, education, gaps), and nothing private, since no document shows it.
    """
    work = [entry for entry in (*profile.posts, *profile.training) if not entry.private]
    degrees = [entry for entry in profile.education if not entry.private]
    begun = min((entry.start.last() for entry in work), default=until.last())
    over = [_last_day(entry) for entry in degrees if (entry.end or entry.start).first() <= begun]
    since = max(over, default=begun)
    away = [entry for entry in profile.gaps if not entry.private]
    return [entry for entry in (*work, *degrees, *away) if _last_day(entry) >= since]


def check_gaps(subject: Subject) -> list[Diagnostic]:
    """A warning for each gap that is longer than some program lets pass, at the entry after it."""
    profile, today = subject.profile, subject.today
    # How many days each program lets pass unexplained.
    thresholds = {name: program.cv.gap_days for name, program in subject.programs.items()}
    if not thresholds:
        return []
    gaps = uncovered(career(profile, today), min(thresholds.values()), today)
    sections = (*profile.posts, *profile.training, *profile.education, *profile.gaps)
    hidden = [entry for entry in sections if entry.private]
    return [_told(gap, thresholds, hidden) for gap in gaps]


def _told(gap: Gap, thresholds: Mapping[str, int], hidden: Sequence[Period]) -> Diagnostic:
    before, after = gap.before, gap.after
    ended = before.end or before.start
    exact = ended.day and (after is None or after.start.day)
    days = f"{'' if exact else 'at least '}{gap.sure_days} day{'s' if gap.sure_days > 1 else ''}"
    next_to = f" and '{_name(after)}' (from {after.start})" if after else ""
    place = f"{'between' if after else 'since'} '{_name(before)}' (to {ended}){next_to}"
    asking = {name: most for name, most in thresholds.items() if gap.sure_days > most}
    who = "every program asks" if len(asking) == len(thresholds) else _asking(list(asking))
    most = min(asking.values())
    hint = (
        f"add it under 'gaps:' with a neutral label, start: {gap.first}, end: {gap.last if after else 'present'};"
        " or correct the dates"
    )
    covering = [entry for entry in hidden if entry.start.first() <= gap.last and _last_day(entry) >= gap.first]
    if covering:
        hint = f"'{_name(covering[0])}' is private, so no document shows it; {hint}"
    return warning(
        "gap-unexplained",
        f"nothing covers {days} {place}; {who} about {f'more than {most} days' if most else 'any gap'}",
        (after or before).mark,
        hint,
    )


def _name(period: Period) -> str:
    """What an entry of any of the four sections is called."""
    return str(next(value for name in ("title", "qualification", "label") if (value := getattr(period, name, None))))


def _asking(programs: Sequence[str]) -> str:
    return f"{', '.join(programs)} {'ask' if len(programs) > 1 else 'asks'}"


CHECKS: Sequence[Check] = (check_gaps,)
