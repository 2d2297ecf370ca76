"""What a writer is given and hands back: parts of a file; the file's bytes, its pages and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from assembler.diagnostics import Diagnostic
from assembler.document import Document
from assembler.theme import Theme


@dataclass(frozen=True, slots=True)
class Rendering:
    """One written document.

    `data` is empty where a diagnostic of severity error says why. `pages` is None for formats that are not
    laid out by us.
    """

    data: bytes
    pages: int | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


class Extent(NamedTuple):
    """How long a layout is: its pages, the lines of text on the last one, and those of all pages."""

    pages: int
    last_lines: int
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file of several, the theme that it is set in and its name in the outline."""

    document: Document
    theme: Theme
    label: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A part, how many pages it takes, and what the layout engine holds of them until they are written."""

    part: Part
    pages: int
    leaves: Any


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody else's PDF, as it stands behind our own pages: its name in the outline, its bytes, how many pages."""

    label: str
    data: bytes
    pages: int
