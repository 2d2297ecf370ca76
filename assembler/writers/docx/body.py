"""The walk over a Document: blocks become Lines, tables and controls in reading order, ready to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Document,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    Item,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Section,
    Signature,
    Title,
    plain,
)
from assembler.theme import Role, Theme
from assembler.writers.docx.comments import field_of
from assembler.writers.docx.fields import control
from assembler.writers.docx.figures import FIGURE_GAP
from assembler.writers.docx.geometry import Geometry
from assembler.writers.docx.inlines import PLAIN, Look, Relate, run, runs, tab, within
from assembler.writers.docx.lines import Line, height_of, keep_together
from assembler.writers.docx.lists import number_of
from assembler.writers.docx.styles import role_of, turned
from assembler.writers.docx.tables import Table, table_of
from assembler.writers.docx.xml import Element
from assembler.writers.tagging import direction

Draw: TypeAlias = Callable[[Figure, bool], Element]
"""Gives the run that anchors a figure; the flag says whether it stands at the top of the page."""

PARAGRAPH_STYLES: dict[ParagraphRole, str] = {
    "body": "Normal",
    "post": "PostLine",
    "contact": "Contact",
    "lead": "Lead",
    "caption": "Caption",
    "detail": "EntryDetail",
    "citation": "Citation",
    "statement": "StatementText",
}
"""The style of each role of a Paragraph."""

_ROWS = ("Entry", "EntryTight", "Citation")

_CLOSE_AFTER = {
    "Heading1": (*_ROWS, "Heading1", "Heading2", "EntryBullet", "EntryNumber"),
    "Heading2": _ROWS,
    "Caption": _ROWS,
}
"""Styles that have no space before them when they follow a heading or a caption."""

_TABLE_GAP = 5
"""Points between a table and the text around it."""

_LAST = 1
"""Points of the empty paragraph that Word needs after a table at the end."""


@dataclass(frozen=True, slots=True)
class Control:
    """A Field on its way to Word, with what it holds."""

    field: Field
    items: list[Line | Table | Control]


Piece: TypeAlias = Line | Table | Control


class Body:
    """One walk: `pieces` is the text, `notes` the comments by number, `lists` how many numbered lists there are."""

    def __init__(self, document: Document, theme: Theme, page: Geometry, relate: Relate, draw: Draw) -> None:
        """Walk `document`.

        Raises:
            ValueError: two fields have one id.
        """
        self.pieces: list[Piece] = []
        self.notes: list[Note] = []
        self.lists = 0
        self._theme, self._page, self._relate, self._draw = theme, page, relate, draw
        self._serif = theme.face.serif
        self._fields: set[str] = set()
        self._previous: Line | None = None
        self._after_table = self._page_break = False
        self._picture: Element | None = None
        self._figure_height = self._figure_width = 0.0
        self._headless = True
        self._paragraph_styles = PARAGRAPH_STYLES
        self._section = ""
        self._blocks(document.blocks, None)
        self._finish()

    def _finish(self) -> None:
        """Word wants a paragraph in every document and after every table; a last picture hangs on one too."""
        if self._picture is not None or not self.pieces or self._after_table:
            self._add(Line("Normal", height=_LAST if self.pieces else None))

    def render(self) -> list[Element]:
        """The block-level elements of the body."""
        numbers = iter(range(1, len(self._fields) + 1))
        return [element for piece in self.pieces for element in self._render(piece, numbers)]

    def _render(self, piece: Piece, numbers: Iterator[int]) -> list[Element]:
        match piece:
            case Line():
                return [piece.render()]
            case Table():
                return [piece.render(self._page, self._theme)]
            case Control(field, items):
                number = next(numbers)
                return control(field, [made for item in items for made in self._render(item, numbers)], number)

    def _blocks(self, blocks: Blocks, owner: Line | None) -> None:
        """Add `blocks`; their Notes become comments at the line before the Field beside them, else at `owner`.

        Never within a Field: typing over a placeholder deletes what is inside, comments too, and LibreOffice 7.4
        loses the text of a control whose first paragraph has a comment.
        """
        anchors: list[Line | None] = []
        for block in blocks:
            before, count = self._previous, len(self.pieces)
            self._block(block)
            anchors.append(before if isinstance(block, Field) else _first(self.pieces[count:]))
        for index, block in enumerate(blocks):
            if isinstance(block, Note):
                beside = field_of(blocks, index)
                found = owner if beside is None else anchors[beside] or owner
                nearest = (line for line in (*reversed(anchors[:index]), *anchors[index:]) if line is not None)
                self._comment(block, found or next(nearest, None))

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(content, role):
                self._paragraph(content, self._paragraph_styles[role])
            case Entry():
                self._entry(block)
            case Section():
                self._open(block)
            case Heading(content):
                self._add(self._line("Heading2", content))
            case BulletList(items):
                self._list(items, "Bullet", None)
            case NumberedList(items):
                self._list(items, "Number", number_of(self.lists))
                self.lists += 1
            case Title(content, credentials):
                self._title(content, credentials, "Name" if block.role == "name" else "Title")
            case FactTable():
                self._table(block)
            case Field():
                self._field(block)
            case Figure():
                self._picture = self._draw(block, self._headless)
                if self._headless:
                    self._figure_height = max(self._figure_height, block.height * 72 / 25.4)
                    self._figure_width = (block.width + FIGURE_GAP) * 72 / 25.4
            case Signature(labels):
                self._signature(labels)
            case PageBreak():
                self._page_break = self._previous is not None
            case Note():
                pass

    def _add(self, line: Line) -> Line:
        self._settle(line)
        self._after_table = False
        self.pieces.append(line)
        return line

    def _settle(self, line: Line) -> None:
        """Give `line` what earlier blocks left for it: a page break, a picture, less space after a heading."""
        previous, usual = self._previous.style if self._previous else "", self._role(line.style).before
        if line.style in _CLOSE_AFTER.get(previous, ()) or self._page_break:
            line.before = 0
        elif previous == "Heading1":
            # The wider of two spaces holds, as on paper; elsewhere they add up.
            line.before = max(0, usual - self._role(previous).after) if usual else None
        elif self._after_table and line.height is None and usual < _TABLE_GAP:
            line.before = _TABLE_GAP
        line.page_break, self._page_break = self._page_break, False
        if self._picture is not None:
            line.runs.insert(0, self._picture)
            self._picture = None
        self._previous = line

    def _runs(self, content: Inlines, look: Look = PLAIN) -> list[Element]:
        return runs(content, self._relate, replace(look, serif=self._serif))

    def _line(self, style: str, content: Inlines, **properties: Any) -> Line:
        """A paragraph of `content` in its own direction."""
        indent = turned(style, self._page) if direction(content) else None
        return Line(style, self._runs(content), turned=indent, **properties)

    def _role(self, style: str) -> Role:
        return role_of(style, self._theme.roles)

    def _within(self, style: str, outer: str) -> Look:
        return within(style, self._role(style), self._role(outer))

    def _paragraph(self, content: Inlines, style: str) -> Line:
        # Styles of a row hang their label; a paragraph without one starts on the grid.
        return self._add(self._line(style, content, hang=style not in _ROWS))

    def _title(self, content: Inlines, credentials: Inlines, style: str) -> None:
        line = self._line(style, content)
        line.runs += self._runs(credentials, self._within("Credentials", style))
        self._add(line)

    def _open(self, section: Section) -> None:
        """A section: its heading line, then its blocks."""
        line = self._line("Heading1", section.title)
        if section.aside:
            line.turned = None
            line.runs += [tab(), *self._runs(section.aside, self._within("SectionAside", "Heading1"))]
        room = self._figure_height - self._height_of_head()
        self._headless, self._figure_height = False, 0
        self._add(line)
        if room > 0:
            line.before = self._role("Heading1").before + room
        self._section = plain(section.title)
        start = len(self.pieces)
        self._blocks(section.blocks, line)
        match self.pieces[start : start + 2]:
            # Not one line alone below a heading at the end of a page.
            case [Line() as first, Line() as second] if first.style in _ROWS and second.style in _ROWS:
                first.keep_next = True
            case _:
                pass

    def _height_of_head(self) -> float:
        """About how high the lines before the first section are beside their figure, in points."""
        lines = [piece for piece in self.pieces if isinstance(piece, Line)] if self._headless else []
        return height_of(lines, self._theme.roles, self._page.text / 20 - self._figure_width)

    def _entry(self, entry: Entry) -> None:
        style = "Citation" if entry.citation else "EntryTight" if entry.tight else "Entry"
        body = entry.body
        head = self._runs(entry.head, PLAIN if entry.plain else Look("EntryTitle", bold=self._role(style).bold or None))
        content = [*head, *self._runs(entry.place)]
        mark, name = (entry.dates, "EntryDate") if entry.dates else (entry.label, "RowLabel")
        line = Line(style, [*self._runs(mark, self._within(name, style)), tab(), *content])
        if not content and body and isinstance(body[0], Paragraph):
            first, body = self._line(style, body[0].content), body[1:]
            if first.turned and not mark:
                line = first
            else:
                line.runs += first.runs
        start = len(self.pieces)
        self._add(line)
        with self._body_as("EntryDetail"):
            self._blocks(body, line)
        keep_together([piece for piece in self.pieces[start:] if isinstance(piece, Line)])

    @contextmanager
    def _body_as(self, style: str) -> Iterator[None]:
        """Set paragraphs of the role `body` in `style`: within an entry or a field they belong to the grid."""
        outer, self._paragraph_styles = self._paragraph_styles, {**PARAGRAPH_STYLES, "body": style}
        try:
            yield
        finally:
            self._paragraph_styles = outer

    def _list(self, items: tuple[Item, ...], kind: str, number: int | None) -> None:
        family = "Statement" if self._paragraph_styles["body"] == "StatementText" else "Entry"
        for item in items:
            self._add(self._line(f"{family}{kind}", item.content, number=number))

    def _table(self, source: FactTable) -> None:
        if source.caption:
            self._add(self._line("Caption", source.caption))
        elif self._after_table or self._picture is not None:
            self._add(Line("Normal", height=_TABLE_GAP))
        elif self._previous and self._previous.style not in ("Heading1", "Caption"):
            self._previous.after = self._role(self._previous.style).after + _TABLE_GAP
        made = table_of(source, plain(source.caption) or self._section, self._line)
        self._settle(made.rows[0][0])
        self._after_table = True
        self.pieces.append(made)

    def _field(self, field: Field) -> None:
        if field.id in self._fields:
            raise ValueError(f"two fields have the id {field.id}")
        self._fields.add(field.id)
        outer, self.pieces = self.pieces, []
        if field.blocks:
            with self._body_as("StatementText"):
                self._blocks(field.blocks, self._previous)
            if not self.pieces:
                self._add(Line("StatementText"))
        else:
            self._add(Line("Placeholder", [run(field.placeholder, Look("PlaceholderText"))]))
        outer.append(Control(field, self.pieces))
        self.pieces = outer

    def _signature(self, labels: tuple[Inlines, ...]) -> None:
        """Lines to sign on, two beside each other, each above its label; on the page of the text before them."""
        if self._previous:
            self._previous.keep_next = True
        for index in range(0, len(labels), 2):
            pair = labels[index : index + 2]
            self._add(Line("SignatureLine", [tab() for _ in range(2 * len(pair) - 1)], keep_next=True))
            last = index + 2 >= len(labels)
            signed = self._add(Line("Signature", self._runs(pair[0]), keep_next=not last))
            for label in pair[1:]:
                signed.runs += [tab(), *self._runs(label)]

    def _comment(self, note: Note, line: Line | None) -> None:
        line = line or self._add(Line("Normal"))
        line.comments.append(len(self.notes))
        self.notes.append(note)


def _first(pieces: list[Piece]) -> Line | None:
    """The first line of `pieces`, those in tables included, those in controls not."""
    for piece in pieces:
        match piece:
            case Line():
                return piece
            case Table(rows=rows):
                return rows[0][0]
            case Control():
                pass
    return None
