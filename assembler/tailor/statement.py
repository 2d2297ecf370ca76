"""The statement view: sections or set questions, each with prompts, a word budget, evidence and a first draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Any

from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.rules import PartLimit, StatementRules, StatementSection
from assembler.schema.types import entry_ref
from assembler.tailor import common, select
from assembler.tailor.allowed import PROGRAMS
from assembler.tailor.evidence import evidence
from assembler.tailor.select import Known, Ledger
from assembler.views import Decision, LimitFact, Named, Own, Seed, Shown, StatementPart, StatementView

_ATTRACTIONS = "program.attractions"
_PER_SOURCE = 3
_PER_PART = 6


Written = Mapping[str, Own]
"""What a person wrote, by the id of its section or set question."""

_NOTHING: Written = MappingProxyType({})


def statement_view(
    profile: Profile,
    program: Program,
    program_id: str,
    conventions: Conventions,
    date: PartialDate,
    written: Written = _NOTHING,
) -> tuple[StatementView, list[Decision]]:
    """The statement of `profile` for `program`, as far as it is `written`, and what became of every entry."""
    rules, usual = program.statement, conventions.statement
    return _draft("statement", rules, usual, profile, program, program_id, date, written)


def cover_letter_view(
    profile: Profile,
    program: Program,
    program_id: str,
    conventions: Conventions,
    date: PartialDate,
    written: Written = _NOTHING,
) -> tuple[StatementView, list[Decision]]:
    """A cover letter to the director of `program`, as far as it is `written`, and what became of every entry."""
    rules, usual = program.cover_letter, conventions.cover_letter
    return _draft("cover-letter", rules, usual, profile, program, program_id, date, written)


def finished(view: StatementView) -> StatementView:
    """The text of `view` as it goes out: what a person wrote, and nothing that spoke to them."""
    parts = tuple(replace(part, prompts=(), evidence=(), seeds=()) for part in view.parts)
    return replace(view, parts=parts, extras=(), limits=())


def shared_text(view: StatementView) -> StatementView:
    """What is written of `view` so far, for a referee: without a section that is still to write."""
    whole = finished(view)
    return replace(whole, contact=(), parts=tuple(part for part in whole.parts if part.text))


def _draft(
    document: str,
    rules: StatementRules,
    usual: tuple[StatementSection, ...],
    profile: Profile,
    program: Program,
    program_id: str,
    date: PartialDate,
    written: Written,
) -> tuple[StatementView, list[Decision]]:
    sections = rules.sections or (() if rules.questions else usual)
    sections = tuple(
        section
        for section in sections
        if not section.optional or section.id in written or _given(section, profile, program)
    )
    words = _words(rules, _USUAL_WORDS[document])
    budgets = share_out(words, [section.share for section in sections])
    known = select.index(profile)
    parts = [
        _part(section, number, budget, profile, program, known, written.get(section.id))
        for number, (section, budget) in enumerate(zip(sections, budgets, strict=True), 1)
    ]
    for number, question in enumerate(rules.questions, 1):
        own = written.get(question.id)
        parts.append(
            StatementPart(
                id=question.id,
                number=number,
                title=question.question,
                question=True,
                prompts=(),
                words=question.limit.maximum if question.limit and question.limit.unit == "words" else None,
                limit=_limit(question.limit),
                evidence=(),
                seeds=(),
                text=own.text if own else None,
                state=own.state if own else "prompt",
                length=len(own.text.split()) if own else 0,
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
        length=sum(part.length for part in parts),
        headings=rules.headings,
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


def _part(
    section: StatementSection,
    number: int,
    words: int,
    profile: Profile,
    program: Program,
    known: Known,
    own: Own | None,
) -> StatementPart:
    seeds = tuple(Seed(ref, entry.text) for source in section.seed for ref, entry in _entries(source, profile, program))
    shown = [own.text] if own else [seed.text for seed in seeds]
    return StatementPart(
        id=section.id,
        number=number,
        title=section.title,
        question=False,
        prompts=section.prompts,
        words=words,
        limit=_limit(section.limit),
        evidence=tuple(islice(_evidence(section, profile, program, known), _PER_PART)),
        seeds=() if own else seeds,
        text=own.text if own else None,
        state=own.state if own else "prompt",
        length=sum(len(text.split()) for text in shown),
    )


def _evidence(section: StatementSection, profile: Profile, program: Program, known: Known) -> Iterable[Shown]:
    """What bears the section out: the best entries of its sources, then what its themes name themselves."""
    seen: set[str] = set()
    own_names = profile.own_names()
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


def _limit(limit: PartLimit | None) -> LimitFact | None:
    return LimitFact(limit.unit, limit.maximum, limit.advice, None, None) if limit else None


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
