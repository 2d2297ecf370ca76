"""The statement view: sections or set questions, each with prompts, a word budget, evidence and a first draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program, StatementRules, StatementSection
from assembler.schema.types import entry_ref
from assembler.tailor import common, select
from assembler.tailor.allowed import PROGRAMS
from assembler.tailor.evidence import evidence
from assembler.tailor.select import Ledger
from assembler.tailor.views import Decision, LimitFact, Named, Seed, Shown, StatementPart, StatementView

_ATTRACTIONS = "program.attractions"
_PER_SOURCE = 3
_PER_PART = 6


def statement_view(
    profile: Profile, program: Program, program_id: str, conventions: Conventions, date: PartialDate
) -> tuple[StatementView, list[Decision]]:
    """The skeleton of the statement of `profile` for `program`, and what became of every entry."""
    return _draft("statement", program.statement, conventions.statement, profile, program, program_id, date)


def cover_letter_view(
    profile: Profile, program: Program, program_id: str, conventions: Conventions, date: PartialDate
) -> tuple[StatementView, list[Decision]]:
    """The skeleton of a cover letter to the director of `program`, and what became of every entry."""
    return _draft("cover-letter", program.cover_letter, conventions.cover_letter, profile, program, program_id, date)


def _draft(
    document: str,
    rules: StatementRules,
    usual: tuple[StatementSection, ...],
    profile: Profile,
    program: Program,
    program_id: str,
    date: PartialDate,
) -> tuple[StatementView, list[Decision]]:
    sections = rules.sections or (() if rules.questions else usual)
    sections = tuple(section for section in sections if not section.optional or _given(section, profile, program))
    words = _words(rules, _USUAL_WORDS[document])
    budgets = share_out(words, [section.share for section in sections])
    parts = [
        _part(section, number, budget, profile, program)
        for number, (section, budget) in enumerate(zip(sections, budgets, strict=True), 1)
    ]
    for number, question in enumerate(rules.questions, 1):
        limit = question.limit
        parts.append(
            StatementPart(
                id=question.id,
                number=number,
                title=question.question,
                question=True,
                prompts=(),
                words=limit.maximum if limit and limit.unit == "words" else None,
                limit=LimitFact(limit.unit, limit.maximum, limit.advice, None, None) if limit else None,
                evidence=(),
                seeds=(),
                seed_words=0,
            )
        )
    view = StatementView(
        language=program.language,
        dates="month-year",
        paper=program.paper,
        date=date,
        person=common.person(profile),
        contact=common.contact(profile, ("email", "phone")),
        program=common.facts(program),
        words=sum(budgets),
        seed_words=sum(part.seed_words for part in parts),
        limits=_limits(rules, program, document),
        parts=tuple(parts),
        extras=tuple(Named(extra.name, extra.detail or "") for extra in program.extras),
    )
    return view, _decisions(f"{document}/{program_id}", profile, program, view)


_USUAL_WORDS = {"statement": 600, "cover-letter": 350}
"""What advisers want: a page each (domain notes §3, Length; §1g: cover letters of one or two pages)."""


def _words(rules: StatementRules, usual: int) -> int:
    """How many words to aim for: what the program file says within the limits; else the limit, else the `usual`."""
    limits = [item.maximum for item in rules.limits if item.unit == "words"]
    hard = [item.maximum for item in rules.limits if item.unit == "words" and not item.advice]
    return min([rules.words, *hard]) if rules.words else min(limits, default=usual)


def share_out(words: int, shares: Sequence[int]) -> list[int]:
    """`words` in whole numbers by `shares`; they sum to `words` (largest remainder)."""
    total = sum(shares)
    if not total:
        return [0] * len(shares)
    exact = [words * share / total for share in shares]
    budgets = [int(value) for value in exact]
    left = words - sum(budgets)
    for at in sorted(range(len(shares)), key=lambda at: (budgets[at] - exact[at], at))[:left]:
        budgets[at] += 1
    return budgets


def _given(section: StatementSection, profile: Profile, program: Program) -> bool:
    return any(_entries(source, profile, program) for source in section.evidence)


def _entries(source: str, profile: Profile, program: Program) -> list[tuple[str, Any]]:
    """The entries of `source`, such as `experience` or `career_plan.short`, that `program` may be shown."""
    owner: Any = program if source == _ATTRACTIONS else profile
    for name in source.removeprefix("program.").split("."):
        owner = getattr(owner, name)
    return [
        (entry_ref(source, position, entry), entry)
        for position, entry in enumerate(owner)
        if not entry.private and not select.omitted(entry, program)
    ]


def _part(section: StatementSection, number: int, words: int, profile: Profile, program: Program) -> StatementPart:
    seeds = tuple(Seed(ref, entry.text) for source in section.seed for ref, entry in _entries(source, profile, program))
    return StatementPart(
        id=section.id,
        number=number,
        title=section.title,
        question=False,
        prompts=section.prompts,
        words=words,
        limit=None,
        evidence=tuple(_evidence(section, profile, program))[:_PER_PART],
        seeds=seeds,
        seed_words=sum(len(seed.text.split()) for seed in seeds),
    )


def _evidence(section: StatementSection, profile: Profile, program: Program) -> Iterable[Shown]:
    """What bears the section out: the best entries of its sources, then what its themes name themselves."""
    seen: set[str] = set()
    own_names = profile.own_names()
    known = select.index(profile)
    named = [
        known[word]
        for source in (*section.seed, *section.evidence)
        for _, theme in _entries(source, profile, program)
        for word in getattr(theme, "evidence", ())
        if word in known
    ]
    listed = [
        (source, ref, entry)
        for source in section.evidence
        if source not in section.seed
        for ref, entry in _best(source, profile, program)
    ]
    for kind, ref, entry in [*listed, *named]:
        if ref in seen or select.omitted(entry, program) or kind not in PROGRAMS:
            continue
        seen.add(ref)
        yield evidence(kind, ref, entry, PROGRAMS, own_names)


def _best(source: str, profile: Profile, program: Program) -> list[tuple[str, Any]]:
    entries = _entries(source, profile, program)
    if source == _ATTRACTIONS:
        return entries
    return sorted(entries, key=lambda pair: select.rank(pair[1], program), reverse=True)[:_PER_SOURCE]


def _limits(rules: StatementRules, program: Program, document: str) -> tuple[LimitFact, ...]:
    field = f"{document.replace('-', '_')}.limits"
    source = next((item for item in program.sources if item.rule.startswith(field)), None)
    return tuple(
        LimitFact(
            limit.unit,
            limit.maximum,
            limit.advice,
            source.source if source and not limit.advice else None,
            source.checked if source and not limit.advice else None,
        )
        for limit in rules.limits
    )


def _decisions(view_name: str, profile: Profile, program: Program, view: StatementView) -> list[Decision]:
    ledger = Ledger(view_name)
    used = {seed.ref: part.title or part.id for part in reversed(view.parts) for seed in part.seeds}
    borne = {entry.ref: part.title or part.id for part in reversed(view.parts) for entry in part.evidence}
    attractions = [(entry_ref(_ATTRACTIONS, at, entry), entry) for at, entry in enumerate(program.attractions)]
    for ref, entry in [*((ref, entry) for _, ref, entry in profile.entries()), *attractions]:
        for name, part in [(ref, entry), *((name, part) for _, name, part in select.parts(ref, entry))]:
            if name in used:
                ledger.add(name, "in", f"offered as a first draft of '{used[name]}'", part.mark)
            elif name in borne:
                ledger.add(name, "in", f"evidence for '{borne[name]}'", part.mark)
            elif part.private:
                ledger.add(name, "out", "private", part.mark)
            elif word := select.omitted(part, program):
                ledger.add(name, "out", f"this program omits '{word}'", part.mark)
            elif name != ref:
                ledger.add(name, "out", "an entry is evidence in one line", part.mark)
            else:
                ledger.add(name, "out", "other entries bear the sections out better", part.mark)
    return ledger.decisions
