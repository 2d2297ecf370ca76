"""The writers: one table from a format's name to what turns a Document and a theme into that format's bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from assembler.document import Document
from assembler.theme import Theme
from assembler.writers.rendering import Behind, Extent, LaidOut, Part, Rendering

__all__ = [
    "WRITERS",
    "Behind",
    "Extent",
    "LaidOut",
    "Part",
    "Rendering",
    "Writer",
    "extent_of",
    "laid_out",
    "write_together",
]


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: its name on the command line, its file's suffix and media type, and where its function is.

    `function` is `module:name`, imported when first used: WeasyPrint and python-docx are slow to import.
    """

    format: str
    suffix: str
    media_type: str
    function: str

    def write(self, document: Document, theme: Theme) -> Rendering:
        """The bytes of `document` in this format, set as `theme` says."""
        module, name = self.function.split(":")
        function: Callable[[Document, Theme], Rendering | bytes] = getattr(import_module(module), name)
        made = function(document, theme)
        return made if isinstance(made, Rendering) else Rendering(made)


WRITERS: dict[str, Writer] = {
    writer.format: writer
    for writer in (
        Writer("pdf", ".pdf", "application/pdf", "assembler.writers.pdf:write"),
        Writer(
            "docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "assembler.writers.docx:write",
        ),
        Writer("txt", ".txt", "text/plain", "assembler.writers.text:write"),
    )
}
"""Every format by name."""


def extent_of(document: Document, theme: Theme) -> Extent | None:
    """How long the pages of `document` would be; None where they cannot be laid out, for reasons that writing tells."""
    made: Extent | None = import_module("assembler.writers.pdf").extent_of(document, theme)
    return made


def laid_out(part: Part) -> LaidOut:
    """The pages of `part` before they are written with others; 0 where they cannot be laid out."""
    made: LaidOut = import_module("assembler.writers.pdf").laid_out(part)
    return made


def write_together(parts: Sequence[LaidOut], behind: Sequence[Behind] = ()) -> Rendering:
    """One PDF of all `parts`, with the pages of other files `behind` them."""
    made: Rendering = import_module("assembler.writers.pdf").write_together(parts, behind)
    return made
