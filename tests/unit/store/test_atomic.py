"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from assembler.store import atomic
from assembler.store.atomic import ChangedMeanwhileError, RefusedError, digest, sha256, sweep, unwritable, write_atomic


def test_a_file_is_written_with_the_folders_it_needs_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "cv.pdf"
    write_atomic(path, b"one", None)
    write_atomic(path, b"two", sha256(b"one"))
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    write_atomic(tmp_path / "ours", b"", None)
    (tmp_path / "plain").touch()
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


@pytest.mark.parametrize("expected", [None, sha256(b"what we saw")])
def test_what_changed_meanwhile_is_not_replaced(tmp_path: Path, expected: str | None) -> None:
    path = tmp_path / "cv.docx"
    path.write_bytes(b"typed just now")
    with pytest.raises(ChangedMeanwhileError):
        write_atomic(path, b"ours", expected)
    assert path.read_bytes() == b"typed just now"
    assert list(tmp_path.iterdir()) == [path]


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: whole(descriptor, data[:3]))
    write_atomic(tmp_path / "cv.pdf", b"0123456789", None)
    monkeypatch.undo()
    assert (tmp_path / "cv.pdf").read_bytes() == b"0123456789"


def test_file_is_synced_before_it_gets_its_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, move = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        sync(descriptor)

    def rename(source: Path, target: Path) -> None:
        steps.append("replace")
        move(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", rename)
    write_atomic(tmp_path / "cv.pdf", b"one", None)
    assert steps == ["sync file", "replace", "sync folder"]


def test_a_folder_that_cannot_be_synced_by_its_file_system_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EINVAL, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    atomic.sync_folder(tmp_path)


def test_a_disk_fault_while_syncing_the_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="no"):
        atomic.sync_folder(tmp_path)


def test_digest_tells_nothing_from_a_file_from_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    assert digest(tmp_path / "file") == sha256(b"x")
    assert digest(tmp_path / "nothing") is None
    assert digest(tmp_path / "file" / "below") is None
    assert [digest(tmp_path / name) for name in ("link", "pipe", ".")] == [atomic.UNPROVEN] * 3


def test_a_file_that_cannot_be_read_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setattr(hashlib, "file_digest", refuse)
    assert digest(tmp_path / "file") == atomic.UNPROVEN


def test_sweep_removes_our_temporary_files_and_no_others(tmp_path: Path) -> None:
    ours = tmp_path / "a" / ".assembler-0123456789abcdef.tmp"
    ours.parent.mkdir()
    others = [
        ours.with_name(name) for name in (".assembler-notes.tmp", "x.tmp", ".assembler-0123456789abcdef.tmp.docx")
    ]
    for path in (ours, *others):
        path.touch()
    sweep(tmp_path)
    assert sorted(ours.parent.iterdir()) == sorted(others)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EROFS, "x"), "the disk is read-only"),
        (OSError(errno.ENOTSUP, "not supported"), "not supported"),
        (OSError("odd"), "the system refused"),
        (RefusedError("it is a link", "move it"), "it is a link"),
    ],
)
def test_every_failure_has_a_reason_and_a_mend(failure: OSError, reason: str) -> None:
    found = unwritable(Path("output/cv.pdf"), failure)
    assert (found.code, found.message) == ("output-unwritable", f"'output/cv.pdf' cannot be written: {reason}")
    assert found.hint


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "letters.yaml"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomic(path, b"new", sha256(b"old"))
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)
