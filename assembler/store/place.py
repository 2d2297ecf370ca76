"""Writing a build's outputs: what is ours is replaced, what is a person's is kept, and the manifest comes last."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from assembler.diagnostics import Diagnostic, has_errors
from assembler.store.atomic import (
    UNPROVEN,
    ChangedMeanwhileError,
    RefusedError,
    digest,
    sha256,
    sweep,
    unwritable,
    write_atomic,
)
from assembler.store.beside import candidates, editor_lock, is_docx, keep_copy, kept, left_alone, siblings
from assembler.store.lock import LOCK
from assembler.store.manifest import JOURNAL, MANIFEST, Manifest, Output, Recorded, family, inside, journal_text
from assembler.store.whose import edited_at

Action = Literal["new", "updated", "unchanged", "beside", "kept", "removed"]

_TRIES = 3
"""How often an output is looked at anew because somebody changed it between looking and writing."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was done about the file at `path`, which is `output` itself or stands beside it.

    `new` and `updated` files were written in place, `beside` ones beside a person's DOCX, `kept` ones are copies of a
    person's file, `removed` ones were new versions no longer needed; `unchanged` files were not touched.
    """

    path: str
    output: str
    action: Action


def write_outputs(
    folder: Path,
    outputs: Sequence[Output],
    manifest: Manifest,
    inputs: Mapping[str, Any],
    profile: Path | None = None,
) -> tuple[Manifest, list[Written], list[Diagnostic]]:
    """Put `outputs` into `folder` and record them; what `manifest` holds beside them stays recorded.

    `profile` is the folder of the applicant, to name commands.

    To be called under the lock, with the manifest read under it. An output that cannot be written gets
    `output-unwritable` and does not stop the others; then `inputs` are not recorded, so that the next build tries
    again. Raises ValueError where two outputs claim one file, a defect of the caller.
    """
    _refuse_clashes(outputs)
    sweep(folder)
    pending = _announced(outputs, manifest)
    if pending != manifest.pending:
        # Without the journal a crash would make our own files look like a person's: then rather none is written.
        try:
            _write_own(folder / JOURNAL, journal_text(pending))
        except (OSError, ChangedMeanwhileError) as failure:
            return manifest, [], [_unwritten(folder / JOURNAL, failure)]
    placing = _Placing(folder, replace(manifest, pending=pending), outputs, profile)
    for output in outputs:
        placing.place(output)
    rows = tuple(sorted(placing.rows.values(), key=lambda row: row.path))
    merged = Manifest(rows, {} if has_errors(placing.found) else inputs, pending)
    try:
        _write_own(folder / MANIFEST, merged.text(), keep=manifest.damaged)
    except (OSError, ChangedMeanwhileError) as failure:
        return merged, placing.written, [*placing.found, _unwritten(folder / MANIFEST, failure)]
    left = _unrecorded(folder, merged)
    # A journal that says too much does no harm: all its hashes are of files that we made.
    with contextlib.suppress(OSError, ChangedMeanwhileError):
        if left:
            _write_own(folder / JOURNAL, journal_text(left))
        else:
            (folder / JOURNAL).unlink(missing_ok=True)
    return replace(merged, pending=left), placing.written, placing.found


class _Placing:
    """One build's outputs on their way to disk, and what has come of them so far."""

    def __init__(
        self, folder: Path, manifest: Manifest, outputs: Sequence[Output], profile: Path | None = None
    ) -> None:
        self.folder = folder
        self.profile = profile
        self.manifest = manifest
        self.rows: dict[str, Recorded] = {row.path: row for row in manifest.outputs}
        self.paths = self.rows.keys() | {output.path for output in outputs}
        self.written: list[Written] = []
        self.found: list[Diagnostic] = []

    def place(self, output: Output) -> None:
        """Put `output` in its place, or beside it; whatever goes wrong becomes a diagnostic."""
        for attempt in range(1, _TRIES + 1):
            try:
                target = _target(self.folder, output.path)
                if output.data is None:
                    self._leave(output, target)
                else:
                    self._put(output, output.data, target)
            except ChangedMeanwhileError as failure:
                if attempt == _TRIES:
                    self.found.append(_unwritten(self.folder / output.path, failure))
            except OSError as failure:
                self.found.append(_unwritten(self.folder / output.path, failure))
                return
            else:
                return

    def _leave(self, output: Output, target: Path) -> None:
        """Leave an unchanged output as it is recorded, and what a person made of it."""
        row, have = self.rows.get(output.path), digest(target)
        if row is not None and have == row.sha256:
            self._note(output.path, output, "unchanged")
            self._tidy(output, output.path)
            return
        whole = [one for one in self.rows.values() if family(one.path) == output.path]
        held = [one for one in whole if one.fingerprint == output.fingerprint]
        latest = next((one.path for one in held if digest(self.folder / one.path) == one.sha256), None)
        if have is None or not held:
            self.found.extend(edited_at(self.folder, output.path, self.manifest, self.paths, self.profile))
            return
        # A person began from this very version, or it stands beside theirs; what else stands there has had its time.
        self._note(latest or output.path, output, "unchanged")
        self._left_alone(output.path, latest)
        self._tidy(output, latest)

    def _put(self, output: Output, data: bytes, target: Path) -> None:
        new, have, known = sha256(data), digest(target), self.manifest.known(output.path)
        action: Action = "unchanged" if have == new else "new" if have is None else "updated"
        theirs = have is not None and have not in known
        row = self.rows.get(output.path)
        if theirs and is_docx(output.path) and row is not None and row.sha256 == new:
            # They began from this very version: the same again beside it would help nobody.
            self.rows[output.path] = _row(output, output.path, new)
            self._leave(output, target)
            return
        if action == "updated" and is_docx(output.path) and (theirs or editor_lock(target)):
            self._put_beside(output, data, theirs=theirs)
            return
        if have is not None and theirs and have != new:
            copy = keep_copy(target, have)
            self.found.append(kept(target, copy))
            self._note(output.path.removesuffix(target.name) + copy.name, output, "kept")
        if have != new:
            _write(target, data, have)
        self.rows[output.path] = _row(output, output.path, new)
        self._note(output.path, output, action)
        self._tidy(output, output.path)

    def _put_beside(self, output: Output, data: bytes, *, theirs: bool) -> None:
        """Write a new version beside a DOCX that is theirs, or open; the record of the DOCX itself stays."""
        new, known = sha256(data), self.manifest.known(output.path)
        beside = None
        try:
            for path in candidates(output.path):
                target = self.folder / path
                have = digest(target)
                if have == new:
                    action: Action = "unchanged"
                elif have is None or (have in known and not editor_lock(target)):
                    _write(target, data, have)
                    action = "beside"
                else:
                    continue
                beside = path
                self.rows[path] = _row(output, path, new)
                self._note(path, output, action)
                break
        finally:
            # Said even where the new version cannot be written.
            self._left_alone(output.path, beside, ours=not theirs)
        self._tidy(output, beside)

    def _tidy(self, output: Output, latest: str | None) -> None:
        """Remove new versions beside `output` but for the `latest`; one that a person edited stays and is named."""
        known, there = self.manifest.known(output.path), siblings(self.folder, output.path)
        for path in there:
            target = self.folder / path
            if path == latest or editor_lock(target):
                continue
            if (have := digest(target)) is not None and have not in known:
                self._left_alone(path, None)
                continue
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
                self.rows.pop(path, None)
                self._note(path, output, "removed")
        for row in self.manifest.versions(output.path):
            if row.path not in {output.path, latest, *there}:
                self.rows.pop(row.path, None)

    def _left_alone(self, path: str, beside: str | None, *, ours: bool = False) -> None:
        self.found.append(left_alone(self.folder, path, self.paths, beside, ours=ours, profile=self.profile))

    def _note(self, path: str, output: Output, action: Action) -> None:
        self.written.append(Written(path, output.path, action))


def _row(output: Output, path: str, sha: str) -> Recorded:
    return Recorded(
        path=path,
        document=output.document,
        program=output.program,
        referee=output.referee,
        format=output.format,
        draft=output.draft,
        sha256=sha,
        fingerprint=output.fingerprint,
        date=output.date,
        pages=output.pages,
        words=output.words,
        characters=output.characters,
    )


def _refuse_clashes(outputs: Sequence[Output]) -> None:
    taken = {MANIFEST, JOURNAL, LOCK}
    for output in outputs:
        name = output.path.casefold()
        if name in taken or family(output.path) != output.path:
            raise ValueError(f"the path '{output.path}' is taken")
        taken.add(name)


def _announced(outputs: Sequence[Output], manifest: Manifest) -> dict[str, frozenset[str]]:
    """The journal: by output the hashes that the manifest does not hold and this build, or one cut short, may write."""
    pending = dict(manifest.pending)
    for output in outputs:
        if output.data is not None and (new := sha256(output.data)) not in manifest.known(output.path):
            pending[output.path] = pending.get(output.path, frozenset()) | {new}
    return pending


def _unrecorded(folder: Path, manifest: Manifest) -> dict[str, frozenset[str]]:
    """What of the journal is on disk without being in the manifest: outputs of other builds, or that failed halfway."""
    left = {}
    for name, hashes in manifest.pending.items():
        recorded = {row.sha256 for row in manifest.versions(name)}
        there: set[str | None] = set()
        for path in [name, *siblings(folder, name)]:
            with contextlib.suppress(OSError):
                there.add(digest(folder / path))
        rest = (hashes if UNPROVEN in there else hashes & there) - recorded
        if rest:
            left[name] = rest
    return left


def _target(folder: Path, path: str) -> Path:
    """Where `path` is on disk. Raises OSError where something other than a file of this folder is there."""
    target = folder / path
    root = os.path.realpath(folder)
    if not inside(path) or os.path.commonpath([root, os.path.realpath(target.parent)]) != root:
        raise RefusedError("it leads out of the output folder", "replace the link on the way by a folder")
    try:
        mode = target.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return target
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise RefusedError("a link or a device lies there, not a file", "move it away, then build again")
    return target


def _write(target: Path, data: bytes, have: str | None) -> None:
    """Write one output over what we know to be there. Raises as `write_atomic`, and where it is write-protected."""
    if have is not None and not target.stat().st_mode & stat.S_IWUSR:
        raise RefusedError("it is write-protected", "allow writing with 'chmod u+w', or move it away")
    write_atomic(target, data, have)


def _write_own(path: Path, text: str, *, keep: bool = False) -> None:
    """Write a file of the store's own where it differs, after a copy of what is there if that is to be kept."""
    data = text.encode()
    have = digest(path)
    if have == sha256(data):
        return
    if keep and have is not None:
        keep_copy(path, have)
    write_atomic(path, data, have)


def _unwritten(path: Path, failure: OSError | ChangedMeanwhileError) -> Diagnostic:
    if isinstance(failure, ChangedMeanwhileError):
        failure = RefusedError("another program keeps changing it", "close that program, then build again")
    return unwritable(path, failure)
