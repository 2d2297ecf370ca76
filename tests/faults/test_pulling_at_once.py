"""Two commands at once on one profile: the second stops and says why, and every text that existed before exists."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from tests.desk import Desk, text_of
from tests.faults.test_pulling_faults import copied, laid_out, whole
from tests.faults.test_store_faults import ROOT

__all__ = ["laid_out"]

pytestmark = pytest.mark.faults

HALTED = """
import os, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
real, at, calls = os.replace, int(sys.argv[2]), 0
def halted(*arguments, **named):
    global calls
    calls += 1
    if calls == at:
        Path("here").touch()
        while not Path("go").exists():
            time.sleep(0.01)
    real(*arguments, **named)
os.replace = halted
from assembler.cli import main
main(sys.argv[3:])
"""
"""The command, which waits right before it puts the file of this number into its place."""

BUILD = ("build", "corr", "-f", "docx", "--date", "2026-11-24")
PULL = ("pull", "corr")


def started(desk: Desk, at: int, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HALTED, str(ROOT), str(at), *arguments],
        cwd=desk.folder.parent.parent,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def halting(desk: Desk, at: int, *arguments: str) -> subprocess.Popen[str] | None:
    """The command, once it waits; None where it ended before."""
    first, here = started(desk, at, *arguments), desk.folder.parent.parent / "here"
    while not here.exists():
        if first.poll() is not None:
            first.communicate()
            return None
        time.sleep(0.01)
    return first


def released(desk: Desk, first: subprocess.Popen[str]) -> tuple[int, str]:
    (desk.folder.parent.parent / "go").touch()
    _, said = first.communicate(timeout=120)
    return first.returncode, said


@pytest.mark.parametrize(("one", "other"), [(BUILD, PULL), (PULL, BUILD), (PULL, PULL), (BUILD, BUILD)])
def test_the_second_stops_and_nothing_is_lost(
    laid_out: Path, tmp_path: Path, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    for at in count(1, 2):
        desk = copied(laid_out, tmp_path / str(at))
        first = halting(desk, at, *one)
        if first is None:
            break
        second = started(desk, 0, *other)
        try:
            _, said = second.communicate(timeout=120)
            whole(desk)
        finally:
            status, ending = released(desk, first)
        assert second.returncode == 1
        assert f"error[locked]: another build (process {first.pid}) is writing to 'output/corr'" in said
        assert f"then {other[0]} again" in said
        assert status == 0, ending
        whole(desk)
    assert at > 3
    again = started(desk, 0, *BUILD)
    again.communicate(timeout=120)
    assert again.returncode == 0
    for text in ("Typed in Word.", "Typed in Markdown."):
        assert text in text_of(desk.draft)


def test_two_that_start_at_the_same_moment_lose_nothing(laid_out: Path, tmp_path: Path) -> None:
    for number in range(4):
        desk = copied(laid_out, tmp_path / str(number))
        both = [started(desk, 0, *command) for command in ((BUILD, PULL) if number % 2 else (PULL, PULL))]
        said = [run.communicate(timeout=120)[1] for run in both]
        # Either they came one after the other, or one found the other at work.
        assert all(run.returncode == 0 or "error[locked]" in text for run, text in zip(both, said, strict=True)), said
        whole(desk)
        assert 0 in [run.returncode for run in both]
        assert "Typed in Word." in desk.markdown.read_text(encoding="utf-8")
