"""The lock files, the Makefile, what git may track, and the pages that list what is shipped."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assembler import resources

_TOP = Path(__file__).parents[1]
_LOCKS = ("requirements.txt", "requirements-dev.txt")


def _project() -> dict[str, Any]:
    return tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))


def _wanted(*groups: str) -> list[Requirement]:
    """The project's own dependencies and those of `groups`, with the groups that they include."""
    project = _project()
    wanted: list[str] = list(project["project"]["dependencies"])
    queue = list(groups)
    for group in queue:
        for item in project["dependency-groups"][group]:
            if isinstance(item, str):
                wanted.append(item)
            else:
                queue.append(item["include-group"])
    return [Requirement(line) for line in wanted]


def _locked(lock: str) -> dict[str, str]:
    """Version by package name."""
    text = (_TOP / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("lock", _LOCKS)
def test_lock_holds_releases_and_hashes_and_nothing_else(lock: str) -> None:
    line = re.compile(r"[a-z0-9.-]+==[\w.]+( ; [^:]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")

    strange = [text for text in (_TOP / lock).read_text(encoding="utf-8").splitlines() if not line.fullmatch(text)]

    assert strange == []


@pytest.mark.parametrize(("lock", "group"), [("requirements.txt", "setup"), ("requirements-dev.txt", "dev")])
def test_lock_agrees_with_pyproject(lock: str, group: str) -> None:
    locked = _locked(lock)

    stale = [
        str(wanted)
        for wanted in _wanted(group)
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), "0"))
    ]

    assert stale == [], "run `make lock`"


def test_both_locks_hold_the_same_versions() -> None:
    assert _locked("requirements.txt").items() <= _locked("requirements-dev.txt").items()


def test_every_make_target_is_described() -> None:
    text = (_TOP / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)
    assert phony is not None
    described = set(re.findall(r"^([a-z-]+):.* ## \S", text, flags=re.MULTILINE))
    internal = {"set-up-run", "set-up-dev", "set-up-clients"}

    assert set(phony[1].split()) == described | internal
    for asked in ("build", "test", "clients", "faults", "lint", "types", "fmt", "golden", "schema", "check", "lock"):
        assert asked in described


def test_make_build_passes_profile_and_programs_on() -> None:
    command = ["make", "--dry-run", "--no-print-directory", "build", "PROFILE=doe", "PROGRAM=a b"]

    shown = subprocess.run(command, cwd=_TOP, check=True, capture_output=True, text=True).stdout

    assert "assembler build doe --program a --program b" in shown


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty repository with this project's ignore rules."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / ".gitignore").write_bytes((_TOP / ".gitignore").read_bytes())
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return folder


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("profiles/doe/profile.yaml", True),
        ("profiles/doe/programs/harbour.yaml", True),
        ("profiles/my-sample-x/profile.yaml", True),
        ("profiles/letters.yaml", True),
        ("profiles/sample-x/profile.yaml", False),
        ("profiles/sample-x/assets/photo.jpg", False),
        ("profiles/sample-x/.history/1.yaml", True),
        ("output/sample-x/manifest.json", True),
        ("output/.gitkeep", False),
        ("assembler/store/manifest.py", False),
        ("tests/golden/profiles/doe/profile.yaml", False),
        (".venv/bin/python", True),
    ],
)
def test_git_tracks_samples_but_no_other_profile_and_no_output(repository: Path, path: str, *, ignored: bool) -> None:
    asked = subprocess.run(["git", "check-ignore", "--quiet", path], cwd=repository, check=False)

    assert asked.returncode == (0 if ignored else 1)


def test_hooks_are_local() -> None:
    config = yaml.safe_load((_TOP / ".pre-commit-config.yaml").read_text(encoding="utf-8"))

    assert [repository["repo"] for repository in config["repos"]] == ["local"]


@pytest.mark.parametrize("script", [".ci/run", "scripts/setup.sh", "scripts/lock.sh"])
def test_script_can_be_run_and_is_valid(script: str) -> None:
    assert os.access(_TOP / script, os.X_OK)
    subprocess.run(["bash", "-n", _TOP / script], check=True)


def test_every_dependency_is_explained() -> None:
    page = (_TOP / "docs" / "dependencies.md").read_text(encoding="utf-8")

    unexplained = [wanted.name for wanted in _wanted("dev") if f"| `{wanted.name}` |" not in page]

    assert unexplained == []


def test_every_font_is_on_the_page_of_licences() -> None:
    page = (_TOP / "docs" / "licences.md").read_text(encoding="utf-8")

    missing = [font.name for font in resources.fonts().glob("*.ttf") if font.name not in page]

    assert missing == []
