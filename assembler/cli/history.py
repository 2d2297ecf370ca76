"""`assembler history`: what was kept of what people wrote; lists it, shows its text, brings it back."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import one_of, wrong_usage
from assembler.cli.profiles import OUTPUT, folders, root
from assembler.diagnostics import Diagnostic, error, suggest
from assembler.store import history
from assembler.store.atomic import RefusedError
from assembler.store.history import Kept

_ACTIONS = ("show", "restore")
_SETTLING = ("keep", "discard")
_NUMBER = 20
_ID = re.compile(r"[0-9a-f]{8}(-\d+)?", re.IGNORECASE)


@click.command()
@click.argument("words", nargs=-1, metavar="[PROFILE... | show ID | restore ID | keep FILE | discard FILE]")
@click.option("-P", "--profile", metavar="PROFILE", help="Whose ID; where none is given, whoever has it.")
@click.option("-n", "--number", type=click.IntRange(min=1), help=f"List so many; {_NUMBER} where none is given.")
@click.option("--to", type=click.Path(path_type=Path), help="File to restore to, instead of where it came from.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of what was made, where not output/.")
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print what was kept.")
def command(
    words: tuple[str, ...],
    profile: str | None,
    number: int | None,
    to: Path | None,
    output: Path | None,
    message_format: str,
) -> int:
    """List what was kept of your texts, show it, or bring it back.

    Whatever a person wrote is kept before something replaces it, in .history/ of the profile, and never deleted.
    PROFILE is what it is for build. Without a word: all that was kept, newest first, each with an ID.

    keep [PROFILE] FILE freezes a CV or a briefing that you edited in Word: builds leave the DOCX as it is, and make its
    PDF from it where LibreOffice is installed. discard [PROFILE] FILE has it made from the profile again. FILE is a
    path, or a document's name: cv/harbour. Without it, what is edited or frozen is listed.

    show ID prints the text of what was kept. restore ID puts the file back where it came from, or at --to; what lies
    there is kept first.

    With --message-format json: "history" {"profile", "id", "when", "origin", "reason", "sha256", "size", "file"}; for
    show "entry", which is one of these, and "text", null where it is none; for restore "entry", "to", "changed", and
    "replaced", which is the entry of what was there, or null. "file" is null where the kept file is gone. For keep and
    discard without FILE "documents" {"profile", "state", "since", "file"}, the state being edited or frozen.
    """
    action = words[0] if words and words[0] in (*_ACTIONS, *_SETTLING) else None
    given = {"--profile": profile, "--number": number, "--to": to, "--output": output}
    wrong = _misused(action, words, given)
    if wrong:
        return wrong_usage([wrong], message_format)
    if action in _SETTLING:
        from assembler.cli.settling import settled  # noqa: PLC0415 - loads the store

        return settled(action, words[1:], output, message_format)
    if action is None:
        return _list(words, number or _NUMBER, message_format)
    folder, kept, found = _holder(words[1], profile)
    if kept is None or folder is None:
        return wrong_usage(found, message_format)
    if action == "show":
        return _show(folder, kept, message_format)
    return _restore(folder, kept, to, message_format)


def _misused(action: str | None, words: Sequence[str], options: dict[str, Any]) -> Diagnostic | None:
    if action in _ACTIONS and len(words) != 2:
        return error("usage", f"'history {action}' takes one ID", None, "'assembler history' lists all IDs")
    belongs = {"--profile": _ACTIONS, "--number": (None,), "--to": ("restore",), "--output": _SETTLING}
    for name, value in options.items():
        if value is not None and action not in belongs[name]:
            hint = "name the profile without it" if name == "--profile" else f"leave '{name}' out"
            what = f"'history {action}'" if action else "listing"
            return error("usage", f"'{name}' is not for {what}", None, hint)
    return None


# List ------------------------------------------------------------------------------------------------


def _list(names: Sequence[str], number: int, message_format: str) -> int:
    chosen, found = folders(names)
    if found:
        return wrong_usage([_meant(item, names) for item in found], message_format)
    held: dict[Path, list[Kept]] = {}
    for folder in chosen:
        found += history.damage(folder)
        try:
            held[folder] = history.entries(folder)
        except OSError as failure:
            found.append(_unreadable(f"the history of {folder.resolve().name}", failure))
    if message_format == "json":
        rows = [_as_json(folder, kept) for folder, entries in held.items() for kept in entries[:number]]
        printing.object_of(found, [], history=rows)
    else:
        _print(held, number)
        printing.diagnostics(found)
    return EXIT_ERRORS if len(held) < len(chosen) else 0


def _meant(item: Diagnostic, words: Sequence[str]) -> Diagnostic:
    """The error for an unknown profile, with the hint for what may have been meant by an ID or a misspelt action."""
    if _ID.fullmatch(words[0]):
        return error("usage", item.message, None, f"write: assembler history show {words[0]}")
    if len(words) > 1 and (close := suggest(words[0], (*_ACTIONS, *_SETTLING))):
        return error("usage", f"'{words[0]}' is nothing that history can do", None, close)
    return item


def _print(held: dict[Path, list[Kept]], number: int) -> None:
    from assembler.cli.explaining import WIDTH, shortened  # noqa: PLC0415 - slow to load

    for folder, entries in held.items():
        name = folder.resolve().name
        if not entries:
            click.echo(f"nothing was kept yet for {name}", err=True)
            continue
        if len(held) > 1:
            click.echo(click.style(name, bold=True))
        width = max(len(kept.id) for kept in entries[:number])
        for kept in entries[:number]:
            start = f"{kept.id:<{width}}  {_local(kept.when)}  {_size(kept.size):>7}  "
            click.echo(start + shortened(printable(kept.reason), WIDTH - len(start)).rstrip())
            gone = " (gone)" if kept.path is None else ""
            click.echo(f"{'':{width}}  {_end(_what(folder, kept), WIDTH - width - 2 - len(gone))}{gone}")
        if len(entries) > number:
            click.echo(f"{len(entries) - number} older: '-n {len(entries)}' lists all", err=True)


def _what(folder: Path, kept: Kept) -> str:
    """Where what is kept came from, as people call it; the name of its file where that is unknown."""
    place = history.place_of(folder, kept)
    if place is not None:
        return printable(printing.shown_folder(place))
    return printable(kept.path.name) if kept.path else "unknown"


def _end(text: str, width: int) -> str:
    """The end of `text`, which is what tells files apart, in at most `width` columns."""
    from rich.cells import cell_len  # noqa: PLC0415 - slow to load

    while cell_len(text) > width:
        text = "…" + text[2:]
    return text


def _local(when: datetime.datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size} GB"


def printable(text: str) -> str:
    """`text` without what would steer a terminal or cannot be printed; line breaks and tabs stay."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _STEERS.fullmatch(letter) else letter for letter in text)


_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _as_json(folder: Path, kept: Kept) -> dict[str, Any]:
    return {
        "profile": folder.resolve().name,
        "id": kept.id,
        "when": kept.when.isoformat(),
        "origin": kept.origin,
        "reason": kept.reason,
        "sha256": kept.sha256,
        "size": kept.size,
        "file": None if kept.path is None else printing.shown_folder(kept.path),
    }


# Show and restore ------------------------------------------------------------------------------------


def _holder(kept_id: str, profile: str | None) -> tuple[Path | None, Kept | None, list[Diagnostic]]:
    """Whose history has the entry `kept_id`, and the entry; or what is wrong with the words of the call."""
    chosen, found = folders([profile] if profile else [])
    if found:
        return None, None, found
    held: list[tuple[Path, Kept]] = []
    for folder in chosen:
        try:
            held += [(folder, kept) for kept in history.entries(folder)]
        except OSError as failure:
            found.append(_unreadable(f"the history of {folder.resolve().name}", failure))
    having = [(folder, kept) for folder, kept in held if kept.id == kept_id.lower()]
    if len(having) == 1:
        return *having[0], []
    names = ", ".join(folder.resolve().name for folder, _ in having)
    if having:
        message = f"several profiles have kept '{kept_id}'"
        return None, None, [error("usage", message, None, f"name one with --profile: {names}")]
    hint = suggest(kept_id, [kept.id for _, kept in held]) or "'assembler history' lists all IDs"
    return None, None, [*found, error("usage", f"nothing was kept under the ID '{kept_id}'", None, hint)]


def _show(folder: Path, kept: Kept, message_format: str) -> int:
    from assembler.cli.texts import text_of  # noqa: PLC0415 - loads lxml

    try:
        text = text_of(history.read(folder, kept.id))
    except OSError as failure:
        return _failed(_unreadable(f"what is kept as '{kept.id}'", failure), message_format)
    if message_format == "json":
        printing.object_of([], [], entry=_as_json(folder, kept), text=text)
        return 0
    click.echo(f"{_what(folder, kept)}, kept on {_local(kept.when)}: {printable(kept.reason)}", err=True)
    if text is None:
        click.echo(f"it is no text; '{_restoring(kept)}' puts it into a file, to be opened", err=True)
    else:
        click.echo(printable(text))
    return 0


def _restore(folder: Path, kept: Kept, to: Path | None, message_format: str) -> int:
    target = to or _place(folder, kept)
    if target is None:
        why = "came from outside the profile and output/" if kept.origin else "came from nobody knows where"
        hint = f"say where to put it: {_restoring(kept)}"
        return wrong_usage([error("usage", f"what is kept as '{kept.id}' {why}", None, hint)], message_format)
    try:
        history.read(folder, kept.id)
    except OSError as failure:
        return _failed(_unreadable(f"what is kept as '{kept.id}'", failure), message_format)
    try:
        done = history.restore(folder, kept.id, target, datetime.datetime.now(datetime.UTC))
    except OSError as failure:
        reason, mend = _why(failure)
        message = f"'{printing.shown_folder(target)}' cannot be written: {reason}; nothing was replaced"
        return _failed(error("output-unwritable", message, None, mend), message_format)
    if message_format == "json":
        replaced = None if done.replaced is None else _as_json(folder, done.replaced)
        more = {"to": str(target), "changed": done.changed, "replaced": replaced}
        printing.object_of([], [], entry=_as_json(folder, kept), **more)
        return 0
    shown = printable(printing.shown_folder(target))
    if not done.changed:
        click.echo(f"{shown} holds exactly that already: nothing was changed", err=True)
        return 0
    click.echo(f"restored {shown} as it was kept on {_local(kept.when)}", err=True)
    if done.replaced and done.replaced.path:
        where = printable(printing.shown_folder(done.replaced.path))
        click.echo(f"what was there is kept as {done.replaced.id}, in {where}", err=True)
    return 0


def _place(folder: Path, kept: Kept) -> Path | None:
    """Where what is kept came from, if that lies in the profile or its output, links on the way followed."""
    place = history.place_of(folder, kept)
    if place is None:
        return None
    real = Path(os.path.realpath(place.parent))
    own = [os.path.realpath(folder), os.path.realpath(root() / OUTPUT / folder.resolve().name)]
    return place if any(real.is_relative_to(each) for each in own) else None


def _restoring(kept: Kept) -> str:
    return f"assembler history restore {kept.id} --to FILE"


def _unreadable(what: str, failure: OSError) -> Diagnostic:
    reason, hint = _why(failure)
    return error("file-unreadable", f"{what} cannot be read: {reason}", None, hint)


def _why(failure: OSError) -> tuple[str, str | None]:
    """The reason and the hint of what failed."""
    if isinstance(failure, RefusedError):
        return failure.reason, failure.hint
    return (failure.strerror or str(failure)).lower(), None


def _failed(found: Diagnostic, message_format: str) -> int:
    wrong_usage([found], message_format)
    return EXIT_ERRORS
