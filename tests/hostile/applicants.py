"""Applicants whose every text field holds hostile strings: the records of the schema, walked and written as YAML."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from zlib import crc32

from assembler.records import Record
from assembler.records.record import record_in
from assembler.schema import types
from assembler.schema.letters import Letters
from assembler.schema.profile import Code, Profile
from assembler.schema.program import Program, Zone
from assembler.schema.rules import DocumentName, SectionName
from tests.hostile.corpus import Hostile

FREE = {"line": types.Line, "rich": types.Rich, "note": types.Note}
"""Types of text in which anything may stand, but for what they refuse."""

BOUND = {
    "slug": types.Slug,
    "url": types.Url,
    "time": types.Time,
    "zone": Zone,
    "language": types.LanguageTag,
    "code": Code,
}
"""Types of text that have a form; a test of their own writes them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its key, the type of text it holds, the record within it, whether it is a list."""

    key: str
    kind: str | None
    record: type[Record] | None
    is_list: bool


@cache
def fields_of(model: type[Record]) -> tuple[Field, ...]:
    """The fields of `model` with what they hold; `kind` is None where that is no text."""
    found = []
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if name != "mark":
            hint = _without_none(hints[name])
            is_list = get_origin(hint) is tuple
            inner = get_args(hint)[0] if is_list else hint
            found.append(Field(info.alias or name, _kind(inner), record_in(inner), is_list))
    return tuple(found)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _kind(hint: Any) -> str | None:
    for name, known in {**FREE, **BOUND}.items():
        if hint == known:
            return name
    base = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    assert base is not str, f"a type of text that the hostile strings do not know: {hint}"
    return None


def paths(model: type[Record], above: str) -> Iterator[tuple[str, str]]:
    """Every text field below `model` as its path and its type: `profile.posts[].bullets[].text`, `rich`."""
    for each in fields_of(model):
        path = f"{above}.{each.key}{'[]' if each.is_list else ''}"
        if each.record is not None:
            yield from paths(each.record, path)
        elif each.kind is not None:
            yield path, each.kind


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a string was put: the field's path, its type, the line, and the entry it belongs to, if any."""

    path: str
    kind: str
    string: Hostile
    file: str
    line: int
    ref: str | None

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line."""
        return self.file, self.line


SECTIONS = get_args(SectionName)
_EVIDENCE = (
    "[experience, logbooks, training]",
    "[improvement, publications, projects]",
    "[grants, teaching, leadership]",
    "[presentations, awards, courses]",
    "[conferences, memberships, languages]",
    "[registration, certification, examinations]",
    "[posts, education, gaps]",
    "[interests, program.attractions]",
)
_SEEDS = (
    "[motivation.themes]",
    "[motivation.moments]",
    "[motivation.tested]",
    "[career_plan.short]",
    "[career_plan.long]",
    "[career_plan.contribution]",
)
_WITNESSED = (
    "training",
    "posts",
    "experience",
    "logbooks",
    "projects",
    "publications",
    "presentations",
    "grants",
    "improvement",
    "teaching",
    "leadership",
    "awards",
    "courses",
)
"""Sections of which a referee may have seen an entry."""

_PLAIN: Mapping[str, str] = {
    "schema": "1",
    "start": "2020-01",
    "end": "2021-01",
    "date": "2021-03",
    "checked": "2026-01-01",
    "available_from": "2027-01-01",
    "birth_date": "1990-01-01",
    "expires": "2030-01",
    "verified_on": "2021-02",
    "share_with": "[programs, referees]",
    "roles": "[direct-supervisor]",
    "consent": "yes",
    "solo": "3",
    "supervised": "2",
    "current_post": "posts-0",
    "limits": "[{unit: words, maximum: 600}]",
    "limit": "{unit: words, maximum: 80}",
    "native_language": "uk",
    "language": "en-GB",
    "paper": "a4",
    "url": "https://example.org/page",
    "registration_numbers": "yes",
    "scores": "yes",
    "nationality": "allowed",
    "competencies": "acgme",
}
"""What stands in fields that hold no hostile string, by their keys; others are left out."""

_AT: Mapping[str, str | None] = {
    "program.cv.contact": "[email, phone, city, address, links]",
    "program.deadline.date": "2027-03-01",
    "program.cv.birth_date": "allowed",
    "program.sources[].rule": "statement.limits",
    "program.cv.sections[].maximum": None,
    "program.letters.maximum": None,
    "program.letters.form[].roles": None,
    "program.refuses": None,
    "profile.ignore[].code": "cliche",
    "program.boxes[].limit": "{unit: words, maximum: 300}",
    "program.letters.roles": None,
    "program.start": "2027-07",
    "letters.letters[].referee": "referees-0",
    "letters.letters[].programs": "[harbour]",
    "letters.letters[].state": "agreed",
    "letters.letters[].agreed": "2026-11-01",
}
"""The same by the paths of fields whose key says too little."""

_IN_TURN: Mapping[str, Sequence[str]] = {
    "program.cv.sections[].section": SECTIONS,
    "program.statement.sections[].evidence": _EVIDENCE,
    "program.cover_letter.sections[].evidence": _EVIDENCE,
    "program.statement.sections[].seed": _SEEDS,
    "program.cover_letter.sections[].seed": _SEEDS,
    "program.language": ("en-GB", "en-US", "de-DE"),
    "program.theme": ("modern", "classic"),
}
"""The same where each entry, or each applicant, has another."""

NAMES = (
    "profile.theme",
    "program.theme",
    "program.convention",
    "program.portal",
    "profile.personal.photo",
    "profile.name.native_language",
    "program.texts[].field",
    "letters.letters[].form",
    "program.statement.sections[].evidence[]",
    "program.statement.sections[].seed[]",
    "program.cover_letter.sections[].evidence[]",
    "program.cover_letter.sections[].seed[]",
)
"""Fields of free text that must name something that is there."""

_COUNTS: Mapping[str, int] = {
    "program.cv.sections": len(SECTIONS),
    "program.statement.sections": len(_EVIDENCE),
    "program.cover_letter.sections": len(_EVIDENCE),
    "program.sources": 2,
    "profile.eligibility.visas": 1,
}
"""Lists that need so many items, or have a use for no more, whatever `entries` says."""

_AT_MOST = ("program.sources", "profile.eligibility.visas")

UNSHOWN = (
    "letters.letters[].notes[]",
    "profile.experience[].specialty",
    "profile.links[].label",
    "profile.name.published_as[]",
    "profile.notes[]",
    "profile.referees[].channel",
    "profile.referees[].notes[]",
    "program.attractions[].source",
    "program.director.email",
    "program.director.title",
    "program.notes[]",
    "profile.ignore[].at",
    "profile.ignore[].in",
    "profile.ignore[].reason",
    "program.apply",
    "program.boxes[].name",
    "program.cycles[].name",
    "program.files.forbidden",
    "program.sources[].rule",
    "program.sources[].season",
)
"""Fields of free text that no text of a document shows."""

BENIGN = "plain"


@dataclass
class Applicant:
    """Writes the files of one applicant: `entries` of each list, each text field with the next string of `strings`.

    `refused` are the places (file, line) whose strings give way to a plain word.
    """

    folder: Path
    strings: Sequence[Hostile]
    entries: int
    number: int = 0
    documents: Sequence[str] = get_args(DocumentName)
    refused: Collection[tuple[str, int]] = ()
    spots: list[Spot] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _file: str = ""

    def write(self) -> None:
        """Write all files anew."""
        self.spots.clear()
        self._write("profile", self.folder / "profile.yaml", Profile)
        self._write("program", self.folder / "programs" / "harbour.yaml", Program)
        self._write("letters", self.folder / "letters.yaml", Letters)

    def _write(self, name: str, path: Path, model: type[Record]) -> None:
        self._lines, self._file = [], str(path)
        self._record(model, name, 0, None, 0)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(("\n".join(self._lines) + "\n").encode())

    def _record(self, model: type[Record], path: str, indent: int, ref: str | None, number: int) -> None:
        for each in fields_of(model):
            inner = f"{path}.{each.key}"
            if each.record is not None and each.key not in _PLAIN:
                self._records(each, inner, indent, ref)
            elif each.is_list and self._takes(each, inner):
                if count := self._count(inner):
                    self._put(indent, f"{each.key}:")
                for position in range(count):
                    self._text(indent + 2, "- ", each, f"{inner}[]", position, ref)
            elif self._takes(each, inner):
                if not self._is_written(inner, number):
                    continue
                self._text(indent, f"{each.key}: ", each, inner, number, ref)
            elif (plain := self._plain(each, inner, number)) is not None:
                self._put(indent, f"{each.key}: {plain}")

    def _put(self, indent: int, line: str) -> None:
        self._lines.append(f"{'':{indent}}{line}")

    def _takes(self, each: Field, path: str) -> bool:
        if path in NAMES or f"{path}[]" in NAMES:
            return False
        return each.kind in FREE

    def _records(self, each: Field, path: str, indent: int, ref: str | None) -> None:
        assert each.record is not None
        if not each.is_list:
            self._put(indent, f"{each.key}:")
            before = len(self._lines)
            self._record(each.record, path, indent + 2, ref, 0)
            if len(self._lines) == before:
                self._lines.pop()
            return
        count = self._count(path)
        if count:
            self._put(indent, f"{each.key}:")
        for position in range(count):
            start = len(self._lines)
            section = path.partition(".")[2].removeprefix("program.")
            own = f"{section}/{_id(path, position, 0)}" if ref is None and path.startswith("profile.") else ref
            self._record(each.record, f"{path}[]", indent + 4, own, position)
            first = self._lines[start]
            self._lines[start] = f"{first[: indent + 2]}- {first[indent + 4 :]}"
        if path == "profile.referees[].witnessed" and self.entries:
            self._lines += [f"{'':{indent + 2}}- {section}-0" for section in _WITNESSED]

    def _count(self, path: str) -> int:
        """How many items the list at `path` has; without entries, an applicant is one post and one referee."""
        if path in ("profile.referees", "letters.letters"):
            return 1  # each more is a document more
        if not self.entries:
            return int(path == "profile.posts")
        if path in _COUNTS:
            return min(_COUNTS[path], self.entries) if path in _AT_MOST else max(_COUNTS[path], self.entries)
        if path == "profile.motivation.themes":
            return 2 * self.entries  # the later ones are reworded
        return min(self.entries, 2) if "[]" in path and path.endswith(("bullets", "rows", "authors")) else self.entries

    def _is_written(self, path: str, number: int) -> bool:
        """Of a paper's two numbers only one is printed, and a letter's own route in place of the program's."""
        even = (number + self.number) % 2 == 0
        turns = {
            "profile.publications[].doi": even,
            "profile.publications[].pmid": not even,
            "program.letters.route": even,
            "letters.letters[].route": not even,
            # It is quoted where a program asks letters to quote identifiers.
            "letters.letters[].letter_id": self.entries > 0,
        }
        return turns.get(path, True)

    def _text(self, indent: int, start: str, each: Field, path: str, position: int, ref: str | None) -> None:
        place = (self._file, len(self._lines) + 1)
        string = self._string(path, position)
        if string is None or place in self.refused:
            plain = self._plain(each, path, position) if string is None else None
            self._put(indent, f"{start}{plain or BENIGN}")
            return
        self._put(indent, start + string.written)
        self.spots.append(Spot(path, each.kind or "", string, *place, ref))

    def _string(self, path: str, position: int) -> Hostile | None:
        """The string at `path`; what is to be found by its name stands in both places."""
        if path in ("program.cv.identifiers[]", "program.letters.identifiers[]"):
            path = "profile.identifiers[].scheme"
        elif path == "profile.eligibility.visas[].country":
            path = "program.country"
        elif (
            (path == "program.sources[].rule" and position == 0)
            or (path == "program.sources[].source" and position)
            or (path == "profile.motivation.themes[].text" and position >= self.entries)
        ):
            return None
        start = crc32(path.encode()) + self.number * 13
        return self.strings[(start + position) % len(self.strings)]

    def _plain(self, each: Field, path: str, number: int) -> str | None:
        """What stands in a field that takes no hostile string; None where it is left out."""
        if each.key == "id" and "[]" in path:
            return _id(path.removesuffix("[].id"), number, len(self._lines))
        if (turns := _IN_TURN.get(path)) is not None:
            return turns[(number if "[]" in path else self.number) % len(turns)]
        if path == "program.referees":
            return f"[{', '.join(f'referees-{at}' for at in range(self._count('profile.referees')))}]"
        if path == "program.documents":
            return f"[{', '.join(self.documents)}]"
        if path == "program.texts[].entry":
            return f"motivation-themes-{self.entries + number}"
        return _AT[path] if path in _AT else _PLAIN.get(each.key)


def _id(path: str, number: int, line: int) -> str:
    """The id of an entry: by its number in a list at the top, by its line in a list within an entry."""
    name = path.partition(".")[2].replace("[]", "").replace(".", "-").replace("_", "-")
    return f"{name}-{line if '[]' in path else number}"
