"""The walk over a part of a DOCX: a flat stream of lines, runs and marks, in which `reader` finds the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from assembler.statements.looks import Look, Numbering, Styles, at, integer, switched, value
from assembler.statements.package import Element, Link, W
from assembler.statements.runs import Run
from assembler.statements.tokens import (
    FRAME,
    HEADING,
    HIDDEN,
    INSERTED,
    LEVELS,
    TABLE,
    Bookmark,
    BookmarkEnd,
    Commented,
    Control,
    ControlEnd,
    End,
    Start,
    Token,
    Tracked,
)
from assembler.statements.words import Handler, Note, Words

_COMMENT_MARKS: Mapping[str, Literal["start", "end", "here"]] = {
    f"{W}commentRangeStart": "start",
    f"{W}commentRangeEnd": "end",
    f"{W}commentReference": "here",
}


class Flow(Words):
    """One walk over a part, line by line; `inserted` says whether a whole file was put in.

    A line within another (in a cell, in a footnote) becomes part of that one.
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[tuple[str, str], Note],
        links: Mapping[str, Link],
        *,
        furniture: bool = False,
    ) -> None:
        """As `Words`, with the list definitions."""
        super().__init__(styles, notes, links, furniture=furniture)
        self.inserted = False
        self._numbering = numbering
        self._controls = self._cells = 0
        # The line waits for the next to run on from it.
        self._waiting = False
        self._boxes: list[Element] = []

    def read(self, root: Element) -> list[Token]:
        """The tokens of all that is in `root`."""
        self._walk(root)
        self._settle()
        return self.tokens

    def _begin(self, start: Start) -> None:
        self.tokens.append(start)
        self._open, self._has_text = True, False

    def _end(self) -> None:
        self.tokens.append(End())
        self._open = False
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._walk(box)
            self._settle()

    def _settle(self) -> None:
        """End a line that waits for another to run on from it: there is none."""
        if self._waiting:
            self._waiting = False
            self._end()

    def _paragraph(self, element: Element) -> None:
        properties = at(element, "pPr")
        look = self._styles.look(value(properties, "pStyle"))
        outer = self._paragraph_look, self._href, self._hushed
        self._paragraph_look = look.bold, look.italic
        if self._within or (self._open and not self._waiting):
            self._part()
            self._walk(element)
        else:
            self._begin_paragraph(properties, look)
            self._walk(element)
            mark = at(properties, "rPr")
            self._waiting = at(mark, "del") is not None or at(mark, "moveFrom") is not None
            if self._waiting or at(mark, "ins") is not None or at(mark, "moveTo") is not None:
                self.tokens.append(Tracked())
            if not self._waiting:
                self._end()
        self._paragraph_look, self._href, self._hushed = outer

    def _begin_paragraph(self, properties: Element | None, look: Look) -> None:
        if look.heading or not self._has_text:
            self._settle()
        name, depth = look.number or (None, 0)
        name = value(properties, "numPr/numId") or name
        depth = integer(value(properties, "numPr/ilvl") or str(depth))
        kind = look.kind if name is None else self._numbering.kind(name, depth)
        if not self._waiting:
            self._begin(Start(kind, value(properties, "pStyle") or ""))
        self._waiting = False
        for is_so, what in ((look.heading, HEADING), (kind and depth, LEVELS), (look.hidden, HIDDEN)):
            if is_so:
                self._lost(what)

    def _table(self, element: Element) -> None:
        self._settle()
        self._walk(element)

    def _row(self, element: Element) -> None:
        deleted = at(element, "trPr/del") is not None
        self._deleted += deleted
        alone = not self._open
        if alone:
            self._begin(Start())
        self._lost(TABLE)
        if deleted or at(element, "trPr/ins") is not None:
            self.tokens.append(Tracked())
        self._within += 1
        first, outer = len(self.tokens), self._cells
        self._cells = 0
        self._walk(element)
        self._cells = outer
        self._within -= 1
        if not any(isinstance(token, Run) and token.text.strip(" |") for token in self.tokens[first:]):
            self.tokens[first:] = [token for token in self.tokens[first:] if not isinstance(token, Run)]
        if alone:
            self._end()
        self._deleted -= deleted

    def _cell(self, element: Element) -> None:
        if self._cells:
            self._say(" | ")
        self._cells += 1
        self._walk(element)

    def _box(self, element: Element) -> None:
        self._found_text = True
        if self._open and not self._within:
            self._boxes.append(element)
        else:
            self._walk(element)

    def _inserted(self, element: Element) -> None:
        self.tokens.append(Tracked())
        self._walk(element)

    def _removed(self, element: Element) -> None:
        self.tokens.append(Tracked())
        self._deleted += 1
        self._walk(element)
        self._deleted -= 1

    # Marks ------------------------------------------------------------------------------------

    def _file(self, _element: Element) -> None:
        self.inserted = True
        self._lost(INSERTED)

    def _control(self, element: Element) -> None:
        content, properties = at(element, "sdtContent"), at(element, "sdtPr")
        self._settle()
        number, tag = self._controls, value(properties, "tag")
        locked = (value(properties, "lock") or "").startswith("sdt")
        placeholder = bool(switched(properties, "showingPlcHdr"))
        if tag:
            self._controls += 1
            self.tokens.append(Control(number, tag, not self._open, locked, placeholder))
        first = len(self.tokens)
        if content is not None:
            self._walk(content)
            self._settle()
        if not locked and placeholder:
            # Ours are locked. In another's, only its maker knows which words are the placeholder's.
            said = next((at for at in range(first, len(self.tokens)) if isinstance(self.tokens[at], Run)), None)
            if said is not None:
                self.tokens.insert(said + 1, FRAME)
        if tag:
            self.tokens.append(ControlEnd(number))

    def _bookmark(self, element: Element) -> None:
        self.tokens.append(Bookmark(element.get(f"{W}id", ""), element.get(f"{W}name", "")))

    def _bookmark_end(self, element: Element) -> None:
        self.tokens.append(BookmarkEnd(element.get(f"{W}id", "")))

    def _comment(self, element: Element) -> None:
        self.tokens.append(Commented(element.get(f"{W}id", ""), _COMMENT_MARKS[element.tag]))

    HANDLERS: ClassVar[Mapping[str, Handler]] = {
        **Words.HANDLERS,
        f"{W}p": _paragraph,
        f"{W}tbl": _table,
        f"{W}tr": _row,
        f"{W}tc": _cell,
        f"{W}txbxContent": _box,
        f"{W}altChunk": _file,
        f"{W}subDoc": _file,
        f"{W}ins": _inserted,
        f"{W}moveTo": _inserted,
        f"{W}del": _removed,
        f"{W}moveFrom": _removed,
        f"{W}sdt": _control,
        f"{W}bookmarkStart": _bookmark,
        f"{W}bookmarkEnd": _bookmark_end,
        **dict.fromkeys(_COMMENT_MARKS, _comment),
    }
