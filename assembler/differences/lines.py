"""A Document as lines: its sections, the entries in them, and the words of each, ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assembler.differences.changes import Version
from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Date,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    Note,
    NumberedList,
    Paragraph,
    Section,
    Signature,
    Text,
    Title,
    plain,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: what is compared of it, what is shown, and whether a space stands before it."""

    said: str
    shown: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line. Those of one `role` (the head of an entry, a bullet by its ref) are one, however much they differ."""

    tokens: tuple[Token, ...]
    role: str = ""
    note: bool = False

    @property
    def said(self) -> tuple[str, ...]:
        """What is compared."""
        return tuple(token.said for token in self.tokens)

    @property
    def text(self) -> str:
        """What is shown."""
        return joined(self.tokens).strip()


def joined(tokens: Iterable[Token]) -> str:
    """The text of `tokens`, with the space before the first where it has one."""
    return "".join(" " * token.spaced + token.shown for token in tokens)


@dataclass(frozen=True, slots=True)
class EntryLines:
    """An entry: the key of the section that it stands in, what it is called, and what it says."""

    ref: str
    section: str
    title: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class SectionLines:
    """A section: its entries, and the lines in it that are no entry's."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    entries: list[EntryLines] = field(default_factory=list)


_WORD = re.compile(r"\s+|\w+(?:[-’'.]\w+)*|[^\w\s]")


def _pieces(content: Inlines) -> Iterator[tuple[str, str]]:
    """Words, signs and spaces of `content`, as compared and as shown; a date is one piece, by what it means."""
    for inline in content:
        match inline:
            case Text(text):
                yield from ((word, word) for word in _WORD.findall(text))
            case LineBreak():
                yield from ((sign, sign) for sign in " / ")
            case Date(value):
                yield value, _folded(inline.content)
            case _:
                yield from _pieces(inline.content)


def _line(*parts: Inlines | str, role: str = "", note: bool = False) -> Iterator[Line]:
    """A line of `parts`, texts between them as they are; none where nothing is in it."""
    tokens, spaced = [], False
    for part in parts:
        for said, shown in _pieces((Text(part),) if isinstance(part, str) else part):
            if not said.isspace():
                tokens.append(Token(said, shown, spaced))
            spaced = said.isspace()
    if tokens:
        yield Line(tuple(tokens), role, note)


def _cells(row: Iterable[Inlines], role: str) -> Iterator[Line]:
    parts = [part for cell in row for part in ((Text(" | "),), cell)]
    yield from _line(*parts[1:], role=role)


def _lines(block: Block, refs: Mapping[str, str]) -> Iterator[Line]:
    """The lines of `block`; `refs` gives the refs of bullets by their texts."""
    match block:
        case Title():
            yield from _line(block.content, block.credentials, role="title")
        case Paragraph():
            role = block.role if block.role in ("post", "contact") else refs.get(_folded(block.content), "")
            yield from _line(block.content, role=role)
        case Heading():
            yield from _line(block.content)
        case BulletList() | NumberedList():
            for item in block.items:
                yield from _line(item.content, role=item.ref or refs.get(_folded(item.content), ""))
        case Entry():
            yield from _entry(block, refs)
        case FactTable():
            yield from _line(block.caption, role="caption")
            yield from _cells(block.header, "header")
            for row in block.rows:
                first = _folded(row.cells[0]) if row.cells else ""
                yield from _cells(row.cells, row.ref or refs.get(first, f"row {first}"))
            if block.total:
                yield from _cells(block.total.cells, "total")
        case Figure():
            yield from _line(f"[{block.alt}]", role="figure")
        case Note():
            yield from _line(block.label, ": " if block.label else "", block.content, note=True)
        case Signature():
            for label in block.labels:
                yield from _line(label)
        case Field(blocks=inside) | Section(blocks=inside):
            for inner in inside:
                yield from _lines(inner, refs)
        case _:
            pass


def _entry(block: Entry, refs: Mapping[str, str]) -> Iterator[Line]:
    """The lines of an entry; what has only a label beside its first paragraph is one line with that."""
    head, body = block.head + block.place, block.body
    role = "head"
    if not head and body and isinstance(body[0], Paragraph):
        head, body = body[0].content, body[1:]
        role = f"label {_folded(block.label)}" if block.label else ""
    yield from _line(block.dates, " ", block.label, " ", head, role=role)
    for inner in body:
        yield from _lines(inner, refs)


def _folded(content: Inlines) -> str:
    return " ".join(plain(content).split())


def sections(version: Version) -> list[SectionLines]:
    """The sections of a document in order; first what stands before all of them, under no key."""
    front = SectionLines("", "")
    found = [front]
    for block in version.document.blocks:
        if isinstance(block, Section):
            title = _folded(block.title)
            key, taken = block.ref or title, [section.key for section in found]
            made = SectionLines(key + "'" * taken.count(key), title, list(_line(block.aside, role="aside")))
            found.append(made)
            _fill(made, block.blocks, version.parts)
        else:
            _fill(front, (block,), version.parts)
    return found


def _fill(section: SectionLines, blocks: Blocks, parts: Mapping[str, str]) -> None:
    """Sort `blocks` into entries, which have a ref, and lines that are no entry's."""
    for block in blocks:
        ref = getattr(block, "ref", None)
        if isinstance(block, Field):
            _fill(section, block.blocks, parts)
        elif ref:
            own = {" ".join(text.split()): part for part, text in parts.items() if part.startswith(f"{ref}/")}
            lines = tuple(_lines(block, own))
            section.entries.append(EntryLines(ref, section.key, _title(block, lines), lines))
        else:
            section.lines += _lines(block, {})


def _title(block: Block, lines: Sequence[Line]) -> str:
    """What people call an entry: its head, its label, what a note says, else its first line."""
    match block:
        case Entry():
            texts = [inner.content for inner in block.body if isinstance(inner, Paragraph)]
            named = block.head or block.label or next(iter(texts), ())
        case Note():
            named = block.content
        case _:
            named = ()
    return _folded(named) or next((line.text for line in lines), "")
