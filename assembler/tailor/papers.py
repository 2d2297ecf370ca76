"""Papers that some programs ask for beside a CV: each is a part of the CV, whole and on its own."""

from __future__ import annotations

from dataclasses import fields, replace

from assembler.schema.conventions import Conventions
from assembler.schema.dates import PartialDate
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.rules import CvSection, SectionName
from assembler.tailor.cv import cv_view
from assembler.views import Decision, PaperView, SectionView

PARTS: dict[str, SectionName] = {
    "publications": "publications",
    "case-summary": "procedures",
    "declaration": "declaration",
}
"""Each paper with the section of the CV that it holds."""


def paper_view(
    paper: str, profile: Profile, program: Program, program_id: str, conventions: Conventions, date: PartialDate
) -> tuple[PaperView, list[Decision]]:
    """The view of `paper`, one of `PARTS`, and what became of every entry."""
    rules = program.cv.model_copy(update={"sections": (CvSection(section=PARTS[paper]),)})
    asked = program.model_copy(update={"cv": rules})
    view, decisions = cv_view(profile, asked, program_id, conventions, date)
    since = program.case_summary.since(date) if paper == "case-summary" else None
    sections = tuple(_within(section, since) for section in view.sections if section.kind == PARTS[paper])
    shown = {entry.ref for section in sections for entry in section.entries}
    old = {entry.ref for section in view.sections for entry in section.entries if since} - shown

    def told(item: Decision) -> Decision:
        if item.decision == "out" or _belongs(item.entry, shown):
            return replace(item, view=f"{paper}/{program_id}")
        reason = f"ended before {since}" if _belongs(item.entry, old) else "no part of this paper"
        return replace(item, view=f"{paper}/{program_id}", decision="out", reason=reason)

    parts = {item.name: getattr(view, item.name) for item in fields(view)} | {"sections": sections, "photo": None}
    stamp = paper == "case-summary" and program.case_summary.stamp
    return PaperView(**parts, since=since, stamp=stamp), [told(item) for item in decisions]


def _within(section: SectionView, since: PartialDate | None) -> SectionView:
    """`section` without the logbooks that ended before `since`."""
    if since is None:
        return section
    kept = tuple(entry for entry in section.entries if entry.fields["end"].last() >= since.first())
    return replace(section, entries=kept)


def _belongs(ref: str, entries: set[str]) -> bool:
    return ref in entries or any(ref.startswith(f"{entry}/") for entry in entries)
