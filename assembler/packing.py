"""Packing: a referee's one PDF, of briefing, CV, statement and forms, each part laid out once its place is known.

Stands beside `making`, which makes single documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assembler.diagnostics import Diagnostic, warning
from assembler.document import Document
from assembler.fitting import fit
from assembler.tailor import BriefingView, View
from assembler.theme import Theme
from assembler.writers import Behind, Part, Rendering, extent_of, write_together

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
    fitted = [fit(lambda _, one=one: one.compose(one.view), one.theme, (), None) for one in chapters]  # type: ignore[misc]
    found = [item for one in fitted for item in one.found]
    parts = [
        Part(one.document, one.theme, chapter.label)
        for one, chapter in zip(fitted, chapters, strict=True)
        if one.document is not None
    ]
    if len(parts) < len(chapters):
        return Packed(Rendering(b""), found)
    pages = [_pages(part) for part in parts]
    # The numbers that the briefing tells may move its own end, so it is laid out again with them.
    for _ in range(_MOST_ROUNDS):
        document, _ = first.compose(_told(first.view, [*pages, *(one.pages for one in behind)]))
        if document is None or document == parts[0].document:
            break
        parts[0] = replace(parts[0], document=document)
        pages[0] = _pages(parts[0])
    rendering = write_together(parts, pages, behind)
    if len(rendering.data) > MOST_BYTES:
        size = f"{len(rendering.data) / 1_000_000:.1f} MB"
        hint = "a request form of many pictures is the usual cause: print it to a PDF anew"
        message = f"{name} has {size}, more than the 1 MB that mail and portals like"
        found.append(warning("pack-large", message, None, hint))
    return Packed(rendering, found)


_MOST_ROUNDS = 3


def _pages(part: Part) -> int:
    extent = extent_of(part.document, part.theme)
    return extent.pages if extent else 0


def _told(view: View, pages: Sequence[int]) -> View:
    """The briefing with the page on which each of what is enclosed begins; `pages` are those of every part in turn."""
    if not isinstance(view, BriefingView):
        return view
    starts = [1 + sum(pages[: at + 1]) for at in range(len(view.enclosed))]
    enclosed = tuple(replace(one, page=start) for one, start in zip(view.enclosed, starts, strict=True))
    return replace(view, enclosed=enclosed)
