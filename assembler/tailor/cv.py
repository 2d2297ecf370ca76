"""The CV view: sections in the program's order, each entry chosen, projected and explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.rules import CvRules, CvSection, SectionName
from assembler.schema.types import Audience, entry_ref
from assembler.tailor import common, select
from assembler.tailor.allowed import CV_READERS, PROGRAMS
from assembler.tailor.computed import COMPUTED, FACTS
from assembler.tailor.evidence import GROUPS, citation
from assembler.tailor.select import Ledger
from assembler.views import CvView, Decision, Named, SectionView, Shown

_FIELD = {"procedures": "logbooks"}
"""CV sections whose field of the profile has another name."""

_NEVER_MISSING: tuple[SectionName, ...] = ("education", "training", "posts", "gaps")


def cv_view(
    profile: Profile,
    program: Program,
    program_id: str,
    conventions: Conventions,
    date: PartialDate,
    audience: Audience = "programs",
) -> tuple[CvView, list[Decision]]:
    """The CV of `profile` for `program`, and what became of every entry.

    It is made for the readers at the program, or for a referee, who is shown less of it.
    """
    ledger = Ledger(f"cv/{program_id}")
    profile = _consenting(profile, program_id)
    wanted = _for(audience, _sections(program, conventions))
    beside = frozenset(name for section in wanted for name in (section.section, *section.joined))
    sections = tuple(
        made for section in wanted if (made := _section(section, beside, profile, program, ledger, audience)).entries
    )
    _account_for_the_rest(profile, program, wanted, ledger, audience)
    rules = program.cv if audience == "programs" else _for_a_referee(program.cv)
    photo = profile.personal.photo if rules.photo != "no" else None
    view = CvView(
        language=program.language,
        dates=program.dates,
        paper=program.paper,
        date=date,
        person=common.person(profile),
        post=_post(profile),
        contact=common.contact(profile, rules.contact) + common.identifiers(profile, rules.identifiers, audience),
        photo=photo,
        program=common.facts(program),
        sections=sections,
    )
    return view, ledger.decisions


def _consenting(profile: Profile, program_id: str) -> Profile:
    """`profile` with the consent of each referee as it holds for one program."""
    referees = tuple(one.model_copy(update={"consent": one.consents_to(program_id)}) for one in profile.referees)
    return profile.model_copy(update={"referees": referees})


def _sections(program: Program, conventions: Conventions) -> list[CvSection]:
    """The sections in order; what may never be missing is added where the program forgot it."""
    wanted = list(program.cv.sections or conventions.cv)
    named = {name for section in wanted for name in (section.section, *section.joined)}
    for name in _NEVER_MISSING:
        if name in named:
            continue
        host = next((at for at, section in enumerate(wanted) if section.section == "posts"), None)
        if name == "gaps" and host is not None:
            joined = (*wanted[host].joined, "gaps")
            wanted[host] = wanted[host].model_copy(update={"joined": joined})
        else:
            wanted.append(CvSection(section=name))
    return wanted


def _for(audience: Audience, wanted: list[CvSection]) -> list[CvSection]:
    """Those of the `wanted` sections, and of what is joined to them, that `audience` sees anything of."""
    shown = CV_READERS[audience]

    def seen(name: SectionName) -> bool:
        return any(kind in shown for kind in (_FIELD.get(name, name), *FACTS.get(name, ())))

    named = [(section, tuple(filter(seen, (section.section, *section.joined)))) for section in wanted]
    return [section.model_copy(update={"section": names[0], "joined": names[1:]}) for section, names in named if names]


def _for_a_referee(rules: CvRules) -> CvRules:
    """`rules` without what a program may ask and a referee need not know (domain notes §5).

    Identifiers stand in the briefing, where a letter must quote them.
    """
    contact = tuple(name for name in rules.contact if name != "address")
    return rules.model_copy(update={"photo": "no", "contact": contact, "identifiers": ()})


def _post(profile: Profile) -> Named | None:
    for entry in (*profile.posts, *profile.training):
        if entry.id and entry.id == profile.current_post and not entry.private:
            return Named(entry.title, entry.institution or "")
    return None


def _section(
    section: CvSection,
    beside: frozenset[str],
    profile: Profile,
    program: Program,
    ledger: Ledger,
    audience: Audience,
) -> SectionView:
    names = (section.section, *section.joined)
    computed = tuple(
        made
        for name in names
        if name in COMPUTED
        for made in COMPUTED[name](profile, program, beside)
        if made.kind in CV_READERS[audience]
    )
    kinds: dict[str, str] = {}
    pairs: list[tuple[str, Any]] = []
    for name in names:
        if name not in COMPUTED:
            kept = _kept(name, section.maximum, profile, program, ledger)
            kinds |= dict.fromkeys((ref for ref, _ in kept), name)
            pairs += kept
    if section.joined or section.section not in _AS_WRITTEN:
        pairs = select.in_time(pairs, program)
    entries = tuple(_shown(kinds[ref], ref, entry, profile, program, ledger, audience) for ref, entry in pairs)
    if section.section == "publications":
        entries = tuple(sorted(entries, key=_group))
    joined = len(names) > 1
    listed = () if joined or not pairs else getattr(profile, _FIELD.get(section.section, section.section))
    selected = len(entries) < sum(not entry.private for entry in listed)
    return SectionView(section.section, section.title, selected, joined, computed + entries)


def _group(entry: Shown) -> int:
    """Where a publication stands among the groups; what is listed with the publications follows them."""
    group = entry.fields.get("group")
    return GROUPS.index(group) if group else len(GROUPS)


_AS_WRITTEN = frozenset({"interests", "languages", "procedures", "referees", "certification"})
"""Sections that keep the order of the profile."""


def _kept(name: str, maximum: int | None, profile: Profile, program: Program, ledger: Ledger) -> list[tuple[str, Any]]:
    field = _FIELD.get(name, name)
    kept: list[tuple[str, Any]] = []
    for position, entry in enumerate(getattr(profile, field)):
        ref = entry_ref(field, position, entry)
        word = select.omitted(entry, program)
        if entry.private:
            ledger.out(ref, entry, "private")
        elif name == "referees" and entry.id not in program.referees:
            ledger.out(ref, entry, "does not write for this program")
        elif word and name not in select.ALWAYS:
            ledger.out(ref, entry, f"this program omits '{word}'")
        else:
            kept.append((ref, entry))
    if maximum is not None and len(kept) > maximum and name not in select.ALWAYS:
        best = sorted(kept, key=lambda pair: select.rank(pair[1], program), reverse=True)[:maximum]
        for ref, entry in kept:
            if (ref, entry) not in best:
                ledger.out(ref, entry, f"this program shows at most {maximum} of {name}")
        kept = [pair for pair in kept if pair in best]
    return kept


def _shown(
    kind: str,
    ref: str,
    entry: Any,
    profile: Profile,
    program: Program,
    ledger: Ledger,
    audience: Audience,
) -> Shown:
    ledger.add(ref, "in", select.reason_in(entry, program, kind), entry.mark)
    if kind == "procedures":
        return _logbook(ref, entry, program, ledger, audience)
    computed: dict[str, Any] = {}
    if kind == "publications":
        computed = citation(entry, profile.own_names())
    if kind in _RELEASED[audience]:
        names, rule = _RELEASED[audience][kind]
        computed |= {name: getattr(entry, name) if rule(entry, program) else None for name in names}
    if "bullets" not in PROGRAMS[kind]:
        return _projected(kind, ref, entry, audience, computed)
    bullets = select.bullets(ref, entry, program, ledger, program.cv.bullets)
    shown = _projected(kind, ref, entry, audience, computed | {"bullets": tuple(bullets.values())})
    return replace(shown, lines=tuple(bullets))


def _projected(kind: str, ref: str, entry: Any, audience: Audience, computed: dict[str, Any]) -> Shown:
    """What `audience` may see of `entry`; what only others may is there without a value, for the templates."""
    shown = select.project(kind, ref, entry, CV_READERS[audience], **computed)
    beside = _RELEASED["programs"][kind][0] if kind in _RELEASED["programs"] else ()
    return replace(shown, fields=dict.fromkeys((*PROGRAMS[kind], *beside)) | dict(shown.fields))


_Release = tuple[tuple[str, ...], Callable[[Any, Program], bool]]

_RELEASED: dict[Audience, dict[str, _Release]] = {
    "programs": {
        "registration": (("number",), lambda _, program: program.cv.registration_numbers),
        "examinations": (("score",), lambda _, program: program.cv.scores),
        "gaps": (("reason",), lambda entry, _: "programs" in entry.share_with),
        "referees": (("email", "phone"), lambda entry, program: program.cv.referee_contact and entry.consent),
    },
    "referees": {"gaps": (("reason",), lambda entry, _: "referees" in entry.share_with)},
}
"""Fields beyond the allow-list that an entry's owner or the program releases to each audience, and when."""

_COUNTS = ("observed", "supervised", "solo", "taught")


def _logbook(ref: str, entry: Any, program: Program, ledger: Ledger, audience: Audience) -> Shown:
    """A logbook with only the columns in which something was counted, and the sums of what is shown."""
    rows = []
    for position, row in enumerate(entry.rows):
        name = select.part_ref(ref, "rows", position, row)
        if row.private:
            ledger.add(name, "out", "private", row.mark)
        elif word := select.omitted(row, program):
            ledger.add(name, "out", f"this program omits '{word}'", row.mark)
        else:
            ledger.add(name, "in", select.reason_in(row, program, ""), row.mark)
            rows.append(row)
    columns = tuple(name for name in _COUNTS if any(getattr(row, name) for row in rows))
    shown = tuple(
        select.project("rows", "", row, CV_READERS[audience], total=sum(getattr(row, name) for name in columns)).fields
        for row in rows
    )
    totals = tuple(sum(getattr(row, name) for row in rows) for name in columns)
    computed = {"rows": shown, "columns": columns, "totals": totals, "total": sum(totals)}
    return _projected("logbooks", ref, entry, audience, computed)


def _account_for_the_rest(
    profile: Profile, program: Program, wanted: list[CvSection], ledger: Ledger, audience: Audience
) -> None:
    """A decision for every entry that no section asked for."""
    named = {_FIELD.get(name, name) for section in wanted for name in (section.section, *section.joined)}
    for section, ref, entry in profile.entries():
        if section in named:
            continue
        if section == "identifiers":
            _account_for_identifier(ref, entry, program, ledger, audience)
        elif "." in section:
            ledger.out(ref, entry, "for the statement, not for a CV")
        else:
            unseen = audience != "programs" and section not in CV_READERS[audience]
            reason = "not for referees" if unseen else "no section of this CV"
            ledger.out(ref, entry, "private" if entry.private else reason)


def _account_for_identifier(ref: str, entry: Any, program: Program, ledger: Ledger, audience: Audience) -> None:
    if audience == "referees":
        ledger.out(ref, entry, "no part of a referee's CV; a briefing says what letters quote")
    elif entry.private or "programs" not in entry.share_with:
        ledger.out(ref, entry, "not released to programs")
    elif entry.scheme.casefold() in {scheme.casefold() for scheme in program.cv.identifiers}:
        ledger.add(ref, "in", "this program asks for it", entry.mark)
    else:
        ledger.out(ref, entry, "this program does not ask for it")
