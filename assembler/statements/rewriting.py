"""One section's text put into a file, which else stays as it is. Used when text comes back from Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assembler.document import Blocks
from assembler.sources.text import SourceText
from assembler.statements.lines import Part, parts_of
from assembler.statements.markdown import blocks_of, markdown_of
from assembler.statements.sections import Stretch, is_id, stretches
from assembler.statements.spelling import escaped


def with_section(text: str, section: str, markdown: str, title: str | None = None) -> str:
    """`text`, the whole of a file, with `markdown` as the text of the section `section`, at the end if it has none.

    Every other byte stays, and so do the heading, the writer's comments and unchanged paragraphs of the section.
    `title` is that of a new heading. Of two sections with this id the first is meant, as in `read_statement`.

    Raises:
        ValueError: `section` cannot be an id.
    """
    if not is_id(section):
        raise ValueError(f"no section can have the id {section!r}")
    page = SourceText("", text)
    line_end = re.search(r"\r\n|\r|\n", text)
    end = line_end[0] if line_end else "\n"
    blocks, _ = blocks_of(markdown)
    for stretch in stretches(page.lines):
        if stretch.heading and stretch.heading.id == section:
            return _replaced(page, stretch, blocks, end)
    if text.removeprefix("\ufeff"):
        text += end * ((page.lines[-1] != "") + any(line.strip() for line in page.lines[-2:]))
    heading = f"## {escaped(title or '')}".rstrip() + f" {{#{section}}}"
    body = markdown_of(blocks).replace("\n", end)
    return text + end.join([heading, *(["", body] if body else []), ""])


def _replaced(page: SourceText, stretch: Stretch, blocks: Blocks, end: str) -> str:
    lines = page.lines[stretch.body : stretch.end]
    if blocks_of("\n".join(lines))[0] == blocks:
        return page.text
    start = page.starts[stretch.body] if stretch.body < len(page.starts) else len(page.text)
    after = page.text[page.starts[stretch.end] :] if stretch.end < len(page.starts) else ""
    body = "\n\n".join(_woven(lines, blocks)).replace("\n", end)
    said = [at for at, line in enumerate(lines) if line.strip()]
    if said and body:
        last = stretch.body + said[-1]
        before = page.text[: page.starts[stretch.body + said[0]]]
        return before + body + page.text[page.starts[last] + len(page.lines[last]) :]
    before = page.text[:start]
    before += end if before and before[-1] not in "\r\n" else ""
    return before + (end + body + end if body else "") + (end + after if after else "")


def _woven(lines: list[str], blocks: Blocks) -> list[str]:
    """The Markdown of `blocks` and the comments in `lines`; blocks that did not change stay as they are typed."""
    parts, _ = parts_of(lines)
    anew = [markdown_of((block,)) for block in blocks]
    if len(parts) <= _MOST_PARTS:
        woven = list(_weave(lines, parts, anew))
        if blocks_of("\n\n".join(woven))[0] == blocks:
            return woven
    return [*("\n".join(lines[part.start : part.end]) for part in parts if part.block is None), *anew]


_MOST_PARTS = 1000
"""Comparing takes time by the square of this."""


def _weave(lines: list[str], parts: list[Part], anew: list[str]) -> Iterator[str]:
    typed = ["\n".join(lines[part.start : part.end]) for part in parts]
    places = [at for at, part in enumerate(parts) if part.block]
    old = [markdown_of((block,)) for part in parts if (block := part.block)]
    passed = 0
    for change, start, end, new_start, new_end in SequenceMatcher(None, old, anew, autojunk=False).get_opcodes():
        for number, place in enumerate(places[start:end]):
            yield from typed[passed:place]
            if change == "equal":
                yield typed[place]
            elif number == 0:
                yield from anew[new_start:new_end]
            passed = place + 1
        if change == "insert":
            yield from anew[new_start:new_end]
    yield from typed[passed:]
