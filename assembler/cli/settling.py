"""`assembler history keep` and `history discard`: what becomes of a document that was edited in Word."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assembler import store
from assembler.cli import EXIT_USAGE, printing
from assembler.cli.build import DOCUMENTS, Report, finish, output_folder, today, wrong_usage
from assembler.cli.profiles import folders
from assembler.diagnostics import Diagnostic, error
from assembler.store.beside import is_docx
from assembler.store.frozen import frozen
from assembler.store.manifest import MANIFEST, family


def settled(action: str, words: Sequence[str], output: Path | None, message_format: str) -> int:
    """Do `action`, keep or discard, with the files and documents among `words`; the others name the profile."""
    files = [word for word in words if _is_file(word)]
    names = [word for word in words if word not in files]
    top = output_folder(output)
    chosen, found = folders(names or ([] if output else _owners(files)))
    if not found and len(chosen) > 1 and files:
        listed = ", ".join(folder.resolve().name for folder in chosen)
        found = [error("usage", "a file belongs to one profile", None, f"name one of: {listed}")]
    if found:
        return wrong_usage(found, message_format)
    if not files:
        return _list(action, chosen, top, message_format)
    folder = chosen[0]
    name = folder.resolve().name
    made = (
        top / name
        if output
        else next((home for file in files if (home := _home(file)) and home.name == name), top / name)
    )
    paths = [_within(made, file) for file in files]
    if strange := [path for path in paths if path.startswith("../")]:
        message = f"'{strange[0]}' does not lie in '{printing.shown_folder(made)}'"
        return wrong_usage([error("usage", message, None, _naming(action, folder, made))], message_format)
    from assembler.settling import settle  # noqa: PLC0415 - loads the schema and the templates

    now = datetime.datetime.now(datetime.UTC)
    report = Report(found=settle(folder, made, paths, today(), now, keep=action == "keep"))
    if any(item.code == "usage" for item in report.found):
        return wrong_usage(report.found, message_format)
    return finish(report, message_format)


def _is_file(word: str) -> bool:
    """Whether `word` means a document: a DOCX, or a name as in `cv/harbour`; all other words mean profiles."""
    return is_docx(word.casefold()) or (word.partition("/")[0] in DOCUMENTS and "/" in word)


def _home(file: str) -> Path | None:
    """The folder of what was made in which `file` lies."""
    above = Path(os.path.relpath(file)).parents if Path(file).exists() else ()
    return next((folder for folder in above if (folder / MANIFEST).is_file()), None)


def _owners(files: Sequence[str]) -> list[str]:
    """The names of the profiles whose output `files` lie in; none where they cannot be told from it."""
    homes = [home.resolve().name for file in files if (home := _home(file))]
    return [name for name in dict.fromkeys(homes) if not folders([name])[1]]


def _within(made: Path, file: str) -> str:
    """`file`, a path from here or from the folder `made` of what was made, as the latter; a document's name stays."""
    real, root = os.path.realpath(file), os.path.realpath(made)
    if Path(file).exists():
        return Path(os.path.relpath(real, root)).as_posix()
    return Path(os.path.normpath(file)).as_posix()


def _naming(action: str, folder: Path, made: Path) -> str:
    """How the documents that can be named are listed."""
    return f"'assembler history {action} {folder.resolve().name}' lists what can be named in '{made.parent}'"


# Without a file ----------------------------------------------------------------------------------------


def _list(action: str, chosen: Sequence[Path], top: Path, message_format: str) -> int:
    """List what is edited and what is frozen; which of it is meant must be said where there is something."""
    rows: list[dict[str, Any]] = []
    found: list[Diagnostic] = []
    for folder in chosen:
        made = top / folder.resolve().name
        told, damage = _states(folder, made)
        rows += told
        found += damage
    if rows:
        found.append(error("usage", f"'history {action}' takes a file", None, "name one of those listed"))
    if message_format == "json":
        printing.object_of(found, [], documents=rows)
    else:
        for row in rows:
            click.echo(f"{row['state']:<6}  {row['since'] or '':<10}  {row['file']}")
        if not rows:
            click.echo("no document was edited, and none is frozen", err=True)
        printing.diagnostics(found)
    return EXIT_USAGE if rows else 0


def _states(folder: Path, made: Path) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    """The documents of one profile that are edited or frozen."""
    kept, found = frozen(folder)
    manifest, damage = store.read_manifest(made)
    rows = [row for row in manifest.outputs if is_docx(row.path) and family(row.path) == row.path and not row.draft]
    edited = [row.path for row in rows if row.path not in kept and store.state(made, row.path, manifest) == "edited"]
    states: list[tuple[str, str | None, str]] = [("edited", None, path) for path in edited]
    states += [("frozen", one.since[:10], path) for path, one in sorted(kept.items())]
    name = folder.resolve().name
    return [
        {"profile": name, "state": state, "since": since, "file": (made / path).as_posix()}
        for state, since, path in states
    ], [*found, *damage]
