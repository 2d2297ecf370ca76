"""What JSON says of the outputs: each of them in every call, what was done about it, and where this version lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

_QUICK = ("doe", "--document", "cv", "--format", "docx", "--date", "2026-11-24", "--message-format", "json")
Told = list[tuple[str, str, str]]


def told(call: Call, *words: str) -> Told:
    """Of every output: its name, what was done, and the name of the file with this version."""
    ending = call(*words)
    assert ending.status == 0, ending.err
    return [(Path(item["path"]).name, item["action"], Path(item["written"]).name) for item in ending.json["outputs"]]


@pytest.mark.usefixtures("doe")
def test_a_build_with_nothing_to_do_lists_the_same_outputs(call: Call) -> None:
    first = call("build", *_QUICK).json["outputs"]
    again = call("build", *_QUICK)

    assert again.err == ""
    assert len(first) == 2
    assert [item["action"] for item in first] == ["new", "new"]
    assert again.json["outputs"] == [{**item, "action": "unchanged"} for item in first]
    assert all(Path(item["written"]).is_file() for item in first)


def test_of_an_edited_file_the_new_version_beside_it_is_named(call: Call, replace: Callable[[str, str], None]) -> None:
    call("build", *_QUICK)
    edited = min(Path("output/doe").rglob("*.docx"))
    edited.write_bytes(b"typed by a person")
    began = told(call, "build", *_QUICK)
    replace("  phone: +00 0000 000000", "  phone: +00 0000 000001")
    changed = told(call, "build", *_QUICK)

    assert (edited.name, "unchanged", edited.name) in began
    assert not [name for _, _, name in began if ".new" in name]
    beside = edited.with_suffix(".new.docx").name
    assert (edited.name, "beside", beside) in changed
    assert edited.with_suffix(".new.docx").is_file()
    # Whether the build looks at everything or at once sees that there is nothing to do.
    for more in ((), ("--explain",)):
        assert (edited.name, "unchanged", beside) in told(call, "build", *_QUICK, *more)


@pytest.mark.usefixtures("doe")
def test_check_says_that_it_looked(call: Call) -> None:
    words = [word for word in _QUICK if word not in ("--format", "docx")]

    assert {action for _, action, _ in told(call, "check", *words)} == {"checked"}
    assert not Path("output").exists()
    call("build", *_QUICK)
    assert {action for _, action, _ in told(call, "check", *words)} == {"checked"}
