"""The build: the whole pipeline on one screen, from an applicant's folder to files in the output folder."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from assembler import freshness, memory, store
from assembler.checks import check_cases, check_deadlines
from assembler.checks.gaps import check_gaps
from assembler.compose import Composer
from assembler.diagnostics import Diagnostic, warning
from assembler.house import load_house
from assembler.loading import load_applicant
from assembler.making import Context, Progress, make
from assembler.options import Options
from assembler.plan import Task, plan
from assembler.schema.dates import PartialDate
from assembler.schema.program import Program
from assembler.store import Manifest, Output, Recorded, Written
from assembler.tailor import Decision


@dataclass
class Outcome:
    """What a build made and what it found; `rendered` counts the documents that were not up to date."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    documents: int = 0
    rendered: int = 0


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
        )
        tasks = plan(applicant, house, composer.words, context.today)
        wanted = _wanted(tasks, options)
        notes, failed = {}, set()
        for task in wanted:
            made = make(task, context, progress)
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
        outcome.diagnostics += check_cases(applicant.profile, applicant.programs, context.today)
        outcome.diagnostics += check_gaps(applicant.profile, _gap_days(applicant.programs), context.today)
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


def _gap_days(programs: Mapping[str, Program]) -> dict[str, int]:
    return {name: program.cv.gap_days for name, program in programs.items()}


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
