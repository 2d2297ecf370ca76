"""Material: all that the documents of one applicant are made from, the plan of them, and the job that each one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assembler import freshness
from assembler.compose import Composer, Picture
from assembler.cutting import cuttable
from assembler.diagnostics import Diagnostic
from assembler.house import House, load_house
from assembler.loading import Applicant, load_applicant
from assembler.measuring import paste_of
from assembler.plan import plan
from assembler.pressing import Composed, Job, Sheet
from assembler.schema.dates import PartialDate
from assembler.tasks import Enclosed, Task
from assembler.theme import Theme
from assembler.views import View
from assembler.writers import Behind


@dataclass(frozen=True)
class Material:
    """What is read of one applicant and of the house, on the day `today`."""

    applicant: Applicant
    house: House
    today: PartialDate

    @cached_property
    def composer(self) -> Composer:
        """What makes Documents of views."""
        return Composer(self.house.folders, self.house.languages)

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """Every document of a whole build, in the order of the plan."""
        return plan(self.applicant, self.house, self.composer.words, self.today)

    def shown(self, view: View) -> dict[str, Picture]:
        """The pictures that `view` shows; no other document is handed any."""
        return {name: item for name, item in self.applicant.pictures.items() if name == getattr(view, "photo", None)}

    def job(self, task: Task, date: PartialDate, composed: Composed | None = None) -> Job:
        """All that pressing `task` takes, as it is on a date; it may have been `composed` before.

        What can be composed here need not be learnt by every worker, and is done while they load. A person's own
        templates may never end, or fill the memory: workers are stopped then.
        """
        sheet = self.sheet(task, date)
        cuts = cuttable(sheet.view, task.cuts) if task.pages else ()
        if cuts or task.enclosed:
            composed = None
        elif composed is None and not self.house.own_templates:
            composed = sheet.composed(self.composer)
        return Job(
            task.name,
            tuple(task.paths),
            sheet,
            composed,
            cuts,
            task.pages,
            paste_of(task),
            [self._enclosed(one, date) for one in task.enclosed],
            [Behind(name, form.data, form.pages) for name, form in task.forms],
        )

    def sheet(self, task: Task, date: PartialDate) -> Sheet:
        """The document of `task` on a date, nothing cut, ready to be composed."""
        view, _ = task.view(date, frozenset())
        theme = self._theme(task.theme, wide_dates=task.wide_dates, prose=task.final)
        return Sheet(task.document, task.template, view, theme, self.shown(view))

    def composed(self, task: Task, date: PartialDate, cuts: Sequence[str] = ()) -> Composed:
        """The Document of `task` on a date, without what is cut."""
        return self.sheet(task, date).composed(self.composer, cuts)

    def _enclosed(self, one: Enclosed, date: PartialDate) -> Sheet:
        theme = self._theme(one.theme, wide_dates=one.wide_dates, prose=one.prose)
        return Sheet(one.document, one.template, one.view(date), theme)

    def _theme(self, name: str, *, wide_dates: bool, prose: bool) -> Theme:
        """The theme of that name, with a wide column for dates such as `01/2024 to 02/2025`, and set as prose is."""
        theme = self.house.themes[name]
        theme = theme.widened() if wide_dates else theme
        return theme.as_prose() if prose else theme


def gather(folder: Path, today: PartialDate) -> tuple[Material | None, list[Diagnostic]]:
    """The material of the applicant in `folder`; None where the profile or the house cannot be read."""
    house, found = load_house(freshness.template_folders(folder))
    applicant, more = load_applicant(folder, house)
    whole = Material(applicant, house, today) if applicant is not None and house is not None else None
    return whole, [*found, *more]
