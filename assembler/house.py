"""The house: what is the same for every applicant, read from the first templates folder that has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from assembler import resources
from assembler.compose.words import catalogue
from assembler.diagnostics import Diagnostic, error, has_errors
from assembler.presets import FOLDERS, Presets, over
from assembler.records import Record, read, value_mark
from assembler.schema.conventions import Conventions
from assembler.schema.references import check_conventions
from assembler.sources.data import MarkedMapping, Source, overlaid
from assembler.sources.text import shown
from assembler.sources.yaml import read_yaml
from assembler.theme import Theme, problems

R = TypeVar("R", bound=Record)

USUAL_THEME = "modern"


@dataclass(frozen=True)
class House:
    """What is the same for every applicant: how documents look and what holds where a program says nothing.

    `presets` are what a program can name to be read over, as it stands in its file: by the key that names it
    (`portal`, `convention`), and then by its name.
    """

    folders: tuple[Path, ...]
    themes: Mapping[str, Theme]
    conventions: Conventions
    presets: Presets
    languages: Mapping[str, Any]

    @cached_property
    def own_templates(self) -> bool:
        """Whether templates or words of a person's own may be used: these may never end, or fill the memory."""
        own = (path for folder in self.folders[:-1] for path in (folder / "words.yaml", *folder.rglob("*.html")))
        return any(path.is_file() for path in own)

    @property
    def theme(self) -> Theme:
        """The theme of those who name none."""
        return self.themes[USUAL_THEME]


def load_house(folders: tuple[Path, ...]) -> tuple[House | None, list[Diagnostic]]:
    """The theme, the conventions and the words, each from the first of `folders` that has it."""
    themes, found = _themes(folders)
    conventions, source, more = load_record(_first(folders, "conventions.yaml"), Conventions)
    found += more
    if conventions is not None and source is not None:
        found += check_conventions(conventions, source.data)
    words, more = read_yaml(_first(folders, "words.yaml"))
    found += more
    if words is not None and words.data.get("schema") != "1":
        found.append(_version(words, words.data.get("schema")))
    if words is not None and not more:
        found += _check_words(words, folders[-1] / "words.yaml")
    presets, more = _presets(folders)
    found += more
    if USUAL_THEME not in themes or conventions is None or words is None or has_errors(found):
        return None, found
    return House(folders, themes, conventions, presets, _languages(words)), found


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
    themes = {}
    for name, path in _files(folders, "themes").items():
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


def _files(folders: tuple[Path, ...], within: str) -> dict[str, Path]:
    """The YAML files of the folder `within` each of `folders`, by name; of two with one name the first folder's."""
    return {path.stem: path for folder in reversed(folders) for path in sorted((folder / within).glob("*.yaml"))}


def _presets(folders: tuple[Path, ...]) -> tuple[Presets, list[Diagnostic]]:
    """The portals and conventions that programs can name. What they say is validated with the program that does."""
    presets: dict[str, dict[str, MarkedMapping]] = {}
    found = []
    for kind, within in FOLDERS.items():
        presets[kind] = {}
        for name, path in _files(folders, within).items():
            source, more = read_yaml(path)
            found += more
            if source is None or has_errors(more):
                continue
            if source.data.get("schema") != "1":
                found.append(_version(source, source.data.get("schema")))
            presets[kind][name] = source.data
    return presets, found


def _faces() -> frozenset[str]:
    """The bundled typefaces: `Liberation Serif` for `LiberationSerif-Regular.ttf`."""
    names = (path.stem.removesuffix("-Regular") for path in resources.fonts().glob("*-Regular.ttf"))
    return frozenset(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) for name in names)


def load_record(
    path: Path, model: type[R], presets: Presets | None = None
) -> tuple[R | None, Source | None, list[Diagnostic]]:
    """The file at `path` as a record, over those of `presets` that it names, and the data that it was read from."""
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
    data, more = over(source.data, presets)
    record, problems_in_it = read(data, model)
    return record, replace(source, data=data), [*found, *more, *problems_in_it]


def _version(source: Source, version: Any) -> Diagnostic:
    if version is None:
        mark = value_mark(source.data, ("schema",))
        return error("schema-version", "the file does not say which form it has", mark, "add a first line: schema: 1")
    mark = value_mark(source.data, ("schema",))
    return error("schema-version", f"this release reads schema 1, not '{version}'", mark, "write: schema: 1")
