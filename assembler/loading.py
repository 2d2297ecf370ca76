"""Loading: the files of one applicant, and the house files, through sources and schema into records."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assembler import resources
from assembler.compose import Picture
from assembler.compose.words import catalogue
from assembler.diagnostics import Diagnostic, Mark, error, has_errors, suggest, warning
from assembler.records import Record, read, value_mark
from assembler.schema.conventions import Conventions
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.references import check_conventions, check_profile, check_program, check_together
from assembler.sources.assets import read_asset
from assembler.sources.data import MarkedMapping, Source, overlaid
from assembler.sources.text import shown
from assembler.sources.yaml import read_yaml
from assembler.theme import Theme, problems

R = TypeVar("R", bound=Record)

USUAL_THEME = "modern"

_PHOTO = (30.0, 40.0)
"""Width and height in millimetres that a photo is fitted into."""


@dataclass(frozen=True)
class House:
    """What is the same for every applicant: how documents look and what holds where a program says nothing."""

    folders: tuple[Path, ...]
    themes: Mapping[str, Theme]
    conventions: Conventions
    languages: Mapping[str, Any]

    @property
    def theme(self) -> Theme:
        """The theme of those who name none."""
        return self.themes[USUAL_THEME]


@dataclass(frozen=True)
class Applicant:
    """One applicant's files as records. `programs` holds those without errors, `broken` the ids of the others."""

    folder: Path
    profile: Profile
    programs: Mapping[str, Program]
    broken: tuple[str, ...]
    pictures: Mapping[str, Picture]


def load_house(folders: tuple[Path, ...]) -> tuple[House | None, list[Diagnostic]]:
    """The theme, the conventions and the words, each from the first of `folders` that has it."""
    themes, found = _themes(folders)
    conventions, source, more = _load(_first(folders, "conventions.yaml"), Conventions)
    found += more
    if conventions is not None and source is not None:
        found += check_conventions(conventions, source.data)
    words, more = read_yaml(_first(folders, "words.yaml"))
    found += more
    if words is not None and words.data.get("schema") != "1":
        found.append(_version(words, words.data.get("schema")))
    if words is not None and not more:
        found += _check_words(words, folders[-1] / "words.yaml")
    if USUAL_THEME not in themes or conventions is None or words is None or has_errors(found):
        return None, found
    return House(folders, themes, conventions, _languages(words)), found


def _languages(words: Source) -> dict[str, Any]:
    return {str(name): value for name, value in words.data.items() if name != "schema"}


def _check_words(words: Source, shipped: Path) -> list[Diagnostic]:
    """A user's own words have every language and every word of those that ship."""
    reference, _ = read_yaml(shipped) if words.path != shipped else (None, [])
    wanted, own = _languages(reference) if reference else {}, _languages(words)
    found = []
    for language in wanted:
        try:
            missing = _paths(catalogue(wanted, language)) - _paths(catalogue(own, language))
        except (AttributeError, KeyError, TypeError, RecursionError):
            missing = {language}
        mark = value_mark(words.data, (language,))
        hint = f"copy what is missing from {shown(shipped)}"
        found += [
            error("missing-key", f"'{language}' lacks the words '{name}'", mark, hint) for name in sorted(missing)
        ]
    return found


def _paths(words: Mapping[str, Any], above: str = "") -> set[str]:
    """The keys of `words`, such as `patterns.day`, at every depth."""
    paths: set[str] = set()
    for name, value in words.items():
        paths |= _paths(value, f"{above}{name}.") if isinstance(value, Mapping) else {above + name}
    return paths


def _first(folders: tuple[Path, ...], name: str) -> Path:
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)


def _themes(folders: tuple[Path, ...]) -> tuple[dict[str, Theme], list[Diagnostic]]:
    """Every theme by its file's name: what the file says over `theme.yaml`, a user's own files first."""
    base, found = read_yaml(_first(folders, "theme.yaml"))
    if base is None or has_errors(found):
        return {}, found
    # On its own first: what is wrong in it is then said once, and where it stands.
    whole, more = read(base.data, Theme)
    found += more
    if whole is None:
        return {}, found
    files = {path.stem: path for folder in reversed(folders) for path in sorted((folder / "themes").glob("*.yaml"))}
    themes = {}
    for name, path in files.items():
        source, more = read_yaml(path)
        found += more
        if source is None or has_errors(more):
            continue
        data = overlaid(base.data, source.data)
        theme, more = read(data, Theme)
        found += more
        if theme is not None:
            found += problems(theme, data, _faces())
            themes[name] = theme
    return themes, found


def _faces() -> frozenset[str]:
    """The bundled typefaces: `Liberation Serif` for `LiberationSerif-Regular.ttf`."""
    names = (path.stem.removesuffix("-Regular") for path in resources.fonts().glob("*-Regular.ttf"))
    return frozenset(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) for name in names)


def _load(path: Path, model: type[R]) -> tuple[R | None, Source | None, list[Diagnostic]]:
    source, found = read_yaml(path)
    if source is None or has_errors(found):
        return None, source, found
    version = source.data.get("schema")
    if "schema" not in source.data:
        # The other mistakes are told too, as if the line were there.
        whole = MarkedMapping(source.data.mark)
        whole.update(source.data, schema="1")
        _, more = read(whole, model)
        return None, source, [*found, _version(source, None), *more]
    if version != "1":
        return None, source, [*found, _version(source, version)]
    record, more = read(source.data, model)
    return record, source, [*found, *more]


def _version(source: Source, version: Any) -> Diagnostic:
    if version is None:
        mark = value_mark(source.data, ("schema",))
        return error("schema-version", "the file does not say which form it has", mark, "add a first line: schema: 1")
    mark = value_mark(source.data, ("schema",))
    return error("schema-version", f"this release reads schema 1, not '{version}'", mark, "write: schema: 1")


def program_files(folder: Path) -> dict[str, Path]:
    """The program files of the applicant in `folder`, by id, in the order of their names."""
    files = sorted((folder / "programs").glob("*.yaml"))
    return {path.stem: path for path in files if not path.name.startswith(".")}


def _misnamed(folder: Path) -> list[Diagnostic]:
    """Files that look like programs and are not read, and names that would mix one program's files with others'."""
    found = []
    for path in sorted((folder / "programs").glob("*.y*ml*")):
        if path.suffix != ".yaml" and not path.name.startswith((".", "~")):
            message = f"'{path.name}' is not read, since its name does not end in .yaml"
            hint = f"name it '{path.name.split('.')[0]}.yaml' if it is a program"
            found.append(error("wrong-suffix", message, Mark(shown(path), 1, 1), hint))
    for name, path in program_files(folder).items():
        if name == "referees":
            hint = "give it another name"
            found.append(error("wrong-value", "a program cannot be called 'referees'", Mark(shown(path), 1, 1), hint))
    return found


def load_applicant(folder: Path, themes: Collection[str] = ()) -> tuple[Applicant | None, list[Diagnostic]]:
    """Read the applicant in `folder`. None where the profile itself has errors; a bad program stops no other.

    `themes` are those that can be named; where it is empty, any can.
    """
    profile, source, found = _load(folder / "profile.yaml", Profile)
    if profile is not None and source is not None:
        found += [*check_profile(profile, source.data), *_check_theme(profile, source, themes)]
    programs: dict[str, Program] = {}
    found += _misnamed(folder)
    broken: list[str] = []
    for name, path in program_files(folder).items():
        program, program_source, more = _load(path, Program)
        if twin := next((other for other in (*programs, *broken) if other.casefold() == name.casefold()), None):
            message = f"'{name}' and '{twin}' are one program where capitals do not count"
            more.append(error("duplicate-id", message, Mark(shown(path), 1, 1), "rename one of the two files"))
        if program is not None and program_source is not None and profile is not None:
            more += check_program(program, program_source.data, profile)
            more += _check_theme(program, program_source, themes)
        found += more
        if program is None or has_errors(more):
            broken.append(name)
        else:
            programs[name] = program
    if not programs and not broken and profile is not None:
        mark = getattr(source.data, "mark", None) if source else None
        hint = f"put one file for each into {shown(folder / 'programs')}/; 'assembler new' makes examples"
        found.append(warning("no-programs", "there is no program to apply to", mark, hint))
    if profile is None or source is None or has_errors(item for item in found if _in_profile(item, folder)):
        return None, found
    if not broken:
        found += check_together(profile, programs)
    pictures, more = _pictures(folder, profile, programs, source)
    found += more
    return Applicant(folder, profile, programs, tuple(broken), pictures), found


def _check_theme(record: Profile | Program, source: Source, themes: Collection[str]) -> list[Diagnostic]:
    """The theme that is named exists."""
    if record.theme is None or not themes or record.theme in themes:
        return []
    hint = suggest(record.theme, themes) or f"the themes are: {', '.join(sorted(themes))}"
    return [error("unknown-theme", f"there is no theme '{record.theme}'", value_mark(source.data, ("theme",)), hint)]


def _in_profile(found: Diagnostic, folder: Path) -> bool:
    return found.mark is not None and found.mark.file == shown(folder / "profile.yaml")


def _pictures(
    folder: Path, profile: Profile, programs: Mapping[str, Program], source: Source
) -> tuple[dict[str, Picture], list[Diagnostic]]:
    """The photo, where a program shows one."""
    name = profile.personal.photo
    if name is None or all(program.cv.photo == "no" for program in programs.values()):
        return {}, []
    mark = value_mark(source.data, ("personal", "photo"))
    path = (folder / name).resolve()
    # What a build reads lies in known places, so that a changed photo is noticed.
    if not path.is_relative_to((folder / "assets").resolve()):
        hint = "put the file under assets/ and name it from there, as in 'photo: assets/photo.jpg'"
        return {}, [error("asset-refused", f"'{name}' lies outside the profile's assets folder", mark, hint)]
    asset, found = read_asset(path, mark)
    if asset is None:
        return {}, found
    scale = min(_PHOTO[0] / asset.width, _PHOTO[1] / asset.height)
    return {name: Picture(asset.data, round(asset.width * scale, 2), round(asset.height * scale, 2))}, found
