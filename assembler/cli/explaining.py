"""What `--explain` shows to people: for each view what is out and why, what moved where, and what is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from assembler.views import Decision

WIDTH = 80

Titles = Mapping[str, str]


def show(decisions: Iterable[Decision], titles: Mapping[str, Titles]) -> None:
    """Print `decisions`, one view after the other, to standard output; `titles` are those of `titles_of`."""
    views: dict[str, list[Decision]] = {}
    for item in decisions:
        views.setdefault(item.view, []).append(item)
    for view, items in views.items():
        for line in _view(view, items, titles.get(view.split("/")[-1], titles.get("", {}))):
            click.echo(line)
        click.echo()


def reasons(why: Mapping[str, str]) -> None:
    """Print to standard output why each document was made anew; those that were not are counted."""
    made = {name: reason for name, reason in why.items() if reason}
    width = max(map(cell_len, made), default=0)
    click.echo(click.style("documents", bold=True))
    for name, reason in made.items():
        click.echo(f"  {shortened(name, width)}  {reason}")
    if kept := len(why) - len(made):
        click.echo(f"  {kept} {'is' if kept == 1 else 'are'} as built last")
    click.echo()


def titles_of(folder: Path) -> dict[str, Titles]:
    """What the entries of the profile in `folder` are called: for each program, and under "" for all others."""
    from assembler.freshness import template_folders  # noqa: PLC0415 - loads the schema, as a build has already
    from assembler.house import load_house  # noqa: PLC0415
    from assembler.loading import load_applicant  # noqa: PLC0415
    from assembler.tailor import reworded  # noqa: PLC0415
    from assembler.titles import titles  # noqa: PLC0415

    house, _ = load_house(template_folders(folder))
    applicant, _ = load_applicant(folder, house)
    if applicant is None:
        return {}
    profile = applicant.profile
    own = {name: titles(reworded(profile, program), program) for name, program in applicant.programs.items()}
    return {"": titles(profile), **own}


def shortened(text: str, width: int) -> str:
    """`text` in exactly `width` columns of a terminal: with an ellipsis where it is longer, with blanks where not."""
    text = " ".join(text.split())
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)


def _view(view: str, items: Sequence[Decision], titles: Titles) -> Iterator[str]:
    whole, lines = [item for item in items if not _is_part(item)], [item for item in items if _is_part(item)]
    yield click.style(view, bold=True)
    yield f"  {_counts('entries', whole)}" + (f"; {_counts('lines within them', lines)}" if lines else "")
    out = [item for item in items if item.decision == "out"]
    if out:
        yield click.style("\n  Left out", bold=True)
        yield from _left_out(out, items, titles)
    moved = [item for item in items if item.decision == "moved"]
    if moved:
        yield click.style("\n  Moved, from which place to which", bold=True)
        yield from _moved(moved, items, titles)
    yield click.style("\n  In", bold=True)
    yield from _inside(whole, lines)


def _counts(what: str, items: Sequence[Decision]) -> str:
    """As in `12 entries: 9 in, 2 moved, 1 out`."""
    counted = Counter(item.decision for item in items)
    words = [f"{counted[word]} {word}" for word in ("in", "moved", "out") if counted[word]]
    return f"{len(items)} {what}: {', '.join(words)}"


# Left out ----------------------------------------------------------------------------------------


def _left_out(out: Sequence[Decision], items: Sequence[Decision], titles: Titles) -> Iterator[str]:
    """One line a reason, with what it holds for below it."""
    gone = {item.entry for item in out}
    reasons: dict[str, list[Decision]] = {}
    for item in out:
        # What goes with its entry is told with it.
        if not (_is_part(item) and _parent(item) in gone):
            reasons.setdefault(item.reason, []).append(item)
    with_it = Counter(_parent(item) for item in out if _is_part(item))
    in_section = Counter(_section(item) for item in items if not _is_part(item))
    in_entry = Counter(_parent(item) for item in items if _is_part(item))
    for reason, held in reasons.items():
        yield f"  {reason} ({len(held)})"
        groups: dict[str, list[Decision]] = {}
        for item in held:
            groups.setdefault(_parent(item) if _is_part(item) else _section(item), []).append(item)
        rows = []
        for name, group in groups.items():
            if len(group) > 1 and len(group) == in_section[name]:
                yield from wrapped(f"all {len(group)} of {name}: {_ids(group)}", 4)
            elif len(group) > 1 and len(group) == in_entry[name]:
                title = f"all {len(group)} lines of {titles.get(name, name)}"
                rows.append((_line(group[0]), title, f"{name}/…"))
            else:
                rows += [(_line(item), titles.get(item.entry, ""), item.entry) for item in group]
        more = {entry: f"(and {count} line{'s' if count > 1 else ''})" for entry, count in with_it.items()}
        yield from columns(rows, more)


def columns(rows: Sequence[tuple[str, str, str]], more: Mapping[str, str] | None = None) -> Iterator[str]:
    """Rows of place, title and ref in columns; `more` stands after the titles of some refs, and is never cut."""
    widths = [max((cell_len(row[at]) for row in rows), default=0) for at in (0, 2)]
    for place, title, ref in rows:
        end = (more or {}).get(ref, "")
        room = max(WIDTH - 8 - widths[0] - max(min(widths[1], WIDTH // 2), len(ref)), 12)
        short = shortened(title, room - len(end) - 1).rstrip() + f" {end}" if end else title
        row = f"    {place:>{widths[0]}}  {shortened(short, room)}"
        yield f"{row}  {click.style(ref, dim=True)}" if ref else row.rstrip()


# Moved and in ------------------------------------------------------------------------------------


def _moved(moved: Sequence[Decision], items: Sequence[Decision], titles: Titles) -> Iterator[str]:
    """What moved, grouped by reason. Places count among what is shown of one entry or section."""
    shown: dict[str, list[Decision]] = {}
    for item in items:
        if item.decision != "out":
            shown.setdefault(_parent(item) if _is_part(item) else _section(item), []).append(item)
    reasons: dict[str, list[tuple[str, str, str]]] = {}
    for item in moved:
        beside = shown[_parent(item) if _is_part(item) else _section(item)]
        written = sorted(beside, key=lambda other: other.mark.line if other.mark else 0)
        places = f"{written.index(item) + 1} → {beside.index(item) + 1}"
        reasons.setdefault(item.reason, []).append((places, titles.get(item.entry, ""), item.entry))
    for reason, rows in reasons.items():
        yield f"  {reason} ({len(rows)})"
        yield from columns(rows)


def _inside(whole: Sequence[Decision], lines: Sequence[Decision]) -> Iterator[str]:
    """For each section of which something is in: how many are, and which for which reason."""
    sections: dict[str, list[Decision]] = {}
    for item in whole:
        sections.setdefault(_section(item), []).append(item)
    for name, group in sections.items():
        kept = [item for item in group if item.decision != "out"]
        if not kept:
            continue
        within = [item for item in lines if _section(item) == name]
        shown = sum(item.decision != "out" for item in within)
        more = f", with {shown} of {len(within)} lines" if within else ""
        yield f"  {name}: {len(kept)} of {len(group)}{more}"
        reasons: dict[str, list[Decision]] = {}
        for item in kept:
            reasons.setdefault(item.reason, []).append(item)
        for reason, held in reasons.items():
            yield from wrapped(f"{reason}: {_ids(held)}", 4)


# Words -------------------------------------------------------------------------------------------


def wrapped(text: str, indent: int) -> list[str]:
    """`text` in lines of the terminal, from the column `indent`, further lines two more; ids are never broken."""
    # Letters that take two columns leave room for half as many.
    width = max(WIDTH * len(text) // max(cell_len(text), 1), indent + 20)
    return wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=cell_len(text) > len(text),
        break_on_hyphens=False,
    )


def _is_part(item: Decision) -> bool:
    """Whether it is a bullet or a row within an entry."""
    return item.entry.count("/") > 1


def _section(item: Decision) -> str:
    return item.entry.split("/")[0]


def _parent(item: Decision) -> str:
    return "/".join(item.entry.split("/")[:2])


def _ids(items: Iterable[Decision]) -> str:
    return ", ".join(item.entry.split("/", 1)[1] for item in items)


def _line(item: Decision) -> str:
    """Its line; with the name of the file where that is not the profile's."""
    if item.mark is None:
        return ""
    name = Path(item.mark.file).name
    return str(item.mark.line) if name == "profile.yaml" else f"{name}:{item.mark.line}"
