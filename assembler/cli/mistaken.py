"""What may have been meant by words on the command line that mean nothing; loaded only then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from shlex import quote

import click

from assembler import resources
from assembler.cli.profiles import PROFILES, below, here
from assembler.diagnostics import Diagnostic, error, suggest

# Profiles --------------------------------------------------------------------------------------


def profiles(names: Sequence[str], unknown: Sequence[str], known: Path) -> list[Diagnostic]:
    """The errors for the `unknown` ones of `names`, which are looked for in the folder `known`."""
    shipped = (path.name for path in below(resources.samples()) if path.name.startswith("sample-"))
    there = [*(path.name for path in below(known)), *shipped]
    for words in (names, unknown):
        whole = next((name for name in there if _alike(name) == _alike(" ".join(words))), None)
        if whole and len(words) > 1:
            return [_no_profile(" ".join(words), f"did you mean '{whole}'?")]
    return [_unknown(name, there, known) for name in unknown]


def no_profiles(known: Path) -> list[Diagnostic]:
    """The error for a folder `known` without any profile."""
    misnamed = [hint for folder in sorted(known.glob("*")) if (hint := _misnamed(folder))]
    hint = f"you are in '{here()}'; 'assembler new NAME' makes one; or name one of yours"
    return [error("unknown-profile", f"there is no profile under {_shown(known)}", None, next(iter(misnamed), hint))]


def _unknown(name: str, there: Sequence[str], known: Path) -> Diagnostic:
    for path in (Path(name), known / name):
        if path.parent.name == "programs" and path.is_file() and (path.parents[1] / "profile.yaml").exists():
            command = click.get_current_context(silent=True)
            folder = Path(name).parents[1].as_posix()
            hint = f"assembler {command.info_name if command else 'build'} {quote(folder)} --program {quote(path.stem)}"
            return error("unknown-profile", f"'{name}' is a program file, not a profile", None, f"write: {hint}")
        if misnamed := _misnamed(path.parent if path.is_file() else path):
            return _no_profile(name, misnamed)
    where = f"profiles are looked for in {_shown(known)}; you are in '{here()}'"
    if Path(name).name == name and (resources.samples() / name / "profile.yaml").is_file():
        return _no_profile(name, f"{where}, and '{name}' is in '{resources.samples()}'")
    close = suggest(Path(name).name or name, [other for other in there if other != name])
    return _no_profile(name, close or f"{where}; 'assembler new NAME' makes one")


def _no_profile(name: str, hint: str) -> Diagnostic:
    return error("unknown-profile", f"there is no profile '{name}'", None, hint)


def _misnamed(folder: Path) -> str | None:
    """The hint where `folder` has a profile under a name that is not read, such as profile.yml."""
    if (folder / "profile.yaml").exists():
        return None
    named = (path for path in sorted(folder.glob("*")) if path.name.casefold().startswith("profile.y"))
    return next((f"the file must be called profile.yaml: rename '{path.as_posix()}'" for path in named), None)


def _shown(known: Path) -> str:
    return "./profiles" if known == PROFILES else known.as_posix()


def _alike(words: str) -> str:
    return re.sub(r"[\s_-]+", "-", words.strip()).casefold()


# Programs --------------------------------------------------------------------------------------

_TITLE = re.compile(r"^(?:short|institution|name):[ \t]*(.+?)[ \t]*(?:[ \t]#.*)?$", flags=re.MULTILINE)


def programs(unknown: Sequence[str], files: Sequence[Path]) -> list[Diagnostic]:
    """The errors for `unknown` programs, where there are those in `files`."""
    return [error("unknown-program", f"there is no program '{name}'", None, _program(name, files)) for name in unknown]


def _program(name: str, files: Sequence[Path]) -> str:
    ids = sorted({path.stem for path in files})
    stem = Path(name).name.removesuffix(".yaml")
    if alike := [each for each in ids if _alike(each) == _alike(stem)]:
        return _either(alike)
    titles = _titles(files)
    if titled := titles.get(_alike(name)):
        return f"{_either(titled)} A program is called by the name of its file"
    close = get_close_matches(_alike(name), titles, n=1, cutoff=0.8)
    return (
        suggest(stem, ids)
        or (f"{_either(titles[close[0]])} A program is called by the name of its file" if close else None)
        or (f"the programs are: {', '.join(ids)}" if ids else "there are no program files")
    )


def _titles(files: Iterable[Path]) -> Mapping[str, list[str]]:
    """Ids by what the program files say that programs, and where they are, are called."""
    titles: dict[str, list[str]] = {}
    for path in files:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for title in _TITLE.findall(text):
            ids = titles.setdefault(_alike(title.strip("\"'")), [])
            ids += [] if path.stem in ids else [path.stem]
    return titles


def _either(ids: Iterable[str]) -> str:
    named = " or ".join(f"'{each}'" for each in ids)
    return f"did you mean {named}?"


# Days ------------------------------------------------------------------------------------------


def day(text: str, today: str) -> str:
    """How to write the day that `text` may mean; `today` is an example."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - slow to load

    from assembler.schema.dates import PartialDate  # noqa: PLC0415

    try:
        TypeAdapter(PartialDate).validate_python(text)
    except ValidationError as failure:
        hint = str(failure.errors()[0]["ctx"]["hint"])
        # What the profile may leave open, a month or a day, is needed here.
        if re.search(r"\d-\d\d-\d\d|has \d+ days", hint) and "a year, a month" not in hint:
            return hint
    return f"write year, month and day, as in {today}"


# Options ---------------------------------------------------------------------------------------


def option(failure: click.NoSuchOption) -> str | None:
    """The hint for an option that the command does not have: another command's, or a close one."""
    name = failure.option_name
    owners = [f"'assembler {owner}'" for owner in _owners(name, failure.ctx)] if failure.ctx else []
    if owners:
        listed = " and ".join(filter(None, [", ".join(owners[:-1]), owners[-1]]))
        return f"'{name}' belongs to {listed}"
    return _either(failure.possibilities[:1]) if failure.possibilities else None


def _owners(name: str, context: click.Context) -> Iterator[str]:
    """The commands that have the option `name`."""
    top = context.find_root()
    if isinstance(top.command, click.Group):
        for each in top.command.list_commands(top):
            command = top.command.get_command(top, each)
            if command is not None and any(name in parameter.opts for parameter in command.params):
                yield each
