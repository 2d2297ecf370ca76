"""Hostile strings in every text field: each is shown as it is, or refused at its line; nothing in it acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Severity, has_errors
from assembler.document import Field, walk
from assembler.loading import load_applicant
from assembler.schema.letters import Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.sources.text import shown
from assembler.writers import WRITERS
from tests.hostile.applicants import FREE, NAMES, UNSHOWN, Applicant, paths
from tests.hostile.corpus import PER_DOCUMENT, Hostile, batches, strings, value
from tests.hostile.reading import (
    Made,
    Settled,
    compose,
    expected,
    folded,
    parts,
    parts_of_docx,
    settle,
    stands_in,
    texts_by_ref,
    unit_of,
    units,
)
from tests.people import house

NUMBERS = range(len(batches()))
ENTRIES = -(-PER_DOCUMENT // len(NUMBERS))
"""Entries of each list of an applicant: over all batches, every field of a list gets at least fifty strings."""


def test_the_list_is_long_and_no_string_stands_twice() -> None:
    assert len({string.written for string in strings()}) == len(strings()) >= 450
    assert max(len(batch) for batch in batches()) <= PER_DOCUMENT


class _Words(Sequence[Hostile]):
    """So many words that no two fields get the same."""

    def __len__(self) -> int:
        return 1_000_003

    def __getitem__(self, number: Any) -> Any:
        return Hostile("", f"Word{number}end")


def test_every_text_field_is_written_and_shown_but_for_those_that_no_document_shows(tmp_path: Path) -> None:
    written, shown = set[str](), set[str]()
    for number in (0, 1):  # some fields take turns
        applicant = Applicant(tmp_path / str(number), _Words(), 2, number)
        assert settle(applicant) == Settled(applicant, [], [])
        written |= {spot.path for spot in applicant.spots}
        whole = units(compose(applicant)[0])[""]
        shown |= {spot.path for spot in applicant.spots if stands_in(expected(spot), whole)}
    known = [*paths(Profile, "profile"), *paths(Program, "program"), *paths(Letters, "letters")]
    assert written == {path for path, kind in known if kind in FREE} - set(NAMES)
    assert sorted(written - shown) == sorted(UNSHOWN)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_string_is_shown_in_all_formats_or_refused_at_its_line(number: int, tmp_path: Path) -> None:
    settled = settle(Applicant(tmp_path, batches()[number], ENTRIES, number))
    _is_sound(settled)
    made = _is_shown(settled)
    for one in made:
        _says_the_same(one)


def _is_sound(settled: Settled) -> None:
    assert not settled.astray, settled.astray[:5]
    for spot, found in settled.refused:
        assert found.hint, (spot, found)


def _is_shown(settled: Settled) -> list[Made]:
    made, found = compose(settled.applicant)
    assert not has_errors(found)
    shown = units(made)
    lost = [
        (spot.path, spot.string.written)
        for spot in settled.applicant.spots
        if spot.path not in UNSHOWN and not stands_in(expected(spot), unit_of(spot, shown))
    ]
    assert not lost, chr(10).join(map(str, lost))
    return made


def _says_the_same(made: Made) -> None:
    """The DOCX and the text hold what the Document holds, no more and no less."""
    theme = house().themes[made.task.theme]
    text, notes = parts(made.document)
    assert parts_of_docx(WRITERS["docx"].write(made.document, theme).data) == (text, notes), made.task.name
    pasted = folded(WRITERS["txt"].write(made.document, theme).data.decode())
    fields = [block for block in walk(made.document.blocks) if isinstance(block, Field)]
    wanted = tuple(block for field in fields for block in field.blocks) if fields else made.document.blocks
    for ref, part in texts_by_ref(wanted):
        assert ref.startswith("note:") or folded(part) in pasted, made.task.name
    for path in made.task.paths.values():
        assert re.fullmatch(r"[A-Za-z0-9/_-]+\.(?:pdf|docx|txt|eml|ics)", path)


@pytest.mark.parametrize("number", range(len(NUMBERS), PER_DOCUMENT))
def test_fields_that_an_applicant_has_once(number: int, tmp_path: Path) -> None:
    """The batches give each of them some strings, and this the rest of fifty."""
    texts = [string for batch in batches() for string in batch]
    settled = settle(Applicant(tmp_path, texts[number:], 0, number, ("cv", "statement", "cover-letter")))
    _is_sound(settled)
    _is_shown(settled)


PLACES = ("specialty: {}\n", "notes:\n  - {}\n", "interests:\n  - text: {}\n    id: a\n", "interests:\n  - {}\n")
"""A field, an item, a field of an item, and a text that stands for a record."""

BASE = "schema: 1\nname: {given: A}\ncontact: {email: a@example.org}\n"


@pytest.mark.parametrize("place", PLACES)
def test_what_yaml_does_not_read_as_a_text_is_refused_where_it_stands(place: str, tmp_path: Path) -> None:
    base = BASE + ("" if place.startswith("specialty") else "specialty: pain\n")
    before, _, after = place.partition("{}")
    line = f"{base}{before}".count("\n") + 1
    for string in strings():
        if value(string.written) is None:
            (tmp_path / "profile.yaml").write_bytes(f"{base}{before}{string.written}{after}".encode())
            _, found = load_applicant(tmp_path)
            errors = [item for item in found if item.severity is Severity.ERROR]
            assert errors, string
            assert all(item.mark and item.mark.line == line and item.hint for item in errors), (string, errors)


PROGRAM = (
    BASE.partition("name:")[0]
    + "name: P\ninstitution: I\nshort: S\ncity: C\ncountry: D\nlanguage: en-GB\npaper: a4\ncv: {photo: allowed}\n"
)
FORMS = (
    ("profile", "links:\n  - label: A\n    url: ", "interests:\n  - text: A\n    tags:\n      - "),
    ("profile", "theme: "),
    ("profile", "personal:\n  photo: "),
    ("program", "  time: ", "  zone: ", "url: ", "emphasis:\n  - ", "documents:\n  - ", "texts:\n  - entry: "),
    ("program", "theme: "),
    ("program", "convention: "),
    ("program", "statement:\n  sections:\n    - id: opening\n      evidence:\n        - "),
)
"""Fields that have a form or name something, by their files; only fields of one row are told at once."""

TAKEN = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*|https?://\S+")
"""What looks like an id, a tag or an address, and so may be taken for one."""


@pytest.mark.parametrize("number", range(10))
def test_fields_that_have_a_form_take_nothing_else(number: int, tmp_path: Path) -> None:
    texts = [string for batch in batches() for string in batch]
    for string in texts[number :: len(texts) // PER_DOCUMENT][: PER_DOCUMENT // 10 + 1]:
        for file, *fields in FORMS:
            _is_refused(string, file, fields, tmp_path)


def _is_refused(string: Hostile, file: str, fields: Sequence[str], folder: Path) -> None:
    texts = {"profile": f"{BASE}specialty: pain\n", "program": f"{PROGRAM}deadline:\n  date: 2027-03-01\n"}
    lines = []
    for field in fields:
        texts[file] += f"{field}{string.written}\n"
        lines.append(texts[file].count("\n"))
    paths = {"profile": folder / "profile.yaml", "program": folder / "programs" / "harbour.yaml"}
    paths["program"].parent.mkdir(exist_ok=True)
    for each, path in paths.items():
        path.write_bytes(texts[each].encode())
    _, found = load_applicant(folder, house())
    marks = [item.mark for item in found if item.severity is Severity.ERROR]
    assert all(mark and mark.line in lines and mark.file == shown(paths[file]) for mark in marks), (string, found)
    silent = set(lines) - {mark.line for mark in marks if mark}
    assert not silent or TAKEN.fullmatch(value(string.written) or ""), (string, file, silent)
