"""Making one document: its view, and where that is not what was built last, Document, files and checks."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assembler import memory, store
from assembler.checks import Made, check, check_answers, check_limits
from assembler.checks.counting import count, text_of
from assembler.compose import Composer, Picture
from assembler.diagnostics import Diagnostic, has_errors, note
from assembler.document import Document
from assembler.fitting import fit
from assembler.house import House
from assembler.options import Options
from assembler.plan import Task
from assembler.schema.dates import PartialDate
from assembler.statements.markdown import blocks_of
from assembler.store import Manifest, Output
from assembler.tailor import Decision, StatementView, View, plain
from assembler.writers import WRITERS

Cuts = frozenset[str]
NO_CUTS: Cuts = frozenset()
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Context:
    """What making any document of one applicant needs."""

    house: House
    house_key: str
    pictures: Mapping[str, Picture]
    composer: Composer
    folder: Path
    manifest: Manifest
    notes: Mapping[str, memory.Note]
    options: Options
    today: PartialDate


@dataclass
class Result:
    """One document: its files, what was found and decided, what was cut, and whether it had to be rendered."""

    outputs: list[Output] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    decisions: Sequence[Decision] = ()
    cuts: Sequence[str] = ()
    note: memory.Note | None = None
    rendered: bool = False


def make(task: Task, context: Context, progress: Progress) -> Result:
    """One document: its view, and where that is not what was built last, Document, files and checks."""
    date, fingerprint = dated(task, context)
    last = context.notes.get(task.name)
    if last is not None and not context.options.force and _current(task, last, fingerprint, context):
        result = Result(note=last, cuts=last.cuts, found=list(last.found))
        result.outputs = [_kept(task, form, fingerprint, date, context) for form in task.paths]
    else:
        progress(task.name)
        result = _rendered(task, date, fingerprint, context)
    view, result.decisions = task.view(date, frozenset(result.cuts))
    for output in result.outputs[:1]:
        result.found += check_limits(task.name, task.document, task.rules, output, final=task.final)
    if isinstance(view, StatementView) and task.rules is not None and task.draft:
        answers = {part.id: text_of(blocks_of(part.text)[0]) for part in view.parts if part.question and part.text}
        result.found += check_answers(task.name, task.document, task.rules, answers)
    return result


def _rendered(task: Task, date: PartialDate, fingerprint: str, context: Context) -> Result:
    theme = context.house.themes[task.theme]
    if task.wide_dates:
        theme = theme.widened()
    if task.final:
        theme = theme.as_prose()

    def compose(cuts: Sequence[str]) -> tuple[Document | None, list[Diagnostic]]:
        view, _ = task.view(date, frozenset(cuts))
        return context.composer.compose(task.document, plain(view), shown(view, context), task.template)

    fitted = fit(compose, theme, task.cuts, task.pages)
    result = Result(found=fitted.found, cuts=fitted.cuts, rendered=True)
    if fitted.document is None:
        return result
    renderings = {form: WRITERS[form].write(fitted.document, fitted.theme) for form in task.paths}
    for rendering in renderings.values():
        result.found += rendering.diagnostics
    result.found += [*check(Made(task.name, fitted.document, fitted.theme)), *_told(task, fitted.cuts)]
    counted, pages = count(fitted.document), renderings["pdf"].pages if "pdf" in renderings else None
    for form, rendering in renderings.items():
        # A draft in which nothing is written yet is an empty text; only what could not be made is no output.
        if rendering.data or not has_errors(rendering.diagnostics):
            made = _output(task, form, rendering.data, fingerprint, date)
            result.outputs.append(replace(made, pages=pages, words=counted.words, characters=counted.characters))
    if len(result.outputs) == len(task.paths) and not memory.passing(result.found):
        result.note = memory.Note(fingerprint, tuple(fitted.cuts), tuple(result.found))
    return result


def _told(task: Task, cuts: Sequence[str]) -> list[Diagnostic]:
    """A note on what was left out to keep to a page limit: how many of which section."""
    if not cuts:
        return []
    whole = Counter(ref.split("/")[0] for ref in cuts if ref.count("/") == 1)
    lines = len(cuts) - whole.total()
    parts = [f"{number} of {section}" for section, number in whole.items()]
    parts += [f"{lines} single line{'s' if lines > 1 else ''}"] if lines else []
    message = f"{task.name}: left out to keep to {task.pages} pages: {', '.join(parts)}"
    hint = f"'assembler build --explain -d cv -p {task.program}' lists them; 'keep: yes' holds an entry"
    return [note("left-out", message, None, hint)]


def dated(task: Task, context: Context) -> tuple[PartialDate, str]:
    """The document's date (the one given, else the last one while nothing else has changed, else today), and its
    fingerprint.
    """
    rows = [row for path in task.paths.values() for row in store.rows(context.manifest, path)]
    for day in dict.fromkeys(row.date for row in rows) if context.options.date is None else ():
        date = PartialDate.parse(day)
        view, _ = task.view(date, NO_CUTS)
        fingerprint = _fingerprint(task, view, context)
        if any(row.fingerprint == fingerprint for row in rows):
            return date, fingerprint
    view, _ = task.view(context.today, NO_CUTS)
    return context.today, _fingerprint(task, view, context)


def _fingerprint(task: Task, view: View, context: Context) -> str:
    """A hash over all that the document's bytes depend on."""
    pictures = {name: hashlib.sha256(item.data).hexdigest() for name, item in shown(view, context).items()}
    whole = [context.house_key, plain(view), task.pages, task.cuts, task.theme, task.wide_dates, pictures]
    return hashlib.sha256(json.dumps(whole, default=str, sort_keys=True).encode()).hexdigest()


def shown(view: View, context: Context) -> dict[str, Picture]:
    """The pictures that `view` shows; no other document is handed any."""
    return {name: item for name, item in context.pictures.items() if name == getattr(view, "photo", None)}


def _current(task: Task, note: memory.Note, fingerprint: str, context: Context) -> bool:
    return note.fingerprint == fingerprint and all(
        store.current(context.folder, path, fingerprint, context.manifest) for path in task.paths.values()
    )


def _kept(task: Task, form: str, fingerprint: str, date: PartialDate, context: Context) -> Output:
    """An output as the manifest holds it, with what was counted when it was made."""
    rows = store.rows(context.manifest, task.paths[form])
    row = next(row for row in rows if row.fingerprint == fingerprint)
    kept = _output(task, form, None, fingerprint, date)
    return replace(kept, pages=row.pages, words=row.words, characters=row.characters)


def _output(task: Task, form: str, data: bytes | None, fingerprint: str, date: PartialDate) -> Output:
    return Output(
        path=task.paths[form],
        document=task.document,
        format=form,
        draft=task.draft,
        data=data,
        fingerprint=fingerprint,
        date=date.iso,
        program=task.program,
        referee=task.referee,
    )
