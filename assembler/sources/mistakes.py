"""Syntax errors into advice: where the mistake really is, which is seldom where the YAML parser gave up."""

from __future__ import annotations

from collections.abc import Callable

from assembler.diagnostics import Diagnostic, error
from assembler.sources import mistakes_in_lines, mistakes_in_texts
from assembler.sources.failure import QUOTE_IT, Failure

Rule = Callable[[Failure], Diagnostic | None]

_RULES: tuple[tuple[Rule, bool], ...] = (
    (mistakes_in_texts.tab, False),
    (mistakes_in_texts.odd_spaces, False),
    (mistakes_in_texts.escape, True),
    (mistakes_in_texts.never_closed, True),
    (mistakes_in_texts.closed_late, True),
    (mistakes_in_texts.text_after_bracket, True),
    (mistakes_in_texts.tag, True),
    (mistakes_in_texts.bad_start, True),
    (mistakes_in_lines.continued, False),
    (mistakes_in_lines.colon, True),
    (mistakes_in_lines.no_colon, True),
    (mistakes_in_lines.list_beside_key, False),
    (mistakes_in_lines.nested, False),
    (mistakes_in_lines.open_bracket, False),
    (mistakes_in_lines.split_by_comment, False),
    (mistakes_in_lines.misaligned, False),
)
"""In the order in which they are asked. The flag says that all would be well but for the text of the marked line."""


def explain(failure: Failure) -> tuple[Diagnostic, bool]:
    """The diagnostic for `failure`, from the first rule that knows the mistake, and whether one line is all of it."""
    for rule, within_a_line in _RULES:
        if (found := rule(failure)) is not None:
            return found, within_a_line
    message = f"from here on this cannot be read as YAML ({failure.problem})"
    hint = f"look for a quote or bracket left open above; if it is text, {QUOTE_IT}"
    return error("yaml-syntax", message, failure.page.mark(failure.at), hint), False
