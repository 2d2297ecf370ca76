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


def packed(name: str, chapters: Sequence[Chapter], behind: Sequence[Behind], last: int | None = None) -> Packed:
    """The pack `name` of `chapters`, the first of which is the briefing, that says on which page the others begin.

    `last` are the pages that it had when it was made before: where that still holds, the briefing is laid out once.
    """
    first, *others = chapters
    found: list[Diagnostic] = []
    parts = [_laid_out(chapter, found) for chapter in others]
    following = [*(one.pages if one else 0 for one in parts), *(one.pages for one in behind)]
    pages = max(1, last - sum(following)) if last else _USUAL_PAGES
    # The numbers that the briefing tells may move its own end, so it is laid out again with them.
    for _ in range(_MOST_ROUNDS):
        told: list[Diagnostic] = []
        briefing = _laid_out(replace(first, view=_told(first.view, [pages, *following])), told)
        if briefing is None or briefing.pages == pages:
            break
        pages = briefing.pages
    found = [*told, *found]
    whole = [one for one in (briefing, *parts) if one is not None]
    if len(whole) < len(chapters):
        return Packed(Rendering(b""), found)
    rendering = write_together(whole, behind)
    if len(rendering.data) > MOST_BYTES:
        size = f"{len(rendering.data) / 1_000_000:.1f} MB"
        hint = "a request form of many pictures is the usual cause: print it to a PDF anew"
        message = f"{name} has {size}, more than the 1 MB that mail and portals like"
        found.append(warning("pack-large", message, None, hint))
    return Packed(rendering, found)


_USUAL_PAGES = 3
"""Of a briefing, where nothing is known of it."""

_MOST_ROUNDS = 4


def _laid_out(chapter: Chapter, found: list[Diagnostic]) -> LaidOut | None:
    """The pages of `chapter`, None where its template fails; what composing it finds goes into `found`."""
    fitted = fit(lambda _: chapter.compose(chapter.view), chapter.theme)
    found += fitted.found
    return laid_out(Part(fitted.document, fitted.theme, chapter.label)) if fitted.document is not None else None


def _told(view: View, pages: Sequence[int]) -> View:
    """The briefing with the page on which each of what is enclosed begins; `pages` are those of every part in turn."""
    if not isinstance(view, BriefingView):
        return view
    starts = [1 + sum(pages[: at + 1]) for at in range(len(view.enclosed))]
    enclosed = tuple(replace(one, page=start) for one, start in zip(view.enclosed, starts, strict=True))
    return replace(view, enclosed=enclosed)
