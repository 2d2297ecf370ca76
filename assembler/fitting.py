"""Fitting: which entries are cut, and how a document is spaced, so that it keeps to its pages and ends well.

Stands between `tailor` and the writers, and is the only place where anything goes round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assembler.checks.counting import count
from assembler.diagnostics import Diagnostic
from assembler.document import Document
from assembler.theme import Theme
from assembler.writers import Extent, extent_of

Composed = Callable[[Sequence[str]], tuple[Document | None, list[Diagnostic]]]
"""Composes the document without the entries and lines named."""


@dataclass(frozen=True)
class Fitted:
    """A document as it is to be written: what was `cut`, the theme that it is spaced by, and what composing found."""

    document: Document | None
    theme: Theme
    cuts: Sequence[str]
    found: list[Diagnostic]


@dataclass(frozen=True)
class _Search:
    """One document's search: what may be cut, first what matters least, to keep to `pages`."""

    compose: Composed
    theme: Theme
    cuts: Sequence[str]
    pages: int

    def extent(self, cuts: Sequence[str], theme: Theme) -> Extent | None:
        document, _ = self.compose(cuts)
        return extent_of(document, theme) if document else None

    def too_long(self, cuts: Sequence[str], theme: Theme) -> bool:
        extent = self.extent(cuts, theme)
        return extent is not None and extent.pages > self.pages

    def words(self, cuts: Sequence[str]) -> int:
        document, _ = self.compose(cuts)
        return count(document).words if document else 0


def fit(compose: Composed, theme: Theme, cuts: Sequence[str], pages: int | None) -> Fitted:
    """The document with as few of `cuts` as keep it to `pages`, spaced so that its last page is no mere remnant."""
    kept = list(_kept(_Search(compose, theme, cuts, pages))) if pages and cuts else []
    document, found = compose(kept)
    return Fitted(document, _spaced(document, theme, pages) if document else theme, kept, found)


# Cutting --------------------------------------------------------------------------------------

_MOST_LAYOUTS = 10


def _kept(search: _Search) -> Sequence[str]:
    """The fewest cuts that do.

    What is cut must make room in Word too, so the search lays out on pages a line shorter. Layout is slow and composing
    quick, so it starts where the words per page of a first layout point.
    """
    whole, tight = search.extent((), search.theme), search.theme.with_slack()
    if whole is None or whole.pages < search.pages:
        return ()
    if whole.pages == search.pages and not search.too_long((), tight):
        return ()
    at, step = _guess(search, whole.pages), max(2, len(search.cuts) // 16)
    too_few, enough = 0, len(search.cuts) + 1
    for _ in range(_MOST_LAYOUTS):
        if search.too_long(search.cuts[:at], tight):
            too_few = at
        else:
            enough = at
        if enough - too_few <= 1:
            break
        if enough > len(search.cuts):
            at, step = min(len(search.cuts), at + step), step * 2
        elif not too_few:
            at, step = max(1, at - step), step * 2
        else:
            at = (too_few + enough) // 2
    return _refilled(search, search.cuts[: min(enough, len(search.cuts))], tight)


_LARGE = 30
"""Words of a cut that frees more room than was needed, so that it pays to look what can come back."""


def _refilled(search: _Search, cuts: Sequence[str], tight: Theme) -> Sequence[str]:
    """`cuts` without those that can come back, where the last one freed much more than was needed (a whole table)."""
    *before, last = cuts
    if not before or search.words(before) - search.words(cuts) < _LARGE:
        return cuts
    too_few, enough = -1, len(before)
    while enough - too_few > 1:
        at = (too_few + enough) // 2
        if search.too_long([*before[:at], last], tight):
            too_few = at
        else:
            enough = at
    return [*before[:enough], last]


def _guess(search: _Search, pages: int) -> int:
    """How many cuts leave as many words as fit on the pages allowed, at the words per page of the whole."""
    # The last page is full to some unknown part; half is the fairest guess.
    allowed = search.words(()) * search.pages / (pages - 0.5)
    low, high = 1, len(search.cuts)
    while low < high:
        middle = (low + high) // 2
        longer = search.words(search.cuts[:middle]) > allowed
        low, high = (middle + 1, high) if longer else (low, middle)
    return low


# Spacing --------------------------------------------------------------------------------------

LEAST_LINES = 6
"""Lines below which a last page is a remnant."""

_CLOSER, _WIDER = (0.85, 0.7), (1.15, 1.3, 1.5)
"""By how much the space between entries and sections may shrink or grow, in the order in which it is tried."""


def _spaced(document: Document, theme: Theme, pages: int | None) -> Theme:
    """`theme`, or one that is spaced closer or wider, so that the last page holds at least six lines or is not needed.

    The same theme sets the DOCX, so that Word's pages end alike; closer spacing must leave Word a line of slack.
    """
    extent = extent_of(document, theme)
    if extent is None or extent.pages == 1 or extent.last_lines >= LEAST_LINES:
        return theme
    for factor in _CLOSER:
        closer = theme.spaced(factor)
        if (tried := extent_of(document, closer.with_slack())) is not None and tried.pages < extent.pages:
            return closer
    for factor in _WIDER:
        wider = theme.spaced(factor)
        tried = extent_of(document, wider)
        if tried is not None and tried.last_lines >= LEAST_LINES and tried.pages <= (pages or extent.pages):
            return wider
    return theme
