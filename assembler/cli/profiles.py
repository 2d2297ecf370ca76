"""From the words on the command line to the folders of profiles and the programs in them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from assembler import resources
from assembler.diagnostics import Diagnostic, error

PROFILES = Path("profiles")
OUTPUT = Path("output")


def root() -> Path:
    """The folder whose `profiles` is meant, seen from here: this one, or the nearest above that holds a profile."""
    if not PROFILES.is_dir():
        for above in here().parents:
            if below(above / PROFILES):
                return Path(os.path.relpath(above))
    return Path()


def here() -> Path:
    """The current folder in full; where it is gone, only itself."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def folders(names: Sequence[str]) -> tuple[list[Path], list[Diagnostic]]:
    """The folders that `names` mean: paths, names under `profiles`, or samples that ship with the tool.

    Without names: every profile there that is no sample; the samples only where there is nothing else.
    """
    known = root() / PROFILES
    if not names:
        return _all(known)
    chosen: dict[Path, Path] = {}
    unknown = []
    for name in names:
        folder = _folder(name, known)
        if folder is None:
            unknown.append(name)
        else:
            chosen.setdefault(folder.resolve(), folder)
    found = _of_one_name(list(chosen.values()))
    if unknown:
        from assembler.cli import mistaken  # noqa: PLC0415 - only needed for a mistake

        found = [*mistaken.profiles(names, unknown, known), *found]
    return list(chosen.values()), found


def _of_one_name(chosen: Sequence[Path]) -> list[Diagnostic]:
    """An error for folders of one name: what is made of them would lie in one folder, two people's papers mixed."""
    first: dict[str, Path] = {}
    found = []
    for folder in chosen:
        name = folder.resolve().name.casefold()
        if first.setdefault(name, folder) != folder:
            message = f"'{first[name]}' and '{folder}' have one name, and would be built into one folder"
            found.append(error("usage", message, None, "build them one at a time, with another --output for each"))
    return found


def _folder(name: str, known: Path) -> Path | None:
    for path in (Path(name), known / name):
        if path.name == "profile.yaml" and path.is_file():
            return path.parent
        if (path / "profile.yaml").exists():
            return path
    shipped = resources.samples() / name
    return shipped if name.startswith("sample-") and (shipped / "profile.yaml").is_file() else None


def below(folder: Path) -> list[Path]:
    """The profiles in `folder`, by name."""
    return sorted(path.parent for path in folder.glob("*/profile.yaml"))


def _all(known: Path) -> tuple[list[Path], list[Diagnostic]]:
    found = below(known)
    own = [path for path in found if not path.name.startswith("sample-")]
    if found:
        return own or found, []
    from assembler.cli import mistaken  # noqa: PLC0415 - only needed for a mistake

    return [], mistaken.no_profiles(known)


def unknown_programs(chosen: Sequence[Path], programs: Sequence[str]) -> list[Diagnostic]:
    """An error for each of `programs` that none of the `chosen` profiles has."""
    files = [path for folder in chosen for path in sorted((folder / "programs").glob("*.yaml"))]
    unknown = [name for name in programs if all(path.stem != name for path in files)]
    if not unknown:
        return []
    from assembler.cli import mistaken  # noqa: PLC0415 - only needed for a mistake

    return mistaken.programs(unknown, files)
