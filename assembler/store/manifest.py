"""The manifest, which tells what is ours in an output folder, and the journal of a build that was cut short."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from json import JSONDecodeError
from pathlib import Path, PurePosixPath
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, warning

MANIFEST = "manifest.json"
JOURNAL = ".pending.json"
VERSION = 1

_BESIDE = re.compile(r"(?P<stem>.+)\.new(-\d+)?\.docx", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Output:
    """One file that a build makes.

    `path` is posix and relative to the output folder. `data` is None where nothing changed, so that what the manifest
    holds stays; ask `current` first. `date` is ISO 8601.
    """

    path: str
    document: str
    format: str
    draft: bool
    data: bytes | None
    fingerprint: str
    date: str
    program: str | None = None
    referee: str | None = None
    pages: int | None = None
    words: int | None = None
    characters: int | None = None

    @property
    def output(self) -> str:
        """The path of the output that this is a version of: its own."""
        return self.path


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the manifest holds of one file: `sha256` is the hash of what we last wrote there.

    Where `fingerprint` is that same hash, a person made the file: it is frozen, and we only put it there.
    """

    path: str
    document: str
    program: str | None
    referee: str | None
    format: str
    draft: bool
    sha256: str
    fingerprint: str
    date: str
    pages: int | None
    words: int | None
    characters: int | None

    @property
    def output(self) -> str:
        """The path of the output that this is a version of."""
        return family(self.path)


@dataclass(frozen=True)
class Manifest:
    """All that we wrote into one output folder.

    `inputs` is the caller's. `pending` is the journal of a build that was cut short: by family (see `family`) the
    hashes that it may have written; while it holds any, no output is current by its record alone. `damaged` tells that
    a file lies there which could not be read.
    """

    outputs: tuple[Recorded, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    pending: Mapping[str, frozenset[str]] = field(default_factory=dict)
    damaged: bool = False

    def known(self, path: str) -> frozenset[str]:
        """The hashes that prove a file at `path` ours: all we made of this output, at the path or beside it.

        What a person froze is not among them, so that it is left alone should nobody know any more that it is frozen.
        """
        name = family(path)
        held = {row.sha256 for row in self.versions(name) if row.sha256 != row.fingerprint}
        return self.pending.get(name, frozenset()) | held

    def versions(self, path: str) -> Sequence[Recorded]:
        """All that we made of the output at `path`: itself and the new versions beside it."""
        return self._families.get(path, ())

    @cached_property
    def _families(self) -> Mapping[str, Sequence[Recorded]]:
        # Asked for every file of a build: to look through all of them each time would be slow.
        found: dict[str, list[Recorded]] = {}
        for row in self.outputs:
            found.setdefault(family(row.path), []).append(row)
        return found

    def adopting(self, files: Mapping[str, str]) -> Manifest:
        """This manifest with `files`, hashes by path, counted as ours: all that a person wrote in them is kept."""
        pending = {path: self.pending.get(family(path), frozenset()) | {sha} for path, sha in files.items()}
        return replace(self, pending={**self.pending, **pending})

    def text(self) -> str:
        """The JSON of design.md §4: the same for the same content, sorted by path."""
        whole: dict[str, Any] = {
            "version": VERSION,
            "outputs": [asdict(row) for row in sorted(self.outputs, key=lambda row: row.path)],
        }
        if self.inputs:
            whole["inputs"] = {name: self.inputs[name] for name in sorted(self.inputs)}
        return json.dumps(whole, indent=2) + "\n"


def family(path: str) -> str:
    """The path that `path` stands beside: `a/CV.docx` for `a/CV.new-2.docx`; any other path is its own family."""
    match = _BESIDE.fullmatch(path)
    return f"{match['stem']}.docx" if match else path


def read_manifest(folder: Path) -> tuple[Manifest, list[Diagnostic]]:
    """What we wrote into `folder`, with the journal of a build that was cut short.

    A missing manifest is an empty one. So is one that cannot be read, with the warning `manifest-damaged`: every file
    there then counts as a person's.
    """
    found: list[Diagnostic] = []
    outputs: tuple[Recorded, ...] = ()
    inputs: Mapping[str, Any] = {}
    path = folder / MANIFEST
    try:
        whole = _load(path)
        if whole is not None:
            outputs, inputs = _outputs(whole), _inputs(whole)
    except (OSError, ValueError, RecursionError) as failure:
        found.append(
            _damaged(
                path,
                failure,
                "every file beside it counts as a person's and is kept",
                "nothing need be done: the next build keeps a copy of it and writes a new one",
            )
        )
    damaged = bool(found)
    pending: Mapping[str, frozenset[str]] = {}
    path = folder / JOURNAL
    try:
        whole = _load(path)
        if whole is not None:
            pending = _pending(whole)
    except (OSError, ValueError, RecursionError) as failure:
        found.append(
            _damaged(
                path,
                failure,
                "files of a build that was cut short count as a person's and are kept",
                "nothing need be done: the next build replaces it",
            )
        )
    return Manifest(outputs, inputs, pending, damaged), found


def journal_text(pending: Mapping[str, frozenset[str]]) -> str:
    """The JSON of the journal."""
    hashes = {name: sorted(pending[name]) for name in sorted(pending)}
    return json.dumps({"version": VERSION, "pending": hashes}, indent=2) + "\n"


def inside(path: str) -> bool:
    """Whether `path` names a file below the folder it is relative to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and "\0" not in path


class _DamagedError(ValueError):
    """What is wrong with a file of the store's own."""


def _load(path: Path) -> dict[str, Any] | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    whole = json.loads(data)
    if not isinstance(whole, dict):
        raise _DamagedError("it is not an object")
    if whole.get("version") != VERSION:
        raise _DamagedError(f"its version is {whole.get('version')!r}, and this release reads {VERSION}")
    return whole


_TYPES: dict[str, tuple[type, ...]] = {
    "draft": (bool,),
    "program": (str, type(None)),
    "referee": (str, type(None)),
    "pages": (int, type(None)),
    "words": (int, type(None)),
    "characters": (int, type(None)),
}
"""The types of a row's values; all others are texts."""

_NAMES = tuple(held.name for held in fields(Recorded))


def _outputs(whole: dict[str, Any]) -> tuple[Recorded, ...]:
    rows = whole.get("outputs")
    if not isinstance(rows, list):
        raise _DamagedError("its outputs are not a list")
    outputs = tuple(_row(row) for row in rows)
    if len({row.path for row in outputs}) < len(outputs):
        raise _DamagedError("a path stands twice in it")
    return outputs


def _row(row: Any) -> Recorded:
    if not isinstance(row, dict):
        raise _DamagedError("an output is not an object")
    for name in _NAMES:
        if name not in row or not isinstance(row[name], _TYPES.get(name, (str,))):
            raise _DamagedError(f"'{name}' of an output is missing or of the wrong type")
    if not inside(row["path"]):
        raise _DamagedError("a path leads out of the folder")
    return Recorded(**{name: row[name] for name in _NAMES})


def _inputs(whole: dict[str, Any]) -> dict[str, Any]:
    inputs = whole.get("inputs", {})
    if not isinstance(inputs, dict):
        raise _DamagedError("its inputs are not an object")
    return inputs


def _pending(whole: dict[str, Any]) -> dict[str, frozenset[str]]:
    hashes = whole.get("pending")
    if not isinstance(hashes, dict) or not all(
        isinstance(held, list) and all(isinstance(each, str) for each in held) for held in hashes.values()
    ):
        raise _DamagedError("its pending hashes are not lists of texts")
    return {name: frozenset(held) for name, held in hashes.items()}


def _damaged(path: Path, failure: Exception, consequence: str, hint: str) -> Diagnostic:
    mark, reason = None, str(failure)
    if isinstance(failure, JSONDecodeError):
        mark, reason = Mark(str(path), failure.lineno, failure.colno), failure.msg
    elif isinstance(failure, UnicodeDecodeError):
        reason = "it is not in UTF-8"
    elif isinstance(failure, RecursionError):
        reason = "it is nested too deeply"
    elif isinstance(failure, OSError):
        reason = failure.strerror or "the system refused"
    return warning("manifest-damaged", f"'{path}' cannot be read ({reason}): {consequence}", mark, hint)
