from __future__ import annotations

import pytest

from tests.people import ENTRIES, REFEREE, SAMPLES, entry, profile, sample


def test_every_entry_is_listed_once_with_its_section_and_name() -> None:
    held = profile(
        **{name: [entry(name), entry(name, id=f"{name}-b")] for name in ENTRIES},
        motivation={"themes": ["x"], "moments": [{"text": "y", "id": "m"}]},
        career_plan={"long": ["z"]},
        referees=[REFEREE],
    )
    refs = [ref for _, ref, _ in held.entries()]
    expected = [ref for name in ENTRIES for ref in (f"{name}/1", f"{name}/{name}-b")]
    assert sorted(refs) == sorted(
        [*expected, "motivation.themes/1", "motivation.moments/m", "career_plan.long/1", "referees/lim"]
    )
    assert all(ref.startswith(f"{section}/") for section, ref, _ in held.entries())


def test_notes_and_links_are_no_entries() -> None:
    held = profile(notes=["secret"], links=[{"label": "x", "url": "https://example.org"}])
    assert list(held.entries()) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_without_fault(name: str) -> None:
    assert sample(name).programs
    assert not sample(name).broken
