"""Files written whole or not at all, and read to tell whose they are. The lowest layer of the store."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from pathlib import Path

from assembler.diagnostics import Diagnostic, error

UNPROVEN = ""
"""Stands for the hash of what lies at a path but cannot be read as a regular file; equal to no hash."""

_TEMPORARY = re.compile(r"\.assembler-[0-9a-f]{16}\.tmp")

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EISDIR}
"""What file systems answer on which a folder cannot be synced; the file itself was."""


class ChangedMeanwhileError(Exception):
    """What lay at the path was changed by somebody else between looking and writing."""


class RefusedError(OSError):
    """A path that the store does not write to; `reason` and `hint` as in a diagnostic."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def sha256(data: bytes) -> str:
    """The hash of `data` in lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str | None:
    """The hash of the file at `path`; None where nothing is, `UNPROVEN` for links, folders and what cannot be read.

    Raises OSError where not even that can be told (a name that is too long).
    """
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(mode):
        return UNPROVEN
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError:
        return UNPROVEN


def write_atomic(path: Path, data: bytes, expected: str | None) -> None:
    """Put `data` at `path`: a temporary file in the same folder, synced, moved over the name, the folder synced.

    `expected` is the hash of what may be replaced (see `digest`), None where nothing may be there yet.

    Raises ChangedMeanwhileError where something else is there by now, OSError where it cannot be written; either way
    the temporary file is gone. After an OSError from syncing the folder the new file may already be in place.
    """
    make_folder(path.parent)
    temporary = path.parent / f".assembler-{secrets.token_hex(8)}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            with contextlib.suppress(OSError):
                # What only its owner may read stays so.
                os.fchmod(descriptor, stat.S_IMODE(path.stat().st_mode))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        # Looked at again as late as can be: a person may have saved while the temporary file was synced.
        _require(path, expected)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _require(path: Path, expected: str | None) -> None:
    if digest(path) != expected:
        raise ChangedMeanwhileError(path)


def remove(path: Path, expected: str) -> None:
    """Take the file at `path` away. Raises ChangedMeanwhileError where its hash is not `expected`, OSError."""
    _require(path, expected)
    path.unlink()
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Create `folder` and what is missing above it, each synced into the one that holds it. Raises OSError."""
    if folder.is_dir() or folder == folder.parent:
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last through a power cut, where the file system can. Raises OSError."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as failure:
        if failure.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed build left under `folder`; what cannot be removed stays.

    Only under the lock: another build's temporary files look the same.
    """
    for parent, _folders, files in os.walk(folder):
        for name in files:
            if _TEMPORARY.fullmatch(name):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()


_MENDS: dict[int | None, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "free some space, then build again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, then build again"),
    errno.EROFS: ("the disk is read-only", "choose another folder with -o"),
    errno.EACCES: ("permission is denied", "allow writing with 'chmod u+w', or choose another folder with -o"),
    errno.EPERM: ("it is not permitted", "make the file and its folder writable, or choose another folder with -o"),
    errno.EISDIR: ("a folder lies where the file should be", "move that folder away, then build again"),
    errno.ENOTDIR: ("a file lies where a folder should be", "move that file away, then build again"),
    errno.EEXIST: ("a file lies where a folder should be", "move that file away, then build again"),
    errno.ENAMETOOLONG: ("the name is too long", "shorten the program's file name, or choose a shorter folder with -o"),
    errno.EIO: ("the disk reports a fault", "check the disk, or choose another folder with -o"),
}


def unwritable(path: Path, failure: OSError) -> Diagnostic:
    """The diagnostic for a `path` that could not be written."""
    if isinstance(failure, RefusedError):
        reason, hint = failure.reason, failure.hint
    else:
        fallback = (failure.strerror or "the system refused"), "choose another folder with -o"
        reason, hint = _MENDS.get(failure.errno, fallback)
    return error("output-unwritable", f"'{path}' cannot be written: {reason}", hint=hint)
