"""Bases: what was last written into each draft, which a merge compares with; noted before it is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path

from assembler import store
from assembler.diagnostics import Diagnostic
from assembler.plan import Task
from assembler.statements.markdown import markdown_of
from assembler.statements.reader import Pulled, fields_written, read_docx
from assembler.store import Manifest, Output, history
from assembler.store.atomic import sha256, unwritable
from assembler.store.base import Base


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
        task, sha = drafts[item.path], sha256(item.data)
        name, language = task.name, task.rules.language if task.rules else "en"
        try:
            last, more = history.base(folder, name)
            found += more
            if last is not None and last.sha256 == own(manifest, item.path):
                # A build that is cut short, or that finds a conflict, leaves that version where it is.
                history.set_base(folder, before(name), last)
            written = fields_written(item.data)
            places = dict.fromkeys(written.headings, placeholder(language))
            held = read_docx(item.data, written=written, placeholders=places)
            sections = texts_of(held) if isinstance(held, Pulled) else {}
            base = Base(
                sections=sections,
                own=written.texts,
                comments=written.comments,
                headings=written.headings,
                sha256=sha,
                written=now.isoformat(timespec="seconds"),
                placeholders=places,
            )
            history.set_base(folder, name, base)
        except OSError as failure:
            found.append(unwritable(folder / ".history", failure))
    return found


def own(manifest: Manifest, path: str) -> str | None:
    """The hash of what was last written at `path` itself, and not beside it."""
    return next((row.sha256 for row in store.rows(manifest, path) if row.path == path), None)


def before(name: str) -> str:
    """How the version written before the last one is called."""
    return f"{name}, the version before"


def texts_of(pulled: Pulled) -> dict[str, str]:
    """The sections of `pulled` as canonical Markdown, by id."""
    return {name: markdown_of(one.blocks) for name, one in pulled.fields.items()}
