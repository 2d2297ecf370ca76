"""Pages: where a CV is longer than its program allows."""

from __future__ import annotations

from assembler.diagnostics import Diagnostic, warning
from assembler.schema.program import Program


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
