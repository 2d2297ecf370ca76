"""Checks: small functions over program, view, Document and rendering, each with one thing to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assembler.checks.fonts import glyphs, label_widths
from assembler.diagnostics import Diagnostic, warning
from assembler.document import Document
from assembler.schema.program import Program
from assembler.theme import Theme


@dataclass(frozen=True)
class Made:
    """A finished document and all that a check may look at."""

    name: str
    document: Document
    theme: Theme


CHECKS: tuple[Callable[[Made], list[Diagnostic]], ...] = (
    lambda made: glyphs(made.document, made.theme),
    lambda made: label_widths(made.name, made.document, made.theme),
)
"""Every check of a Document, in the order in which findings are told. What they find is remembered with it."""


def check(made: Made) -> list[Diagnostic]:
    """What all checks find in one document."""
    return [found for one in CHECKS for found in one(made)]


def check_pages(name: str, document: str, program: Program | None, pages: int | None) -> list[Diagnostic]:
    """Where a CV of so many `pages` is longer than its program allows. Asked anew each time, since rules may move."""
    return _over_pages(name, program, pages) if program is not None and document == "cv" else []


def _over_pages(name: str, program: Program, pages: int | None) -> list[Diagnostic]:
    limit = program.cv.pages
    if limit is None or pages is None or pages <= limit:
        return []
    return [
        warning(
            "over-pages",
            f"{name} takes {pages} pages with all left out that may be; {program.short} allows {limit}",
            program.cv.mark,
            "shorten posts and training, leave out sections in 'cv: sections:', or raise 'pages:'",
        )
    ]
