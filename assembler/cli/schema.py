"""`assembler schema`: the JSON Schemas by which editors complete and check the files as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.diagnostics import error

KINDS = ("profile", "program", "letters", "theme", "conventions")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), required=False, metavar="[KIND]")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write the schemas to, instead of printing.")
def command(kind: str | None, output: Path | None) -> int:
    """Print the JSON Schemas for editors.

    KIND is profile, program, letters, theme or conventions. Without one: all, as one JSON object by kind.
    """
    from assembler.schema import export  # noqa: PLC0415 - loads the schema

    if output is not None:
        return _write(output, {export.file_name(each): export.as_text(each) for each in ([kind] if kind else KINDS)})
    whole = {each: export.export(each) for each in KINDS} if kind is None else export.export(kind)
    click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
    return 0


def _write(folder: Path, files: dict[str, str]) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            click.echo(f"wrote {printing.shown_folder(folder / name)}", err=True)
    except OSError as failure:
        reason = (failure.strerror or str(failure)).lower()
        printing.diagnostics([error("output-unwritable", f"'{folder}' cannot be written to: {reason}")])
        return EXIT_ERRORS
    return 0
