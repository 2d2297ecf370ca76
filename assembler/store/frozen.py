"""Documents that a person took over: their DOCX as they left it, kept in the history, is what every build hands out."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, warning
from assembler.store.atomic import RefusedError, digest, sha256, write_atomic
from assembler.store.base import HISTORY, encoded, is_folder, own_folder, reason_of, regular_bytes
from assembler.store.beside import keep_copy
from assembler.store.manifest import inside

INDEX = "frozen.json"
CONTENTS = "frozen"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """One document as a person left it.

    `path` is that of its DOCX among the outputs, `sha256` that of what it holds, `since` the time of freezing in UTC
    (ISO 8601), `said` a hash of what the profile had to say for it then.
    """

    path: str
    sha256: str
    since: str
    said: str


def index_of(folder: Path) -> Path:
    """Where it is noted what is frozen of the profile in `folder`."""
    return folder / HISTORY / INDEX


def frozen(folder: Path) -> tuple[dict[str, Frozen], list[Diagnostic]]:
    """What is frozen of the profile in `folder`, by path; a record that cannot be read is a warning."""
    index = index_of(folder)
    try:
        if not is_folder(index.parent) or digest(index) is None:
            return {}, []
        rows = _parsed(json.loads(regular_bytes(index)))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as failure:
        mark = Mark(str(index), failure.lineno, failure.colno) if isinstance(failure, json.JSONDecodeError) else None
        reason = reason_of(failure) if isinstance(failure, OSError | ValueError) else "it has another form"
        message = f"'{index}' cannot be read ({reason}): which documents you froze is not known"
        hint = f"their texts are in '{index.parent / CONTENTS}'; freeze them again with 'assembler history keep'"
        return {}, [warning("history-damaged", message, mark, hint)]
    return {row.path: row for row in rows}, []


def _parsed(whole: Any) -> list[Frozen]:
    if whole["version"] != VERSION:
        raise ValueError(f"it is not of version {VERSION}")
    rows = [Frozen(**{name: str(row[name]) for name in Frozen.__slots__}) for row in whole["frozen"]]
    for row in rows:
        datetime.datetime.fromisoformat(row.since)
        if not inside(row.path) or not re.fullmatch(r"[0-9a-f]{64}", row.sha256):
            raise ValueError("a path or a hash in it is none")
    return rows


def held(folder: Path, one: Frozen) -> bytes:
    """The DOCX that `one` holds. Raises OSError, also where another file lies in its place."""
    data = regular_bytes(_content(folder, one.sha256))
    if sha256(data) != one.sha256:
        raise RefusedError("it was changed since it was frozen", "freeze the document again, or discard it")
    return data


def freeze(folder: Path, one: Frozen, data: bytes) -> None:
    """Note that `one`, whose DOCX is `data`, is a person's from now on.

    Raises OSError, and ChangedMeanwhileError where another program writes there; nothing has changed then.
    """
    own_folder(folder, CONTENTS)
    target = _content(folder, one.sha256)
    if digest(target) != one.sha256:
        write_atomic(target, data, digest(target))
    rows, damage = frozen(folder)
    if damage:
        keep_copy(index_of(folder), str(digest(index_of(folder))))
    _write(folder, (rows | {one.path: one}).values())


def thaw(folder: Path, path: str) -> None:
    """Note that the document at `path` is made from the profile again; what was frozen stays. Raises OSError."""
    rows, _ = frozen(folder)
    if rows.pop(path, None) is not None:
        _write(folder, rows.values())


def _write(folder: Path, rows: Iterable[Frozen]) -> None:
    own_folder(folder)
    index = index_of(folder)
    listed = [{name: getattr(row, name) for name in Frozen.__slots__} for row in sorted(rows, key=lambda row: row.path)]
    write_atomic(index, encoded({"version": VERSION, "frozen": listed}, indent=2), digest(index))


def _content(folder: Path, sha: str) -> Path:
    return folder / HISTORY / CONTENTS / f"{sha}.docx"
