"""Status: how far each document and each letter is, and how many days are left; nothing is made or written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assembler import freshness, memory, store
from assembler.diagnostics import Diagnostic, has_errors
from assembler.freezing import docx_of
from assembler.letters import Standing, standings
from assembler.making import dated, same
from assembler.material import gather
from assembler.options import Options
from assembler.results import Context
from assembler.schema.dates import PartialDate
from assembler.store.frozen import frozen
from assembler.tasks import Task

State = Literal["ready", "draft", "prompt", "edited", "frozen", "stale", "missing"]
"""How far a document is.

`ready`: made, and as it should be. `draft`, `prompt`: a text in which a section is not finished, or not begun.
`edited`: a person changed its DOCX since it was made. `frozen`: it is as a person left it. `stale`: older than what it
is made from. `missing`: not made yet.
"""


@dataclass(frozen=True)
class DocumentState:
    """How far one document is; of a text that a person writes also how many of its `sections` are `written`."""

    document: str
    state: State
    written: int | None = None
    sections: int | None = None


@dataclass(frozen=True)
class ProgramStatus:
    """How far everything for one program is; `broken` where its file has errors, and then nothing else is known."""

    program: str
    closes: datetime.date | None = None
    days_left: int | None = None
    documents: Sequence[DocumentState] = ()
    broken: bool = False


@dataclass(frozen=True)
class Status:
    """Everything about one applicant; what is for referees stands under their ids."""

    programs: Sequence[ProgramStatus] = ()
    referees: dict[str, Sequence[DocumentState]] = field(default_factory=dict)
    letters: Sequence[Standing] = ()
    found: Sequence[Diagnostic] = ()


def status(folder: Path, output: Path, today: datetime.date) -> Status:
    """How far the applicant in `folder` is, whose documents are in `output`, on the day `today`."""
    material, found = gather(folder, PartialDate.of(today))
    errors = [item for item in found if has_errors([item])]
    if material is None:
        return Status(found=errors)
    manifest, found = store.read_manifest(output)
    context = Context(
        material,
        freshness.house_parts(material.house.folders),
        output,
        manifest,
        Options(write=False),
        profile=folder,
        frozen=frozen(folder)[0],
        notes=memory.notes_of(manifest.inputs),
    )
    applicant, tasks = material.applicant, material.tasks
    programs = [
        ProgramStatus(
            name,
            program.deadline.date.last(),
            (program.deadline.date.last() - today).days,
            [_of_all([one for one in tasks if one.text == (kind, name)], context) for kind in program.documents],
        )
        for name, program in applicant.programs.items()
    ]
    programs += [ProgramStatus(name, broken=True) for name in applicant.broken]
    far = datetime.date.max
    return Status(
        programs=sorted(programs, key=lambda one: (one.closes or far, one.program)),
        referees={
            referee.id: [_of_all([task], context) for task in tasks if task.referee == referee.id]
            for referee in applicant.profile.referees
            if any(task.referee == referee.id for task in tasks)
        },
        letters=standings(applicant.profile, applicant.programs, applicant.letters),
        found=[*errors, *found],
    )


def _of_all(tasks: Sequence[Task], context: Context) -> DocumentState:
    """How far one document is, of which `tasks` makes the draft and, where it is written, the final."""
    last = tasks[-1]
    state = _worst(_state(task, context) for task in tasks)
    if not last.parts:
        return DocumentState(last.document, state)
    written = sum(how != "prompt" for _, how in last.parts)
    if state == "ready" and not last.final:
        state = "prompt"
    elif state == "ready" and any(how == "draft" for _, how in last.parts):
        state = "draft"
    return DocumentState(last.document, state, written, len(last.parts))


_ORDER: Sequence[State] = ("missing", "stale", "edited", "frozen", "ready")


def _worst(states: Iterable[State]) -> State:
    """Of several files of one document, the state that asks for something first."""
    return min(states, key=_ORDER.index)


def _state(task: Task, context: Context) -> State:
    manifest, output = context.manifest, context.folder
    if docx_of(task) in context.frozen:
        return "frozen"
    states = [store.state(output, path, manifest) for path in task.paths.values()]
    if "absent" in states:
        return "missing"
    if store.state(output, docx_of(task), manifest) == "edited":
        return "edited"
    _, mark = dated(task, context)
    current = all(store.current(output, path, mark.whole, manifest) for path in task.paths.values())
    last = context.notes.get(task.name)
    return "ready" if current or (last is not None and same(task, last, context)) else "stale"
