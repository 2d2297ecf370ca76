"""How the differences between two versions read on a terminal, for `assembler diff`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len

from assembler.cli.explaining import WIDTH, columns, shortened, wrapped

if TYPE_CHECKING:
    from assembler.differences import Differences, EntryChange, LineChange, OrderChange, Run

_COLOURS = {"-": "red", "+": "green"}
_AROUND = 6
"""Words that are shown of what both versions say, on each side of what differs."""


def head(programs: Sequence[str], only: Mapping[str, Sequence[str]]) -> None:
    """Print which program is which, and the documents that only one of them makes."""
    for sign, program in zip("-+", programs, strict=True):
        alone = f", which alone makes {', '.join(only[program])}" if only.get(program) else ""
        click.echo(f"{_signed(sign)} {click.style(program, bold=True)}{alone}")
    click.echo()


def show(document: str, programs: Sequence[str], found: Differences, unknown: Sequence[str]) -> None:
    """Print what two versions of `document` say differently; `unknown` are those whose page fitting is not known."""
    click.echo(click.style(document, bold=True))
    told = [_summary(programs, found)]
    if unknown:
        told.append(f"page fitting is not counted for {' and '.join(unknown)}: 'assembler build' first")
    for line in (line for text in told for line in wrapped(text, 2)):
        click.echo(line)
    parts = {
        "Set otherwise": _settings(found),
        "Sections": _sections(programs, found),
        **{_only_title(programs, side): _only(found.entries, side) for side in (0, 1)},
        "In another section": _elsewhere(found.entries),
        "In another order": _orders(found),
        "In other words": _words(programs, found),
    }
    for title, lines in parts.items():
        printed = list(lines)
        if printed:
            click.echo(click.style(f"\n  {title}", bold=True))
        for line in printed:
            click.echo(line)
    click.echo()


def _summary(programs: Sequence[str], found: Differences) -> str:
    both = [entry for entry in found.entries if entry.first and entry.second]
    counts = {
        f"only in {programs[0]}": sum(entry.second is None for entry in found.entries),
        f"only in {programs[1]}": sum(entry.first is None for entry in found.entries),
        "in another section": sum(entry.elsewhere for entry in both),
        "in other words": sum(bool(entry.lines or entry.moves) for entry in both),
    }
    told = [f"{count} {what}" for what, count in counts.items() if count]
    same = f"{found.same} {'entry says' if found.same == 1 else 'entries say'} the same"
    return "; ".join([same, ", ".join(told)]) if told else same


def _signed(sign: str) -> str:
    return click.style(sign, fg=_COLOURS[sign])


def _either(sign: str, text: str, indent: int) -> Iterator[str]:
    """The lines of `text` behind `sign`, which alone is coloured."""
    first, *rest = wrapped(f"{sign} {text}", indent)
    yield " " * indent + _signed(sign) + first[indent + 1 :]
    yield from rest


# Settings, sections and entries ------------------------------------------------------------------


def _settings(found: Differences) -> Iterator[str]:
    for item in found.settings:
        yield from _from_to(f"{item.name}: ", item.first, item.second)


def _from_to(name: str, first: str, second: str) -> Iterator[str]:
    """From one text to the other, on one line where there is room."""
    line = f"    {name}{first} → {second}"
    if cell_len(line) <= WIDTH:
        yield line
    else:
        yield from [f"    {name.rstrip()}"] if name else []
        yield from _either("-", first, 6 if name else 4)
        yield from _either("+", second, 6 if name else 4)


def _sections(programs: Sequence[str], found: Differences) -> Iterator[str]:
    """Sections in one only, under other headings, and what in them belongs to no entry."""
    for program, side, other in ((programs[0], "first", "second"), (programs[1], "second", "first")):
        alone = [getattr(item, side) for item in found.sections if getattr(item, other) is None]
        if alone:
            yield from wrapped(f"only in {program}: {'; '.join(alone)}", 4)
    for item in found.sections:
        both = item.first is not None and item.second is not None
        if both and item.first != item.second:
            yield from _from_to("", str(item.first), str(item.second))
        # What a draft asks its writer in a section that only it has says no more than the section's heading.
        lines = [line for line in item.lines if both or not line.note]
        if lines:
            yield from wrapped(f"under {item.first or item.second}:" if item.section else "above all sections:", 4)
            yield from _changed(programs, lines, 6)


def _only_title(programs: Sequence[str], side: int) -> str:
    return f"Only in {programs[side]}, and why not in {programs[1 - side]}"


def _only(entries: Iterable[EntryChange], side: int) -> Iterator[str]:
    """Entries that only one version shows, by the reason of the other."""
    reasons: dict[str, list[tuple[str, str, str]]] = {}
    for entry in entries:
        if (entry.second if side == 0 else entry.first) is None:
            own = entry.entry.startswith("program.")
            why = entry.reason or ("its file does not say so" if own else "shown there in fewer places")
            row = ("", entry.title, entry.entry)
            if row not in reasons.setdefault(why, []):
                reasons[why].append(row)
    for reason, rows in reasons.items():
        yield f"  {reason} ({len(rows)})"
        yield from columns(rows)


def _elsewhere(entries: Iterable[EntryChange]) -> Iterator[str]:
    places: dict[tuple[str | None, str | None], list[tuple[str, str, str]]] = {}
    for entry in entries:
        if entry.elsewhere:
            places.setdefault((entry.first, entry.second), []).append(("", entry.title, entry.entry))
    for (first, second), rows in places.items():
        yield from wrapped(f"{first} → {second} ({len(rows)})", 2)
        yield from columns(rows)


# Order and words ---------------------------------------------------------------------------------


def _orders(found: Differences) -> Iterator[str]:
    """What moved among what both have, from which place to which; in words where time runs the other way."""
    turned = any(item.name == "order of time" for item in found.settings)
    if turned and (count := sum(item.section is not None for item in found.order)):
        yield f"  entries of {count} sections, since time runs the other way"
    for item in found.order:
        if item.section is None or not turned:
            yield f"  {item.section or 'the sections'}"
            yield from columns(list(_moved(item)))


def _moved(order: OrderChange) -> Iterator[tuple[str, str, str]]:
    from assembler.differences import staying  # noqa: PLC0415 - loaded by whoever made what is shown

    stays = staying(order.first, order.second)
    for at, name in enumerate(order.first, 1):
        if name not in stays:
            places = f"{at} → {order.second.index(name) + 1}"
            yield (places, name, "") if order.section is None else (places, "", name)


def _words(programs: Sequence[str], found: Differences) -> Iterator[str]:
    for entry in found.entries:
        if entry.first and entry.second and (entry.lines or entry.moves):
            yield from columns([("", entry.title, entry.entry)])
            yield from _changed(programs, entry.lines, 8)
            for move in entry.moves:
                places = f"line {move.first} → {move.second}: "
                yield f"        {places}{shortened(move.text, WIDTH - 8 - len(places)).rstrip()}"


def _changed(programs: Sequence[str], lines: Iterable[LineChange], indent: int) -> Iterator[str]:
    for line in lines:
        for sign, runs, other in (("-", line.first, programs[1]), ("+", line.second, programs[0])):
            if runs is not None:
                why = f" ({other}: {line.reason})" if line.reason else ""
                yield from _either(sign, _marked(runs) + why, indent)


def _marked(runs: Sequence[Run]) -> str:
    """A line with the words that differ in braces, and what is far from them left out."""
    parts = []
    for at, run in enumerate(runs):
        if run.differs:
            text = run.text.rstrip()
            parts.append((f"{{{text}}}" if text else "") + run.text[len(text) :])
        else:
            parts.append(_near(run.text, after=at > 0, before=at < len(runs) - 1))
    return "".join(parts)


def _near(text: str, *, after: bool, before: bool) -> str:
    """`text`, of which only what stands close after and before something that differs is shown."""
    words = text.split(" ")
    kept = _AROUND * (after + before)
    if not kept or len(words) <= kept + 2:
        return text
    first = " ".join(words[:_AROUND]) + " " if after else ""
    return f"{first}…{' ' + ' '.join(words[-_AROUND:]) if before else ''}"
