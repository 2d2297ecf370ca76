"""Results: what came of one document, under the name of its task: its files, what was found, and why it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING

from assembler import memory, office, store
from assembler.checks.counting import count
from assembler.checks.documents import Made, check
from assembler.checks.form import check_files
from assembler.checks.pages import check_pages
from assembler.checks.pdfs import check_pdf
from assembler.diagnostics import Diagnostic, error, has_errors, note, warning
from assembler.fingerprints import Fingerprint
from assembler.freezing import docx_of, outputs_of
from assembler.material import Material
from assembler.measuring import length_of, lengths
from assembler.options import Options
from assembler.pressing import Pressed
from assembler.records import value_mark
from assembler.schema.dates import PartialDate
from assembler.schema.rules import FileRules
from assembler.store import Manifest, Output
from assembler.store.frozen import Frozen
from assembler.tasks import Task
from assembler.views import CalendarView, CvView, Decision, MailView, StatementView, View

if TYPE_CHECKING:
    from assembler.workers import Lost

_USUAL = {"statement": ("statement",), "cover-letter": ("letter", "sections")}
"""Where the usual sections of a text stand in the catalogue of words."""

Progress = Callable[[str, int, int], None]
"""Told the name of each document before it is made, which of them it is, and of how many."""


@dataclass(frozen=True)
class Context:
    """What making any document of one applicant needs beside the material.

    `house` are hashes of what is the same for all documents. `folder` is where documents go, `profile` the folder of
    the applicant, `frozen` what a person made their own, by path. `made` are the files that others bring with them, as
    far as they are done already, by path; `failed` the paths of those that could not be made.
    """

    material: Material
    house: Mapping[str, str]
    folder: Path
    manifest: Manifest
    options: Options
    profile: Path = Path()
    frozen: Mapping[str, Frozen] = field(default_factory=dict)
    notes: Mapping[str, memory.Note] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)
    failed: Collection[str] = ()

    def bytes_of(self, path: str) -> bytes | None:
        """What the output at `path` holds that was made or kept before; None where there is none."""
        made = self.made.get(path)
        return made if made is not None else store.held(self.folder, path)


@dataclass
class Result:
    """One document: its files, what was found and decided, what was cut, and why it was made anew, where it was.

    `absent` are the paths of those of its files that are not made now on purpose.
    """

    outputs: list[Output] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    decisions: Sequence[Decision] = ()
    cuts: Sequence[str] = ()
    note: memory.Note | None = None
    reason: str = ""
    absent: Sequence[str] = ()


@dataclass(frozen=True)
class Begun:
    """A document before it is laid out: its date, its fingerprint, and why it is made anew; or what came of it."""

    task: Task
    date: PartialDate
    mark: Fingerprint
    reason: str = ""
    result: Result | None = None


def look_at(task: Task, result: Result, context: Context) -> None:
    """Add to `result` what depends on more than the document's own bytes, so that it is looked at in every build."""
    if docx_of(task) in context.frozen:
        return
    date = PartialDate.parse(result.outputs[0].date) if result.outputs else context.material.today
    view, decisions = task.view(date, frozenset(result.cuts))
    result.decisions = decisions if context.options.explain else ()
    pages = next((output.pages for output in result.outputs), None)
    result.found += check_pages(task.name, task.document, task.rules, pages)
    result.found += [*_not_packed(task, context), *_bare(task, view, context.material)]
    if task.rules is not None and task.rules.files != FileRules() and not task.draft:
        held = [(row.path, row.data or context.bytes_of(row.path) or b"") for row in result.outputs]
        result.found += check_files(task.name, task.rules, [(Path(path).name, len(data)) for path, data in held])
    if isinstance(view, StatementView):
        words = reduce(getitem, _USUAL[task.document], context.material.composer.words(view.language))
        result.found += lengths(task, view, pages, words)


def of_frozen(task: Task, one: Frozen, context: Context, progress: Progress) -> Result:
    """A document that a person froze is what they made of it."""
    today = context.material.today
    reasons = []

    def to_pdf(data: bytes) -> office.Made:
        progress(task.name, 1, 1)
        reasons.append("frozen, and its PDF was missing or older")
        document, _ = context.material.composed(task, today)
        return office.to_pdf(data, *((document.title, document.author) if document else (task.name, "")))

    force = context.options.force
    made = outputs_of(task, one, context.profile, context.folder, context.manifest, to_pdf, force=force)
    pages = next((output.pages for output in made.outputs if output.pages is not None), None)
    found = [*made.found, *check_pages(task.name, task.document, task.rules, pages)]
    for row in made.outputs:
        if row.format == "pdf" and (data := row.data or context.bytes_of(row.path)):
            found += check_pdf(task.name, data)
    _, decisions = task.view(today, frozenset())
    reason = (reasons or ["frozen, and put there again"])[0] if made.rendered else ""
    return Result(made.outputs, found, decisions if context.options.explain else (), reason=reason, absent=made.absent)


def of_pressed(begun: Begun, pressed: Pressed | Lost) -> Result:
    """What came of pressing one document, under the name of its task."""
    task, date, mark = begun.task, begun.date, begun.mark
    if not isinstance(pressed, Pressed):
        return Result(found=[_lost(task.name, pressed)], reason=begun.reason)
    result = Result(found=list(pressed.found), cuts=pressed.cuts, reason=begun.reason)
    words = characters = None
    if pressed.document is not None and pressed.theme is not None:
        copied = pressed.name != task.name
        made = Made(task.name, pressed.document, pressed.theme)
        result.found += [*(check(made) if copied else pressed.checked), *_told(task, pressed.cuts)]
        counted = length_of(pressed.document) if task.parts else count(pressed.document)
        words, characters = counted.words, counted.characters
    pages = pressed.renderings["pdf"].pages if "pdf" in pressed.renderings else None
    for form, rendering in pressed.renderings.items():
        # A draft in which nothing is written yet is an empty text; only what could not be made is no output.
        if rendering.data or not has_errors(rendering.diagnostics):
            output = output_of(task, form, rendering.data, mark.whole, date)
            result.outputs.append(replace(output, pages=pages, words=words, characters=characters))
    if len(result.outputs) == len(task.paths) and not memory.passing(result.found):
        result.note = memory.Note(mark.whole, tuple(pressed.cuts), tuple(result.found), mark.parts, pressed.mark)
    return result


_LOST: Mapping[Lost, tuple[str, str]] = {
    "died": ("the process that laid it out died twice", "build again; should it be so again, please report it"),
    "slow": ("laying it out took more than five minutes", "a very long text is the usual cause: make it shorter"),
    "memory": ("laying it out took too much memory", "a very long text or a huge picture is the usual cause"),
}


def _lost(name: str, why: Lost) -> Diagnostic:
    what, hint = _LOST[why]
    return error("not-laid-out", f"{name} could not be made: {what}", None, hint)


def of_mail(task: Task, view: MailView, mark: Fingerprint, context: Context) -> Result:
    """A mail, which brings what is attached to it."""
    from assembler.handoff import Attachment, Mail, Party, draft  # noqa: PLC0415 - few builds make one

    brought = [(Path(path), context.bytes_of(path)) for path in task.attached]
    if lacking := [path for path, data in brought if not data]:
        # What could not be made itself was told with its reason.
        gone = ", ".join(path.name for path in lacking if path.as_posix() not in context.failed)
        message = f"{task.name} could not be made: what goes with it is gone: {gone}"
        return Result(found=[error("not-laid-out", message, None, "build again")] if gone else [])
    document, found = context.material.composed(task, view.date)
    result = Result(found=found)
    if document is None:
        return result
    attachments = tuple(Attachment(path.name, _MEDIA[path.suffix], data) for path, data in brought if data)
    name, address = view.to
    data = draft(Mail(document, None, Party(name, address) if address else None, attachments))
    counted = count(document)
    made = output_of(task, "eml", data, mark.whole, view.date)
    result.outputs = [replace(made, words=counted.words, characters=counted.characters)]
    result.found += check(Made(task.name, document, context.material.house.themes[task.theme]))
    if not memory.passing(result.found):
        result.note = memory.Note(mark.whole, (), tuple(result.found), mark.parts)
    return result


def of_calendar(task: Task, view: CalendarView, mark: Fingerprint, context: Context) -> Result:
    """A calendar, which is laid out by whoever imports it."""
    from assembler.handoff import calendar, events_of  # noqa: PLC0415 - few builds make one

    words = context.material.composer.words(view.language)["calendar"]
    events = events_of(view, words, context.profile.resolve().name)
    data = calendar(words[task.document].format(person=view.person.name), events, view.date.first())
    made = output_of(task, "ics", data, mark.whole, view.date)
    return Result([made], note=memory.Note(mark.whole, (), (), mark.parts))


_MEDIA = {".pdf": "application/pdf", ".ics": "text/calendar"}


def _not_packed(task: Task, context: Context) -> list[Diagnostic]:
    """A pack cannot hold the briefing that a person kept, whose pages another program lays out and tags."""
    kept = [path for path in context.frozen if task.enclosed and path.startswith(f"referees/{task.referee}/")]
    hint = "hand the kept briefing over beside it, or take your changes into the profile"
    message = f"{task.name} holds the briefing as it is made from the profile, not '{{}}', which you kept"
    return [warning("frozen-not-packed", message.format(Path(path).name), None, hint) for path in kept]


_ENTRIES = {"cv": "education", "publications": "publications", "case-summary": "logbooks"}
"""Documents that are nothing without entries of the profile, each with a field whose entries it shows."""


def _bare(task: Task, view: View, material: Material) -> list[Diagnostic]:
    """A warning where a document that a program asks for would be handed in with nothing but a name on it."""
    if task.document not in _ENTRIES or not isinstance(view, CvView) or any(part.entries for part in view.sections):
        return []
    entries = _ENTRIES[task.document]
    hint = f"add entries to '{entries}:' of the profile"
    if getattr(material.applicant.profile, entries):
        hint = f"'assembler build --explain -d {task.document} -p {task.program}' tells why none of '{entries}:' is"
    if task.document != "cv":
        hint += f", or take '{task.document}' out of 'documents:'"
    mark = value_mark(material.applicant.program_data.get(task.program or ""), ("documents",))
    return [warning("nothing-shown", f"{task.name} shows no entry of the profile", mark, hint)]


def _told(task: Task, cuts: Sequence[str]) -> list[Diagnostic]:
    """A note on what was left out to keep to a page limit: how many of which section."""
    if not cuts:
        return []
    whole = Counter(ref.split("/")[0] for ref in cuts if ref.count("/") == 1)
    lines = len(cuts) - whole.total()
    parts = [f"{number} of {section}" for section, number in whole.items()]
    parts += [f"{lines} single line{'s' if lines > 1 else ''}"] if lines else []
    message = f"{task.name}: left out to keep to {task.pages} pages: {', '.join(parts)}"
    hint = f"'assembler build --explain -d {task.document}' lists them; 'keep: yes' holds an entry"
    return [note("left-out", message, None, hint)]


def output_of(task: Task, form: str, data: bytes | None, fingerprint: str, date: PartialDate) -> Output:
    """One file of `task`, with `data` where it was made anew."""
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
