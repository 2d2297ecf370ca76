"""What stands beside an output: a new version where a person's DOCX stays, kept copies, editors' lock files."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from assembler.diagnostics import Diagnostic, warning
from assembler.store.atomic import ChangedMeanwhileError, digest, sha256, write_atomic
from assembler.store.manifest import family


def is_docx(path: str) -> bool:
    """Whether a person may have typed into the file at `path`."""
    return path.endswith(".docx")


def editor_lock(path: Path) -> Path | None:
    """The lock file by which an editor says that it has the file at `path` open, else None.

    Word puts `~$` before the name, in place of up to two of its characters; LibreOffice puts `.~lock.` and `#` around.
    """
    names = (f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return next((path.with_name(name) for name in names if os.path.lexists(path.with_name(name))), None)


def candidates(path: str) -> Iterator[str]:
    """Where a new version of the DOCX at `path` may go: `CV.new.docx`, `CV.new-2.docx` and so on."""
    whole = PurePosixPath(path)
    for number in count(1):
        yield whole.with_name(f"{whole.stem}.new{'' if number == 1 else f'-{number}'}.docx").as_posix()


def siblings(folder: Path, path: str) -> list[str]:
    """The new versions on disk beside the DOCX at `path`, relative to `folder`; empty for other files."""
    whole = PurePosixPath(path)
    if not is_docx(path):
        return []
    pattern = re.compile(re.escape(whole.stem) + r"\.new(-\d+)?\.docx")
    try:
        names = [entry.name for entry in (folder / whole.parent).iterdir()]
    except OSError:
        return []
    return sorted(whole.with_name(name).as_posix() for name in names if pattern.fullmatch(name))


def keep_copy(path: Path, expected: str) -> Path:
    """Copy what a person made of the file at `path` to `<stem>.kept-1.pdf`, or the next free number.

    A copy with the same content serves again. Raises ChangedMeanwhileError where the file is not the `expected` one,
    OSError where it cannot be copied.
    """
    data = path.read_bytes()
    if sha256(data) != expected:
        raise ChangedMeanwhileError(path)
    for number in count(1):
        copy = path.with_name(f"{path.stem}.kept-{number}{path.suffix}")
        there = digest(copy)
        if there == expected:
            break
        if there is None:
            write_atomic(copy, data, None)
            break
    return copy


def command(action: str, profile: Path, file: Path) -> str:
    """The command of `history` that does `action` to `file`, made of the applicant in the folder `profile`."""
    named = not profile.is_absolute() and profile.parent.name == "profiles"
    return f"assembler history {action} {_word(profile.name if named else str(profile))} {_word(str(file))}"


def _word(text: str) -> str:
    """`text` as a shell takes it for one word; in double quotes if it can, since commands stand in single ones."""
    if re.fullmatch(r"[\w./:+,@%-]+", text):
        return text
    return shlex.quote(text) if re.search(r'["$`\\!]', text) else f'"{text}"'


def left_alone(
    folder: Path,
    path: str,
    paths: Collection[str],
    beside: str | None,
    *,
    ours: bool,
    profile: Path | None = None,
) -> Diagnostic:
    """The warning that the DOCX at `path` was left as it is: it was edited, or (where `ours`) is open in an editor.

    `paths` are those of all outputs, to name the PDF of the same stem; `beside` is where the new version is, if any;
    `profile` is the folder of the applicant, to name commands.
    """
    whole = folder / path
    opened = editor_lock(whole) if ours else None
    parts = [f"'{whole}' {'is open in an editor' if ours else 'was edited by a person'} and is left as it is"]
    pdf = PurePosixPath(path).with_suffix(".pdf").as_posix()
    if pdf in paths:
        parts.append(f"'{PurePosixPath(pdf).name}' is made from the profile and no longer matches it")
    if beside is not None:
        parts.append(f"the new version is beside it as '{PurePosixPath(beside).name}'")
    if ours:
        stuck = f" (if it is not open, delete '{opened.name}')" if opened else ""
        hint = f"close it, then build again{stuck}"
    elif "/draft/" in path:
        more = "; take over from the new version what you want of it" if beside else ""
        hint = f"go on writing in it: no build overwrites or deletes it{more}"
    elif path not in paths or profile is None or family(path) != path:
        hint = "bring what was typed there into the profile, then move the file away; it is never deleted by a build"
    else:
        draft = PurePosixPath(path).parent.joinpath("draft", whole.name).as_posix()
        where = f"the draft, '{folder / draft}', where it belongs" if draft in paths else "the profile"
        hint = (
            f"bring what was typed there into {where}; or freeze it, so that its PDF is made from it:"
            f" '{command('keep', profile, whole)}'; or have it made anew: '{command('discard', profile, whole)}'"
        )
    return warning("edited-kept", "; ".join(parts), hint=hint)


def kept(path: Path, copy: Path) -> Diagnostic:
    """The warning that a person's file at `path` was copied before ours was written."""
    return warning(
        "edited-kept",
        f"'{path}' was changed by a person: that file is kept as '{copy.name}', and this build's takes its place",
        hint="move the kept file to a folder of your own, or delete it",
    )
