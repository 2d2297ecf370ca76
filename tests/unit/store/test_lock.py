"""One build at a time, and no lock outlives its build."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assembler.store import lock

HOLD = """
import os, sys, time
from pathlib import Path
from assembler.store import lock
with lock(Path(sys.argv[1])) as problem:
    assert problem is None
    ready, tell = os.pipe()
    child = os.fork() if sys.argv[2] == "fork" else -1
    if child == 0:
        os.write(tell, b"1")
    else:
        # A child lets go of the lock as it begins to run, which a busy machine may put off.
        child == -1 or os.read(ready, 1)
        print(os.getpid(), child, flush=True)
    time.sleep(60)
"""


def hold(folder: Path, how: str) -> tuple[subprocess.Popen[str], int]:
    """A process that holds the lock, and its child, which it forked meanwhile."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(folder), how], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    _pid, child = holder.stdout.readline().split()
    return holder, int(child)


def test_the_folder_is_made_and_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with lock(tmp_path / "a" / "b") as problem:
            assert problem is None
            assert (tmp_path / "a" / "b").is_dir()


def test_a_second_build_learns_at_once_who_holds_the_lock(tmp_path: Path) -> None:
    with lock(tmp_path) as first, lock(tmp_path) as second:
        assert first is None
        assert second is not None
        assert second.code == "locked"
        assert second.message == f"another build (process {os.getpid()}) is writing to '{tmp_path}'"
    with lock(tmp_path) as third:
        assert third is None


def test_a_refused_build_does_not_free_the_lock(tmp_path: Path) -> None:
    with lock(tmp_path):
        for _ in range(2):
            with lock(tmp_path) as problem:
                assert problem is not None


@pytest.mark.parametrize("how", ["alone", "fork"])
def test_a_killed_build_leaves_no_lock_even_where_its_worker_lives_on(tmp_path: Path, how: str) -> None:
    holder, child = hold(tmp_path, how)
    try:
        with lock(tmp_path) as problem:
            assert problem is not None
            assert f"(process {holder.pid})" in problem.message
        holder.kill()
        holder.wait()
        if how == "fork":
            os.kill(child, 0)
        with lock(tmp_path) as problem:
            assert problem is None
    finally:
        holder.kill()
        if how == "fork":
            os.kill(child, signal.SIGKILL)
        holder.communicate()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with lock(tmp_path / "file" / "output") as problem:
        assert problem is not None
        assert problem.code == "output-unwritable"


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("precious", encoding="utf-8")
    (tmp_path / ".lock").symlink_to("profile.yaml")
    with lock(tmp_path) as problem:
        assert problem is not None
        assert problem.code == "output-unwritable"
    assert (tmp_path / "profile.yaml").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(("number", "held"), [(errno.ENOSPC, True), (errno.ENOLCK, False)])
def test_a_full_disk_does_not_stop_a_lock_but_a_disk_without_locks_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, held: bool
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if held else fcntl, "pwrite" if held else "flock", refuse)
    with lock(tmp_path) as problem:
        assert (problem is None) is held
        assert problem is None or problem.code == "output-unwritable"
