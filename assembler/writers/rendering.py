"""What a writer hands back: the file's bytes, the pages it takes and what was found on the way to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assembler.diagnostics import Diagnostic


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
    """How long a layout is: its pages, and the lines of text on the last one."""

    pages: int
    last_lines: int
