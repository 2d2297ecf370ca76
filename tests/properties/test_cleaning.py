"""Whatever a person edited, renamed, added or linked survives `clean`, and so does what is still asked for."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.store import family, read_manifest
from assembler.store.clearing import clear, left_over
from tests.unit.store.desk import Desk

ASKED = ("a/CV.docx", "a/CV.pdf", "b/draft/Statement.docx")
GONE = ("b/CV.docx", "b/CV.pdf", "c/draft/Statement.docx", "referees/lim/Pack.pdf")
BESIDE = "c/CV.new.docx"
PLACES = (*ASKED, *GONE, BESIDE, "b/Copy.docx", "c/CV.new-2.docx", "Notes.txt", "d/Notes.pdf")
FOLDERS = ("a", "b", "b/draft", "c", "c/draft", "referees", "referees/lim", "d")

TYPED = (f"typed {number}" for number in count())
Action: TypeAlias = Callable[[Path], None]

places, folders = st.sampled_from(PLACES), st.sampled_from(FOLDERS)


def types(path: str) -> Action:
    def act(root: Path) -> None:
        target = root / path
        with contextlib.suppress(OSError):
            make_room(target)
            target.unlink(missing_ok=True)
            target.write_text(next(TYPED), encoding="utf-8")

    return act


def deletes(path: str) -> Action:
    def act(root: Path) -> None:
        with contextlib.suppress(OSError):
            (root / path).unlink()

    return act


def moves(source: str, to: str) -> Action:
    def act(root: Path) -> None:
        one, other = root / source, root / to
        # As far as the system lets them: no folder goes into itself, or over a file.
        with contextlib.suppress(OSError):
            make_room(other)
            one.rename(other)

    return act


def copies(source: str, to: str) -> Action:
    def act(root: Path) -> None:
        one, other = root / source, root / to
        if one.is_file() and one.resolve() != other.resolve():
            with contextlib.suppress(OSError):
                make_room(other)
                other.unlink(missing_ok=True)
                shutil.copy(one, other)

    return act


def links(path: str) -> Action:
    """Puts a file away, or a folder, and a link to it in its place."""

    def act(root: Path) -> None:
        target, away = root / path, root.parent / "away"
        if target.exists() and not target.is_symlink():
            away.mkdir(exist_ok=True)
            place = away / next(TYPED)
            target.rename(place)
            target.symlink_to(place)

    return act


def protects(path: str) -> Action:
    return lambda root: (root / path).chmod(0o444) if (root / path).is_file() else None


def opens(path: str) -> Action:
    def act(root: Path) -> None:
        lock = (root / path).with_name(f"~${Path(path).name}")
        with contextlib.suppress(OSError):
            make_room(lock)
            lock.touch()

    return act


def make_room(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)


actions = st.lists(
    st.one_of(
        places.map(types),
        places.map(deletes),
        st.builds(moves, st.one_of(places, folders), st.one_of(places, folders)),
        st.builds(copies, places, places),
        st.one_of(places, folders).map(links),
        places.map(protects),
        places.map(opens),
    ),
    max_size=6,
)


def laid(root: Path) -> Desk:
    """An output folder with all that was ever asked for, and a new version beside a file that was edited."""
    desk = Desk(root / "output")
    texts = {path: f"{path} version 1" for path in (*ASKED, *GONE)}
    desk.build(texts)
    desk.write("c/CV.docx", "typed first")
    desk.build({"c/CV.docx": "c/CV.docx version 1"})
    assert BESIDE in desk.recorded
    return desk


def everything(root: Path) -> dict[str, str]:
    """All that lies under `root`, links as where they lead; without what is the store's own."""
    found = {}
    for parent, inner, names in os.walk(root):
        for name in (*inner, *names):
            path = Path(parent, name)
            if path.is_symlink():
                found[path.relative_to(root).as_posix()] = f"link to {path.readlink()}"
            elif path.is_file() and name not in ("manifest.json", ".lock"):
                found[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return found


def may_go(path: str, text: str, known: Mapping[str, str]) -> bool:
    """Whether the file at `path` is what we made there, and nothing asks for it."""
    name = path.removeprefix("output/")
    made = {each for place, each in known.items() if family(place) == family(name)}
    return name in known and family(name) not in ASKED and text in made


@given(done=actions)
@settings(max_examples=300)
def test_what_is_a_persons_and_what_is_asked_for_survives(done: list[Action]) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        desk = laid(root)
        known = {path: f"{family(path)} version 1" for path in desk.recorded}
        for act in done:
            act(desk.folder)
        before = everything(root)
        manifest, _ = read_manifest(desk.folder)
        files, found = clear(desk.folder, manifest, left_over(desk.folder, manifest, ASKED))
        after = everything(root)
        lost = {path: text for path, text in before.items() if path not in after}
        assert after == {path: text for path, text in before.items() if path not in lost}
        assert all(may_go(path, text, known) for path, text in lost.items()), lost
        assert {f"output/{one.path}" for one in files if one.standing == "removed"} == lost.keys()
        assert found == []
        again, _ = clear(desk.folder, desk.manifest, left_over(desk.folder, desk.manifest, ASKED))
        assert not [one for one in again if one.standing == "removed"]
        assert everything(root) == after
    finally:
        shutil.rmtree(root)
