"""The plan: which documents one applicant's build makes, where each goes, and the view that each is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from assembler import tailor
from assembler.loading import USUAL_THEME, Applicant, House
from assembler.names import file_name
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from assembler.tailor import Decision, View
from assembler.writers import WRITERS

ViewOf = Callable[[PartialDate, frozenset[str]], tuple[View, list[Decision]]]


@dataclass(frozen=True)
class Kind:
    """One kind of document: the formats it is written in, and whether it is a draft to be worked on."""

    formats: tuple[str, ...]
    draft: bool = False


KINDS: Mapping[str, Kind] = {
    "cv": Kind(("pdf", "docx")),
    "statement": Kind(("pdf", "docx", "txt"), draft=True),
    "cover-letter": Kind(("pdf", "docx", "txt"), draft=True),
    "case-summary": Kind(("pdf", "docx")),
    "declaration": Kind(("pdf", "docx")),
    "publications": Kind(("pdf", "docx")),
    "briefing": Kind(("pdf", "docx")),
}
"""Every kind of document. Each has a template of its name, and a view in `tailor`."""


@dataclass(frozen=True)
class Task:
    """One document to make: for one program or one referee.

    `view` gives its view for a date and for what is cut to keep to `pages`; `cuts` lists what may be cut, first what
    matters least. `paths` are those of its files by format, relative to the applicant's output folder.
    """

    document: str
    program: str | None
    referee: str | None
    draft: bool
    paths: Mapping[str, str]
    view: ViewOf
    theme: str = USUAL_THEME
    wide_dates: bool = False
    pages: int | None = None
    cuts: tuple[str, ...] = ()
    rules: Program | None = None

    @property
    def name(self) -> str:
        """What people call it: `cv/harbour`."""
        return f"{self.document}/{self.program or self.referee}"


def plan(
    applicant: Applicant, house: House, words_of: Callable[[str], Mapping[str, Any]], today: PartialDate
) -> list[Task]:
    """Every document of a whole build, programs first, then referees.

    A briefing covers all programs that its referee writes for and that have not closed by `today`. None is made while
    one of the programs cannot be read, lest a deadline be missing from it.
    """
    tasks = [
        _MAKERS[document](applicant, house, name, program, words_of(program.language))
        for name, program in applicant.programs.items()
        for document in program.documents
    ]
    if applicant.broken:
        return tasks
    still = {
        name: program for name, program in applicant.programs.items() if program.deadline.date.last() >= today.first()
    }
    asked = {name for program in still.values() for name in program.referees}
    writing = [item for item in applicant.profile.referees if item.id in asked and not item.private]
    return tasks + [_briefing(applicant, still, referee, words_of("en")) for referee in writing]


def _cv(applicant: Applicant, house: House, name: str, program: Program, words: Mapping[str, Any]) -> Task:
    profile, conventions = applicant.profile, house.conventions
    return Task(
        document="cv",
        program=name,
        referee=None,
        draft=False,
        paths=_paths(applicant, "cv", program.short, words, f"{name}/"),
        view=lambda date, cuts: tailor.cv_view(profile, program, name, conventions, date, cuts),
        theme=_theme(profile, program),
        wide_dates=program.dates != "month-year",
        pages=program.cv.pages,
        cuts=tuple(tailor.candidates(profile, program)) if program.cv.pages else (),
        rules=program,
    )


def _draft(
    document: str, applicant: Applicant, house: House, name: str, program: Program, words: Mapping[str, Any]
) -> Task:
    profile, conventions = applicant.profile, house.conventions
    view = {"statement": tailor.statement_view, "cover-letter": tailor.cover_letter_view}[document]
    return Task(
        document=document,
        program=name,
        referee=None,
        draft=True,
        paths=_paths(applicant, document, program.short, words, f"{name}/draft/"),
        view=lambda date, _: view(profile, program, name, conventions, date),
        theme=_theme(profile, program),
        rules=program,
    )


def _paper(
    document: str, applicant: Applicant, house: House, name: str, program: Program, words: Mapping[str, Any]
) -> Task:
    profile, conventions = applicant.profile, house.conventions
    return Task(
        document=document,
        program=name,
        referee=None,
        draft=False,
        paths=_paths(applicant, document, program.short, words, f"{name}/"),
        view=lambda date, _: tailor.paper_view(document, profile, program, name, conventions, date),
        theme=_theme(profile, program),
        wide_dates=program.dates != "month-year",
    )


_Maker = Callable[[Applicant, House, str, Program, Mapping[str, Any]], Task]

_MAKERS: Mapping[str, _Maker] = {
    "cv": _cv,
    "statement": partial(_draft, "statement"),
    "cover-letter": partial(_draft, "cover-letter"),
    **{paper: partial(_paper, paper) for paper in tailor.PARTS},
}
"""Documents made for one program, by the names that `documents:` of a program file knows."""


def _briefing(
    applicant: Applicant, programs: Mapping[str, Program], referee: Referee, words: Mapping[str, Any]
) -> Task:
    profile = applicant.profile
    return Task(
        document="briefing",
        program=None,
        referee=referee.id,
        draft=False,
        paths=_paths(applicant, "briefing", referee.id.title(), words, f"referees/{referee.id}/"),
        view=lambda date, _: tailor.briefing_view(profile, programs, referee, date),
        theme=profile.theme or USUAL_THEME,
    )


def _theme(profile: Profile, program: Program) -> str:
    return program.theme or profile.theme or USUAL_THEME


def _paths(applicant: Applicant, document: str, label: str, words: Mapping[str, Any], folder: str) -> dict[str, str]:
    """The files of one document by format: `Surname_Given_CV_Program.pdf` in `folder`."""
    name = applicant.profile.name
    surname, given = name.family or name.given, name.given if name.family else ""
    # Where nothing of the name can be written in ASCII, the folder's name says whose file it is.
    person = applicant.folder.resolve().name
    return {
        form: folder
        + file_name(surname, given, words["file_names"][document], label, WRITERS[form].suffix, (), fallback=person)
        for form in KINDS[document].formats
    }
