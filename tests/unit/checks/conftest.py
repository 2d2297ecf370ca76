from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.checks.applications import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder in which an application can be written, once."""
    folder = tmp_path / "applicant"
    folder.mkdir()
    return Desk(folder)
