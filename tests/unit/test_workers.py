"""Workers: the same bytes as in one process, and what becomes of a job whose worker dies, hangs or eats all memory."""

from __future__ import annotations

import datetime
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from assembler import workers
from assembler.compose import Composer
from assembler.material import Material
from assembler.pressing import Job, Pressed
from assembler.schema.dates import PartialDate
from assembler.workers import Crew, Lost, inline, processes
from assembler.writers import WRITERS
from tests import people

TODAY = PartialDate.of(datetime.date(2026, 11, 24))


@pytest.fixture(scope="module")
def material() -> Material:
    return people.material("sample-thin", TODAY)


@pytest.fixture(scope="module")
def jobs(material: Material) -> list[Job]:
    return [material.job(task, TODAY) for task in material.tasks if "pdf" in task.paths][:4]


def pressed(crew: Crew, material: Material, jobs: list[Job]) -> dict[str, Pressed | Lost]:
    told: list[str] = []
    with crew:
        by_name = {job.name: job for job in jobs}
        made = dict(crew.press(material.composer, list(by_name), by_name.__getitem__, told.append))
    assert told == list(by_name)
    return made


def files(made: dict[str, Pressed | Lost]) -> dict[str, dict[str, bytes]]:
    return {
        name: {form: rendering.data for form, rendering in one.renderings.items()}
        for name, one in made.items()
        if isinstance(one, Pressed)
    }


def test_workers_make_what_one_process_makes(material: Material, jobs: list[Job]) -> None:
    alone = files(pressed(Crew(1, inline), material, jobs))

    assert files(pressed(Crew(2), material, jobs)) == alone
    assert alone.keys() == {job.name for job in jobs}
    assert all(data for one in alone.values() for data in one.values())


def test_a_job_that_travels_brings_nothing_of_the_profile_that_its_document_does_not_show(jobs: list[Job]) -> None:
    code = "import pickle, sys; pickle.load(sys.stdin.buffer); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(jobs), capture_output=True, check=True)
    names = set(loaded.stdout.decode().split())

    assert "assembler.pressing" in names
    assert not names & {"assembler.schema.profile", "assembler.schema.program", "assembler.tailor", "assembler.loading"}


def test_while_the_crew_is_busy_other_things_are_done_once(material: Material, jobs: list[Job]) -> None:
    happened: list[str] = []
    by_name = {job.name: job for job in jobs}
    asked: list[str] = []

    def job(name: str) -> Job:
        asked.append(name)
        return by_name[name]

    with Crew(1, inline) as crew:
        for name, _ in crew.press(
            material.composer, list(by_name), job, happened.append, lambda: happened.append("meanwhile")
        ):
            happened.append(f"done {name}")

    first, *others = by_name
    assert happened[:3] == [first, "meanwhile", f"done {first}"]
    assert happened.count("meanwhile") == 1
    assert asked == list(by_name), "each job is made once"
    assert len(happened) == 2 * len(by_name) + 1
    assert others


class Fragile(Executor):
    """Presses in this process, but for the jobs of those names, which end as told, one ending after the other."""

    endings: dict[str, list[BaseException]]
    hired = 0

    def __init__(self, composer: Composer) -> None:
        self._inner = inline(composer)
        type(self).hired += 1

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN201
        if left := self.endings.get(args[0].name):
            future: Future[Pressed] = Future()
            future.set_exception(left.pop(0))
            return future
        return self._inner.submit(fn, *args, **kwargs)


@pytest.fixture
def fragile() -> Callable[..., Crew]:
    def crew(**endings: list[BaseException]) -> Crew:
        Fragile.endings, Fragile.hired = {name.replace("_", "/"): list(ones) for name, ones in endings.items()}, 0
        return Crew(2, Fragile)

    return crew


def test_a_worker_that_dies_is_replaced_and_its_job_tried_once_more(
    fragile: Callable[..., Crew], material: Material, jobs: list[Job]
) -> None:
    crew = fragile(**{jobs[1].name.replace("/", "_"): [BrokenExecutor()]})

    made = pressed(crew, material, jobs)

    assert all(isinstance(one, Pressed) for one in made.values())
    assert Fragile.hired == 3


def test_a_job_whose_worker_dies_twice_is_lost_and_no_other(
    fragile: Callable[..., Crew], material: Material, jobs: list[Job]
) -> None:
    crew = fragile(**{jobs[1].name.replace("/", "_"): [BrokenExecutor(), BrokenExecutor()]})

    made = pressed(crew, material, jobs)

    assert made.pop(jobs[1].name) == "died"
    assert all(isinstance(one, Pressed) for one in made.values())


def test_a_job_without_memory_is_lost_and_its_worker_goes_on(
    fragile: Callable[..., Crew], material: Material, jobs: list[Job]
) -> None:
    crew = fragile(**{jobs[0].name.replace("/", "_"): [MemoryError()]})

    made = pressed(crew, material, jobs)

    assert made.pop(jobs[0].name) == "memory"
    assert all(isinstance(one, Pressed) for one in made.values())
    assert Fragile.hired == 2


def test_what_a_job_raises_is_a_defect(fragile: Callable[..., Crew], material: Material, jobs: list[Job]) -> None:
    crew = fragile(**{jobs[0].name.replace("/", "_"): [KeyError("ours")]})

    with pytest.raises(KeyError, match="ours"):
        pressed(crew, material, jobs)


def test_a_worker_that_takes_too_long_is_stopped(material: Material, jobs: list[Job]) -> None:
    class Waiting(Executor):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202, ARG002
            return Future()

    made = pressed(Crew(2, lambda _: Waiting(), patience=0.01), material, jobs)

    assert set(made.values()) == {"slow"}


def test_a_process_that_is_killed_while_idle_is_replaced(material: Material, jobs: list[Job]) -> None:
    killed: list[int] = []
    with Crew(1) as crew:

        def told(name: str) -> None:
            if name == jobs[1].name and (process := crew._slots[0].process) is not None and process.pid is not None:
                os.kill(process.pid, 9)
                process.join(10)
                killed.append(process.pid)

        by_name = {job.name: job for job in jobs[:2]}
        made = dict(crew.press(material.composer, list(by_name), by_name.__getitem__, told))

    assert killed
    assert all(isinstance(one, Pressed) for one in made.values())


def test_a_process_that_needs_more_memory_than_allowed_is_told(material: Material, jobs: list[Job]) -> None:
    made = pressed(Crew(1, processes(memory=100_000_000)), material, jobs[:1])

    assert made[jobs[0].name] in ("memory", "died")


def test_where_the_folder_for_temporary_files_has_too_long_a_name_workers_start_afresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise OSError("AF_UNIX path too long")

    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", refuse)

    assert workers._context().get_start_method() == "spawn"


def test_what_is_loaded_for_workers_are_the_writers_of_the_table() -> None:
    # The table itself loads more than starting workers may wait for.
    assert {
        name: writer.function.partition(":")[0] for name, writer in WRITERS.items() if name != "pdf"
    } == workers._WRITERS
