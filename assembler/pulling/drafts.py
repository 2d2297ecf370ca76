"""Which drafts were typed into: those among the outputs, and copies that somebody mailed back."""

from __future__ import annotations

import datetime
import errno
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from assembler import store
from assembler.diagnostics import Diagnostic, error
from assembler.loading import Applicant, statement_files
from assembler.plan import Task
from assembler.pulling.bases import own
from assembler.pulling.draft import Draft, Side, Taken
from assembler.statements.reader import fields_written
from assembler.store import Manifest, history, texts
from assembler.store.atomic import unwritable


def pull(
    applicant: Applicant,
    tasks: Iterable[Task],
    output: Path,
    manifest: Manifest,
    now: datetime.datetime,
    settled: Mapping[str | None, Side] = MappingProxyType({}),
) -> Taken:
    """Take over what was typed into the drafts of `tasks` in `output` since they were last written.

    `settled` decides conflicts: for the section of that id, or (None) for all others.
    """
    taken = Taken()
    for task in tasks:
        path = task.paths.get("docx")
        if task.draft and path is not None and store.state(output, path, manifest) == "edited":
            # What was last written there; a build that was cut short may have written more.
            begun = {own(manifest, path), *manifest.pending.get(path, ())}
            Draft(applicant, task, output / path, begun, now, settled).take(taken, path)
    return taken


def keep_texts(folder: Path, now: datetime.datetime) -> list[Diagnostic]:
    """Keep the texts in `statements/` as they stand, before a build reads them."""
    try:
        texts.keep_all(folder, statement_files(folder), "as it was when it was built", now)
    except OSError as failure:
        return [unwritable(folder / ".history", failure)]
    return []


def pull_file(
    applicant: Applicant,
    tasks: Iterable[Task],
    file: Path,
    now: datetime.datetime,
    settled: Mapping[str | None, Side] = MappingProxyType({}),
) -> Taken:
    """Take over what was typed into `file`, a copy of one of the drafts of `tasks` under whatever name."""
    taken = Taken()
    drafts = [task for task in tasks if task.draft]
    try:
        data = texts.held(file)
        if not data:
            raise FileNotFoundError(errno.ENOENT, "there is no such file")
    except OSError as failure:
        message = f"'{file}' cannot be read: {failure.strerror}"
        taken.found.append(error("statement-unreadable", message, None, "name a DOCX that you may read"))
        return taken
    fitting = drafts if len(drafts) == 1 else _fitting(applicant.folder, drafts, data)
    if len(fitting) == 1 and not _is_of(applicant, fitting[0], data):
        message = f"'{file}' does not name {applicant.profile.name.given}, or has no section of {fitting[0].name}"
        hint = (
            "is it somebody else's, or for another program? Then name that program; else put your name back at its top"
        )
        taken.found.append(error("statement-unreadable", message, None, hint))
        return taken
    if len(fitting) != 1:
        names = ", ".join(task.name for task in fitting or drafts)
        message = f"it cannot be told which draft '{file}' is a copy of"
        hint = f"name one of them with --program and --document: {names}"
        taken.found.append(error("statement-unreadable", message, None, hint))
        return taken
    Draft(applicant, fitting[0], file, None, now, settled).take(taken, None)
    return taken


def _is_of(applicant: Applicant, task: Task, data: bytes) -> bool:
    """Whether `data` seems to be a draft of this applicant and of `task`; a file that is none is told elsewhere."""
    try:
        written = fields_written(data)
    except ValueError:
        return True
    name = applicant.profile.name
    named = any(part in text for text in written.texts for part in (name.family or name.given, name.native) if part)
    return named and any(section in written.headings for section, _ in task.parts)


def _fitting(folder: Path, drafts: Sequence[Task], data: bytes) -> list[Task]:
    """Those of `drafts` of whose own words, outside the fields, the most stand in `data`."""
    try:
        words = set(fields_written(data).texts)
    except ValueError:
        return []
    scores = {}
    for task in drafts:
        base, _ = history.base(folder, task.name)
        scores[task.name] = len(words & set(base.own)) / len(base.own) if base and base.own else 0.0
    best = max(scores.values(), default=0)
    return [task for task in drafts if best and scores[task.name] == best]
