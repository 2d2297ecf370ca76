"""Titles: everything that can be decided on has one, and none tells what is private to a document."""

from __future__ import annotations

import pytest

from assembler.titles import titles
from tests.people import ENTRIES, SAMPLES, entry, profile, program, sample


@pytest.mark.parametrize("name", SAMPLES)
def test_every_entry_and_part_of_the_samples_has_a_title(name: str) -> None:
    applicant = sample(name)
    named = titles(applicant.profile)

    for _, ref, item in applicant.profile.entries():
        assert named[ref]
        for kind in ("bullets", "rows"):
            assert sum(part.startswith(f"{ref}/") for part in named) >= len(getattr(item, kind, ()))


def test_the_least_entry_of_every_section_has_a_title() -> None:
    named = titles(profile(**{section: [entry(section)] for section in ENTRIES}))

    assert {ref.split("/")[0] for ref in named} == set(ENTRIES)
    assert named["logbooks/1/rows/1"] == "Block"


def test_markup_is_taken_out_and_values_of_identifiers_are_not_told() -> None:
    named = titles(
        profile(interests=[{"text": "**Bold** words"}], identifiers=[entry("identifiers", value="12345")]),
        program(attractions=[{"text": "A *list*", "source": "Page"}]),
    )

    assert named == {"interests/1": "Bold words", "identifiers/1": "GMC", "program.attractions/1": "A list"}
