from __future__ import annotations

import datetime
from typing import Any

import pytest

from assembler.letters import Standing, standings
from assembler.schema.letters import Letters
from tests.people import REFEREE, profile, program, record

HELD = profile(referees=[REFEREE, REFEREE | {"id": "sen", "name": "Dr Sen"}, REFEREE | {"id": "no", "private": "yes"}])
PROGRAMS = {
    # It closes on 2027-03-01, so letters are due on 2027-02-22.
    "harbour": program(referees=["lim", "no"], letters={"minimum": "2"}),
    "quay": program(referees=["lim", "sen"], deadline={"date": "2027-01-15"}, letters={"processing_days": "5"}),
    "pier": program(),
}


def letters(*listed: dict[str, Any]) -> Letters:
    return record({"schema": "1", "letters": list(listed)}, Letters)


def one(state: str, programs: list[str] | None = None, **more: str) -> dict[str, Any]:
    return {"referee": "lim", "programs": programs or ["harbour"], "state": state, **more}


def of(listed: Letters) -> dict[tuple[str, str], Standing]:
    return {(item.referee, item.program): item for item in standings(HELD, PROGRAMS, listed)}


def test_there_is_one_for_each_referee_and_program_the_earliest_due_first() -> None:
    made = standings(HELD, PROGRAMS, letters())
    assert [(item.referee, item.program, item.state, item.due.isoformat()) for item in made] == [
        ("lim", "quay", "planned", "2027-01-01"),
        ("lim", "harbour", "planned", "2027-02-22"),
        ("sen", "quay", "planned", "2027-01-01"),
    ]
    assert {item.letter for item in made} == {item.since for item in made} == {None}
    assert made[0].days_left(datetime.date(2027, 1, 3)) == -2


def test_a_letter_for_several_programs_stands_for_each_and_so_does_one_that_was_declined() -> None:
    listed = letters(one("agreed", ["harbour", "quay"], agreed="2026-11", due="2026-12-31"), one("declined", ["pier"]))
    made = of(listed)
    for name in ("harbour", "quay"):
        held = made["lim", name]
        assert (held.state, str(held.since), held.due) == ("agreed", "2026-11", datetime.date(2026, 12, 31))
        assert held.is_open
    assert not made["lim", "pier"].is_open
    assert made["sen", "quay"].letter is None


@pytest.mark.parametrize(
    ("state", "more", "today", "step"),
    [
        ("planned", {}, "2026-11-24", "ask by 2027-01-11"),
        ("planned", {}, "2027-01-11", "ask by 2027-01-11"),
        ("planned", {}, "2027-01-12", "ask now"),
        ("planned", {}, "2027-02-23", "late: ask now"),
        ("asked", {"asked": "2026-11-24"}, "2026-11-25", "reply by 2026-12-08"),
        ("asked", {"asked": "2026-11-24"}, "2026-12-08", "ask for a reply"),
        ("asked", {"asked": "2026-11"}, "2026-12-13", "reply by 2026-12-14"),
        ("asked", {}, "2026-12-13", "reply by 2026-12-27"),
        ("asked", {}, "2027-02-23", "late: remind now"),
        ("agreed", {}, "2027-02-01", "remind on 2027-02-01"),
        ("agreed", {}, "2027-02-02", "remind on 2027-02-15"),
        ("agreed", {}, "2027-02-16", "remind now"),
        ("agreed", {}, "2027-02-23", "late: remind now"),
        ("sent", {}, "2027-02-23", "check it arrived"),
        ("sent", {}, "2027-03-02", "none, it is closed"),
        ("received", {}, "2027-03-02", "thank"),
        ("declined", {}, "2027-02-23", "ask another referee"),
        ("declined", {}, "2027-03-02", "none, it is closed"),
    ],
)
def test_the_next_step(state: str, more: dict[str, Any], today: str, step: str) -> None:
    held = of(letters(one(state, **more)))["lim", "harbour"]
    assert held.next_step(datetime.date.fromisoformat(today)) == step


def test_who_declined_is_not_missed_where_enough_others_write() -> None:
    for minimum, step in (("1", "none, others write"), ("2", "ask another referee")):
        programs = {"quay": program(referees=["lim", "sen"], letters={"minimum": minimum})}
        (held,) = (
            item for item in standings(HELD, programs, letters(one("declined", ["quay"]))) if item.referee == "lim"
        )
        assert held.next_step(datetime.date(2026, 11, 24)) == step
