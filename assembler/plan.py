"""The plan: which documents one applicant's build makes, where each goes, and the view that each is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from assembler import tailor
from assembler.house import USUAL_THEME, House
from assembler.loading import Applicant
from assembler.names import file_name
from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from assembler.tailor import Decision, View
from assembler.writers import WRITERS

ViewOf = Callable[[PartialDate, frozenset[str]], tuple[View, Sequence[Decision]]]


ProgramView = Callable[
    [Profile, Program, str, Conventions, PartialDate, frozenset[str]], tuple[View, Sequence[Decision]]
]
"""The view of a document for one program: of a profile, the program and its id, on a date, without what is cut."""


def _uncut(view: Callable[[Profile, Program, str, Conventions, PartialDate], Any]) -> ProgramView:
    """The view of a document from which nothing is cut for space."""
    return lambda profile, program, name, conventions, date, _: view(profile, program, name, conventions, date)


@dataclass(frozen=True)
class Kind:
    """One kind of document: its formats, its view where it is for a program, and whether it is a draft to work on."""

    formats: tuple[str, ...]
    view: ProgramView | None = None
    draft: bool = False


KINDS: Mapping[str, Kind] = {
    "cv": Kind(("pdf", "docx"), tailor.cv_view),
    "statement": Kind(("pdf", "docx", "txt"), _uncut(tailor.statement_view), draft=True),
    "cover-letter": Kind(("pdf", "docx", "txt"), _uncut(tailor.cover_letter_view), draft=True),
    "case-summary": Kind(("pdf", "docx"), _uncut(partial(tailor.paper_view, "case-summary"))),
    "declaration": Kind(("pdf", "docx"), _uncut(partial(tailor.paper_view, "declaration"))),
    "publications": Kind(("pdf", "docx"), _uncut(partial(tailor.paper_view, "publications"))),
    "briefing": Kind(("pdf", "docx")),
}
"""Every kind of document, by the name of its template. Those with a view are made for programs that ask for them."""


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
        _for_program(document, view, _reading(applicant, program), house, name, program, words_of(program.language))
        for name, program in applicant.programs.items()
        for document in program.documents
        if (view := KINDS[document].view)
    ]
    if applicant.broken:
        return tasks
    still = {
        name: program for name, program in applicant.programs.items() if program.deadline.date.last() >= today.first()
    }
    asked = {name for program in still.values() for name in program.referees}
    writing = [item for item in applicant.profile.referees if item.id in asked and not item.private]
    return tasks + [_briefing(applicant, still, referee, words_of("en")) for referee in writing]


def _reading(applicant: Applicant, program: Program) -> Applicant:
    """The applicant in the words that `program` is to read."""
    return replace(applicant, profile=tailor.reworded(applicant.profile, program))


def _for_program(
    document: str,
    view: ProgramView,
    applicant: Applicant,
    house: House,
    name: str,
    program: Program,
    words: Mapping[str, Any],
) -> Task:
    profile, kind = applicant.profile, KINDS[document]
    pages = program.cv.pages if document == "cv" else None
    return Task(
        document=document,
        program=name,
        referee=None,
        draft=kind.draft,
        paths=_paths(applicant, document, program.short, words, f"{name}/draft/" if kind.draft else f"{name}/"),
        view=lambda date, cuts: view(profile, program, name, house.conventions, date, cuts),
        theme=program.theme or profile.theme or USUAL_THEME,
        wide_dates=program.dates != "month-year" and not kind.draft,
        pages=pages,
        cuts=tuple(tailor.candidates(profile, program)) if pages else (),
        rules=program,
    )


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
