"""`assembler schema`: prints a schema, or writes files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.cli.schema import KINDS
from assembler.schema import export
from tests.unit.cli.conftest import Call


def test_the_kinds_are_those_that_can_be_exported() -> None:
    assert tuple(export.KINDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_one_schema_is_printed(call: Call, kind: str) -> None:
    ending = call("schema", kind)

    assert ending.status == 0
    assert ending.out == export.as_text(kind)
    assert ending.err == ""


def test_without_a_kind_all_are_printed_as_one_object(call: Call) -> None:
    assert call("schema").json == {kind: export.export(kind) for kind in KINDS}


def test_files_are_written(call: Call) -> None:
    one = call("schema", "profile", "--output", "a/b")
    everything = call("schema", "--output", "all")

    assert one.status == everything.status == 0
    assert one.out == everything.out == ""
    assert one.err == "wrote a/b/profile.schema.json\n"
    assert Path("a/b/profile.schema.json").read_text(encoding="utf-8") == export.as_text("profile")
    assert sorted(path.name for path in Path("all").iterdir()) == sorted(export.file_name(kind) for kind in KINDS)


def test_where_it_cannot_write_that_is_told(call: Call) -> None:
    Path("taken").touch()

    ending = call("schema", "--output", "taken")

    assert ending.status == 1
    assert ending.err.startswith("error[output-unwritable]: 'taken' cannot be written to: file exists")
