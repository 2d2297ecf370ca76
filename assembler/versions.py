"""Versions: the documents of some programs as Documents, nothing laid out and nothing written; for `assembler diff`.

What a page limit leaves out is known only from a layout: it is taken from the last build, where that build's document
was the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from assembler import freshness, memory, store, tailor
from assembler.diagnostics import Diagnostic
from assembler.differences import Version
from assembler.house import House
from assembler.loading import Applicant
from assembler.making import dated
from assembler.material import Material
from assembler.options import Options
from assembler.results import Context
from assembler.schema.dates import PartialDate
from assembler.schema.program import Program
from assembler.tasks import Task
from assembler.titles import titles


@dataclass(frozen=True)
class Made:
    """A version, and whether what its page limit leaves out is known and left out."""

    version: Version
    fitted: bool


def versions(
    applicant: Applicant,
    house: House,
    output: Path,
    programs: Collection[str],
    documents: Collection[str],
    today: datetime.date,
) -> tuple[dict[tuple[str, str], Made], list[Diagnostic]]:
    """Those of `documents` that are made for `programs`, by document and program, and what is wrong with templates.

    `output` is the folder of the applicant's last build, if there was one.
    """
    material = Material(applicant, house, PartialDate.of(today))
    manifest, _ = store.read_manifest(output)
    context = Context(
        material,
        freshness.house_parts(house.folders),
        output,
        manifest,
        Options(write=False),
        notes=memory.notes_of(manifest.inputs),
    )
    made: dict[tuple[str, str], Made] = {}
    found: list[Diagnostic] = []
    for task in material.tasks:
        name = task.program
        if name is not None and name in programs and task.document in documents:
            one, more = _version(task, applicant.programs[name], applicant, context)
            found += more
            if one is not None:
                made[task.document, name] = one
    return made, found


def _version(
    task: Task, program: Program, applicant: Applicant, context: Context
) -> tuple[Made | None, list[Diagnostic]]:
    cuts, fitted = _cuts(task, context)
    today = context.material.today
    _, decisions = task.view(today, cuts)
    document, found = context.material.composed(task, today, sorted(cuts))
    if document is None:
        return None, found
    called = titles(tailor.reworded(applicant.profile, program), program)
    parts = {ref: text for ref, text in called.items() if ref.count("/") > 1}
    settings = {
        "language": document.language,
        "dates": program.dates,
        "order of time": program.order,
        "paper": document.paper,
        "theme": task.theme,
        "page limit": str(task.pages or "none"),
        "title": document.title,
        "footer": document.running,
    }
    return Made(Version(document, decisions, settings, parts), fitted), found


def _cuts(task: Task, context: Context) -> tuple[frozenset[str], bool]:
    """What the last build left out of this very document for its page limit, and whether that is known."""
    if task.pages is None or not task.cuts:
        return frozenset(), True
    _, mark = dated(task, context)
    note = context.notes.get(task.name)
    known = note is not None and note.fingerprint == mark.whole
    return frozenset(note.cuts if note and known else ()), known
