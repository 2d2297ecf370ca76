"""What is looked at in every finished Document, whatever it is made for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assembler.checks.fonts import glyphs, label_widths
from assembler.diagnostics import Diagnostic
from assembler.document import Document
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
