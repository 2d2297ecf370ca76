"""The build: the whole pipeline on one screen, from an applicant's folder to files in the output folder."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from assembler import freezing, freshness, memory, store
from assembler.checks.sections import check_asked, check_final, check_known, check_open
from assembler.compose import Composer
from assembler.diagnostics import Diagnostic, Severity, warning
from assembler.house import load_house
from assembler.loading import Applicant, load_applicant, load_texts
from assembler.making import NO_CUTS, Context, Progress, make
from assembler.options import Options
from assembler.plan import plan
from assembler.pulling import OUTSIDE, Setting, Side, Taken, keep_texts, not_taken, pull, pull_files, remember
from assembler.reviewing import review, set_aside
from assembler.schema.dates import PartialDate
from assembler.store import Manifest, Output, Recorded, Written
from assembler.tailor import Decision, StatementView
from assembler.tasks import Task


@dataclass
class Outcome:
    """What a build made and what it found; `rendered` counts the documents that were not up to date."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    documents: int = 0
    rendered: int = 0


def build(
    folder: Path,
    output: Path,
    options: Options,
    today: datetime.date,
    progress: Progress,
    now: datetime.datetime | None = None,
) -> Outcome:
    """Make everything of the applicant in `folder` that is out of date, into `output`.

    What a person typed into a draft since the last build is taken over first; `now` is the time at which it is kept
    (midnight of `today` where none is given). `progress` is told the name of each document before it is rendered.
    Nothing is raised for what a person did, and one bad program does not stop the others.
    """
    now = now or datetime.datetime(today.year, today.month, today.day, tzinfo=datetime.UTC)
    outcome = Outcome()
    folders = freshness.template_folders(folder)
    # Before anything is read: what changes during the build is then seen by the next one.
    key, house_key = freshness.inputs_key(folder, options, today), freshness.house_key(folders)
    house, found = load_house(folders)
    applicant, more = load_applicant(folder, house)
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
        thawed = freezing.thawed(folder, output, manifest, now, write=options.write)
        outcome.diagnostics += thawed.found
        manifest = manifest.adopting(thawed.adopted)
        composer = Composer(folders, house.languages)
        context = Context(
            house=house,
            house_key=house_key,
            pictures=applicant.pictures,
            composer=composer,
            folder=output,
            manifest=manifest,
            notes=memory.notes_of(manifest.inputs),
            options=options,
            today=PartialDate.of(options.date or today),
            profile=folder,
            frozen=thawed.frozen,
        )
        tasks = plan(applicant, house, composer.words, context.today)
        once: list[Diagnostic] = []
        setting = _setting(applicant, context, now)
        if options.write:
            once = [*keep_texts(folder, now), *thawed.once]
            # What was typed counts for every format, also where only the PDF is asked for.
            typed = _wanted(tasks, replace(options, formats=()))
            taken = pull(setting, typed)
            once += [*taken.found, *not_taken(setting, tasks, typed)]
            outcome.diagnostics += once
            manifest = taken.adopting(manifest)
            context = replace(context, manifest=manifest)
            if taken.changed:
                texts, _ = load_texts(folder, [*applicant.programs, *applicant.broken])
                applicant = replace(applicant, texts=texts)
                tasks = plan(applicant, house, composer.words, context.today)
            if taken.changed or thawed.once:
                key = freshness.inputs_key(folder, options, today)
        wanted = _wanted(tasks, options)
        drafts = [task for task in wanted if task.draft]
        outcome.diagnostics += check_known(applicant.texts, [task for task in tasks if task.draft], (OUTSIDE,))
        outcome.diagnostics += check_final(drafts) if options.final else check_open(drafts)
        notes, failed, absent = {}, set(), set()
        context = replace(context, made=outcome.outputs)
        for task in wanted:
            made = make(task, context, progress)
            outcome.diagnostics += [item for item in made.found if item not in outcome.diagnostics]
            outcome.decisions += made.decisions
            outcome.outputs += made.outputs
            outcome.documents += 1
            outcome.rendered += made.rendered
            if made.note:
                notes[task.name] = made.note
            absent |= set(made.absent)
            failed |= set(task.paths.values()) - {item.path for item in made.outputs} - absent
        outcome.diagnostics += _outdated(
            (row for row in manifest.outputs if row.path in failed or _depends(row, applicant.broken)), output
        )
        outcome.diagnostics += review(applicant, house, context.today)
        whole = wanted == tasks and not applicant.broken
        if whole:
            outcome.diagnostics += _left_over(
                manifest, [path for task in tasks for path in task.paths.values()], output
            )
        if not wanted and not applicant.broken:
            outcome.diagnostics.append(warning("nothing-asked", "nothing that was asked for is made in that form"))
        if options.write:
            outcome.diagnostics += remember(
                folder,
                drafts,
                outcome.outputs,
                manifest,
                setting.placeholder,
                now,
            )
            once += (gone := freezing.withdrawn(folder, output, sorted(absent), manifest, now))
            outcome.diagnostics = set_aside(applicant, [*outcome.diagnostics, *gone], whole=whole)
            last = {} if whole else context.notes
            # What was done to a draft is told by the build that did it.
            lasting = [item for item in outcome.diagnostics if item not in once or item.severity is Severity.ERROR]
            inputs = memory.record(key, outcome.outputs, notes, lasting, last)
            _, outcome.written, found = store.write_outputs(output, outcome.outputs, manifest, inputs, folder)
            outcome.diagnostics += found
        else:
            found = [*outcome.diagnostics, *store.edited(output, manifest, folder)]
            outcome.diagnostics = set_aside(applicant, found, whole=whole)
    return outcome


def take_over(
    folder: Path,
    output: Path,
    today: datetime.date,
    now: datetime.datetime,
    *,
    programs: Sequence[str] = (),
    documents: Sequence[str] = (),
    settled: Mapping[str | None, Side] = MappingProxyType({}),
    files: Sequence[Path] = (),
) -> Taken:
    """Take over what was typed into the drafts of the applicant in `folder`, or into `files`, and build nothing.

    `settled` decides conflicts: for the section of that id, or (None) for all. An id that no draft has is an error
    `usage`, and nothing is done.
    """
    folders = freshness.template_folders(folder)
    house, found = load_house(folders)
    applicant, more = load_applicant(folder, house)
    errors = [item for item in (*found, *more) if item.severity is Severity.ERROR]
    if house is None or applicant is None:
        return Taken(errors)
    with store.lock(output) as refused:
        if refused:
            again = "wait until it is done, then pull again" if refused.code == "locked" else refused.hint
            return Taken([*errors, replace(refused, hint=again)])
        manifest, found = store.read_manifest(output)
        composer = Composer(folders, house.languages)
        context = Context(
            house=house,
            house_key="",
            pictures=applicant.pictures,
            composer=composer,
            folder=output,
            manifest=manifest,
            notes={},
            options=Options(programs=tuple(programs), documents=tuple(documents), write=False),
            today=PartialDate.of(today),
        )
        setting = replace(_setting(applicant, context, now), settled=settled)
        tasks = plan(applicant, house, composer.words, context.today)
        wanted = _wanted(tasks, context.options)
        if unknown := check_asked(filter(None, settled), [task for task in wanted if task.draft]):
            return Taken([*errors, *unknown])
        taken = pull_files(setting, wanted, files) if files else pull(setting, wanted)
        strange = [] if files else not_taken(setting, tasks, wanted)
        return replace(taken, found=[*errors, *found, *taken.found, *strange])


def _setting(applicant: Applicant, context: Context, now: datetime.datetime) -> Setting:
    """What pulling is told of a build: titles, and how a draft would be written now, on a date."""

    def titles(task: Task) -> dict[str, str]:
        view, _ = task.view(context.today, NO_CUTS)
        return {part.id: part.title for part in view.parts if part.title} if isinstance(view, StatementView) else {}

    def anew(task: Task, date: str | None) -> bytes | None:
        day = PartialDate.parse(date) if date else context.today
        options = Options(date=day.first(), force=True, write=False)
        whole = replace(task, paths={form: path for form, path in task.paths.items() if form == "docx"})
        made = make(whole, replace(context, options=options, today=day), lambda _: None)
        return made.outputs[0].data if made.outputs else None

    def placeholder(language: str) -> str:
        words: str = context.composer.words(language)["draft"]["placeholder"]
        return words

    return Setting(applicant, context.folder, context.manifest, now, titles, anew, placeholder)


def _locked(output: Path, options: Options) -> AbstractContextManager[Diagnostic | None]:
    return store.lock(output) if options.write else nullcontext()


def _wanted(tasks: Sequence[Task], options: Options) -> list[Task]:
    """Those of `tasks` that were asked for, and what is to go with a mail that was."""
    chosen = {
        task.name: replace(task, paths={form: path for form, path in task.paths.items() if form in options.formats})
        if options.formats
        else task
        for task in tasks
        if (not options.programs or task.program in options.programs)
        and (not options.documents or task.document in options.documents)
    }
    chosen = {name: task for name, task in chosen.items() if task.paths}
    brought = {path for task in chosen.values() for path in task.attached}
    return [chosen.get(task.name, task) for task in tasks if task.name in chosen or brought & set(task.paths.values())]


def _depends(row: Recorded, broken: Sequence[str]) -> bool:
    """Whether an output is made from one of the `broken` programs: what is for no single program may be from any."""
    return row.program in broken or (bool(broken) and row.program is None)


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
            # Drafts that were typed into are told with how their text comes back.
            (row for row, state in states if state == "edited" and not (row.draft and row.format == "docx")),
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
