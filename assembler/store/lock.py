"""One build at a time in a folder: the lock that `build` holds from reading the manifest until it is written."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assembler.diagnostics import Diagnostic, error
from assembler.store.atomic import make_folder, unwritable

LOCK = ".lock"

_held: set[int] = set()


def _release_in_child() -> None:
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


# A worker forked during the build would share the lock, and keep it should it outlive a killed build.
os.register_at_fork(after_in_child=_release_in_child)


@contextmanager
def lock(folder: Path) -> Iterator[Diagnostic | None]:
    """Hold `folder`, which is created where missing, for one build.

    Gives None where the lock is held, else at once the diagnostic (`locked` or `output-unwritable`); the caller then
    writes nothing. The system lets go of the lock when the process ends, however it ends, so none is ever stale.
    """
    path = folder / LOCK
    try:
        make_folder(folder)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as failure:
        yield unwritable(path, failure)
        return
    _held.add(descriptor)
    try:
        yield _acquire(descriptor, path)
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


def _acquire(descriptor: int, path: Path) -> Diagnostic | None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        by = f"another build (process {holder})" if holder.isdecimal() else "another build"
        return error("locked", f"{by} is writing to '{path.parent}'", hint="wait until it is done, then build again")
    except OSError as failure:
        # The number of the process is only told to others: a full disk must not stop a lock that is held.
        return None if failure.errno in (errno.ENOSPC, errno.EDQUOT) else unwritable(path, failure)
    return None
