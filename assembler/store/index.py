"""The index of a history: one line of JSON for each thing that was kept. The lowest layer of `store.history`."""

from __future__ import annotations

import datetime
import errno
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembler.store.atomic import RefusedError
from assembler.store.base import encoded, regular_bytes

INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: `when` is in UTC, `size` in bytes, `origin` empty where it is unknown."""

    when: datetime.datetime
    origin: str
    reason: str
    sha256: str
    size: int


def append(home: Path, row: Row, name: str) -> None:
    """Add `row`, whose bytes the file `name` holds, to the index in `home`: in one write at its end, synced.

    There is no lock: that of a build refuses at once, and what must be kept cannot wait. Lines of two processes do not
    mix, since each is one write, and begins with its line break: half a line before it stays by itself.

    Raises OSError where it cannot be written, or not in full.
    """
    index = home / INDEX
    if os.path.lexists(index) and not stat.S_ISREG(index.lstat().st_mode):
        raise RefusedError(f"'{index}' is not a file", "move it away, then try again")
    values = {"when": row.when.isoformat(), "origin": row.origin, "reason": row.reason}
    line = b"\n" + encoded({**values, "sha256": row.sha256, "size": row.size, "file": name})
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(index, flags, 0o666)
    try:
        if os.write(descriptor, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rows(home: Path) -> tuple[list[Row], list[int]]:
    """The entries of the index in `home`, in their order, and the numbers of the lines that cannot be read.

    Nothing where there is no index. Raises OSError where it cannot be read at all.
    """
    if not os.path.lexists(home / INDEX):
        return [], []
    held, bad = [], []
    for number, line in enumerate(regular_bytes(home / INDEX).split(b"\n"), start=1):
        try:
            if line.strip():
                held.append(_row(json.loads(line)))
        except (ValueError, TypeError, KeyError, RecursionError):
            bad.append(number)
    return held, bad


def _row(whole: Mapping[str, Any]) -> Row:
    texts = [whole[name] for name in ("when", "origin", "reason", "sha256")]
    if not all(isinstance(text, str) for text in texts) or type(whole["size"]) is not int:
        raise TypeError("a value is of the wrong type")
    moment, origin, reason, sha = texts
    when = datetime.datetime.fromisoformat(moment)
    # What no system can have as a path came from elsewhere.
    path = os.fsencode(origin)
    if when.utcoffset() != datetime.timedelta(0) or not re.fullmatch(r"[0-9a-f]{64}", sha) or b"\0" in path:
        raise ValueError("not a time in UTC, a hash or a path")
    return Row(when, origin, reason, sha, whole["size"])
