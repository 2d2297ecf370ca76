"""Statements and cover letters: Markdown by section into blocks and back, and what people typed in Word read again."""

from assembler.statements.files import (
    Piece,
    State,
    Statement,
    Written,
    open_places,
    read_statement,
    state,
    with_section,
)
from assembler.statements.lines import Problem
from assembler.statements.markdown import blocks_of, markdown_of, normal

__all__ = [
    "Piece",
    "Problem",
    "State",
    "Statement",
    "Written",
    "blocks_of",
    "markdown_of",
    "normal",
    "open_places",
    "read_statement",
    "state",
    "with_section",
]
