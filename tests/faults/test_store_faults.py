"""Whatever stops a build: each file is old or new, a person's is whole, and the next build repairs the rest."""

from __future__ import annotations

import errno
import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assembler.store import lock, read_manifest
from tests.unit.store.desk import Desk

pytestmark = pytest.mark.faults

CALLS = ("open", "write", "fsync", "replace", "mkdir", "unlink")
"""The functions of `os` by which the store changes anything on disk."""

LOOKS = ((os, "stat"), (os, "lstat"), (os, "listdir"), (os, "scandir"), (os, "close"), (os, "fchmod"), (io, "open"))
"""The other functions by which it asks the system for anything; the last one reads files."""

TYPED = {"a/CV.docx": "typed by a person"}
ANNOTATED = "annotated by a person"
FIRST = {"a/CV.docx": "1", "a/CV.pdf": "1", "b/CV.docx": "1", "Notes.pdf": "1"}
SECOND = {"a/CV.docx": "2", "a/CV.pdf": "2", "b/CV.docx": "2", "Notes.pdf": "2", "c/d/CV.docx": "2"}
DONE = {
    **SECOND,
    **TYPED,
    "a/CV.new.docx": "2",
    "Notes.kept-1.pdf": ANNOTATED,
}


def prepared(folder: Path) -> Desk:
    """A folder built once, in which a person then typed into one DOCX and annotated one PDF."""
    desk = Desk(folder)
    desk.build(FIRST)
    desk.write("a/CV.docx", TYPED["a/CV.docx"])
    desk.write("Notes.pdf", ANNOTATED)
    return desk


def whole(desk: Desk) -> None:
    """Nothing is half, nothing of the person's is lost."""
    files = desk.files()
    assert files["a/CV.docx"] == TYPED["a/CV.docx"]
    assert ANNOTATED in (files["Notes.pdf"], files.get("Notes.kept-1.pdf"))
    for path in ("a/CV.pdf", "b/CV.docx"):
        assert files[path] in {"1", "2"}
    for path in ("c/d/CV.docx", "a/CV.new.docx"):
        assert files.get(path, "2") == "2"
    assert read_manifest(desk.folder)[1] == []


def repaired(desk: Desk) -> None:
    """The next build finds what is ours, whatever it now writes, and leaves no scraps."""
    third = dict.fromkeys(SECOND, "3")
    desk.build(third)
    kept = {path: text for path, text in desk.files().items() if path.startswith("Notes.kept")}
    assert kept == {"Notes.kept-1.pdf": ANNOTATED}
    assert desk.files() == {**third, **TYPED, "a/CV.new.docx": "3", **kept}
    docx = [found.message for found in desk.found if ".docx'" in found.message]
    assert len(docx) == 1, docx
    assert desk.codes in (["edited-kept"], ["edited-kept", "edited-kept"])
    assert desk.manifest.pending == {}


class Fault:
    """Makes `function` of `module` fail from its call number `at` on, once or for good."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        function: str,
        at: int,
        number: int,
        *,
        for_good: bool,
        module: ModuleType = os,
    ) -> None:
        self.calls = 0
        self.hit = False
        real: Callable[..., Any] = getattr(module, function)

        def faulty(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == at or (for_good and self.calls > at):
                self.hit = True
                raise OSError(number, os.strerror(number))
            return real(*arguments, **named)

        monkeypatch.setattr(module, function, faulty)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("function", CALLS)
def test_a_fault_at_any_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, *, for_good: bool
) -> None:
    hits = 0
    for at in range(1, 200):
        desk = prepared(tmp_path / str(at))
        with monkeypatch.context() as patched:
            fault = Fault(patched, function, at, number, for_good=for_good)
            desk.build(SECOND)
        hits += fault.hit
        whole(desk)
        if not fault.hit:
            assert desk.files() == DONE
            break
        scraps = {path for path in desk.files() if path.endswith(".tmp")}
        assert not scraps or function == "unlink"
        # Removing what is no longer needed, and telling a folder's state to the disk where it may not be opened,
        # may fail in silence; all else is told.
        if function in {"write", "replace", "mkdir"}:
            assert "output-unwritable" in desk.codes
        repaired(desk)
    assert hits >= (1 if function in {"mkdir", "unlink"} else 7)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize(("module", "function"), LOOKS)
def test_a_fault_at_any_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, function: str, number: int, *, for_good: bool
) -> None:
    for at in range(1, 200):
        desk = prepared(tmp_path / str(at))
        with monkeypatch.context() as patched:
            fault = Fault(patched, function, at, number, for_good=for_good, module=module)
            desk.build(SECOND)
        whole(desk)
        if not fault.hit:
            assert desk.files() == DONE
            break
        if module is io and at == 1:
            # A manifest that cannot be read: all there then counts as a person's, and is kept.
            assert "manifest-damaged" in desk.codes
        else:
            repaired(desk)
    assert at > 3


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from tests.faults.test_store_faults import SECOND
from tests.unit.store.desk import Desk
function, at, after = sys.argv[2], int(sys.argv[3]), sys.argv[5] == "after"
calls, real = 0, getattr(os, function)
def deadly(*arguments, **named):
    global calls
    calls += 1
    if calls == at and not after:
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*arguments, **named)
    if calls == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(os, function, deadly)
Desk(Path(sys.argv[1])).build(SECOND)
"""

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("function", CALLS)
def test_a_kill_at_any_call(tmp_path: Path, function: str, when: str) -> None:
    for at in range(1, 200):
        desk = prepared(tmp_path / str(at))
        command = [sys.executable, "-c", KILLED, str(desk.folder), function, str(at), str(ROOT), when]
        ended = subprocess.run(command, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        whole(desk)
        if ended.returncode == 0:
            assert desk.files() == DONE
            break
        assert ended.returncode == -9
        repaired(desk)
    assert at > 1


RESTLESS = """
import sys
from itertools import count
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from assembler.store import lock
from tests.unit.store.desk import Desk
desk = Desk(Path(sys.argv[1]))
print("ready", flush=True)
for number in count():
    with lock(desk.folder) as problem:
        assert problem is None, problem
        text = f"{number:09}\\n" * 20_000
        desk.build({f"{folder}/CV.{suffix}": text for folder in "abc" for suffix in ("docx", "pdf")})
"""


def test_kills_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(20261124)  # noqa: S311
    desk = Desk(tmp_path / "output")
    desk.write("b/CV.docx", "typed by a person")
    for _ in range(40):
        command = [sys.executable, "-c", RESTLESS, str(desk.folder), str(ROOT)]
        builder = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert builder.stdout is not None
        builder.stdout.readline()
        time.sleep(chance.uniform(0, 0.08))
        builder.kill()
        builder.communicate()
        assert builder.returncode == -9
        files = desk.files()
        assert files.pop("b/CV.docx") == "typed by a person"
        outputs = {path: text for path, text in files.items() if not Path(path).name.startswith(".")}
        assert set(outputs) <= {"a/CV.docx", "a/CV.pdf", "b/CV.new.docx", "b/CV.pdf", "c/CV.docx", "c/CV.pdf"}
        for text in outputs.values():
            assert text in ("repaired", text[:10] * 20_000)
        with lock(desk.folder) as problem:
            assert problem is None
            desk.build({"a/CV.docx": "repaired", "b/CV.docx": "repaired", "c/CV.docx": "repaired"})
        assert desk.codes == ["edited-kept"]
        assert {path: text for path, text in desk.files().items() if path.endswith("docx")} == {
            "a/CV.docx": "repaired",
            "b/CV.docx": "typed by a person",
            "b/CV.new.docx": "repaired",
            "c/CV.docx": "repaired",
        }
        assert not [path for path in desk.files() if path.endswith(".tmp")]
