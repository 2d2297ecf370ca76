"""Merging: the text of each section from what was last written, what stands in Word now, and what Markdown says now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Merged:
    """One section after merging.

    `text` holds from now on (canonical Markdown; None where nobody wrote the section), and is `by` the side that
    changed it. In a conflict it is that of the Markdown, and `other` is what stands in Word: nothing is decided.
    """

    id: str
    text: str | None
    by: Literal["docx", "markdown", "both"]
    other: str | None = None

    @property
    def conflict(self) -> bool:
        """Whether both sides changed, and differently."""
        return self.other is not None


def merge(base: Mapping[str, str] | None, docx: Mapping[str, str], markdown: Mapping[str, str]) -> list[Merged]:
    """The sections of one statement, those of Word first and in its order.

    `base` is what the last build wrote into Word (None where that is not known); `docx` what stands there now, empty
    where a field is empty, absent where the field is gone; `markdown` what the files say now, absent where nobody
    wrote a section there. Spaces that Word adds or takes are no change.
    """
    return [_one(name, base, docx, markdown) for name in dict.fromkeys([*docx, *markdown])]


def _one(name: str, base: Mapping[str, str] | None, docx: Mapping[str, str], markdown: Mapping[str, str]) -> Merged:
    typed, written = docx.get(name), markdown.get(name)
    before = base.get(name, "") if base is not None else written
    if typed is None or same(typed, before):
        return Merged(name, written, "markdown")
    if written is None or same(written, before):
        # With no base, what Word says is a change only where it differs from what Markdown says.
        if base is None and written is not None:
            return Merged(name, written, "markdown", typed)
        return Merged(name, typed or None, "docx")
    if same(typed, written):
        return Merged(name, written, "both")
    return Merged(name, written, "markdown", typed)


def same(one: str, other: str | None) -> bool:
    """Whether two texts say the same, spaces apart."""
    return _folded(one) == _folded(other or "")


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
