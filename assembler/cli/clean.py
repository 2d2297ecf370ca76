"""`assembler clean`: away with what was made for programs and referees that are gone; never with what was edited."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from assembler import store
from assembler.cli.build import Report, chosen_or_wrong, finish, one_of, output_folder, today, wrong_usage
from assembler.cli.profiles import PROFILES, folders, root
from assembler.diagnostics import Diagnostic, error, note, suggest
from assembler.store.manifest import MANIFEST

if TYPE_CHECKING:
    from assembler.cleaning import Cleaned
    from assembler.store.clearing import LeftOver

_WHY = {
    "edited": "edited by a person, or of unknown origin",
    "frozen": "frozen",
    "open": "open in an editor",
    "linked": "a link",
    "protected": "write-protected",
    "stuck": "cannot be removed",
}
"""Why a file stays, in a few words."""


@click.command()
@click.argument("profiles", nargs=-1, metavar="[PROFILE]...")
@click.option("-n", "--dry-run", is_flag=True, help="List what would go and what stays, and remove nothing.")
@click.option("--gone", is_flag=True, help="PROFILE is gone itself: all that was made for it goes.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of what was made, where not output/.")
@click.option("--date", metavar="YYYY-MM-DD", help="Day on which a build would make the rest, instead of today.")
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print it.")
def command(
    profiles: tuple[str, ...],
    output: Path | None,
    date: str | None,
    message_format: str,
    **flags: bool,
) -> int:
    """Remove what was made for programs and referees that are gone.

    PROFILE is what it is for build. Only files that are as a build left them go, and folders that are empty then. What
    a person edited, froze, linked or put there stays, and so does all that a program with errors may ask for; what
    stays is named with what to do. What a build still makes stays too: 'make clean' is another thing, it removes what
    tools and tests leave in a checkout and nothing that was made for an applicant.

    With --message-format json the outputs are the files that nothing asks for any more: their "action" is removed,
    to-remove (with --dry-run) or kept, and "why" tells why they are kept.
    """
    top = output_folder(output)
    if output is not None and not output.is_dir():
        hint = "name the folder that was given to build"
        return wrong_usage([error("usage", f"there is no folder '{output}'", None, hint)], message_format)
    names = tuple(_meant(word, top) for word in profiles)
    again = f" -o {quote(str(output))}" if output else ""
    chosen, day, found = ([], None, _not_gone(names, top)) if flags["gone"] else chosen_or_wrong(names, (), date)
    if found and not flags["gone"] and (gone := [name for name in names if name in _gone(top)]):
        found = [
            error("unknown-profile", f"there is no profile '{name}'", None, _telling(name, again)) for name in gone
        ]
    if found:
        return wrong_usage(found, message_format)
    from assembler.cleaning import clean, clean_gone  # noqa: PLC0415 - loads the schema and the templates

    report, write = Report(), not flags["dry_run"]
    for name in names if flags["gone"] else ():
        _tell(report, name, top, clean_gone(top / name, write=write), write=write)
    for folder in chosen:
        name = folder.resolve().name
        _tell(report, name, top, clean(folder, top / name, day or today(), write=write), write=write)
    if not names:
        report.found += [
            note("output-left-over", f"'{top / name}' was made for a profile that is gone", None, _telling(name, again))
            for name in _gone(top)
        ]
    if message_format == "text":
        for row in report.outputs:
            why = f"  ({_WHY[row['why']]})" if row["why"] else ""
            click.echo(f"{_SAID[row['action']]:<7}  {row['path']}{why}")
    return finish(report, message_format)


_SAID = {"removed": "removed", "to-remove": "goes", "kept": "stays"}


def _tell(report: Report, name: str, top: Path, done: Cleaned, *, write: bool) -> None:
    rows = [_row(one, top / name) for one in done.files if one.standing not in ("absent", "twin")]
    kept = sum(row["action"] == "kept" for row in rows)
    gone = len(rows) - kept
    counted = f"{gone} file{'s' if gone > 1 else ''}" if gone else "nothing"
    what = f"{counted} {'removed' if write else 'to remove'}" + (f", {kept} kept" if kept else "")
    report.lines.append(f"{name}: {what}")
    report.found += done.found
    report.outputs += rows


def _row(one: LeftOver, made: Path) -> dict[str, Any]:
    row = one.row
    return {
        "path": (made / one.path).as_posix(),
        "document": row and row.document,
        "program": row and row.program,
        "referee": row and row.referee,
        "format": row and row.format,
        "draft": row and row.draft,
        "action": "kept" if one.stays else "to-remove" if one.standing == "ours" else "removed",
        "why": one.standing if one.stays else None,
    }


# Profiles that are gone --------------------------------------------------------------------------------


def _meant(word: str, top: Path) -> str:
    """The name of the applicant whose folder of what was made `word` is; any other word as it is."""
    folder = Path(word)
    within = folder.is_dir() and folder.resolve().parent == top.resolve()
    return folder.resolve().name if within and not (folder / "profile.yaml").exists() else word


def _gone(top: Path) -> list[str]:
    """The names under which something is recorded in `top` and of which there is no profile any more."""
    names = sorted(path.parent.name for path in top.glob(f"*/{MANIFEST}"))
    return [name for name in names if not _is_there(name) and store.read_manifest(top / name)[0].outputs]


def _is_there(name: str) -> bool:
    return os.path.lexists(root() / PROFILES / name) or not folders([name])[1]


def _telling(name: str, again: str) -> str:
    return f"'assembler clean {quote(name)} --gone{again}' removes what nobody edited there; add -n to see what"


def _not_gone(names: Sequence[str], top: Path) -> list[Diagnostic]:
    """The errors for those of `names` that mean no profile that is gone."""
    if not names:
        listed = ", ".join(_gone(top)) or "there are none"
        return [error("usage", "--gone takes the name of a profile that is gone", None, f"those in '{top}': {listed}")]
    found = []
    for name in names:
        if Path(name).name == name and (top / name / MANIFEST).is_file() and not _is_there(name):
            continue
        if _is_there(name):
            hint = f"'assembler clean {name}' removes what its programs do not ask for"
            found.append(error("usage", f"the profile '{name}' is there, and not gone", None, hint))
        else:
            gone = _gone(top)
            hint = suggest(name, gone) or f"those in '{top}': {', '.join(gone) or 'there are none'}"
            found.append(error("unknown-profile", f"nothing in '{top}' was made for '{name}'", None, hint))
    return found
