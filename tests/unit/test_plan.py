from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assembler.loading import Applicant
from assembler.plan import plan
from assembler.schema.dates import PartialDate
from assembler.tasks import KINDS, Task
from assembler.views import BriefingView
from assembler.writers import WRITERS
from tests.people import DATE, REFEREE, SAMPLES, composer, entry, house, profile, program, sample


def applicant(programs: dict[str, dict[str, Any]], **changes: Any) -> Applicant:
    asked = {name: program(short=name.title(), **rules) for name, rules in programs.items()}
    return Applicant(Path("x"), profile(**changes), asked, (), {})


def planned(held: Applicant, today: PartialDate = DATE) -> dict[str, Task]:
    tasks = plan(held, house(), composer().words, today)
    assert len({task.name for task in tasks}) == len(tasks)
    return {task.name: task for task in tasks}


def test_programs_come_first_then_the_referees_they_ask() -> None:
    referees = [REFEREE, REFEREE | {"id": "sen"}, REFEREE | {"id": "abe", "private": "yes"}]
    held = applicant({"east": {"referees": ["lim", "abe"]}, "west": {"documents": ["statement"]}}, referees=referees)
    assert list(planned(held)) == [
        *("cv/east", "statement/east", "statement/west"),
        *("briefing/lim", "pack/lim", "dates/lim", "request/lim", "deadlines"),
    ]


def test_no_briefing_while_a_program_cannot_be_read() -> None:
    held = replace(applicant({"east": {"referees": ["lim"]}}, referees=[REFEREE]), broken=("west",))
    assert list(planned(held)) == ["cv/east", "statement/east"]


def test_what_has_closed_is_asked_of_no_referee() -> None:
    referees = [REFEREE, REFEREE | {"id": "sen"}]
    programs = {
        "east": {"referees": ["lim", "sen"], "deadline": {"date": "2026-12-01"}},
        "west": {"referees": ["lim"], "deadline": {"date": "2027-03-01"}},
    }
    held = applicant(programs, referees=referees)
    asked = {
        day: {name: programs_in(task) for name, task in planned(held, day).items() if task.document == "briefing"}
        for day in (PartialDate(2026, 12, 1), PartialDate(2026, 12, 2), PartialDate(2027, 3, 2))
    }
    assert list(asked.values()) == [
        {"briefing/lim": ["East", "West"], "briefing/sen": ["East"]},
        {"briefing/lim": ["West"]},
        {},
    ]
    assert {"cv/east", "cv/west"} <= set(planned(held, PartialDate(2027, 3, 2))), "its documents stay"


def programs_in(task: Task) -> list[str]:
    view, _ = task.view(DATE, frozenset())
    assert isinstance(view, BriefingView)
    return [request.program.short for request in view.requests]


def test_where_the_files_go() -> None:
    held = applicant({"east": {"referees": ["lim"]}}, referees=[REFEREE])
    tasks = planned(held)
    assert tasks["cv/east"].paths == {form: f"east/Corr_AdaBel_CV_East.{form}" for form in ("pdf", "docx")}
    assert tasks["statement/east"].paths["txt"] == "east/draft/Corr_AdaBel_Statement_East.txt"
    assert tasks["briefing/lim"].paths["pdf"] == "referees/lim/Corr_AdaBel_Briefing_Lim.pdf"
    assert tasks["pack/lim"].paths == {"pdf": "referees/lim/Corr_AdaBel_Pack_Lim.pdf"}
    assert tasks["request/lim"].attached == ("referees/lim/Corr_AdaBel_Pack_Lim.pdf", "referees/lim/dates.ics")
    assert [name for name, task in tasks.items() if task.draft] == ["statement/east"]


def test_a_person_with_one_name_or_none_in_latin_letters() -> None:
    assert (
        planned(applicant({"east": {}}, name={"given": "Suharto"}))["cv/east"].paths["pdf"]
        == "east/Suharto_CV_East.pdf"
    )
    path = planned(applicant({"east": {}}, name={"given": "伟", "family": "张"}))["cv/east"].paths["pdf"]
    assert path == "east/x_CV_East.pdf", "the folder says whose file it is"


@pytest.mark.parametrize(
    ("style", "wide"), [("month-year", False), ("day-month-year", True), ("numeric-day-first", True)]
)
def test_dates_to_the_day_need_a_wider_column(style: str, wide: bool) -> None:  # noqa: FBT001 - a parameter
    tasks = planned(applicant({"east": {"dates": style}}))
    assert (tasks["cv/east"].wide_dates, tasks["statement/east"].wide_dates) == (wide, False)


def test_only_a_cv_with_a_page_limit_is_cut() -> None:
    held = applicant({"east": {"cv": {"pages": "2"}}, "west": {}}, courses=[entry("courses")])
    tasks = planned(held)
    assert (tasks["cv/east"].pages, tasks["cv/east"].cuts) == (2, ("courses/1",))
    assert (tasks["cv/west"].pages, tasks["cv/west"].cuts) == (None, ())
    assert tasks["statement/east"].pages is None


def test_every_format_of_every_kind_has_a_writer() -> None:
    for kind in KINDS.values():
        # Mails and calendars are made beside the writers.
        assert set(kind.formats) <= {*WRITERS, "eml", "ics"}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_views_of_a_sample_are_pure(name: str) -> None:
    for task in plan(sample(name), house(), composer().words, DATE):
        assert task.view(DATE, frozenset()) == task.view(DATE, frozenset())


@pytest.mark.parametrize("name", SAMPLES)
def test_no_two_files_of_a_sample_have_one_path(name: str) -> None:
    tasks = plan(sample(name), house(), composer().words, DATE)
    paths = [path.casefold() for task in tasks for path in task.paths.values()]
    assert len(set(paths)) == len(paths)
