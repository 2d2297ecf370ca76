"""Gaps: what counts as uncovered, where the account begins, and how one is told."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from assembler.checks.gaps import check_gaps, uncovered
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic, Severity
from assembler.loading import load_applicant
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.types import Period
from tests.people import DATE, PROFILE, PROGRAM, SAMPLES, as_yaml, entry, profile, program, record, sample

UNTIL = PartialDate(2026, 11, 24)
PRESENT_POST = entry("posts", title="Fellow", start="2021-04", end="present")


def lasting(*dates: tuple[str, str | None]) -> list[Period]:
    return [record({"start": start, **({"end": end} if end else {})}, Period) for start, end in dates]


def days(*dates: tuple[str, str | None], threshold: int = 28, until: PartialDate = UNTIL) -> list[int]:
    return [gap.sure_days for gap in uncovered(lasting(*dates), threshold, until)]


def gaps_of(held: Profile, thresholds: dict[str, int], today: PartialDate = UNTIL) -> list[Diagnostic]:
    """What is told for programs, by their ids, that let so many days pass unexplained."""
    programs = {name: program(cv={"gap_days": str(days)}) for name, days in thresholds.items()}
    return check_gaps(Subject(held, programs, today))


def told(thresholds: dict[str, int] | None = None, **sections: Any) -> list[Diagnostic]:
    return gaps_of(profile(**sections), {"harbour": 28} if thresholds is None else thresholds)


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("2021-01", "2021-02", []),
        ("2021-01", "2021-03", []),  # February has 28 days, which are not more than 28
        ("2020-01", "2020-03", [29]),
        ("2021-02", "2021-04", [31]),
        ("2021-02-28", "2021-03-29", []),
        ("2021-02-28", "2021-03-30", [29]),
        ("2021-02", "2021-03-30", [29]),
        ("2021-02-27", "2021-03", []),
        ("2020", "2021", []),
        ("2020", "2021-12", [334]),
        ("2020-01", "2022", [700]),
        ("2021-03", "2021-02", []),
    ],
)
def test_a_gap_counts_only_under_every_reading_of_the_dates(end: str, start: str, expected: list[int]) -> None:
    assert days(("2019", end), (start, "present")) == expected


def test_any_gap_is_a_day() -> None:
    dates = ("2019", "2021-02-27"), ("2021-03-01", "present")

    assert days(*dates, threshold=0) == [1]
    assert days(*dates, threshold=1) == []


def test_a_gap_names_its_days_and_neighbours() -> None:
    first, second = lasting(("2019", "2021-02"), ("2021-04-11", "present"))

    (gap,) = uncovered([second, first], 28, UNTIL)

    assert (gap.first, gap.last) == (datetime.date(2021, 3, 1), datetime.date(2021, 4, 10))
    assert (gap.before, gap.after) == (first, second)


def test_what_lasts_longest_covers_what_began_later() -> None:
    assert days(("2019", "2023"), ("2020", "2020-06"), ("2024-02", "present")) == [31]
    assert days(("2019", "2023"), ("2020", "2020-06"), ("2024-01", "present")) == []


def test_a_single_date_covers_all_that_it_may_mean() -> None:
    assert days(("2020", "2020-12"), ("2021", None), ("2022", "present")) == []


def test_time_since_the_last_entry_counts_until_now_and_no_further() -> None:
    assert days(("2019", "2026-10-27"), until=UNTIL) == []
    assert days(("2019", "2026-10-26"), until=UNTIL) == [29]
    assert days(("2019", "2026-10-26"), ("2027-08", "present"), until=UNTIL) == [29]
    assert days(("2019", "2026-12"), ("2027-08", "present"), until=UNTIL) == []
    assert days() == []


def test_the_account_begins_with_the_degree_before_the_first_post() -> None:
    degrees = [
        entry("education", start="2005", end="2008"),
        entry("education", start="2009", end="2014-07"),
        entry("education", start="2024-06"),
    ]
    posts = [entry("posts", start="2014-10-01", end="present")]

    (found,) = told(education=degrees, posts=posts)
    assert "at least 61 days between 'Degree' (to 2014-07) and 'Registrar' (from 2014-10-01)" in found.message
    assert told(education=degrees[:1], posts=posts) != []
    assert told(education=degrees[2:], posts=posts) == []
    assert told(posts=posts) == []
    assert told() == []


def test_work_before_the_degree_does_not_hide_what_comes_after() -> None:
    sections: dict[str, Any] = {
        "education": [entry("education", start="2009", end="2014-07")],
        "posts": [entry("posts", start="2010", end="2011"), entry("posts", start="2014-10", end="present")],
    }

    assert ["2014-07" in found.message for found in told(**sections)] == [True]


@pytest.mark.parametrize(
    ("section", "covers"),
    [("posts", True), ("training", True), ("education", True), ("gaps", True), ("experience", False)],
)
def test_what_no_cv_leaves_out_covers(section: str, covers: bool) -> None:  # noqa: FBT001 - a parameter
    sections: dict[str, Any] = {"posts": [entry("posts", start="2019", end="2021-02"), PRESENT_POST]}
    sections[section] = [*sections.get(section, ()), entry(section, start="2021-03", end="2021-03")]

    assert (told(**sections) == []) is covers


def test_what_is_private_covers_nothing_and_the_hint_says_so() -> None:
    posts = [entry("posts", start="2019", end="2021-02"), PRESENT_POST]
    leave = entry("gaps", label="Leave", start="2021-03", end="2021-03", private="yes")

    (hidden,), (plain,) = told(posts=posts, gaps=[leave]), told(posts=posts)

    assert hidden.hint is not None
    assert plain.hint is not None
    assert hidden.hint.startswith("'Leave' is private, so no document shows it; add it")
    assert plain.hint.startswith("add it under 'gaps:' with a neutral label, start: 2021-03-01, end: 2021-03-31;")
    assert hidden.message == plain.message


def test_one_warning_a_gap_names_the_programs_that_ask() -> None:
    posts = [entry("posts", start="2019", end="2021-02-28"), entry("posts", start="2021-04-08", end="present")]

    (some,) = told({"harbour": 28, "valley": 30, "bay": 90}, posts=posts)
    (one,) = told({"harbour": 60, "creek": 0}, posts=posts)
    (every,) = told({"harbour": 28, "valley": 28}, posts=posts)

    assert some.message == (
        "nothing covers 38 days between 'Registrar' (to 2021-02-28) and 'Registrar' (from 2021-04-08);"
        " harbour, valley ask about more than 28 days"
    )
    assert one.message.endswith("; creek asks about any gap")
    assert every.message.endswith("; every program asks about more than 28 days")
    assert every.severity is Severity.WARNING
    assert told({"bay": 90}, posts=posts) == []
    assert told({}, posts=posts) == []


def test_time_since_the_last_post_is_told_at_that_post() -> None:
    (found,) = told(posts=[entry("posts", start="2019", end="2026-08-31")])

    assert "85 days since 'Registrar' (to 2026-08-31); every" in found.message
    assert found.hint is not None
    assert "start: 2026-09-01, end: present" in found.hint


@pytest.mark.parametrize("name", SAMPLES)
def test_no_sample_has_a_gap_of_more_than_28_days(name: str) -> None:
    applicant = sample(name)

    assert gaps_of(applicant.profile, dict.fromkeys(applicant.programs, 28), DATE) == []


def test_where_any_gap_counts_three_weeks_between_two_posts_are_one() -> None:
    (moved,) = told(
        {"merri-creek": 0},
        posts=[
            entry("posts", title="Registrar", start="2023-07-10", end="2025-01-12"),
            entry("posts", title="Specialist", start="2025-02-03", end="present"),
        ],
    )

    assert "nothing covers 21 days between 'Registrar'" in moved.message
    assert moved.message.endswith("; every program asks about any gap")


def test_the_warning_stands_at_the_entry_after_the_gap(tmp_path: Path) -> None:
    posts = [PRESENT_POST, entry("posts", start="2019", end="2021-02")]
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM), encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(as_yaml(PROFILE | {"posts": posts}), encoding="utf-8")
    applicant, _ = load_applicant(tmp_path)
    assert applicant is not None

    (found,) = gaps_of(applicant.profile, {"harbour": 28})

    assert found.mark is not None
    lines = (tmp_path / "profile.yaml").read_text(encoding="utf-8").splitlines()
    assert "Fellow" in lines[found.mark.line - 1]
