from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.diagnostics import CODES, Diagnostic, Mark, Severity, error, warning
from assembler.memory import Note, note_of, packed, record, unpacked
from assembler.store import Output

MARKS = st.none() | st.builds(Mark, st.text(max_size=9), st.integers(1, 99), st.integers(1, 99), st.integers(1, 9))
FOUND = st.builds(
    Diagnostic,
    st.sampled_from(Severity),
    st.sampled_from(sorted(CODES)),
    st.text(max_size=9),
    MARKS,
    st.none() | st.text(),
)


@given(FOUND)
def test_a_finding_comes_back_through_json_as_it_was(found: Diagnostic) -> None:
    assert unpacked(json.loads(json.dumps(packed(found)))) == found


def remembered(notes: dict[str, Note], found: list[Diagnostic], last: dict[str, Any] | None = None) -> dict[str, Any]:
    output = Output("a/b.pdf", "cv", "pdf", draft=False, data=None, fingerprint="f", date="2026")
    made: dict[str, Any] = json.loads(json.dumps(record("key", [output], notes, found, last or {})))
    return made


def test_notes_come_back_and_those_of_other_builds_stay() -> None:
    late = warning("over-pages", "long")
    first = remembered({"cv/a": Note(("x", "y"), (late,)), "cv/b": Note((), ())}, [late])
    assert (first["key"], first["paths"]) == ("key", {"a/b.pdf": "f"})
    second = remembered({"cv/b": Note(("z",), ())}, [], first)
    assert note_of(second, "cv/a") == Note(("x", "y"), (late,))
    assert note_of(second, "cv/b") == Note(("z",), ())
    assert note_of(second, "cv/c") is None


def test_after_an_error_nothing_counts_as_unchanged() -> None:
    assert remembered({}, [error("usage", "x")])["key"] is None
    assert remembered({}, [warning("over-pages", "x")])["key"] == "key"


@pytest.mark.parametrize(
    "held",
    [
        {},
        {"documents": None},
        {"documents": []},
        {"documents": {"cv/a": 5}},
        {"documents": {"cv/a": {"cuts": []}}},
        {
            "documents": {
                "cv/a": {
                    "cuts": [],
                    "found": [{"code": "nonsense", "severity": "error", "mark": None, "message": "", "hint": ""}],
                }
            }
        },
    ],
)
def test_what_cannot_be_read_is_forgotten(held: dict[str, Any]) -> None:
    assert note_of(held, "cv/a") is None
    assert remembered({}, [], held)["key"] == "key"
