"""What is made for referees: for each a briefing, a pack, mails and a calendar; for the applicant the deadlines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from assembler import tailor
from assembler.house import USUAL_THEME, House
from assembler.loading import Applicant
from assembler.schema.dates import PartialDate
from assembler.schema.letters import Letters, LetterState
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from assembler.sources.forms import Form
from assembler.tasks import FINAL, Enclosed, Task, own_texts, paths_of
from assembler.views import BriefingView, Decision, Enclosure, StatementView, View


def for_referees(
    applicant: Applicant, house: House, programs: Mapping[str, Program], words: Mapping[str, Any]
) -> list[Task]:
    """All that is handed to the referees who write for one of `programs`, those that have not closed.

    A program whose letter a referee declined is not among what they are asked.
    """
    tasks: list[Task] = []
    for referee in applicant.profile.referees:
        asked = tailor.asking(programs, referee, applicant.letters)
        if referee.private or not asked:
            continue
        briefing = _briefing(applicant, programs, referee, words)
        tasks += [briefing, _pack(briefing, applicant, house, asked, referee, words)]
        tasks += _handing_over(tasks[-1], applicant, programs, referee)
    return tasks


def deadlines(applicant: Applicant) -> Task:
    """The applicant's own calendar. A program that has closed stays in it, as it does where it was imported before."""
    programs = applicant.programs
    profile, letters = applicant.profile, applicant.letters
    return Task(
        document="deadlines",
        program=None,
        referee=None,
        draft=False,
        template="",
        paths={"ics": "deadlines.ics"},
        view=lambda date, _: (tailor.deadlines(profile, programs, date, letters), ()),
    )


def _briefing(
    applicant: Applicant, programs: Mapping[str, Program], referee: Referee, words: Mapping[str, Any]
) -> Task:
    profile, letters = applicant.profile, applicant.letters
    return Task(
        document="briefing",
        program=None,
        referee=referee.id,
        draft=False,
        template="briefing",
        paths=paths_of(applicant, "briefing", referee.id.title(), words, f"referees/{referee.id}/"),
        view=lambda date, _: tailor.briefing_view(profile, programs, referee, date, letters),
        theme=profile.theme or USUAL_THEME,
    )


_STATES: Mapping[str, Collection[str]] = {
    "request": ("planned", "asked", "agreed", "sent", "received"),
    "reminder": ("asked", "agreed"),
    "thanks": ("sent", "received"),
}
"""Each mail, and the states of a letter about which there is something to say in it."""


def _handing_over(
    pack: Task, applicant: Applicant, programs: Mapping[str, Program], referee: Referee
) -> Iterator[Task]:
    """The calendar of one referee's letters, and the mails that there is a reason for; the request brings the pack."""
    profile, letters, folder = applicant.profile, applicant.letters, f"referees/{referee.id}/"
    dates = replace(
        pack,
        document="dates",
        template="",
        paths={"ics": f"{folder}dates.ics"},
        view=lambda date, _: (tailor.letter_dates(profile, programs, referee, date, letters), ()),
        enclosed=(),
        forms=(),
    )
    yield dates
    for document, states in _STATES.items():
        asked = {
            name: program
            for name, program in tailor.asking(programs, referee, letters).items()
            if _state(letters, referee, name) in states
        }
        if asked:
            yield replace(
                dates,
                document=document,
                template=document,
                paths={"eml": f"{folder}{document}.eml"},
                view=partial(_mail, profile, asked, referee, letters),
                attached=(pack.paths["pdf"], dates.paths["ics"]) if document == "request" else (),
            )


def _state(letters: Letters, referee: Referee, program: str) -> LetterState:
    letter = letters.of(referee.id, program)
    return letter.state if letter else "planned"


def _mail(
    profile: Profile,
    programs: Mapping[str, Program],
    referee: Referee,
    letters: Letters,
    date: PartialDate,
    _: frozenset[str],
) -> tuple[View, Sequence[Decision]]:
    return tailor.mail_view(profile, programs, referee, date, letters), ()


def _pack(
    briefing: Task,
    applicant: Applicant,
    house: House,
    programs: Mapping[str, Program],
    referee: Referee,
    words: Mapping[str, Any],
) -> Task:
    """One PDF for `referee`: the briefing, then CV and statement for one program, then the portals' forms.

    The program is the one of `programs` that the referee's `include` names, else the first, whose letter is due first.
    """
    name = referee.include if referee.include and referee.include in programs else next(iter(programs))
    program = programs[name]
    profile, conventions = tailor.reworded(applicant.profile, program), house.conventions
    themed = partial(
        Enclosed, theme=program.theme or profile.theme or USUAL_THEME, wide_dates=program.dates != "month-year"
    )

    def cv(date: PartialDate) -> tuple[View, Sequence[Decision]]:
        return tailor.cv_view(profile, program, name, conventions, date, "referees")

    enclosed = [themed("cv", "cv", lambda date: cv(date)[0])]
    kinds: list[tuple[str, str]] = [("cv", program.short)]
    own = own_texts(applicant, "statement", name) if "statement" in program.documents else {}

    def statement(date: PartialDate) -> StatementView:
        view, _ = tailor.statement_view(profile, program, name, conventions, date, own)
        return view

    parts = statement(program.deadline.date).parts
    if any(part.text for part in parts):
        shared = themed("statement", "statement" + FINAL, lambda date: tailor.shared_text(statement(date)), prose=True)
        enclosed.append(shared)
        kinds.append(("statement" if all(part.state == "done" for part in parts) else "draft", program.short))
    form = words["briefing"]["form"]
    forms = tuple((form.format(name=names), pages) for names, pages in _forms(applicant, programs, referee))
    kinds += [("form", title) for title, _ in forms]

    def view(date: PartialDate, cuts: frozenset[str]) -> tuple[View, Sequence[Decision]]:
        made, told = briefing.view(date, cuts)
        both = {item.entry: item for item in (*told, *cv(date)[1])}
        # What either of the two shows is in the pack.
        both |= {item.entry: item for item in told if item.decision != "out" and both[item.entry].decision == "out"}
        decisions = tuple(replace(item, view=f"pack/{referee.id}") for item in both.values())
        whole = tuple(Enclosure(kind, title, 0) for kind, title in kinds)  # type: ignore[arg-type]
        return replace(made, enclosed=whole) if isinstance(made, BriefingView) else made, decisions

    return replace(
        briefing,
        document="pack",
        paths=paths_of(applicant, "pack", referee.id.title(), words, f"referees/{referee.id}/"),
        view=view,
        enclosed=tuple(enclosed),
        forms=forms,
    )


def _forms(applicant: Applicant, programs: Mapping[str, Program], referee: Referee) -> tuple[tuple[str, Form], ...]:
    """The portals' request forms for the letters of `referee` for `programs`, each once, by the programs' names."""
    wanted: dict[str, list[str]] = {}
    for letter in applicant.letters.letters:
        asked = [programs[name].short for name in letter.programs if name in programs]
        if letter.referee == referee.id and letter.form and letter.form in applicant.forms and asked:
            wanted.setdefault(letter.form, []).extend(asked)
    return tuple((", ".join(names), applicant.forms[path]) for path, names in wanted.items())
