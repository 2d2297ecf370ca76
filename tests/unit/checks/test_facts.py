"""What is dated in the future, and what ends before a program starts."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.consistency.facts import future_date, registration_expired
from tests.people import entry
from tests.unit.checks.applications import Desk, told

LOG = {"source": "Log", "start": "2024", "end": "2026-10", "rows": [{"procedure": "Block", "solo": 3}]}


@pytest.mark.parametrize(
    ("section", "change", "marked"),
    [
        ("awards", {"date": "2027"}, "2027"),
        ("courses", {"date": "2026-12"}, "2026-12"),
        ("conferences", {"date": "2027-05-02", "role": "attended"}, "2027-05-02"),
        ("presentations", {"date": "2027-05", "kind": "poster"}, "2027-05"),
        ("publications", {"date": "2027"}, "2027"),
        ("examinations", {"date": "2027-01"}, "2027-01"),
        ("examinations", {"date": "2027-01", "result": "failed"}, "2027-01"),
        ("certification", {"date": "2026-11-25"}, "2026-11-25"),
        ("education", {"start": "2025", "end": "2027-06", "honours": "With distinction"}, "2027-06"),
        ("logbooks", {"end": "2026-12"}, "2026-12"),
        ("logbooks", {"verified_on": "2027-01-05"}, "2027-01-05"),
        ("logbooks", {"start": "2027", "end": "present"}, "2027"),
    ],
)
def test_what_has_happened_is_not_dated_in_the_future(
    desk: Desk, section: str, change: dict[str, Any], marked: str
) -> None:
    usual = LOG if section == "logbooks" else entry(section)

    subject = desk.subject({section: [usual | change]})

    found = told(subject, future_date)
    assert [(code, file, text.strip("'")) for code, file, text in found] == [("future-date", "profile.yaml", marked)]


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("awards", {"date": "2026"}),
        ("awards", {"date": "2026-11"}),
        ("awards", {"date": "2026-11-24"}),
        ("awards", {"date": "2027", "private": True}),
        ("awards", {"date": "2027-02", "detail": "To be conferred in February"}),
        ("courses", {"date": "2027-02", "detail": "Two days, booked"}),
        ("conferences", {"date": "2027-02", "role": "planned"}),
        ("conferences", {"date": "2027-02", "role": "poster accepted"}),
        ("presentations", {"date": "2027-02", "detail": "Accepted"}),
        ("presentations", {"date": "2027-02", "title": "A talk (forthcoming)"}),
        ("presentations", {"date": "2027-02", "kind": "invited"}),
        ("publications", {"date": "2027", "state": "in-press"}),
        ("publications", {"date": "2027", "state": "submitted"}),
        ("examinations", {"date": "2027", "result": "planned"}),
        ("examinations", {"date": "2027", "result": "awaited"}),
        ("certification", {"date": "2025", "expires": "2029"}),
        ("certification", {"date": "2027-02", "detail": "Expected"}),
        ("education", {"start": "2025", "end": "2027-06"}),
        ("education", {"start": "2025", "end": "2027-06", "honours": "Distinction (predicted)"}),
        ("posts", {"start": "2027-02", "end": "2028-02"}),
        ("logbooks", LOG | {"end": "present"}),
        ("registration", {"start": "2026", "end": "2027-06"}),
    ],
)
def test_what_is_still_to_come_may_be_dated_so(desk: Desk, section: str, change: dict[str, Any]) -> None:
    assert told(desk.subject({section: [entry(section) | change]}), future_date) == []


def test_the_words_of_a_title_are_no_plan(desk: Desk) -> None:
    talk = entry("presentations", title="Planned and unplanned returns", date="2027")

    assert len(told(desk.subject({"presentations": [talk]}), future_date)) == 1


def test_nobody_is_born_in_the_future(desk: Desk) -> None:
    assert told(desk.subject({"personal": {"birth_date": "2027-01-01"}}), future_date) == [
        ("future-date", "profile.yaml", "'2027-01-01'")
    ]


def test_a_rule_was_not_checked_in_the_future(desk: Desk) -> None:
    def rule(checked: str) -> dict[str, str]:
        return {"rule": "deadline", "source": "Page", "checked": checked}

    subject = desk.subject(programs={"harbour": {"sources": [rule("2026-11-24"), rule("2027-11-24")]}})

    assert told(subject, future_date) == [("future-date", "harbour.yaml", "'2027-11-24'")]


# Registrations and certificates ----------------------------------------------------------------------

REG = {"body": "Medical Council", "country": "Ireland", "status": "active", "start": "2020"}
ABROAD = {"body": "Council of Norway", "country": "Norway", "start": "2021", "end": "present"}


def expired(desk: Desk, programs: dict[str, dict[str, Any]] | None = None, **sections: Any) -> list[str]:
    found = told(desk.subject(sections, programs), registration_expired)
    assert all((code, file) == ("registration-expired", "profile.yaml") for code, file, _ in found)
    return [text.strip("'") for _, _, text in found]


def test_a_registration_ends_before_a_program_starts(desk: Desk) -> None:
    programs = {"harbour": {"start": "2027-07-01"}, "inlet": {"start": "2027-01", "short": "Inlet"}}

    subject = desk.subject({"registration": [REG | {"end": "2027-05-31"}]}, programs)

    assert told(subject, registration_expired) == [("registration-expired", "profile.yaml", "'2027-05-31'")]
    (one,) = registration_expired(subject)
    assert one.message.endswith("ends on 2027-05-31, before Harbour (2027-07-01) starts")


def test_the_only_current_registration_counts_for_every_country(desk: Desk) -> None:
    lapsed = ABROAD | {"status": "lapsed"}

    assert expired(desk, registration=[REG | {"country": "Greece", "end": "2026-12-31"}, lapsed]) == ["2026-12-31"]


@pytest.mark.parametrize(
    "registration",
    [
        [REG | {"end": "present"}],
        [REG],
        [REG | {"end": "2027-03-01"}],
        [REG | {"end": "2027-03"}],
        [REG | {"end": "2027"}],  # may mean December
        [REG | {"end": "2027-02", "private": True}],
        [REG | {"end": "2027-02", "status": "active; renewal filed"}],
        [REG | {"end": "2027-02", "status": "former"}],
        [REG | {"end": "2027-02"}, REG | {"kind": "specialist", "end": "present"}],
        [REG | {"end": "2027-02"}, REG | {"body": "Another Council", "end": "2028"}],
        [REG | {"country": "Greece", "end": "2027-02"}, ABROAD],  # not the program's country, not the only one
        [REG | {"start": "2015", "end": "2019-06", "status": "full"}, ABROAD],  # history
    ],
)
def test_registrations_that_go_on_or_are_over_are_no_fault(desk: Desk, registration: list[dict[str, Any]]) -> None:
    assert expired(desk, registration=registration) == []


def test_a_registration_that_ended_and_calls_itself_active_is_told(desk: Desk) -> None:
    assert expired(desk, registration=[REG | {"end": "2026-06-30"}, ABROAD]) == ["2026-06-30"]


@pytest.mark.parametrize(("here", "there"), [("UK", "United Kingdom"), ("USA", "United States"), ("Éire", "Éire")])
def test_a_country_has_several_names(desk: Desk, here: str, there: str) -> None:
    held = [REG | {"country": here, "end": "2027-01-31"}, ABROAD]

    assert expired(desk, {"harbour": {"country": there}}, registration=held) == ["2027-01-31"]


ALS = {"name": "Advanced Life Support provider", "date": "2023-02", "expires": "2027-02"}


def test_a_certificate_expires_before_programs_start_and_is_told_once(desk: Desk) -> None:
    programs = {"harbour": {}, "inlet": {"short": "Inlet", "start": "2027-08"}, "jetty": {"start": "2026-12"}}

    subject = desk.subject({"certification": [ALS]}, programs)

    assert told(subject, registration_expired) == [("registration-expired", "profile.yaml", "2027-02")]
    (one,) = registration_expired(subject)
    assert one.message.endswith("expires on 2027-02, before Harbour (2027-03-01) and Inlet (2027-08) start")


def test_a_certificate_has_expired(desk: Desk) -> None:
    assert expired(desk, certification=[ALS | {"expires": "2026-10"}]) == ["2026-10"]


@pytest.mark.parametrize(
    "certification",
    [
        [ALS | {"expires": "2027-03"}],
        [ALS | {"expires": "2027"}],
        [ALS | {"expires": "2022", "name": "Advanced Life Support (2018)"}, ALS | {"expires": "2029"}],
        [ALS | {"expires": "2026-10", "private": True}],
        [ALS | {"expires": "2024", "detail": "Lapsed"}],
        [ALS | {"detail": "Renewal booked for January 2027"}],
        [ALS | {"tags": ["rescue"]}],  # no program shows it
    ],
)
def test_certificates_that_hold_were_renewed_or_are_not_shown_are_no_fault(
    desk: Desk, certification: list[dict[str, Any]]
) -> None:
    omit = ["rescue"] if "tags" in certification[0] else []

    assert expired(desk, {"harbour": {"omit": omit}}, certification=certification) == []


def test_of_a_renewed_certificate_only_the_last_counts(desk: Desk) -> None:
    assert expired(desk, certification=[ALS | {"expires": "2026-10"}, ALS]) == ["2027-02"]


def test_programs_that_have_begun_ask_for_nothing(desk: Desk) -> None:
    held = [REG | {"end": "2026-12-31"}]

    assert expired(desk, {"harbour": {"start": "2025-07"}}, registration=held) == []
