"""The briefing view: what one referee is asked, by when and how, and what they themselves saw. Nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from assembler.schema.career import Theme
from assembler.schema.dates import PartialDate
from assembler.schema.letters import NO_LETTERS, REMINDER_DAYS, Letter, Letters
from assembler.schema.person import Identifier
from assembler.schema.profile import Profile, Referee
from assembler.schema.program import Program
from assembler.schema.rules import FormRule
from assembler.tailor import common, select
from assembler.tailor.allowed import REFEREES
from assembler.tailor.evidence import evidence
from assembler.tailor.select import Ledger
from assembler.views import (
    BriefingView,
    Decision,
    LetterRequest,
    Named,
    PointView,
    Read,
    RefereeFacts,
    Seed,
    Shown,
)

_DECLINE_AHEAD = 28
"""A referee is asked four to six weeks ahead (neurology guide); a no is of use while another can still be asked."""

_DECLINE_AT_LEAST = 7


def asking(programs: Mapping[str, Program], referee: Referee, letters: Letters = NO_LETTERS) -> dict[str, Program]:
    """Those of `programs` that ask `referee` for a letter they did not decline, the earliest due first."""
    named = {
        name: program
        for name, program in programs.items()
        if referee.id in program.referees and referee.id not in letters.declined(name)
    }
    due = {name: program.letter_due(letters.of(referee.id, name)) for name, program in named.items()}
    return {name: named[name] for name in sorted(named, key=lambda name: (due[name], named[name].short))}


def briefing_view(
    profile: Profile,
    programs: Mapping[str, Program],
    referee: Referee,
    date: PartialDate,
    letters: Letters = NO_LETTERS,
) -> tuple[BriefingView, list[Decision]]:
    """The briefing for `referee` over those of `programs` that ask them, and what became of every entry.

    Of `letters` it tells the referee's own: by when, by which route, and under which number. At least one program must
    ask them.
    """
    asked = asking(programs, referee, letters)
    requests = tuple(
        _request(program, profile, referee, letters.of(referee.id, name)) for name, program in asked.items()
    )
    due, today = requests[0].due.first(), date.first()
    seen = _witnessed(profile, referee)
    points = tuple(
        PointView(
            ref=f"referees/{referee.id}/{point.id or position + 1}",
            point=point.point,
            text=point.text,
            evidence=tuple(seen[word] for word in point.evidence if word in seen),
        )
        for position, point in enumerate(referee.speak_to)
        if not point.private
    )
    view = BriefingView(
        language=_usual([program.language for program in asked.values()]),
        dates="month-year",
        paper=_usual([program.paper for program in asked.values()]),
        date=date,
        person=common.person(profile),
        specialty=profile.specialty,
        contact=common.contact(profile, ("email", "phone")),
        identifiers=common.identifiers(
            profile, [scheme for program in asked.values() for scheme in program.letters.identifiers], "referees"
        ),
        referee=RefereeFacts(
            id=referee.id,
            name=referee.name,
            salutation=referee.salutation or referee.name,
            roles=referee.roles,
            relationship=referee.relationship,
            setting=referee.setting,
            start=referee.start,
            end=referee.end,
        ),
        requests=requests,
        decline_by=PartialDate.of(_decline_by(due, today)),
        reminders=tuple(
            PartialDate.of(day) for ahead in REMINDER_DAYS if (day := due - datetime.timedelta(days=ahead)) > today
        ),
        points=points,
        witnessed=tuple(seen.values()),
        career_plan=tuple(
            Seed(f"career_plan.{name}/{item.id or position + 1}", item.text)
            for name in ("short", "long")
            for position, item in _public(getattr(profile.career_plan, name))[:1]
        ),
        competencies=tuple(
            name for name in dict.fromkeys(program.letters.competencies for program in asked.values()) if name != "none"
        ),
        shared=_shared(asked, referee, letters),
    )
    return view, _decisions(profile, referee, view)


def _public(items: Sequence[Theme]) -> list[tuple[int, Theme]]:
    return [(position, item) for position, item in enumerate(items) if not item.private]


def _usual(values: list[str]) -> str:
    """The value that most programs have; of equals, that of the earliest deadline."""
    return max(values, key=values.count)


def _decline_by(due: datetime.date, today: datetime.date) -> datetime.date:
    wanted = due - datetime.timedelta(days=_DECLINE_AHEAD)
    earliest = today + datetime.timedelta(days=_DECLINE_AT_LEAST)
    return min(max(wanted, earliest), max(due, today))


def _request(program: Program, profile: Profile, referee: Referee, letter: Letter | None) -> LetterRequest:
    letters = program.letters
    own_route = letter is not None and letter.route not in (None, letters.route)
    rules = [
        rule
        for rule in letters.form
        if not (rule.by_route and own_route) and (not rule.roles or set(rule.roles) & set(referee.roles))
    ]
    deadline = program.deadline
    quoted = common.identifiers(profile, letters.identifiers, "referees")
    # The number is the portal's; a program that wants no numbers quoted is none of the portal's.
    if letter and letter.letter_id and letters.identifiers:
        quoted += (Named("Letter ID", letter.letter_id),)
    return LetterRequest(
        program=common.facts(program),
        due=PartialDate.of(program.letter_due(letter)),
        closes=deadline.date,
        closes_at=" ".join(part for part in (deadline.time, deadline.zone) if part),
        route=letter.route if letter and letter.route else letters.route,
        send_to=letters.send_to,
        addressee=letters.addressee,
        length=letters.length,
        age_months=letters.age_months,
        confidentiality=letters.confidentiality,
        form=tuple(Named(rule.label, rule.text) for rule in rules),
        read=tuple(dict.fromkeys(read for rule in rules if (read := _read(rule, program)))),
        length_of_post=program.length,
        start=program.start,
        identifiers=quoted,
        attraction=next((item.text for item in program.attractions if not item.private), None),
        waiver=letter.waiver if letter and letters.waiver else None,
    )


def _read(rule: FormRule, program: Program) -> Read | None:
    """Where a rule on a letter's form was read: as it says, else as the program's sources say of all of them."""
    if rule.source and rule.checked:
        return Read(rule.source, rule.checked)
    rows = (row for row in program.sources if {"letters", "letters.form"} & set(row.rule.split(", ")))
    return next((Read(row.source, row.checked) for row in rows), None)


def _shared(asked: Mapping[str, Program], referee: Referee, letters: Letters) -> tuple[tuple[str, ...], ...]:
    """Those of the programs `asked` that one letter of `referee` serves together, by their short names."""
    mine = [letter for letter in letters.letters if letter.referee == referee.id]
    served = [tuple(asked[name].short for name in letter.programs if name in asked) for letter in mine]
    return tuple(names for names in served if len(names) > 1)


def _witnessed(profile: Profile, referee: Referee) -> dict[str, Shown]:
    """What the referee saw, by entry id: only kinds of entry on the referees' allow-list, in the order given."""
    known = select.index(profile)
    own_names = profile.own_names()
    seen: dict[str, Shown] = {}
    for position, item in enumerate(referee.witnessed):
        if item.private:
            continue
        ref = f"referees/{referee.id}/witnessed/{position + 1}"
        if item.entry is None:
            seen[ref] = Shown(ref, "witnessed", {"saw": item.text} if item.text else {})
            continue
        kind, entry_ref, entry = known.get(item.entry, ("", "", None))
        if kind in REFEREES:
            seen[item.entry] = evidence(kind, entry_ref, entry, REFEREES, own_names, item.text)
    return seen


def _decisions(profile: Profile, referee: Referee, view: BriefingView) -> list[Decision]:
    ledger = Ledger(f"briefing/{referee.id}")
    shown = {entry.ref for entry in view.witnessed} | {seed.ref for seed in view.career_plan}
    released = {(item.label, item.text) for item in view.identifiers}
    for section, ref, entry in profile.entries():
        if section == "referees":
            own = entry.id == referee.id
            ledger.add(ref, "in" if own else "out", "the reader" if own else "another referee", entry.mark)
        elif isinstance(entry, Identifier):
            inside = not entry.private and "referees" in entry.share_with and (entry.scheme, entry.value) in released
            reason = "a letter must quote it" if inside else "not released, or no letter quotes it"
            ledger.add(ref, "in" if inside else "out", reason, entry.mark)
        else:
            for name, part in [(ref, entry), *((name, part) for _, name, part in select.parts(ref, entry))]:
                if name in shown:
                    why = "the career plan in short" if section.startswith("career_plan") else "this referee saw it"
                    ledger.add(name, "in", why, part.mark)
                elif part.private:
                    ledger.add(name, "out", "private", part.mark)
                else:
                    told = name != ref and ref in shown
                    why = "an entry is told in one line" if told else "not for this referee"
                    ledger.add(name, "out", why, part.mark)
    return ledger.decisions
