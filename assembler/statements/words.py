"""What is said within a line of Word's: characters, symbols, links, fields, footnotes. `flow` puts the lines around."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from assembler.statements import symbols
from assembler.statements.looks import Styles, at, switched, value
from assembler.statements.package import Element, Link, R, W
from assembler.statements.runs import Run, address, clean, is_allowed
from assembler.statements.tokens import (
    COMPUTED,
    EMBEDDED,
    FOOTNOTE,
    FORMULA,
    HIDDEN,
    NO_LINK,
    PAGE_BREAK,
    PICTURE,
    SOFT_HYPHEN,
    SYMBOL,
    TEXT_BOX,
    End,
    Lost,
    Start,
    Token,
)

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_HYPERLINK = re.compile(r'\s*HYPERLINK(?:\s+"([^"]*)"|\s+([^\s"\\]+))?(?:[^"]*\\l\s+"([^"]*)")?', re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.IGNORECASE)

_WHITE = re.compile(r"[ \t\r\n]+")
_BREAKS = re.compile("[\u2028\u2029\u0085]")
_PRIVATE = re.compile("[\uf000-\uf0ff]")

Handler: TypeAlias = Callable[[Any, Element], None]
"""A method that takes one element."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, and the relationships of the part it stands in."""

    element: Element
    links: Mapping[str, Link]


class Words:
    """One walk over a part; `tokens` is what it found.

    In `furniture`, headers and footers, page numbers are left out, since they change by themselves.
    """

    def __init__(
        self,
        styles: Styles,
        notes: Mapping[tuple[str, str], Note],
        links: Mapping[str, Link],
        *,
        furniture: bool = False,
    ) -> None:
        """`notes` are footnotes and endnotes by kind and id, `links` the relationships of this part."""
        self.tokens: list[Token] = []
        self._styles, self._links, self._furniture = styles, links, furniture
        self._notes = dict(notes)
        # A line is begun; it has text.
        self._open = self._has_text = False
        # How many lines, deletions and page numbers are around.
        self._within = self._deleted = self._hushed = 0
        self._paragraph_look = self._look = (False, False)
        self._font = ""
        self._href: str | None = None
        self._found_text = False
        # Fields whose results are being read: what was before them, and the instructions of those not yet ended.
        self._results: list[tuple[str | None, int]] = []
        self._instructions: list[list[str]] = []
        self._separated: set[int] = set()

    def _walk(self, element: Element) -> None:
        for child in element:
            handle = self.HANDLERS.get(child.tag)
            if handle is None:
                self._walk(child)
            else:
                handle(self, child)

    def _say(self, text: str) -> None:
        if self._deleted or self._hushed or not text:
            return
        self._has_text = self._has_text or not text.isspace()
        run = Run(text, *self._look, self._href)
        # Text outside every paragraph: no word processor writes it, and it is kept all the same.
        self.tokens += (run,) if self._open else (Start(), run, End())

    def _lost(self, what: Lost) -> None:
        if not self._deleted:
            self.tokens.append(what)

    def _part(self) -> None:
        """Part what were two lines and are one now."""
        last = self.tokens[-1] if self.tokens else None
        if not (isinstance(last, Run) and last.text.endswith((" ", "["))):
            self._say(" ")

    def _run(self, element: Element) -> None:
        outer = self._look, self._font
        properties = at(element, "rPr")
        # Most runs say nothing of themselves.
        self._look, self._font = (
            self._looks(properties) if properties is not None and len(properties) else (self._paragraph_look, "")
        )
        self._walk(element)
        self._look, self._font = outer

    def _looks(self, properties: Element) -> tuple[tuple[bool, bool], str]:
        """Whether a run is bold and italic, and its font."""
        style = self._styles.look(value(properties, "rStyle"))
        scripts = "Cs" if switched(properties, "rtl") or switched(properties, "cs") else ""
        look = []
        for name, above, here in zip("bi", self._paragraph_look, (style.bold, style.italic), strict=True):
            direct = switched(properties, name + scripts)
            # A style that is bold within one that is bold comes out regular.
            look.append(above != here if direct is None else direct)
        hidden = switched(properties, "vanish")
        if style.hidden if hidden is None else hidden:
            self._lost(HIDDEN)
        fonts = at(properties, "rFonts")
        return (look[0], look[1]), "" if fonts is None else fonts.get(f"{W}ascii", "")

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            text = text.strip(" \t\r\n")
        text = _PRIVATE.sub(lambda found: symbols.in_unicode(ord(found[0]), self._font) or found[0], text)
        for number, part in enumerate(_BREAKS.split(_WHITE.sub(" ", text))):
            if number:
                self._say("\n")
            self._say(clean(part))

    def _sign(self, element: Element) -> None:
        try:
            place = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            place = -1
        self._say(self._symbol(place, element.get(f"{W}font", "")))

    def _symbol(self, place: int, font: str) -> str:
        found = symbols.in_unicode(place, font)
        if found is None:
            self._lost(SYMBOL)
        return found or symbols.UNKNOWN

    def _break(self, element: Element) -> None:
        if element.get(f"{W}type", "textWrapping") == "textWrapping":
            self._say("\n")
        else:
            self._lost(PAGE_BREAK)
            self._say(" ")

    def _formula(self, element: Element) -> None:
        self._lost(FORMULA)
        self._say(_WHITE.sub(" ", "".join(text.text or "" for text in element.iter(f"{_M}t"))))

    def _drawing(self, element: Element) -> None:
        outer, self._found_text = self._found_text, False
        self._walk(element)
        self._lost(TEXT_BOX if self._found_text else PICTURE)
        self._found_text = outer

    def _alternate(self, element: Element) -> None:
        # The same in two ways, for newer and for older programs.
        for way in (f"{_MC}Choice", f"{_MC}Fallback"):
            if (found := element.find(way)) is not None:
                self._walk(found)
                return

    def _object(self, element: Element) -> None:
        self._lost(EMBEDDED)
        self._walk(element)

    def _note(self, element: Element) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        # Each once: two references to one long note would make a file of any length.
        note = None if self._deleted else self._notes.pop((kind, element.get(f"{W}id", "")), None)
        if note is not None:
            self._lost(FOOTNOTE)
            self._part()
            self._say("[")
            outer, self._links = self._links, note.links
            self._within += 1
            self._walk(note.element)
            self._within -= 1
            self._links = outer
            self._say("]")

    # Links and fields -------------------------------------------------------------------------

    def _link(self, element: Element) -> None:
        link = self._links.get(element.get(f"{R}id", ""))
        anchor = element.get(f"{W}anchor")
        target = link.target if link and link.external else ""
        outer = self._href
        self._href = self._address(f"{target}#{anchor}" if anchor and target and "#" not in target else target)
        self._walk(element)
        self._href = outer

    def _address(self, target: str) -> str | None:
        if is_allowed(made := address(target)):
            return made
        self._lost(NO_LINK)
        return None

    def _simple_field(self, element: Element) -> None:
        self._computed(element.get(f"{W}instr", ""))
        self._walk(element)
        self._field_over()

    def _computed(self, instruction: str) -> None:
        """The result of a field begins."""
        self._results.append((self._href, self._hushed))
        if link := _HYPERLINK.match(instruction):
            target = link[1] or link[2] or ""
            self._href = self._address(f"{target}#{link[3]}" if link[3] else target)
        elif self._furniture and _PAGE_NUMBER.match(instruction):
            self._hushed += 1
        else:
            self._lost(COMPUTED)

    def _field_over(self) -> None:
        if self._results:
            self._href, self._hushed = self._results.pop()

    def _field_mark(self, element: Element) -> None:
        """A field in three parts: its instruction, its result, its end; they may lie in different paragraphs."""
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._instructions.append([])
            case "separate" if self._instructions:
                self._computed("".join(self._instructions[-1]))
                self._separated.add(len(self._instructions))
            case "end" if self._instructions:
                if len(self._instructions) in self._separated:
                    self._separated.discard(len(self._instructions))
                    self._field_over()
                self._instructions.pop()
            case _:
                pass

    def _instruction(self, element: Element) -> None:
        if self._instructions:
            self._instructions[-1].append(element.text or "")

    def _nothing(self, element: Element) -> None:
        """Pass over what holds no text: properties, and what is deleted."""

    HANDLERS: ClassVar[Mapping[str, Handler]] = {
        f"{W}r": _run,
        f"{W}t": _text,
        f"{W}sym": _sign,
        f"{W}br": _break,
        f"{W}cr": lambda self, _: self._say("\n"),
        f"{W}tab": lambda self, _: self._say(" "),
        f"{W}ptab": lambda self, _: self._say(" "),
        f"{W}noBreakHyphen": lambda self, _: self._say("\u2011"),
        f"{W}softHyphen": lambda self, _: self._lost(SOFT_HYPHEN),
        f"{_M}oMath": _formula,
        f"{W}drawing": _drawing,
        f"{W}pict": _drawing,
        f"{W}object": _object,
        f"{_MC}AlternateContent": _alternate,
        f"{W}footnoteReference": _note,
        f"{W}endnoteReference": _note,
        f"{W}hyperlink": _link,
        f"{W}fldSimple": _simple_field,
        f"{W}fldChar": _field_mark,
        f"{W}instrText": _instruction,
        **dict.fromkeys(
            (
                f"{W}pPr",
                f"{W}rPr",
                f"{W}sdtPr",
                f"{W}sectPr",
                f"{W}tblPr",
                f"{W}tblGrid",
                f"{W}trPr",
                f"{W}tcPr",
                f"{W}delText",
                f"{W}delInstrText",
            ),
            _nothing,
        ),
    }
    """What is done with each element; the text of all others is kept as if they were not there."""
