"""Whatever becomes of clocks, times of files and the glance itself: no build says that nothing changed where it did."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assembler import glance
from assembler.cli import build as command
from tests.faults.tiny import CV, Tiny, sha, short_folder

pytestmark = pytest.mark.faults

PDF = CV.replace(".docx", ".pdf")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    with short_folder() as tmp:
        tiny = Tiny(tmp_path_factory.mktemp("glance"), tmp)
        yield tiny
        tiny.end()


@pytest.fixture(scope="module")
def made(tiny: Tiny) -> dict[str, dict[str, str]]:
    """The files of two versions of the profile, whose files are of one size."""
    files = {}
    for word in ("old", "new"):
        tiny.write(word)
        assert tiny.call()[0] == 0
        files[word] = tiny.files()
    return files


@pytest.fixture
def built(tiny: Tiny, made: dict[str, dict[str, str]]) -> Tiny:
    """The applicant, of whom the old version is built and can be told at a glance to be up to date."""
    tiny.write("old")
    assert tiny.call()[0] == 0
    assert tiny.files() == made["old"]
    assert "nothing to do" in tiny.call()[1]
    assert (tiny.output / glance.FILE).is_file()
    return tiny


def edited_in_place(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def edited_by_another_file(path: Path, old: bytes, new: bytes) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace(old, new))
    other.replace(path)


EDITS = [edited_in_place, edited_by_another_file]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_keeps_size_and_time_is_seen(
    built: Tiny, made: dict[str, dict[str, str]], edit: Callable[[Path, bytes, bytes], None]
) -> None:
    profile = built.folder / "profile.yaml"
    before = profile.stat()
    edit(profile, b"Registrar, old", b"Registrar, new")
    os.utime(profile, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = profile.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)

    assert "files written" in built.call()[1]
    assert built.files() == made["new"]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("path", [PDF, CV])
def test_an_output_edited_so_is_seen(
    built: Tiny, made: dict[str, dict[str, str]], path: str, edit: Callable[[Path, bytes, bytes], None]
) -> None:
    file = built.output / path
    before, held = file.stat(), file.read_bytes()
    edit(file, held[-1:], b"?")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    edited = sha(file.read_bytes())

    said = built.call()[1]

    assert "edited-kept" in said
    assert edited in built.files().values()
    assert made["old"].items() <= {**built.files(), CV: made["old"][CV]}.items()
    for each in built.output.rglob("*.kept-*"):
        each.unlink()
    file.write_bytes(held)


@pytest.mark.parametrize("years", [-60, -1, 1, 100])
def test_times_of_files_that_are_long_past_or_to_come_matter_to_nothing(
    built: Tiny, made: dict[str, dict[str, str]], years: int
) -> None:
    then = datetime.datetime.now().timestamp() + years * 365.25 * 86400  # noqa: DTZ005
    for path in [*built.folder.rglob("*"), *built.output.rglob("*")]:
        os.utime(path, (then, then))

    for _ in range(2):
        assert "nothing to do" in built.call()[1]
    edited_in_place(built.folder / "profile.yaml", b"Registrar, old", b"Registrar, new")
    os.utime(built.folder / "profile.yaml", (then, then))
    assert "files written" in built.call()[1]
    assert built.files() == made["new"]


def test_a_clock_that_is_set_back_makes_nothing_anew_and_hides_no_edit(
    built: Tiny, made: dict[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without --date, a document keeps the date that it has.
    monkeypatch.setattr(Tiny, "command", ["build", "corr"])
    for day in ("2026-11-24", "2026-11-20", "1970-01-01"):
        monkeypatch.setattr(command, "today", lambda day=day: datetime.date.fromisoformat(day))
        status, said = built.call()
        assert (status, "0 rendered" in said or "nothing to do" in said) == (0, True), said
        assert built.files() == made["old"]
        assert "nothing to do" in built.call()[1]
    edited_in_place(built.folder / "profile.yaml", b"Registrar, old", b"Registrar, new")
    assert "4 rendered" in built.call()[1]


def test_a_folder_that_a_link_leads_to_is_seen_once_it_is_there(built: Tiny, tmp_path: Path) -> None:
    # As of a disk that is not connected yet.
    far, link = tmp_path / "disk" / "statements", built.folder / "statements"
    link.symlink_to(far)
    try:
        for _ in range(2):
            assert built.call()[0] == 0
        assert "nothing to do" in built.call()[1]
        far.mkdir(parents=True)
        (far / "harbour.md").write_text("Typed elsewhere.\n", encoding="utf-8")
        assert "nothing to do" not in built.call()[1]
    finally:
        link.unlink()


# Damage -------------------------------------------------------------------------------------------


def small(root: Path) -> tuple[dict[str, object], list[Path]]:
    """A glance of a few files, two of whose names differ by one bit."""
    files = [root / name for name in ("b1", "b0", "c")]
    for file in files:
        file.write_text("1", encoding="utf-8")
    call = glance.called(root, {"programs": []})
    said = [{"severity": "warning", "code": "edited-kept", "message": "…", "mark": None, "hint": None}]
    glance.keep(root, call, glance.stamps(map(str, files)), said)
    assert glance.unchanged(root, call) == said
    return call, files


def damaged(data: bytes) -> Iterator[bytes]:
    """`data` with each bit of each byte flipped, cut off everywhere, and with a byte too many or too few anywhere."""
    for at, byte in enumerate(data):
        yield from (data[:at] + bytes([byte ^ (1 << bit)]) + data[at + 1 :] for bit in range(8))
        yield data[:at]
        yield data[:at] + data[at + 1 :]
        yield data[:at] + data[at : at + 1] + data[at:]


def test_a_damaged_glance_is_none(tmp_path: Path) -> None:
    call, files = small(tmp_path)
    held = tmp_path / glance.FILE
    data = held.read_bytes()
    for touched in (None, *files):
        if touched:
            touched.write_text("2", encoding="utf-8")
        for text in damaged(data):
            if text != data:
                held.write_bytes(text)
                assert glance.unchanged(tmp_path, call) is None, text
        held.write_bytes(data)
        assert touched is None or glance.unchanged(tmp_path, call) is None
        data = data if touched is None else kept_again(tmp_path, call, files)


def kept_again(root: Path, call: dict[str, object], files: list[Path]) -> bytes:
    glance.keep(root, call, glance.stamps(map(str, files)), [])
    return (root / glance.FILE).read_bytes()


def test_a_damaged_glance_of_a_real_build_costs_a_look_at_the_files_and_no_more(
    built: Tiny, made: dict[str, dict[str, str]]
) -> None:
    chance, held = random.Random(20261124), built.output / glance.FILE  # noqa: S311
    whole = held.read_bytes()
    for number in range(60):
        at = chance.randrange(len(whole))
        cut = (
            whole[:at] if number % 2 else whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
        )
        held.write_bytes(cut)
        status, said = built.call()
        assert (status, said.splitlines()[-1]) == (0, "corr: nothing to do")
        # It is whole again.
        assert json.loads(held.read_bytes().partition(b"\n")[2])
        if number % 6 == 0:
            old, new = (b"old", b"new") if number % 12 == 0 else (b"new", b"old")
            held.write_bytes(cut)
            edited_in_place(built.folder / "profile.yaml", b"Registrar, " + old, b"Registrar, " + new)
            assert "files written" in built.call()[1]
            assert built.files() == made[new.decode()]
            whole = held.read_bytes()


@pytest.mark.parametrize("hindrance", ["a folder", "a link", "no space"])
def test_a_glance_that_cannot_be_kept_is_not(
    built: Tiny, made: dict[str, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hindrance: str
) -> None:
    held, theirs = built.output / glance.FILE, tmp_path / "theirs.txt"
    theirs.write_text("a person's own", encoding="utf-8")
    if hindrance == "no space":
        real = os.write

        def full(descriptor: int, data: bytes) -> int:
            with contextlib.suppress(OSError):
                if Path(f"/proc/self/fd/{descriptor}").readlink().name == glance.FILE:
                    real(descriptor, data[:100])
                    raise OSError(28, "No space left on device")
            return real(descriptor, data)

        monkeypatch.setattr(os, "write", full)
    else:
        held.unlink()
        if hindrance == "a folder":
            held.mkdir()
        else:
            held.symlink_to(theirs)
    edited_in_place(built.folder / "profile.yaml", b"Registrar, old", b"Registrar, new")
    try:
        status, said = built.call()
        assert (status, "files written" in said) == (0, True), said
        assert "nothing to do" in built.call()[1]
        assert {path: have for path, have in built.files().items() if path in made["new"]} == made["new"]
        assert theirs.read_text(encoding="utf-8") == "a person's own"
    finally:
        if held.is_dir():
            held.rmdir()
        else:
            held.unlink(missing_ok=True)
