"""Cleaning: outputs of programs, referees and names that are gone are removed, unless a person edited them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from assembler import store
from assembler.diagnostics import Diagnostic, Severity, warning
from assembler.loading import Applicant, program_files
from assembler.material import gather
from assembler.schema.dates import PartialDate
from assembler.sources.text import shown
from assembler.store import Manifest
from assembler.store.beside import command
from assembler.store.clearing import LeftOver, Standing, abandon, clear, is_recorded, left_over
from assembler.store.frozen import frozen


@dataclass(frozen=True)
class Cleaned:
    """What nothing asks for any more, by path, with what was done about each file, and what there is to say."""

    files: Sequence[LeftOver] = ()
    found: Sequence[Diagnostic] = ()


def clean(folder: Path, output: Path, today: datetime.date, *, write: bool = True) -> Cleaned:
    """Remove from `output` what a whole build of the applicant in `folder` on the day `today` would not make.

    Without `write` nothing is touched, and what would go stands as `ours`. Nothing is removed while it cannot be told
    what is asked for: of a program with errors all stays, and what is for referees; with any other error, everything.
    """
    return _held(output, lambda manifest: _of_profile(folder, output, today, manifest, write=write), write=write)


def clean_gone(output: Path, *, write: bool = True) -> Cleaned:
    """Remove from `output` all that is ours there, and the folder itself if nothing is left: its profile is gone."""

    def cleaned(manifest: Manifest) -> Cleaned:
        done = _cleared(output, manifest, left_over(output, manifest, ()), None, write=write)
        if write and not done.found:
            abandon(output)
        return done

    return _held(output, cleaned, write=write)


def _held(output: Path, cleaned: Callable[[Manifest], Cleaned], *, write: bool) -> Cleaned:
    """What is `cleaned` by the manifest of `output`, and under its lock, so that no build makes more meanwhile."""
    if not is_recorded(output):
        hint = "what a build makes from now on is known; delete by hand what is of no use"
        there = output.is_dir()
        return Cleaned(found=[_all_stays(output, "it has no manifest that tells what is ours", hint)] if there else [])
    with store.lock(output) if write else nullcontext() as refused:
        if refused:
            again = "wait until it is done, then clean again" if refused.code == "locked" else refused.hint
            return Cleaned(found=[replace(refused, hint=again)])
        manifest, found = store.read_manifest(output)
        if manifest.damaged:
            hint = "the next build writes a new one; what lies there from before is yours to delete"
            return Cleaned(found=[*found, _all_stays(output, "what is ours there cannot be told", hint)])
        done = cleaned(manifest)
    return replace(done, found=[*found, *done.found])


def _of_profile(folder: Path, output: Path, today: datetime.date, manifest: Manifest, *, write: bool) -> Cleaned:
    material, found = gather(folder, PartialDate.of(today))
    errors = [item for item in found if item.severity is Severity.ERROR]
    if material is None or not _only_of(material.applicant, errors):
        hint = "mend the errors, then clean again"
        return Cleaned(found=[*errors, _all_stays(output, "what is asked for cannot be told", hint)])
    applicant = material.applicant
    if not applicant.programs and not applicant.broken:
        hint = f"put the program files into {shown(folder / 'programs')}/, or delete what was made yourself"
        return Cleaned(found=[_all_stays(output, "the profile has no program, so that all would go", hint)])
    asked = {path for task in material.tasks for path in task.paths.values()}
    kept, damage = frozen(folder)
    files = left_over(output, manifest, asked, kept)
    files = [one for one in files if not _may_be_of(one, applicant.broken)]
    done = _cleared(output, manifest, files, folder, write=write)
    return replace(done, found=[*errors, *damage, *done.found, *_of_broken(output, applicant.broken)])


def _cleared(
    output: Path, manifest: Manifest, files: Sequence[LeftOver], folder: Path | None, *, write: bool
) -> Cleaned:
    """Remove those of `files` that are ours, and tell of those that stay; `folder` is None if the profile is gone."""
    found: list[Diagnostic] = []
    if write:
        files, found = clear(output, manifest, files)
    return Cleaned(files, [*found, *_staying(files, output, folder)])


def _only_of(applicant: Applicant, errors: Sequence[Diagnostic]) -> bool:
    """Whether all `errors` stand in programs that cannot be read for them."""
    paths = program_files(applicant.folder)
    files = {shown(paths[name]) for name in applicant.broken if name in paths}
    return all(item.mark is not None and item.mark.file in files for item in errors)


def _may_be_of(one: LeftOver, broken: Sequence[str]) -> bool:
    """Whether one of the `broken` programs may ask for `one`: what is for no single program may be of any."""
    return bool(broken) and (one.row is None or one.row.program is None or one.row.program in broken)


# What is said ------------------------------------------------------------------------------------------


def _all_stays(output: Path, reason: str, hint: str) -> Diagnostic:
    return warning("not-cleaned", f"nothing is removed from '{output}': {reason}", None, hint)


def _of_broken(output: Path, broken: Sequence[str]) -> list[Diagnostic]:
    if not broken:
        return []
    message = f"nothing for {', '.join(broken)}, and nothing for referees, is removed from '{output}'"
    hint = "what is asked for there cannot be told: mend the errors, then clean again"
    return [warning("not-cleaned", message, None, hint)]


_STAYS: Mapping[Standing, tuple[str, str]] = {
    "edited": (
        "edited by a person, or of unknown origin",
        "take over what you still need (of a draft: 'assembler pull PROFILE FILE --program NAME'), then move them away",
    ),
    "open": (
        "open in an editor",
        "close them, then clean again (if one is not open, delete the file '~$…' or '.~lock…' beside it)",
    ),
    "linked": ("links, or behind a link", "no command touches what you linked; remove the links yourself"),
    "protected": ("write-protected", "allow writing with 'chmod u+w', then clean again; or leave them"),
}
"""What is said of files that stay, and what to do about them."""


def _staying(files: Sequence[LeftOver], output: Path, folder: Path | None) -> list[Diagnostic]:
    found = []
    for standing, (what, hint) in _STAYS.items():
        if paths := [one.path for one in files if one.standing == standing]:
            found.append(_named(what, paths, output, hint))
    documents: dict[str, list[str]] = {}
    for one in files:
        if one.standing == "frozen":
            documents.setdefault(PurePosixPath(one.path).with_suffix(".docx").as_posix(), []).append(one.path)
    for document, paths in documents.items():
        hint = "move them away where you still need them"
        if folder is not None:
            hint = f"'{command('discard', folder, output / document)}' puts it into the history; then clean again"
        found.append(_named("frozen by a person, or made of what is", paths, output, hint))
    return found


def _named(what: str, paths: Sequence[str], output: Path, hint: str) -> Diagnostic:
    message = f"no longer asked for, and left as it is, since {what}; in {output}: {', '.join(paths)}"
    return warning("output-left-over", message, None, hint)
