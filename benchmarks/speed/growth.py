"""Growth: cohorts of more and more programs of one applicant, and of more and more applicants."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.speed import cohort
from benchmarks.speed.bench import Bench, Result
from benchmarks.speed.measure import ASSEMBLER, Done, Memory, Spent, median, run, slope
from benchmarks.speed.report import Row, picture, table

_FLAT = 1.25
_LINEAR = 1.1


@dataclass(frozen=True)
class Grown:
    """One size of a cohort: what building it from nothing and building it again took."""

    size: int
    documents: int
    spent: Spent
    again: Spent
    memory: Memory


def growing(bench: Bench) -> Result:
    """Cohorts of more and more programs of one applicant, and of more and more applicants."""
    result = Result()
    kinds = (
        ("programs", "programs of one applicant", bench.size.programs),
        ("applicants", "applicants, one program each", bench.size.applicants),
    )
    for kind, along, sizes in kinds:
        grown = []
        for size in sizes:
            one = _grown(bench, *((1, size) if kind == "programs" else (size, 1)), size)
            bench.say(
                f"{size} {kind}: {one.spent.wall:.1f} s, {one.spent.cpu:.1f} s of processor time,"
                f" {one.memory.parent:.0f} MiB"
            )
            grown.append(one)
        result.rows += _claims(kind, grown)
        result.more += f"\n\n{_growth_table(along, grown)}\n\n![Growth with {kind}](images/bench-{kind}.svg)"
        result.pictures[f"bench-{kind}.svg"] = _drawn(kind, along, grown)
        result.raw[kind] = [asdict(one) for one in grown]
    return result


def _grown(bench: Bench, applicants: int, programs: int, size: int) -> Grown:
    top = bench.top / "grown"
    shutil.rmtree(top, ignore_errors=True)
    folders = cohort.write(top / "profiles", applicants, programs)
    build: list[str | Path] = [ASSEMBLER, "build", *folders, "-o", top / "output", *bench.size.asked]
    whole: Done = run([*build, "--message-format", "json"], memory=True)
    listed = json.loads(whole.out)["outputs"]
    made = {(Path(row["path"]).parent, row["document"], row["program"], row["referee"]) for row in listed}
    again = median([run(build).spent for _ in range(3)])
    shutil.rmtree(top)
    return Grown(size, len(made), whole.spent, again, whole.memory)


def _claims(kind: str, grown: Sequence[Grown]) -> list[Row]:
    """Growth from the second size on: the first one is mostly what comes once."""
    whole = grown[1:] if len(grown) > 2 else grown
    sizes = [one.size for one in whole]
    over = f"{sizes[0]} to {sizes[-1]} {kind}"
    wall, cpu = (
        slope(sizes, values) for values in zip(*((s.wall, s.cpu) for s in (g.spent for g in whole)), strict=True)
    )
    rows = [
        Row(
            f"time from {over}",
            told=f"grows with the power {wall:.2f}, processor time {cpu:.2f}",
            target=f"linear: ≤ {_LINEAR:g}",
            met=max(wall, cpu) <= _LINEAR,
        )
    ]
    held = [one.memory.parent for one in whole]
    if all(held):
        child = slope(sizes, [one.memory.child for one in whole]) if all(one.memory.child for one in whole) else 0.0
        times = max(after / before for before, after in pairwise([held[0], max(held)]))
        told = f"{held[0]:.0f} to {max(held):.0f} MiB ({times:.2f} ×); largest process below: power {child:.2f}"
        rows.append(
            Row(f"peak memory of the parent, {over}", told=told, target=f"flat: ≤ {_FLAT:g} ×",
                met=times <= _FLAT and child <= _LINEAR)
        )  # fmt: skip
    return rows


def _growth_table(along: str, grown: Sequence[Grown]) -> str:
    header = (
        along,
        "documents",
        "wall",
        "processor time",
        "again, nothing new",
        "parent",
        "largest below it",
        "processes below",
    )
    rows = [
        (
            str(one.size),
            str(one.documents),
            f"{one.spent.wall:.1f} s",
            f"{one.spent.cpu:.1f} s",
            f"{one.again.wall:.3f} s",
            f"{one.memory.parent:.0f} MiB",
            f"{one.memory.child:.0f} MiB",
            str(one.memory.children),
        )
        for one in grown
    ]
    return table(header, rows)


def _drawn(kind: str, along: str, grown: Sequence[Grown]) -> str:
    seconds = {
        "wall": [(one.size, one.spent.wall) for one in grown],
        "processor": [(one.size, one.spent.cpu) for one in grown],
        "nothing new": [(one.size, one.again.wall) for one in grown],
    }
    memory = {
        "parent": [(one.size, one.memory.parent) for one in grown],
        "largest below": [(one.size, one.memory.child) for one in grown],
    }
    memory = {name: line for name, line in memory.items() if all(value for _, value in line)}
    panels = {"seconds": seconds} | ({"MiB": memory} if memory else {})
    return picture(f"Time and memory for more and more {kind}", along, panels)
