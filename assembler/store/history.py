"""The history of a profile: what a person's files held before anything replaced them, and what was last written.

Part of the store, beside the outputs: in `.history/` of the profile's folder, readable without the tool.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from assembler.diagnostics import Diagnostic, Mark, warning
from assembler.store.atomic import (
    UNPROVEN,
    ChangedMeanwhileError,
    RefusedError,
    digest,
    sha256,
    sync_folder,
    write_atomic,
)
from assembler.store.base import HISTORY, Base, base, is_folder, own_folder, reason_of, regular_bytes, set_base
from assembler.store.beside import editor_lock
from assembler.store.frozen import INDEX as FROZEN
from assembler.store.index import INDEX, Row, append, rows

__all__ = [
    "Base",
    "Kept",
    "Restored",
    "base",
    "damage",
    "entries",
    "find",
    "keep",
    "origin_of",
    "place_of",
    "read",
    "restore",
    "set_base",
]

EXPLANATION = "README.txt"
EXPLAINED = """\
What files held before something replaced them, kept by assembler, which never deletes anything in here.

The name of each file tells when it was kept (UTC), what it was, and how its SHA-256 begins.
Open or copy it as any other.
index.jsonl tells for each, in the order of keeping, where it came from and why it was kept.
frozen/ holds the documents that you froze as they are, frozen.json which these are.
written/ holds what assembler last wrote into each draft, to tell what you typed from what it wrote.

'assembler history' lists, shows and restores all this.
"""

FOUND = "found, reason unknown"

_OWN = {INDEX, EXPLANATION, FROZEN}
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z_.+", re.DOTALL)
_DIGITS = 8
_TRIES = 3
"""How often a file to be replaced is looked at anew because somebody changed it between looking and writing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one file held at one time.

    `id` is how a person calls it, `when` the time of keeping in UTC. `origin` is where it came from, as `origin_of`
    gives it; empty where that is unknown. `size` is in bytes. `path` is the file that holds it now, None where there
    is none.
    """

    id: str
    when: datetime.datetime
    origin: str
    reason: str
    sha256: str
    size: int
    path: Path | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring `kept`: `changed` is whether the target was written, `replaced` what it held before."""

    kept: Kept
    changed: bool
    replaced: Kept | None


def keep(folder: Path, origin: str, data: bytes, reason: str, when: datetime.datetime) -> Kept:
    """Keep `data`, which a file held at `origin`, in the history of the profile in `folder`; each call is one entry.

    The same bytes are stored once. On return all of it is on disk.

    Raises OSError where it cannot be kept: the caller must then replace nothing.
    """
    home, sha = own_folder(folder), sha256(data)
    row = Row(when.astimezone(datetime.UTC).replace(microsecond=0), origin, reason, sha, len(data))
    path = _stored(home, sha) or _store(home, row, data)
    earlier = sum(other.sha256.startswith(sha[:_DIGITS]) for other in _rows(home))
    append(home, row, path.name)
    with contextlib.suppress(OSError, ChangedMeanwhileError):
        if digest(home / EXPLANATION) is None:
            write_atomic(home / EXPLANATION, EXPLAINED.encode(), None)
    sync_folder(home)
    return _kept(row, earlier, path)


def entries(folder: Path) -> list[Kept]:
    """All that is kept for the profile in `folder`, newest first.

    An entry's file is the one that holds its bytes, whatever its name is now. A file that no entry tells of is listed
    as `FOUND`, at the time in its name. Raises OSError where the history cannot be looked at.
    """
    home = folder / HISTORY
    if not is_folder(home):
        return []
    there = _there(home)
    told = _rows(home)
    hashes = {row.sha256 for row in told}
    found = [_found(path, sha) for sha, path in there.items() if sha not in hashes]
    earlier: Counter[str] = Counter()
    kept = []
    for row in [*told, *found]:
        kept.append(_kept(row, earlier[row.sha256[:_DIGITS]], there.get(row.sha256)))
        earlier[row.sha256[:_DIGITS]] += 1
    kept.reverse()
    return sorted(kept, key=lambda one: one.when, reverse=True)


def damage(folder: Path) -> list[Diagnostic]:
    """The warning `history-damaged` where the history of the profile in `folder` cannot be read, in part or at all."""
    home = folder / HISTORY
    path = home / INDEX
    if os.path.lexists(home) and not is_folder(home):
        message = f"'{home}' is a link or a file, not a folder: nothing in it is looked at"
        return [warning("history-damaged", message, None, "put a folder in place of it")]
    try:
        bad = rows(home)[1]
    except OSError as failure:
        message = f"'{path}' cannot be read ({reason_of(failure)}): what is kept is listed as '{FOUND}'"
        return [warning("history-damaged", message, None, "make it a file that you may read")]
    if not bad:
        return []
    lines = f"{len(bad)} lines" if len(bad) > 1 else "a line"
    message = f"{lines} of the history's index cannot be read: what only they told of is listed as '{FOUND}'"
    return [warning("history-damaged", message, Mark(str(path), bad[0], 1), "no text is lost; it can be deleted")]


def find(folder: Path, kept_id: str) -> Kept:
    """The entry that a person calls `kept_id`. Raises KeyError where there is none, OSError as `entries`."""
    for one in entries(folder):
        if one.id == kept_id.strip().lower():
            return one
    raise KeyError(kept_id)


def read(folder: Path, kept_id: str) -> bytes:
    """What the entry `kept_id` holds. Raises KeyError where there is none, OSError where its file is gone."""
    return _read(find(folder, kept_id))


def restore(folder: Path, kept_id: str, target: Path, when: datetime.datetime) -> Restored:
    """Put what the entry `kept_id` holds at `target`; what lies there is kept first, with a reason that says so.

    Raises KeyError where there is no such entry, OSError where it cannot be read or `target` cannot be written; what
    was there then still is.
    """
    kept = find(folder, kept_id)
    data = _read(kept)
    for _ in range(_TRIES):
        have, replaced = digest(target), None
        if have == kept.sha256:
            return Restored(kept, changed=False, replaced=None)
        if have is not None:
            there = _replaceable(target, have)
            have = sha256(there)
            replaced = keep(folder, origin_of(folder, target), there, f"replaced by restoring {kept.id}", when)
        with contextlib.suppress(ChangedMeanwhileError):
            write_atomic(target, data, have)
            return Restored(kept, changed=True, replaced=replaced)
    raise RefusedError("another program keeps changing it", "close that program, then try again")


def origin_of(folder: Path, path: Path) -> str:
    """How the history of the profile in `folder` calls the file at `path`.

    Relative to the profile where both lie below the folder that holds `profiles/`, so that this may be moved.
    """
    whole, profile = _real(path), Path(os.path.realpath(folder))
    near = whole.is_relative_to(profile.parent.parent)
    return Path(os.path.relpath(whole, profile)).as_posix() if near else whole.as_posix()


def place_of(folder: Path, kept: Kept) -> Path | None:
    """Where what is `kept` came from; None where that is unknown. An index from elsewhere may name any place."""
    return Path(os.path.normpath(Path(os.path.realpath(folder)) / kept.origin)) if kept.origin else None


# Files in the history --------------------------------------------------------------------------------


def _stored(home: Path, sha: str) -> Path | None:
    """The file that holds the bytes of this hash already."""
    return next((path for path in _files(home) if sha[:_DIGITS] in path.name and digest(path) == sha), None)


def _store(home: Path, row: Row, data: bytes) -> Path:
    for name in _names(row):
        with contextlib.suppress(ChangedMeanwhileError):
            write_atomic(home / name, data, None)
            break
    return home / name


def _names(row: Row) -> Iterator[str]:
    """Names for the file of an entry, as in `2026-11-25T03-40-12Z_kallang_Statement_1a2b3c4d.docx`, then with `-2`."""
    path = PurePosixPath(row.origin)
    above = [part for part in path.parent.parts if part not in ("/", "..", "draft")]
    words = re.sub(r"[^\w.-]+", "_", "_".join([*above[-1:], path.stem]))
    words = words.encode()[:100].decode("utf-8", "ignore").strip("._") or "text"
    suffix = path.suffix if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", path.suffix) else ""
    start = f"{row.when.isoformat()[:19].replace(':', '-')}Z_{words}_{row.sha256[:_DIGITS]}"
    for number in count(1):
        yield f"{start}{'' if number == 1 else f'-{number}'}{suffix}"


def _there(home: Path) -> dict[str, Path]:
    """All files of the history by the hash of what they hold now; links are none."""
    there: dict[str, Path] = {}
    for path in _files(home):
        sha = digest(path)
        if sha is not None and sha != UNPROVEN:
            there.setdefault(sha, path)
    return there


def _files(home: Path) -> list[Path]:
    """What lies in the history but for its own and hidden files."""
    return sorted(path for path in home.iterdir() if path.name not in _OWN and not path.name.startswith((".", "~")))


def _rows(home: Path) -> list[Row]:
    """What the index tells; nothing where it cannot be read."""
    try:
        return rows(home)[0]
    except OSError:
        return []


def _kept(row: Row, earlier: int, path: Path | None) -> Kept:
    """What an entry tells, after so many `earlier` ones whose hashes begin alike, with the file that holds it."""
    start = row.sha256[:_DIGITS]
    kept_id = f"{start}-{earlier + 1}" if earlier else start
    return Kept(kept_id, row.when, row.origin, row.reason, row.sha256, row.size, path)


def _found(path: Path, sha: str) -> Row:
    """The entry for a file that the index does not tell of: a killed process or a person put it there."""
    looked = path.lstat()
    when = datetime.datetime.fromtimestamp(looked.st_mtime, datetime.UTC).replace(microsecond=0)
    if match := _NAME.fullmatch(path.name):
        with contextlib.suppress(ValueError):
            when = datetime.datetime.fromisoformat("{}T{}:{}:{}+00:00".format(*match.groups()))
    return Row(when, "", FOUND, sha, looked.st_size)


def _read(kept: Kept) -> bytes:
    data = None if kept.path is None else regular_bytes(kept.path)
    if data is None or sha256(data) != kept.sha256:
        raise FileNotFoundError(errno.ENOENT, "the file that held it was deleted, changed, or cannot be read")
    return data


def _replaceable(target: Path, have: str) -> bytes:
    """What lies at `target`. Raises OSError where it should not be replaced."""
    if have == UNPROVEN:
        raise RefusedError("a link, a folder or a device lies there", "move it away, or choose another file")
    if opened := editor_lock(target):
        raise RefusedError("it is open in an editor", f"close it (if it is not open, delete '{opened.name}')")
    if not target.stat().st_mode & stat.S_IWUSR:
        raise RefusedError("it is write-protected", "allow writing with 'chmod u+w', or choose another file")
    return target.read_bytes()


def _real(path: Path) -> Path:
    """`path` without links on the way; a link at its end stays."""
    return Path(os.path.realpath(path.parent)) / path.name
