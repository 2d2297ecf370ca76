"""Pressing: one document from its view to the bytes of its files. Depends on its arguments alone, so workers do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assembler.diagnostics import Diagnostic
from assembler.document import Document
from assembler.fitting import Fitted, fit
from assembler.house import House
from assembler.material import Material
from assembler.measuring import paste_of
from assembler.packing import Chapter, packed
from assembler.schema.dates import PartialDate
from assembler.tailor import View, plain
from assembler.tasks import Enclosed, Task
from assembler.theme import Theme
from assembler.writers import WRITERS, Behind, Rendering

NO_CUTS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Job:
    """One document to press: the name of its task, its formats, and the date it bears."""

    name: str
    formats: tuple[str, ...]
    date: PartialDate


@dataclass(frozen=True)
class Pressed:
    """What came of a job: the Document with its theme and what was cut from it, its files by format, what was found.

    There is no Document where its template failed, and none of a pack, whose parts are documents of their own.
    """

    document: Document | None = None
    theme: Theme | None = None
    cuts: Sequence[str] = ()
    renderings: Mapping[str, Rendering] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()


def press(material: Material, job: Job) -> Pressed:
    """The files of one document, or of one pack."""
    task = material.task(job.name)
    if task.enclosed:
        return _pack(task, job, material)
    fitted = _fitted(task, job, material)
    if fitted.document is None:
        return Pressed(found=fitted.found)
    document = replace(fitted.document, paste=paste_of(task))
    renderings = {form: WRITERS[form].write(document, fitted.theme) for form in job.formats}
    found = [*fitted.found, *(item for one in renderings.values() for item in one.diagnostics)]
    return Pressed(document, fitted.theme, tuple(fitted.cuts), renderings, found)


def composed(
    task: Task, date: PartialDate, cuts: Sequence[str], material: Material
) -> tuple[Document | None, list[Diagnostic]]:
    """The Document of `task` on a date, without what is cut; None and what is wrong where its template fails."""
    view, _ = task.view(date, frozenset(cuts))
    return material.composer.compose(task.document, plain(view), material.shown(view), task.template)


_LAID_OUT = frozenset({"pdf", "docx"})
"""Formats that have pages, so that a document is fitted to them."""


def _fitted(task: Task, job: Job, material: Material) -> Fitted:
    theme = themed(material.house, task.theme, wide_dates=task.wide_dates, prose=task.final)
    if _LAID_OUT.isdisjoint(job.formats):
        document, found = composed(task, job.date, (), material)
        return Fitted(document, theme, (), found)
    return fit(lambda cuts: composed(task, job.date, cuts, material), theme, task.cuts, task.pages)


def _pack(task: Task, job: Job, material: Material) -> Pressed:
    """A pack: each of its parts is a document of its own as well, so that checks have seen it there."""
    view, _ = task.view(job.date, NO_CUTS)
    names = material.composer.words(view.language)["documents"]

    def chapter(document: str, template: str, view: View, theme: Theme) -> Chapter:
        compose = partial(material.composer.compose, document, pictures={}, template=template)
        return Chapter(view, lambda view: compose(view=plain(view)), theme, names[document])

    chapters = [
        chapter("briefing", task.template, view, material.house.themes[task.theme]),
        *(chapter(one.document, one.template, one.view(job.date), _of(one, material.house)) for one in task.enclosed),
    ]
    made = packed(task.name, chapters, [Behind(name, form.data, form.pages) for name, form in task.forms])
    renderings = {"pdf": made.rendering} if made.rendering.data else {}
    return Pressed(renderings=renderings, found=[*made.found, *made.rendering.diagnostics])


def _of(one: Enclosed, house: House) -> Theme:
    return themed(house, one.theme, wide_dates=one.wide_dates, prose=one.prose)


def themed(house: House, name: str, *, wide_dates: bool, prose: bool) -> Theme:
    """The theme of that name, with a wide column for dates such as `01/2024 to 02/2025`, and set as prose is."""
    theme = house.themes[name]
    theme = theme.widened() if wide_dates else theme
    return theme.as_prose() if prose else theme
