from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.statements.merge import Merged, merge


@pytest.mark.parametrize(
    ("base", "docx", "markdown", "expected"),
    [
        ("a", "a", "a", Merged("s", "a", "markdown")),
        ("a", "b", "a", Merged("s", "b", "docx")),
        ("a", "a", "b", Merged("s", "b", "markdown")),
        ("a", "b", "b", Merged("s", "b", "both")),
        ("a", "b", "c", Merged("s", "c", "markdown", "b")),
        ("a", None, "a", Merged("s", "a", "markdown")),  # the field is gone from Word
        ("a", None, "b", Merged("s", "b", "markdown")),
        ("seed", "seed", None, Merged("s", None, "markdown")),  # offered, and nobody wrote anything
        ("seed", "own", None, Merged("s", "own", "docx")),
        ("a", "", "a", Merged("s", None, "docx")),  # deleted in Word
        ("a", "", "b", Merged("s", "b", "markdown", "")),
        ("a  b", "a b", "a b", Merged("s", "a b", "markdown")),
    ],
)
def test_one_section(base: str, docx: str | None, markdown: str | None, expected: Merged) -> None:
    made = merge({"s": base}, {} if docx is None else {"s": docx}, {} if markdown is None else {"s": markdown})
    assert made == [expected]
    assert made[0].conflict == (expected.other is not None)


@pytest.mark.parametrize(
    ("docx", "markdown", "expected"),
    [
        ("a", "a", Merged("s", "a", "markdown")),
        ("a", None, Merged("s", "a", "docx")),
        ("", None, Merged("s", None, "markdown")),
        ("a", "b", Merged("s", "b", "markdown", "a")),
    ],
)
def test_without_a_base_nothing_that_differs_is_decided(docx: str, markdown: str | None, expected: Merged) -> None:
    assert merge(None, {"s": docx}, {} if markdown is None else {"s": markdown}) == [expected]


TEXTS = st.sampled_from(["", "a", "b", "c", "a b"])
SIDES = st.dictionaries(st.sampled_from(["s", "t", "u"]), TEXTS)


@given(st.none() | SIDES, SIDES, SIDES)
def test_what_either_side_changed_is_in_what_comes_out(
    base: dict[str, str] | None, docx: dict[str, str], markdown: dict[str, str]
) -> None:
    made = {item.id: item for item in merge(base, docx, markdown)}
    assert made.keys() == docx.keys() | markdown.keys()
    for name, item in made.items():
        kept = {item.text or "", item.other or ""}
        before = (base or {}).get(name, "")
        for side in (docx, markdown):
            if name in side and side[name] != before:
                assert side[name] in kept
