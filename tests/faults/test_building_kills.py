"""Kills, Ctrl-C and dying workers in the midst of real builds: files are old or new, and the next build repairs."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from assembler import resources
from assembler.store import JOURNAL, read_manifest
from tests.faults.tiny import (
    ANNOTATED,
    BATCHES,
    BRIEFING,
    CV,
    KEPT,
    LONGEST,
    NEW_CV,
    NOTES,
    PLAIN,
    STRANGE,
    Run,
    Tiny,
    sha,
    short_folder,
    true_manifest,
)

pytestmark = pytest.mark.faults

SEEDS, KILLS, INTERRUPTS = 4, 50, 30
"""So many kills for each of so many series of random moments; some three seconds each on two free processors."""

WORDS = ("old", "new")
PERSONS = {sha(STRANGE), sha(ANNOTATED)}


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Tiny]:
    with short_folder() as tmp:
        tiny = Tiny(tmp_path, tmp)
        yield tiny
        tiny.end()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What an undisturbed build makes of each of two versions of the profile: hashes by path."""
    files = {}
    with short_folder() as tmp:
        for word in WORDS:
            tiny = Tiny(tmp_path_factory.mktemp(word), tmp)
            tiny.write(word)
            status, said = tiny.run()
            assert status == 0, said
            files[word] = tiny.files()
    changed = {path for path in files["old"] if files["old"][path] != files["new"][path]}
    assert files["old"].keys() == files["new"].keys()
    assert {path.rpartition(".")[2] for path in changed} >= {"pdf", "docx", "eml"}
    return files


class Moments:
    """Random moments of a build: at any time of it, after some document was begun, or while files are written."""

    def __init__(self, seed: int, longest: float) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._longest = longest

    def pass_by(self, run: Run, tiny: Tiny) -> str:
        """Wait for the next one; what it was, in words."""
        kind, part = self._chance.choice(("any", "document", "writing", "writing")), self._chance.random()
        number = self._chance.randint(1, 3)
        if kind == "any":
            wait = part * self._longest
        elif kind == "document":
            run.until(lambda: f"[{number}/" in run.said)
            wait = part * self._longest / 4
        else:
            run.until((tiny.output / JOURNAL).exists)
            wait = part**2 * 0.03
        end = time.monotonic() + wait
        while run.runs and time.monotonic() < end:
            time.sleep(0.001)
        return f"{kind} {number} {wait:.4f}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_kills_at_random_moments_of_a_real_build(tiny: Tiny, made: dict[str, dict[str, str]], seed: int) -> None:
    tiny.write("old")
    began = time.monotonic()
    assert tiny.run()[0] == 0
    moments = Moments(seed, time.monotonic() - began)
    at, typed_from, killed, wounded = "old", "old", 0, 0
    a_person_was_here(tiny)
    for number in range(KILLS * 2):
        before, after = at, WORDS[at == "old"]
        if number % 10 == 9:
            # A first build.
            shutil.rmtree(tiny.output)
            before = typed_from = ""
        elif not typed_from:
            typed_from = at
            a_person_was_here(tiny)
        else:
            (tiny.output / BRIEFING).write_bytes(ANNOTATED)
        persons = PERSONS | ({sha((tiny.output / CV).read_bytes())} if typed_from else set())
        theirs = {path: (tiny.output / path).read_bytes() for path in (CV, NOTES)} if typed_from else {}
        tiny.write(after)
        run = tiny.start("-j", str(1 + number % 2), script=(PLAIN, BATCHES)[number // 2 % 2])
        moment = f"build {number}, {moments.pass_by(run, tiny)}"
        print(moment)  # noqa: T201 - shown where the test fails
        run.process.kill()
        status = run.ended()
        assert status in (0, -9), f"{moment}: {run.said}"
        killed += status == -9
        # At that very moment.
        whole(tiny, made.get(before, {}), made[after], theirs)
        true_manifest(tiny, persons)
        wounded += (tiny.output / JOURNAL).exists()
        # The next build, now and then as it is really called.
        status, said = tiny.run() if number % 10 == 0 else tiny.call()
        assert status == 0, f"{moment}: {said}"
        expected = {
            **made[after],
            **({CV: sha(theirs[CV]), NOTES: sha(STRANGE), KEPT: sha(ANNOTATED)} if theirs else {}),
        }
        if theirs and typed_from != after:
            expected[NEW_CV] = made[after][CV]
        assert tiny.files() == expected, moment
        true_manifest(tiny, persons)
        assert not (tiny.output / JOURNAL).exists()
        assert "nothing to do" in tiny.call()[1], moment
        run.alone()
        at = after
        if killed == KILLS:
            break
    assert killed == KILLS
    # Some of them while files were being written.
    assert wounded > 0


def a_person_was_here(tiny: Tiny) -> None:
    """What a person did to files of a build, and put beside them."""
    tiny.type()
    (tiny.output / NOTES).write_bytes(STRANGE)
    (tiny.output / BRIEFING).write_bytes(ANNOTATED)


def whole(tiny: Tiny, old: dict[str, str], new: dict[str, str], theirs: dict[str, bytes]) -> None:
    """Every file is an old or a new version, none is gone, and what is a person's is where it was, or kept."""
    files = {path: have for path, have in tiny.files().items() if not path.endswith(".tmp")}
    for path, data in theirs.items():
        assert files.pop(path) == sha(data), path
    if theirs:
        assert sha(ANNOTATED) in (files[BRIEFING], files.get(KEPT))
        assert files.pop(KEPT, sha(ANNOTATED)) == sha(ANNOTATED)
        assert files.pop(NEW_CV, old[CV]) in (old[CV], new[CV])
    for path, have in files.items():
        assert have in {old.get(path), new[path], *({sha(ANNOTATED)} if theirs and path == BRIEFING else ())}, path
    assert files.keys() >= old.keys() - theirs.keys()


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl-C is heeded: tests that a shell runs in the background ignore it, and so would all that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_ctrl_c_at_random_moments(tiny: Tiny, made: dict[str, dict[str, str]]) -> None:
    tiny.write("old")
    began = time.monotonic()
    assert tiny.run()[0] == 0
    moments, at, slowest, stopped, kept = Moments(20261125, time.monotonic() - began), "old", 0.0, 0, 0
    for number in range(INTERRUPTS):
        before, after = at, WORDS[at == "old"]
        tiny.write(after)
        run = tiny.start(script=(PLAIN, BATCHES)[number % 2])
        # From then on the command itself, and no longer Python, takes notice of it.
        run.until(partial(ready, run))
        moment = f"build {number}, {moments.pass_by(run, tiny)}"
        print(moment)  # noqa: T201 - shown where the test fails
        told = time.monotonic()
        run.tell(signal.SIGINT)
        status = run.ended()
        # Once it has said how it ended, Python itself is on its way out.
        if "files written" not in run.said:
            stopped += 1
            slowest = max(slowest, time.monotonic() - told)
            assert (status, run.said.splitlines()[-1]) == (130, "stopped"), f"{moment}: {run.said}"
        assert "Traceback" not in run.said, f"{moment}: {run.said}"
        run.alone()
        whole(tiny, made[before], made[after], {})
        true_manifest(tiny, set())
        finished = finished_of(tiny, made[before], made[after])
        status, reasons = explained(tiny)
        assert status == 0
        assert {name for name in finished if reasons[name]} == set(), f"{moment}: {reasons}"
        kept += bool(finished) and any(reasons.values())
        assert tiny.files() == made[after]
        at = after
    # A second, on a machine that has nothing else to do.
    assert slowest < 20
    assert stopped > INTERRUPTS / 2
    assert kept > 0


def ready(run: Run) -> bool:
    return "ready" in run.said


def finished_of(tiny: Tiny, old: dict[str, str], new: dict[str, str]) -> set[str]:
    """The documents all files of which are recorded as the new version has them, where that is another one."""
    documents: dict[str, list[bool]] = {}
    for row in read_manifest(tiny.output)[0].outputs:
        if old[row.path] != new[row.path]:
            name = f"{row.document}/{row.program or row.referee}"
            documents.setdefault(name, []).append(new[row.path] == row.sha256)
    return {name for name, rows in documents.items() if all(rows)}


def explained(tiny: Tiny) -> tuple[int, dict[str, str]]:
    """A build that tells why each document is made: its status, and the reasons by document."""
    told = io.StringIO()
    status, _ = tiny.call("--explain", "--message-format", "json", told=told)
    return status, {row["document"]: row["reason"] for row in json.loads(told.getvalue())["documents"]}


# Workers --------------------------------------------------------------------------------------------


@pytest.fixture
def built(tiny: Tiny, made: dict[str, dict[str, str]]) -> Tiny:
    """The applicant, of whom the old version is built and the new one is written."""
    tiny.write("old")
    assert tiny.call()[0] == 0
    assert tiny.files() == made["old"]
    tiny.write("new")
    return tiny


@pytest.mark.parametrize("wait", [0.0, 0.1, 0.5, 1.5])
@pytest.mark.parametrize("whom", ["a worker", "the server"])
def test_a_worker_or_their_server_that_is_killed(
    built: Tiny, made: dict[str, dict[str, str]], whom: str, wait: float
) -> None:
    run = built.start("-j", "2")
    run.until(lambda: bool(run.workers()))
    time.sleep(wait)
    for pid in (run.workers() if whom == "a worker" else run.servers())[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    assert run.ended() == 0, run.said
    assert "Traceback" not in run.said
    assert built.files() == made["new"]
    run.alone()


def test_workers_that_are_killed_again_and_again(built: Tiny, made: dict[str, dict[str, str]]) -> None:
    run = built.start("-j", "1")
    end = time.monotonic() + LONGEST
    while run.runs and time.monotonic() < end:
        for pid in run.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    status, lost = run.ended(), run.said.count("error[not-laid-out]")

    # Some may have been quicker than we are.
    assert (status, "Traceback" in run.said) == (int(lost > 0), False), run.said
    assert run.said.count("the process that laid it out died twice") == lost
    assert lost or built.files() == made["new"]
    run.alone()
    whole(built, made["old"], made["new"], {})
    true_manifest(built, set())
    assert built.call()[0] == 0
    assert built.files() == made["new"]


FAILING = """
import errno, os
from multiprocessing import popen_forkserver
real, left = popen_forkserver.Popen._launch, {times}
def launch(self, process):
    global left
    left -= 1
    if left >= 0:
        raise {failure}
    real(self, process)
popen_forkserver.Popen._launch = launch
"""


@pytest.mark.parametrize(
    "failure", ["BrokenPipeError(32, 'ours')", "ConnectionRefusedError(111, 'ours')", "EOFError()"]
)
@pytest.mark.parametrize("times", [1, 100])
def test_a_worker_that_dies_as_it_is_started(
    built: Tiny, made: dict[str, dict[str, str]], failure: str, times: int
) -> None:
    status, said = built.run(script=FAILING.format(failure=failure, times=times) + PLAIN)

    assert "Traceback" not in said
    if times == 1:
        assert status == 0, said
    else:
        assert (status, said.count("error[not-laid-out]")) == (1, 3), said
        whole(built, made["old"], made["new"], {})
        true_manifest(built, set())
        assert built.call()[0] == 0
    assert built.files() == made["new"]


NO_SEMAPHORES = """
import _multiprocessing
class SemLock(_multiprocessing.SemLock):
    def __new__(cls, *arguments):
        raise OSError(38, "Function not implemented")
_multiprocessing.SemLock = SemLock
"""


def test_where_no_processes_can_be_had_documents_are_made_all_the_same(
    built: Tiny, made: dict[str, dict[str, str]]
) -> None:
    # As in sandboxes without shared memory.
    status, said = built.run(script=NO_SEMAPHORES + PLAIN)

    assert (status, "Traceback" in said) == (0, False), said
    assert built.files() == made["new"]


BOUNDED = """
import functools
from assembler import workers
workers.Crew = functools.partial(workers.Crew, engine=workers.processes(memory={memory}), patience={patience})
"""
HEAVY = {
    "the process that laid it out died twice|laying it out took too much memory": (
        "{% for _ in range(60000) %}<p>" + "A text of many words. " * 20 + "</p>{% endfor %}",
        {"memory": 700_000_000, "patience": 200},
    ),
    "laying it out took more than five minutes": (
        "{% for _ in range(100000) %}{% for _ in range(100000) %}{% endfor %}{% endfor %}",
        {"memory": 4_000_000_000, "patience": 20},
    ),
}


@pytest.mark.parametrize("said", HEAVY)
def test_a_document_that_takes_more_than_it_may(tiny: Tiny, said: str) -> None:
    more, limits = HEAVY[said]
    heavy = {"language": "en-US", "short": "Heavy", "institution": "Heavy Hospital"}
    tiny.write("old", {"harbour": {"documents": ["cv"]}, "heavy": heavy | {"documents": ["cv"]}})
    own = tiny.root / "templates" / "cv.html"
    own.parent.mkdir()
    template = (resources.templates() / "cv.html").read_text(encoding="utf-8")
    first = "<h1"
    assert template.count(first) == 1
    asked = f'{{% if view.program.institution == "Heavy Hospital" %}}{more}{{% endif %}}'
    own.write_text(template.replace(first, asked + first), encoding="utf-8")

    status, told = tiny.run(script=BOUNDED.format(**limits) + PLAIN)

    assert (status, told.count("error[")) == (1, 1), told
    assert re.search(rf"error\[not-laid-out\]: cv/heavy could not be made: ({said})", told), told
    assert "Traceback" not in told
    files = tiny.files()
    assert not [path for path in files if path.startswith("heavy/")]
    assert {path.rpartition(".")[2] for path in files} >= {"pdf", "docx", "eml", "ics"}
    true_manifest(tiny, set())
    own.unlink()
    assert tiny.call()[0] == 0
    assert tiny.files().keys() >= {*files, "heavy/Corr_AdaBel_CV_Heavy.pdf"}
