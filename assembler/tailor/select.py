"""Choosing and ranking: which entries and bullets a view keeps, in which order, and the reason for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assembler.diagnostics import Mark
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.types import Bullet, Entry
from assembler.tailor.allowed import BESIDE, SAW
from assembler.views import Decision, Shown

ALWAYS = frozenset({"education", "training", "posts", "gaps"})
"""Sections of which no entry is ever left out: a CV with a hole in it raises questions (GMC, AHPRA, NHS)."""

OPTIONAL = frozenset(
    {
        "experience",
        "interests",
        "projects",
        "presentations",
        "grants",
        "improvement",
        "teaching",
        "leadership",
        "awards",
        "courses",
        "conferences",
        "memberships",
        "publications",
        "logbooks",
    }
)
"""Sections whose entries may go when a page limit asks for it."""

_WEIGHT = {
    "publications": 1.5,
    "leadership": 1.0,
    "experience": 1.0,
    "presentations": 0.5,
    "improvement": 0.5,
    "logbooks": -0.5,
    "courses": -0.5,
}
"""What pain program directors weigh for interviews stays longer: scholarship, leadership, rotations; hands-on
procedures ranked low (Francio et al., Reg Anesth Pain Med 2022;47:592-597)."""


@dataclass
class Ledger:
    """Collects the decisions of one view."""

    view: str
    decisions: list[Decision] = field(default_factory=list)

    def add(self, ref: str, decision: Any, reason: str, mark: Mark | None) -> None:
        """Note one decision."""
        self.decisions.append(Decision(self.view, ref, decision, reason, mark))

    def out(self, ref: str, entry: Entry, reason: str, mark: Mark | None = None) -> None:
        """Note that `entry` is left out, and its bullets and rows with it."""
        self.add(ref, "out", reason, mark or entry.mark)
        for _, name, part in parts(ref, entry):
            self.add(name, "out", "goes with its entry", part.mark)


def part_ref(ref: str, name: str, position: int, part: Entry) -> str:
    """The name of a bullet or row within the entry `ref`."""
    return f"{ref}/{part.id}" if part.id else f"{ref}/{name}/{position + 1}"


def parts(ref: str, entry: Entry) -> Iterator[tuple[str, str, Entry]]:
    """The bullets and logbook rows of the entry `ref`, each as (kind, name, part)."""
    for kind in _kinds_of_parts(type(entry)):
        for position, part in enumerate(getattr(entry, kind)):
            yield kind, part_ref(ref, kind, position, part), part


@cache
def _kinds_of_parts(record: type[Entry]) -> Sequence[str]:
    return [kind for kind in ("bullets", "rows") if kind in record.model_fields]


def emphasised(entry: Entry, program: Program) -> str | None:
    """The first of the program's emphasis tags that `entry` carries."""
    return next((tag for tag in program.emphasis if tag in entry.tags), None)


def omitted(entry: Entry, program: Program) -> str | None:
    """The tag or id by which the program leaves `entry` out."""
    return next((word for word in program.omit if word in entry.tags or word == entry.id), None)


def when(entry: Any) -> PartialDate:
    """The date that orders `entry` in time: its end, else its date, else its start."""
    for name in ("end", "date", "start"):
        if (found := getattr(entry, name, None)) is not None:
            return found  # type: ignore[no-any-return]
    return PartialDate(1)


def rank(entry: Entry, program: Program) -> tuple[Any, ...]:
    """How much `entry` matters to `program`; the larger the longer it stays."""
    tag = emphasised(entry, program)
    bonus = (len(program.emphasis) - program.emphasis.index(tag)) / len(program.emphasis) if tag else 0
    return (entry.keep, entry.priority + 2 * bool(tag) + bonus, when(entry))


def in_time(entries: Sequence[tuple[str, Any]], program: Program) -> list[tuple[str, Any]]:
    """`entries` (ref, entry) in the program's order of time; equal dates keep the order of the profile."""
    newest = program.order == "newest-first"

    def moment(pair: tuple[str, Any]) -> tuple[PartialDate, PartialDate]:
        start = getattr(pair[1], "start", None) or when(pair[1])
        return (start, when(pair[1])) if not newest else (when(pair[1]), start)

    return sorted(entries, key=moment, reverse=newest)


def reason_in(entry: Entry, program: Program, section: str) -> str:
    """Why an entry that is shown is shown, and whether the program words it otherwise."""
    reworded = any(item.entry == entry.id for item in program.texts)
    return _shown_since(entry, program, section) + (", in this program's own words" if reworded else "")


def _shown_since(entry: Entry, program: Program, section: str) -> str:
    if section in ALWAYS:
        return f"{section} are never left out"
    if entry.keep:
        return "keep: yes"
    if tag := emphasised(entry, program):
        return f"tagged '{tag}', which this program emphasises"
    return "nothing speaks against it"


def bullets(ref: str, entry: Any, program: Program, ledger: Ledger, most: int | None) -> dict[str, str]:
    """The texts of the bullets of `entry` to show, by their names: emphasised ones first, at most `most`."""
    kept: list[tuple[int, Bullet, str]] = []
    for position, bullet in enumerate(entry.bullets):
        name = part_ref(ref, "bullets", position, bullet)
        if bullet.private:
            ledger.add(name, "out", "private", bullet.mark)
        elif word := omitted(bullet, program):
            ledger.add(name, "out", f"this program omits '{word}'", bullet.mark)
        else:
            kept.append((position, bullet, name))
    first = sorted(kept, key=lambda item: (emphasised(item[1], program) is None, item[0]))
    if most is not None and len(first) > most:
        best = {item[2] for item in sorted(first, key=lambda item: rank(item[1], program), reverse=True)[:most]}
        for _, bullet, name in first:
            if name not in best:
                ledger.add(name, "out", f"this program shows at most {most} an entry", bullet.mark)
        first = [item for item in first if item[2] in best]
    order = [item[2] for item in sorted(first, key=lambda item: item[0])]
    for place, (_, bullet, name) in enumerate(first):
        moved = order.index(name) > place
        reason = reason_in(bullet, program, "")
        ledger.add(name, "moved" if moved else "in", reason + (", so it goes first" if moved else ""), bullet.mark)
    return {name: bullet.text for _, bullet, name in first}


def project(kind: str, ref: str, entry: Any, allowed: Mapping[str, tuple[str, ...]], **computed: Any) -> Shown:
    """The fields of `entry` on the allow-list of its `kind` (None where not given), and what was `computed`.

    Raises KeyError where something was computed that no list allows: a defect of ours, never a leak.
    """
    if unlisted := set(computed) - {*allowed[kind], *BESIDE.get(kind, ()), SAW}:
        raise KeyError(kind, *sorted(unlisted))
    values = {name: computed.pop(name) if name in computed else getattr(entry, name, None) for name in allowed[kind]}
    return Shown(ref, kind, values | computed)


def candidates(profile: Profile, program: Program) -> list[str]:
    """Refs of everything that may be left out for space, in the order in which it goes: least wanted first."""
    found: list[tuple[tuple[Any, ...], str]] = []
    for section, ref, entry in profile.entries():
        if entry.private:
            continue
        for position, bullet in enumerate(getattr(entry, "bullets", ())):
            if not bullet.keep and not bullet.private:
                found.append((_worth(bullet, entry, program, 0), part_ref(ref, "bullets", position, bullet)))
        # A bullet that is to be kept keeps its entry.
        if section in OPTIONAL and not entry.keep and not any(part.keep for _, _, part in parts(ref, entry)):
            found.append((_worth(entry, entry, program, 1 + _WEIGHT.get(section, 0)), ref))
    return [ref for _, ref in sorted(found)]


def _worth(part: Entry, entry: Entry, program: Program, weight: float) -> tuple[Any, ...]:
    _, score, _ = rank(part, program)
    return (score + weight, when(entry), part.priority)


Known = Mapping[str, tuple[str, str, Any]]
"""Entries by their ids: (kind, ref, entry)."""


def index(profile: Profile) -> Known:
    """Every entry with an id that some document may show: id → (kind, ref, entry), bullets and logbook rows included.

    What is private is absent, with all that it holds.
    """
    shown = [item for item in profile.entries() if not item[2].private]
    inner = [item for _, ref, entry in shown for item in parts(ref, entry) if not item[2].private]
    return {entry.id: (kind, ref, entry) for kind, ref, entry in [*inner, *shown] if entry.id}
