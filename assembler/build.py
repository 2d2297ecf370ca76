"""The build: the whole pipeline on one screen, from an applicant's folder to files in the output folder."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from assembler import freshness, memory, store
from assembler.checks import Made, check, check_deadlines, check_limits
from assembler.checks.counting import count
from assembler.compose import Composer, Picture
from assembler.diagnostics import Diagnostic, has_errors, note, warning
from assembler.document import Document
from assembler.loading import House, load_applicant, load_house
from assembler.options import Options
from assembler.plan import Task, plan
from assembler.schema.dates import PartialDate
from assembler.store import Manifest, Output, Recorded, Written
from assembler.tailor import Decision, View, plain
from assembler.theme import Theme
from assembler.writers import WRITERS, Rendering

Cuts = frozenset[str]
NO_CUTS: Cuts = frozenset()
Progress = Callable[[str], None]


@dataclass
class Outcome:
    """What a build made and what it found; `rendered` counts the documents that were not up to date."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    documents: int = 0
    rendered: int = 0


@dataclass(frozen=True)
class _Context:
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


def build(folder: Path, output: Path, options: Options, today: datetime.date, progress: Progress) -> Outcome:
    """Make everything of the applicant in `folder` that is out of date, into `output`.

    `progress` is told the name of each document before it is rendered. Nothing is raised for what a person did, and
    one bad program does not stop the others.
    """
    outcome = Outcome()
    folders = freshness.template_folders(folder)
    # Before anything is read: what changes during the build is then seen by the next one.
    key, house_key = freshness.inputs_key(folder, options, today), freshness.house_key(folders)
    house, found = load_house(folders)
    applicant, more = load_applicant(folder, house.themes if house else ())
    outcome.diagnostics += [*found, *more]
    with _locked(output, options) as refused:
        if refused:
            outcome.diagnostics.append(refused)
            return outcome
        manifest, found = store.read_manifest(output)
        outcome.diagnostics += found
        if house is None or applicant is None:
            outcome.diagnostics += _outdated(manifest.outputs, output)
            return outcome
        composer = Composer(folders, house.languages)
        context = _Context(
            house=house,
            house_key=house_key,
            pictures=applicant.pictures,
            composer=composer,
            folder=output,
            manifest=manifest,
            notes=memory.notes_of(manifest.inputs),
            options=options,
            today=PartialDate.of(options.date or today),
        )
        tasks = plan(applicant, house, composer.words, context.today)
        wanted = _wanted(tasks, options)
        notes, failed = {}, set()
        for task in wanted:
            made = _make(task, context, progress)
            outcome.diagnostics += [item for item in made.found if item not in outcome.diagnostics]
            outcome.decisions += made.decisions
            outcome.outputs += made.outputs
            outcome.documents += 1
            outcome.rendered += made.rendered
            if made.note:
                notes[task.name] = made.note
            failed |= set(task.paths.values()) - {item.path for item in made.outputs}
        outcome.diagnostics += _outdated(
            (row for row in manifest.outputs if row.path in failed or _depends(row, applicant.broken)), output
        )
        outcome.diagnostics += check_deadlines(applicant.programs, context.today)
        whole = wanted == tasks and not applicant.broken
        if whole:
            outcome.diagnostics += _left_over(
                manifest, [path for task in tasks for path in task.paths.values()], output
            )
        if not wanted and not applicant.broken:
            outcome.diagnostics.append(warning("nothing-asked", "nothing that was asked for is made in that form"))
        if options.write:
            last = {} if whole else context.notes
            inputs = memory.record(key, outcome.outputs, notes, outcome.diagnostics, last)
            _, outcome.written, found = store.write_outputs(output, outcome.outputs, manifest, inputs)
            outcome.diagnostics += found
        else:
            outcome.diagnostics += store.edited(output, manifest)
    return outcome


def _locked(output: Path, options: Options) -> AbstractContextManager[Diagnostic | None]:
    return store.lock(output) if options.write else nullcontext()


def _wanted(tasks: Sequence[Task], options: Options) -> list[Task]:
    chosen = [
        replace(task, paths={form: path for form, path in task.paths.items() if form in options.formats})
        if options.formats
        else task
        for task in tasks
        if (not options.programs or task.program in options.programs)
        and (not options.documents or task.document in options.documents)
    ]
    return [task for task in chosen if task.paths]


def _depends(row: Recorded, broken: Sequence[str]) -> bool:
    """Whether an output is made from one of the `broken` programs: a briefing may be from any."""
    return row.program in broken or (bool(broken) and row.referee is not None)


def _outdated(rows: Iterable[Recorded], output: Path) -> list[Diagnostic]:
    """Names what an earlier build made and this one could not renew."""
    hint = "mend the errors above and build again before you send any of them"
    return _named("output-stale", "older than what they are made from", rows, output, hint)


def _left_over(manifest: Manifest, paths: Sequence[str], output: Path) -> list[Diagnostic]:
    """Names what an earlier build made and no program, referee or name asks for any more; edited files apart."""
    states = [(row, store.state(output, row.path, manifest)) for row in store.stale(manifest, paths)]
    hint = "delete them where you no longer need them; nothing else will"
    kept = "take your text over into a file that is still made, before you delete any of them"
    return [
        *_named(
            "output-left-over",
            "made by an earlier build and no longer asked for",
            (row for row, state in states if state == "ours"),
            output,
            hint,
        ),
        *_named(
            "output-left-over",
            "edited by a person, and no longer asked for by any program, referee or name",
            (row for row, state in states if state == "edited"),
            output,
            kept,
            most=None,
        ),
    ]


def _named(
    code: str, what: str, rows: Iterable[Recorded], output: Path, hint: str, most: int | None = 3
) -> list[Diagnostic]:
    paths = [row.path for row in rows]
    listed = ", ".join(paths[:most]) + (f" and {len(paths) - most} more" if most and len(paths) > most else "")
    return [warning(code, f"{what}, in {output}: {listed}", None, hint)] if paths else []


# One document --------------------------------------------------------------------------------


@dataclass
class _Result:
    outputs: list[Output] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    cuts: Sequence[str] = ()
    note: memory.Note | None = None
    rendered: bool = False


def _make(task: Task, context: _Context, progress: Progress) -> _Result:
    """One document: its view, and where that is not what was built last, Document, files and checks."""
    date, view, fingerprint = _dated(task, context)
    last = context.notes.get(task.name)
    if last is not None and not context.options.force and _current(task, last, fingerprint, context):
        result = _Result(note=last, cuts=last.cuts, found=list(last.found))
        result.outputs = [_kept(task, form, fingerprint, date, context) for form in task.paths]
    else:
        progress(task.name)
        result = _rendered(task, view, date, fingerprint, context)
    _, result.decisions = task.view(date, frozenset(result.cuts))
    for output in result.outputs[:1]:
        result.found += check_limits(task.name, task.document, task.rules, output)
    return result


def _rendered(task: Task, view: View, date: PartialDate, fingerprint: str, context: _Context) -> _Result:
    theme = context.house.themes[task.theme]
    if task.wide_dates:
        theme = theme.widened()
    document, cuts, renderings, found = _fitted(task, view, date, theme, context)
    result = _Result(found=found, cuts=cuts, rendered=True)
    if document is None:
        return result
    for form in task.paths:
        if form not in renderings:
            renderings[form] = WRITERS[form].write(document, theme)
            result.found += renderings[form].diagnostics
    result.found += [*check(Made(task.name, document, theme)), *_told(task, cuts)]
    counted, pages = count(document), renderings["pdf"].pages if "pdf" in renderings else None
    for form in task.paths:
        # A draft in which nothing is written yet is an empty text; only what could not be made is no output.
        if renderings[form].data or not has_errors(renderings[form].diagnostics):
            made = _output(task, form, renderings[form].data, fingerprint, date)
            result.outputs.append(replace(made, pages=pages, words=counted.words, characters=counted.characters))
    if len(result.outputs) == len(task.paths) and not memory.passing(result.found):
        result.note = memory.Note(fingerprint, tuple(cuts), tuple(result.found))
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


def _dated(task: Task, context: _Context) -> tuple[PartialDate, View, str]:
    """The document's date: the one given, else the last one while nothing else has changed, else today."""
    rows = [row for path in task.paths.values() for row in store.rows(context.manifest, path)]
    for day in dict.fromkeys(row.date for row in rows) if context.options.date is None else ():
        date = PartialDate.parse(day)
        view, _ = task.view(date, NO_CUTS)
        fingerprint = _fingerprint(task, view, context)
        if any(row.fingerprint == fingerprint for row in rows):
            return date, view, fingerprint
    view, _ = task.view(context.today, NO_CUTS)
    return context.today, view, _fingerprint(task, view, context)


def _fingerprint(task: Task, view: View, context: _Context) -> str:
    """A hash over all that the document's bytes depend on."""
    pictures = {name: hashlib.sha256(item.data).hexdigest() for name, item in _shown(view, context).items()}
    whole = [context.house_key, plain(view), task.pages, task.cuts, task.theme, task.wide_dates, pictures]
    return hashlib.sha256(json.dumps(whole, default=str, sort_keys=True).encode()).hexdigest()


def _shown(view: View, context: _Context) -> dict[str, Picture]:
    """The pictures that `view` shows; no other document is handed any."""
    return {name: item for name, item in context.pictures.items() if name == getattr(view, "photo", None)}


def _current(task: Task, note: memory.Note, fingerprint: str, context: _Context) -> bool:
    return note.fingerprint == fingerprint and all(
        store.current(context.folder, path, fingerprint, context.manifest) for path in task.paths.values()
    )


def _kept(task: Task, form: str, fingerprint: str, date: PartialDate, context: _Context) -> Output:
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


_Fitted = tuple[Document | None, Sequence[str], dict[str, Rendering], list[Diagnostic]]


_MOST_LAYOUTS = 7


def _fitted(task: Task, view: View, date: PartialDate, theme: Theme, context: _Context) -> _Fitted:
    """The Document with as few cuts as keep it to the program's pages: the only place where anything goes round.

    What is cut must make room in Word too, so the search lays out on pages a line shorter. Layout is slow and composing
    quick, so it starts where the words per page of a first layout point.
    """
    whole = _set(task, view, (), theme, context)
    if task.pages is None or not task.cuts or _pages(whole) < task.pages:
        return whole
    tight = theme.with_slack()
    if _pages(whole) == task.pages and _pages(_set(task, view, (), tight, context)) <= task.pages:
        return whole
    at, step = _guess(task, date, whole, context), max(2, len(task.cuts) // 16)
    too_few, enough = 0, len(task.cuts) + 1
    for _ in range(_MOST_LAYOUTS):
        shorter, _ = task.view(date, frozenset(task.cuts[:at]))
        if _pages(_set(task, shorter, (), tight, context)) > task.pages:
            too_few = at
        else:
            enough = at
        if enough - too_few <= 1:
            break
        if enough > len(task.cuts):
            at, step = min(len(task.cuts), at + step), step * 2
        elif not too_few:
            at, step = max(1, at - step), step * 2
        else:
            at = (too_few + enough) // 2
    cuts = _refilled(task, task.cuts[: min(enough, len(task.cuts))], date, tight, context)
    shorter, _ = task.view(date, frozenset(cuts))
    return _set(task, shorter, cuts, theme, context)


_LARGE = 30
"""Words of a cut that frees more room than was needed, so that it pays to look what can come back."""


def _refilled(task: Task, cuts: Sequence[str], date: PartialDate, tight: Theme, context: _Context) -> Sequence[str]:
    """`cuts` without those that can come back, where the last one freed much more than was needed (a whole table)."""
    if len(cuts) < 2 or task.pages is None:
        return cuts
    *before, last = cuts
    if _words(task, before, date, context) - _words(task, cuts, date, context) < _LARGE:
        return cuts
    too_few, enough = -1, len(before)
    while enough - too_few > 1:
        at = (too_few + enough) // 2
        view, _ = task.view(date, frozenset([*before[:at], last]))
        if _pages(_set(task, view, (), tight, context)) > task.pages:
            too_few = at
        else:
            enough = at
    return [*before[:enough], last]


def _words(task: Task, cuts: Sequence[str], date: PartialDate, context: _Context) -> int:
    """The words of the document without `cuts`."""
    view, _ = task.view(date, frozenset(cuts))
    document, _ = context.composer.compose(task.document, plain(view), _shown(view, context))
    return count(document).words if document else 0


def _guess(task: Task, date: PartialDate, whole: _Fitted, context: _Context) -> int:
    """How many cuts leave as many words as fit on the pages allowed, at the words per page of the `whole`."""
    document, pages = whole[0], _pages(whole)
    if document is None or task.pages is None:
        return 1
    # The last page is full to some unknown part; half is the fairest guess.
    allowed = count(document).words * task.pages / (pages - 0.5)
    low, high = 1, len(task.cuts)
    while low < high:
        middle = (low + high) // 2
        longer = _words(task, task.cuts[:middle], date, context) > allowed
        low, high = (middle + 1, high) if longer else (low, middle)
    return low


def _set(task: Task, view: View, cuts: Sequence[str], theme: Theme, context: _Context) -> _Fitted:
    """Compose `view`, and lay it out where its pages count."""
    document, found = context.composer.compose(task.document, plain(view), _shown(view, context))
    if document is None or task.pages is None:
        return document, cuts, {}, found
    rendering = WRITERS["pdf"].write(document, theme)
    return document, cuts, {"pdf": rendering}, [*found, *rendering.diagnostics]


def _pages(fitted: _Fitted) -> int:
    """The pages of a layout; 0 where there is none."""
    rendering = fitted[2].get("pdf")
    return (rendering.pages or 0) if rendering else 0
