"""The build: the whole pipeline on one screen, from an applicant's folder to files in the output folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler import freezing, freshness, memory, store
from assembler.checks.sections import check_asked, check_final, check_known, check_open
from assembler.diagnostics import Diagnostic, Severity, warning
from assembler.loading import load_texts
from assembler.making import make_all
from assembler.material import Material, gather
from assembler.options import Options
from assembler.placing import Placing
from assembler.pressing import press
from assembler.pulling import OUTSIDE, Setting, Side, Taken, keep_texts, not_taken, pull, pull_files
from assembler.results import Context, Progress, Result
from assembler.reviewing import review, set_aside
from assembler.schema.dates import PartialDate
from assembler.store import Manifest, Output, Recorded, Written
from assembler.tasks import Task
from assembler.views import Decision, StatementView

if TYPE_CHECKING:
    from assembler.workers import Crew


@dataclass
class Outcome:
    """What a build made and what it found; `reasons` tell by document why it was made anew, empty where it was not."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """How many documents were asked for."""
        return len(self.reasons)

    @property
    def rendered(self) -> int:
        """How many of them had to be made anew."""
        return sum(map(bool, self.reasons.values()))


def build(
    folder: Path,
    output: Path,
    options: Options,
    today: datetime.date,
    progress: Progress,
    now: datetime.datetime | None = None,
    hire: Callable[[], Crew] | None = None,
) -> Outcome:
    """Make everything of the applicant in `folder` that is out of date, into `output`.

    What a person typed into a draft since the last build is taken over first; `now` is the time at which it is kept
    (midnight of `today` where none is given). `progress` is told of each document before it is made. The documents are
    made by the crew that is hired, or else one after the other in this process. Nothing is raised for what a person
    did, and one bad program does not stop the others.
    """
    now = now or datetime.datetime(today.year, today.month, today.day, tzinfo=datetime.UTC)
    outcome = Outcome()
    folders = freshness.template_folders(folder)
    # Before anything is read: what changes during the build is then seen by the next one.
    key, house = freshness.inputs_key(folder, options, today), freshness.house_parts(folders)
    material, found = gather(folder, PartialDate.of(options.date or today))
    outcome.diagnostics += found
    with _locked(output, options) as refused:
        if refused:
            outcome.diagnostics.append(refused)
            return outcome
        manifest, found = store.read_manifest(output)
        outcome.diagnostics += found
        if material is None:
            outcome.diagnostics += _outdated(manifest.outputs, output)
            return outcome
        thawed = freezing.thawed(folder, output, manifest, now, write=options.write)
        outcome.diagnostics += thawed.found
        manifest = manifest.adopting(thawed.adopted)
        notes = memory.notes_of(manifest.inputs)
        once: list[Diagnostic] = []
        setting = _setting(material, output, manifest, now)
        if options.write:
            once = [*keep_texts(folder, now), *thawed.once]
            # What was typed counts for every format, also where only the PDF is asked for.
            typed = _wanted(material.tasks, options._replace(formats=()))
            taken = pull(setting, typed)
            once += [*taken.found, *not_taken(setting, material.tasks, typed)]
            outcome.diagnostics += once
            manifest = taken.adopting(manifest)
            if taken.changed:
                applicant = material.applicant
                texts, _ = load_texts(folder, [*applicant.programs, *applicant.broken])
                material = replace(material, applicant=replace(applicant, texts=texts))
            if taken.changed or thawed.once:
                key = freshness.inputs_key(folder, options, today)
        applicant, tasks = material.applicant, material.tasks
        wanted = _wanted(tasks, options)
        drafts = [task for task in wanted if task.draft]
        outcome.diagnostics += check_known(applicant.texts, [task for task in tasks if task.draft], (OUTSIDE,))
        outcome.diagnostics += check_final(drafts) if options.final else check_open(drafts)
        context = Context(material, house, output, manifest, options, folder, thawed.frozen, notes)
        placing = Placing(folder, output, manifest, notes, drafts, setting.placeholder, now, write=options.write)
        made: dict[str, Result] = {}
        try:
            reviewed = cache(partial(review, applicant, material.house, material.today))
            for task, result in make_all(wanted, context, hire or _alone, progress, meanwhile=reviewed):
                made[task.name] = result
                placing.take(task, result)
            found = reviewed()
        except KeyboardInterrupt:
            if options.write:
                # What is done already need not be done again.
                placing.put(placing.so_far())
            raise
        absent = {path for result in made.values() for path in result.absent}
        failed: set[str] = set()
        told = dict.fromkeys(outcome.diagnostics)
        for task in wanted:
            result = made[task.name]
            told |= dict.fromkeys(result.found)
            outcome.decisions += result.decisions
            outcome.outputs += result.outputs
            outcome.reasons[task.name] = result.reason
            failed |= set(task.paths.values()) - {item.path for item in result.outputs} - absent
        outcome.diagnostics = [*told]
        outcome.diagnostics += _outdated(
            (row for row in manifest.outputs if row.path in failed or _depends(row, applicant.broken)), output
        )
        outcome.diagnostics += found
        whole = wanted == tasks and not applicant.broken
        if whole:
            outcome.diagnostics += _left_over(
                manifest, [path for task in tasks for path in task.paths.values()], output
            )
        if not wanted and not applicant.broken:
            outcome.diagnostics.append(warning("nothing-asked", "nothing that was asked for is made in that form"))
        if options.write:
            outcome.diagnostics += placing.remembering
            once += (gone := freezing.withdrawn(folder, output, sorted(absent), manifest, now))
            outcome.diagnostics = set_aside(applicant, [*outcome.diagnostics, *gone], whole=whole)
            # What was done to a draft is told by the build that did it.
            lasting = [item for item in outcome.diagnostics if item not in once or item.severity is Severity.ERROR]
            placing.put(memory.record(key, outcome.outputs, placing.notes, lasting, {} if whole else notes))
            outcome.written = placing.written
            outcome.diagnostics += placing.found
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
    material, found = gather(folder, PartialDate.of(today))
    errors = [item for item in found if item.severity is Severity.ERROR]
    if material is None:
        return Taken(errors)
    with store.lock(output) as refused:
        if refused:
            again = "wait until it is done, then pull again" if refused.code == "locked" else refused.hint
            return Taken([*errors, replace(refused, hint=again)])
        manifest, found = store.read_manifest(output)
        setting = replace(_setting(material, output, manifest, now), settled=settled)
        wanted = _wanted(material.tasks, Options(programs=tuple(programs), documents=tuple(documents)))
        if unknown := check_asked(filter(None, settled), [task for task in wanted if task.draft]):
            return Taken([*errors, *unknown])
        taken = pull_files(setting, wanted, files) if files else pull(setting, wanted)
        strange = [] if files else not_taken(setting, material.tasks, wanted)
        return replace(taken, found=[*errors, *found, *taken.found, *strange])


def _setting(material: Material, output: Path, manifest: Manifest, now: datetime.datetime) -> Setting:
    """What pulling is told of a build: titles, and how a draft would be written now, on a date."""

    def titles(task: Task) -> dict[str, str]:
        view, _ = task.view(material.today, frozenset())
        return {part.id: part.title for part in view.parts if part.title} if isinstance(view, StatementView) else {}

    def anew(task: Task, date: str | None) -> bytes | None:
        day = PartialDate.parse(date) if date else material.today
        job = replace(material.job(task, day), formats=("docx",))
        made = press(material.composer, job).renderings.get("docx")
        return made.data if made and made.data else None

    def placeholder(language: str) -> str:
        return material.composer.placeholder(language)

    return Setting(material.applicant, output, manifest, now, titles, anew, placeholder)


def _alone() -> Crew:
    from assembler.workers import Crew, inline  # noqa: PLC0415 - not needed where nothing is made anew

    return Crew(1, inline)


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
    hint = "mend the errors and build again before you send any of them"
    return _named("output-stale", "older than what they are made from", rows, output, hint)


def _left_over(manifest: Manifest, paths: Sequence[str], output: Path) -> list[Diagnostic]:
    """Names what an earlier build made and no program, referee or name asks for any more; edited files apart."""
    states = [(row, store.state(output, row.path, manifest)) for row in store.stale(manifest, paths)]
    hint = "'assembler clean' removes them; 'assembler clean -n' lists them first"
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
