"""Sections of a CV that no list of the profile holds: facts counted from it, and details put together."""

from __future__ import annotations

from collections.abc import Callable

from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.types import Entry
from assembler.tailor import select
from assembler.tailor.evidence import citation
from assembler.views import Shown

_PAPERS = frozenset({"article", "review", "case-report"})
"""Kinds of publication that count as peer-reviewed papers."""


def _summary(profile: Profile, program: Program, beside: frozenset[str]) -> list[Shown]:
    """Up to four facts counted from the profile: training, scholarship, leadership, eligibility."""

    def hidden(entry: Entry) -> bool:
        return entry.private or bool(select.omitted(entry, program))

    wanted = [
        entry
        for entry in profile.experience
        if entry.weeks and not hidden(entry) and (select.emphasised(entry, program) or not program.emphasis)
    ]
    training = {
        "weeks": sum(entry.weeks or 0 for entry in wanted),
        "rotations": tuple({"title": entry.title, "weeks": entry.weeks} for entry in wanted),
    }
    papers = [
        entry
        for entry in profile.publications
        if not hidden(entry) and entry.kind in _PAPERS and entry.state not in ("submitted", "in-preparation")
    ]
    own = profile.own_names()
    scholarship = {
        "papers": len(papers),
        "first": sum(citation(entry, own)["place"] == 1 for entry in papers),
        "presentations": sum(not hidden(entry) for entry in profile.presentations),
        "grants": sum(not hidden(entry) for entry in profile.grants),
    }
    roles = [entry for entry in profile.leadership if not hidden(entry)]
    best = sorted(roles, key=lambda entry: select.rank(entry, program), reverse=True)[:2]
    leadership = {"titles": tuple(entry.title for entry in best)}
    # A section of its own says from when.
    available = None if "eligibility" in beside else profile.eligibility.available_from
    eligibility = {"statement": profile.eligibility.statement, "from": available}
    facts = {
        "training": (training, training["weeks"]),
        "scholarship": (scholarship, any(scholarship.values())),
        "leadership": (leadership, best),
        "eligibility": (eligibility, any(eligibility.values())),
    }
    specialty = {"specialty": profile.specialty}
    return [
        Shown(f"summary/{name}", f"{name}_fact", values | specialty) for name, (values, given) in facts.items() if given
    ]


def _eligibility(profile: Profile, program: Program, _: frozenset[str]) -> list[Shown]:
    given = profile.eligibility
    needs = [visa.need for visa in given.visas if visa.country.casefold() == program.country.casefold()]
    values = {"from": given.available_from, "need": needs[0] if needs else None}
    return [Shown("eligibility", "eligibility", values)] if any(values.values()) else []


def _personal(profile: Profile, program: Program, _: frozenset[str]) -> list[Shown]:
    rules, given = program.cv, profile.personal
    values = {
        "birth_date": given.birth_date if rules.birth_date != "no" else None,
        "nationality": given.nationality if rules.nationality != "no" else None,
    }
    return [Shown("personal", "personal", values)] if any(values.values()) else []


def _declaration(_profile: Profile, program: Program, _: frozenset[str]) -> list[Shown]:
    words = program.cv.declaration
    return [Shown("declaration", "declaration", {"text": words})] if words else []


COMPUTED: dict[str, Callable[[Profile, Program, frozenset[str]], list[Shown]]] = {
    "summary": _summary,
    "eligibility": _eligibility,
    "personal": _personal,
    "declaration": _declaration,
}
"""Sections that are counted or put together rather than listed, also from what sections stand beside them."""

FACTS: dict[str, tuple[str, ...]] = {
    "summary": ("training_fact", "scholarship_fact", "leadership_fact", "eligibility_fact")
}
"""Sections whose entries are of kinds of their own."""
