"""Settling: what a person decides about a document that they edited: to freeze it, or to have it made anew."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assembler import store
from assembler.diagnostics import Diagnostic, Severity, error, note, suggest
from assembler.freezing import docx_of, said_of, text_of, unwritten
from assembler.material import gather
from assembler.schema.dates import PartialDate
from assembler.store import Manifest, history
from assembler.store.atomic import ChangedMeanwhileError, digest, sha256
from assembler.store.base import regular_bytes
from assembler.store.beside import command, editor_lock
from assembler.store.frozen import Frozen, freeze, frozen, thaw
from assembler.tasks import Task


def settle(
    folder: Path,
    output: Path,
    files: Sequence[str],
    today: datetime.date,
    now: datetime.datetime,
    *,
    keep: bool,
) -> list[Diagnostic]:
    """Freeze (`keep`) or discard each of `files` of the applicant in `folder`, and build nothing.

    They are DOCX by their paths in `output`, or documents as a build names them: `cv/harbour`.
    """
    material, found = gather(folder, PartialDate.of(today))
    errors = [item for item in found if item.severity is Severity.ERROR]
    if material is None:
        return errors
    with store.lock(output) as refused:
        if refused:
            return [refused]
        manifest, found = store.read_manifest(output)
        named = {task.name: docx_of(task) for task in material.tasks if "docx" in task.paths}
        paths = [named.get(file, file) for file in files]
        settled = freeze_edited if keep else discard
        # A program that cannot be read has documents, and nobody knows which.
        return [*errors, *found, *settled(folder, output, material.tasks, paths, manifest, now)]


def freeze_edited(
    folder: Path, output: Path, tasks: Iterable[Task], paths: Sequence[str], manifest: Manifest, now: datetime.datetime
) -> list[Diagnostic]:
    """Freeze the edited DOCX at each of `paths` in `output`: from now on it is what `tasks` make there."""
    known, kept = _documents(tasks), frozen(folder)[0]
    found: list[Diagnostic] = []
    for path in paths:
        task, target = known.get(path), output / path
        if task is None:
            found.append(_unknown(target, path, known))
            continue
        if refused := _refused(task, target):
            found.append(refused)
            continue
        before = kept.get(path)
        if before and digest(target) in {None, before.sha256}:
            found.append(note("frozen", f"'{target}' is frozen already, since {before.since[:10]}"))
            continue
        if store.state(output, path, manifest) != "edited":
            hint = "edit it in Word first, then freeze it; until then every build makes it from the profile"
            found.append(error("nothing-to-keep", f"nobody edited '{target}'", None, hint))
            continue
        try:
            data = regular_bytes(target)
            history.keep(folder, history.origin_of(folder, target), data, "frozen as it is", now)
            row = Frozen(path, sha256(data), now.isoformat(timespec="seconds"), said_of(task, now.date()))
            freeze(folder, row, data)
        except (OSError, ChangedMeanwhileError) as failure:
            found.append(unwritten(target, failure))
            continue
        text = "; what you write in statements/ no longer reaches it" if task.final else ""
        message = f"'{target}' is frozen: builds leave it as it is and make its PDF from it{text}"
        found.append(note("frozen", message, None, f"to undo that: '{command('discard', folder, target)}'"))
    return found


def discard(
    folder: Path, output: Path, tasks: Iterable[Task], paths: Sequence[str], manifest: Manifest, now: datetime.datetime
) -> list[Diagnostic]:
    """Give up what a person made of the DOCX at each of `paths`: it goes to the history, and is made anew."""
    known, kept = _documents(tasks), frozen(folder)[0]
    found: list[Diagnostic] = []
    for path in paths:
        task, target, one = known.get(path), output / path, kept.get(path)
        if task is None and one is None:
            found.append(_unknown(target, path, known))
        elif refused := _refused(task, target):
            found.append(refused)
        elif one is None and store.state(output, path, manifest) != "edited":
            found.append(error("nothing-to-keep", f"nobody edited '{target}': there is nothing to discard"))
        else:
            try:
                found.append(_discarded(folder, target, one, now))
            except (OSError, ChangedMeanwhileError) as failure:
                found.append(unwritten(target, failure))
    return found


def _discarded(folder: Path, target: Path, one: Frozen | None, now: datetime.datetime) -> Diagnostic:
    """Take `target` away once it is in the history, or what was frozen of it; then lift the freeze.

    Raises OSError and ChangedMeanwhileError; until the freeze is lifted, a build puts the frozen document back.
    """
    have = digest(target)
    data = regular_bytes(target) if have is not None else _frozen_text(folder, one)
    hint = None
    if data is not None:
        reason = "discarded, to be made anew from the profile"
        copy = history.keep(folder, history.origin_of(folder, target), data, reason, now)
        hint = f"to bring back what it held: 'assembler history restore {copy.id}'"
    if have is not None:
        store.remove(target, have)
    if one is not None:
        thaw(folder, one.path)
    return note("discarded", f"'{target}' is made anew from the profile by the next build", None, hint)


def _frozen_text(folder: Path, one: Frozen | None) -> bytes | None:
    """The DOCX that `one` holds; None where nobody can read it any more."""
    try:
        return text_of(folder, one) if one else None
    except OSError:
        return None


def _documents(tasks: Iterable[Task]) -> dict[str, Task]:
    """The documents that are made as DOCX, by path."""
    return {docx_of(task): task for task in tasks if "docx" in task.paths}


def _refused(task: Task | None, file: Path) -> Diagnostic | None:
    """Why the DOCX of `task` cannot be frozen or discarded now."""
    if task is not None and task.draft:
        hint = "'assembler pull' takes over what was typed there, as every build does"
        return error("usage", f"'{file}' is a draft, which is yours to write in as it is", None, hint)
    if lock := editor_lock(file):
        hint = f"close it, then try again (if it is not open, delete '{lock.name}')"
        return error("edited-kept", f"'{file}' is open in an editor: nothing was done", None, hint)
    return None


def _unknown(file: Path, path: str, known: Mapping[str, Task]) -> Diagnostic:
    names = {name: task.name for name, task in known.items() if not task.draft}
    hint = suggest(path, [*names, *names.values()]) or f"the documents are: {', '.join(sorted(names.values()))}"
    return error("usage", f"'{file}' is no document that a build makes", None, hint)
