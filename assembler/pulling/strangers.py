"""What was typed into files that nothing is taken from unasked: renamed drafts, copies, drafts of programs gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from assembler import store
from assembler.diagnostics import Diagnostic, warning
from assembler.pulling.setting import TYPED, Setting
from assembler.pulling.telling import command
from assembler.statements.copies import content_of, documents_in
from assembler.store import family, history
from assembler.store.atomic import sha256
from assembler.tasks import Task

MOST = 20
"""Files of one folder that are looked into."""

_Known = Callable[[str], bool]
"""Whether the file with this hash was read before, so that all in it is kept."""


def not_taken(setting: Setting, tasks: Sequence[Task], wanted: Iterable[Task]) -> list[Diagnostic]:
    """A warning for each file that a person typed into and that no build reads.

    These are drafts that no program asks for any more, `tasks` being those of a whole build, and copies in the folders
    of the drafts of `wanted`. What was taken over from, or is as we wrote it, is passed over.
    """
    hashes: set[str] | None = None

    def known(sha: str) -> bool:
        nonlocal hashes
        if hashes is None:
            kept = history.entries(setting.folder)
            hashes = {one.sha256 for one in kept if one.reason.startswith(TYPED)}
            hashes |= {row.sha256 for row in setting.manifest.outputs}
        return sha in hashes

    drafts = [task for task in wanted if task.draft and "docx" in task.paths]
    return [*_left_over(setting, tasks, known), *_copies(setting, drafts, known)]


def _left_over(setting: Setting, tasks: Sequence[Task], known: _Known) -> Iterator[Diagnostic]:
    """Drafts of programs that are gone or renamed, or of which the program wants none any more."""
    asked = [path for task in tasks for path in task.paths.values()]
    for row in store.stale(setting.manifest, asked):
        if not row.draft or row.format != "docx" or row.program in setting.applicant.broken:
            continue
        file = setting.output / row.path
        if store.state(setting.output, row.path, setting.manifest) != "edited":
            continue
        data = content_of(file)
        if data is not None and known(sha256(data)):
            message = f"'{file}' is asked for by no program any more; what was typed there is in the history"
            yield warning("output-left-over", message, None, "delete it where you no longer need it; nothing else will")
            continue
        others = [task for task in tasks if task.draft and task.document == row.document]
        message = f"'{file}' was typed into, and no program asks for it any more: nothing is taken over from it"
        if others:
            names = ", ".join(task.program or "" for task in others)
            hint = f"'{command(setting.folder, None, file)} --program NAME' takes it over for another program: {names}"
        else:
            hint = "no build deletes it; give its program back its name, or take the text from it yourself"
        yield warning("statement-not-taken", message, None, hint)


def _copies(setting: Setting, drafts: Sequence[Task], known: _Known) -> Iterator[Diagnostic]:
    """Files in the folders of `drafts` that are one of them under another name."""
    ours = {task.paths["docx"] for task in drafts} | {family(row.path) for row in setting.manifest.outputs}
    for folder in dict.fromkeys(PurePosixPath(task.paths["docx"]).parent for task in drafts):
        here = [task for task in drafts if PurePosixPath(task.paths["docx"]).parent == folder]
        names = [
            name for name in documents_in(setting.output / folder) if family((folder / name).as_posix()) not in ours
        ]
        for name in names[:MOST]:
            file = setting.output / folder / name
            data = content_of(file)
            if data is None or known(sha256(data)):
                continue
            if fitting := _fitting(here, data):
                yield _copy(setting, file, fitting)


def _copy(setting: Setting, file: Path, fitting: Sequence[Task]) -> Diagnostic:
    missing = [task.paths["docx"] for task in fitting if not os.path.lexists(setting.output / task.paths["docx"])]
    names = " or ".join(task.name for task in fitting)
    message = f"'{file}' is a copy of the draft {names}: nothing is taken over from it unasked"
    said = command(setting.folder, fitting[0] if len(fitting) == 1 else None, file)
    hint = f"'{said}' takes over what was typed there"
    if missing:
        gone = PurePosixPath(missing[0]).name
        message += f"; the draft itself, '{gone}', is missing: was it renamed?"
    return warning("statement-not-taken", message, None, hint)


def _fitting(drafts: Sequence[Task], data: bytes) -> list[Task]:
    """Those of `drafts` of which `data` has the most sections, if it has any."""
    from assembler.statements.reader import UnreadableError, fields_written  # noqa: PLC0415 - loads lxml, and many a build reads no draft

    try:
        places = fields_written(data).headings
    except UnreadableError:
        return []
    shared = [sum(name in places for name, _ in task.parts) for task in drafts]
    best = max(shared, default=0)
    return [task for task, number in zip(drafts, shared, strict=True) if best and number == best]
