"""Papers that some programs ask for beside a CV: each is a part of the CV, whole and on its own."""

from __future__ import annotations

from dataclasses import replace

from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import CvSection, Program, SectionName
from assembler.tailor.cv import cv_view
from assembler.tailor.views import CvView, Decision

PARTS: dict[str, SectionName] = {
    "publications": "publications",
    "case-summary": "procedures",
    "declaration": "declaration",
}
"""Each paper with the section of the CV that it holds."""


def paper_view(
    paper: str, profile: Profile, program: Program, program_id: str, conventions: Conventions, date: PartialDate
) -> tuple[CvView, list[Decision]]:
    """The view of `paper`, one of `PARTS`, and what became of every entry."""
    rules = program.cv.model_copy(update={"sections": (CvSection(section=PARTS[paper]),)})
    asked = program.model_copy(update={"cv": rules})
    view, decisions = cv_view(profile, asked, program_id, conventions, date, frozenset())
    sections = tuple(section for section in view.sections if section.kind == PARTS[paper])
    shown = {entry.ref for section in sections for entry in section.entries}
    told = [
        replace(item, view=f"{paper}/{program_id}")
        if _is_within(item.entry, shown) or item.decision == "out"
        else replace(item, view=f"{paper}/{program_id}", decision="out", reason="no part of this paper")
        for item in decisions
    ]
    return replace(view, sections=sections, photo=None), told


def _is_within(ref: str, shown: set[str]) -> bool:
    return ref in shown or any(ref.startswith(f"{entry}/") for entry in shown)
