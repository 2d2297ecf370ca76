"""`assembler new`: a profile to start from, with two programs and the schemas by which an editor helps."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import wrong_usage
from assembler.cli.profiles import OUTPUT, PROFILES, root
from assembler.diagnostics import Diagnostic, error

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST = 60
_SAMPLE = "sample-"


@click.command()
@click.argument("name")
def command(name: str) -> int:
    """Make a profile to start from, in ./profiles/NAME.

    It has every section, explained, and two programs. Nothing that exists is overwritten.
    """
    folder = root() / PROFILES / name
    problem = _refused(name) or _taken(folder)
    if problem is not None:
        return wrong_usage([problem], "text")
    files = _files(folder)
    try:
        _write(folder, files)
    except OSError as failure:
        reason = (failure.strerror or str(failure)).lower()
        hint = "go to a folder in which you may write, and call it there"
        printing.diagnostics([error("output-unwritable", f"'{folder}' cannot be made: {reason}", None, hint)])
        return EXIT_ERRORS
    click.echo(_next_steps(name, folder, files), err=True)
    return 0


def _refused(name: str) -> Diagnostic | None:
    """Why `name` cannot be a profile's name: a plain folder name, and no sample's, since git tracks those."""
    if _NAME.fullmatch(name) and len(name) <= _LONGEST and not name.startswith(_SAMPLE):
        return None
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    close = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    while close.startswith(_SAMPLE):
        close = close.removeprefix(_SAMPLE)
    what = "is kept for samples" if name.startswith(_SAMPLE) else "cannot be the name of a profile"
    form = f"a name has small letters, digits and hyphens, at most {_LONGEST}, and does not begin with '{_SAMPLE}'"
    return error("usage", f"'{name}' {what}", None, f"did you mean '{close}'? {form}" if close else form)


def _taken(folder: Path) -> Diagnostic | None:
    if not os.path.lexists(folder):
        return None
    hint = "choose another name; what is there was left as it is"
    return error("usage", f"'{folder.as_posix()}' exists already", None, hint)


def _files(folder: Path) -> dict[str, bytes]:
    """What a new profile consists of, by path within `folder`. A user's own templates/new/ is taken as a whole."""
    from assembler.freshness import template_folders  # noqa: PLC0415 - as little as can be where the name is refused
    from assembler.schema import export  # noqa: PLC0415 - loads the schema

    starters = [path / "new" for path in template_folders(folder)]
    starter = next(path for path in starters if (path / "profile.yaml").is_file())
    files = {path.relative_to(starter).as_posix(): path.read_bytes() for path in sorted(starter.rglob("*.yaml"))}
    for kind in ("profile", "program", "letters"):
        files[f".schema/{export.file_name(kind)}"] = export.as_text(kind).encode()
    return files


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put all of `files` into `folder`, which does not exist yet, or make nothing at all. Raises OSError."""
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        for name, data in files.items():
            path = unfinished / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        unfinished.rename(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _next_steps(name: str, folder: Path, files: Mapping[str, bytes]) -> str:
    where, made = folder.as_posix(), (folder.parents[1] / OUTPUT / name).as_posix()
    programs = ", ".join(path for path in files if path.startswith("programs/"))
    return "\n".join(
        [
            f"made {where}: profile.yaml, {programs}",
            "What to do next:",
            f"  1. Open {where}/profile.yaml in a text editor: put your own facts in place of the examples.",
            f"  2. Do the same in {where}/programs/, one file for each program: copy, rename or delete them.",
            f"  3. Run 'assembler build {name}' as often as you like. What it makes is in {made}/.",
            f"  4. Run 'assembler letters {name}' to see whom to ask for a letter, and by when.",
        ]
    )
