"""Builds on a disk that fills up, in folders that vanish, with names that clash: files are old or new, never half."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assembler import placing
from assembler.cli import printing
from assembler.store import JOURNAL
from tests.faults.tiny import CV, PLAIN, Tiny, sha, short_folder, true_manifest

pytestmark = pytest.mark.faults

Made = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    with short_folder() as tmp:
        tiny = Tiny(tmp_path_factory.mktemp("tiny"), tmp)
        yield tiny
        tiny.end()


@pytest.fixture(scope="module")
def made(tiny: Tiny) -> Made:
    """The files of two versions of the profile."""
    files = {}
    for word in ("old", "new"):
        tiny.write(word)
        assert tiny.call()[0] == 0
        files[word] = tiny.files()
    return files


@pytest.fixture
def built(tiny: Tiny, made: Made, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """The applicant, of whom the old version is built and the new one is written. Each document is written at once."""
    tiny.write("old")
    assert tiny.call()[0] == 0
    assert tiny.files() == made["old"]
    tiny.write("new")
    monkeypatch.setattr(placing, "_MOST_BYTES", 1)
    return tiny


def old_or_new(tiny: Tiny, made: Made, but: str = ".none", *, gone: bool = False) -> None:
    for path, have in tiny.files().items():
        assert path.endswith(but) or have in (made["old"][path], made["new"][path]), path
    if tiny.output.is_dir():
        true_manifest(tiny, set(), gone=gone)


def repaired(tiny: Tiny, made: Made, word: str = "new") -> None:
    """The next build makes all that is missing, and the one after it nothing."""
    status, said = tiny.call()
    assert status == 0, said
    assert tiny.files() == made[word]
    assert not (tiny.output / JOURNAL).exists()
    assert "nothing to do" in tiny.call()[1]


def in_the_midst(monkeypatch: pytest.MonkeyPatch, number: int, what: Callable[[], object]) -> None:
    """Have `what` happen once, when the document of that `number` is begun."""
    left = [what]

    def told(self: printing.Progress, name: str, nth: int, total: int) -> None:  # noqa: ARG001
        if nth == number and left:
            left.pop()()

    monkeypatch.setattr(printing.Progress, "__call__", told)


# Inputs and folders that vanish ---------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("path", ["profile.yaml", "programs/harbour.yaml", "programs", ""])
def test_an_input_that_vanishes(
    built: Tiny, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, number: int
) -> None:
    gone, kept = built.folder / path, tmp_path / "kept"
    in_the_midst(monkeypatch, number, lambda: shutil.move(gone, kept))

    status, said = built.call()

    assert status in (0, 1), said
    old_or_new(built, made)
    if gone.exists():
        # What a draft held is remembered in the profile's own folder.
        shutil.rmtree(gone)
    shutil.move(kept, gone)
    repaired(built, made)


@pytest.mark.parametrize("number", [1, 3])
def test_an_input_that_changes(built: Tiny, made: Made, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    in_the_midst(monkeypatch, number, lambda: built.write("old"))

    assert built.call()[0] == 0

    assert built.files() == made["new"]
    repaired(built, made, "old")


@pytest.mark.parametrize("number", [1, 3])
def test_an_output_folder_that_vanishes(built: Tiny, made: Made, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    in_the_midst(monkeypatch, number, lambda: shutil.rmtree(built.output))

    status, said = built.call()

    assert status in (0, 1), said
    # A mail cannot bring what is gone; the next build makes it anew.
    old_or_new(built, made, but=".eml", gone=True)
    repaired(built, made)


def test_an_output_folder_that_becomes_a_file(built: Tiny, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace() -> None:
        shutil.rmtree(built.output)
        built.output.write_text("a person's own", encoding="utf-8")

    in_the_midst(monkeypatch, 1, replace)

    status, said = built.call()

    assert (status, "error[output-unwritable]" in said) == (1, True), said
    assert built.output.read_text(encoding="utf-8") == "a person's own"
    built.output.unlink()
    repaired(built, made)


# Disks ----------------------------------------------------------------------------------------------


class Broken:
    """The module `os` as the store sees it, on a disk that refuses every change from the call of that number on."""

    def __init__(self, function: str, at: int, number: int) -> None:
        self._function, self._at, self._number = function, at, number
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name != self._function:
            return real

        def faulty(*arguments: Any, **named: Any) -> Any:
            reading = name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR)
            self.calls += not reading
            if self.calls >= self._at and not reading:
                raise OSError(self._number, os.strerror(self._number))
            return real(*arguments, **named)

        return faulty


@pytest.mark.parametrize("at", [1, 2, 3, 5, 7, 9, 11, 13])
@pytest.mark.parametrize(
    ("function", "number", "reason"),
    [("write", errno.ENOSPC, "the disk is full"), ("open", errno.EROFS, "the disk is read-only")],
)
def test_a_disk_that_refuses_between_batches(
    built: Tiny, made: Made, monkeypatch: pytest.MonkeyPatch, function: str, number: int, reason: str, at: int
) -> None:
    broken = Broken(function, at, number)
    with monkeypatch.context() as patched:
        patched.setattr("assembler.store.atomic.os", broken)
        status, said = built.call()
    assert broken.calls >= at
    assert (status, f"cannot be written: {reason}" in said, "has a defect" in said) == (1, True, False), said
    old_or_new(built, made)
    assert built.files().keys() == made["old"].keys()
    repaired(built, made)


@pytest.fixture
def small_disk(built: Tiny) -> Iterator[Tiny]:
    """The applicant with an output folder on a small disk of its own."""
    place = built.output.parent
    shutil.rmtree(place)
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    try:
        built.write("old")
        assert built.call()[0] == 0
        built.write("new")
        yield built
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_really_full(small_disk: Tiny, made: Made) -> None:
    ballast, words, failed = small_disk.output.parent / "ballast", ("new", "old"), []
    for number, free in enumerate(range(0, 160_000, 12_288)):
        word = words[number % 2]
        small_disk.write(word)
        left = os.statvfs(small_disk.output)
        ballast.write_bytes(bytes(left.f_bavail * left.f_frsize - free))
        status, said = small_disk.call()
        failed.append(status)
        assert (status, "the disk is full" in said) in ((0, False), (1, True)), said
        old_or_new(small_disk, made)
        ballast.unlink()
        repaired(small_disk, made, word)
    assert failed[0] == 1
    assert failed[-1] == 0


def test_files_that_the_system_does_not_let_grow(built: Tiny, made: Made) -> None:
    script = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000)); {PLAIN}"

    status, said = built.run(script=script)

    assert (status, "Traceback" in said, "has a defect" in said) == (1, False, False), said
    assert "cannot be written: File too large" in said
    old_or_new(built, made)
    repaired(built, made)


def test_an_output_on_another_file_system(built: Tiny, made: Made) -> None:
    far = Path("/dev/shm")  # noqa: S108 - another file system, wherever there is one
    if not far.is_dir() or far.stat().st_dev == built.root.stat().st_dev:
        pytest.skip("there is no other file system here")
    far = far / f"assembler-{os.getpid()}"
    shutil.rmtree(built.output.parent)
    far.mkdir()
    built.output.parent.symlink_to(far)
    try:
        for word in ("old", "new"):
            built.write(word)
            repaired(built, made, word)
            assert built.files() == made[word]
    finally:
        shutil.rmtree(far)
        built.output.parent.unlink()


# The folder for temporary files -----------------------------------------------------------------------


NOWHERE = f"import tempfile; tempfile._candidate_tempdir_list = lambda: ['/nowhere']; {PLAIN}"


@pytest.mark.parametrize("what", ["missing", "a file", "too long", "none anywhere"])
def test_a_folder_for_temporary_files_that_does_not_serve(built: Tiny, made: Made, tmp_path: Path, what: str) -> None:
    folder = tmp_path / ("a" * 100)
    if what == "a file":
        folder.write_text("", encoding="utf-8")
    elif what == "too long":
        folder.mkdir()

    status, said = built.run(script=NOWHERE if what == "none anywhere" else PLAIN, TMPDIR=str(folder))

    assert (status, "Traceback" in said, "files written" in said) == (0, False, True), said
    assert built.files() == made["new"]
    assert what != "too long" or list(folder.iterdir()) == []


def test_a_folder_for_temporary_files_that_is_full(built: Tiny, made: Made) -> None:
    with short_folder() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=2", "tmpfs", str(folder)],
            check=False,
            capture_output=True,
        )
        if mounted.returncode:
            pytest.skip("only root may mount a disk")
        try:
            (folder / "full").touch()
            status, said = built.run(TMPDIR=str(folder))
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    assert (status, "Traceback" in said, "files written" in said) == (0, False, True), said
    assert built.files() == made["new"]


# Locks, links and names -------------------------------------------------------------------------------


@pytest.mark.parametrize("holder", ["4194304\n", f"{os.getpid()}\n", "", "?\0"])
def test_a_lock_file_that_nobody_holds(built: Tiny, made: Made, holder: str) -> None:
    (built.output / ".lock").write_text(holder, encoding="utf-8")

    repaired(built, made)


def test_a_profile_its_files_and_the_output_may_be_links(built: Tiny, made: Made, tmp_path: Path) -> None:
    shutil.move(built.folder, tmp_path / "corr")
    shutil.move(built.output.parent, tmp_path / "output")
    shutil.move(tmp_path / "corr" / "programs" / "harbour.yaml", tmp_path / "elsewhere.yaml")
    built.folder.symlink_to(tmp_path / "corr")
    built.output.parent.symlink_to(tmp_path / "output")
    (built.folder / "programs" / "harbour.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    try:
        repaired(built, made)
        built.write("old")
        assert (built.folder / "programs" / "harbour.yaml").is_symlink()
        repaired(built, made, "old")
    finally:
        built.folder.unlink()
        built.output.parent.unlink()
        shutil.move(tmp_path / "corr", built.folder)
        (built.folder / "programs" / "harbour.yaml").unlink()


def test_a_link_in_the_place_of_an_output_is_refused_and_stops_no_other(
    built: Tiny, made: Made, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.docx"
    theirs.write_bytes(b"a person's own")
    (built.output / CV).unlink()
    (built.output / CV).symlink_to(theirs)

    status, said = built.call()

    assert (status, said.count("error[")) == (1, 1), said
    assert "a link or a device lies there" in said
    assert built.files() == {**made["new"], CV: sha(b"a person's own")}
    assert theirs.read_bytes() == b"a person's own"
    (built.output / CV).unlink()
    repaired(built, made)


def test_names_that_differ_by_capitals_alone_are_refused_and_stop_no_other(built: Tiny, made: Made) -> None:
    twin = built.folder / "programs" / "Harbour.yaml"
    if twin.exists():
        pytest.skip("this file system does not tell them apart")
    twin.write_text((built.folder / "programs" / "harbour.yaml").read_text("utf-8"), "utf-8")

    status, said = built.call()

    assert (status, said.count("error[duplicate-id]")) == (1, 1), said
    assert {path: have for path, have in built.files().items() if path.startswith("harbour/")} == {
        path: have for path, have in made["old"].items() if path.startswith("harbour/")
    }
    twin.unlink()
    shutil.rmtree(built.output / "Harbour")
    shutil.rmtree(built.output)
    repaired(built, made)


@pytest.mark.parametrize("length", [120, 245])
def test_a_very_long_name_of_a_program(built: Tiny, made: Made, length: int) -> None:
    name = "h" * length
    file = built.folder / "programs" / f"{name}.yaml"
    file.write_text((built.folder / "programs" / "harbour.yaml").read_text("utf-8").replace("Harbour", "Long"), "utf-8")

    status, said = built.call()

    assert (status, "has a defect" in said) == (0, False), said
    assert len([path for path in built.files() if path.startswith(name)]) == 5
    assert built.files().items() >= {path: have for path, have in made["new"].items() if "Harbour" in path}.items()
    assert "nothing to do" in built.call()[1]
    file.unlink()
    built.call()
    shutil.rmtree(built.output)
    repaired(built, made)
