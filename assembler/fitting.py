"""Fitting: which entries are cut, and how a document is spaced, so that it keeps to its pages and ends well.

Stands between `tailor` and the writers, and is the only place where anything goes round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assembler.diagnostics import Diagnostic
from assembler.document import Document
from assembler.theme import Theme
from assembler.writers import Extent, extent_of

Composed = Callable[[Sequence[str]], tuple[Document | None, list[Diagnostic]]]
"""Composes the document without the entries and lines named. The same ones are named again and again."""


@dataclass(frozen=True)
class Fitted:
    """A document as it is to be written: what was `cut`, the theme that it is spaced by, and what composing found."""

    document: Document | None
    theme: Theme
    cuts: Sequence[str]
    found: list[Diagnostic]


@dataclass(frozen=True)
class Limit:
    """The pages that a document is to keep to, and what may be cut for that: `cuts`, first what matters least.

    `words` tells about how many words are left without some of them, so that it is known where to look first.
    """

    pages: int
    cuts: Sequence[str]
    words: Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class _Search:
    """One document's search for the cuts that keep it to its limit.

    `full` are the lines of a full page, as far as a layout told them.
    """

    compose: Composed
    theme: Theme
    limit: Limit
    full: float = 0

    def extent(self, cuts: Sequence[str], theme: Theme) -> Extent | None:
        document, _ = self.compose(cuts)
        return extent_of(document, theme) if document else None

    def too_long(self, cuts: Sequence[str], theme: Theme) -> bool:
        extent = self.extent(cuts, theme)
        return extent is not None and extent.pages > self.limit.pages


def fit(compose: Composed, theme: Theme, limit: Limit | None = None) -> Fitted:
    """The document with as few cuts as keep it to its limit, spaced so that its last page is no mere remnant."""
    kept = list(_kept(_Search(compose, theme, limit))) if limit and limit.cuts else []
    document, found = compose(kept)
    pages = limit.pages if limit else None
    return Fitted(document, _spaced(document, theme, pages) if document else theme, kept, found)


# Cutting --------------------------------------------------------------------------------------

_MOST_LAYOUTS = 10
_TRUSTED = 5
"""After so many layouts the middle is tried rather than what a layout points at."""


def _kept(search: _Search) -> Sequence[str]:
    """The fewest cuts that do.

    What is cut must make room in Word too, so the search lays out on pages a line shorter. Layout is slow and composing
    quick, so that each layout tells where to look next: by the lines that are too many, at the words of a line.
    """
    whole, tight = search.extent((), search.theme), search.theme.with_slack()
    if whole is None or whole.pages < search.limit.pages:
        return ()
    if whole.pages == search.limit.pages and not search.too_long((), tight):
        return ()
    search = replace(search, full=_full(whole) - 1)
    first = _pointed_at(search, lambda at: search.limit.cuts[:at], 0, len(search.limit.cuts), whole, whole.pages)
    enough = _fewest(search, lambda at: search.limit.cuts[:at], len(search.limit.cuts), first, tight)
    return _refilled(search, search.limit.cuts[:enough], tight)


def _fewest(
    search: _Search, cut: Callable[[int], Sequence[str]], most: int, first: int, tight: Theme, too_few: int = 0
) -> int:
    """The least number of cuts that do, more than `too_few` and at most `most`, of which it is taken that they do.

    `cut` gives the cuts of a number of them; `first` is where to look first.
    """
    at, enough = first, most + 1
    for number in range(_MOST_LAYOUTS):
        if enough - too_few <= 1:
            break
        at = min(max(at, too_few + 1), enough - 1)
        extent = search.extent(cut(at), tight)
        if extent is None:
            break
        if extent.pages > search.limit.pages:
            too_few = at
        else:
            enough = at
        middle = (too_few + enough) // 2
        at = _pointed_at(search, cut, at, most, extent) if number < _TRUSTED else middle
    return min(enough, most)


def _pointed_at(
    search: _Search, cut: Callable[[int], Sequence[str]], at: int, most: int, extent: Extent, slack: int = 0
) -> int:
    """The number of cuts that keep to the pages allowed, as far as a layout with `at` of them tells.

    `slack` are lines of which there will be fewer.
    """
    full = _full(extent) or search.full
    words = search.limit.words(cut(at))
    allowed = words * (search.limit.pages * full - slack) / max(1, extent.lines)
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        longer = search.limit.words(cut(middle)) > allowed
        low, high = (middle + 1, high) if longer else (low, middle)
    return low


def _full(extent: Extent) -> float:
    """The lines of a page that is full; nothing where there is only one page."""
    return (extent.lines - extent.last_lines) / (extent.pages - 1) if extent.pages > 1 else 0


_LARGE = 30
"""Words of a cut that frees more room than was needed, so that it pays to look what can come back."""


def _refilled(search: _Search, cuts: Sequence[str], tight: Theme) -> Sequence[str]:
    """`cuts` without those that can come back, where the last one freed much more than was needed (a whole table)."""
    *before, last = cuts
    if not before or search.limit.words(before) - search.limit.words(cuts) < _LARGE:
        return cuts

    def with_last(number: int) -> Sequence[str]:
        return [*before[:number], last]

    extent = search.extent(cuts, tight)
    first = _pointed_at(search, with_last, len(before), len(before), extent) if extent else len(before)
    return with_last(_fewest(search, with_last, len(before), first, tight, too_few=-1))


# Spacing --------------------------------------------------------------------------------------

LEAST_LINES = 6
"""Lines below which a last page is a remnant."""

_CLOSER, _WIDER = (0.85, 0.7), (1.15, 1.3, 1.5)
"""By how much the space between entries and sections may shrink or grow: the least of it that does."""


def _spaced(document: Document, theme: Theme, pages: int | None) -> Theme:
    """`theme`, or one that is spaced closer or wider, so that the last page holds at least six lines or is not needed.

    The same theme sets the DOCX, so that Word's pages end alike; closer spacing must leave Word a line of slack.
    """
    extent = extent_of(document, theme)
    if extent is None or extent.pages == 1 or extent.last_lines >= LEAST_LINES:
        return theme

    def drawn_back(factor: float) -> bool:
        tried = extent_of(document, theme.spaced(factor).with_slack())
        return tried is not None and tried.pages < extent.pages

    # Where the closest does not do, none does.
    if drawn_back(closest := _CLOSER[-1]):
        return theme.spaced(next((factor for factor in _CLOSER[:-1] if drawn_back(factor)), closest))
    for factor in _WIDER:
        wider = theme.spaced(factor)
        tried = extent_of(document, wider)
        if tried is not None and tried.last_lines >= LEAST_LINES and tried.pages <= (pages or extent.pages):
            return wider
    return theme
