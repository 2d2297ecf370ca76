"""The corpus of planted faults: every fault is found at its line, and nothing on its clean twin."""

from __future__ import annotations

from collections import Counter

import pytest

from assembler.diagnostics import CODES
from benchmarks.checks import measure

CASES = measure.cases()


def test_the_clean_applicant_is_clean() -> None:
    assert measure.findings(measure.HERE / "base", "over-limit") == []


def test_there_are_enough_of_every_kind() -> None:
    codes = Counter(case["code"] for case in CASES.values())
    assert sum(codes.values()) >= 80
    assert set(codes) <= set(CODES)
    assert [code for code, number in codes.items() if number < 2] == []


@pytest.mark.parametrize("name", CASES)
def test_a_planted_fault_is_found_at_its_line_and_nothing_on_its_twin(name: str) -> None:
    one = measure.measured(name, CASES[name], ())
    assert (one.missed, one.false, one.twin) == ([], [], [])
    assert one.found
