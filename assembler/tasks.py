"""Tasks: one document to make, of which kinds there are, and where the files of each go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from assembler import tailor
from assembler.house import USUAL_THEME
from assembler.loading import Applicant
from assembler.names import file_name
from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.sources.forms import Form
from assembler.statements.files import state
from assembler.statements.markdown import markdown_of
from assembler.views import Decision, Own, State, StatementView, View
from assembler.writers import WRITERS

ViewOf = Callable[[PartialDate, frozenset[str]], tuple[View, Sequence[Decision]]]


ProgramView = Callable[[Profile, Program, str, Conventions, PartialDate], tuple[View, Sequence[Decision]]]
"""The view of a document for one program: of a profile, the program and its id, on a date."""

DraftView = Callable[
    [Profile, Program, str, Conventions, PartialDate, Mapping[str, Own]], tuple[StatementView, Sequence[Decision]]
]
"""The view of a text that a person writes: as the others, with what is written by section."""


@dataclass(frozen=True)
class Kind:
    """One kind of document: its formats, and its view where it is for a program: `draft` where a person writes it."""

    formats: tuple[str, ...]
    view: ProgramView | None = None
    draft: DraftView | None = None


FINAL = "-final"
"""How the template of a text that a person has written to its end is called, after its document."""

KINDS: Mapping[str, Kind] = {
    "cv": Kind(("pdf", "docx"), tailor.cv_view),
    "statement": Kind(("pdf", "docx", "txt"), draft=tailor.statement_view),
    "cover-letter": Kind(("pdf", "docx", "txt"), draft=tailor.cover_letter_view),
    "case-summary": Kind(("pdf", "docx"), partial(tailor.paper_view, "case-summary")),
    "declaration": Kind(("pdf", "docx"), partial(tailor.paper_view, "declaration")),
    "publications": Kind(("pdf", "docx"), partial(tailor.paper_view, "publications")),
    "briefing": Kind(("pdf", "docx")),
    "pack": Kind(("pdf",)),
    "request": Kind(("eml",)),
    "reminder": Kind(("eml",)),
    "thanks": Kind(("eml",)),
    "dates": Kind(("ics",)),
    "deadlines": Kind(("ics",)),
}
"""Every kind of document, by the name of its template. Those with a view are made for programs that ask for them.

Of a draft there are two documents: the one to work on, and once every section is written the `final` one.
"""


@dataclass(frozen=True)
class Enclosed:
    """A document within a pack: its template, its view for a date, the theme, and whether it is a text in prose."""

    document: str
    template: str
    view: Callable[[PartialDate], View]
    theme: str
    wide_dates: bool = False
    prose: bool = False


@dataclass(frozen=True)
class Task:
    """One document to make: for one program or one referee.

    `view` gives its view for a date and for what is cut to keep to `pages`; `cuts` lists what may be cut, first what
    matters least. `paths` are those of its files by format, relative to the applicant's output folder. `parts` are the
    sections of a text that a person writes, with how far each is. Of a pack, `enclosed` are the documents that follow
    the one of `view`, and `forms` other people's pages behind them, by name. Of a mail, `attached` are the paths of the
    outputs that go with it.
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
    enclosed: tuple[Enclosed, ...] = ()
    forms: tuple[tuple[str, Form], ...] = ()
    attached: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # Asked for by the date, the fingerprint, the document and the checks of one build.
        if not hasattr(self.view, "cache_clear"):
            object.__setattr__(self, "view", cache(self.view))

    def forget(self) -> None:
        """Let go of the views that were made: a build of many programs would hold them all."""
        self.view.cache_clear()  # type: ignore[attr-defined]

    @property
    def name(self) -> str:
        """What people call it: `cv/harbour`, `statement/harbour/final`, `deadlines`."""
        whose = self.program or self.referee
        return (f"{self.document}/{whose}" if whose else self.document) + ("/final" if self.final else "")

    @property
    def text(self) -> tuple[str, str]:
        """The document and the program whose text a person writes: what `statements/` is asked for."""
        return self.document, self.program or ""

    @property
    def final(self) -> bool:
        """Whether this is a text that a person has written to its end, as it goes out."""
        return self.template.endswith(FINAL)


def own_texts(applicant: Applicant, document: str, name: str) -> dict[str, Own]:
    """What is written for one program: its own sections over those that all programs share."""
    return {
        section.id: Own(markdown_of(section.blocks), state(section))
        for section in applicant.texts.get((document, name), ())
    }


def paths_of(applicant: Applicant, document: str, label: str, words: Mapping[str, Any], folder: str) -> dict[str, str]:
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
