"""The page of a Document in twips: what `styles`, `body` and `package` have to agree on."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.document import Document
from assembler.theme import PAPER, Theme
from assembler.writers.docx.xml import twips
from assembler.writers.measure import margins_of


@dataclass(frozen=True, slots=True)
class Geometry:
    """Page size, margins and the grid, all in twips; `text` is the width between the margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    label: int
    bullet: int

    @property
    def text(self) -> int:
        """The width between the margins."""
        return self.width - self.left - self.right


def geometry_of(document: Document, theme: Theme) -> Geometry:
    """The geometry that `theme` gives to `document`."""
    width, height = PAPER[document.paper]
    margins = margins_of(document, theme)
    return Geometry(
        width=twips(width),
        height=twips(height),
        top=twips(margins.top),
        right=twips(margins.right),
        bottom=twips(margins.bottom),
        left=twips(margins.left),
        label=twips(theme.grid.label),
        bullet=twips(theme.grid.bullet),
    )
