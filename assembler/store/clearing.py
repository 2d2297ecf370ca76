"""Clearing: files that nothing asks for any more are removed where they are proven ours, their records after them."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from assembler import glance
from assembler.diagnostics import Diagnostic, error
from assembler.store.atomic import (
    ChangedMeanwhileError,
    digest,
    remove,
    sweep,
    sync_folder,
    unwritable,
    write_atomic,
)
from assembler.store.beside import editor_lock, is_docx
from assembler.store.lock import LOCK
from assembler.store.manifest import JOURNAL, MANIFEST, Manifest, Recorded, inside
from assembler.store.whose import stale, state

Standing = Literal["ours", "removed", "stuck", "absent", "twin", "edited", "frozen", "open", "linked", "protected"]
"""How a file that nothing asks for stands.

`ours`: as we wrote it; it becomes `removed`, or `stuck` where the system refuses. `absent`: gone before. `twin`: a file
that is asked for, under another spelling, where capitals do not count. All others stay: `edited` by a person, or of
unknown origin; `frozen` by a person, or made of what is; `open` in an editor; `linked`: a link, or behind one;
`protected` against writing.
"""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A file that nothing asks for; `row` is None where only the journal of a build that was cut short knows it."""

    path: str
    standing: Standing
    row: Recorded | None = None

    @property
    def stays(self) -> bool:
        """Whether it is there, and is not removed."""
        return self.standing not in ("ours", "removed", "absent", "twin")


def is_recorded(folder: Path) -> bool:
    """Whether anything tells what in `folder` is ours."""
    return any(os.path.lexists(folder / name) for name in (MANIFEST, JOURNAL))


def left_over(folder: Path, manifest: Manifest, asked: Collection[str], frozen: Iterable[str] = ()) -> list[LeftOver]:
    """The files of `manifest` that are not among `asked`, the paths of a whole build, nor stand beside one of them.

    `frozen` are the DOCX that a person froze.
    """
    rows = {row.path: row for row in stale(manifest, asked)}
    known = {*asked, *(row.path for row in manifest.outputs)}
    cut_short = [path for path in manifest.pending if path not in known and not is_docx(path) and inside(path)]
    # Should nobody know any more what is frozen, the records do.
    noted = (row.path for row in rows.values() if row.sha256 == row.fingerprint)
    held = {*frozen, *(path for path in noted if state(folder, path, manifest) != "absent")}
    spelt = {_folded(path): path for path in asked}
    return [
        LeftOver(path, _standing(folder, path, manifest, held, spelt.get(_folded(path))), rows.get(path))
        for path in sorted([*rows, *cut_short])
    ]


def clear(folder: Path, manifest: Manifest, files: Sequence[LeftOver]) -> tuple[list[LeftOver], list[Diagnostic]]:
    """Remove those of `files` that are ours, the folders that this leaves empty, then their records.

    To be called under the lock, with the manifest read under it. Wherever it is cut short, the manifest holds at most
    files that are gone, and doing it again ends it. What cannot be removed gets `output-unwritable`.
    """
    sweep(folder)
    done: list[LeftOver] = []
    refused: dict[str, list[LeftOver]] = {}
    for one in files:
        after, reason = _removed(folder, manifest, one) if one.standing == "ours" else (one, None)
        done.append(after)
        if reason is not None:
            refused.setdefault(reason, []).append(after)
    found = [_refused(folder, reason, stuck) for reason, stuck in refused.items()]
    _fold(folder, [one.path for one in done if one.standing in ("removed", "absent")])
    gone = {one.path for one in done if one.standing in ("removed", "absent", "twin")}
    rows = tuple(row for row in manifest.outputs if row.path not in gone)
    if len(rows) < len(manifest.outputs):
        path = folder / MANIFEST
        try:
            write_atomic(path, replace(manifest, outputs=rows).text().encode(), digest(path))
        except OSError as failure:
            found.append(unwritable(path, failure))
        except ChangedMeanwhileError:
            hint = "close that program, then clean again"
            found.append(
                error("output-unwritable", f"'{path}' cannot be written: another program changes it", None, hint)
            )
    return done, found


def abandon(folder: Path) -> None:
    """Remove what the store itself keeps in `folder`, and the folder if nothing else is there.

    To be called under the lock, once the manifest holds nothing more.
    """
    for name in (JOURNAL, LOCK, glance.FILE, MANIFEST):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


# One file ----------------------------------------------------------------------------------------------


def _standing(folder: Path, path: str, manifest: Manifest, held: Collection[str], twin: str | None) -> Standing:
    target = folder / path
    if _is_linked(folder, path):
        return "linked"
    whose = state(folder, path, _proving(manifest, path))
    if whose == "absent":
        return "absent"
    if twin is not None and _is_same(target, folder / twin):
        return "twin"
    if PurePosixPath(path).with_suffix(".docx").as_posix() in held:
        return "frozen"
    if whose == "edited":
        return "edited"
    if editor_lock(target):
        return "open"
    return "ours" if _is_writable(target) else "protected"


def _proving(manifest: Manifest, path: str) -> Manifest:
    """What of `manifest` proves that the file at `path` may go.

    The journal holds what was taken over from a DOCX as well: that its text is kept is no reason to remove the file.
    """
    return replace(manifest, pending={}) if is_docx(path) else manifest


def _removed(folder: Path, manifest: Manifest, one: LeftOver) -> tuple[LeftOver, str | None]:
    """How `one` stands once it was to be removed; the reason where the system refused."""
    target = folder / one.path
    try:
        have = digest(target)
        if have is None:
            return replace(one, standing="absent"), None
        if have not in _proving(manifest, one.path).known(one.path):
            return replace(one, standing="edited"), None
        remove(target, have)
    except ChangedMeanwhileError:
        return replace(one, standing="edited"), None
    except FileNotFoundError:
        return replace(one, standing="absent"), None
    except OSError as failure:
        return replace(one, standing="stuck"), _REASONS.get(failure.errno, failure.strerror or "the system refused")
    return replace(one, standing="removed"), None


_REASONS: dict[int | None, str] = {
    errno.EACCES: "permission is denied",
    errno.EPERM: "it is not permitted",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports a fault",
}


def _refused(folder: Path, reason: str, stuck: Sequence[LeftOver]) -> Diagnostic:
    first = folder / stuck[0].path
    more = f" and {len(stuck) - 1} more" if len(stuck) > 1 else ""
    hint = f"make the folder '{first.parent}' writable, then clean again"
    return error("output-unwritable", f"'{first}'{more} cannot be removed: {reason}", None, hint)


def _is_linked(folder: Path, path: str) -> bool:
    """Whether a link lies at `path` in `folder`, or on the way there: what is behind it is not ours to remove."""
    target, root = folder / path, Path(os.path.realpath(folder))
    if Path(os.path.realpath(target.parent)) != root / PurePosixPath(path).parent:
        return True
    try:
        return target.is_symlink()
    except OSError:
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_writable(target: Path) -> bool:
    try:
        return bool(target.lstat().st_mode & stat.S_IWUSR)
    except OSError:
        return False


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(path).as_posix()).casefold()


# Folders -----------------------------------------------------------------------------------------------


def _fold(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders of `paths` below `folder` that are empty, innermost first; what cannot be removed stays."""
    for path in sorted(set(_above(paths)), key=lambda path: len(PurePosixPath(path).parts), reverse=True):
        with contextlib.suppress(OSError):
            (folder / path).rmdir()
            sync_folder((folder / path).parent)


def _above(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        yield from (parent.as_posix() for parent in PurePosixPath(path).parents if parent.name)
