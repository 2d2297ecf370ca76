"""What is known when YAML cannot be parsed, and the advice that most mistakes come down to: to quote the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assembler.diagnostics import Mark
from assembler.sources.building import Piece
from assembler.sources.scalars import CURLY
from assembler.sources.text import SourceText, indentation

QUOTE_IT = 'put the whole text in "double quotes"'


@dataclass(frozen=True, slots=True)
class Failure:
    """What the parser knew when it gave up.

    `problem` and `context` are its words, `at` and `begun` the indices they belong to. `last` is the last thing it
    had read; `around` holds the kind (`mapping` or `list`) and mark of the collection it was in; `owners` the marks
    of all collections that a next line could have belonged to; `bracket` the index of the last open bracket.
    """

    page: SourceText
    problem: str
    at: int
    context: str
    begun: int | None
    last: Piece | None
    around: tuple[str, Mark] | None
    owners: list[Mark]
    bracket: int | None

    @property
    def line_number(self) -> int:
        """The line in which the parser gave up."""
        return self.page.place(self.at)[0]

    @property
    def line(self) -> str:
        """The text of that line."""
        return self.page.line(self.line_number)

    @property
    def character(self) -> str:
        """The character at which it gave up; empty at the end of the file."""
        return self.page.text[self.at : self.at + 1]

    def follows_last(self) -> bool:
        """Whether it gave up in the line in which the last thing ended, with only spaces between."""
        return self.last is not None and not self.page.text[self.last.end : self.at].strip(" \t")


def suggested(page: SourceText, line_number: int, column: int) -> str:
    """The advice to quote the text at `column`, spelled out where it is short and ends with its line."""
    line, following = page.line(line_number), page.line(line_number + 1)
    before, text = line[: column - 1].strip(), line[column - 1 :].strip()
    why = ""
    if text[:1] in CURLY and text:
        why, text = f"the quotes {text[0]} were typed by Word and count as letters; ", text.strip(CURLY)
    lead = re.match(r"[ \t]*(?:-[ \t]+)*", line)
    runs_on = following.strip() and indentation(following) > (lead.end() if lead else 0)
    if runs_on or not text or not before or before[-1] not in ":-" or len(before) + len(text) > 80 or " #" in text:
        return why + QUOTE_IT
    if '"' not in text and "\\" not in text:
        quoted = f'"{text}"'
    elif "'" not in text:
        quoted = f"'{text}'"
    else:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        quoted = f'"{escaped}"'
    return f"{why}put the text in quotes:\n        {before} {quoted}"
