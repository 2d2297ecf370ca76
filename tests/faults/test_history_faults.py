"""Whatever stops a restoring, every text that existed before exists, and the next one does the rest."""

from __future__ import annotations

import datetime
import errno
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assembler.store import history
from assembler.store.history import Base
from tests.faults.test_store_faults import CALLS, ROOT, Fault

pytestmark = pytest.mark.faults

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
OLD, TYPED = b"kept long ago", b"typed by a person\n" * 2000
TARGET = "statements/kallang.md"
DOCUMENT = "statement/kallang"


def written(text: str) -> Base:
    return Base(sections={"why": text}, own=(), comments=(), sha256="", written="", placeholders={})


def prepared(folder: Path) -> Path:
    """A profile with something in its history and a person's text where that is to be restored."""
    target = folder / TARGET
    target.parent.mkdir(parents=True)
    target.write_bytes(TYPED)
    history.keep(folder, TARGET, OLD, "replaced", NOON)
    history.set_base(folder, DOCUMENT, written("1"))
    # As in a profile that is new, so that these are written too.
    (folder / ".history" / "README.txt").unlink()
    return folder


def restore(folder: Path) -> None:
    """What is stopped at each of its steps."""
    oldest = history.entries(folder)[-1]
    history.restore(folder, oldest.id, folder / TARGET, NOON + datetime.timedelta(minutes=1))
    history.set_base(folder, DOCUMENT, written("2"))


def held(folder: Path) -> list[bytes]:
    return [history.read(folder, kept.id) for kept in history.entries(folder)]


def whole(folder: Path) -> None:
    """Nothing is half, nothing is lost."""
    there = (folder / TARGET).read_bytes()
    assert there in (OLD, TYPED)
    assert OLD in held(folder)
    assert TYPED in (there, *held(folder))
    base, found = history.base(folder, DOCUMENT)
    assert base in (written("1"), written("2"))
    assert found == []


def repaired(folder: Path) -> None:
    restore(folder)
    assert (folder / TARGET).read_bytes() == OLD
    assert set(held(folder)) == {OLD, TYPED}
    assert history.base(folder, DOCUMENT) == (written("2"), [])


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize("function", [*CALLS, "half"])
def test_a_fault_at_any_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, *, for_good: bool
) -> None:
    hits = 0
    for at in range(1, 200):
        folder = prepared(tmp_path / str(at) / "profiles" / "doe")
        failure = None
        with monkeypatch.context() as patched:
            if function == "half":
                # A full disk may take part of what is written before it refuses the rest.
                patched.setattr(os, "write", half_of(os.write))
            fault = Fault(patched, "write" if function == "half" else function, at, number, for_good=for_good)
            try:
                restore(folder)
            except OSError as caught:
                failure = caught
        hits += fault.hit
        whole(folder)
        if not fault.hit:
            assert (failure is None) == (function != "half")
            break
        if function in {"write", "replace"} and failure is None:
            # Only the explanation may be missing in silence.
            assert not for_good
            assert not (folder / ".history" / "README.txt").exists()
        repaired(folder)
    assert hits >= (0 if function in {"mkdir", "unlink"} else 3)


def half_of(real: Any) -> Any:
    """A `write` that takes half of what is longer than one byte."""

    def half(descriptor: int, data: Any) -> int:
        return int(real(descriptor, bytes(data)[: max(1, len(data) // 2)]))

    return half


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from tests.faults.test_history_faults import restore
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
restore(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("function", ["open", "write", "fsync", "replace"])
def test_a_kill_at_any_call(tmp_path: Path, function: str, when: str) -> None:
    for at in range(1, 200):
        folder = prepared(tmp_path / str(at) / "profiles" / "doe")
        command = [sys.executable, "-c", KILLED, str(folder), function, str(at), str(ROOT), when]
        ended = subprocess.run(command, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        whole(folder)
        if ended.returncode == 0:
            break
        assert ended.returncode == -9
        repaired(folder)
    assert at > 4


RESTLESS = """
import datetime, sys
from itertools import count
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from assembler.store import history
folder, name = Path(sys.argv[1]), sys.argv[3]
print("ready", flush=True)
for number in count() if len(sys.argv) < 5 else range(int(sys.argv[4])):
    text = f"{name} {number:09}\\n" * 5_000
    history.keep(folder, f"{name}.md", text.encode(), f"reason {number}", datetime.datetime.now(datetime.UTC))
    print(number, flush=True)
"""


def restless(folder: Path, name: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RESTLESS, str(folder), str(ROOT), name, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_kills_at_random_moments(tmp_path: Path) -> None:
    chance, ever, folder = random.Random(20261125), set(), tmp_path / "doe"  # noqa: S311
    for each in range(20):
        keeping = restless(folder, f"run {each}")
        assert keeping.stdout is not None
        keeping.stdout.readline()
        time.sleep(chance.uniform(0, 0.08))
        keeping.kill()
        said, _ = keeping.communicate()
        assert keeping.returncode == -9
        ever |= {f"run {each} {int(number):09}\n".encode() * 5_000 for number in said.split("\n")[:-1]}
        there = set(held(folder)) if (folder / ".history").exists() else set()
        assert there >= ever
        # One more may be there: kept, and killed before that was said.
        assert len(there - ever) <= 1
        ever |= there
    assert len(ever) > 20


def test_two_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "doe"
    keeping = [restless(folder, name, "40") for name in ("one", "two")]
    for each in keeping:
        each.communicate()
        assert each.returncode == 0

    listed = history.entries(folder)

    assert sorted((kept.origin, kept.reason) for kept in listed) == sorted(
        (f"{name}.md", f"reason {number}") for name in ("one", "two") for number in range(40)
    )
    assert len({kept.id for kept in listed}) == 80
    assert history.damage(folder) == []
