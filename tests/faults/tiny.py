"""A tiny applicant on disk, real builds of it in processes of their own, and what holds of its files ever after."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx

from assembler.cli import main
from assembler.store import JOURNAL, MANIFEST, family, read_manifest
from tests.faults.test_store_faults import ROOT
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml, entry

DATE = "2026-11-24"
CV, NEW_CV = "harbour/Corr_AdaBel_CV_Harbour.docx", "harbour/Corr_AdaBel_CV_Harbour.new.docx"
BRIEFING, KEPT = "referees/lim/Corr_AdaBel_Briefing_Lim.pdf", "referees/lim/Corr_AdaBel_Briefing_Lim.kept-1.pdf"
NOTES = "harbour/notes.txt"
STRANGE, ANNOTATED = b"a person's own", b"annotated by a person"
OWN = {MANIFEST, JOURNAL, ".lock", ".glance.json"}
SERVER = "multiprocessing.forkserver"
LONGEST = 300.0
"""Seconds after which a build is taken to hang, on a machine with much else to do."""

PLAIN = "import sys; from assembler.cli import main; print('ready', file=sys.stderr, flush=True); main(sys.argv[1:])"
BATCHES = f"from assembler import placing; placing._MOST_BYTES = 1; {PLAIN}"
"""The command as it is, and one that writes each document as soon as it is made."""


@dataclass
class Tiny:
    """One applicant with a program and a referee, and all that is made of it in `output`."""

    root: Path
    tmp: Path
    runs: list[Run] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.root / "profiles" / "corr"

    @property
    def output(self) -> Path:
        return self.root / "output" / "corr"

    def write(self, word: str, programs: Mapping[str, dict[str, Any]] | None = None) -> None:
        """The profile with `word` in it, which all documents but the statement show."""
        (self.folder / "programs").mkdir(parents=True, exist_ok=True)
        held = {
            "posts": [entry("posts", id="post", title=f"Registrar, {word}")],
            "referees": [REFEREE | {"email": "lim@example.org", "consent": "yes", "witnessed": ["post"]}],
        }
        (self.folder / "profile.yaml").write_text(as_yaml(PROFILE | held), encoding="utf-8")
        asked = {"documents": ["cv", "statement"], "letters": {"minimum": 1}, "referees": ["lim"]}
        for name, changes in (programs or {"harbour": {}}).items():
            text = as_yaml(PROGRAM | asked | changes)
            (self.folder / "programs" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def type(self) -> None:
        """What a person does in Word to the CV."""
        whole = docx.Document(str(self.output / CV))
        whole.paragraphs[0].add_run(" typed by hand")
        whole.save(str(self.output / CV))

    def files(self) -> dict[str, str]:
        """The hash of every file in the output folder but the store's own, by path."""
        found = {path.relative_to(self.output).as_posix(): path for path in self.output.rglob("*") if path.is_file()}
        return {path: sha(file.read_bytes()) for path, file in found.items() if path not in OWN}

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.tmp)}

    @property
    def command(self) -> list[str]:
        return ["build", "corr", "--date", DATE]

    def start(self, *words: str, script: str = PLAIN, **environment: str) -> Run:
        """A build in a process of its own, with all that it starts in one group."""
        said = self.root / "said.txt"
        with said.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", script, *self.command, *words],
                cwd=self.root,
                env=self.environment() | environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=file,
                start_new_session=True,
            )
        self.runs.append(Run(process, said))
        return self.runs[-1]

    def end(self) -> None:
        """Stop whatever a test that failed left running."""
        for run in self.runs:
            if run.runs:
                run.tell(signal.SIGKILL)
                run.ended()

    def run(self, *words: str, script: str = PLAIN, **environment: str) -> tuple[int, str]:
        """The same, at its end: its status and what it said. Nothing that it started is left."""
        run = self.start(*words, script=script, **environment)
        status = run.ended()
        run.alone()
        return status, run.said

    def call(self, *words: str, told: io.StringIO | None = None) -> tuple[int, str]:
        """The same in this process, which is quicker: its status and what it said. `told` takes what it printed."""
        said, told = io.StringIO(), told or io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stderr(said), contextlib.redirect_stdout(told):
            try:
                main([*self.command, *words])
            except SystemExit as ending:
                return int(ending.code or 0), said.getvalue()
        raise AssertionError("the command did not end")


@dataclass
class Run:
    """A build that runs."""

    process: subprocess.Popen[bytes]
    file: Path

    @property
    def said(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def ended(self) -> int:
        return self.process.wait(LONGEST)

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something to come about in the build, or for its end."""
        until(lambda: reached() or not self.runs, lambda: f"the build goes on and on: {self.said}")

    def tell(self, signal_: signal.Signals) -> None:
        """Send the signal to the group, as a terminal does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal_)

    def others(self) -> list[tuple[int, int, str]]:
        """The processes that the build started and that live: each its number, its parent's, and its command."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,pgid=,stat=,args="], check=True, capture_output=True, text=True
        )
        rows = [line.split(maxsplit=4) for line in listed.stdout.splitlines()]
        group = str(self.process.pid)
        alive = [row for row in rows if row[2] == group and row[0] != group and row[3][0] != "Z"]
        return [(int(row[0]), int(row[1]), row[4] if len(row) > 4 else "") for row in alive]

    def servers(self) -> list[int]:
        """The process that workers are forked from, as far as it runs."""
        return [pid for pid, parent, command in self.others() if parent == self.process.pid and SERVER in command]

    def workers(self) -> list[int]:
        """The workers, which are called like the process that they are forked from."""
        others = self.others()
        servers = {pid for pid, parent, command in others if parent == self.process.pid and SERVER in command}
        return [pid for pid, parent, command in others if parent in servers and SERVER in command]

    def alone(self) -> None:
        """Nothing that the build started outlives it by much."""
        until(lambda: not self.others(), lambda: f"left running: {self.others()}", 60)


def until(reached: Callable[[], bool], otherwise: Callable[[], str], seconds: float = LONGEST) -> None:
    """Wait until something is `reached`; after so many seconds fail with what `otherwise` says."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.002)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder for temporary files whose name is short enough for a socket in it."""
    # pytest's own are too long for the path of a socket.
    folder = Path(tempfile.mkdtemp(prefix="f-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def true_manifest(tiny: Tiny, persons: set[str], *, gone: bool = False) -> None:
    """The manifest and the journal can be read; each record is what lies there, or the journal tells why it is not.

    What lies there and is not one of `persons`, hashes, is known to one of the two. Files may be `gone`.
    """
    manifest, found = read_manifest(tiny.output)
    assert found == []
    files = tiny.files()
    for row in manifest.outputs:
        have = files.get(row.path)
        if have is None and (gone or row.path != family(row.path)):
            # A new version beside a person's file that was no longer needed: it goes before its record does.
            continue
        assert have in {row.sha256, *persons, *manifest.pending.get(family(row.path), ())}, row
    strange = {path for path, have in files.items() if have not in manifest.known(path) and have not in persons}
    assert {path for path in strange if not path.endswith(".tmp")} == set()
