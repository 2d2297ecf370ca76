"""`assembler check`: everything that `build` looks at, with nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import click

from assembler.cli import printing
from assembler.cli.build import (
    Report,
    chosen_or_wrong,
    finish,
    output_folder,
    remembered,
    run,
    selection,
    wrong_usage,
)
from assembler.diagnostics import CODES, Diagnostic, Severity, error, suggest
from assembler.options import Options

_FORMATS = ("text", "json", "annotations")


@click.command()
@selection(_FORMATS)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--select", "selected", multiple=True, metavar="CODE", help="Only findings of this code, or patient-*.")
@click.option("--ignore", "ignored", multiple=True, metavar="CODE", help="No findings of this code, or patient-*.")
def command(
    profiles: tuple[str, ...],
    output: Path | None,
    message_format: str,
    date: str | None,
    strict: bool,  # noqa: FBT001 - click gives flags by name
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    **choice: Any,
) -> int:
    """Check profiles and documents, and write nothing.

    PROFILE is what it is for build. At the end stand two lists: what to settle before anything is sent (errors and
    warnings), and what could be better (notes). What was looked at and may stay is set aside by 'ignore:' in the
    profile, with a reason. With --message-format annotations: a line for each finding on standard output, as GitHub
    shows them beside the files.
    """
    chosen, day, found = chosen_or_wrong(profiles, choice["programs"], date)
    found += _unknown([*selected, *ignored])
    if found:
        return wrong_usage(found, message_format)
    report, top = Report(), output_folder(output)
    for folder in chosen:
        made, options = top / folder.resolve().name, Options(date=day, write=False, **choice)
        listed = message_format == "json"
        if not remembered(report, folder, made, options, "unchanged since the last build", files=listed):
            run(report, folder, made, options)
    report.found = [
        item for item in report.found if _any(item.code, selected or ("*",)) and not _any(item.code, ignored)
    ]
    if message_format == "annotations":
        for item in printing.ordered(report.found):
            click.echo(_annotation(item))
        return finish(report, "quiet", strict=strict)
    status = finish(report, message_format, strict=strict)
    if message_format == "text":
        _lists(report.found)
    return status


def _any(code: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(code, pattern.casefold()) for pattern in patterns)


def _unknown(patterns: Sequence[str]) -> list[Diagnostic]:
    """A complaint for each of `patterns` that no code fits."""
    return [
        error("usage", f"no finding has the code '{pattern}'", None, suggest(pattern, CODES) or "see docs/checks.md")
        for pattern in patterns
        if not any(_any(code, [pattern]) for code in CODES)
    ]


# What is printed ----------------------------------------------------------------------------------

_COLUMNS = 80
_LISTS = (
    ("to settle before anything is sent", (Severity.ERROR, Severity.WARNING)),
    ("could be better", (Severity.NOTE,)),
)


def _lists(found: Sequence[Diagnostic]) -> None:
    """The findings once more, a line each: what blocks sending, and what could be better."""
    for title, severities in _LISTS:
        listed = [item for item in printing.ordered(found) if item.severity in severities]
        if listed:
            click.echo(click.style(f"\n{title} ({len(listed)})", bold=True), err=True)
        for item in listed:
            place = f"{Path(item.mark.file).name}:{item.mark.line}" if item.mark else "-"
            line = f"  {item.code:<22} {place:<24} {item.message}"
            click.echo(line if len(line) <= _COLUMNS else f"{line[: _COLUMNS - 1]}…", err=True)


_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _annotation(item: Diagnostic) -> str:
    """A workflow command of GitHub; signs that part its fields are written by their numbers."""
    place = f"file={_field(item.mark.file)},line={item.mark.line},col={item.mark.column}," if item.mark else ""
    said = f"{item.message}\n{item.hint}" if item.hint else item.message
    return f"::{_KINDS[item.severity]} {place}title={item.code}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
