"""What a person wrote in a DOCX of ours: the text of each field, text outside them, comments, and what is odd.

`package` opens the file, `flow` reads it into one stream, `spans` says whose each run is. `fields_written` says of a
file just written what in it is ours; `read_docx` is told so when the file comes back.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from assembler.document import Blocks, BulletList, Item, NumberedList, Paragraph
from assembler.statements.comments import Comment, comments_of
from assembler.statements.flow import Flow
from assembler.statements.looks import numbering_of, styles_of
from assembler.statements.markdown import normal
from assembler.statements.package import Package, Refusal, W, open_docx
from assembler.statements.runs import Run, inlines_of, tidy
from assembler.statements.spans import Fields, Line, Span, find, folded, headed, lines_of
from assembler.statements.tokens import FRAME, INSERTED, Token
from assembler.statements.words import Note

__all__ = [
    "Comment",
    "Finding",
    "Found",
    "Pulled",
    "Refusal",
    "Stray",
    "UnreadableError",
    "Written",
    "date_of",
    "fields_written",
    "read_docx",
]

_US = "assembler"
"""The author of the DOCX writer's comments."""

_LONGEST_DETAIL = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Found:
    """One field. `blocks` are empty where nothing is written; then `placeholder` says whether ours still stands there.

    `by` is what the field was found by. `lost` says in plain words what could not be kept as it was.
    """

    id: str
    blocks: Blocks
    by: Literal["control", "bookmark", "heading"]
    placeholder: bool = False
    tracked: bool = False
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stray:
    """Text outside every field; `after` is the last field before it, None at the start and in headers and footers."""

    after: str | None
    text: str


class UnreadableError(ValueError):
    """A DOCX cannot be read; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


FindingKind = Literal[
    "damaged", "copied", "reordered", "tracked", "no-control", "no-field-at-all", "macros", "external", "nested"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the person should know of; `detail` is a text from the file that shows it.

    A `damaged` file is one whose XML had to be mended: what it says may be said twice or not in order, so it must not
    replace anything unasked.
    """

    kind: FindingKind
    section: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """All that a person may have written in a DOCX; `fields` in the order of the file."""

    fields: Mapping[str, Found]
    stray: tuple[Stray, ...]
    comments: tuple[Comment, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What in a DOCX just written is ours, white space folded: its texts outside fields, and its comments.

    `headings` are the texts right before the fields, of which it names every one; empty where there is none.
    """

    texts: tuple[str, ...]
    comments: tuple[str, ...]
    headings: Mapping[str, str]


def fields_written(data: bytes) -> Written:
    """What in `data`, a DOCX just written, is ours.

    Raises:
        UnreadableError: it cannot be read.
    """
    package = open_docx(data)
    if isinstance(package, Refusal):
        raise UnreadableError(package)
    parts = _read(package)
    found = find(parts.body, ())
    lines = lines_of(parts.body, found.spans, ())
    texts = [line.text for line in (*lines, *parts.around) if line.owner is None and line.text]
    comments = [folded(each.text) for each, _ in comments_of(package, parts.body, lines)]
    headings = {span.id: "" for span in sorted(found.spans, key=lambda span: span.start)}
    for before, line in pairwise(line for line in lines if line.text):
        if before.owner is None and line.owner is not None:
            headings[line.owner] = before.text
    return Written(tuple(dict.fromkeys(texts)), tuple(dict.fromkeys(comments)), headings)


def date_of(data: bytes) -> str | None:
    """The day (ISO 8601) on which the DOCX `data` was made, where its properties tell."""
    package = open_docx(data)
    found = _DAY.match(package.created) if isinstance(package, Package) else None
    try:
        return datetime.date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


def read_docx(
    data: bytes,
    *,
    written: Written | None = None,
    placeholders: Mapping[str, str] | None = None,
) -> Pulled | Refusal:
    """What a person wrote in the DOCX `data`, or why it is not read.

    `written` is what `fields_written` said of the file as the tool wrote it: such text outside fields and such
    comments of ours are left out, and its headings find the fields in a file that has lost all marks. Without it, all
    comments of ours are left out and all text outside fields is reported. `placeholders` are the fields that were
    written, in their order, with the placeholder of each; without it, a field is known by its content control or by a
    bookmark whose name says its id.
    """
    package = open_docx(data)
    if isinstance(package, Refusal):
        return package
    parts = _read(package)
    known = placeholders or {}
    ours = frozenset(written.texts if written else ())
    found = find(parts.body, known)
    lines = lines_of(parts.body, found.spans, ours)
    if written:
        there = {span.id for span in found.spans}
        headed(lines, {name: text for name, text in written.headings.items() if name not in there}, ours)
    fields = _fields(lines, found.spans, known)
    comments = [
        comment
        for comment, replied in comments_of(package, parts.body, lines)
        if comment.author != _US or replied or (written and folded(comment.text) not in written.comments)
    ]
    findings = [
        *_of_fields(fields, found, known, parts.body),
        *([Finding("tracked", None, "")] if any(line.tracked and line.owner is None for line in lines) else ()),
        *_of_package(package, inserted=parts.inserted),
    ]
    ours |= {folded(placeholder) for placeholder in known.values()}
    return Pulled(fields, tuple(_strays((*parts.around, *lines), ours)), tuple(comments), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The tokens of the body, the lines of headers and footers, and whether a whole file was inserted."""

    body: Sequence[Token]
    around: tuple[Line, ...]
    inserted: bool


def _read(package: Package) -> _Parts:
    styles = styles_of(next(iter(package.related("styles")), None))
    numbering = numbering_of(next(iter(package.related("numbering")), None), styles)
    notes = {
        (kind, note.get(f"{W}id", "")): Note(note, package.targets(root))
        for kind in ("footnote", "endnote")
        for root in package.related(f"{kind}s")
        for note in root.iterchildren(W + kind)
    }
    body = Flow(styles, numbering, notes, package.links[package.main])
    tokens = body.read(package.parts[package.main])
    around: list[Line] = []
    for root in (*package.related("header"), *package.related("footer")):
        flow = Flow(styles, numbering, {}, package.targets(root), furniture=True)
        around += (line for line in lines_of(flow.read(root), (), ()) if line.text)
    return _Parts(tokens, tuple(around), body.inserted)


def _fields(lines: Sequence[Line], spans: Sequence[Span], known: Mapping[str, str]) -> dict[str, Found]:
    """What stands in each field, in the order of the file."""
    starts = [(span.start, span.id) for span in spans]
    starts += [(line.places[0], line.owner) for line in lines if line.places and line.owner is not None]
    held: dict[str, list[Line]] = {name: [] for _, name in sorted(starts)}
    for line in lines:
        if line.owner is not None:
            held[line.owner].append(line)
    controls = {span.id: span for span in spans if span.by == "control"}
    marks = {span.id for span in spans if span.by == "bookmark"}
    within = {span.id for span, _ in _nested(spans)}
    fields = {}
    for name, all_lines in held.items():
        said = [line for line in all_lines if line.text]
        words = {folded(known[name])} if name in known else set(map(folded, known.values()))
        typed = [line for line in said if line.kind or line.text not in words]
        shown = bool(said) and not typed
        if not known and name in controls and name not in within:
            # Without the words of any placeholder, the file's own mark has to be believed.
            shown = bool(said) and controls[name].placeholder
        lost = [what for line in all_lines for what in line.lost]
        if name not in known and name in controls and controls[name].placeholder:
            lost.append(FRAME.what)
        fields[name] = Found(
            name,
            () if shown else _blocks(typed),
            "control" if name in controls else "bookmark" if name in marks else "heading",
            shown,
            any(line.tracked for line in all_lines),
            () if shown else tuple(dict.fromkeys(lost)),
        )
    return fields


def _nested(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """The controls that stand within another, each with that one."""
    around: list[Span] = []
    for span in sorted((span for span in spans if span.by == "control"), key=lambda span: span.start):
        while around and around[-1].end < span.start:
            around.pop()
        if around:
            yield span, around[-1]
        around.append(span)


def _blocks(lines: Sequence[Line]) -> Blocks:
    """The blocks of `lines` in the form that Markdown gives."""
    blocks: list[Paragraph | BulletList | NumberedList] = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        contents = [inlines_of(tidy(line.runs)) for line in group]
        items = tuple(map(Item, contents))
        match kind:
            case "bullet":
                blocks.append(BulletList(items))
            case "number":
                blocks.append(NumberedList(items))
            case None:
                blocks += (Paragraph(content, "statement") for content in contents)
    return normal(tuple(blocks))


def _strays(lines: Sequence[Line], ours: Collection[str]) -> Iterator[Stray]:
    after = None
    for line in lines:
        if line.owner is not None:
            after = line.owner
        elif line.text and line.text not in ours:
            text = "".join(run.text for run in tidy(line.runs))
            yield Stray(after, text)


def _of_fields(
    fields: Mapping[str, Found], found: Fields, known: Mapping[str, str], tokens: Sequence[Token]
) -> Iterator[Finding]:
    if not fields:
        yield Finding("no-field-at-all", None, "")
    for name, one in fields.items():
        if one.by != "control":
            yield Finding("no-control", name, "")
        if one.tracked:
            yield Finding("tracked", name, "")
    for copy in found.copies:
        said = "".join(token.text for token in tokens[copy.start : copy.end] if isinstance(token, Run))
        yield Finding("copied", copy.id, folded(said)[:_LONGEST_DETAIL])
    for span, outer in _nested(found.spans):
        yield Finding("nested", span.id, outer.id)
    expected = [name for name in known if name in fields]
    order = [name for name in fields if name in known]
    if order != expected:
        yield Finding("reordered", None, ", ".join(order))


def _of_package(package: Package, *, inserted: bool) -> Iterator[Finding]:
    if package.mended:
        yield Finding("damaged", None, package.main)
    for name in package.names:
        if name.casefold().endswith("vbaproject.bin"):
            yield Finding("macros", None, name)
    for link in (link for links in package.links.values() for link in links.values()):
        if link.external and link.type != "hyperlink":
            yield Finding("external", None, link.target)
    if inserted:
        yield Finding("external", None, INSERTED.what)
