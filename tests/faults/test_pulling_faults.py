"""Whatever stops a build that takes text over from Word, every sentence is still there, and the next one repairs."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assembler.build import build
from assembler.options import Options
from assembler.store import history
from tests.desk import DAY, NOW, Desk, text_of, words
from tests.faults.test_store_faults import ROOT, Fault
from tests.properties.test_pulling import laid, written
from tests.word import typed, typed_outside

pytestmark = pytest.mark.faults

SENTENCES = ("Typed in Word.", "Typed in Markdown.", "Written before.", "Typed below.")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An applicant whose draft was typed into, and whose Markdown was changed elsewhere."""
    root = tmp_path_factory.mktemp("laid")
    desk = laid(root)
    written(desk, "opening", "Written before.")
    run(desk)
    typed(desk.draft, "plan", "Typed in Word.")
    typed_outside(desk.draft, "Typed below.")
    written(desk, "opening", "Written before. Typed in Markdown.")
    return root


def run(desk: Desk) -> list[str]:
    outcome = build(desk.folder, desk.output, Options(formats=("docx",)), DAY, lambda *_: None, NOW)
    return [item.code for item in outcome.diagnostics]


def taken(desk: Desk) -> list[str]:
    return [item.code for item in desk.take()]


COMMANDS = {"build": run, "pull": taken}


def copied(laid_out: Path, root: Path) -> Desk:
    shutil.copytree(laid_out, root)
    return Desk(root / "profiles" / "corr", root / "output" / "corr")


def whole(desk: Desk) -> None:
    """No sentence is lost, and no file is half."""
    texts = [path.read_text(encoding="utf-8") for path in (desk.folder / "statements").glob("*.md")]
    texts += [text_of(path) for path in desk.output.rglob("*.docx")]
    texts += [
        words(history.read(desk.folder, kept.id), kept.path.name if kept.path else "")
        for kept in history.entries(desk.folder)
    ]
    assert [one for one in SENTENCES if one not in "\n".join(texts)] == []


def repaired(desk: Desk) -> None:
    run(desk)
    whole(desk)
    held = desk.markdown.read_text(encoding="utf-8")
    assert "Typed in Word." in held
    assert held.count("Typed below.") == 1
    for text in ("Typed in Word.", "Typed in Markdown."):
        assert text in text_of(desk.draft)
        assert text in text_of(desk.final)
    assert "statement-conflict" not in run(desk)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("function", "number"), [("replace", errno.EACCES), ("write", errno.ENOSPC), ("open", errno.EROFS)]
)
def test_a_fault_at_any_call(
    laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, command: str
) -> None:
    for at in range(1, 200):
        desk = copied(laid_out, tmp_path / str(at))
        with monkeypatch.context() as patched:
            fault = Fault(patched, function, at, number, for_good=True)
            try:
                found = COMMANDS[command](desk)
            except OSError:
                found = ["raised"]
        whole(desk)
        if not fault.hit:
            break
        assert "raised" not in found
        repaired(desk)
    assert at > (3 if command == "build" else 1)


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from tests.faults.test_pulling_faults import COMMANDS, Desk
at, calls, real = int(sys.argv[2]), 0, os.replace
def deadly(*arguments, **named):
    global calls
    calls += 1
    if calls == at:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*arguments, **named)
os.replace = deadly
root = Path(sys.argv[1])
COMMANDS[sys.argv[4]](Desk(root / "profiles" / "corr", root / "output" / "corr"))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_before_any_file_takes_its_place(laid_out: Path, tmp_path: Path, name: str) -> None:
    for at in range(1, 100):
        desk = copied(laid_out, tmp_path / str(at))
        command = [sys.executable, "-c", KILLED, str(tmp_path / str(at)), str(at), str(ROOT), name]
        ended = subprocess.run(command, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        whole(desk)
        if ended.returncode == 0:
            break
        assert ended.returncode == -9
        repaired(desk)
    assert at > (5 if name == "build" else 2)
