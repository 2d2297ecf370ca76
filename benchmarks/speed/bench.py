"""One run of `make bench`: how much is measured, where it works, and what every section needs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.speed import cohort
from benchmarks.speed.measure import ASSEMBLER, BIN, Spent, interleaved, run
from benchmarks.speed.ours import LOG
from benchmarks.speed.peers import peers, theirs
from benchmarks.speed.report import Row

DAY = "2026-11-20"
"""The date of all documents, so that every round makes the same."""

PYTHON = BIN / "python"


@dataclass(frozen=True)
class Size:
    """How much is measured. `programs` and `applicants` are the sizes of the two cohorts that grow.

    `documents` are those that the cohorts are built with; all, where none are named.
    """

    many: int = 20
    rounds: int = 7
    starts: int = 25
    builds: int = 5
    repeats: int = 15
    programs: tuple[int, ...] = (1, 5, 20, 80, 200)
    applicants: tuple[int, ...] = (1, 10, 100)
    documents: tuple[str, ...] = ()

    @property
    def asked(self) -> list[str | Path]:
        """The options of every build of a cohort."""
        return ["--date", DAY, *(word for name in self.documents for word in ("-d", name))]


QUICK = Size(
    many=2, rounds=2, starts=5, builds=1, repeats=3, programs=(1, 2), applicants=(1, 2), documents=("statement",)
)
"""About two minutes, of statements alone: shows that all of it runs."""


@dataclass
class Result:
    """The rows of a section, further Markdown, pictures by file name, and the numbers that all of it comes from."""

    rows: list[Row] = field(default_factory=list)
    more: str = ""
    pictures: dict[str, str] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass
class Bench:
    """One run. `top` is an empty folder to work in; `say` prints progress."""

    size: Size
    top: Path
    say: Callable[[str], None]

    @property
    def profile(self) -> Path:
        """The applicant with many programs."""
        return self.top / "run" / "profiles" / "applicant-000"

    @property
    def output(self) -> Path:
        """Where what is made for them goes."""
        return self.top / "run" / "output"

    @property
    def build(self) -> list[str | Path]:
        """The command that builds them."""
        # Click compares a short name with all long ones first, which `make build` never waits for: it names none.
        return [ASSEMBLER, "build", self.profile, "--output", self.output, *self.size.asked]

    @cached_property
    def python(self) -> Path:
        """The Python of the peers."""
        return peers(self.say)

    def turns(self, subjects: dict[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
        """As `interleaved`, with progress."""
        return interleaved(subjects, rounds, self.say)

    def fresh(self) -> None:
        """The applicant with many programs, of whom nothing is built."""
        shutil.rmtree(self.top / "run", ignore_errors=True)
        if not (self.top / "source").is_dir():
            cohort.write(self.top / "source", 1, self.size.many)
        shutil.copytree(self.top / "source", self.profile.parent)

    def built(self) -> None:
        """The applicant with many programs, all of it built, at the same place and with the same times each time."""
        if (self.top / "kept").is_dir():
            shutil.rmtree(self.top / "run")
            shutil.copytree(self.top / "kept", self.top / "run")
            return
        self.say(f"building {self.size.many} programs once")
        self.fresh()
        run(self.build)
        shutil.copytree(self.top / "run", self.top / "kept")

    def captured(self, name: str, arguments: Sequence[str | Path]) -> tuple[list[Any], int, list[Path]]:
        """The distinct PDFs that a build makes, as HTML and CSS; how many it lays out; the Documents of its DOCX files.

        Raises:
            RuntimeError: nothing was laid out, or not where it could be seen.
        """
        folder = self.top / "seen" / name
        folder.mkdir(parents=True)
        run([PYTHON, "-m", "benchmarks.speed.ours", "capture", folder, *arguments])
        if not (folder / LOG).is_file():
            raise RuntimeError(f"{name}: the build laid out nothing that could be seen")
        laid = (folder / LOG).read_text(encoding="ascii").split()
        distinct = [json.loads((folder / file).read_text(encoding="utf-8")) for file in dict.fromkeys(laid)]
        return distinct, len(laid), sorted(folder.glob("*.pickle"))

    def warm(self, documents: Sequence[Any], name: str) -> Callable[[], Spent]:
        """What bare WeasyPrint takes for `documents`, warm and one after the other in one process."""
        file = self.top / f"{name}.json"
        file.write_text(json.dumps(documents), encoding="utf-8")

        def measured() -> Spent:
            _, told = theirs(self.python, "pdf", file)
            return Spent(told["wall"], told["cpu"])

        return measured

    def start(self) -> Spent:
        """One start: Python, and the import of WeasyPrint."""
        return run([self.python, "-c", "import weasyprint"]).spent


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def raw(taken: dict[str, list[Spent]]) -> dict[str, Any]:
    """The numbers of every round, to be kept."""
    return {name: [asdict(one) for one in spent] for name, spent in taken.items()}
