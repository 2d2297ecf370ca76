"""Whose a file in the output folder is, told from the manifest; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal

from assembler.diagnostics import Diagnostic
from assembler.store.atomic import UNPROVEN, digest, sha256
from assembler.store.base import regular_bytes
from assembler.store.beside import is_docx, left_alone, siblings
from assembler.store.manifest import Manifest, Recorded, family


def state(folder: Path, path: str, manifest: Manifest) -> Literal["absent", "ours", "edited"]:
    """Whose the file at `path` in `folder` is. What cannot be proven ours counts as edited, links and folders too."""
    have = _look(folder / path)
    if have is None:
        return "absent"
    return "ours" if have in manifest.known(path) else "edited"


def current(folder: Path, path: str, fingerprint: str, manifest: Manifest) -> bool:
    """Whether the output at `path` with this `fingerprint` is on disk, so that it need not be made again.

    Where a person edited it, they began from this very version, or the new version beside it counts.
    """
    whose = state(folder, path, manifest)
    held = [row for row in rows(manifest, path) if row.fingerprint == fingerprint]
    if whose == "edited" and is_docx(path) and any(row.path == path for row in held):
        return _look(folder / path) != UNPROVEN
    return whose != "absent" and any(
        (row.path == path) == (whose == "ours") and _look(folder / row.path) == row.sha256 for row in held
    )


def rows(manifest: Manifest, path: str) -> list[Recorded]:
    """What the manifest holds of the output at `path`: its own record first, then those of new versions beside it."""
    return sorted(manifest.versions(path), key=lambda row: row.path != path)


def edited(folder: Path, manifest: Manifest, profile: Path | None = None) -> list[Diagnostic]:
    """The warnings for every DOCX of the manifest that a person edited, for a build that finds nothing to write.

    `profile` is the folder of the applicant, to name commands.
    """
    paths = {row.path for row in manifest.outputs}
    names = sorted({family(path) for path in paths if is_docx(path)})
    return [found for name in names for found in edited_at(folder, name, manifest, paths, profile)]


def edited_at(
    folder: Path, path: str, manifest: Manifest, paths: Collection[str], profile: Path | None = None
) -> list[Diagnostic]:
    """The warnings for the DOCX at `path` and those beside it; `paths` are those of all outputs."""
    found = []
    if is_docx(path) and state(folder, path, manifest) == "edited":
        beside = (row.path for row in rows(manifest, path) if row.path != path)
        ours = (each for each in beside if state(folder, each, manifest) == "ours")
        found.append(left_alone(folder, path, paths, next(ours, None), ours=False, profile=profile))
    others = [each for each in siblings(folder, path) if state(folder, each, manifest) == "edited"]
    return found + [left_alone(folder, each, paths, None, ours=False) for each in others]


def held(folder: Path, path: str) -> bytes | None:
    """What the file at `path` in `folder` holds; None where there is none that can be read."""
    try:
        return regular_bytes(folder / path)
    except OSError:
        return None


def recorded(folder: Path, row: Recorded) -> bytes | None:
    """The output in `folder` as it stands in `row` of the manifest; None where the file is not that any more."""
    data = held(folder, row.path)
    return data if data is not None and sha256(data) == row.sha256 else None


def _look(path: Path) -> str | None:
    try:
        return digest(path)
    except OSError:
        return UNPROVEN


def stale(manifest: Manifest, paths: Iterable[str]) -> list[Recorded]:
    """What the manifest holds that is not among `paths`, those of a whole build, nor stands beside one of them."""
    made = set(paths)
    return [row for row in manifest.outputs if family(row.path) not in made]
