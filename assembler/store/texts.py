"""Texts that a person keeps in the profile: read, and replaced only once what they held is in the history."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from assembler.store import history
from assembler.store.atomic import ChangedMeanwhileError, digest, sha256, write_atomic


def held(path: Path) -> bytes:
    """What the file at `path` holds; nothing where there is none. Raises OSError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def replace(
    folder: Path, path: Path, data: bytes, reason: str, when: datetime.datetime, over: bytes | None = None
) -> bool:
    """Put `data` into the file at `path` of the profile in `folder`; whether that changed it.

    `over` is what `data` was made from, where that is known: only that is replaced. Raises OSError, and
    ChangedMeanwhileError where another program writes to it at the same moment.
    """
    # Where a person put a link to their text, the text is meant.
    path = path.resolve()
    before, expected = held(path), digest(path)
    if over is not None and before != over:
        raise ChangedMeanwhileError(path)
    if data == before:
        return False
    if before:
        history.keep(folder, history.origin_of(folder, path), before, reason, when)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data, expected)
    return True


def remove(folder: Path, path: Path, reason: str, when: datetime.datetime) -> None:
    """Take the file at `path` away, if there is one. Raises OSError."""
    if before := held(path):
        history.keep(folder, history.origin_of(folder, path), before, reason, when)
        path.unlink()


def keep_all(folder: Path, paths: Iterable[Path], reason: str, when: datetime.datetime) -> None:
    """Keep what the files at `paths` hold, each once, so that what their writer deletes later can be found again.

    Raises OSError.
    """
    known = {one.sha256 for one in history.entries(folder)}
    for path in paths:
        data = held(path)
        if data and sha256(data) not in known:
            history.keep(folder, history.origin_of(folder, path), data, reason, when)
