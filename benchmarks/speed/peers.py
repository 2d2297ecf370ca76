"""The peers, each in an environment of its own below .venv-bench/, installed once from a list with hashes."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler import resources
from benchmarks.speed.measure import Done, Spent, run
from scripts import peer

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".venv-bench"

_VERSIONS = "import importlib.metadata as m, json, sys; print(json.dumps({n: m.version(n) for n in sys.argv[1:]}))"


class MissingError(Exception):
    """A peer cannot be had here; it says why."""


def python(name: str, wanted: Sequence[str], say: Callable[[str], None]) -> Path:
    """The Python of the environment `name`, made with the first of the Pythons `wanted` where it is not there yet.

    Raises:
        MissingError: there is no such Python, or what the list names cannot be installed.
    """
    listed = HERE / f"{name}.txt"
    folder, key = FOLDER / name, sha256(listed.read_bytes()).hexdigest()
    inside, stamp = folder / "bin" / "python", folder / "made-of"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return inside
    if not wanted:
        raise MissingError("there is no Python 3.12 or later here")
    say(f"installing {listed.name} into {folder.relative_to(HERE.parents[1])}")
    make = [wanted[0], "-m", "venv", "--clear", str(folder)]
    fill = [str(inside), "-m", "pip", "install", "-qq", "--require-hashes", "--no-deps", "-r", str(listed)]
    for command in (make, fill):
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise MissingError(f"it could not be installed: {(said or ['no reason was given'])[-1][:160]}")
    stamp.write_text(key, encoding="ascii")
    return inside


def peers(say: Callable[[str], None]) -> Path:
    """The Python that has WeasyPrint, python-docx, docxtpl and Typst: of our own version, so that they are equals.

    Raises:
        MissingError: as above.
    """
    return python("peers", [sys.executable], say)


def rendercv(say: Callable[[str], None]) -> Path:
    """The Python that has RenderCV.

    Raises:
        MissingError: as above.
    """
    return python("rendercv", list(_later()), say)


def _later() -> Iterator[str]:
    """Pythons of 3.12 or later: on the path, then those of pyenv, which are on it only where they are switched on."""
    named = [shutil.which(f"python3.{minor}") for minor in (12, 13, 14)]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for found in (*named, *sorted(versions.glob("3.1[2-9]*/bin/python"))):
        check = [str(found), "-c", "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))"]
        if found and not subprocess.run(check, capture_output=True, check=False).returncode:  # noqa: S603 - fixed
            yield str(found)


def versions(python: Path, *names: str) -> dict[str, str]:
    """The versions of packages in the environment of `python`, and that of Python itself."""
    said = run([python, "-c", _VERSIONS, *names]).out
    known: dict[str, str] = json.loads(said)
    return known | {"Python": run([python, "-c", "import platform; print(platform.python_version())"]).out.strip()}


def theirs(python: Path, what: str, *rest: object) -> tuple[Done, dict[str, Any]]:
    """Run theirs.py with the bundled fonts: what it took from outside, and what it printed."""
    fonts = str((resources.fonts() / "fonts.conf").resolve())
    done = run([python, "-P", HERE / "theirs.py", what, *map(str, rest)], FONTCONFIG_FILE=fonts)
    return done, json.loads(done.out)


def cv_by_rendercv(python: Path, folder: Path) -> Spent:
    """What RenderCV takes for the PDF of benchmarks/cv, as for the gallery."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    peer.rendered(python, "letter", folder)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
