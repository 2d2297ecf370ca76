"""Checks: small functions over program, view, Document and rendering, each with one thing to find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from assembler.checks.fonts import glyphs, label_widths
from assembler.diagnostics import Diagnostic, note, warning
from assembler.document import Document
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.theme import Theme


class Size(Protocol):
    """How long a document is; None where it is not known."""

    @property
    def pages(self) -> int | None:
        """Pages of the PDF."""

    @property
    def words(self) -> int | None:
        """Words."""

    @property
    def characters(self) -> int | None:
        """Characters, spaces included."""


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


def check_limits(
    name: str, document: str, program: Program | None, size: Size, *, final: bool = False
) -> list[Diagnostic]:
    """Where a document of `size` is longer than its program allows. Asked anew each time, since rules may move.

    Pages count once a text is `final`: before, it stands between notes.
    """
    if program is None:
        return []
    if document == "cv":
        return _over_pages(name, program, size.pages)
    rules = {"statement": program.statement, "cover-letter": program.cover_letter}.get(document)
    if rules is None:
        return []
    counted = {"words": size.words, "characters": size.characters, "pages": size.pages if final else None}
    return [
        (note if limit.advice else warning)(
            "over-limit",
            f"{name} has {length} {limit.unit}; {program.short}"
            f" {'advises' if limit.advice else 'allows'} at most {limit.maximum}",
            limit.mark,
            "shorten the text, or the first draft that the profile offers",
        )
        for limit in rules.limits
        if (length := counted.get(limit.unit)) is not None and length > limit.maximum
    ]


def check_answers(name: str, document: str, program: Program, answers: Mapping[str, str]) -> list[Diagnostic]:
    """Where an answer to a set question is longer than it may be; `answers` are plain texts by the question's id.

    Characters include spaces, as portals count them.
    """
    rules = {"statement": program.statement, "cover-letter": program.cover_letter}[document]
    counts: Mapping[str, Callable[[str], int]] = {"words": lambda text: len(text.split()), "characters": len}
    return [
        (note if limit.advice else warning)(
            "over-limit",
            f"{name}, '{question.id}' has {length} {limit.unit}; {program.short}"
            f" {'advises' if limit.advice else 'allows'} at most {limit.maximum}",
            limit.mark,
            "shorten the answer",
        )
        for question in rules.questions
        if (limit := question.limit) is not None
        and limit.unit in counts
        and (length := counts[limit.unit](answers.get(question.id, ""))) > limit.maximum
    ]


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
