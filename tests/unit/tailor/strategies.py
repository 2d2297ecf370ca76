"""Random applicants and programs: entries of every section with tags, priorities and bullets of every kind."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from assembler.schema.profile import Profile
from assembler.schema.program import Program
from tests.people import ENTRIES, PROFILE, PROGRAM, record

TAGS = ("pain", "research", "teaching")
SECTIONS = tuple(name for name in ENTRIES if name != "identifiers")

_MARKED: dict[str, Any] = {
    "tags": st.lists(st.sampled_from(TAGS), unique=True, max_size=2),
    "priority": st.integers(1, 5).map(str),
    "keep": st.booleans(),
    "private": st.sampled_from([False, False, False, True]),
}
BULLETS = st.lists(st.fixed_dictionaries({"text": st.sampled_from(["One.", "Two.", "Three."]), **_MARKED}), max_size=3)
_WITH_BULLETS = ("education", "training", "posts", "experience", "projects", "improvement", "teaching", "leadership")
_YEARS = st.integers(2001, 2020).map(str)


@st.composite
def _entries(draw: st.DrawFn, section: str) -> list[dict[str, Any]]:
    made = []
    for place in range(draw(st.integers(0, 2))):
        entry = ENTRIES[section] | draw(st.fixed_dictionaries(_MARKED))
        if draw(st.booleans()):
            entry["id"] = f"{section}-{place}"
        if "start" in entry:
            entry["start"] = draw(_YEARS)
        if entry.get("end"):
            entry["end"] = "2022"
        if section in _WITH_BULLETS:
            entry["bullets"] = draw(BULLETS)
        if section == "logbooks":
            rows = st.fixed_dictionaries(
                {"procedure": st.just("Block"), "solo": st.integers(0, 40).map(str), **_MARKED}
            )
            entry["rows"] = draw(st.lists(rows, max_size=2))
        made.append(entry)
    return made


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """A profile with up to two entries a section."""
    return record(PROFILE | {section: draw(_entries(section)) for section in SECTIONS}, Profile)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A program with sections of its own or the usual ones, and with rules that leave things out."""
    names = draw(st.lists(st.sampled_from([*_CV, "summary", "eligibility", "personal"]), unique=True, max_size=8))
    cut = draw(st.integers(0, len(names)))
    sections: list[dict[str, Any]] = [{"section": name} for name in names[:cut]]
    if sections:
        sections[-1]["with"] = names[cut:]
        if draw(st.booleans()):
            sections[0]["maximum"] = "1"
    return record(
        PROGRAM
        | {
            "emphasis": draw(st.lists(st.sampled_from(TAGS), unique=True)),
            "omit": draw(
                st.lists(st.sampled_from([*TAGS, "posts-0", "training-1", "courses-0"]), unique=True, max_size=2)
            ),
            "order": draw(st.sampled_from(["newest-first", "oldest-first"])),
            "cv": {"sections": sections} | ({"bullets": "1"} if draw(st.booleans()) else {}),
        },
        Program,
    )


_CV = [name for name in SECTIONS if name != "logbooks"] + ["procedures"]
