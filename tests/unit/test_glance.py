"""A glance: what it sees, what it does not take for the same, and that a damaged one counts as none."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assembler import glance
from tests.unit.cli.conftest import Call, call, doe

__all__ = ["call", "doe"]

CALL: dict[str, object] = {"asked": "all"}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with a file and a folder of which all was found up to date."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    held = glance.stamps([*glance.below(tmp_path / "in"), str(tmp_path / "absent")])
    glance.keep(tmp_path, CALL, held, [{"code": "left-out"}])
    return tmp_path


def test_what_was_not_touched_is_told_again(kept: Path) -> None:
    assert glance.unchanged(kept, CALL) == [{"code": "left-out"}]
    assert glance.unchanged(kept, {"asked": "less"}) is None


def rewritten(folder: Path) -> None:
    """As a program does that takes care: the same size, and the time set back."""
    path = folder / "in" / "a.yaml"
    before = path.stat()
    path.write_text("a: 2\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "touch",
    [
        rewritten,
        lambda folder: (folder / "in" / "a.yaml").unlink(),
        lambda folder: (folder / "in" / "b.yaml").touch(),
        lambda folder: (folder / "absent").mkdir(),
        lambda folder: (folder / "in" / "a.yaml").replace(folder / "in" / "c.yaml"),
    ],
    ids=["rewritten", "removed", "added", "appeared", "renamed"],
)
def test_whatever_is_touched_is_seen(kept: Path, touch: Callable[[Path], object]) -> None:
    touch(kept)
    assert glance.unchanged(kept, CALL) is None


def test_a_damaged_one_counts_as_none(kept: Path) -> None:
    path = kept / glance.FILE
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert glance.unchanged(kept, CALL) is None
    for other in ("[]", "{}", '"x"', json.dumps({"version": 1, "call": CALL}), whole.decode().replace("1", "2", 1)):
        path.write_text(other, encoding="utf-8")
        assert glance.unchanged(kept, CALL) is None


def test_where_it_cannot_be_written_nothing_is_lost(tmp_path: Path) -> None:
    glance.keep(tmp_path / "absent", CALL, {}, [])
    assert glance.unchanged(tmp_path / "absent", CALL) is None


def test_the_call_after_a_build_reads_no_file(call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "13 documents, 13 rendered" in call("build", doe.name).err

    def read(*_: object) -> None:
        raise AssertionError("the files were read")

    monkeypatch.setattr("assembler.freshness.last_build", read)
    assert call("build", doe.name).err == "doe: nothing to do\n"
    assert call("check", doe.name).err == "doe: unchanged since the last build\n"


@pytest.mark.parametrize("name", ["profile.yaml", "programs/uk-trust.yaml", "letters.yaml", "statements", "assets"])
def test_a_file_of_the_profile_that_is_touched_is_read(
    call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    call("build", doe.name, "-f", "txt")
    assert call("build", doe.name, "-f", "txt").err == "doe: nothing to do\n"
    path = doe / name
    if path.suffix:
        path.write_bytes((path.read_bytes() if path.exists() else b"schema: 1\nletters: []\n") + b"# A comment.\n")
    else:
        path.mkdir(exist_ok=True)
        (path / "new.md").touch()
    looked = []
    monkeypatch.setattr("assembler.freshness.last_build", lambda *_: looked.append(name))
    call("build", doe.name, "-f", "txt")
    assert looked
