"""Bases: what was last written into each draft, which a merge compares with; noted before it is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from assembler import store
from assembler.diagnostics import Diagnostic
from assembler.statements.markdown import markdown_of
from assembler.store import Manifest, Output, history
from assembler.store.atomic import sha256, unwritable
from assembler.store.base import Base
from assembler.tasks import Task

if TYPE_CHECKING:
    from assembler.statements.reader import Pulled


def remember(
    folder: Path,
    tasks: Iterable[Task],
    outputs: Iterable[Output],
    manifest: Manifest,
    placeholder: Callable[[str], str],
    now: datetime.datetime,
) -> list[Diagnostic]:
    """Note what is about to be written into each draft, as the base of the next merge; to be called before writing.

    `folder` is the applicant's; `placeholder` gives the words that stand in an empty field, by language.
    """
    drafts = {task.paths["docx"]: task for task in tasks if task.draft and "docx" in task.paths}
    found = []
    for item in outputs:
        if item.path not in drafts or item.data is None:
            continue
        name = drafts[item.path].name
        try:
            last, more = history.base(folder, name)
            found += more
            for row in store.rows(manifest, item.path) if last is not None else ():
                if last is not None and row.sha256 == last.sha256:
                    # A build that is cut short, or that finds a conflict, leaves that version where it is.
                    history.set_base(folder, before(name) if row.path == item.path else beside(name, row.path), last)
            history.set_base(folder, name, base_of(item.data, drafts[item.path], placeholder, now))
        except OSError as failure:
            found.append(unwritable(folder / ".history", failure))
    return found


def base_of(data: bytes, task: Task, placeholder: Callable[[str], str], now: datetime.datetime) -> Base:
    """The base that `data` is, the DOCX of `task` as it is written at the time `now`.

    Raises:
        ValueError: `data` cannot be read, a defect of whoever wrote it.
    """
    from assembler.statements.reader import Pulled, fields_written, read_docx  # noqa: PLC0415 - loads lxml, and many a build reads no draft

    written = fields_written(data)
    words = placeholder(task.rules.language if task.rules else "en")
    places = dict.fromkeys(written.headings, words)
    held = read_docx(data, written=written, placeholders=places)
    return Base(
        sections=texts_of(held) if isinstance(held, Pulled) else {},
        own=written.texts,
        comments=written.comments,
        headings=written.headings,
        sha256=sha256(data),
        written=now.isoformat(timespec="seconds"),
        placeholders=places,
    )


def own(manifest: Manifest, path: str) -> str | None:
    """The hash of what was last written at `path` itself, and not beside it."""
    return next((row.sha256 for row in store.rows(manifest, path) if row.path == path), None)


def before(name: str) -> str:
    """How the version written before the last one is called."""
    return f"{name}, the version before"


def beside(name: str, path: str) -> str:
    """How the version is called that was written beside a draft, at `path`, before the last one."""
    return f"{name}, the version in {PurePosixPath(path).name}"


def settled(name: str, path: str) -> str:
    """How what stands in the file at `path` is called, once a person settled what in it holds."""
    return f"{name}, as it was settled in {PurePosixPath(path).name}"


def texts_of(pulled: Pulled) -> dict[str, str]:
    """The sections of `pulled` as canonical Markdown, by id."""
    return {name: markdown_of(one.blocks) for name, one in pulled.fields.items()}
