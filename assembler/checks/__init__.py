"""Checks: small functions over program, view, Document and rendering, each with one thing to find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assembler.checks.fonts import glyphs, label_widths
from assembler.diagnostics import Diagnostic, warning
from assembler.document import Document
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
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


def check_cases(profile: Profile, programs: Mapping[str, Program], today: PartialDate) -> list[Diagnostic]:
    """A warning for each logbook of which a case summary counts only the later part: its counts cannot be parted."""
    return [
        warning(
            "outside-window",
            f"{program.short} wants the cases of {program.case_summary.months} months, from {since} on, and this"
            f" logbook begins on {book.start}",
            book.mark,
            "split it into two logbooks, one up to that day and one from it on",
        )
        for program in programs.values()
        if "case-summary" in program.documents and (since := program.case_summary.since(today)) is not None
        for book in profile.logbooks
        if not book.private and book.start.first() < since.first() <= book.end.last()
    ]
