"""The plan: which documents one applicant's build makes, where each goes, and the view that each is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from assembler.statements.files import state
from assembler.statements.markdown import markdown_of
from assembler.tailor import Decision, Own, State, StatementView, View
from assembler.writers import WRITERS

ViewOf = Callable[[PartialDate, frozenset[str]], tuple[View, Sequence[Decision]]]


ProgramView = Callable[
    [Profile, Program, str, Conventions, PartialDate, frozenset[str]], tuple[View, Sequence[Decision]]
]
"""The view of a document for one program: of a profile, the program and its id, on a date, without what is cut."""

DraftView = Callable[
    [Profile, Program, str, Conventions, PartialDate, Mapping[str, Own]], tuple[StatementView, Sequence[Decision]]
]
"""The view of a text that a person writes: as the others, with what is written by section."""


def _uncut(view: Callable[[Profile, Program, str, Conventions, PartialDate], Any]) -> ProgramView:
    """The view of a document from which nothing is cut for space."""
    return lambda profile, program, name, conventions, date, _: view(profile, program, name, conventions, date)


@dataclass(frozen=True)
class Kind:
    """One kind of document: its formats, and its view where it is for a program: `draft` where a person writes it."""

    formats: tuple[str, ...]
    view: ProgramView | None = None
    draft: DraftView | None = None


_FINAL = "-final"
"""How the template of a text that a person has written to its end is called, after its document."""

KINDS: Mapping[str, Kind] = {
    "cv": Kind(("pdf", "docx"), tailor.cv_view),
    "statement": Kind(("pdf", "docx", "txt"), draft=tailor.statement_view),
    "cover-letter": Kind(("pdf", "docx", "txt"), draft=tailor.cover_letter_view),
    "case-summary": Kind(("pdf", "docx"), _uncut(partial(tailor.paper_view, "case-summary"))),
    "declaration": Kind(("pdf", "docx"), _uncut(partial(tailor.paper_view, "declaration"))),
    "publications": Kind(("pdf", "docx"), _uncut(partial(tailor.paper_view, "publications"))),
    "briefing": Kind(("pdf", "docx")),
}
"""Every kind of document, by the name of its template. Those with a view are made for programs that ask for them.

Of a draft there are two documents: the one to work on, and once every section is written the `final` one.
"""


@dataclass(frozen=True)
class Task:
    """One document to make: for one program or one referee.

    `view` gives its view for a date and for what is cut to keep to `pages`; `cuts` lists what may be cut, first what
    matters least. `paths` are those of its files by format, relative to the applicant's output folder. `parts` are the
    sections of a text that a person writes, with how far each is.
    """

    document: str
    program: str | None
    referee: str | None
    draft: bool
    template: str
    paths: Mapping[str, str]
    view: ViewOf
    theme: str = USUAL_THEME
    wide_dates: bool = False
    pages: int | None = None
    cuts: tuple[str, ...] = ()
    rules: Program | None = None
    parts: tuple[tuple[str, State], ...] = ()

    @property
    def name(self) -> str:
        """What people call it: `cv/harbour`, `statement/harbour/final`."""
        return f"{self.document}/{self.program or self.referee}" + ("/final" if self.final else "")

    @property
    def text(self) -> tuple[str, str]:
        """The document and the program whose text a person writes: what `statements/` is asked for."""
        return self.document, self.program or ""

    @property
    def final(self) -> bool:
        """Whether this is a text that a person has written to its end, as it goes out."""
        return self.template.endswith(_FINAL)


def plan(
    applicant: Applicant, house: House, words_of: Callable[[str], Mapping[str, Any]], today: PartialDate
) -> list[Task]:
    """Every document of a whole build, programs first, then referees.

    A briefing covers all programs that its referee writes for and that have not closed by `today`. None is made while
    one of the programs cannot be read, lest a deadline be missing from it.
    """
    tasks = [
        task
        for name, program in applicant.programs.items()
        for document in program.documents
        for task in _for_program(document, applicant, house, name, program, words_of(program.language), today)
    ]
    if applicant.broken:
        return tasks
    still = {
        name: program for name, program in applicant.programs.items() if program.deadline.date.last() >= today.first()
    }
    asked = {name for program in still.values() for name in program.referees}
    writing = [item for item in applicant.profile.referees if item.id in asked and not item.private]
    return tasks + [_briefing(applicant, still, referee, words_of("en")) for referee in writing]


def _for_program(
    document: str,
    applicant: Applicant,
    house: House,
    name: str,
    program: Program,
    words: Mapping[str, Any],
    today: PartialDate,
) -> list[Task]:
    """The task of `document` for one program; of a text that a person has written to its end, the final one too."""
    profile, kind, conventions = tailor.reworded(applicant.profile, program), KINDS[document], house.conventions
    paths = partial(_paths, applicant, document, program.short, words)
    task = partial(
        Task,
        document=document,
        program=name,
        referee=None,
        theme=program.theme or profile.theme or USUAL_THEME,
        rules=program,
    )
    if (view := kind.view) is not None:
        pages = program.cv.pages if document == "cv" else None
        return [
            task(
                draft=False,
                template=document,
                paths=paths(f"{name}/"),
                view=lambda date, cuts: view(profile, program, name, conventions, date, cuts),
                wide_dates=program.dates != "month-year",
                pages=pages,
                cuts=tuple(tailor.candidates(profile, program)) if pages else (),
            )
        ]
    if (draft := kind.draft) is None:
        return []
    own = _own(applicant, document, name)

    def draft_of(date: PartialDate) -> StatementView:
        view, _ = draft(profile, program, name, conventions, date, own)
        return view

    made = draft_of(today)
    text = partial(
        task,
        view=lambda date, _: draft(profile, program, name, conventions, date, own),
        parts=tuple((part.id, part.state) for part in made.parts),
    )
    working = text(draft=True, template=document, paths=paths(f"{name}/draft/"))
    if not made.parts or any(part.state == "prompt" for part in made.parts):
        return [working]
    final = text(
        draft=False,
        template=document + _FINAL,
        paths=paths(f"{name}/"),
        # No entry of the profile stands in it, so nothing is decided.
        view=lambda date, _: (tailor.finished(draft_of(date)), ()),
    )
    return [working, final]


def _own(applicant: Applicant, document: str, name: str) -> dict[str, Own]:
    """What is written for one program: its own sections over those that all programs share."""
    return {
        section.id: Own(markdown_of(section.blocks), state(section))
        for section in applicant.texts.get((document, name), ())
    }


def _briefing(
    applicant: Applicant, programs: Mapping[str, Program], referee: Referee, words: Mapping[str, Any]
) -> Task:
    profile = applicant.profile
    return Task(
        document="briefing",
        program=None,
        referee=referee.id,
        draft=False,
        template="briefing",
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
