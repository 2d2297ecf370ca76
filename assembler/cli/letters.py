"""`assembler letters`: who has written, who is to be asked or reminded, and setting how far a letter is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import one_of, today, wrong_usage
from assembler.cli.profiles import folders
from assembler.diagnostics import Diagnostic, Severity, error, has_errors, suggest

if TYPE_CHECKING:
    from assembler.letters import Standing
    from assembler.loading import Applicant
    from assembler.schema.letters import Letter

_SET = "set"
_WAIVERS = ("waived", "not-waived")


@click.command()
@click.argument("words", nargs=-1, metavar="[PROFILE... | set REFEREE PROGRAM STATE]")
@click.option("-P", "--profile", metavar="PROFILE", help="Whose letter is set; where none is given, whoever has it.")
@click.option("--on", metavar="YYYY-MM-DD", help="The day on which it came to that state, where not today.")
@click.option("--due", metavar="YYYY-MM-DD", help="By which day it is to be sent, where not as computed.")
@click.option("--letter-id", metavar="TEXT", help="The portal's number for it; an empty text takes it out.")
@click.option("--waiver", type=one_of(_WAIVERS), help="Whether you waived the right to see it.")
@click.option(
    "--route", metavar="TEXT", help="How it is sent, where not as the program says; an empty text: as it says."
)
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print the letters.")
def command(words: tuple[str, ...], profile: str | None, message_format: str, **given: str | None) -> int:
    """Show who has written and what to do next about each letter, or set how far one is.

    PROFILE is what it is for build. Without "set": every referee and every program that asks them, with state, the day
    since when, the day by which the letter is to be sent, the days left, and the next step.

    set REFEREE PROGRAM STATE notes in letters.yaml that the letter is planned, asked, agreed, sent, received or
    declined. REFEREE and PROGRAM are their ids. The file is made where there is none; all else in it stays as it is,
    and what it held is kept in the history. A letter that serves several programs is one letter. Setting a letter back
    takes out the dates of later states.

    With --message-format json: "letters" {"profile", "referee", "program", "state", "since", "due", "days_left",
    "next_step", "letter"}, where "letter" is what letters.yaml says, or null; with set, those of the letter that
    was set, and "changed".
    """
    if words[:1] != (_SET,):
        if wrong := [name for name, value in {"profile": profile, **given}.items() if value is not None]:
            option = f"--{wrong[0].replace('_', '-')}"
            hint = "name the profile without it" if wrong[0] == "profile" else "it goes with 'set'"
            return wrong_usage([error("usage", f"'{option}' is not for listing", None, hint)], message_format)
        return _list(words, message_format)
    if len(words) != 4:
        hint = "as in: assembler letters set kinsella calder-bay agreed"
        message = f"'letters set' takes a referee, a program and a state, not {len(words) - 1} words"
        return wrong_usage([error("usage", message, None, hint)], message_format)
    from assembler.cli.letter_setting import set_letter  # noqa: PLC0415 - only for those who set one

    return set_letter((words[1], words[2], words[3].casefold()), profile, given, message_format)


# List ------------------------------------------------------------------------------------------------


def _list(names: Sequence[str], message_format: str) -> int:
    chosen, found = folders(names)
    if found:
        if names and (close := suggest(names[0], [_SET])) and len(names) > 1:
            found = [error("usage", f"'{names[0]}' is nothing that letters can do", None, close)]
        return wrong_usage(found, message_format)
    from assembler.checks.letters import check_letters  # noqa: PLC0415 - loads the schema
    from assembler.checks.subject import Subject  # noqa: PLC0415
    from assembler.letters import standings  # noqa: PLC0415
    from assembler.schema.dates import PartialDate  # noqa: PLC0415

    held: list[tuple[Path, Applicant, Sequence[Standing]]] = []
    for folder in chosen:
        applicant, more = loaded(folder)
        found += more
        if applicant is not None:
            people, programs, letters = applicant.profile, applicant.programs, applicant.letters
            held.append((folder, applicant, standings(people, programs, letters)))
            found += check_letters(Subject(people, programs, PartialDate.of(today()), letters=letters))
    if message_format == "json":
        rows = [as_json(folder, one) for folder, _, listed in held for one in listed]
        printing.object_of(found, [], letters=rows)
    else:
        for folder, applicant, listed in held:
            _print(folder, applicant, listed, titled=len(held) > 1)
        printing.diagnostics(found)
    return EXIT_ERRORS if has_errors(found) else 0


def loaded(folder: Path) -> tuple[Applicant | None, list[Diagnostic]]:
    """The applicant in `folder`, the errors in their files, and all that is found in their list of letters."""
    from assembler.freshness import template_folders  # noqa: PLC0415 - loads the schema
    from assembler.house import load_house  # noqa: PLC0415
    from assembler.loading import LETTERS, load_applicant  # noqa: PLC0415

    house, found = load_house(template_folders(folder))
    applicant, more = load_applicant(folder, house)
    found = [
        item
        for item in [*found, *more]
        if item.severity is Severity.ERROR or (item.mark and Path(item.mark.file).name == LETTERS)
    ]
    return (applicant if house else None), found


def _print(folder: Path, applicant: Applicant, listed: Sequence[Standing], *, titled: bool) -> None:
    """The letters of one profile as a table for each referee, all in the same columns."""
    from rich.console import Console  # noqa: PLC0415 - slow to load
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    name = folder.resolve().name
    if not listed:
        click.echo(f"{name}: no program asks a referee for a letter", err=True)
        return
    if titled:
        click.echo(click.style(name, bold=True))
    names = {referee.id: referee.name for referee in applicant.profile.referees}
    console = Console(width=80, highlight=False)
    width = min(max(len(one.program) for one in listed), 16)
    for referee, own in _by_referee(listed):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=referee == listed[0].referee)
        for title, columns in (("  program", width + 2), ("state", 8), ("since", 10), ("due", 10), ("left", 4)):
            table.add_column(title, width=columns, overflow="fold", header_style="dim")
        table.add_column("next step", overflow="fold", header_style="dim")
        for one in own:
            left = str(one.days_left(today())) if one.is_open else ""
            cells = (f"  {one.program}", one.state, str(one.since or ""), str(one.due), f"{left:>4}")
            table.add_row(*map(Text, cells), Text(one.next_step(today())))
        with console.capture() as made:
            console.print(Text(f"{referee}: {names[referee]}", style="bold"), overflow="fold")
            console.print(table)
        for line in made.get().splitlines():
            click.echo(line.rstrip())
    states = Counter(one.state for one in listed)
    counted = ", ".join(f"{states[state]} {state}" for state in dict.fromkeys(one.state for one in listed))
    click.echo(f"{name}: {len(listed)} letter{'s' if len(listed) > 1 else ''}: {counted}", err=True)


def _by_referee(listed: Sequence[Standing]) -> Iterator[tuple[str, list[Standing]]]:
    for referee in dict.fromkeys(one.referee for one in listed):
        yield referee, [one for one in listed if one.referee == referee]


def as_json(folder: Path, one: Standing) -> dict[str, Any]:
    """One letter as JSON gives it."""
    letter = one.letter
    return {
        "profile": folder.resolve().name,
        "referee": one.referee,
        "program": one.program,
        "state": one.state,
        "since": str(one.since) if one.since else None,
        "due": one.due.isoformat(),
        "days_left": one.days_left(today()),
        "next_step": one.next_step(today()),
        "letter": None if letter is None else _letter_as_json(letter),
    }


def _letter_as_json(letter: Letter) -> dict[str, Any]:
    held = {name: getattr(letter, name) for name in type(letter).model_fields if name not in ("mark", "notes")}
    return {
        name: list(value) if isinstance(value, tuple) else str(value)
        for name, value in held.items()
        if value is not None
    }
