"""Measuring: how long a text that a person writes is, as it is pasted into a form, and what pasting loses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from assembler.checks.counting import Count, text_of
from assembler.checks.lengths import check_lengths, counts, tell_paste
from assembler.compose.inlines import on_one_line
from assembler.diagnostics import Diagnostic
from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Document,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Paste,
    Strong,
    Text,
    written,
)
from assembler.markup import plain
from assembler.pasting import as_plain
from assembler.schema.program import Program
from assembler.schema.rules import StatementRules
from assembler.statements.markdown import blocks_of
from assembler.tasks import Task
from assembler.views import StatementPart, StatementView
from assembler.writers.text import pasted


def paste_of(task: Task) -> Paste:
    """The box that the text of `task` is pasted into, as its program says."""
    if task.rules is None or (rules := rules_of(task.rules, task.document)) is None:
        return Paste()
    return Paste(rules.paste.signs == "plain", rules.paste.paragraphs == "blank-line")


def rules_of(program: Program, document: str) -> StatementRules | None:
    """What `program` asks of a text that a person writes; None for other documents."""
    return {"statement": program.statement, "cover-letter": program.cover_letter}.get(document)


def lengths(task: Task, view: StatementView, pages: int | None, usual: Mapping[str, Any]) -> list[Diagnostic]:
    """Where the text of `view` is longer than its program allows; of a final text also what pasting loses.

    `pages` are those of the final PDF, `usual` the words for the usual sections by id. Before a text is final, the
    drafts that the profile offers count where nothing is written yet.
    """
    if task.rules is None or (rules := rules_of(task.rules, task.document)) is None:
        return []
    paste = paste_of(task)
    blocks = {part.id: blocks_of(_shown(part))[0] for part in view.parts}
    whole = tuple(block for part in view.parts for block in (*_headed(part, view, task, usual), *blocks[part.id]))
    written = {part.id: _counted(blocks[part.id], paste) for part in view.parts if part.text}
    counted = {**_counted(whole, paste), "pages": pages if task.final else None}
    found = check_lengths(task.name, task.rules, rules, counted, written)
    if task.final and paste.plain:
        inlines = [inline for block in whole for content in _contents(block) for inline in _every(content)]
        formatted = sum(isinstance(one, Strong | Emphasis) for one in inlines)
        links = sum(isinstance(one, Link) for one in inlines)
        found += tell_paste(task.name, as_plain(pasted(whole, replace(paste, plain=False))), formatted, links)
    return found


def length_of(document: Document) -> Count:
    """The length of a text that a person writes, as its limits count it."""
    blocks = written(document.blocks)
    return Count(len(text_of(blocks).split()), len(pasted(blocks, document.paste)))


def _counted(blocks: Blocks, paste: Paste) -> dict[str, int | None]:
    return counts(text_of(blocks), pasted(blocks, paste))


def _shown(part: StatementPart) -> str:
    return part.text or "\n\n".join(seed.text for seed in part.seeds)


def _headed(part: StatementPart, view: StatementView, task: Task, usual: Mapping[str, Any]) -> Blocks:
    """The heading of `part` where a final text has one: set questions always, sections where the program wants them."""
    if not task.final or not (part.question or view.headings):
        return ()
    title = part.title or usual.get(part.id, {}).get("title") or part.id.replace("-", " ").capitalize()
    return (Heading((Text(on_one_line(plain(title) if part.question else title)),)),)


def _contents(block: Block) -> Iterable[Inlines]:
    match block:
        case Paragraph(content) | Heading(content):
            return (content,)
        case BulletList(items) | NumberedList(items):
            return (item.content for item in items)
        case _:
            return ()


def _every(content: Inlines) -> Iterator[Inline]:
    """The inlines of `content` and those within them."""
    for inline in content:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link):
            yield from _every(inline.content)
