"""Measuring commands: wall and processor time, peak memory; taking turns, and ratios of what was measured together."""

from __future__ import annotations

import ctypes
import functools
import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
ASSEMBLER = str(BIN / "assembler")

_LONGEST = 7200.0
"""Seconds after which a command is ended."""

_EVERY = 0.05
"""Seconds between two looks at the memory of a process."""


@dataclass(frozen=True)
class Spent:
    """Seconds that passed, and seconds of processor time, of a process and of all that it started."""

    wall: float
    cpu: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.cpu - other.cpu)

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __truediv__(self, number: float) -> Spent:
        return Spent(self.wall / number, self.cpu / number)


@dataclass(frozen=True)
class Spread:
    """The median of several numbers, the smallest and the largest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Spread:
        """The spread of `numbers`, of which there is at least one."""
        whole = list(numbers)
        return cls(statistics.median(whole), min(whole), max(whole))


@dataclass(frozen=True)
class Ratio:
    """How many times as long one takes as another, round by round, in wall and in processor time."""

    wall: Spread
    cpu: Spread

    @classmethod
    def of(cls, ours: Sequence[Spent], theirs: Sequence[Spent]) -> Ratio:
        """The ratios of what was measured in the same rounds."""
        pairs = list(zip(ours, theirs, strict=True))
        return cls(
            Spread.of(one.wall / other.wall for one, other in pairs),
            Spread.of(one.cpu / other.cpu for one, other in pairs),
        )


@dataclass
class Memory:
    """Peaks of resident memory in MiB: of the process itself, of the largest one below it; how many those were.

    Below it counts what is shared with the process, and small programs that it calls, too. Zero where not known.
    """

    parent: float = 0.0
    child: float = 0.0
    children: int = 0


@dataclass(frozen=True)
class Done:
    """A command that was run: what it took and what it printed."""

    spent: Spent
    out: str
    err: str
    memory: Memory = field(default_factory=Memory)


def median(all_spent: Sequence[Spent]) -> Spent:
    """The medians of wall and of processor time, each by itself."""
    return Spent(statistics.median(one.wall for one in all_spent), statistics.median(one.cpu for one in all_spent))


def slope(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The exponent of growth: 1 where `values` grow as `sizes` do (least squares of the logarithms)."""
    return statistics.linear_regression([math.log(x) for x in sizes], [math.log(y) for y in values]).slope


def interleaved(
    subjects: Mapping[str, Callable[[], Spent]], rounds: int, say: Callable[[str], None]
) -> dict[str, list[Spent]]:
    """What each of `subjects` took in each round, in turns: A B C, then A B C again."""
    taken: dict[str, list[Spent]] = {name: [] for name in subjects}
    for at in range(1, rounds + 1):
        for name, subject in subjects.items():
            taken[name].append(subject())
        say(f"round {at} of {rounds}: " + ", ".join(f"{name} {spent[-1].wall:.2f} s" for name, spent in taken.items()))
    return taken


def environment(**more: str) -> dict[str, str]:
    """The environment of every command: as it is, but modules are compiled once and for all, as is usual."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | more


def run(command: Sequence[str | Path], *, memory: bool = False, **more: str) -> Done:
    """Run `command` with `more` in its environment, and measure it; `memory` too where that is asked for.

    Raises:
        RuntimeError: it failed, or ran for more than two hours; with what it said.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        _adopt()
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the commands are fixed
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment(**more),
        )
        ended = threading.Event()
        limit = threading.Timer(_LONGEST, process.kill)
        limit.start()
        peaks = Memory()
        watch = threading.Thread(target=_watch, args=(process.pid, ended, peaks), daemon=True)
        if memory:
            watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        spent = Spent(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        limit.cancel()
        ended.set()
        spent += Spent(0.0, _orphans())
        if memory:
            watch.join()
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode(errors="replace"))
    if process.returncode:
        name = Path(command[0]).name
        raise RuntimeError(f"{name} {' '.join(map(str, command[1:4]))} … failed:\n{said[1][-2000:] or said[0][-2000:]}")
    return Done(spent, said[0], said[1], peaks)


_CHILD_SUBREAPER = 36
_GONE_AFTER = 20.0


@functools.cache
def _adopt() -> None:
    """From now on whoever outlives the command that started it is ours to wait for, as a server of workers does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def _orphans() -> float:
    """The processor time of what a command left behind, which ends by itself: seconds."""
    whole, until = 0.0, time.monotonic() + _GONE_AFTER
    with suppress(ChildProcessError):
        while time.monotonic() < until:
            process, _, usage = os.wait4(-1, os.WNOHANG)
            if process:
                whole += usage.ru_utime + usage.ru_stime
            else:
                time.sleep(0.005)
    return whole


def _watch(process: int, ended: threading.Event, peaks: Memory) -> None:
    """Keep the peaks of `process` and of all below it up to date until it has ended (Linux)."""
    while True:
        below = _below(process)
        peaks.parent = max(peaks.parent, _peak(process))
        peaks.child = max([peaks.child, *map(_peak, below)])
        peaks.children = max(peaks.children, len(below))
        if ended.wait(_EVERY):
            return


def _below(process: int) -> list[int]:
    found: list[int] = []
    # Any of them may end while we look.
    with suppress(OSError):
        for tasks in Path(f"/proc/{process}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, tasks.read_text(encoding="ascii").split())
    return [*found, *(other for one in found for other in _below(one))]


def _peak(process: int) -> float:
    """The most memory that a process has held, in MiB, as the kernel counts it."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
