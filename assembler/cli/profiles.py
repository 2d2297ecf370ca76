"""From the words on the command line to the folders of profiles and the programs in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assembler import resources
from assembler.diagnostics import Diagnostic, error, suggest

PROFILES = Path("profiles")


def folders(names: Sequence[str]) -> tuple[list[Path], list[Diagnostic]]:
    """The folders that `names` mean: paths, names under ./profiles, or samples that ship with the tool.

    Without names: every profile under ./profiles, the samples only where there is nothing else.
    """
    if not names:
        return _all()
    chosen, found = [], []
    for name in names:
        folder = _folder(name)
        if folder is None:
            known = [path.name for path in (*_below(PROFILES), *_below(resources.samples()))]
            hint = suggest(name, known) or "'assembler new NAME' makes one"
            found.append(error("unknown-profile", f"there is no profile '{name}'", None, hint))
        elif folder not in chosen:
            chosen.append(folder)
    return chosen, [*found, *_of_one_name(chosen)]


def _of_one_name(chosen: Sequence[Path]) -> list[Diagnostic]:
    """An error for folders of one name: what is made of them would lie in one folder, two people's papers mixed."""
    first: dict[str, Path] = {}
    found = []
    for folder in chosen:
        name = folder.resolve().name.casefold()
        if first.setdefault(name, folder).resolve() != folder.resolve():
            message = f"'{first[name]}' and '{folder}' have one name, and would be built into one folder"
            found.append(error("usage", message, None, "build them one at a time, with another --output for each"))
    return found


def _folder(name: str) -> Path | None:
    for path in (Path(name), PROFILES / name):
        if path.name == "profile.yaml" and path.is_file():
            return path.parent
        if (path / "profile.yaml").exists():
            return path
    shipped = resources.samples() / name
    return shipped if name.startswith("sample-") and (shipped / "profile.yaml").is_file() else None


def _below(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/profile.yaml"))


def _all() -> tuple[list[Path], list[Diagnostic]]:
    found = _below(PROFILES)
    own = [path for path in found if not path.name.startswith("sample-")]
    if own or found:
        return own or found, []
    message = "there is no profile under ./profiles"
    return [], [error("unknown-profile", message, None, "'assembler new NAME' makes one; or name one of yours")]


def unknown_programs(chosen: Sequence[Path], programs: Sequence[str]) -> list[Diagnostic]:
    """An error for each of `programs` that none of the `chosen` profiles has."""
    known = sorted({path.stem for folder in chosen for path in (folder / "programs").glob("*.yaml")})
    hint = f"the programs are: {', '.join(known)}" if known else "there are no program files"
    return [
        error("unknown-program", f"there is no program '{name}'", None, suggest(name, known) or hint)
        for name in programs
        if name not in known
    ]
