"""A file of a statement: sections under headings with ids, read as blocks, and how far each is. For `loading`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assembler.diagnostics import Diagnostic, Mark, error, warning
from assembler.document import Blocks, BulletList, NumberedList, Paragraph, plain
from assembler.passages import Passage
from assembler.placeholders import SURE, places_in
from assembler.sources.decoding import decode
from assembler.sources.lines import MAX_BYTES
from assembler.sources.text import SourceText, read_bytes, shown
from assembler.statements.lines import comments_in
from assembler.statements.markdown import blocks_of
from assembler.statements.passages import passages_of
from assembler.statements.rewriting import with_section
from assembler.statements.sections import LONGEST_ID, Heading, Stretch, as_id, is_id, stretches

__all__ = [
    "MAX_BYTES",
    "Piece",
    "State",
    "Statement",
    "Written",
    "open_places",
    "read_statement",
    "state",
    "with_section",
]

State = Literal["prompt", "draft", "done"]


@dataclass(frozen=True, slots=True)
class Written:
    """The text of one section; `draft` tells that its heading says `.draft`, and `mark` is where its id stands.

    `passages` are its words with their places in the file.
    """

    id: str
    title: str | None
    blocks: Blocks
    draft: bool
    mark: Mark
    passages: tuple[Passage, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that belongs to no section, as it is typed, its heading included."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file holds. Of sections with one id only the first counts; the others are stray."""

    path: Path
    sections: tuple[Written, ...]
    stray: tuple[Piece, ...]


def read_statement(path: Path) -> tuple[Statement | None, list[Diagnostic]]:
    """The statement in a Markdown file, and all that is wrong with it, in the order of the file.

    None where the file cannot be read as text. It may come along with errors: it then serves to find further
    problems, not to build from.
    """
    content = read_bytes(path, MAX_BYTES)
    if isinstance(content, Diagnostic):
        return None, [content]
    text, found = decode(shown(path), content)
    if text is None:
        return None, found
    page = SourceText(shown(path), text)
    sections: dict[str, Written] = {}
    stray: list[Piece] = []
    for stretch in stretches(page.lines):
        heading, body = stretch.heading, page.lines[stretch.body : stretch.end]
        complaint = _heading_problem(page.file, heading, sections) if heading else None
        if heading is None or complaint:
            piece = _stray(page, stretch)
            stray += piece
            found += [complaint] if complaint else [_stray_problem(one.mark) for one in piece]
            continue
        blocks, problems = blocks_of("\n".join(body))
        found += _unknown_attributes(page.file, heading)
        found += [
            warning(
                "statement-markup",
                problem.message,
                Mark(page.file, stretch.body + problem.line, problem.column, problem.length),
                problem.hint,
            )
            for problem in problems
        ]
        mark = _mark_of_id(page.file, heading)
        passages = passages_of(page.file, page.lines, stretch.body, stretch.end, heading.id)
        draft = ".draft" in heading.attributes
        sections[heading.id] = Written(heading.id, heading.title, blocks, draft, mark, passages)
    found.sort(key=lambda one: (one.mark.line, one.mark.column) if one.mark else (0, 0))
    return Statement(path, tuple(sections.values()), tuple(stray)), found


# What is finished --------------------------------------------------------------------------------


def open_places(blocks: Blocks) -> tuple[str, ...]:
    """The placeholders that a writer left in `blocks`, in their order: `[…]`, `[anything]`, `TODO`, `XXX`, `???`."""
    texts = []
    for block in blocks:
        match block:
            case Paragraph(content):
                texts.append(plain(content))
            case BulletList(items) | NumberedList(items):
                texts += [plain(item.content) for item in items]
            case _:
                pass
    return tuple(text[place.start : place.end] for text in texts for place in places_in(text, SURE))


def state(written: Written | None) -> State:
    """How far a section is: nothing written, written but marked `.draft` or with places left open, or done."""
    if written is None or not written.blocks:
        return "prompt"
    return "draft" if written.draft or open_places(written.blocks) else "done"


# What is wrong ------------------------------------------------------------------------------------


def _mark_of_id(file: str, heading: Heading) -> Mark:
    return _mark_of(file, heading, f"#{heading.id}")


def _mark_of(file: str, heading: Heading, attribute: str) -> Mark:
    return Mark(file, heading.line + 1, heading.attributes[attribute] + 1, len(attribute))


def _heading_problem(file: str, heading: Heading, sections: dict[str, Written]) -> Diagnostic | None:
    """Why the text under `heading` belongs to no section, if it does not."""
    if not heading.id:
        bare = next((attribute for attribute in heading.attributes if is_id(attribute)), None)
        return error(
            "statement-heading",
            "the heading has no id, so its text belongs to no section",
            Mark(file, heading.line + 1, 1, heading.length),
            f"write '## {heading.title or ''}".rstrip() + f" {{#{bare or as_id(heading.title or '')}}}'",
        )
    mark = _mark_of_id(file, heading)
    if not is_id(heading.id):
        return error(
            "statement-heading",
            f"'{heading.id[:LONGEST_ID]}' cannot be the id of a section",
            mark,
            f"small letters, digits and hyphens only, at most {LONGEST_ID}: '{{#{as_id(heading.id)}}}'",
        )
    if first := sections.get(heading.id):
        return error(
            "statement-duplicate",
            f"the section '{heading.id}' stands twice, in lines {first.mark.line} and {mark.line}",
            mark,
            "join the two under one heading, or give one of them the id of another section",
        )
    return None


def _unknown_attributes(file: str, heading: Heading) -> Iterator[Diagnostic]:
    for attribute in heading.attributes:
        if attribute not in (f"#{heading.id}", ".draft"):
            yield error(
                "statement-heading",
                f"'{attribute}' means nothing in a heading",
                _mark_of(file, heading, attribute),
                "only an id and '.draft' can stand there: '{#id}' or '{#id .draft}'",
            )


def _stray(page: SourceText, stretch: Stretch) -> list[Piece]:
    """The text of `stretch` as a piece; none where it holds comments and blank lines only."""
    lines = page.lines[stretch.start : stretch.end]
    hidden = {line for start, end in comments_in(lines) for line in range(start, end)}
    said = [at for at, line in enumerate(lines) if line.strip() and at not in hidden]
    if not said:
        return []
    line = lines[said[0]]
    mark = page.mark_in(stretch.start + said[0] + 1, len(line) - len(line.lstrip()) + 1, len(line.strip()))
    return [Piece("\n".join(lines[said[0] : said[-1] + 1]), mark)]


def _stray_problem(mark: Mark) -> Diagnostic:
    return warning(
        "statement-stray",
        "this text stands before the first section, so it is not printed",
        mark,
        "put it under a heading such as '## Title {#id}', or in a comment '<!-- … -->'",
    )
