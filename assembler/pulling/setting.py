"""What pulling needs to know of a build, and what comes of it: the words that the other modules here share."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assembler.diagnostics import Diagnostic
from assembler.loading import Applicant
from assembler.store import Manifest, family
from assembler.tasks import Task

OUTSIDE = "outside"
"""The section that text typed outside every field goes to; no document shows it."""

TYPED = "typed in Word"
"""How the reason begins for which a person's DOCX is kept once it was read."""

Side = Literal["docx", "markdown"]


@dataclass(frozen=True)
class Setting:
    """What pulling any draft of one applicant needs.

    `titles` gives the titles of a draft's sections by id. `anew` gives the draft as it would be written now, with the
    date given (ISO 8601) or today's; None where it cannot be made. `placeholder` gives the words of an empty field in
    a language. `settled` decides conflicts: for the section of that id, or (None) for all others.
    """

    applicant: Applicant
    output: Path
    manifest: Manifest
    now: datetime.datetime
    titles: Callable[[Task], Mapping[str, str]]
    anew: Callable[[Task, str | None], bytes | None]
    placeholder: Callable[[str], str]
    settled: Mapping[str | None, Side] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The applicant's folder."""
        return self.applicant.folder


@dataclass(frozen=True)
class Version:
    """One file that a person may have typed into: a draft, a new version beside it, or a copy of either.

    `begun` are the hashes of what it may have been begun from, None where any; `bases` are how these are called in the
    history. `path` is where it lies among the outputs of `task`, if it does: it may then be replaced once all in it is
    kept.
    """

    task: Task
    file: Path
    bases: tuple[str, ...]
    begun: frozenset[str] | None = None
    path: str | None = None

    @property
    def own(self) -> bool:
        """Whether this is the draft itself, which a person need not name."""
        return self.path is not None and self.path == self.task.paths.get("docx")


@dataclass
class Taken:
    """What came of pulling.

    `adopted` are paths and hashes of files that may be replaced, since all in them is kept. `drafts` counts the files
    from which text was taken over, `settled` the conflicts that were decided.
    """

    found: list[Diagnostic] = field(default_factory=list)
    adopted: list[tuple[str, str]] = field(default_factory=list)
    drafts: int = 0
    settled: int = 0

    @property
    def changed(self) -> bool:
        """Whether the texts in `statements/` are others now."""
        return self.drafts > 0

    def adopting(self, manifest: Manifest) -> Manifest:
        """`manifest`, with what was adopted counted as ours."""
        for path, sha in self.adopted:
            manifest = manifest.adopting({family(path): sha})
        return manifest
