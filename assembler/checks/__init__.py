"""Checks: small functions over program, view, Document and rendering, each with one thing to find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assembler.checks.counting import Count
from assembler.checks.fonts import glyphs, label_widths
from assembler.diagnostics import Diagnostic, note, warning
from assembler.document import Document
from assembler.schema.dates import PartialDate
from assembler.schema.program import Program
from assembler.theme import Theme


@dataclass(frozen=True)
class Made:
    """A finished document and all that a check may look at. `pages` is None where no PDF was made."""

    name: str
    program: Program | None
    document: Document
    theme: Theme
    count: Count
    pages: int | None


def _over_pages(made: Made) -> list[Diagnostic]:
    limit = made.program.cv.pages if made.program and made.document.layout == "cv" else None
    if made.program is None or limit is None or made.pages is None or made.pages <= limit:
        return []
    return [
        warning(
            "over-pages",
            f"{made.name} takes {made.pages} pages with all left out that may be; {made.program.short} allows {limit}",
            made.program.cv.mark,
            "shorten posts and training, leave out sections in 'cv: sections:', or raise 'pages:'",
        )
    ]


def _over_limit(made: Made) -> list[Diagnostic]:
    if made.program is None or made.document.layout == "cv":
        return []
    counted = {"words": made.count.words, "characters": made.count.characters}
    return [
        (note if limit.advice else warning)(
            "over-limit",
            f"{made.name} has {counted[limit.unit]} {limit.unit}; {made.program.short}"
            f" {'advises' if limit.advice else 'allows'} at most {limit.maximum}",
            limit.mark,
            "shorten the text that the profile offers as a first draft",
        )
        for limit in made.program.statement.limits
        if limit.unit in counted and counted[limit.unit] > limit.maximum
    ]


CHECKS: tuple[Callable[[Made], list[Diagnostic]], ...] = (
    _over_pages,
    _over_limit,
    lambda made: glyphs(made.name, made.document, made.theme),
    lambda made: label_widths(made.name, made.document, made.theme),
)
"""Every check, in the order in which findings are told."""


def check(made: Made) -> list[Diagnostic]:
    """What all checks find in one document."""
    return [found for one in CHECKS for found in one(made)]


def check_deadlines(programs: Mapping[str, Program], today: PartialDate) -> list[Diagnostic]:
    """A warning for each program that has closed by `today`."""
    return [
        warning(
            "deadline-passed",
            f"{program.short} closed on {program.deadline.date}",
            program.deadline.mark,
            "correct the date, or take the program's file out of programs/",
        )
        for program in programs.values()
        if program.deadline.date.last() < today.first()
    ]
