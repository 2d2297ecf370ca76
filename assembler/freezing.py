"""Freezing: a document that a person edited in Word and keeps as it is; its PDF is made from their DOCX."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from assembler import office, store
from assembler.diagnostics import Diagnostic, note, warning
from assembler.schema.dates import PartialDate
from assembler.store import Manifest, Output, history
from assembler.store.atomic import UNPROVEN, ChangedMeanwhileError, RefusedError, digest, sha256, unwritable
from assembler.store.base import regular_bytes
from assembler.store.beside import command, editor_lock
from assembler.store.frozen import Frozen, freeze, frozen, held
from assembler.tasks import Task
from assembler.views import plain


@dataclass
class Thawing:
    """What is frozen as a build begins, by path of its DOCX.

    `once` is what was done, to be told by this build alone; `adopted` are the hashes, by path, of files that may count
    as ours: what they hold is kept.
    """

    frozen: dict[str, Frozen] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    once: list[Diagnostic] = field(default_factory=list)
    adopted: dict[str, str] = field(default_factory=dict)


@dataclass
class Made:
    """The files of a frozen document, what is to be said of it, and whether its PDF had to be made.

    `absent` are those of its files that are not made now, on purpose or for want of LibreOffice.
    """

    outputs: list[Output] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    rendered: bool = False


def docx_of(task: Task) -> str:
    """Where the DOCX of `task` is, or would be."""
    return PurePosixPath(next(iter(task.paths.values()))).with_suffix(".docx").as_posix()


def said_of(task: Task, day: datetime.date) -> str:
    """A hash of what the profile has to say in the document of `task` on `day`: time alone changes nothing."""
    view, _ = task.view(PartialDate.of(day), frozenset())
    return hashlib.sha256(json.dumps(plain(view), default=str, sort_keys=True).encode()).hexdigest()


def text_of(folder: Path, one: Frozen) -> bytes:
    """The DOCX that `one` holds, from the history where that is gone. Raises OSError where neither has it."""
    try:
        return held(folder, one)
    except OSError:
        for kept in history.entries(folder):
            if kept.sha256 == one.sha256 and kept.path is not None:
                return history.read(folder, kept.id)
        raise


def unwritten(file: Path, failure: OSError | ChangedMeanwhileError) -> Diagnostic:
    """The diagnostic for a `file` that could not be kept, or be written."""
    if isinstance(failure, ChangedMeanwhileError):
        failure = RefusedError("another program keeps changing it", "close that program, then try again")
    return unwritable(file, failure)


def thawed(folder: Path, output: Path, manifest: Manifest, now: datetime.datetime, *, write: bool = True) -> Thawing:
    """What is frozen of the applicant in `folder`; a DOCX in `output` that was edited again is frozen as it is now.

    Without `write` it is only told.
    """
    rows, found = frozen(folder)
    made = Thawing(dict(rows), found)
    for path, one in rows.items():
        target = output / path
        have = digest(target)
        if have is None or have in manifest.known(path):
            continue
        if have == one.sha256:
            made.adopted[path] = have
        elif lock := editor_lock(target):
            message = f"'{target}' is open in an editor ('{lock.name}'): what is typed there waits"
            made.found.append(warning("edited-kept", message, None, "close it, then build again"))
        elif not write and have != UNPROVEN:
            made.adopted[path] = have
            made.found.append(note("frozen", f"'{target}' was edited again: the next build freezes it as it is then"))
        elif write:
            try:
                made.frozen[path] = _refrozen(folder, target, one, now)
            except (OSError, ChangedMeanwhileError) as failure:
                made.found.append(unwritten(target, failure))
                continue
            made.adopted[path] = made.frozen[path].sha256
            made.once.append(note("frozen", f"'{target}' was edited again: it is frozen as it is now"))
    return made


def _refrozen(folder: Path, target: Path, one: Frozen, now: datetime.datetime) -> Frozen:
    """Freeze what `target` holds now, in place of what `one` holds. Raises OSError and ChangedMeanwhileError."""
    data = regular_bytes(target)
    history.keep(folder, history.origin_of(folder, target), data, "edited again after it was frozen", now)
    anew = replace(one, sha256=sha256(data))
    freeze(folder, anew, data)
    return anew


def outputs_of(
    task: Task,
    one: Frozen,
    folder: Path,
    output: Path,
    manifest: Manifest,
    to_pdf: Callable[[bytes], office.Made],
    *,
    force: bool = False,
) -> Made:
    """The files of `task`, which a person froze: their DOCX, and the PDF that `to_pdf` makes of it.

    `to_pdf` is asked where the DOCX or LibreOffice is another one than last time, or where `force` says so.
    """
    made, whole = Made(), output / one.path
    give_up = f"'{command('discard', folder, whole)}'"
    try:
        data = text_of(folder, one)
    except OSError as failure:
        message = f"'{whole}': what was frozen cannot be read: {failure.strerror or failure}"
        hint = f"put the file back into .history/ from a backup; or {give_up}"
        made.found.append(warning("frozen-lost", message, None, hint))
        return made
    made.found += [*_told(task, one, whole, give_up), *_revised(data, whole)]
    for form, path in task.paths.items():
        blank = Output(
            path=path,
            document=task.document,
            format=form,
            draft=False,
            data=None,
            fingerprint=_fingerprint(one, form),
            date=one.since[:10],
            program=task.program,
            referee=task.referee,
        )
        kept = _kept(blank, one, output, manifest)
        if form == "docx":
            # What waits in an editor is left alone: the next build sees to it.
            if digest(whole) in {None, one.sha256, *manifest.known(path)}:
                made.outputs.append(kept or replace(blank, data=data))
            else:
                made.absent.append(path)
        elif form == "txt":
            message = f"there is no text to paste of '{whole}': it is frozen, and its length is not checked"
            hint = f"paste from the DOCX itself, or bring the change into statements/ and then {give_up}"
            made.found.append(warning("frozen-without-text", message, None, hint))
            made.absent.append(path)
        elif kept and kept.fingerprint == blank.fingerprint and not force:
            made.outputs.append(kept)
        else:
            try:
                pdf = to_pdf(data)
            except office.OfficeError as failure:
                if kept:
                    made.outputs.append(kept)
                else:
                    made.absent.append(path)
                    made.found.append(_without_pdf(output, path, whole, manifest, failure, give_up))
            else:
                made.outputs.append(replace(blank, data=pdf.data, pages=pdf.pages))
                made.rendered = True
    return made


def _fingerprint(one: Frozen, form: str) -> str:
    """That of the DOCX is its own hash: it tells the store that a person made it."""
    if form == "docx":
        return one.sha256
    return f"{one.sha256}-{hashlib.sha256(office.identity().encode()).hexdigest()[:16]}"


def _kept(blank: Output, one: Frozen, output: Path, manifest: Manifest) -> Output | None:
    """The output as it lies there where it was made of what is frozen, by this LibreOffice or by another one."""
    rows = [row for row in store.rows(manifest, blank.path) if row.path == blank.path]
    for row in rows:
        made_of_it = row.fingerprint == blank.fingerprint or row.fingerprint.startswith(f"{one.sha256}-")
        if made_of_it and digest(output / row.path) == row.sha256:
            return replace(blank, fingerprint=row.fingerprint, pages=row.pages)
    return None


def _told(task: Task, one: Frozen, whole: Path, give_up: str) -> list[Diagnostic]:
    """That the document of `task` is frozen, and whether the profile says something else by now."""
    since = datetime.datetime.fromisoformat(one.since)
    beside = ", and the pack of that referee goes on holding the profile's" if task.document == "briefing" else ""
    message = f"'{whole}' is frozen since {since:%Y-%m-%d}: it is as you left it{beside}"
    hint = f"to have it made from the profile again: {give_up}"
    if said_of(task, since.date()) == one.said:
        return [note("frozen", message, None, hint)]
    source = "your text in statements/" if task.final else "the profile"
    return [warning("frozen", f"{message}; what {source} would put there is something else by now", None, hint)]


_REVISIONS = ("ins", "del", "moveFrom", "moveTo")


def _revised(data: bytes, whole: Path) -> list[Diagnostic]:
    """A warning where tracked changes would be seen by whoever gets the document."""
    from assembler.statements.package import Package, W, open_docx  # noqa: PLC0415 - loads lxml, and many a build reads no draft

    package = open_docx(data)
    if not isinstance(package, Package):
        return []
    revisions = [f"{W}{name}" for name in _REVISIONS]
    if all(next(part.iter(*revisions), None) is None for part in package.parts.values()):
        return []
    message = f"'{whole}' holds tracked changes, and its PDF shows them as they are marked"
    return [warning("frozen-revised", message, None, "accept or reject them in Word, save, then build again")]


def _without_pdf(
    output: Path, path: str, whole: Path, manifest: Manifest, failure: office.OfficeError, give_up: str
) -> Diagnostic:
    """A warning that there is no PDF; a note where a person put one there themselves."""
    if store.state(output, path, manifest) == "edited":
        message = f"'{output / path}' is yours and is left as it is: {failure}"
        return note("frozen-without-pdf", message, None, "save it from Word again whenever you edit the DOCX")
    hint = f"{failure.hint}; or save the DOCX as PDF in Word, under that name; or {give_up}"
    return warning("frozen-without-pdf", f"there is no PDF of '{whole}', which is frozen: {failure}", None, hint)


def withdrawn(
    folder: Path, output: Path, paths: Iterable[str], manifest: Manifest, now: datetime.datetime
) -> list[Diagnostic]:
    """Put those of `paths` that we made into the history: left there, they would pass for a frozen document's.

    They are kept although they can be made again, since somebody may have sent one.
    """
    found: list[Diagnostic] = []
    for path in paths:
        target = output / path
        if path.endswith(".docx") or store.state(output, path, manifest) != "ours":
            continue
        try:
            data = regular_bytes(target)
            reason = "it did not say what the frozen document beside it says"
            copy = history.keep(folder, history.origin_of(folder, target), data, reason, now)
            store.remove(target, sha256(data))
        except (OSError, ChangedMeanwhileError) as failure:
            found.append(unwritten(target, failure))
            continue
        message = f"'{target}' said something else than the frozen document beside it: it is in the history now"
        found.append(note("frozen-withdrawn", message, None, f"'assembler history restore {copy.id}' brings it back"))
    return found
