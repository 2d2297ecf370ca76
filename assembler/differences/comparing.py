"""Comparing two versions of a document: what each says that the other does not, or says otherwise or elsewhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from assembler.differences.changes import (
    Differences,
    EntryChange,
    LineChange,
    LineMove,
    OrderChange,
    Run,
    SectionChange,
    Setting,
    Version,
)
from assembler.differences.lines import EntryLines, Line, SectionLines, Token, joined, sections

H = TypeVar("H", bound=Hashable)


def compare(first: Version, second: Version) -> Differences:
    """What `first` and `second`, two versions of one document, say differently."""
    before, after = sections(first), sections(second)
    titles = [{section.key: section.title for section in side} for side in (before, after)]
    out = [{item.entry: item.reason for item in side.decisions if item.decision == "out"} for side in (first, second)]
    reasons = (out[1], out[0])  # what only one version shows, the other one decided on
    pairs = list(_paired(before, after))
    changes = [change for pair in pairs if (change := _entry_change(*pair, titles, reasons))]
    return Differences(
        settings=tuple(_settings(first.settings, second.settings)),
        sections=tuple(_section_changes(before, after, reasons)),
        entries=tuple(changes),
        order=tuple(_orders(before, after, pairs)),
        same=len(pairs) - len(changes),
    )


def _settings(first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[Setting]:
    for name in dict.fromkeys([*first, *second]):
        if first.get(name, "") != second.get(name, ""):
            yield Setting(name, first.get(name, ""), second.get(name, ""))


_Pair = tuple[EntryLines | None, EntryLines | None]


_OWN = "program."
"""How refs begin of what a program's own file says; those of two programs are two things, unless they say the same."""


def _same(entry: EntryLines, other: EntryLines) -> bool:
    return entry.ref == other.ref and (not entry.ref.startswith(_OWN) or entry.lines == other.lines)


def _paired(before: Sequence[SectionLines], after: Sequence[SectionLines]) -> Iterator[_Pair]:
    """Entries of one ref, those in the same section first: an entry may stand in several as evidence."""
    left = [entry for section in before for entry in section.entries]
    right = [entry for section in after for entry in section.entries]
    partner: dict[int, EntryLines] = {}
    for same_section in (True, False):
        for at, entry in enumerate(left):
            fits = (
                other for other in right if _same(entry, other) and (not same_section or other.section == entry.section)
            )
            if at not in partner and (found := next(fits, None)):
                partner[at] = found
                right = [other for other in right if other is not found]
    yield from ((entry, partner.get(at)) for at, entry in enumerate(left))
    yield from ((None, entry) for entry in right)


def _entry_change(
    first: EntryLines | None,
    second: EntryLines | None,
    titles: Sequence[Mapping[str, str]],
    reasons: Sequence[Mapping[str, str]],
) -> EntryChange | None:
    """How the two differ; None where they do not."""
    lines, moves = _line_changes(first.lines if first else (), second.lines if second else (), reasons)
    elsewhere = bool(first and second and first.section != second.section)
    if first and second and not elsewhere and not lines and not moves:
        return None
    ref, title = next((entry.ref, entry.title) for entry in (first, second) if entry)
    known = not (first and second) and not ref.startswith(_OWN)
    gone = reasons[0 if first else 1].get(ref) if known else None
    return EntryChange(ref, title, _place(first, titles[0]), _place(second, titles[1]), elsewhere, gone, lines, moves)


def _place(entry: EntryLines | None, titles: Mapping[str, str]) -> str | None:
    return (titles[entry.section] or "above all sections") if entry else None


def _section_changes(
    before: Sequence[SectionLines], after: Sequence[SectionLines], reasons: Sequence[Mapping[str, str]]
) -> Iterator[SectionChange]:
    left, right = ({section.key: section for section in sections} for sections in (before, after))
    for key in dict.fromkeys([*left, *right]):
        first, second = left.get(key), right.get(key)
        lines, _ = _line_changes(first.lines if first else (), second.lines if second else (), reasons)
        titles = [section.title if section else None for section in (first, second)]
        if lines or titles[0] != titles[1]:
            yield SectionChange(key, titles[0], titles[1], lines)


def _orders(
    before: Sequence[SectionLines], after: Sequence[SectionLines], pairs: Sequence[_Pair]
) -> Iterator[OrderChange]:
    """Where what both have stands in another order: the sections, then the entries of each."""
    left, right = ({section.key: section for section in sections} for sections in (before, after))
    common = [key for key in left if key in right]
    orders = [[key for key in keys if key] for keys in (common, [key for key in right if key in left])]
    if orders[0] != orders[1]:
        yield OrderChange(None, *(tuple(left[key].title for key in order) for order in orders))
    for key in common:
        both = [(one, two) for one, two in pairs if one and two and one.section == two.section == key]
        places = {id(entry): at for at, entry in enumerate(right[key].entries)}
        sorted_ = sorted(both, key=lambda pair: places[id(pair[1])])
        if both != sorted_:
            yield OrderChange(left[key].title, *(tuple(one.ref for one, _ in order) for order in (both, sorted_)))


_ALIKE = 0.5
"""From this share of common words on, two lines count as one that was changed."""


def _line_changes(
    first: Sequence[Line], second: Sequence[Line], reasons: Sequence[Mapping[str, str]]
) -> tuple[tuple[LineChange, ...], tuple[LineMove, ...]]:
    """The lines with other words or in one only, and those that stand in another place."""
    pairs = _matched(first, second)
    changes = []
    for at, line in enumerate(first):
        other = second[pairs[at]] if at in pairs else None
        if other is None:
            changes.append(LineChange((Run(line.text, differs=False),), None, line.note, reasons[0].get(line.role)))
        elif line.said != other.said:
            changes.append(LineChange(*_marked(line.tokens, other.tokens), line.note))
    for at, line in enumerate(second):
        if at not in pairs.values():
            changes.append(LineChange(None, (Run(line.text, differs=False),), line.note, reasons[1].get(line.role)))
    return tuple(changes), tuple(_moves(first, pairs))


_FIXED = frozenset({"head", "caption", "header"})
"""Roles of lines that always come first, so that no place is counted for them."""


def _moves(first: Sequence[Line], pairs: Mapping[int, int]) -> Iterator[LineMove]:
    """The fewest lines that must move to get from one order to the other."""
    before = sorted(at for at in pairs if first[at].role not in _FIXED)
    after = sorted(before, key=lambda at: pairs[at])
    stays = staying(before, after)
    for place, at in enumerate(before, 1):
        if at not in stays:
            yield LineMove(first[at].text, place, after.index(at) + 1)


def staying(before: Sequence[H], after: Sequence[H]) -> set[H]:
    """What need not move to get from the order `before` to the order `after` of the same things."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {before[block.a + number] for block in blocks for number in range(block.size)}


def _matched(first: Sequence[Line], second: Sequence[Line]) -> dict[int, int]:
    """Which line of `second` is which of `first`: the same words, else the same role, else the most alike."""
    pairs: dict[int, int] = {}
    for alike in (_equal, _of_one_role, _similar):
        scored = [
            (-score, at, to)
            for at, line in enumerate(first)
            for to, other in enumerate(second)
            if at not in pairs and to not in pairs.values() and (score := alike(line, other))
        ]
        for _, at, to in sorted(scored):
            if at not in pairs and to not in pairs.values():
                pairs[at] = to
    return pairs


def _equal(line: Line, other: Line) -> float:
    return line.said == other.said and line.note == other.note


def _of_one_role(line: Line, other: Line) -> float:
    return bool(line.role) and line.role == other.role


def _similar(line: Line, other: Line) -> float:
    if line.note != other.note or line.role or other.role:
        return 0
    ratio = SequenceMatcher(None, line.said, other.said, autojunk=False).ratio()
    return ratio if ratio >= _ALIKE else 0


def _marked(first: Sequence[Token], second: Sequence[Token]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The two lines in runs of words that both have and words that only one has."""
    said = [token.said for token in first], [token.said for token in second]
    codes = SequenceMatcher(None, *said, autojunk=False).get_opcodes()
    return (
        _runs((first[start:end], code != "equal") for code, start, end, _, _ in codes),
        _runs((second[start:end], code != "equal") for code, _, _, start, end in codes),
    )


def _runs(parts: Iterable[tuple[Sequence[Token], bool]]) -> tuple[Run, ...]:
    """`parts` as runs, the space before a part at the end of the one before it."""
    runs: list[Run] = []
    for tokens, differs in parts:
        if runs and tokens and tokens[0].spaced:
            runs[-1] = Run(runs[-1].text + " ", runs[-1].differs)
        runs.append(Run(joined(tokens).removeprefix(" "), differs))
    return tuple(runs)
