"""Loading: the files of one applicant, through sources and schema into records."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assembler.compose import Picture
from assembler.diagnostics import Diagnostic, Mark, error, has_errors, note, suggest, warning
from assembler.house import House, load_record
from assembler.records import value_mark
from assembler.schema.letters import NO_LETTERS, Letters
from assembler.schema.letters_references import check_letters_file, check_named_programs
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.references import check_profile, check_program, check_together
from assembler.schema.rules import PHOTO_MM, PhotoRules
from assembler.sources.assets import Asset, Original, read_asset
from assembler.sources.data import Source
from assembler.sources.forms import Form, read_form
from assembler.sources.lines import MAX_BYTES
from assembler.sources.text import read_bytes, shown
from assembler.statements.files import Written, read_statement

TEXTS = ("statement", "cover-letter")
"""Documents whose text a person writes, in `statements/`."""

LETTERS = "letters.yaml"
"""Where it is written how far each letter of recommendation is."""

_SHARED = "shared"
_BESIDE = (".comments", ".conflicts")
"""What the names of files in `statements/` end in that are lists for the writer."""


@dataclass(frozen=True)
class Applicant:
    """One applicant's files as records. `programs` holds those without errors, `broken` the ids of the others.

    The referees of a program are those who did not decline to write for it.

    `texts` are the sections that a person has written, by document and program; for no program (`""`), those that all
    share. `forms` are the request forms that letters name, by their path in the profile. `data` is the profile as it
    was read, and `program_data` each program: plain data in which every value knows its place. `photo` is the file of
    the photo, where a program shows one or takes one.
    """

    folder: Path
    profile: Profile
    programs: Mapping[str, Program]
    broken: tuple[str, ...]
    pictures: Mapping[str, Picture]
    texts: Mapping[tuple[str, str], Sequence[Written]] = field(default_factory=dict)
    letters: Letters = NO_LETTERS
    forms: Mapping[str, Form] = field(default_factory=dict)
    data: Any = None
    program_data: Mapping[str, Any] = field(default_factory=dict)
    photo: Original | None = None


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
    for path in sorted(folder.glob("letters.y*ml")):
        if path.name != LETTERS:
            hint = f"name it '{LETTERS}'"
            found.append(error("wrong-suffix", f"'{path.name}' is not read", Mark(shown(path), 1, 1), hint))
    for name, path in program_files(folder).items():
        if name in ("referees", _SHARED):
            hint = "give it another name"
            found.append(error("wrong-value", f"a program cannot be called '{name}'", Mark(shown(path), 1, 1), hint))
    return found


def load_applicant(folder: Path, house: House | None = None) -> tuple[Applicant | None, list[Diagnostic]]:
    """Read the applicant in `folder`. None where the profile itself has errors; a bad program stops no other.

    The themes and conventions that can be named are those of `house`; without one, any theme can, and no convention.
    """
    profile, source, found = load_record(folder / "profile.yaml", Profile)
    if profile is not None and source is not None:
        found += [*check_profile(profile, source.data), *_check_theme(profile, source, house.themes if house else ())]
        found += check_named_programs(profile, source.data, program_files(folder))
    written, listed, more = load_letters(folder)
    found += more
    programs: dict[str, Program] = {}
    program_data: dict[str, Any] = {}
    found += _misnamed(folder)
    broken: list[str] = []
    for name, path in program_files(folder).items():
        program, program_source, more = load_record(path, Program, house.presets if house else None)
        # What is wrong in a convention is said once, however many programs name it.
        more = [item for item in more if item not in found]
        if twin := next((other for other in (*programs, *broken) if other.casefold() == name.casefold()), None):
            message = f"'{name}' and '{twin}' are one program where capitals do not count"
            more.append(error("duplicate-id", message, Mark(shown(path), 1, 1), "rename one of the two files"))
        if program is not None and program_source is not None and profile is not None:
            more += check_program(program, program_source.data, profile, written.declined(name))
            more += _check_theme(program, program_source, house.themes if house else ())
        found += more
        if program is None or program_source is None or has_errors(more):
            broken.append(name)
        else:
            programs[name] = program
            program_data[name] = program_source.data
    if not programs and not broken and profile is not None:
        mark = getattr(source.data, "mark", None) if source else None
        hint = f"put one file for each into {shown(folder / 'programs')}/; 'assembler new' makes examples"
        found.append(warning("no-programs", "there is no program to apply to", mark, hint))
    if profile is None or source is None or has_errors(item for item in found if _in_profile(item, folder)):
        return None, found
    if not broken:
        found += check_together(profile, programs)
    asset, more = _photo(folder, profile, programs, source)
    texts, told = load_texts(folder, [*programs, *broken])
    letters, said = check_letters_file(written, listed, profile, programs, broken)
    forms, unread = _forms(folder, written, listed)
    programs = {name: program.without_referees(letters.declined(name)) for name, program in programs.items()}
    applicant = Applicant(
        folder,
        profile,
        programs,
        tuple(broken),
        _pictures(profile, asset),
        texts,
        letters,
        forms,
        source.data,
        program_data,
        asset.original if asset else None,
    )
    return applicant, [*found, *more, *told, *said, *unread]


def load_letters(folder: Path) -> tuple[Letters, Any, list[Diagnostic]]:
    """The letters that the applicant in `folder` lists, and the data that they were read from, if there is any.

    None where there is no list, and where it has errors.
    """
    path = folder / LETTERS
    if not os.path.lexists(path):
        return NO_LETTERS, None, []
    letters, source, found = load_record(path, Letters)
    return (NO_LETTERS, None, found) if letters is None or source is None else (letters, source.data, found)


def _forms(folder: Path, letters: Letters, data: Any) -> tuple[dict[str, Form], list[Diagnostic]]:
    """The request forms that `letters` name, which were read from `data`."""
    forms: dict[str, Form] = {}
    found = []
    for at, letter in enumerate(letters.letters):
        if letter.form and letter.form not in forms:
            mark = value_mark(data, ("letters", at, "form"))
            file = (folder / letter.form).resolve()
            if not file.is_relative_to((folder / "assets").resolve()):
                hint = "put the file under assets/ and name it from there, as in 'form: assets/forms/eras.pdf'"
                message = f"'{letter.form}' lies outside the profile's assets folder"
                found.append(error("asset-refused", message, mark, hint))
                continue
            form, more = read_form(file, mark)
            found += more
            if form:
                forms[letter.form] = form
    return forms, found


def statement_file(folder: Path, document: str, program: str) -> Path:
    """Where the text of `document`, one of `TEXTS`, for one program is written: `statements/harbour.md`."""
    kind = "" if document == TEXTS[0] else f".{document}"
    return folder / "statements" / f"{program}{kind}.md"


def statement_files(folder: Path) -> list[Path]:
    """All texts that a person writes, lists for the writer aside."""
    files = sorted(path for path in (folder / "statements").glob("*.md") if path.is_file())
    return [path for path in files if not path.stem.endswith(_BESIDE)]


def text_of(folder: Path, document: str, program: str) -> tuple[Sequence[Written], list[Diagnostic]]:
    """What is written of `document` for one program: its own sections over those that all programs share."""
    shared, found = _sections(statement_file(folder, document, _SHARED))
    own, more = _sections(statement_file(folder, document, program))
    return _over(shared, own), [*found, *more]


def load_texts(
    folder: Path, programs: Collection[str]
) -> tuple[dict[tuple[str, str], Sequence[Written]], list[Diagnostic]]:
    """What is written for each document and program: its own sections over those that all programs share.

    What is shared is there once more, for no program (`""`).
    """
    texts: dict[tuple[str, str], Sequence[Written]] = {}
    found: list[Diagnostic] = []
    for document in TEXTS:
        shared, more = _sections(statement_file(folder, document, _SHARED))
        texts[document, ""] = shared
        found += more
        for name in programs:
            own, more = _sections(statement_file(folder, document, name))
            found += more
            texts[document, name] = _over(shared, own)
    known = {statement_file(folder, document, name).name for document in TEXTS for name in (*programs, _SHARED)}
    for path in statement_files(folder):
        if path.name not in known:
            hint = suggest(path.name, known) or f"name it '{_SHARED}.md', or as a file in programs/ is named"
            message = f"'{path.name}' is the text of no program"
            found.append(warning("statement-without-program", message, Mark(shown(path), 1, 1), hint))
    return texts, [*found, *_open_comments(folder)]


def _open_comments(folder: Path) -> Iterator[Diagnostic]:
    """What readers remarked on a text, while the list of it is still there."""
    for path in sorted((folder / "statements").glob("*.comments.md")):
        content = read_bytes(path, MAX_BYTES)
        lines = content.decode("utf-8", "replace").splitlines() if isinstance(content, bytes) else []
        places = [number for number, line in enumerate(lines, 1) if line.startswith("- **")]
        if places:
            remarks = f"{len(places)} remarks of readers are" if len(places) > 1 else "1 remark of readers is"
            hint = "delete each once it is worked into the text, or left out on purpose"
            yield note("comments-open", f"{remarks} listed here", Mark(shown(path), places[0], 1), hint)


def _over(shared: Sequence[Written], own: Sequence[Written]) -> Sequence[Written]:
    return tuple({one.id: one for one in (*shared, *own)}.values())


def _sections(path: Path) -> tuple[Sequence[Written], list[Diagnostic]]:
    if not os.path.lexists(path):
        return (), []
    statement, found = read_statement(path)
    return statement.sections if statement else (), found


def _check_theme(record: Profile | Program, source: Source, themes: Collection[str]) -> list[Diagnostic]:
    """The theme that is named exists."""
    if record.theme is None or not themes or record.theme in themes:
        return []
    hint = suggest(record.theme, themes) or f"the themes are: {', '.join(sorted(themes))}"
    return [error("unknown-theme", f"there is no theme '{record.theme}'", value_mark(source.data, ("theme",)), hint)]


def _in_profile(found: Diagnostic, folder: Path) -> bool:
    return found.mark is not None and found.mark.file == shown(folder / "profile.yaml")


def _photo(
    folder: Path, profile: Profile, programs: Mapping[str, Program], source: Source
) -> tuple[Asset | None, list[Diagnostic]]:
    """The photo, where a program shows one or takes it as a file."""
    name = profile.personal.photo
    wanted = any(program.cv.photo != "no" or program.files.photo != PhotoRules() for program in programs.values())
    if name is None or not wanted:
        return None, []
    mark = value_mark(source.data, ("personal", "photo"))
    path = (folder / name).resolve()
    # What a build reads lies in known places, so that a changed photo is noticed.
    if not path.is_relative_to((folder / "assets").resolve()):
        hint = "put the file under assets/ and name it from there, as in 'photo: assets/photo.jpg'"
        return None, [error("asset-refused", f"'{name}' lies outside the profile's assets folder", mark, hint)]
    return read_asset(path, mark)


def _pictures(profile: Profile, asset: Asset | None) -> dict[str, Picture]:
    """The photo as documents show it, by its path in the profile."""
    if asset is None or profile.personal.photo is None:
        return {}
    scale = min(PHOTO_MM[0] / asset.width, PHOTO_MM[1] / asset.height)
    size = (round(asset.width * scale, 2), round(asset.height * scale, 2))
    return {profile.personal.photo: Picture(asset.data, *size)}
