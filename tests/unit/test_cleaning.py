"""What `clean` removes of one applicant's outputs, what it leaves, and what it says of that."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assembler import store
from assembler.build import build
from assembler.cleaning import Cleaned, clean, clean_gone
from assembler.options import Options
from assembler.settling import settle
from assembler.store.atomic import sha256
from assembler.store.manifest import journal_text
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml

DAY = datetime.date(2026, 11, 24)
NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
EAST = "east/Corr_AdaBel_CV_East.docx"
WEST = "west/Corr_AdaBel_CV_West.docx"
DRAFT = "west/draft/Corr_AdaBel_Statement_West.docx"
BRIEFING = "referees/lim/Corr_AdaBel_Briefing_Lim.docx"


@dataclass
class Desk:
    """One applicant with two programs and a referee, whose DOCX are built."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "profiles" / "corr"

    @property
    def output(self) -> Path:
        return self.root / "output" / "corr"

    def ask(self, name: str, **changes: Any) -> None:
        more = {"short": name.title(), "letters": {"minimum": 1}, "referees": ["lim"]}
        path = self.folder / "programs" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(PROGRAM | more | changes), encoding="utf-8")

    def forget(self, name: str) -> None:
        (self.folder / "programs" / f"{name}.yaml").unlink()

    def build(self, **options: Any) -> list[str]:
        options = {"formats": ("docx",)} | options
        done = build(self.folder, self.output, Options(**options), DAY, lambda *_: None, NOW)
        return [item.code for item in done.diagnostics]

    def put(self, path: str, data: bytes, fingerprint: str = "f") -> None:
        """As a build of another day would."""
        form = path.rpartition(".")[2]
        made = store.Output(path, "cv", form, draft=False, data=data, fingerprint=fingerprint, date="2026-11-24")
        store.write_outputs(self.output, [made], store.read_manifest(self.output)[0], {})

    def clean(self, *, write: bool = True, today: datetime.date = DAY) -> Cleaned:
        return clean(self.folder, self.output, today, write=write)

    def is_clean(self) -> bool:
        done = self.clean()
        return not done.files and not done.found

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.output.rglob("*") if path.is_file() and path.name != ".lock")
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in found}

    def recorded(self) -> set[str]:
        return {row.path for row in store.read_manifest(self.output)[0].outputs}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root := tmp_path_factory.mktemp("built"))
        desk = Desk(Path())
        desk.ask("east")
        desk.ask("west")
        reached = {"email": "lim@example.org", "consent": "yes"}
        profile = as_yaml(PROFILE | {"referees": [REFEREE | reached]})
        (desk.folder / "profile.yaml").write_text(profile, encoding="utf-8")
        assert desk.build() == []
    return root


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Desk(Path())


def standings(done: Cleaned) -> dict[str, str]:
    return {one.path: one.standing for one in done.files}


def codes(done: Cleaned) -> list[str]:
    return [item.code for item in done.found]


# What goes ---------------------------------------------------------------------------------------------


def test_nothing_goes_of_what_a_build_makes(desk: Desk) -> None:
    before = desk.files()
    assert desk.is_clean()
    assert desk.files() == before


def test_of_a_program_that_is_gone_all_goes_with_its_folders(desk: Desk) -> None:
    desk.forget("west")
    before = desk.files()
    done = desk.clean()
    assert standings(done) == {WEST: "removed", DRAFT: "removed"}
    assert codes(done) == []
    assert not (desk.output / "west").exists()
    assert desk.files().keys() == before.keys() - {WEST, DRAFT}
    assert desk.recorded() == desk.files().keys() - {"manifest.json"}
    assert desk.is_clean()


def test_what_a_build_tells_to_clean_is_told_no_more(desk: Desk) -> None:
    desk.forget("west")
    assert desk.build(formats=()) == ["output-left-over"]
    assert set(standings(desk.clean()).values()) == {"removed"}
    assert desk.build(formats=()) == []
    assert desk.is_clean()


def test_without_writing_it_is_only_told(desk: Desk) -> None:
    desk.forget("west")
    (desk.output / ".lock").unlink()
    before = {path: path.lstat().st_mtime_ns for path in desk.root.rglob("*")}
    assert standings(desk.clean(write=False)) == {WEST: "ours", DRAFT: "ours"}
    assert {path: path.lstat().st_mtime_ns for path in desk.root.rglob("*")} == before


def test_what_a_renamed_program_was_called_goes(desk: Desk) -> None:
    programs = desk.folder / "programs"
    (programs / "west.yaml").rename(programs / "wild.yaml")
    (desk.output / DRAFT).write_bytes(b"typed in by a person")
    done = desk.clean()
    assert standings(done) == {WEST: "removed", DRAFT: "edited"}
    (found,) = done.found
    assert DRAFT in found.message
    assert "assembler pull" in str(found.hint)
    assert desk.files()[DRAFT] == b"typed in by a person"


def test_what_was_for_a_referee_goes_once_their_programs_have_closed(desk: Desk) -> None:
    assert standings(desk.clean(today=datetime.date(2027, 3, 2))) == {BRIEFING: "removed"}
    assert not (desk.output / "referees").exists()


def test_a_new_version_beside_a_file_that_was_edited_goes_and_the_file_stays(desk: Desk) -> None:
    (desk.output / WEST).write_bytes(b"typed in by a person")
    profile = desk.folder / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("ada@", "bel@"), encoding="utf-8")
    desk.build()
    beside = WEST.replace(".docx", ".new.docx")
    assert beside in desk.files()
    assert desk.is_clean(), "while the program asks for it, the new version is of use"
    desk.forget("west")
    assert standings(desk.clean()) == {WEST: "edited", beside: "removed", DRAFT: "removed"}
    assert desk.files()[WEST] == b"typed in by a person"


def test_a_record_of_what_is_gone_already_goes_too(desk: Desk) -> None:
    desk.forget("west")
    (desk.output / WEST).unlink()
    shutil.rmtree(desk.output / "west" / "draft")
    assert standings(desk.clean()) == {WEST: "absent", DRAFT: "absent"}
    assert not (desk.output / "west").exists()
    assert desk.recorded().isdisjoint({WEST, DRAFT})


def test_what_a_build_that_was_cut_short_wrote_goes(desk: Desk) -> None:
    for path in ("west/Cut.pdf", "west/Cut.docx", "../Outside.pdf"):
        (desk.output / path).write_bytes(b"cut")
    hashes = frozenset({sha256(b"cut")})
    text = journal_text(dict.fromkeys(("west/Cut.pdf", "west/Cut.docx", "../Outside.pdf", "east/Other.pdf"), hashes))
    (desk.output / ".pending.json").write_text(text, encoding="utf-8")
    done = desk.clean()
    assert standings(done) == {"east/Other.pdf": "absent", "west/Cut.pdf": "removed"}
    assert "west/Cut.docx" in desk.files(), "the journal knows DOCX that a person typed into as well"
    assert (desk.output / "../Outside.pdf").exists()


# What stays --------------------------------------------------------------------------------------------


def typed(file: Path) -> None:
    file.write_bytes(b"typed in by a person")


def opened(file: Path) -> None:
    file.with_name(f"~${file.name[2:]}").write_bytes(b"")


def linked(file: Path) -> None:
    file.rename(elsewhere := file.parents[3] / "Mine.docx")
    file.symlink_to(elsewhere.resolve())


def behind_a_link(file: Path) -> None:
    file.parent.rename(elsewhere := file.parents[3] / "mine")
    file.parent.symlink_to(elsewhere.resolve())


def protected(file: Path) -> None:
    file.chmod(0o444)


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("act", "standing"),
    [
        (typed, "edited"),
        (opened, "open"),
        (linked, "linked"),
        (behind_a_link, "linked"),
        (protected, "protected"),
        (replaced_by_a_folder, "edited"),
    ],
)
def test_what_a_person_did_something_with_stays(desk: Desk, act: Callable[[Path], None], standing: str) -> None:
    desk.forget("west")
    act(desk.output / WEST)
    before = {path: os.path.realpath(path) for path in desk.root.rglob("*")}
    done = desk.clean()
    assert standings(done)[WEST] == standing
    assert os.path.lexists(desk.output / WEST)
    gone = {path for path in before if not os.path.lexists(path)}
    assert gone <= {desk.output / DRAFT, (desk.output / DRAFT).parent}
    assert all(Path(real).exists() for path, real in before.items() if path not in gone)
    assert WEST in desk.recorded()
    (found,) = done.found
    assert found.code == "output-left-over"
    assert WEST in found.message
    assert found.hint


def test_a_copy_and_a_file_of_ones_own_stay_in_their_folder(desk: Desk) -> None:
    desk.forget("west")
    shutil.copy(desk.output / WEST, copy := desk.output / "west" / "Copy.docx")
    (desk.output / WEST).rename(desk.output / "west" / "Renamed.docx")
    (own := desk.output / "west" / "Notes.txt").write_text("notes", encoding="utf-8")
    assert standings(desk.clean()) == {WEST: "absent", DRAFT: "removed"}
    assert copy.exists()
    assert own.exists()
    assert {path.name for path in (desk.output / "west").iterdir()} == {"Copy.docx", "Renamed.docx", "Notes.txt"}


def test_a_draft_whose_text_was_taken_over_stays_though_the_journal_counts_it_as_replaceable(desk: Desk) -> None:
    typed(desk.output / DRAFT)
    hashes = {DRAFT: frozenset({sha256(b"typed in by a person")})}
    (desk.output / ".pending.json").write_text(journal_text(hashes), encoding="utf-8")
    desk.forget("west")
    assert store.state(desk.output, DRAFT, store.read_manifest(desk.output)[0]) == "ours"
    assert standings(desk.clean()) == {WEST: "removed", DRAFT: "edited"}
    assert desk.files()[DRAFT] == b"typed in by a person"


def test_a_frozen_document_and_what_was_made_of_it_stay_until_it_is_discarded(desk: Desk) -> None:
    pdf = WEST.replace(".docx", ".pdf")
    typed(desk.output / WEST)
    assert [item.code for item in settle(desk.folder, desk.output, [WEST], DAY, NOW, keep=True)] == ["frozen"]
    desk.put(pdf, b"made of it")
    desk.forget("west")
    done = desk.clean()
    assert standings(done) == {WEST: "frozen", pdf: "frozen", DRAFT: "removed"}
    (found,) = done.found
    assert f"'assembler history discard corr {desk.output / WEST}'" in str(found.hint)
    assert desk.files()[WEST] == b"typed in by a person"
    assert [item.code for item in settle(desk.folder, desk.output, [WEST], DAY, NOW, keep=False)] == ["discarded"]
    assert standings(desk.clean()) == {WEST: "absent", pdf: "removed"}
    assert desk.recorded().isdisjoint({WEST, pdf})


def test_what_was_made_of_a_frozen_document_stays_where_nobody_knows_any_more_that_it_is_frozen(desk: Desk) -> None:
    desk.put("gone/CV.docx", b"typed", sha256(b"typed"))
    desk.put("gone/CV.pdf", b"made of it")
    assert standings(desk.clean()) == {"gone/CV.docx": "frozen", "gone/CV.pdf": "frozen"}
    (desk.output / "gone/CV.docx").unlink()
    assert standings(desk.clean()) == {"gone/CV.docx": "absent", "gone/CV.pdf": "removed"}


def test_a_file_that_is_asked_for_under_another_spelling_stays(desk: Desk) -> None:
    data = (desk.output / EAST).read_bytes()
    other = EAST.upper().replace("DOCX", "docx")
    desk.put(other, data)
    # As on a disk where capitals do not count: both names lead to one file.
    (desk.output / other).unlink()
    (desk.output / other).hardlink_to(desk.output / EAST)
    done = desk.clean()
    assert standings(done) == {other: "twin"}
    assert desk.files()[EAST] == data
    assert desk.files()[other] == data
    assert other not in desk.recorded()
    assert EAST in desk.recorded()


def test_two_files_whose_names_differ_only_in_capitals_are_two(desk: Desk) -> None:
    data = (desk.output / EAST).read_bytes()
    other = EAST.replace("east/", "East/")
    desk.put(other, data)
    if (desk.output / other).samefile(desk.output / EAST):
        pytest.skip("capitals do not count on this disk")
    assert standings(desk.clean()) == {other: "removed"}
    assert desk.files()[EAST] == data


# What cannot be told -----------------------------------------------------------------------------------


def test_of_a_program_that_cannot_be_read_nothing_goes_nor_of_referees(desk: Desk) -> None:
    desk.ask("third")
    desk.build()
    desk.forget("third")
    desk.ask("west", nonsense="yes")
    typed(desk.output / WEST)
    before = desk.files()
    done = desk.clean(today=datetime.date(2027, 3, 2))
    third = ["third/Corr_AdaBel_CV_Third.docx", "third/draft/Corr_AdaBel_Statement_Third.docx"]
    assert standings(done) == dict.fromkeys(third, "removed")
    assert codes(done) == ["unknown-key", "not-cleaned"]
    assert "west" in done.found[-1].message
    assert before.keys() - desk.files().keys() == set(third)


@pytest.mark.parametrize("standing", ["absent", "pdf"])
def test_what_may_be_of_a_program_that_cannot_be_read_stays_recorded(desk: Desk, standing: str) -> None:
    (desk.output / WEST).unlink()
    if standing == "pdf":
        (desk.output / "west/Cut.pdf").write_bytes(b"cut")
        hashes = {"west/Cut.pdf": frozenset({sha256(b"cut")})}
        (desk.output / ".pending.json").write_text(journal_text(hashes), encoding="utf-8")
    desk.ask("west", nonsense="yes")
    before = desk.files()
    assert desk.clean().files == []
    assert desk.files() == before
    assert WEST in desk.recorded()


def broken_profile(desk: Desk) -> None:
    (desk.folder / "profile.yaml").write_text("schema: 1\nnam: x\n", encoding="utf-8")


def misnamed_program(desk: Desk) -> None:
    programs = desk.folder / "programs"
    (programs / "west.yaml").rename(programs / "west.yml")


def broken_letters(desk: Desk) -> None:
    (desk.folder / "letters.yaml").write_text("schema: 1\nletters: 1\n", encoding="utf-8")


def broken_house(desk: Desk) -> None:
    (desk.root / "templates").mkdir()
    (desk.root / "templates" / "theme.yaml").write_text("a: [", encoding="utf-8")


def no_programs(desk: Desk) -> None:
    (desk.folder / "programs").rename(desk.folder / "Programs")


def damaged_manifest(desk: Desk) -> None:
    (desk.output / "manifest.json").write_text("{", encoding="utf-8")


def foreign_manifest(desk: Desk) -> None:
    (desk.output / "manifest.json").write_text('{"version": 99, "outputs": []}', encoding="utf-8")


def no_manifest(desk: Desk) -> None:
    (desk.output / "manifest.json").unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        broken_profile,
        misnamed_program,
        broken_letters,
        broken_house,
        no_programs,
        damaged_manifest,
        foreign_manifest,
        no_manifest,
    ],
)
def test_nothing_goes_where_it_cannot_be_told_what_may(desk: Desk, spoil: Callable[[Desk], None]) -> None:
    if spoil is not misnamed_program:
        desk.forget("west")
    spoil(desk)
    before = desk.files()
    done = desk.clean()
    assert list(done.files) == []
    assert codes(done)[-1] == "not-cleaned"
    assert done.found[-1].message.startswith("nothing is removed from 'output/corr'")
    assert done.found[-1].hint
    assert desk.files() == before


def test_where_nothing_was_built_nothing_is_made(desk: Desk) -> None:
    shutil.rmtree(desk.output)
    assert desk.is_clean()
    assert not desk.output.exists()


def test_while_a_build_is_writing_nothing_goes(desk: Desk) -> None:
    desk.forget("west")
    before = desk.files()
    with store.lock(desk.output) as refused:
        assert refused is None
        done = desk.clean()
    assert codes(done) == ["locked"]
    assert "clean again" in str(done.found[0].hint)
    assert desk.files() == before


# A profile that is gone --------------------------------------------------------------------------------


def test_of_a_profile_that_is_gone_all_goes_with_the_folder(desk: Desk) -> None:
    assert {one.standing for one in clean_gone(desk.output, write=False).files} == {"ours"}
    done = clean_gone(desk.output)
    assert set(standings(done)) >= {EAST, WEST, DRAFT, BRIEFING}
    assert set(standings(done).values()) == {"removed"}
    assert not desk.output.exists()


def test_of_a_profile_that_is_gone_what_was_edited_stays_and_is_told_again(desk: Desk) -> None:
    typed(desk.output / WEST)
    for _ in range(2):
        done = clean_gone(desk.output)
        assert standings(done)[WEST] == "edited"
        assert codes(done) == ["output-left-over"]
        assert desk.recorded() == {WEST}
        assert desk.files().keys() == {WEST, "manifest.json"}
    (desk.output / WEST).unlink()
    clean_gone(desk.output)
    assert not desk.output.exists()


def test_of_a_profile_that_is_gone_a_file_of_ones_own_keeps_the_folder(desk: Desk) -> None:
    (desk.output / "Notes.txt").write_text("notes", encoding="utf-8")
    clean_gone(desk.output)
    assert [path.name for path in desk.output.iterdir()] == ["Notes.txt"]
