"""Making documents: which are what was built last, and of those that are not the files and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assembler import memory, store
from assembler.fingerprints import Fingerprint, changed, fingerprint
from assembler.freezing import docx_of
from assembler.material import Material
from assembler.results import (
    Begun,
    Context,
    Progress,
    Result,
    look_at,
    of_calendar,
    of_frozen,
    of_mail,
    of_pressed,
    output_of,
)
from assembler.schema.dates import PartialDate
from assembler.store import Output
from assembler.tasks import Task
from assembler.views import CalendarView, MailView

if TYPE_CHECKING:
    from assembler.pressing import Composed, Job
    from assembler.workers import Crew


def make_all(
    tasks: Sequence[Task],
    context: Context,
    hire: Callable[[], Crew],
    progress: Progress,
    meanwhile: Callable[[], object] = bool,
) -> Iterator[tuple[Task, Result]]:
    """Each of `tasks` with what came of it, as soon as it is known; a result may hold no file.

    The crew is hired once there is work for it; what can be done `meanwhile` is done while it is busy, if it is.
    Documents that are the same for several programs are pressed once. What goes with a mail is made before the mail.
    """
    brought = {path for task in tasks for path in task.attached}
    made = dict(context.made)
    failed: set[str] = set()
    context = replace(context, made=made, failed=failed)

    def done(task: Task, result: Result) -> tuple[Task, Result]:
        made.update((row.path, row.data) for row in result.outputs if row.path in brought and row.data is not None)
        failed.update(set(task.paths.values()) - {row.path for row in result.outputs} - set(result.absent))
        look_at(task, result, context)
        task.forget()
        return task, result

    begun: list[Begun] = []
    for task in tasks:
        if one := context.frozen.get(docx_of(task)):
            yield done(task, of_frozen(task, one, context, progress))
        elif not task.attached:
            start = _begin(task, context)
            if start.result is not None:
                yield done(task, start.result)
            else:
                begun.append(start)
                task.forget()
    jobs: dict[str, tuple[Sequence[Begun], Composed | None]] = {}
    copies = 0

    def names() -> Iterator[str]:
        # What takes longest first, lest one worker be left with it at the end.
        for near in sorted(_near(begun), key=lambda ones: _slowness(ones[0]), reverse=True):
            for alike, document in _alike(near, context.material):
                nonlocal copies
                copies += len(alike) - 1
                jobs[alike[0].task.name] = alike, document
                yield alike[0].task.name

    def job(name: str) -> Job:
        alike, document = jobs[name]
        # Held no longer than it is needed: a build of many programs would hold them all.
        jobs[name] = alike, None
        first = alike[0]
        made = context.material.job(first.task, first.date, document)
        first.task.forget()
        rows = (row for path in first.task.paths.values() for row in store.rows(context.manifest, path))
        return replace(made, last=next((row.pages for row in rows), None))

    def told(name: str) -> None:
        progress(name, [*jobs].index(name) + 1, len(begun) - copies)

    composer = context.material.composer
    for name, pressed in hire().press(composer, names(), job, told, meanwhile) if begun else ():
        alike, _ = jobs[name]
        for start in alike:
            yield done(start.task, of_pressed(start, pressed))
    for task in tasks:
        # What brings others with it is a mail, which is not laid out.
        if task.attached and (result := _begin(task, context).result) is not None:
            yield done(task, result)


def _begin(task: Task, context: Context) -> Begun:
    date, mark = dated(task, context)
    last = context.notes.get(task.name)
    reason = _stale(task, last, mark, context)
    if last is not None and not reason:
        outputs = [_kept(task, form, mark.whole, date, context) for form in task.paths]
        return Begun(task, date, mark, "", Result(outputs, list(last.found), cuts=last.cuts, note=last))
    view, _ = task.view(date, frozenset())
    result: Result | None = None
    if isinstance(view, CalendarView):
        result = of_calendar(task, view, mark, context)
    elif isinstance(view, MailView):
        result = of_mail(task, view, mark, context)
    if result is not None:
        result.reason = reason
    return Begun(task, date, mark, reason, result)


def _stale(task: Task, last: memory.Note | None, mark: Fingerprint, context: Context) -> str:
    """Why the document is to be made anew, in words; nothing where it is what was built last."""
    if context.options.force:
        return "asked for with --force"
    states = {path: store.state(context.folder, path, context.manifest) for path in task.paths.values()}
    if last is None:
        return "new" if "absent" in states.values() else "what the last build found in it has to be looked at again"
    if last.fingerprint != mark.whole:
        what = changed(last.parts, mark.parts)
        return f"changed: {', '.join(what[:_MOST])}{f' and {len(what) - _MOST} more' if len(what) > _MOST else ''}"
    for path, state in states.items():
        if not store.current(context.folder, path, mark.whole, context.manifest):
            return f"{Path(path).name} {'is missing' if state == 'absent' else 'was edited'}"
    return ""


_MOST = 4
"""So many changes are named of each document."""


def _near(begun: Iterable[Begun]) -> Iterable[Sequence[Begun]]:
    """Those of `begun` whose views differ in the program alone, together; packs each alone."""
    near: dict[object, list[Begun]] = {}
    for one in begun:
        parts = frozenset(item for item in one.mark.parts.items() if item[0] != "program")
        pack = one.task.name if one.task.enclosed else ""
        near.setdefault((pack, one.task.template, one.date, tuple(one.task.paths), parts), []).append(one)
    return near.values()


def _alike(near: Sequence[Begun], material: Material) -> Iterator[tuple[Sequence[Begun], Composed | None]]:
    """Those of `near` that are one Document, together with it where it had to be composed to tell."""
    if len(near) == 1:
        yield near, None
        return
    made: list[tuple[Composed, list[Begun]]] = []
    for one in near:
        composed = material.composed(one.task, one.date)
        one.task.forget()
        # A document that failed is told for each.
        group = next((group for other, group in made if composed[0] is not None and other[0] == composed[0]), None)
        if group is None:
            made.append((composed, [one]))
        else:
            group.append(one)
    yield from ((group, composed) for composed, group in made)


def _slowness(start: Begun) -> int:
    """How long laying out takes, roughly: by what is shown, several times where it is fitted to pages."""
    return len(start.mark.parts) * (4 if start.task.pages else 2 if start.task.enclosed else 1)


def dated(task: Task, context: Context) -> tuple[PartialDate, Fingerprint]:
    """The document's date (the one given, else the last one while nothing else has changed, else today), and its
    fingerprint.
    """
    rows = [row for path in task.paths.values() for row in store.rows(context.manifest, path)]
    attached = {path: context.bytes_of(path) or b"" for path in task.attached}

    def on(date: PartialDate) -> Fingerprint:
        view, _ = task.view(date, frozenset())
        return fingerprint(task, view, context.material, context.house, attached)

    for day in dict.fromkeys(row.date for row in rows) if context.options.date is None else ():
        date = PartialDate.parse(day)
        mark = on(date)
        if any(row.fingerprint == mark.whole for row in rows):
            return date, mark
    return context.material.today, on(context.material.today)


def _kept(task: Task, form: str, fingerprint: str, date: PartialDate, context: Context) -> Output:
    """An output as the manifest holds it, with what was counted when it was made."""
    rows = store.rows(context.manifest, task.paths[form])
    row = next(row for row in rows if row.fingerprint == fingerprint)
    kept = output_of(task, form, None, fingerprint, date)
    return replace(kept, pages=row.pages, words=row.words, characters=row.characters)
