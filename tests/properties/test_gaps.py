"""Gaps between dates of which only the month is known: never a false one, and no true one missed."""

from __future__ import annotations

import calendar
import datetime

from hypothesis import given
from hypothesis import strategies as st

from assembler.checks.gaps import uncovered
from assembler.schema.dates import PartialDate
from assembler.schema.types import Period
from tests.people import record

UNTIL = PartialDate(2100, 1, 1)
MONTHS = st.integers(1990 * 12, 2090 * 12)
"""Months counted from the year 0."""


def date(month: int, day: int = 0) -> PartialDate:
    return PartialDate(month // 12, month % 12 + 1, day)


def length(month: int) -> int:
    return calendar.monthrange(month // 12, month % 12 + 1)[1]


def lasting(start: PartialDate, end: PartialDate | str) -> Period:
    return record({"start": start.iso, "end": end if isinstance(end, str) else end.iso}, Period)


@given(MONTHS, st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(0, 100))
def test_posts_in_months_that_follow_each_other_leave_no_gap(start: int, lengths: list[int], threshold: int) -> None:
    periods, month = [], start
    for months in lengths:
        periods.append(lasting(date(month), date(month + months - 1)))
        month += months
    periods.append(lasting(date(month), "present"))

    assert uncovered(periods, threshold, UNTIL) == []


@given(MONTHS, st.integers(1, 12), st.integers(0, 400))
def test_whole_months_that_nothing_lists_are_a_gap_of_their_days(end: int, months: int, threshold: int) -> None:
    missing = sum(length(end + number) for number in range(1, months + 1))
    periods = [lasting(date(end), date(end)), lasting(date(end + months + 1), "present")]

    found = uncovered(periods, threshold, UNTIL)

    assert [gap.sure_days for gap in found] == ([missing] if missing > threshold else [])


@given(st.data(), MONTHS, st.integers(0, 3), st.integers(0, 60))
def test_no_reading_of_the_dates_leaves_fewer_days_than_are_told(
    data: st.DataObject, end: int, further: int, threshold: int
) -> None:
    start = end + further
    last = datetime.date(end // 12, end % 12 + 1, data.draw(st.integers(1, length(end)), "true last day"))
    first = datetime.date(start // 12, start % 12 + 1, data.draw(st.integers(1, length(start)), "true first day"))
    periods = [lasting(date(end), date(end)), lasting(date(start), "present")]

    for gap in uncovered(periods, threshold, UNTIL):
        assert threshold < gap.sure_days <= (first - last).days - 1
        assert last < gap.first <= gap.last < first
