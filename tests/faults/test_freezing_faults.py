"""Whatever stops a document from being frozen, edited again, withdrawn or discarded, what a person typed exists.

Trying again does what was asked.
"""

from __future__ import annotations

import datetime
import errno
import os
import shutil
import signal
from pathlib import Path

import docx
import pytest

from assembler import freezing, settling, store
from assembler.build import build
from assembler.loading import load_applicant
from assembler.options import Options
from assembler.plan import plan
from assembler.schema.dates import PartialDate
from assembler.store import history
from assembler.store.atomic import sha256
from assembler.store.frozen import frozen, held
from tests.faults.test_store_faults import CALLS, Fault
from tests.people import ENTRIES, PROFILE, PROGRAM, as_yaml, composer, house

pytestmark = pytest.mark.faults

ACTIONS = ("keep", "discard", "discard frozen", "edit again", "withdraw")
DAY = datetime.date(2026, 11, 24)
NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
CV, PDF = "harbour/Corr_AdaBel_CV_Harbour.docx", "harbour/Corr_AdaBel_CV_Harbour.pdf"
PRINTED = b"what we made before"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a CV that was edited by hand, beside a PDF."""
    root = tmp_path_factory.mktemp("frozen")
    folder = root / "profiles" / "corr"
    (folder / "programs").mkdir(parents=True)
    (folder / "profile.yaml").write_text(as_yaml(PROFILE | {"posts": [ENTRIES["posts"]]}), encoding="utf-8")
    asked = PROGRAM | {"letters": {"minimum": 0}, "documents": ["cv"]}
    (folder / "programs" / "harbour.yaml").write_text(as_yaml(asked), encoding="utf-8")
    output = root / "output" / "corr"
    build(folder, output, Options(formats=("docx",)), DAY, lambda *_: None, NOW)
    (output / PDF).write_bytes(PRINTED)
    edit(output / CV)
    return root


def edit(file: Path) -> None:
    whole = docx.Document(str(file))
    whole.paragraphs[0].add_run(" typed by hand")
    whole.save(str(file))


def prepared(desk: Path, root: Path, action: str) -> list[bytes]:
    """A copy of `desk` in `root`, as it is before `action`; all that must exist ever after."""
    shutil.copytree(desk, root)
    file = root / "output" / "corr" / CV
    there = [file.read_bytes(), PRINTED]
    if action not in ("keep", "discard"):
        settle(root, "keep")
    if action == "edit again":
        edit(file)
        there.append(file.read_bytes())
    return there


def settle(root: Path, action: str) -> list[str]:
    """Do `action` with the CV of the desk `root`; the severities of what is said."""
    folder, output = root / "profiles" / "corr", root / "output" / "corr"
    manifest, _ = store.read_manifest(output)
    if action == "edit again":
        thawed = freezing.thawed(folder, output, manifest, NOW)
        found = [*thawed.found, *thawed.once]
    elif action == "withdraw":
        found = freezing.withdrawn(folder, output, [CV, PDF], manifest.adopting({PDF: sha256(PRINTED)}), NOW)
    else:
        applicant, _ = load_applicant(folder, house())
        assert applicant is not None
        tasks = plan(applicant, house(), composer().words, PartialDate.of(DAY))
        done = settling.freeze_edited if action == "keep" else settling.discard
        found = done(folder, output, tasks, [CV], manifest, NOW)
    return [item.severity.value for item in found]


def whole(root: Path, before: list[bytes]) -> None:
    """All of `before` is where it was, or kept; what is said to be frozen can be read."""
    folder, output = root / "profiles" / "corr", root / "output" / "corr"
    there = [file.read_bytes() for file in (output / CV, output / PDF) if file.exists()]
    there += [history.read(folder, one.id) for one in history.entries(folder)]
    assert set(before) <= set(there)
    rows, found = frozen(folder)
    assert found == []
    assert all(held(folder, row) in before for row in rows.values())


def done(root: Path, action: str, before: list[bytes]) -> None:
    """Trying again does what was asked."""
    settle(root, action)
    whole(root, before)
    folder, output = root / "profiles" / "corr", root / "output" / "corr"
    gone = action.startswith("discard")
    assert (output / CV).exists() is not gone
    assert (output / PDF).exists() is (action != "withdraw")
    assert [row.sha256 for row in frozen(folder)[0].values()] == ([] if gone else [sha256((output / CV).read_bytes())])


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("function", CALLS)
def test_a_full_disk_at_any_call(
    tmp_path: Path, edited: Path, monkeypatch: pytest.MonkeyPatch, function: str, action: str, *, for_good: bool
) -> None:
    for at in range(1, 60):
        root = tmp_path / str(at)
        before = prepared(edited, root, action)
        with monkeypatch.context() as patched:
            fault = Fault(patched, function, at, errno.ENOSPC, for_good=for_good)
            said = settle(root, action)
        whole(root, before)
        if not fault.hit:
            assert said == ["note"]
            break
        done(root, action, before)
    assert not fault.hit


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("function", ["open", "write", "fsync", "replace", "unlink"])
def test_a_kill_at_any_call(tmp_path: Path, edited: Path, function: str, action: str) -> None:
    for at in range(1, 60):
        root = tmp_path / str(at)
        before = prepared(edited, root, action)
        child = os.fork()
        if not child:
            _die_at(function, at)
            settle(root, action)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        whole(root, before)
        if status == 0:
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        done(root, action, before)
    assert at < 59


def _die_at(function: str, at: int) -> None:
    """Have this process killed in its call number `at` of `function` of `os`."""
    calls, real = 0, getattr(os, function)

    def deadly(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)

    setattr(os, function, deadly)
