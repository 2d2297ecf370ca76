"""Entries as evidence: a citation, a total, the bullets, each under the allow-list of who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assembler.schema.career import Publication
from assembler.tailor.allowed import SAW
from assembler.tailor.select import project
from assembler.views import Shown

GROUPS = ("articles", "reviews", "letters", "abstracts", "submitted")
"""Groups of publications in order; what no editor has accepted stands last, under a heading that says so."""

_GROUP_OF = {
    "article": "articles",
    "case-report": "articles",
    "review": "reviews",
    "chapter": "reviews",
    "letter": "letters",
    "abstract": "abstracts",
}


def citation(entry: Publication, own_names: Iterable[str]) -> dict[str, Any]:
    """Authors as AMA lists them: up to six all, else three and et al.; the applicant's own name is never cut.

    Source: AMA style as at csus.libguides.com/AMA; the place in the full list is given beside the entry, since
    truncation can remove the applicant. `et_al` tells that names follow the last one shown.
    """
    own = {name.casefold() for name in own_names}
    count = len(entry.authors)
    place = next((at for at, author in enumerate(entry.authors, 1) if author.casefold() in own), None)
    shown = entry.authors if count <= 6 else entry.authors[:3]
    authors = [{"name": author, "own": author.casefold() in own, "skipped": False} for author in shown]
    last = len(shown)
    if place is not None and place > last:
        last = place
        authors.append({"name": entry.authors[place - 1], "own": True, "skipped": place - len(shown) > 1})
    return {
        "authors": tuple(authors),
        "et_al": last < count,
        "place": place,
        "count": count,
        "group": "submitted" if entry.state in ("submitted", "in-preparation") else _GROUP_OF[entry.kind],
    }


_PLACE = ("place", "count", "group")


def evidence(
    kind: str,
    ref: str,
    entry: Any,
    allowed: Mapping[str, tuple[str, ...]],
    own_names: Iterable[str],
    saw: str | None = None,
) -> Shown:
    """`entry` as evidence for a reader whose allow-list is `allowed`; `saw` is what a referee saw of it."""
    computed: dict[str, Any] = {SAW: saw}
    if kind == "publications":
        # Co-authors may be other referees; the applicant's own place among them is evidence enough.
        computed |= {name: value for name, value in citation(entry, own_names).items() if name in _PLACE}
    # Evidence is told in one line: what is within an entry is evidence only where it is named itself.
    if "bullets" in allowed[kind]:
        computed["bullets"] = ()
    if kind == "logbooks":
        rows = [row for row in entry.rows if not row.private]
        computed["rows"] = None
        computed["total"] = sum(row.observed + row.supervised + row.solo + row.taught for row in rows)
        computed["solo"] = sum(row.solo for row in rows)
    return project(kind, ref, entry, allowed, **computed)
