"""Making documents: which are what was built last, and of those that are not the files and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assembler import memory, store
from assembler.fingerprints import Fingerprint, changed, fingerprint
from assembler.freezing import docx_of
from assembler.material import Material
from assembler.pressing import Pressed, mark_of
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
from assembler.store import Output, Recorded
from assembler.tasks import Task
from assembler.views import CalendarView, MailView

if TYPE_CHECKING:
    from assembler.pressing import Composed, Job
    from assembler.workers import Crew, Lost


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
    batches: dict[str, _Batch] = {}
    copies = 0

    def names() -> Iterator[str]:
        # What takes longest first, lest one worker be left with it at the end.
        for near in sorted(_near(begun), key=_slowness, reverse=True):
            for batch in _batches(near, context.material):
                nonlocal copies
                copies += sum(len(alike) - 1 for alike in batch.groups)
                batches[batch.name] = batch
                yield batch.name

    def job(name: str) -> Job:
        batch = batches[name]
        made = [context.material.job(one.task, one.date, batch.composed) for one, *_ in batch.groups]
        # Held no longer than it is needed: a build of many programs would hold them all.
        batch.composed = None
        for one, *_ in batch.groups:
            one.task.forget()
        rows = (row for path in batch.first.task.paths.values() for row in store.rows(context.manifest, path))
        return replace(made[0], last=next((row.pages for row in rows), None), siblings=made[1:])

    def told(name: str) -> None:
        earlier = [len(one.groups) for one in batches.values()][: [*batches].index(name)]
        for number, (one, *_) in enumerate(batches[name].groups, 1):
            progress(one.task.name, sum(earlier) + number, len(begun) - copies)

    def pressed() -> Iterator[tuple[_Batch, Sequence[Pressed | Lost]]]:
        crew, alone = hire(), list[str]()
        for coming in (names(), iter(alone)):
            for name, came in crew.press(context.material.composer, coming, job, told, meanwhile):
                batch = batches[name]
                if isinstance(came, Pressed):
                    yield batch, [came, *came.siblings]
                elif len(batch.groups) == 1:
                    yield batch, [came]
                else:
                    # One of them may be at fault, and not the others: each is tried alone.
                    alone += [one.task.name for one, *_ in batch.groups]
                    batches.update((alike[0].task.name, _Batch([alike])) for alike in batch.groups)

    for batch, came in pressed() if begun else ():
        for alike, outcome in zip(batch.groups, came, strict=True):
            for start in alike:
                yield done(start.task, of_pressed(start, outcome))
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
    if last is not None and not context.options.force and (kept := same(task, last, context)) is not None:
        return kept
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


@dataclass
class _Batch:
    """Documents that are the same as long as nothing is cut; those of one group all the way, so one is made of them.

    `composed` is that document where it had to be composed to tell.
    """

    groups: Sequence[Sequence[Begun]]
    composed: Composed | None = None

    @property
    def first(self) -> Begun:
        return self.groups[0][0]

    @property
    def name(self) -> str:
        return self.first.task.name


_PROGRAM, _LIMIT = "program", "page limit"
_UNSEEN = (_PROGRAM, _LIMIT)
"""Parts of a fingerprint that need not change the document as it is before anything is cut."""


def _near(begun: Iterable[Begun]) -> Iterable[Sequence[Begun]]:
    """Those of `begun` that may be the same as long as nothing is cut, together; packs each alone."""
    near: dict[object, list[Begun]] = {}
    for one in begun:
        parts = frozenset(item for item in one.mark.parts.items() if item[0] not in _UNSEEN)
        pack = one.task.name if one.task.enclosed else ""
        near.setdefault((pack, one.task.template, one.date, tuple(one.task.paths), parts), []).append(one)
    return near.values()


def _batches(near: Sequence[Begun], material: Material) -> Iterator[_Batch]:
    """What `near` falls into once it is composed."""
    if len(near) == 1:
        yield _Batch([near])
        return
    if material.house.own_templates:
        # A person's own templates may never end: only workers compose with them, and see what comes out the same.
        yield _Batch([[one] for one in near])
        return
    made: list[tuple[Composed, dict[str, list[Begun]]]] = []
    for one in near:
        composed = material.composed(one.task, one.date)
        one.task.forget()
        # A document that failed is told for each.
        limits = next((limits for other, limits in made if composed[0] is not None and other[0] == composed[0]), None)
        if limits is None:
            made.append((composed, limits := {}))
        limits.setdefault(one.mark.parts[_LIMIT], []).append(one)
    yield from (_Batch([*limits.values()], composed) for composed, limits in made)


def _slowness(near: Sequence[Begun]) -> int:
    """How long laying out takes, roughly: by the length of what is shown, several times where it is fitted to pages."""
    first, limits = near[0], {one.mark.parts[_LIMIT] for one in near}
    return first.mark.size * (1 + 2 * len(limits) if first.task.pages else 1)


def dated(task: Task, context: Context) -> tuple[PartialDate, Fingerprint]:
    """The document's date (the one given, else the last one while nothing else has changed, else today), and its
    fingerprint. What `same` finds to be what it was keeps its date too.
    """
    rows = [row for path in task.paths.values() for row in store.rows(context.manifest, path)]
    for day in dict.fromkeys(row.date for row in rows) if context.options.date is None else ():
        date = PartialDate.parse(day)
        mark = _on(task, date, context)
        if any(row.fingerprint == mark.whole for row in rows):
            return date, mark
    return context.material.today, _on(task, context.material.today, context)


def _on(task: Task, date: PartialDate, context: Context) -> Fingerprint:
    view, _ = task.view(date, frozenset())
    attached = {path: context.bytes_of(path) or b"" for path in task.attached}
    return fingerprint(task, view, context.material, context.house, attached)


def same(task: Task, last: memory.Note, context: Context) -> Begun | None:
    """What the last build made of `task`, where of its program alone something changed, and nothing that it shows.

    To tell, it is composed; with a person's own templates only workers compose what is laid out.
    """
    if context.material.house.own_templates:
        return None
    paths = task.paths.items()
    made = {form: row for form, path in paths for row in store.rows(context.manifest, path)[:1] if row.path == path}
    dates = {row.date for row in made.values()}
    if not last.mark or made.keys() != task.paths.keys() or len(dates) > 1:
        return None
    date = context.material.today if context.options.date else PartialDate.parse(*dates)
    mark = _on(task, date, context)
    if changed(last.parts, mark.parts) != [_PROGRAM]:
        return None
    data = {form: store.recorded(context.folder, row) for form, row in made.items()}
    if None in data.values() or any(row.fingerprint != last.fingerprint for row in made.values()):
        return None
    job = context.material.job(task, date)
    composed = partial(job.sheet.composed, context.material.composer)
    if mark_of(job, lambda cuts: job.composed or composed(cuts), last.cuts) != last.mark:
        return None
    outputs = [_counted(output_of(task, form, data[form], mark.whole, date), row) for form, row in made.items()]
    note = replace(last, fingerprint=mark.whole, parts=mark.parts)
    return Begun(task, date, mark, "", Result(outputs, list(last.found), cuts=last.cuts, note=note))


def _kept(task: Task, form: str, fingerprint: str, date: PartialDate, context: Context) -> Output:
    """An output as the manifest holds it."""
    rows = store.rows(context.manifest, task.paths[form])
    row = next(row for row in rows if row.fingerprint == fingerprint)
    return _counted(output_of(task, form, None, fingerprint, date), row)


def _counted(output: Output, row: Recorded) -> Output:
    """An output with what was counted when it was made."""
    return replace(output, pages=row.pages, words=row.words, characters=row.characters)
