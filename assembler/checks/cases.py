"""Case summaries: logbooks of which a program wants the later part alone, which their counts cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning


def check_cases(subject: Subject) -> Iterator[Diagnostic]:
    """A warning for each logbook of which a case summary counts only the later part: its counts cannot be parted."""
    for program in subject.programs.values():
        since = program.case_summary.since(subject.today)
        if "case-summary" not in program.documents or since is None:
            continue
        for book in subject.profile.logbooks:
            if not book.private and book.start.first() < since.first() <= book.end.last():
                yield warning(
                    "outside-window",
                    f"{program.short} wants the cases of {program.case_summary.months} months, from {since} on, and"
                    f" this logbook begins on {book.start}",
                    book.mark,
                    "split it into two logbooks, one up to that day and one from it on",
                )


CHECKS: Sequence[Check] = (check_cases,)
