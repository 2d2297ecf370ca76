"""Workers: processes that press documents side by side, each replaced when it dies, stopped when it takes too long.

They are forked from one server process that has loaded the libraries already; where forking is unsafe each loads them
itself. Any other `concurrent.futures.Executor` can do the same jobs.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, forkserver, resource_tracker
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from assembler.compose import Composer
    from assembler.pressing import Job, Pressed

PATIENCE = 300.0
"""Seconds that one document may take. The longest of the samples takes five."""

MOST_MEMORY = 4_000_000_000
"""Bytes of address space that a worker may take, where the system can hold it to that."""

Lost = Literal["died", "slow", "memory"]
"""Why a document was not pressed: its worker died twice, it took too long, or it needed too much memory."""


class Inline(Executor):
    """Does each job at once, in this process: for those who want nothing side by side."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN201
        """A future that is done already, unless `fn` raises what is no mistake in it, such as KeyboardInterrupt."""
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as failure:  # noqa: BLE001 - whoever asks for the result gets it
            future.set_exception(failure)
        return future


@dataclass
class _Slot:
    """One place at the press: an executor with a single worker, and its process where it is one of ours."""

    executor: Executor
    process: BaseProcess | None = None

    def submit(self, job: Job) -> Future[Pressed]:
        """A future of what comes of `job`."""
        try:
            if self.process is not None or not isinstance(self.executor, ProcessPoolExecutor):
                return self.executor.submit(_press, job)
            before = {*multiprocessing.active_children()}
            with _ignoring_interrupts():
                future = self.executor.submit(_press, job)
            self.process = next(iter({*multiprocessing.active_children()} - before), None)
        except (BrokenExecutor, OSError, EOFError) as failure:
            # It died while it had nothing to do, or before it had begun.
            future = Future()
            future.set_exception(BrokenExecutor(str(failure)))
        return future

    def stop(self) -> None:
        """End it at once, whatever it does."""
        if self.process is not None:
            with contextlib.suppress(OSError, ValueError):
                self.process.kill()
        self.executor.shutdown(wait=False, cancel_futures=True)


Engine = Callable[["Composer"], Executor]
"""Makes an executor with one worker that has called `begin` with the composer."""


class Crew:
    """Presses documents on some workers; to be closed, or used as a context.

    Args:
        size: how many documents are pressed at a time.
        engine: what makes each worker; processes, where none is given.
        patience: seconds that one document may take; those pressed together have as much for each.
    """

    def __init__(self, size: int, engine: Engine | None = None, patience: float = PATIENCE) -> None:
        self._size = max(1, size)
        self._engine = engine or processes()
        self._patience = patience
        self._slots: list[_Slot] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for slot in self._slots:
            slot.stop()
        self._slots.clear()

    def press(
        self,
        composer: Composer,
        names: Iterable[str],
        job: Callable[[str], Job],
        told: Callable[[str], None],
        meanwhile: Callable[[], object] = bool,
    ) -> Iterator[tuple[str, Pressed | Lost]]:
        """What came of the `job` of each of `names`, as it is done; `told` of each before it begins.

        A name and its job are asked for when their turn is near, while all workers have something to do: all at once
        would take long and fill the memory. Then, too, what is to be done `meanwhile` is done, once.

        Raises what a job raises, a defect; and KeyboardInterrupt, on which the workers stop.
        """
        coming = iter(names)
        waiting = deque(islice(coming, 1))
        tried: Counter[str] = Counter()
        busy: dict[Future[Pressed], tuple[_Slot, str, float]] = {}
        ahead: dict[str, Job] = {}
        free = list(self._slots)
        while waiting or busy:
            while waiting and (free or len(busy) < self._size):
                slot = free.pop() if free else self._hired(composer)
                name = waiting.popleft()
                if not tried[name]:
                    told(name)
                if name not in ahead:
                    ahead[name] = job(name)
                given = ahead.pop(name)
                until = time.monotonic() + self._patience * (1 + len(given.siblings))
                busy[slot.submit(given)] = slot, name, until
                if not waiting:
                    waiting.extend(islice(coming, 1))
            # No worker that is done is to wait for its next job.
            if waiting and waiting[0] not in ahead:
                ahead[waiting[0]] = job(waiting[0])
            meanwhile()
            meanwhile = bool
            first = min(until for _, _, until in busy.values())
            done, _ = wait(busy, max(0.0, first - time.monotonic()), FIRST_COMPLETED)
            for future in done or [future for future, (_, _, until) in busy.items() if until <= time.monotonic()]:
                slot, name, _ = busy.pop(future)
                result = _result(future) if future.done() else "slow"
                if result in ("died", "slow"):
                    self._slots.remove(slot)
                    slot.stop()
                else:
                    free.append(slot)
                tried[name] += 1
                if result == "died" and tried[name] == 1:
                    waiting.appendleft(name)
                else:
                    yield name, result

    def _hired(self, composer: Composer) -> _Slot:
        slot = _Slot(self._engine(composer))
        self._slots.append(slot)
        return slot


def _result(future: Future[Pressed]) -> Pressed | Lost:
    try:
        return future.result()
    except BrokenExecutor:
        return "died"
    except MemoryError:
        return "memory"


def inline(composer: Composer) -> Executor:
    """The engine that presses in this process."""
    begin(composer)
    return Inline()


def processes(memory: int = MOST_MEMORY) -> Engine:
    """The engine whose workers are processes, none of which may take more than `memory` bytes.

    Where the system lets no process be had, as in sandboxes without shared memory, it presses in this one.
    """

    def engine(composer: Composer) -> Executor:
        try:
            return ProcessPoolExecutor(1, _context(), _begin_in_worker, (composer, memory))
        except (OSError, NotImplementedError):
            return inline(composer)

    return engine


def prepare(formats: Sequence[str] = ()) -> None:
    """Let the libraries for these formats, or all, load in the background, once for all workers; returns at once."""
    _context(formats)


_WRITERS = {"docx": "assembler.writers.docx", "txt": "assembler.writers.text"}
"""The writers beside that of PDF, which is always needed: a DOCX is fitted to its pages."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context(formats: Sequence[str] = ()) -> multiprocessing.context.BaseContext:
    """How workers start: forked from a server that has loaded everything, or afresh where libraries forbid that."""
    # Apple's libraries cannot be used after a fork.
    if sys.platform == "linux":
        writers = [_WRITERS[name] for name in formats or _WRITERS if name in _WRITERS]
        # What comes last freezes what is there.
        forkserver.set_forkserver_preload([*writers, "assembler.preloaded"])
        # It listens at a path in the folder for temporary files, which may be full, or have too long a name.
        with contextlib.suppress(OSError), _ignoring_interrupts():
            forkserver.ensure_running()
            return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


@contextlib.contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Processes that start within take no notice of Ctrl-C: this process stops them, and says so."""
    # As it starts, it makes this process take notice of Ctrl-C again: it must run before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the worker ------------------------------------------------------------------------------------

_COMPOSER: Composer | None = None


def begin(composer: Composer) -> None:
    """Make this process ready to press the documents that `composer` makes."""
    global _COMPOSER  # noqa: PLW0603 - sent once, not with every job
    _COMPOSER = composer


def _press(job: Job) -> Pressed:
    from assembler.pressing import press  # noqa: PLC0415 - only where it is done; whoever hires workers starts sooner

    if _COMPOSER is None:
        raise RuntimeError("the worker was told of no composer")
    try:
        return press(_COMPOSER, job)
    except Exception as failure:
        # Libraries that get no memory say all sorts of things: "unknown file format", for one.
        if _full():
            raise MemoryError from failure
        raise


def _full() -> bool:
    """Whether this process has taken nearly all of the address space that it may."""
    if sys.platform != "linux":
        return False
    import resource  # noqa: PLC0415 - there is none on Windows

    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmPeak"))
        return allowed != resource.RLIM_INFINITY and peak > allowed * _NEARLY
    return False


_NEARLY = 15 / 16


def _begin_in_worker(composer: Composer, memory: int) -> None:
    # What libraries say as memory ends is told in the build's own words.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Should the build be killed, nobody would tell its workers.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        allowed = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
    begin(composer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
