"""Placing: what is made goes to disk while the rest is still being made, so that nothing is held or lost for long."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assembler import memory, store
from assembler.diagnostics import Diagnostic, has_errors
from assembler.pulling import remember
from assembler.results import Result
from assembler.store import Manifest, Output, Written
from assembler.tasks import Task

_MOST_BYTES = 8_000_000
"""So many bytes of files wait at most before they are written."""


@dataclass
class Placing:
    """The outputs of one build on their way to disk, and what came of them.

    `manifest` grows with each of them; `notes` are those of the documents made so far, `last` those of earlier builds.
    `found` is about files that could not be written, `remembering` about what could not be noted of drafts.
    """

    profile: Path
    folder: Path
    manifest: Manifest
    last: Mapping[str, memory.Note]
    drafts: Sequence[Task]
    placeholder: Callable[[str], str]
    now: datetime.datetime
    write: bool = True
    notes: dict[str, memory.Note] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    remembering: list[Diagnostic] = field(default_factory=list)
    _waiting: list[Output] = field(default_factory=list)
    _placed: list[Output] = field(default_factory=list)

    def take(self, task: Task, result: Result) -> None:
        """Take over the files of one document. They go to disk before they are many; `result` keeps none of them."""
        if self.write:
            # While others are still being made: to read what a draft holds takes a while.
            found = remember(self.profile, self.drafts, result.outputs, self.manifest, self.placeholder, self.now)
            self.remembering += [item for item in found if item not in self.remembering]
            self._waiting += result.outputs
        if result.note:
            self.notes[task.name] = result.note
        result.outputs = [replace(row, data=None) for row in result.outputs]
        if sum(len(row.data or b"") for row in self._waiting) >= _MOST_BYTES:
            self.put(self.so_far())

    def so_far(self) -> dict[str, Any]:
        """What the manifest is to remember of a build that is not at its end."""
        return memory.record(None, [*self._placed, *self._waiting], self.notes, (), self.last)

    def put(self, inputs: Mapping[str, Any]) -> None:
        """Write what waits, and `inputs` into the manifest; nothing of these once something could not be written."""
        inputs = {} if has_errors(self.found) else inputs
        self.manifest, written, found = store.write_outputs(
            self.folder, self._waiting, self.manifest, inputs, self.profile
        )
        self.written += written
        self.found += [item for item in found if item not in self.found]
        self._placed += [replace(row, data=None) for row in self._waiting]
        self._waiting.clear()
