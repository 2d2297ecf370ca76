"""Which files were typed into: drafts among the outputs, new versions beside them, and copies that somebody mailed."""

from __future__ import annotations

import datetime
import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assembler import store
from assembler.diagnostics import Diagnostic, error
from assembler.loading import statement_files
from assembler.pulling.bases import base_of, before, beside, own, settled
from assembler.pulling.draft import Draft
from assembler.pulling.setting import Setting, Taken, Version
from assembler.pulling.telling import unreadable
from assembler.store import history, texts
from assembler.store.atomic import unwritable
from assembler.store.base import HISTORY
from assembler.store.beside import siblings
from assembler.tasks import Task

if TYPE_CHECKING:
    from assembler.statements.reader import Written


def pull(setting: Setting, tasks: Iterable[Task]) -> Taken:
    """Take over what was typed into the drafts of `tasks`, and beside them, since they were last written."""
    taken = Taken()
    for task in tasks:
        spent: set[str] = set()
        for version in _versions(setting, task):
            if version.path and store.state(setting.output, version.path, setting.manifest) == "edited":
                Draft(setting, version, spent).take(taken)
    return taken


def keep_texts(folder: Path, now: datetime.datetime) -> list[Diagnostic]:
    """Keep the texts in `statements/` as they stand, before a build reads them."""
    # Those that cannot be read are told where they are read.
    readable = [path for path in statement_files(folder) if os.access(path, os.R_OK)]
    try:
        texts.keep_all(folder, readable, "as it was when it was built", now)
    except OSError as failure:
        return [unwritable(folder / HISTORY, failure)]
    return []


def pull_files(setting: Setting, tasks: Sequence[Task], files: Iterable[Path]) -> Taken:
    """Take over what was typed into `files`, copies of the drafts of `tasks` under whatever names."""
    taken, spent = Taken(), dict[str, set[str]]()
    drafts = [task for task in tasks if task.draft]
    for file in files:
        version = _version_of(setting, drafts, file)
        if isinstance(version, Diagnostic):
            taken.found.append(version)
        else:
            Draft(setting, version, spent.setdefault(version.task.name, set())).take(taken)
    return taken


def _versions(setting: Setting, task: Task) -> Iterator[Version]:
    """The draft of `task`, and before it the new versions beside it: these were begun from later ones."""
    path = task.paths.get("docx")
    if not task.draft or path is None:
        return
    # A build that was cut short may have written more than what is recorded.
    pending = setting.manifest.pending.get(path, frozenset())
    names: tuple[str, ...] = (task.name, before(task.name))
    for each in siblings(setting.output, path):
        begun = {row.sha256 for row in store.rows(setting.manifest, path) if row.path == each} | pending
        bases = (*names, beside(task.name, each), settled(task.name, each))
        yield Version(task, setting.output / each, bases, frozenset(begun) if begun else None, each)
    last = own(setting.manifest, path)
    names = (*names, settled(task.name, path))
    yield Version(task, setting.output / path, names, pending | ({last} if last else set()), path)


def _version_of(setting: Setting, drafts: Sequence[Task], file: Path) -> Version | Diagnostic:
    """What `file`, which a person names, is a version of; or why that cannot be told."""
    from assembler.statements.reader import UnreadableError, fields_written  # noqa: PLC0415 - loads lxml, and many a build reads no draft

    try:
        data = texts.held(file)
        if not data:
            raise FileNotFoundError(errno.ENOENT, "there is no such file, or it is empty")
    except OSError as failure:
        return _refused(f"'{file}' cannot be read: {failure.strerror}", "name a DOCX that you may read")
    real = os.path.realpath(file)
    for version in (one for task in drafts for one in _versions(setting, task)):
        if os.path.realpath(version.file) == real:
            return version
    try:
        written = fields_written(data)
    except UnreadableError as failure:
        return unreadable(file, failure.refusal, named=True)
    fitting = drafts if len(drafts) == 1 else _fitting(setting, drafts, written)
    if len(fitting) != 1:
        listed = ", ".join(task.name for task in fitting or drafts)
        hint = f"name one of them with --program and --document: {listed}" if listed else "no program asks for a draft"
        return _refused(f"it cannot be told which draft '{file}' is a copy of", hint)
    (task,) = fitting
    if not _is_of(setting, task, written):
        given = setting.applicant.profile.name.given
        return _refused(
            f"'{file}' does not name {given}, or has no section of {task.name}",
            "is it somebody else's, or for another program? Then name that program; else put your name back at its top",
        )
    names = (task.name, before(task.name))
    for row in setting.manifest.outputs:
        if row.draft and os.path.realpath(setting.output / row.path) == real:
            # The draft of a program that is gone, or has another name now.
            was = f"{row.document}/{row.program}"
            return Version(task, file, (was, before(was), *names), frozenset({row.sha256}))
    return Version(task, file, names)


def _refused(message: str, hint: str) -> Diagnostic:
    return error("statement-unreadable", message, None, hint)


def _is_of(setting: Setting, task: Task, written: Written) -> bool:
    """Whether what is `written` in a file seems to be a draft of this applicant and of `task`."""
    name = setting.applicant.profile.name
    named = any(part in text for text in written.texts for part in (name.family or name.given, name.native) if part)
    return named and any(section in written.headings for section, _ in task.parts)


def _fitting(setting: Setting, drafts: Sequence[Task], written: Written) -> list[Task]:
    """Those of `drafts` of whose own words, outside the fields, the most stand in what is `written`."""
    words, scores = set(written.texts), {}
    for task in drafts:
        base, _ = history.base(setting.folder, task.name)
        if base is None and (made := setting.anew(task, None)):
            base = base_of(made, task, setting.placeholder, setting.now)
        scores[task.name] = len(words & set(base.own)) / len(base.own) if base and base.own else 0.0
    best = max(scores.values(), default=0)
    return [task for task in drafts if best and scores[task.name] == best]
