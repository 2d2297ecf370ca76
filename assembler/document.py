"""The Document: the one tree that `compose` makes and every writer walks, so that formats cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

# Inlines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters, white space already collapsed (no-break spaces stay)."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; `href` is http(s), mailto or tel."""

    href: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break within a block."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text in another language than the document's; `language` is a BCP 47 tag such as `uk`."""

    language: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Date:
    """A date or period as printed; `value` is ISO 8601 (`2021-02`, `2021-02/2022-07`, `2021-02/..`)."""

    value: str
    content: Inlines


Inline = Text | Strong | Emphasis | Link | LineBreak | Span | Date
Inlines = tuple[Inline, ...]

# Blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title: a person's `name` with credentials (a CV), or a `title` (all else)."""

    content: Inlines
    credentials: Inlines = ()
    role: Literal["name", "title"] = "title"
    ref: str | None = None


ParagraphRole = Literal["body", "post", "contact", "lead", "caption", "detail", "citation", "statement"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `body`, `post`, `contact`, `lead` and `caption` start at the margin; the others on the grid."""

    content: Inlines
    role: ParagraphRole = "body"
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the document; `aside` is set at the right end of the heading line (a word budget)."""

    title: Inlines
    blocks: Blocks
    aside: Inlines = ()
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading within a section."""

    content: Inlines
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    content: Inlines
    ref: str | None = None


ListRole = Literal["body", "statement"]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A bulleted list on the content column of the grid; in the role `statement` where a person wrote it."""

    items: tuple[Item, ...]
    ref: str | None = None
    role: ListRole = "body"


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list numbered from 1, on the content column of the grid; in the role `statement` where a person wrote it."""

    items: tuple[Item, ...]
    ref: str | None = None
    role: ListRole = "body"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the grid: `dates` (regular) or a `label` (bold) in the label column, the rest in the content column.

    `head` is set bold and runs on into `place`; both may be empty, then `body` starts on the first line.
    `plain` heads are set in regular weight (a gap). `tight` entries stand close: no entry of the section has a body.
    `citation` entries are set in the citation role and kept on one page.
    """

    head: Inlines
    dates: Inlines = ()
    label: Inlines = ()
    place: Inlines = ()
    body: Blocks = ()
    plain: bool = False
    tight: bool = False
    citation: bool = False
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as many cells as the table has columns."""

    cells: tuple[Inlines, ...]
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class FactTable:
    """A real table, with a header row and, where `row_headers` is set, the first column as header.

    `widths` are shares of the text width (they sum to 1), except that `label_column` makes the first column
    as wide as the grid's label column; `numeric` marks columns set flush right; `total` is a last row under a rule.
    """

    header: tuple[Inlines, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    numeric: tuple[bool, ...]
    caption: Inlines = ()
    row_headers: bool = True
    label_column: bool = False
    total: Row | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: `asset` is a key of `Document.assets`; sizes in millimetres. Set flush right beside the title."""

    asset: str
    alt: str
    width: float
    height: float
    ref: str | None = None


NoteKind = Literal["prompt", "budget", "evidence", "check"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something said to the writer, not to the reader: a comment in DOCX, a band in a draft PDF, absent from text."""

    kind: NoteKind
    label: Inlines
    content: Inlines
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A place where a person writes. `blocks` hold what is there so far; where empty, `placeholder` is shown.

    Of an answer to a set question, which a form has a box of its own for, `label` is the question.
    """

    id: str
    label: str
    blocks: Blocks
    placeholder: str
    ref: str | None = None
    question: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Ruled lines to sign on, one for each label."""

    labels: tuple[Inlines, ...]
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page begins."""


Block = (
    Title
    | Paragraph
    | Section
    | Heading
    | BulletList
    | NumberedList
    | Entry
    | FactTable
    | Figure
    | Note
    | Field
    | Signature
    | PageBreak
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paste:
    """The box that a text is pasted into: whether it takes ASCII alone, and whether a blank line parts paragraphs."""

    plain: bool = False
    blank_lines: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for any writer.

    `language` is a BCP 47 tag; `date` is ISO 8601 and goes into the metadata; `running` is the left half of the
    footer, `page_label` its right half with `{page}` and `{pages}`; `layout` names a set of margins of the theme.
    `paste` is for its plain text alone.
    """

    title: str
    author: str
    subject: str
    language: str
    date: str
    paper: Literal["a4", "letter"]
    layout: Literal["cv", "working"]
    running: str
    page_label: str
    blocks: Blocks
    assets: Mapping[str, bytes] = field(default_factory=dict)
    paste: Paste = Paste()


# Walks ---------------------------------------------------------------------------------------


def walk(blocks: Blocks) -> Iterator[Block]:
    """Every block in reading order, parents first."""
    for block in blocks:
        yield block
        match block:
            case Section(blocks=inner) | Entry(body=inner) | Field(blocks=inner):
                yield from walk(inner)
            case _:
                pass


def written(blocks: Blocks) -> Blocks:
    """Those of `blocks` that a person wrote: what stands in fields, or the prose of a finished text and its headings.

    All, where none is marked as such.
    """
    fields = [block for block in walk(blocks) if isinstance(block, Field)]
    if fields:
        return tuple(block for field in fields for block in field.blocks)

    def is_prose(block: Block) -> bool:
        return isinstance(block, Paragraph | BulletList | NumberedList) and block.role == "statement"

    if not any(is_prose(block) for block in walk(blocks)):
        return blocks
    return tuple(block for block in blocks if is_prose(block) or isinstance(block, Section))


def plain(content: Inlines) -> str:
    """The text of `content`, line breaks as newlines."""
    parts = []
    for inline in content:
        match inline:
            case Text(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case _:
                parts.append(plain(inline.content))
    return "".join(parts)
