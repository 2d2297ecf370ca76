from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.diagnostics import CODES, Diagnostic, Mark, Severity, error, packed, unpacked, warning
from assembler.memory import Note, notes_of, record
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


def remembered(notes: dict[str, Note], found: list[Diagnostic], last: dict[str, Note] | None = None) -> dict[str, Any]:
    output = Output("a/b.pdf", "cv", "pdf", draft=False, data=None, fingerprint="f", date="2026")
    made: dict[str, Any] = json.loads(json.dumps(record("key", [output], notes, found, last or {})))
    return made


def test_notes_come_back_and_those_of_other_builds_stay() -> None:
    late = warning("over-pages", "long")
    notes = {"cv/a": Note("f", ("x", "y"), (late,)), "cv/b": Note("g", (), ())}
    first = remembered(notes, [late])
    assert (first["key"], first["paths"]) == ("key", {"a/b.pdf": "f"})
    assert notes_of(first) == notes
    newer = {"cv/b": Note("h", ("z",), ())}
    assert notes_of(remembered(newer, [], notes_of(first))) == notes | newer
    assert notes_of(remembered(newer, [])) == newer, "a whole build hands on none"


def test_after_an_error_nothing_counts_as_unchanged() -> None:
    assert remembered({}, [error("usage", "x")])["key"] is None
    assert remembered({}, [warning("over-pages", "x")])["key"] == "key"


@pytest.mark.parametrize("code", ["manifest-damaged", "missing-glyph", "output-left-over", "output-stale"])
def test_what_may_pass_by_itself_is_looked_at_again(code: str) -> None:
    assert remembered({}, [warning(code, "x")])["key"] is None


@pytest.mark.parametrize(
    "held",
    [
        {},
        {"documents": None},
        {"documents": []},
        {"documents": {"cv/a": 5}},
        {"documents": {"cv/a": {"cuts": []}}},
        {"documents": {"cv/a": {"cuts": [], "found": []}}},
        {
            "documents": {
                "cv/a": {
                    "fingerprint": "f",
                    "cuts": [],
                    "found": [{"code": "nonsense", "severity": "error", "mark": None, "message": "", "hint": ""}],
                }
            }
        },
    ],
)
def test_what_cannot_be_read_is_forgotten(held: dict[str, Any]) -> None:
    assert notes_of(held) == {}
