"""Whatever stops a `clean`: what is asked for and what is a person's is whole, and the next clean or build ends it."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from assembler.cleaning import clean_gone
from assembler.diagnostics import Diagnostic
from assembler.store import lock, read_manifest
from assembler.store.clearing import clear, left_over
from tests.faults.test_store_faults import CALLS, Fault
from tests.unit.store.desk import Desk

pytestmark = pytest.mark.faults

STEPS = (*CALLS, "rmdir", "ftruncate", "pwrite")
"""The functions of `os` by which a clean changes anything on disk."""

ASKED = {"a/CV.docx": "1", "a/CV.pdf": "1"}
GONE = {"b/CV.docx": "1", "b/CV.pdf": "1", "b/draft/Statement.docx": "1", "referees/lim/Pack.pdf": "1"}
THEIRS = {"b/CV.docx": "typed by a person", "Notes.txt": "a person's own"}
CLEANED = {**ASKED, **THEIRS, ".lock": ""}


def prepared(folder: Path) -> Desk:
    """A folder in which a person typed into one of the files that nothing asks for any more."""
    desk = Desk(folder)
    desk.build({**ASKED, **GONE})
    for path, text in THEIRS.items():
        desk.write(path, text)
    return desk


def of_programs(desk: Desk) -> list[Diagnostic]:
    """Remove what no program asks for any more."""
    with lock(desk.folder) as refused:
        if refused:
            return [refused]
        manifest, found = read_manifest(desk.folder)
        _, more = clear(desk.folder, manifest, left_over(desk.folder, manifest, ASKED.keys()))
        return [*found, *more]


def of_all(desk: Desk) -> list[Diagnostic]:
    """Remove all that was made for a profile that is gone."""
    return [item for item in clean_gone(desk.folder).found if item.code != "output-left-over"]


CLEANS = [of_programs, of_all]
Clean = Callable[[Desk], list[Diagnostic]]


def files(desk: Desk) -> dict[str, str]:
    return {path: "" if path == ".lock" else text for path, text in desk.files().items()}


def folders(desk: Desk) -> set[str]:
    return {path.relative_to(desk.folder).as_posix() for path in desk.folder.rglob("*") if path.is_dir()}


def whole(desk: Desk, clean: Clean) -> None:
    """Nothing is half, nothing of the person's is lost, nor what is asked for."""
    there = {path: text for path, text in files(desk).items() if not path.endswith(".tmp")}
    kept = THEIRS if clean is of_all else {**ASKED, **THEIRS}
    assert there.items() >= kept.items()
    assert there.items() <= {**ASKED, **GONE, **THEIRS, ".lock": ""}.items()
    assert read_manifest(desk.folder)[1] == []


def repaired(desk: Desk, clean: Clean) -> None:
    """Once more, and it is as if nothing had stopped it."""
    assert clean(desk) == []
    if clean is of_programs:
        assert files(desk) == CLEANED
        assert desk.recorded == ["a/CV.docx", "a/CV.pdf", "b/CV.docx"]
    else:
        assert files(desk) == {**THEIRS, ".lock": ""}
        assert desk.recorded == ["b/CV.docx"]


def rebuilt(desk: Desk) -> None:
    """A build makes what is asked for, whatever became of the rest; what the person typed stays theirs."""
    desk.build(dict.fromkeys(ASKED, "2"))
    assert desk.found == []
    assert {path: desk.files()[path] for path in ASKED} == dict.fromkeys(ASKED, "2")
    assert desk.files().items() >= THEIRS.items()
    assert not [path for path in desk.files() if path.endswith(".tmp")]


@pytest.mark.parametrize("clean", CLEANS)
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("function", STEPS)
def test_a_fault_at_any_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, clean: Clean, *, for_good: bool
) -> None:
    for at in range(1, 100):
        desk = prepared(tmp_path / str(at))
        with monkeypatch.context() as patched:
            fault = Fault(patched, function, at, number, for_good=for_good)
            found = clean(desk)
        whole(desk, clean)
        if not fault.hit:
            assert found == []
            break
        assert {item.code for item in found} <= {"output-unwritable"}
        # An empty folder may stay in silence, and so may a folder's state not be told to the disk.
        stuck = (set(GONE) - {"b/CV.docx"}) & desk.files().keys()
        assert found or not stuck
        assert found or function not in {"write", "replace", "unlink"}
        repaired(desk, clean)
        assert function == "rmdir" or folders(desk) == {"b", *({"a"} if clean is of_programs else ())}
    assert not fault.hit


@pytest.mark.parametrize("then", ["clean", "build"])
@pytest.mark.parametrize("clean", CLEANS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_between_any_two_calls(tmp_path: Path, when: str, clean: Clean, then: str) -> None:
    for at in range(1, 200):
        desk = prepared(tmp_path / str(at))
        child = os.fork()
        if not child:
            _die_at(at, after=when == "after")
            clean(desk)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        whole(desk, clean)
        if then == "build":
            rebuilt(desk)
        else:
            repaired(desk, clean)
            assert folders(desk) == {"b", *({"a"} if clean is of_programs else ())}
        if status == 0:
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
    assert 20 < at < 199


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_while_the_folder_of_a_profile_that_is_gone_goes(tmp_path: Path, when: str) -> None:
    for at in range(1, 200):
        desk = Desk(tmp_path / str(at))
        desk.build(GONE)
        child = os.fork()
        if not child:
            _die_at(at, after=when == "after")
            clean_gone(desk.folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        there = {path: text for path, text in files(desk).items() if not path.endswith(".tmp")}
        assert there.items() <= {**GONE, ".lock": ""}.items()
        assert read_manifest(desk.folder)[1] == []
        if status == 0:
            break
        clean_gone(desk.folder)
        assert desk.files() == {}
        assert folders(desk) == set()
    assert not desk.folder.exists()
    assert 20 < at < 199


def _die_at(at: int, *, after: bool) -> None:
    """Have this process killed before, or after, its call number `at` of any of `STEPS`."""
    calls = 0

    def deadly(real: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            mine = calls == at
            if mine and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return real(*arguments, **named)
            finally:
                if mine:
                    os.kill(os.getpid(), signal.SIGKILL)

        return called

    for function in STEPS:
        setattr(os, function, deadly(getattr(os, function)))
