"""`assembler check`: everything that `build` looks at, with nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assembler.cli.build import Report, chosen_or_wrong, finish, output_folder, run, selection, wrong_usage
from assembler.options import Options


@click.command()
@selection
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def command(
    profiles: tuple[str, ...],
    output: Path | None,
    message_format: str,
    date: str | None,
    strict: bool,  # noqa: FBT001 - click gives flags by name
    **choice: Any,
) -> int:
    """Check profiles and documents, and write nothing.

    PROFILE is what it is for build.
    """
    chosen, day, found = chosen_or_wrong(profiles, choice["programs"], date)
    if found:
        return wrong_usage(found, message_format)
    report, top = Report(), output_folder(output)
    for folder in chosen:
        run(report, folder, top / folder.resolve().name, Options(date=day, force=True, write=False, **choice))
    return finish(report, message_format, strict=strict)
