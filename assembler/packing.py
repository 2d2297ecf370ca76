"""Packing: a referee's one PDF, of briefing, CV, statement and forms, laid out one by one and then numbered.

Stands beside `making`, which makes single documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assembler.diagnostics import Diagnostic, warning
from assembler.document import Document
from assembler.fitting import fit
from assembler.theme import Theme
from assembler.views import BriefingView, View
from assembler.writers import Behind, LaidOut, Part, Rendering, laid_out, write_together

MOST_BYTES = 1_000_000
"""What a pack should not exceed: mail takes more, but portals take letters up to 1 MB (AAMC) and people share files."""

Composed = Callable[[View], tuple[Document | None, list[Diagnostic]]]


@dataclass(frozen=True)
class Chapter:
    """One part of a pack on its way into it: its view, how that is composed, its theme and its name in the outline."""

    view: View
    compose: Composed
    theme: Theme
    label: str


@dataclass(frozen=True)
class Packed:
    """A pack as it was written, and what composing its parts found."""

    rendering: Rendering
    found: list[Diagnostic]


def packed(name: str, chapters: Sequence[Chapter], behind: Sequence[Behind]) -> Packed:
    """The pack `name` of `chapters`, the first of which is the briefing, that says on which page the others begin."""
    first = chapters[0]
    found: list[Diagnostic] = []
    parts: list[LaidOut] = []
    for chapter in chapters:
        fitted = fit(lambda _, one=chapter: one.compose(one.view), chapter.theme, (), None)  # type: ignore[misc]
        found += fitted.found
        if fitted.document is not None:
            parts.append(laid_out(Part(fitted.document, fitted.theme, chapter.label)))
    if len(parts) < len(chapters):
        return Packed(Rendering(b""), found)
    # The numbers that the briefing tells may move its own end, so it is laid out again with them.
    for _ in range(_MOST_ROUNDS):
        pages = [*(one.pages for one in parts), *(one.pages for one in behind)]
        document, _ = first.compose(_told(first.view, pages))
        if document is None or document == parts[0].part.document:
            break
        parts[0] = laid_out(replace(parts[0].part, document=document))
    rendering = write_together(parts, behind)
    if len(rendering.data) > MOST_BYTES:
        size = f"{len(rendering.data) / 1_000_000:.1f} MB"
        hint = "a request form of many pictures is the usual cause: print it to a PDF anew"
        message = f"{name} has {size}, more than the 1 MB that mail and portals like"
        found.append(warning("pack-large", message, None, hint))
    return Packed(rendering, found)


_MOST_ROUNDS = 3


def _told(view: View, pages: Sequence[int]) -> View:
    """The briefing with the page on which each of what is enclosed begins; `pages` are those of every part in turn."""
    if not isinstance(view, BriefingView):
        return view
    starts = [1 + sum(pages[: at + 1]) for at in range(len(view.enclosed))]
    enclosed = tuple(replace(one, page=start) for one, start in zip(view.enclosed, starts, strict=True))
    return replace(view, enclosed=enclosed)
