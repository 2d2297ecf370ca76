"""A glance: whether anything has been touched since all was found up to date, told from sizes and times of files alone.

Loads next to nothing. Where it cannot be sure, `freshness` reads the files. What is a person's is never told from it.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

FILE = ".glance.json"
VERSION = 1

_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")

Stamp = Sequence[int] | None
"""Size, times of change of content and of record in nanoseconds, and number of a file; None where there is none."""


def called(folder: Path, asked: dict[str, object]) -> dict[str, object]:
    """What a build was asked for, and by what: a glance tells of this very call alone."""
    libraries = [os.environ.get(name, "") for name in _ENVIRONMENT]
    try:
        here = os.getcwd()  # noqa: PTH109 - the only thing that is asked of it
    except OSError:
        here = ""
    return {"folder": folder.as_posix(), "here": here, "python": sys.version, "libraries": libraries, **asked}


def stamps(paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamp of each of `paths`, files and folders alike."""
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 - some thousand of them
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def below(folder: Path, *, but: str = "") -> Iterator[str]:
    """`folder` and all folders and files in it, other than what lies in folders of the name `but`.

    Links to folders are followed, each folder once. `folder` itself is named where there is none, too.
    """
    yield str(folder)
    been: set[object] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        yield parent
        here = _place(parent)
        if here in been:
            folders.clear()
            continue
        been.add(here)
        folders[:] = [name for name in folders if name != but]
        yield from (f"{parent}/{name}" for name in files)


def _place(folder: str) -> object:
    try:
        found = os.stat(folder)  # noqa: PTH116 - as above
    except OSError:
        return folder
    return found.st_dev, found.st_ino


def keep(output: Path, call: dict[str, object], held: dict[str, Stamp], found: Sequence[dict[str, Any]]) -> None:
    """Note that all was up to date for this `call` while files were as `held`, and what there was to tell.

    What cannot be written is not: the next build then reads the files again.
    """
    body = json.dumps({"version": VERSION, "call": call, "stamps": held, "found": list(found)}).encode()
    try:
        # Not moved over the old one: the folder itself is not to look touched. A torn file counts as none.
        descriptor = os.open(output / FILE, _FLAGS, 0o666)
        try:
            os.write(descriptor, _sum(body) + b"\n" + body)
        finally:
            os.close(descriptor)
    except OSError:
        return


_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW


def _sum(body: bytes) -> bytes:
    """What stands before `body` and shows that it is whole."""
    return f"{zlib.crc32(body):08x}".encode()


def unchanged(output: Path, call: dict[str, object]) -> list[dict[str, Any]] | None:
    """What was told for this `call` when all was up to date, where nothing has been touched since; else None."""
    try:
        told, _, body = (output / FILE).read_bytes().partition(b"\n")
        if told != _sum(body):
            return None
        whole = json.loads(body)
        if whole["version"] != VERSION or whole["call"] != call:
            return None
        found: list[dict[str, Any]] = whole["found"]
        if any(_stamp(path) != stamp for path, stamp in whole["stamps"].items()):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found
