"""Cutting: a CV without some of its entries and lines, and what then became of each; nothing is tailored anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assembler.views import CvView, Decision, SectionView, Shown, View


def cut(view: View, refs: Collection[str]) -> View:
    """`view` without the entries and lines named by `refs`, and without sections that this leaves empty."""
    if not refs or not isinstance(view, CvView):
        return view
    sections = (_section(section, refs) for section in view.sections)
    return replace(view, sections=tuple(section for section in sections if section.entries))


def _section(section: SectionView, refs: Collection[str]) -> SectionView:
    kept = tuple(_entry(entry, refs) for entry in section.entries if entry.ref not in refs)
    fewer = len(kept) < len(section.entries) and not section.joined
    return replace(section, selected=section.selected or fewer, entries=kept)


def _entry(entry: Shown, refs: Collection[str]) -> Shown:
    if not any(line in refs for line in entry.lines):
        return entry
    pairs = zip(entry.lines, entry.fields["bullets"], strict=True)
    kept = {ref: text for ref, text in pairs if ref not in refs}
    fields: Mapping[str, Any] = {**entry.fields, "bullets": tuple(kept.values())}
    return replace(entry, fields=fields, lines=tuple(kept))


def cuttable(view: View, refs: Sequence[str]) -> tuple[str, ...]:
    """Those of `refs` that `view` shows, in the same order."""
    if not refs or not isinstance(view, CvView):
        return ()
    entries = [entry for section in view.sections for entry in section.entries]
    shown = {ref for entry in entries for ref in (entry.ref, *entry.lines)}
    return tuple(ref for ref in refs if ref in shown)


class Words:
    """About how many words a view has without some of its entries and lines: told from the texts, nothing composed."""

    def __init__(self, view: View) -> None:
        entries = [entry for section in view.sections for entry in section.entries] if isinstance(view, CvView) else []
        self._lines = {ref: entry.ref for entry in entries for ref in entry.lines}
        self._words = {entry.ref: _words(entry.fields) for entry in entries}
        pairs = (zip(entry.lines, entry.fields["bullets"], strict=True) for entry in entries if entry.lines)
        self._words |= {ref: _words(text) for texts in pairs for ref, text in texts}
        self._whole = sum(self._words[entry.ref] for entry in entries)

    def __call__(self, refs: Sequence[str]) -> int:
        """How many words are left without `refs`."""
        gone = {*refs}
        # A line that goes with its entry is counted there.
        return self._whole - sum(self._words.get(ref, 0) for ref in gone if self._lines.get(ref) not in gone)


def _words(value: Any) -> int:
    if isinstance(value, str):
        return len(value.split())
    if isinstance(value, Mapping):
        return sum(map(_words, value.values()))
    if isinstance(value, tuple | list):
        return sum(map(_words, value))
    # Dates and numbers.
    return value is not None


_WHY = "left out to keep to the page limit"


def decided(decisions: Sequence[Decision], refs: Collection[str]) -> Sequence[Decision]:
    """What became of each entry, where those named by `refs` are cut."""
    return [_decided(item, refs) for item in decisions] if refs else decisions


def _decided(item: Decision, refs: Collection[str]) -> Decision:
    if item.decision == "out":
        return item
    if item.entry in refs:
        return replace(item, decision="out", reason=_WHY)
    # A line is named after its entry: `posts/registrar/bullets/2`.
    within = "/".join(item.entry.split("/")[:2])
    return replace(item, decision="out", reason="goes with its entry") if within in refs else item
