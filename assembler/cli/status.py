"""`assembler status`: how far each program's documents and each referee's letters are, and the days that are left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import one_of, output_folder, today, wrong_usage
from assembler.cli.profiles import folders
from assembler.diagnostics import has_errors

WIDTH = 80


@click.command()
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of what was made, where not output/.")
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print it.")
def command(profiles: tuple[str, ...], output: Path | None, message_format: str) -> int:
    """Tell how far everything is: documents, texts, letters, days left. Makes and writes nothing.

    A document is ready, draft (a section is not finished), prompt (a section is not begun), edited (by hand, since it
    was made), frozen ('assembler history keep'), stale (older than what it is made from) or missing.

    With --message-format json: "status" {"profile", "programs", "referees", "letters"}.
    """
    chosen, found = folders(profiles)
    if found:
        return wrong_usage(found, message_format)
    from assembler.status import status  # noqa: PLC0415 - loads the schema and the templates

    top = output_folder(output)
    made = [(folder, status(folder, top / folder.resolve().name, today())) for folder in chosen]
    found = [item for _, one in made for item in one.found]
    if message_format == "json":
        printing.object_of(found, [], status=[_as_json(folder, one) for folder, one in made])
    else:
        for folder, one in made:
            _print(folder.resolve().name, one)
        printing.diagnostics(found)
    return EXIT_ERRORS if has_errors(found) else 0


def _as_json(folder: Path, one: Any) -> dict[str, Any]:
    def documents(rows: Sequence[Any]) -> list[dict[str, Any]]:
        return [
            {"document": row.document, "state": row.state, "written": row.written, "sections": row.sections}
            for row in rows
        ]

    return {
        "profile": folder.resolve().name,
        "programs": [
            {
                "program": row.program,
                "closes": row.closes and row.closes.isoformat(),
                "days_left": row.days_left,
                "broken": row.broken,
                "documents": documents(row.documents),
            }
            for row in one.programs
        ],
        "referees": [{"referee": name, "documents": documents(rows)} for name, rows in one.referees.items()],
        "letters": [
            {
                "referee": row.referee,
                "program": row.program,
                "state": row.state,
                "since": row.since and row.since.isoformat(),
                "due": row.due.isoformat(),
                "days_left": row.days_left(today()),
                "next": row.next_step(today()),
            }
            for row in one.letters
        ],
    }


def _print(name: str, one: Any) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - slow to load
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=min(WIDTH, Console().width), highlight=False, markup=False, emoji=False)

    def table(*columns: str) -> Table:
        made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in columns:
            made.add_column(column, justify="right" if column == "left" else "left", overflow="fold")
        return made

    console.print(Text(name, style="bold"))
    if one.programs:
        programs = table("program", "closes", "left", "documents")
        for row in one.programs:
            if row.broken:
                programs.add_row(row.program, "", "", Text("its file has errors", style="red"))
            else:
                programs.add_row(row.program, str(row.closes), _days(row.days_left), _documents(row.documents))
        console.print(programs)
    if one.letters:
        console.print()
        letters = table("referee", "for", "state", "due", "left", "next")
        before = None
        for row in one.letters:
            same, before = row.referee == before, row.referee
            left = _days(row.days_left(today())) if row.is_open else Text()
            letters.add_row(
                "" if same else row.referee, row.program, row.state, str(row.due), left, row.next_step(today())
            )
        console.print(letters)
    if one.referees:
        console.print()
        referees = table("referee", "to hand over")
        for referee, rows in one.referees.items():
            referees.add_row(referee, _documents(rows))
        console.print(referees)


_SOON = 14


def _days(days: int) -> Any:
    from rich.text import Text  # noqa: PLC0415 - slow to load

    return Text(str(days), style="red" if days < 0 else "yellow" if days <= _SOON else "")


_STYLES = {"ready": "green", "stale": "yellow", "missing": "yellow", "edited": "magenta", "frozen": "cyan"}


def _documents(rows: Sequence[Any]) -> Any:
    """All documents of one row, each with its state."""
    from rich.text import Text  # noqa: PLC0415 - slow to load

    whole = Text()
    for row in rows:
        counted = f" {row.written}/{row.sections}" if row.sections and row.state != "ready" else ""
        whole.append(", " if whole else "")
        whole.append(f"{row.document} ")
        whole.append(row.state + counted, style=_STYLES.get(row.state, ""))
    return whole
