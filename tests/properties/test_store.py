"""Whatever a person and builds do in turn, nothing that the person wrote is lost."""

from __future__ import annotations

import shutil
import tempfile
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assembler.store.atomic import sha256
from assembler.store.manifest import family
from tests.unit.store.desk import Desk

PATHS = ("a/CV.docx", "a/CV.pdf", "b/CV.docx")
PLACES = (*PATHS, "a/CV.new.docx", "a/CV.new-2.docx", "b/CV.new.docx")

paths = st.sampled_from(PATHS)
places = st.sampled_from(PLACES)
versions = st.integers(1, 3)


class PersonAndBuilds(RuleBasedStateMachine):
    """A person who types, deletes, moves and opens files between builds of three outputs in a few versions."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(Path(tempfile.mkdtemp()) / "output")
        self.texts = (f"typed {number}" for number in count())
        self.typed: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.desk.folder.parent)

    @rule(path=places)
    def types(self, path: str) -> None:
        self.typed[path] = next(self.texts)
        self.desk.write(path, self.typed[path])

    @rule(path=places)
    def deletes(self, path: str) -> None:
        (self.desk.folder / path).unlink(missing_ok=True)
        self.typed.pop(path, None)

    @rule(source=places, to=places)
    def copies(self, source: str, to: str) -> None:
        if source != to and (text := self.desk.files().get(source)) is not None:
            self.desk.write(to, text)
            self.typed.pop(to, None)
            if source in self.typed:
                self.typed[to] = text

    @rule(path=places)
    def opens_or_closes(self, path: str) -> None:
        lock = (self.desk.folder / path).with_name(f"~${Path(path).name}")
        if lock.exists():
            lock.unlink()
        else:
            self.desk.write(lock.relative_to(self.desk.folder).as_posix(), "lock")

    @rule(text=st.sampled_from(["", "{", '{"version": 9}']), name=st.sampled_from(["manifest.json", ".pending.json"]))
    def damages(self, text: str, name: str) -> None:
        self.desk.write(name, text)

    @rule(files=st.dictionaries(paths, versions, min_size=1))
    def builds(self, files: dict[str, int]) -> None:
        outputs = {path: f"{path} version {version}" for path, version in files.items()}
        before = self.desk.files()
        self.desk.build(outputs)
        after = self.desk.files()
        recorded = {row.path: row.sha256 for row in self.desk.manifest.outputs}
        self.typed = {path: text for path, text in self.typed.items() if path.endswith(".docx") or path not in files}
        for path, text in before.items():
            if path in outputs and path.endswith(".pdf") and text.startswith("typed"):
                assert text in {after[each] for each in after if each.startswith("a/CV.kept-")}
        for path, text in outputs.items():
            where = [each for each in after if family(each) == path and after[each] == text]
            began = path.endswith(".docx") and recorded.get(path) == sha256(text.encode())
            assert where or began, (path, after)
            assert where == [path] or path.endswith(".docx")
        self.desk.build(outputs)
        assert set(self.desk.actions.values()) == {"unchanged"}
        assert self.desk.files() == after

    @precondition(lambda self: self.desk.manifest.outputs)
    @rule(files=st.lists(paths, min_size=1, unique=True))
    def builds_unchanged(self, files: list[str]) -> None:
        before = self.desk.files()
        self.desk.build(dict.fromkeys(files))
        after = self.desk.files()
        assert {path: after.get(path) for path in PATHS} == {path: before.get(path) for path in PATHS}

    @invariant()
    def what_was_typed_is_there(self) -> None:
        files = self.desk.files()
        for path, text in self.typed.items():
            assert files.get(path) == text
        assert not [path for path in files if path.endswith(".tmp")]


TestPersonAndBuilds = PersonAndBuilds.TestCase
TestPersonAndBuilds.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
