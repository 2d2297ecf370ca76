"""Making one document: its view, and where that is not what was built last, Document, files and checks."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from operator import getitem
from pathlib import Path

from assembler import memory, office, store
from assembler.checks import Made, check, check_pages
from assembler.checks.counting import count
from assembler.checks.form import check_files
from assembler.checks.pdfs import check_pdf
from assembler.compose import Composer, Picture
from assembler.diagnostics import Diagnostic, has_errors, note, warning
from assembler.document import Document
from assembler.fitting import Fitted, fit
from assembler.freezing import docx_of, outputs_of
from assembler.handoff import Attachment, Mail, Party, calendar, draft, events_of
from assembler.house import House
from assembler.measuring import length_of, lengths, paste_of
from assembler.options import Options
from assembler.packing import Chapter, packed
from assembler.schema.dates import PartialDate
from assembler.schema.rules import FileRules
from assembler.store import Manifest, Output
from assembler.store.frozen import Frozen
from assembler.tailor import CalendarView, Decision, MailView, StatementView, View, plain
from assembler.tasks import Enclosed, Task
from assembler.theme import Theme
from assembler.writers import WRITERS, Behind, Rendering

_USUAL = {"statement": ("statement",), "cover-letter": ("letter", "sections")}
"""Where the usual sections of a text stand in the catalogue of words."""

Cuts = frozenset[str]
NO_CUTS: Cuts = frozenset()
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Context:
    """What making any document of one applicant needs.

    `folder` is where it goes, `profile` the folder of the applicant, `frozen` what a person made their own, by path.
    `made` are the outputs that are done already: mails bring some of them.
    """

    house: House
    house_key: str
    pictures: Mapping[str, Picture]
    composer: Composer
    folder: Path
    manifest: Manifest
    notes: Mapping[str, memory.Note]
    options: Options
    today: PartialDate
    profile: Path = Path()
    frozen: Mapping[str, Frozen] = field(default_factory=dict)
    made: Sequence[Output] = ()

    def bytes_of(self, path: str) -> bytes | None:
        """What the output at `path` holds that was made or kept before; None where there is none."""
        made = next((item.data for item in self.made if item.path == path), None)
        return made if made is not None else store.held(self.folder, path)


@dataclass
class Result:
    """One document: its files, what was found and decided, what was cut, and whether it had to be rendered.

    `absent` are the paths of those of its files that are not made now on purpose.
    """

    outputs: list[Output] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    decisions: Sequence[Decision] = ()
    cuts: Sequence[str] = ()
    note: memory.Note | None = None
    rendered: bool = False
    absent: Sequence[str] = ()


def make(task: Task, context: Context, progress: Progress) -> Result:
    """One document: its view, and where that is not what was built last, Document, files and checks.

    Where a person froze it, it is what they made of it.
    """
    if one := context.frozen.get(docx_of(task)):
        return _frozen(task, one, context, progress)
    date, fingerprint = dated(task, context)
    last = context.notes.get(task.name)
    if last is not None and not context.options.force and _current(task, last, fingerprint, context):
        result = Result(note=last, cuts=last.cuts, found=list(last.found))
        result.outputs = [_kept(task, form, fingerprint, date, context) for form in task.paths]
    else:
        progress(task.name)
        result = _rendered(task, date, fingerprint, context)
    view, result.decisions = task.view(date, frozenset(result.cuts))
    pages = next((output.pages for output in result.outputs), None)
    result.found += check_pages(task.name, task.document, task.rules, pages)
    result.found += _not_packed(task, context)
    if task.rules is not None and task.rules.files != FileRules() and not task.draft:
        held = [(row.path, row.data or context.bytes_of(row.path) or b"") for row in result.outputs]
        result.found += check_files(task.name, task.rules, [(Path(path).name, len(data)) for path, data in held])
    if isinstance(view, StatementView):
        words = reduce(getitem, _USUAL[task.document], context.composer.words(view.language))
        result.found += lengths(task, view, pages, words)
    return result


def _frozen(task: Task, one: Frozen, context: Context, progress: Progress) -> Result:
    view, decisions = task.view(context.today, NO_CUTS)

    def to_pdf(data: bytes) -> office.Made:
        progress(task.name)
        document, _ = context.composer.compose(task.document, plain(view), shown(view, context), task.template)
        return office.to_pdf(data, *((document.title, document.author) if document else (task.name, "")))

    force = context.options.force
    made = outputs_of(task, one, context.profile, context.folder, context.manifest, to_pdf, force=force)
    pages = next((output.pages for output in made.outputs if output.pages is not None), None)
    found = [*made.found, *check_pages(task.name, task.document, task.rules, pages)]
    for row in made.outputs:
        if row.format == "pdf" and (data := row.data or context.bytes_of(row.path)):
            found += check_pdf(task.name, data)
    return Result(made.outputs, found, decisions, rendered=made.rendered, absent=made.absent)


def _rendered(task: Task, date: PartialDate, fingerprint: str, context: Context) -> Result:
    view, _ = task.view(date, NO_CUTS)
    if isinstance(view, CalendarView):
        return _calendar(task, view, fingerprint, context)
    if task.enclosed:
        return _packed(task, date, fingerprint, context)
    theme = context.house.themes[task.theme]
    if task.wide_dates:
        theme = theme.widened()
    if task.final:
        theme = theme.as_prose()

    def compose(cuts: Sequence[str]) -> tuple[Document | None, list[Diagnostic]]:
        view, _ = task.view(date, frozenset(cuts))
        return context.composer.compose(task.document, plain(view), shown(view, context), task.template)

    if _LAID_OUT & task.paths.keys():
        fitted = fit(compose, theme, task.cuts, task.pages)
    else:
        composed, found = compose(())
        fitted = Fitted(composed, theme, (), found)
    result = Result(found=fitted.found, cuts=fitted.cuts, rendered=True)
    if fitted.document is None:
        return result
    document = replace(fitted.document, paste=paste_of(task))
    view, _ = task.view(date, frozenset(fitted.cuts))
    renderings = {form: _written(form, task, view, document, fitted.theme, context) for form in task.paths}
    for rendering in renderings.values():
        result.found += rendering.diagnostics
    result.found += [*check(Made(task.name, fitted.document, fitted.theme)), *_told(task, fitted.cuts)]
    counted = length_of(document) if task.parts else count(document)
    pages = renderings["pdf"].pages if "pdf" in renderings else None
    for form, rendering in renderings.items():
        # A draft in which nothing is written yet is an empty text; only what could not be made is no output.
        if rendering.data or not has_errors(rendering.diagnostics):
            made = _output(task, form, rendering.data, fingerprint, date)
            result.outputs.append(replace(made, pages=pages, words=counted.words, characters=counted.characters))
    if len(result.outputs) == len(task.paths) and not memory.passing(result.found):
        result.note = memory.Note(fingerprint, tuple(fitted.cuts), tuple(result.found))
    return result


_LAID_OUT = frozenset({"pdf", "docx"})
"""Formats that have pages, so that a document is fitted to them."""


def _written(form: str, task: Task, view: View, document: Document, theme: Theme, context: Context) -> Rendering:
    """`document` in one format; a mail brings what is attached to it, a calendar the days of its view."""
    if isinstance(view, MailView):
        brought = [(Path(path), context.bytes_of(path)) for path in task.attached]
        attachments = tuple(Attachment(path.name, _MEDIA[path.suffix], data) for path, data in brought if data)
        name, address = view.to
        return Rendering(draft(Mail(document, None, Party(name, address) if address else None, attachments)))
    return WRITERS[form].write(document, theme)


def _calendar(task: Task, view: CalendarView, fingerprint: str, context: Context) -> Result:
    words = context.composer.words(view.language)["calendar"]
    events = events_of(view, words, context.profile.resolve().name)
    data = calendar(words[task.document].format(person=view.person.name), events, view.date.first())
    made = _output(task, "ics", data, fingerprint, view.date)
    return Result([made], note=memory.Note(fingerprint, (), ()), rendered=True)


_MEDIA = {".pdf": "application/pdf", ".ics": "text/calendar"}


def _packed(task: Task, date: PartialDate, fingerprint: str, context: Context) -> Result:
    """A pack: each of its parts is a document of its own as well, so that checks have seen it there."""
    view, _ = task.view(date, NO_CUTS)
    names = context.composer.words(view.language)["documents"]

    def chapter(document: str, template: str, view: View, theme: Theme) -> Chapter:
        compose = partial(context.composer.compose, document, pictures={}, template=template)
        return Chapter(view, lambda view: compose(view=plain(view)), theme, names[document])

    chapters = [
        chapter("briefing", task.template, view, context.house.themes[task.theme]),
        *(chapter(one.document, one.template, one.view(date), _themed(one, context)) for one in task.enclosed),
    ]
    made = packed(task.name, chapters, [Behind(name, form.data, form.pages) for name, form in task.forms])
    result = Result(found=[*made.found, *made.rendering.diagnostics], rendered=True)
    if made.rendering.data:
        output = _output(task, "pdf", made.rendering.data, fingerprint, date)
        result.outputs = [replace(output, pages=made.rendering.pages)]
        result.note = memory.Note(fingerprint, (), tuple(result.found))
    return result


def _not_packed(task: Task, context: Context) -> list[Diagnostic]:
    """A pack cannot hold the briefing that a person kept, whose pages another program lays out and tags."""
    kept = [path for path in context.frozen if task.enclosed and path.startswith(f"referees/{task.referee}/")]
    hint = "hand the kept briefing over beside it, or take your changes into the profile"
    message = f"{task.name} holds the briefing as it is made from the profile, not '{{}}', which you kept"
    return [warning("frozen-not-packed", message.format(Path(path).name), None, hint) for path in kept]


def _themed(one: Enclosed, context: Context) -> Theme:
    theme = context.house.themes[one.theme]
    theme = theme.widened() if one.wide_dates else theme
    return theme.as_prose() if one.prose else theme


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
    whole += [hashlib.sha256(context.bytes_of(path) or b"").hexdigest() for path in task.attached]
    whole += [paste_of(task)] if task.parts else []
    whole += [(plain(one.view(view.date)), one.theme) for one in task.enclosed]
    whole += [(name, hashlib.sha256(form.data).hexdigest()) for name, form in task.forms]
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
