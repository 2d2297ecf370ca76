"""Posts that overlap: only for sure, only where both are full-time, and told at the later one."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.consistency.overlaps import CHECKS
from tests.unit.checks.applications import Desk, codes

FIRST = {"title": "Registrar", "institution": "Alder Hospital", "start": "2020-01-01", "end": "2021-03-31"}
LATER = {"title": "Senior Registrar", "institution": "Birch Hospital", "start": "2021-01-04", "end": "2022-01-03"}


def found(desk: Desk, *posts: dict[str, Any], training: tuple[dict[str, Any], ...] = ()) -> list[str]:
    return codes(desk.subject({"posts": list(posts), "training": list(training)}), CHECKS)


@pytest.mark.parametrize("newest_first", [True, False])
def test_an_overlap_is_told_at_the_later_post_and_names_the_other(desk: Desk, *, newest_first: bool) -> None:
    posts = [LATER, FIRST] if newest_first else [FIRST, LATER]

    subject = desk.subject({"posts": posts})

    (one,) = CHECKS[0](subject)
    assert (one.code, one.mark) == ("posts-overlap", subject.profile.posts[not newest_first].mark)
    assert "'Registrar' (2020-01-01 to 2021-03-31) by at least 87 days" in one.message


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("2021-02-04", "2021-01-04", 1),
        ("2021-02-03", "2021-01-04", 0),  # 31 days
        ("2021-03", "2021-01", 0),  # 31 January to 1 March: 30 days
        ("2021-04", "2021-01", 1),
        ("2021-02", "2021-01", 0),
        ("2021", "2021", 0),
        ("2022", "2020", 1),
        ("present", "2021", 1),
    ],
)
def test_an_overlap_counts_only_under_every_reading_of_the_dates(
    desk: Desk, end: str, start: str, expected: int
) -> None:
    later = LATER | {"start": start, "end": "present"}

    assert len(found(desk, FIRST | {"end": end}, later)) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"percent": 60},
        {"hours": 20},
        {"title": "Honorary Lecturer"},
        {"title": "Visiting Registrar"},
        {"title": "Locum Registrar", "percent": 40},
        {"title": "Locum Registrar, sessional"},
        {"title": "On-call doctor"},
        {"title": "Observership in pain medicine"},
        {"title": "Assistant Professor"},
        {"local_title": "Registrar, job-share"},
        {"bullets": ["Part-time, two days a week."]},
        {"private": True},
        {"end": None},
        {"institution": "Alder Hospital", "title": "Chief registrar"},
        {"title": "Registrar", "start": "2020-01-01"},  # the same twice is told as such
        {"title": "Registrar", "start": "2020-01", "end": "2021-03"},
    ],
)
def test_what_is_held_beside_a_post_is_no_overlap(desk: Desk, change: dict[str, Any]) -> None:
    later = {name: value for name, value in (LATER | change).items() if value is not None}

    assert found(desk, FIRST, later) == []


@pytest.mark.parametrize(
    "change",
    [
        {"percent": 100},
        {"hours": 40},
        {"bullets": ["Taught beside the psychologist."]},
        {"title": "Locum Consultant"},
    ],
)
def test_full_time_said_outright_is_full_time(desk: Desk, change: dict[str, Any]) -> None:
    assert found(desk, FIRST, LATER | change) == ["posts-overlap"]


def test_a_training_overlaps_a_post_elsewhere_but_not_one_within_it(desk: Desk) -> None:
    training = {"title": "Resident", "institution": "Alder Hospital", "start": "2019-01", "end": "2023-12"}
    within = LATER | {"institution": "Alder Hospital, Cork", "start": "2020", "end": "2021"}
    elsewhere = LATER | {"start": "2023-06-01", "end": "2025"}

    assert found(desk, within, elsewhere, training=(training,)) == ["posts-overlap"]


def test_a_post_at_the_place_of_a_training_that_reaches_far_beyond_it_overlaps(desk: Desk) -> None:
    training = {"title": "Resident", "institution": "Alder Hospital", "start": "2019-01", "end": "2022-12"}

    assert found(desk, LATER | {"institution": "Alder Hospital", "end": "2024"}, training=(training,)) == [
        "posts-overlap"
    ]


@pytest.mark.parametrize("body", ["Severn Deanery", "Bristol School of Anaesthesia", "University of Selat", None])
def test_bodies_train_in_the_hospitals_of_others(desk: Desk, body: str | None) -> None:
    training = {"title": "Specialty training", "start": "2019-01", "end": "2023-12"}
    training |= {"institution": body} if body else {}

    assert found(desk, LATER, training=(training,)) == []


def test_a_university_hospital_is_a_place_of_its_own(desk: Desk) -> None:
    training = {"title": "Resident", "institution": "Cedar University Hospital", "start": "2019", "end": "2023"}

    assert found(desk, LATER, training=(training,)) == ["posts-overlap"]


def test_dates_at_the_ends_of_the_calendar_are_survived(desk: Desk) -> None:
    first = {"title": "Resident", "institution": "Alder Hospital", "start": "0001", "end": "9999"}

    assert found(desk, FIRST, training=(first,)) == []
