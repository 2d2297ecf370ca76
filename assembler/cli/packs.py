"""`assembler packs`: makes what referees are handed, and tells what to hand to whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assembler.cli import printing
from assembler.cli.build import (
    FOR_REFEREES,
    Report,
    chosen_or_wrong,
    finish,
    one_of,
    output_folder,
    run,
    today,
    wrong_usage,
)
from assembler.options import Options


@click.command()
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for what is made, where not output/.")
@click.option("--date", metavar="YYYY-MM-DD", help="Date of the documents, instead of today's.")
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print it.")
def command(profiles: tuple[str, ...], output: Path | None, date: str | None, message_format: str) -> int:
    """Make what referees are handed, and tell what to hand to whom.

    For each referee: a pack (one PDF of briefing, CV, statement and request forms), the briefing as DOCX too, drafts of
    mails, and a calendar of their letters. Nothing is ever sent: open a draft in your mail
    program, look at it, and send it yourself.

    With --message-format json also "handing" {"profile", "referee", "name", "channel", "program", "state", "next",
    "file"}.
    """
    chosen, day, found = chosen_or_wrong(profiles, (), date)
    if found:
        return wrong_usage(found, message_format)
    report, top = Report(), output_folder(output)
    rows: list[dict[str, Any]] = []
    for folder in chosen:
        made = top / folder.resolve().name
        run(report, folder, made, Options(documents=FOR_REFEREES, date=day))
        rows += _handing(folder, made)
    if message_format == "text":
        _print(rows)
    return finish(report, message_format, handing=rows)


_FILES = {"planned": "request.eml", "asked": "reminder.eml", "agreed": "reminder.eml", "sent": "thanks.eml"}
"""What is at hand for a referee whose letter is in that state; a letter that was received is thanked for."""


def _handing(folder: Path, made: Path) -> list[dict[str, Any]]:
    """For each referee who is asked, the letter that comes first among those with something to do."""
    from assembler.cli.letters import loaded  # noqa: PLC0415 - loads the schema
    from assembler.letters import standings  # noqa: PLC0415

    applicant, _ = loaded(folder)
    if applicant is None:
        return []
    rows = []
    referees = {referee.id: referee for referee in applicant.profile.referees}
    first: dict[str, Any] = {}
    for one in standings(applicant.profile, applicant.programs, applicant.letters):
        if one.closes >= today() and one.state != "declined":
            known = first.get(one.referee)
            if known is None or (one.is_open, -one.due.toordinal()) > (known.is_open, -known.due.toordinal()):
                first[one.referee] = one
    for name, one in first.items():
        file = made / "referees" / name / _FILES.get(one.state, "thanks.eml")
        rows.append(
            {
                "profile": folder.resolve().name,
                "referee": name,
                "name": referees[name].name,
                "channel": referees[name].channel,
                "program": one.program,
                "state": one.state,
                "next": one.next_step(today()),
                "file": printing.shown_folder(file) if file.is_file() else None,
            }
        )
    return rows


def _print(rows: Sequence[dict[str, Any]]) -> None:
    """Tell for each referee, in two or three lines, what is next and which file is at hand for it."""
    for row in rows:
        click.echo(click.style(row["name"], bold=True) + f" ({row['program']}, {row['state']}): {row['next']}")
        if row["file"]:
            click.echo(f"  {row['file']}")
        if row["channel"]:
            click.echo(f"  {row['channel']}")
