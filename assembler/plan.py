"""The plan: which documents one applicant's build makes, where each goes, and the view that each is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from assembler import tailor
from assembler.cutting import cut, decided
from assembler.house import USUAL_THEME, House
from assembler.loading import Applicant
from assembler.referees import deadlines, for_referees
from assembler.schema.dates import PartialDate
from assembler.schema.program import Program
from assembler.tasks import FINAL, KINDS, Task, own_texts, paths_of
from assembler.views import Decision, StatementView, View


def plan(
    applicant: Applicant, house: House, words_of: Callable[[str], Mapping[str, Any]], today: PartialDate
) -> list[Task]:
    """Every document of a whole build, programs first, then referees, then the calendar of deadlines.

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
    return [*tasks, *for_referees(applicant, house, still, words_of("en")), deadlines(applicant)]


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
    paths = partial(paths_of, applicant, document, program.short, words)
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

        def cut_view(date: PartialDate, cuts: frozenset[str]) -> tuple[View, Sequence[Decision]]:
            made, decisions = view(profile, program, name, conventions, date)
            return cut(made, cuts), decided(decisions, cuts)

        return [
            task(
                draft=False,
                template=document,
                paths=paths(f"{name}/"),
                view=cut_view,
                wide_dates=program.dates != "month-year",
                pages=pages,
                cuts=tuple(tailor.candidates(profile, program)) if pages else (),
            )
        ]
    if (draft := kind.draft) is None:
        return []
    own = own_texts(applicant, document, name)

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
        template=document + FINAL,
        paths=paths(f"{name}/"),
        # No entry of the profile stands in it, so nothing is decided.
        view=lambda date, _: (tailor.finished(draft_of(date)), ()),
    )
    return [working, final]
