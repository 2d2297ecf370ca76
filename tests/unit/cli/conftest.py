"""What the tests of the command line share: an empty folder to stand in, a profile, and a way to call commands."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assembler.cli import main
from assembler.resources import templates

PROFILE = "profiles/doe/profile.yaml"

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
"""For processes that stand in another folder: the package may be this checkout's without being installed."""


@dataclass(frozen=True)
class Ending:
    """How a call ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        made = json.loads(self.out)
        assert isinstance(made, dict)
        return made


Call = Callable[..., Ending]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command line with words, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def called(*words: str) -> Ending:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*words])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ending(ended.value.code, out, err)

    return called


@pytest.fixture
def doe(tmp_path: Path) -> Path:
    """The folder of a profile without errors and warnings, with two programs: profiles/doe."""
    folder = tmp_path / "profiles" / "doe"
    shutil.copytree(templates() / "new", folder)
    return folder


@pytest.fixture
def replace(doe: Path) -> Callable[[str, str], None]:
    """Replaces words of the profile, once."""

    def replaced(old: str, new: str) -> None:
        path = doe / "profile.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replaced
