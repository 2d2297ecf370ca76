"""What was last written into each draft: the base of the three-way merge. One JSON file a document, in the history."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, warning
from assembler.store.atomic import (
    UNPROVEN,
    ChangedMeanwhileError,
    RefusedError,
    digest,
    make_folder,
    sha256,
    write_atomic,
)
from assembler.store.beside import keep_copy

HISTORY = ".history"
WRITTEN = "written"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Base:
    """What was last written into one draft.

    `sections` holds the text of each section as canonical Markdown, by its id, `own` the document's own paragraphs
    outside the fields, `comments` the texts of its comments, `placeholders` what stood in fields without a text, by
    their ids, `headings` the text right before each field. `sha256` is the hash of the file and `written` the time,
    both as the caller has them.
    """

    sections: Mapping[str, str]
    own: tuple[str, ...]
    comments: tuple[str, ...]
    sha256: str
    written: str
    placeholders: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)


def base(folder: Path, document: str) -> tuple[Base | None, list[Diagnostic]]:
    """What was last written into `document`, as in `statement/kallang`, of the profile in `folder`.

    None where nothing was, and where it cannot be read, with the warning `history-damaged`.
    """
    path = _path(folder, document)
    try:
        if not all(is_folder(each) for each in (folder / HISTORY, path.parent)) or digest(path) is None:
            return None, []
        return _parsed(regular_bytes(path), document), []
    except (OSError, ValueError, RecursionError) as failure:
        reason, mark = reason_of(failure), None
        if isinstance(failure, json.JSONDecodeError):
            mark = Mark(str(path), failure.lineno, failure.colno)
        message = f"'{path}' cannot be read ({reason}): what was last written into {document} is not known"
        return None, [warning("history-damaged", message, mark, "nothing need be done: a copy of it is kept")]


def set_base(folder: Path, document: str, written: Base) -> None:
    """Remember what was `written` into `document` in place of what was before; a damaged one is copied first.

    Raises OSError where it cannot be written; what was remembered before then still is.
    """
    path = _path(folder, document)
    own_folder(folder)
    own_folder(folder, WRITTEN)
    values = {name: getattr(written, name) for name in _SHAPES}
    data = encoded({"version": VERSION, "document": document, **values}, indent=2)
    for _ in range(_TRIES):
        have = digest(path)
        if have == sha256(data):
            return
        if have == UNPROVEN:
            raise RefusedError("a link or a folder lies there, or it cannot be read", "move it away, then try again")
        with suppress(ChangedMeanwhileError):
            if have is not None and base(folder, document)[1]:
                keep_copy(path, have)
            write_atomic(path, data, have)
            return
    raise RefusedError("another program keeps changing it", "close that program, then try again")


_TRIES = 5
"""Two builds of one profile into two folders note the same drafts, often at the same moment."""


# Shared with the rest of the history -----------------------------------------------------------------


def own_folder(folder: Path, *below: str) -> Path:
    """The history's folder of the profile in `folder`, or one `below` it, created where missing.

    Raises OSError where it cannot be made, or is a link: what is kept must not leave the profile.
    """
    home = folder.joinpath(HISTORY, *below)
    make_folder(home)
    if not is_folder(home):
        raise RefusedError(f"'{home}' is a link, not a folder", "put a folder in place of the link, then try again")
    return home


def is_folder(path: Path) -> bool:
    """Whether a folder, and no link to one, lies at `path`."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def regular_bytes(path: Path) -> bytes:
    """What the file at `path` holds. Raises OSError where a link, a folder or a device lies there."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise RefusedError("a link, a folder or a device lies there, not a file", "move it away, then try again")
    return path.read_bytes()


def encoded(whole: Mapping[str, Any], indent: int | None = None) -> bytes:
    """`whole` as JSON for people to read; what UTF-8 cannot hold, as in names of files, stays as an escape."""
    return json.dumps(whole, ensure_ascii=False, indent=indent, default=dict).encode("utf-8", "backslashreplace")


def reason_of(failure: Exception) -> str:
    """Why a file of the history cannot be read, in words."""
    if isinstance(failure, json.JSONDecodeError):
        return failure.msg
    if isinstance(failure, UnicodeDecodeError):
        return "it is not in UTF-8"
    if isinstance(failure, RecursionError):
        return "it is nested too deeply"
    return (failure.strerror if isinstance(failure, OSError) else None) or str(failure)


# One document's file ---------------------------------------------------------------------------------


def _path(folder: Path, document: str) -> Path:
    # Two documents whose names differ in what a file name cannot hold, or only in capitals, have two hashes.
    words = re.sub(r"[^a-z0-9-]+", "_", document.lower()).strip("_")[:60]
    name = f"{words}_{hashlib.sha256(document.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.json"
    return folder / HISTORY / WRITTEN / name


_SHAPES: dict[str, type] = {
    "sections": dict,
    "own": list,
    "comments": list,
    "sha256": str,
    "written": str,
    "placeholders": dict,
    "headings": dict,
}
"""The JSON type of each value, all of texts."""


def _parsed(data: bytes, document: str) -> Base:
    whole = json.loads(data)
    if not isinstance(whole, dict) or whole.get("version") != VERSION or whole.get("document") != document:
        raise ValueError(f"it is not of version {VERSION}, or of another document")
    held: dict[str, Any] = {}
    for name, shape in _SHAPES.items():
        value: Any = whole.get(name)
        texts = value.values() if isinstance(value, dict) else value
        if not isinstance(value, shape) or not all(isinstance(text, str) for text in texts):
            raise ValueError(f"'{name}' is missing or of the wrong type")
        held[name] = tuple(texts) if shape is list else value
    return Base(**held)
