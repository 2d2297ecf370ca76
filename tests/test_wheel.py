"""The wheel, installed where there is no checkout, builds a shipped sample from an empty folder."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.clients

_TOP = Path(__file__).parents[1]
_OWN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _run(command: Sequence[str | Path], folder: Path) -> str:
    """What `command` prints, run in `folder`; fails the test with all of it where the command fails."""
    done = subprocess.run(
        command, cwd=folder, env=_OWN, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel, built from a copy in which someone keeps a real profile."""
    copy = tmp_path_factory.mktemp("checkout") / "assembler"
    shutil.copytree(_TOP, copy, ignore=shutil.ignore_patterns(".git", ".venv", "output", "dist", ".*_cache"))
    for private in ("profiles/doe/profile.yaml", "output/doe/manifest.json"):
        (copy / private).parent.mkdir(parents=True)
        (copy / private).write_text("private\n", encoding="utf-8")
    made = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", made, copy], made)
    return made


@pytest.fixture(scope="module")
def installed(archives: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a clean environment that holds the wheel and what it needs, nothing else."""
    home = tmp_path_factory.mktemp("installed")
    _run([sys.executable, "-m", "venv", "--without-pip", home], home)
    python = home / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
    _run([*pip, "install", "--require-hashes", "-r", _TOP / "requirements.txt"], home)
    _run([*pip, "install", "--no-deps", next(archives.glob("*.whl"))], home)
    _run([*pip, "check"], home)
    return python.parent


def test_archives_hold_templates_fonts_and_samples_but_no_ones_profile(archives: Path) -> None:
    wheel = zipfile.ZipFile(next(archives.glob("*.whl"))).namelist()
    with tarfile.open(next(archives.glob("*.tar.gz"))) as source:
        names = [*wheel, *source.getnames()]

    assert "assembler/_data/templates/theme.yaml" in wheel
    assert "assembler/_data/templates/fonts/Carlito-Regular.ttf" in wheel
    assert "assembler/_data/profiles/sample-thin/profile.yaml" in wheel
    assert "assembler/_data/profiles/sample-pain/profile.yaml" in wheel
    assert [name for name in names if "doe" in name.split("/") or "/output/doe" in name] == []
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"assembler", "application_assembler"}


def test_installed_wheel_builds_a_sample_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    said = _run([installed / "assembler", "build", "sample-thin"], tmp_path)

    made = {path.suffix for path in tmp_path.joinpath("output", "sample-thin").rglob("*") if path.stat().st_size}
    assert {".pdf", ".docx"} <= made, said


def test_installed_package_runs_as_a_module(installed: Path, tmp_path: Path) -> None:
    assert "build" in _run([installed / "python", "-m", "assembler", "--help"], tmp_path)
