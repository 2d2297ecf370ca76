"""What people and programs read: diagnostics, progress, and the one JSON object."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from assembler.diagnostics import Diagnostic, Severity, error, render, suggest

if TYPE_CHECKING:
    from assembler.views import Decision

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def diagnostics(found: Iterable[Diagnostic]) -> None:
    """Print each of `found` to standard error: by file and line, what belongs to no file last.

    What can be done about several of these that follow each other is printed once, after the last of them.
    """
    from assembler.sources.lines import line_of  # noqa: PLC0415 - only where there is something to show

    listed = ordered(found)
    for item, following in zip_longest(listed, listed[1:]):
        text = render(replace(item, hint=None) if _goes_on(item, following) else item, line_of)
        head = f"{item.severity}[{item.code}]"
        click.echo(text.replace(head, click.style(head, fg=_COLOURS[item.severity], bold=True), 1), err=True)


def _goes_on(item: Diagnostic, following: Diagnostic | None) -> bool:
    """Whether `following` is of the same kind as `item`, with the same to do about it, and neither has a place."""
    kind = (item.mark, item.code, item.hint)
    return item.mark is None and following is not None and kind == (following.mark, following.code, following.hint)


_GRAVEST_LAST = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


def ordered(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """`found` without repeats, by file, line and column; what belongs to no file comes last, the gravest at the end."""

    def place(item: Diagnostic) -> tuple[int, str, int, int]:
        if item.mark:
            return -1, item.mark.file, item.mark.line, item.mark.column
        return _GRAVEST_LAST.index(item.severity), item.code, 0, 0

    return sorted(dict.fromkeys(found), key=place)


def totals(found: Iterable[Diagnostic]) -> str:
    """As in `2 errors, 1 warning`; empty where nothing was found."""
    severities = [item.severity for item in dict.fromkeys(found)]
    counted = [(severities.count(severity), severity) for severity in Severity]
    return ", ".join(f"{count} {severity}{'s' if count > 1 else ''}" for count, severity in counted if count)


def progress(text: str) -> None:
    """One line of progress to standard error."""
    click.echo(click.style(f"  {text}", dim=True), err=True)


class Progress:
    """Shows which document is being made: on a terminal in one line that is written over, elsewhere a line for each.

    To be used as a context, so that the line is gone when anything else is printed.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._over = sys.stderr.isatty()

    def __call__(self, name: str, number: int, total: int) -> None:
        """Show that document `name` is being made, the one of that `number` in `total`."""
        if self._quiet:
            return
        text = f"  [{number:>{len(str(total))}}/{total}] {name}"
        if self._over:
            import shutil  # noqa: PLC0415 - only on a terminal

            width = shutil.get_terminal_size().columns - 1
            click.echo(f"\r\x1b[K{click.style(text[:width], dim=True)}", err=True, nl=False)
        else:
            click.echo(text, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._over and not self._quiet:
            click.echo("\r\x1b[K", err=True, nl=False)


def usage(failure: click.ClickException, *, as_json: bool = False) -> None:
    """Print a mistake on the command line in the form of every other diagnostic."""
    hint, said = None, failure.format_message()
    if isinstance(failure, click.NoSuchOption):
        from assembler.cli import mistaken  # noqa: PLC0415 - only needed for a mistake

        hint, said = mistaken.option(failure), failure.message
    elif isinstance(failure, click.UsageError) and failure.ctx and isinstance(failure.ctx.command, click.Group):
        words = failure.ctx.command.list_commands(failure.ctx)
        hint = suggest(failure.message.split("'")[1], words) if "'" in failure.message else None
        # What is close to it is named once, in the hint.
        said = failure.message
    if hint is None and isinstance(failure, click.UsageError) and failure.ctx:
        hint = f"see '{failure.ctx.command_path} --help'"
    found = [error("usage", said.rstrip("."), None, hint)]
    if as_json:
        object_of(found, [])
    else:
        diagnostics(found)


def object_of(found: Iterable[Diagnostic], outputs: Sequence[Mapping[str, Any]], **more: Any) -> None:
    """Print the one JSON object of design.md §4 to standard output."""
    rows = [
        {
            "severity": item.severity,
            "code": item.code,
            "message": item.message,
            "file": item.mark.file if item.mark else None,
            "line": item.mark.line if item.mark else None,
            "column": item.mark.column if item.mark else None,
            "hint": item.hint,
        }
        for item in ordered(found)
    ]
    click.echo(json.dumps({"diagnostics": rows, "outputs": list(outputs), **more}, indent=2, ensure_ascii=False))


def decision_rows(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """`decisions` as JSON gives them."""
    return [
        {
            "view": item.view,
            "entry": item.entry,
            "decision": item.decision,
            "reason": item.reason,
            "file": item.mark.file if item.mark else None,
            "line": item.mark.line if item.mark else None,
        }
        for item in decisions
    ]


def shown_folder(folder: Path) -> str:
    """`folder` as people call it: from the current folder where it lies below it."""
    try:
        return os.path.relpath(folder) if folder.resolve().is_relative_to(Path.cwd()) else str(folder)
    except OSError:
        return str(folder)
