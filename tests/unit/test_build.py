"""Builds of a small applicant: what is rendered when, what is kept, what is told, and equal bytes everywhere."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assembler import freshness, pressing, resources
from assembler.build import Outcome, build
from assembler.checks import documents, fonts
from assembler.compose import Composer
from assembler.cutting import cut
from assembler.diagnostics import Diagnostic, Severity, warning
from assembler.document import Document
from assembler.freshness import last_build
from assembler.glance import FILE
from assembler.loading import load_applicant
from assembler.material import Material
from assembler.options import Options
from assembler.schema.dates import PartialDate
from assembler.status import status
from assembler.tailor import candidates, cv_view
from assembler.theme import Theme
from assembler.views import plain
from assembler.workers import Crew
from assembler.writers import WRITERS, Rendering, pdf
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml, composer, entry, house

DAY = datetime.date(2026, 11, 24)


@dataclass
class Desk:
    """One applicant on disk, and builds of it."""

    root: Path
    rendered: list[str] = field(default_factory=list)
    today: datetime.date = DAY

    @property
    def folder(self) -> Path:
        return self.root / "profiles" / "corr"

    @property
    def output(self) -> Path:
        return self.root / "output" / "corr"

    def write(self, **changes: Any) -> None:
        (self.folder / "programs").mkdir(parents=True, exist_ok=True)
        (self.folder / "profile.yaml").write_text(as_yaml(PROFILE | HELD | changes), encoding="utf-8")

    def ask(self, name: str, **changes: Any) -> None:
        more = {"short": name.title(), "letters": {"minimum": 1}, "referees": ["lim"]}
        path = self.folder / "programs" / f"{name}.yaml"
        path.write_text(as_yaml(PROGRAM | more | changes), encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        target = self.folder / path
        text = target.read_text(encoding="utf-8")
        assert old in text
        target.write_text(text.replace(old, new, 1), encoding="utf-8")

    def build(self, during: Callable[[str], None] = lambda *_: None, **options: Any) -> Outcome:
        """One build; `during` is called before each document is rendered, with its name."""
        self.rendered.clear()
        outcome = build(self.folder, self.output, Options(**options), self.today, lambda name, *_: during(name))
        self.rendered += [name for name, reason in outcome.reasons.items() if reason]
        return outcome

    def files(self) -> dict[str, str]:
        found = (path for path in self.output.rglob("*") if path.is_file() and path.name != ".lock")
        return {
            path.relative_to(self.output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found
        }

    def rows(self) -> dict[str, dict[str, Any]]:
        whole = json.loads((self.output / "manifest.json").read_text(encoding="utf-8"))
        return {row["path"]: row for row in whole["outputs"]}


REACHED = {"email": "lim@example.org", "consent": "yes"}
HELD: dict[str, Any] = {
    "posts": [entry("posts", id="post", bullets=["Did one thing."])],
    "interests": ["Outcomes of care."],
    "referees": [REFEREE | REACHED | {"witnessed": ["post"]}],
}
EAST = "east/Corr_AdaBel_CV_East"
HANDED = ["briefing/lim", "pack/lim", "dates/lim", "request/lim"]
DOCUMENTS = ["cv/east", "statement/east", "cv/west", "statement/west", *HANDED, "deadlines"]


def laid(root: Path) -> Desk:
    made = Desk(root)
    made.write()
    made.ask("east")
    made.ask("west")
    return made


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An applicant of whom nothing was built yet."""
    monkeypatch.chdir(tmp_path)
    return laid(Path())


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an applicant of whom everything is built, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root := tmp_path_factory.mktemp("built"))
        assert codes(laid(Path()).build()) == []
    return root


@pytest.fixture
def desk(first_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An applicant of whom everything is built."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(first_build, tmp_path, dirs_exist_ok=True)
    return Desk(Path())


def codes(outcome: Outcome) -> list[str]:
    return [item.code for item in outcome.diagnostics]


# What is rendered ----------------------------------------------------------------------------


def test_the_first_build_makes_everything_and_the_second_nothing(fresh: Desk) -> None:
    outcome = fresh.build()
    assert codes(outcome) == []
    assert fresh.rendered == DOCUMENTS
    first = fresh.files()
    assert sorted(first) == sorted(
        [
            "manifest.json",
            *(f"{name}/Corr_AdaBel_CV_{name.title()}.{form}" for name in ("east", "west") for form in ("pdf", "docx")),
            *(
                f"{name}/draft/Corr_AdaBel_Statement_{name.title()}.{form}"
                for name in ("east", "west")
                for form in ("pdf", "docx", "txt")
            ),
            *(f"referees/lim/Corr_AdaBel_Briefing_Lim.{form}" for form in ("pdf", "docx")),
            "referees/lim/Corr_AdaBel_Pack_Lim.pdf",
            "referees/lim/dates.ics",
            "referees/lim/request.eml",
            "deadlines.ics",
        ]
    )
    assert {item.action for item in outcome.written} == {"new"}
    row = fresh.rows()[f"{EAST}.pdf"]
    assert (row["document"], row["program"], row["draft"], row["date"], row["pages"]) == (
        "cv",
        "east",
        False,
        "2026-11-24",
        1,
    )
    assert row["words"] > 10

    outcome = fresh.build()
    assert (fresh.rendered, codes(outcome)) == ([], [])
    assert {item.action for item in outcome.written} == {"unchanged"}
    assert fresh.files() == first
    assert outcome.decisions, "what was decided can be told without rendering"


def test_one_word_in_one_program_renders_that_program_alone(desk: Desk) -> None:
    before = desk.files()
    desk.edit("programs/east.yaml", "Pain Fellowship", "Pain Medicine")
    desk.build()
    assert desk.rendered == ["statement/east", "briefing/lim", "pack/lim", "request/lim"], "a CV names no program"
    changed = {path for path, sha in desk.files().items() if before[path] != sha}
    assert not any(path.startswith("west/") for path in changed)
    assert "east/draft/Corr_AdaBel_Statement_East.docx" in changed
    assert f"{EAST}.pdf" not in changed


def test_what_a_document_does_not_show_of_its_program_is_told_once(desk: Desk, pressed: list[str]) -> None:
    desk.edit("programs/east.yaml", "Pain Fellowship", "Pain Medicine")
    desk.today += datetime.timedelta(days=3)
    told = {one.document: one.state for one in status(desk.folder, desk.output, desk.today).programs[0].documents}
    assert told == {"cv": "ready", "statement": "stale"}
    desk.build(documents=("cv",))
    assert (desk.rendered, pressed) == ([], [])
    assert desk.rows()[f"{EAST}.pdf"]["date"] == DAY.isoformat(), "it is of the day on which it was made"
    mark = desk.rows()[f"{EAST}.pdf"]["fingerprint"]
    desk.build()
    assert "cv/east" not in desk.rendered
    assert desk.rows()[f"{EAST}.pdf"]["fingerprint"] == mark, "what is known need not be compared again"


def test_a_template_of_ones_own_may_show_the_program(desk: Desk) -> None:
    own = desk.root / "templates"
    own.mkdir()
    shipped = (resources.templates() / "cv.html").read_text(encoding="utf-8")
    shown = shipped.replace("</html>", "<section><h2>For</h2><p>{{ view.program.name }}</p></section></html>")
    assert shown != shipped
    (own / "cv.html").write_text(shown, encoding="utf-8")
    assert codes(desk.build()) == []
    assert len({desk.files()[f"{EAST}.pdf"], desk.files()["west/Corr_AdaBel_CV_West.pdf"]}) == 1
    desk.edit("programs/east.yaml", "Pain Fellowship", "Pain Medicine")
    desk.build(documents=("cv",))
    assert desk.rendered == ["cv/east"]
    assert len({desk.files()[f"{EAST}.pdf"], desk.files()["west/Corr_AdaBel_CV_West.pdf"]}) == 2


def test_a_template_of_ones_own_is_not_composed_to_compare(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk.root / "templates"
    own.mkdir()
    shutil.copy(resources.templates() / "cv.html", own / "cv.html")
    desk.build()
    monkeypatch.setattr("assembler.making.mark_of", lambda *_: pytest.fail("only workers compose with it"))
    desk.edit("programs/east.yaml", "Pain Fellowship", "Pain Medicine")
    desk.build(documents=("cv",))
    assert desk.rendered == ["cv/east"]


def test_a_look_of_ones_own_composes_nothing(desk: Desk, pressed: list[str]) -> None:
    themes = desk.root / "templates" / "themes"
    themes.mkdir(parents=True)
    (themes / "mine.yaml").write_text("schema: 1\nname: Mine\n", encoding="utf-8")
    desk.build(documents=("cv",))
    assert pressed == ["cv/east"], "of two that are the same one is made"
    desk.edit("programs/east.yaml", "Pain Fellowship", "Pain Medicine")
    desk.build(documents=("cv",))
    assert desk.rendered == []


@pytest.mark.parametrize("when", ["before the build", "after it was compared"])
def test_what_a_person_made_of_a_document_is_theirs_though_its_program_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    cv = desk.output / f"{EAST}.pdf"
    theirs = b"theirs"
    if when == "before the build":
        cv.write_bytes(theirs)
    else:
        same = pressing.mark_of
        compared = "assembler.making.mark_of"
        monkeypatch.setattr(compared, lambda *given: (cv.write_bytes(theirs), same(*given))[1])
    desk.edit("programs/east.yaml", "Pain Fellowship", "Pain Medicine")
    desk.build(documents=("cv",))
    assert desk.rendered == (["cv/east"] if when == "before the build" else [])
    assert theirs in {path.read_bytes() for path in cv.parent.iterdir() if path.is_file()}


def test_a_word_that_one_document_shows_renders_that_one(desk: Desk) -> None:
    desk.edit("profile.yaml", "Did one thing.", "Did two things.")
    desk.build()
    assert desk.rendered == ["cv/east", "cv/west", "pack/lim", "request/lim"], "a pack holds a CV, and a mail the pack"


def test_what_nobody_is_shown_renders_nothing(fresh: Desk) -> None:
    fresh.write(notes=["Call Dr Lim."])
    fresh.build()
    fresh.edit("profile.yaml", "Call Dr Lim.", "Call him soon.")
    fresh.build()
    assert fresh.rendered == []


def test_comments_blank_lines_and_quotes_render_nothing(desk: Desk) -> None:
    before = desk.files()
    desk.edit("profile.yaml", "schema: '1'", "# A comment.\n\n\nschema: 1\n\n")
    desk.edit("profile.yaml", "Did one thing.", '"Did one thing."')
    desk.edit("programs/east.yaml", "short: East", "short:   East   # so")
    outcome = desk.build()
    assert (desk.rendered, codes(outcome)) == ([], [])
    del before["manifest.json"]
    assert before.items() <= desk.files().items()


def test_a_deleted_output_comes_back_as_it_was(desk: Desk) -> None:
    before = desk.files()
    (desk.output / f"{EAST}.docx").unlink()
    desk.build()
    assert desk.rendered == ["cv/east"]
    assert desk.files() == before


def test_a_photo_that_changed_renders_what_may_show_it(fresh: Desk) -> None:
    photo = (resources.samples() / "sample-thin" / "assets" / "photo.jpg").read_bytes()
    other = (resources.samples() / "sample-pain" / "assets" / "photo.jpg").read_bytes()
    (fresh.folder / "assets").mkdir()
    (fresh.folder / "assets" / "photo.jpg").write_bytes(photo)
    fresh.write(personal={"photo": "assets/photo.jpg"})
    fresh.ask("east", cv={"photo": "required"})
    assert codes(fresh.build()) == []
    (fresh.folder / "assets" / "photo.jpg").write_bytes(other)
    fresh.build()
    assert fresh.rendered == ["cv/east"], "no statement, no briefing, no other program"


def test_force_renders_everything_and_changes_nothing(desk: Desk) -> None:
    before = desk.files()
    desk.build(force=True)
    assert desk.rendered == DOCUMENTS
    assert desk.files() == before


def test_a_template_of_ones_own_renders_everything(desk: Desk) -> None:
    own = desk.root / "templates"
    own.mkdir()
    (own / "theme.yaml").write_text(
        (resources.templates() / "theme.yaml").read_text(encoding="utf-8").replace("size: 25", "size: 24"),
        encoding="utf-8",
    )
    desk.build()
    assert desk.rendered == DOCUMENTS


# Why ---------------------------------------------------------------------------------------


def reasons(outcome: Outcome) -> dict[str, str]:
    return {name: why for name, why in outcome.reasons.items() if why}


def test_the_first_build_is_of_new_documents(fresh: Desk) -> None:
    assert reasons(fresh.build()) == dict.fromkeys(DOCUMENTS, "new")


def test_a_document_tells_which_entry_made_it_new(desk: Desk) -> None:
    desk.edit("profile.yaml", "Did one thing.", "Did two things.")
    told = reasons(desk.build())
    assert told["cv/east"] == told["cv/west"] == "changed: posts/post"
    assert told["pack/lim"] == "changed: cv: posts/post"
    assert told["request/lim"] == "changed: referees/lim/Corr_AdaBel_Pack_Lim.pdf"


def test_new_entries_and_those_that_are_gone_are_told(desk: Desk) -> None:
    desk.write(awards=[entry("awards", id="best")], interests=[])
    told = reasons(desk.build(documents=("cv",)))
    assert told["cv/east"] == "changed: awards/best (new), sections, interests/1 (gone)"
    desk.write(interests=[])
    told = reasons(desk.build(documents=("cv",)))
    assert told["cv/east"] == "changed: sections, awards/best (gone)"


@pytest.mark.parametrize("part", ["templates", "tool", "libraries", "fonts"])
def test_what_all_documents_share_is_told_by_name(desk: Desk, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    parts = freshness.house_parts
    monkeypatch.setattr(freshness, "house_parts", lambda folders: {**parts(folders), part: "another"})
    assert set(reasons(desk.build()).values()) >= {f"changed: {part}"}


def test_files_that_are_missing_or_edited_are_told(desk: Desk) -> None:
    (desk.output / f"{EAST}.docx").unlink()
    (desk.output / "west" / "Corr_AdaBel_CV_West.pdf").write_bytes(b"typed")
    told = reasons(desk.build())
    assert told == {
        "cv/east": "Corr_AdaBel_CV_East.docx is missing",
        "cv/west": "Corr_AdaBel_CV_West.pdf was edited",
    }
    assert set(reasons(desk.build(force=True)).values()) == {"asked for with --force"}


# What is one document for several programs -------------------------------------------------


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were laid out, as they are."""
    names: list[str] = []
    press = pressing.press

    def counted(composer: Composer, job: pressing.Job) -> pressing.Pressed:
        names.extend(one.name for one in (job, *job.siblings))
        return press(composer, job)

    monkeypatch.setattr(pressing, "press", counted)
    return names


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects of the documents of which a PDF was written, as they are."""
    subjects: list[str] = []
    write = pdf.write

    def counted(document: Document, theme: Theme) -> Rendering:
        subjects.append(document.title)
        return write(document, theme)

    monkeypatch.setattr(pdf, "write", counted)
    return subjects


def test_a_cv_that_is_the_same_for_several_programs_is_laid_out_once_and_copied(
    fresh: Desk, pressed: list[str], written: list[str]
) -> None:
    fresh.ask("north", institution="Hill Hospital", city="Hull", cv={"pages": 1})
    outcome = fresh.build(documents=("cv",))

    assert sorted(pressed) == ["cv/east", "cv/north"], "another limit may make another document"
    assert len(written) == 1, "but does not here"
    assert outcome.rendered == 3
    files = fresh.files()
    for form in ("pdf", "docx"):
        assert files[f"{EAST}.{form}"] == files[f"west/Corr_AdaBel_CV_West.{form}"]
        assert files[f"{EAST}.{form}"] == files[f"north/Corr_AdaBel_CV_North.{form}"]
    assert not (fresh.output / f"{EAST}.pdf").samefile(fresh.output / "west" / "Corr_AdaBel_CV_West.pdf")


def test_of_documents_that_were_lost_together_only_the_one_at_fault_is_told(
    fresh: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.ask("north", cv={"pages": 2})
    fresh.ask("south", cv={"pages": 1})
    press = pressing.press

    def full(composer: Composer, job: pressing.Job) -> pressing.Pressed:
        if "cv/south" in {one.name for one in (job, *job.siblings)}:
            raise MemoryError
        return press(composer, job)

    monkeypatch.setattr(pressing, "press", full)
    seen: list[str] = []
    outcome = fresh.build(seen.append, documents=("cv",))
    lost = [item.message for item in outcome.diagnostics if item.code == "not-laid-out"]
    assert lost == ["cv/south could not be made: laying it out took too much memory"]
    assert {path.split("/")[0] for path in fresh.files() if path.endswith(".pdf")} == {"east", "west", "north"}
    assert sorted(set(seen)) == ["cv/east", "cv/north", "cv/south"], "east and west are one"


def test_with_templates_of_ones_own_only_workers_compose(
    desk: Desk, pressed: list[str], written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = desk.root / "templates"
    own.mkdir()
    shutil.copy(resources.templates() / "cv.html", own / "cv.html")
    composed = Material.composed
    monkeypatch.setattr(
        Material, "composed", lambda self, task, *more: pytest.fail(task.name) if task.document == "cv"
        else composed(self, task, *more),
    )  # fmt: skip
    written.clear()
    desk.build(documents=("cv",))
    assert sorted(pressed) == ["cv/east", "cv/west"]
    assert len(written) == 1, "what comes out the same is written once"


def test_what_is_found_in_a_copied_document_names_each(fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    check = documents.CHECKS
    monkeypatch.setattr(documents, "CHECKS", (*check, lambda made: [warning("label-too-wide", f"{made.name}: wide")]))
    told = {item.message for item in fresh.build(documents=("cv",)).diagnostics if item.code == "label-too-wide"}
    assert {"cv/east: wide", "cv/west: wide"} <= told


def test_one_program_with_an_order_of_its_own_has_a_cv_of_its_own(fresh: Desk, pressed: list[str]) -> None:
    fresh.ask("west", dates="numeric-day-first")
    fresh.build(documents=("cv",))
    assert sorted(pressed) == ["cv/east", "cv/west"]


# Parts of a build --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"programs": ("west",)}, ["cv/west", "statement/west"]),
        ({"documents": ("briefing",)}, ["briefing/lim"]),
        ({"formats": ("txt",)}, ["statement/east", "statement/west"]),
        ({"programs": ("east",), "documents": ("cv",), "formats": ("pdf",)}, ["cv/east"]),
    ],
)
def test_a_part_of_a_build(fresh: Desk, options: dict[str, Any], expected: list[str]) -> None:
    outcome = fresh.build(**options)
    assert fresh.rendered == expected
    assert outcome.documents == len(expected)
    forms = options.get("formats")
    assert all(path == "manifest.json" or not forms or path.endswith(forms) for path in fresh.files())
    fresh.build()
    assert set(DOCUMENTS) - set(fresh.rendered) <= set(expected), "the whole build makes the rest"
    assert len(fresh.files()) == 17


def test_what_is_made_in_no_such_form_is_said_each_time(fresh: Desk) -> None:
    for _ in range(2):
        assert codes(fresh.build(documents=("briefing",), formats=("txt",))) == ["nothing-asked"]
        assert unchanged(fresh, documents=("briefing",), formats=("txt",)) == ["nothing-asked"]


def test_check_writes_nothing(fresh: Desk) -> None:
    outcome = fresh.build(write=False)
    assert fresh.rendered == DOCUMENTS
    assert not fresh.output.exists()
    assert outcome.outputs


# Nothing to do -------------------------------------------------------------------------------


def unchanged(desk: Desk, **options: Any) -> list[str] | None:
    last = last_build(desk.folder, desk.output, Options(**options), desk.today)
    return None if last is None else [item.code for item in last[1]]


def test_nothing_to_do_lists_what_there_is(desk: Desk) -> None:
    last = last_build(desk.folder, desk.output, Options(), desk.today)
    assert last is not None
    assert {row.path for row in last[0]} == set(desk.rows())
    assert {row.document for row in last[0]} == {
        *("cv", "statement", "briefing", "pack", "dates", "request", "deadlines")
    }


def test_what_is_typed_while_a_build_runs_is_seen_by_the_next(fresh: Desk) -> None:
    def type_in(name: str) -> None:
        if name == "cv/east":
            fresh.edit("profile.yaml", "Did one thing.", "Did two things.")

    fresh.build(type_in)
    assert unchanged(fresh) is None
    fresh.build()
    assert fresh.rendered == ["cv/east", "cv/west", "pack/lim", "request/lim"]
    assert unchanged(fresh) == []


def test_a_template_changed_while_a_build_runs_is_seen_by_the_next(fresh: Desk) -> None:
    def change(name: str) -> None:
        if name == "briefing/lim":
            own = fresh.root / "templates"
            own.mkdir()
            (own / "cv.html").write_bytes((resources.templates() / "cv.html").read_bytes() + b"\n")

    fresh.build(change)
    assert unchanged(fresh) is None
    fresh.build()
    assert fresh.rendered == DOCUMENTS


def test_nothing_to_do_is_seen_without_loading_a_record(fresh: Desk) -> None:
    assert unchanged(fresh) is None
    fresh.ask("east", letters={"minimum": 2})
    fresh.build()
    assert unchanged(fresh) == ["too-few-referees"], "what was found is told again"
    assert unchanged(fresh, programs=("east",)) is None
    fresh.today += datetime.timedelta(days=1)
    assert unchanged(fresh) is None, "a deadline may have passed"


@pytest.mark.parametrize(
    "path",
    ["profile.yaml", "programs/west.yaml", "programs/new.yaml", "assets/photo.jpg", "../../templates/sub/x.html"],
)
def test_whatever_a_build_reads_is_looked_at(desk: Desk, path: str) -> None:
    assert unchanged(desk) == []
    target = desk.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((target.read_bytes() if target.exists() else b"") + b"# \n")
    assert unchanged(desk) is None


def test_an_output_that_is_gone_or_edited_is_seen(desk: Desk) -> None:
    (desk.output / f"{EAST}.docx").write_bytes(b"typed in")
    assert unchanged(desk) == ["edited-kept"], "typing in a DOCX makes nothing out of date"
    desk.build()
    assert (desk.rendered, unchanged(desk)) == ([], ["edited-kept"])
    (desk.output / f"{EAST}.pdf").write_bytes(b"cut short")
    assert unchanged(desk) is None
    (desk.output / f"{EAST}.pdf").unlink()
    assert unchanged(desk) is None


@pytest.mark.parametrize(
    "damage",
    [
        {"documents": 5},
        {"documents": {"cv/east": []}},
        {"found": [5]},
        {"paths": []},
        {"documents": {"cv/east": {"fingerprint": "f", "cuts": [], "found": [{"mark": 3}]}}},
    ],
)
def test_a_memory_that_cannot_be_read_is_none(desk: Desk, damage: dict[str, Any]) -> None:
    manifest = desk.output / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    whole["inputs"] |= damage
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    assert unchanged(desk) in (None, [])
    assert codes(desk.build()) == []
    assert unchanged(desk) == []


# Never lost ----------------------------------------------------------------------------------


def test_an_edited_docx_is_kept_and_the_new_version_stands_beside_it(desk: Desk) -> None:
    edited = desk.output / f"{EAST}.docx"
    edited.write_bytes(b"typed in by a person")
    desk.edit("profile.yaml", "Did one thing.", "Did two things.")
    outcome = desk.build()
    assert edited.read_bytes() == b"typed in by a person"
    (found,) = outcome.diagnostics
    assert (found.severity, found.code) == (Severity.WARNING, "edited-kept")
    assert f"{EAST.split('/')[1]}.docx" in found.message
    beside = desk.output / f"{EAST}.new.docx"
    assert beside.read_bytes().startswith(b"PK")
    assert desk.rows()[f"{EAST}.new.docx"]["document"] == "cv"
    assert codes(desk.build()) == ["edited-kept"]
    assert desk.rendered == []


@pytest.mark.parametrize("options", [{}, {"force": True}, {"documents": ("statement",)}])
def test_an_edited_draft_of_an_unchanged_profile_needs_no_new_version(desk: Desk, options: dict[str, Any]) -> None:
    draft = desk.output / "east/draft/Corr_AdaBel_Statement_East.docx"
    draft.write_bytes(b"typed in by a person")
    before = set(desk.files())
    outcome = desk.build(**options)
    assert codes(outcome) == ["statement-unreadable", "edited-kept"]
    assert desk.rendered == (DOCUMENTS if options.get("force") else [])
    assert (draft.read_bytes(), set(desk.files())) == (b"typed in by a person", before)


def test_a_new_version_beside_goes_where_the_change_is_taken_back(desk: Desk) -> None:
    edited = desk.output / f"{EAST}.docx"
    edited.write_bytes(b"typed in by a person")
    desk.edit("profile.yaml", "Did one thing.", "Did two things.")
    desk.build()
    assert (desk.output / f"{EAST}.new.docx").exists()
    desk.edit("profile.yaml", "Did two things.", "Did one thing.")
    (found,) = desk.build().diagnostics
    assert "new version" not in found.message
    assert not (desk.output / f"{EAST}.new.docx").exists()
    assert edited.read_bytes() == b"typed in by a person"


def test_a_docx_of_unknown_origin_is_kept(fresh: Desk) -> None:
    theirs = fresh.output / f"{EAST}.docx"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"somebody's")
    assert codes(fresh.build()) == ["edited-kept"]
    assert theirs.read_bytes() == b"somebody's"


def test_a_second_build_at_once_is_told_to_wait(fresh: Desk) -> None:
    from assembler.store import lock  # noqa: PLC0415 - this test alone

    with lock(fresh.output) as refused:
        assert refused is None
        assert codes(fresh.build()) == ["locked"]
    assert fresh.rendered == []


# After mistakes ------------------------------------------------------------------------------


def test_a_broken_program_stops_no_other_and_its_outputs_are_named(desk: Desk) -> None:
    before = desk.files()
    desk.edit("programs/east.yaml", "country: Ireland", "contry: Ireland")
    desk.edit("programs/west.yaml", "Pain Fellowship", "Pain Medicine")
    outcome = desk.build()
    assert desk.rendered == ["statement/west"], "nothing for a referee that lacks a program"
    assert codes(outcome) == ["unknown-key", "output-stale"]
    stale = outcome.diagnostics[-1].message
    assert f"deadlines.ics, {EAST}.docx, {EAST}.pdf and 8 more" in stale
    assert before[f"{EAST}.pdf"] == desk.files()[f"{EAST}.pdf"]
    assert unchanged(desk) is None, "after errors everything is looked at anew"
    desk.edit("programs/east.yaml", "contry", "country")
    assert codes(desk.build()) == []
    assert desk.rendered == ["briefing/lim", "pack/lim", "request/lim"], "and only what is left is made"


def test_a_program_is_broken_by_what_it_refers_to(fresh: Desk) -> None:
    fresh.ask("east", referees=["limm"])
    outcome = fresh.build()
    assert fresh.rendered == ["cv/west", "statement/west"]
    assert codes(outcome) == ["unknown-referee"]


def test_a_broken_profile_makes_nothing_and_names_every_output(desk: Desk) -> None:
    before = desk.files()
    desk.edit("profile.yaml", "family: Corr", "famly: Corr")
    desk.edit("programs/east.yaml", "paper: a4", "paper: a5")
    outcome = desk.build()
    assert (desk.rendered, codes(outcome)) == ([], ["unknown-key", "wrong-value", "output-stale"])
    assert "and 13 more" in outcome.diagnostics[-1].message
    assert desk.files() == before


def test_a_broken_template_names_what_it_could_not_renew(desk: Desk) -> None:
    own = desk.root / "templates"
    own.mkdir()
    (own / "cv.html").write_text("<p>a</p>\n{{ nonsense }}", encoding="utf-8")
    outcome = desk.build()
    assert codes(outcome) == ["template-error", "output-stale"], "one mistake in a template is told once"
    assert outcome.diagnostics[0].mark is not None
    assert (outcome.diagnostics[0].mark.file, outcome.diagnostics[0].mark.line) == ("templates/cv.html", 2)
    assert f"{EAST}.docx, {EAST}.pdf" in outcome.diagnostics[1].message
    assert "left-over" not in str(outcome.diagnostics), "they are still asked for"
    assert "statement/west" in desk.rendered
    (own / "cv.html").unlink()
    assert codes(desk.build()) == [], "what was mended is told no more"


def test_a_template_that_breaks_after_other_builds_is_told_once_it_is_whole_no_more(desk: Desk) -> None:
    own = desk.root / "templates"
    own.mkdir()
    broken, whole = "{{ nonsense }}", (resources.templates() / "cv.html").read_text(encoding="utf-8")
    for text, expected in ((whole, []), (broken, ["template-error", "output-stale"]), (whole, [])):
        (own / "cv.html").write_text(text, encoding="utf-8")
        assert codes(desk.build(documents=("cv",))) == expected
        assert unchanged(desk, documents=("cv",)) == (None if expected else [])


def test_a_character_that_gets_a_font_is_complained_of_no_more(fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.ask("east", documents=["cv"])
    fresh.edit("profile.yaml", "Did one thing.", "Did \ue123 thing.")
    for installed in (False, False, True, True):
        monkeypatch.setattr(fonts, "_installed", lambda _, installed=installed: installed)
        outcome = fresh.build(documents=("cv",), programs=("east",))
        assert codes(outcome) == ([] if installed else ["missing-glyph"])
    assert fresh.rendered == []


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("theme.yaml", "schema: 1\nname: x\n", "missing-key"),
        ("conventions.yaml", "schema: 1\ncv: [post]\n", "wrong-value"),
        ("words.yaml", "schema: 1\nen: {locale: en_US}\n", "missing-key"),
        ("words.yaml", "schema: 1\nen-GB: {extends: en-GB}\n", "missing-key"),
        ("words.yaml", "schema: 1\nen: x\n", "missing-key"),
        ("words.yaml", "schema: 1\nen: [\n", "yaml-syntax"),
    ],
)
def test_a_broken_house_file_of_ones_own(fresh: Desk, name: str, text: str, code: str) -> None:
    own = fresh.root / "templates"
    own.mkdir()
    (own / name).write_text(text, encoding="utf-8")
    outcome = fresh.build()
    assert code in codes(outcome)
    assert fresh.rendered == []
    assert {item.mark.file for item in outcome.diagnostics if item.mark} == {f"templates/{name}"}


def test_a_left_over_output_is_named(desk: Desk) -> None:
    (desk.folder / "programs" / "west.yaml").unlink()
    outcome = desk.build()
    assert codes(outcome) == ["output-left-over"]
    assert "west/Corr_AdaBel_CV_West.docx" in outcome.diagnostics[0].message
    assert codes(desk.build()) == ["output-left-over"], "for as long as it is there"
    shutil.rmtree(desk.output / "west")
    assert unchanged(desk) is None, "not told again from memory"
    assert codes(desk.build()) == []
    assert unchanged(desk) == []


def test_an_edited_file_under_an_old_name_is_not_among_those_to_delete(desk: Desk) -> None:
    edited = desk.output / f"{EAST}.docx"
    edited.write_bytes(b"typed in by a person")
    desk.edit("programs/east.yaml", "short: East", "short: Easter")
    ours, theirs = (item for item in desk.build().diagnostics if item.code == "output-left-over")
    assert f"{EAST}.docx" not in ours.message
    assert f"{EAST}.pdf" in ours.message
    assert theirs.message.startswith("edited by a person")
    assert theirs.message.endswith(f": {EAST}.docx")
    assert "'assembler clean' removes them" in str(ours.hint)
    assert "before you delete" in str(theirs.hint)
    assert edited.read_bytes() == b"typed in by a person"


def test_a_referee_whose_programs_have_closed_is_not_briefed(fresh: Desk) -> None:
    fresh.ask("east", deadline={"date": "2026-11-23"}, institution="Closed Hospital")
    assert codes(fresh.build()) == ["deadline-passed"]
    with zipfile.ZipFile(fresh.output / "referees/lim/Corr_AdaBel_Briefing_Lim.docx") as briefing:
        text = briefing.read("word/document.xml").decode()
    assert "Harbour Hospital" in text
    assert "Closed Hospital" not in text
    fresh.ask("west", deadline={"date": "2026-11-23"})
    assert codes(fresh.build()) == ["deadline-passed", "deadline-passed", "output-left-over"]
    assert fresh.rendered == ["deadlines"], "nothing else is dated by it"


# Page limits ---------------------------------------------------------------------------------


def long(desk: Desk, pages: str, count: int) -> Outcome:
    bullets = [
        {"text": f"Thing {place} " + "and so on " * 12, "priority": str(1 + place % 5)} for place in range(count)
    ]
    desk.write(
        posts=[entry("posts", id=f"post{place}", bullets=bullets[place::4]) for place in range(4)],
        courses=[
            entry("courses", title=f"Course {place}", id=f"course{place}", date=f"{2001 + place}")
            for place in range(20)
        ],
        languages=[entry("languages", language=f"Tongue {place}") for place in range(5)],
        referees=[REFEREE | REACHED],
    )
    desk.ask("east", cv={"pages": pages}, documents=["cv"], referees=[], letters={"minimum": 0})
    return desk.build(programs=("east",))


def test_fitting_leaves_out_bullets_and_optional_entries_until_the_rest_fits(fresh: Desk) -> None:
    outcome = long(fresh, "2", 40)
    assert codes(outcome) == ["left-out"]
    assert fresh.rows()[f"{EAST}.pdf"]["pages"] == 2
    left = [item for item in outcome.decisions if item.reason == "left out to keep to the page limit"]
    assert left
    assert all("/bullets/" in item.entry or item.entry.startswith(("courses/", "interests/")) for item in left)
    kept = {item.entry for item in outcome.decisions if item.decision != "out"}
    assert {"posts/post0", "posts/post3", "languages/5"} <= kept
    assert [item.entry for item in outcome.decisions if "bullets" in item.entry and item.decision == "in"]
    assert pages_with_cuts(fresh, len(left)) == 2
    assert pages_with_cuts(fresh, len(left) // 2) == 3, "half of it would not do"
    fresh.build(programs=("east",))
    assert fresh.rendered == [], "what was cut is remembered"
    assert len([item for item in fresh.build(programs=("east",)).decisions if "page limit" in item.reason]) == len(left)


def test_what_is_one_document_for_two_programs_is_fitted_for_both(fresh: Desk, pressed: list[str]) -> None:
    long(fresh, "2", 40)
    fresh.ask("west", cv={"pages": "2"}, documents=["cv"], referees=[], letters={"minimum": 0})
    fresh.build(force=True, programs=("east", "west"))
    rows = {path: row for path, row in fresh.rows().items() if path.endswith(".pdf")}
    assert [row["pages"] for row in rows.values() if row["document"] == "cv"] == [2, 2]
    assert pressed.count("cv/east") == 2
    assert "cv/west" not in pressed


def test_what_is_one_document_but_for_what_is_cut_is_written_once_for_each_that_comes_out(
    fresh: Desk, written: list[str]
) -> None:
    long(fresh, "2", 40)
    more: dict[str, Any] = {"documents": ["cv"], "referees": [], "letters": {"minimum": 0}}
    fresh.ask("east", cv={"pages": "2"}, **more)
    fresh.ask("west", cv={"pages": "1"}, **more)
    fresh.ask("north", cv={"pages": "9"}, **more)
    fresh.ask("south", cv={"pages": "8"}, **more)
    written.clear()
    fresh.build(force=True, documents=("cv",))

    assert len(written) == 3, "east, west, and one for north and south"
    files = fresh.files()
    one, other = ({files[f"{name}/Corr_AdaBel_CV_{name.title()}.{form}"] for name in ("north", "south")}
                  for form in ("pdf", "docx"))  # fmt: skip
    assert len(one) == len(other) == 1
    assert len({files[f"{name}/Corr_AdaBel_CV_{name.title()}.pdf"] for name in ("east", "west", "north")}) == 3


def pages_with_cuts(desk: Desk, count: int) -> int | None:
    applicant, _ = load_applicant(desk.folder)
    assert applicant is not None
    asked = applicant.programs["east"]
    cuts = frozenset(candidates(applicant.profile, asked)[:count])
    view, _ = cv_view(applicant.profile, asked, "east", house().conventions, PartialDate(2026, 11, 24))
    document, _ = composer().compose("cv", plain(cut(view, cuts)), {})
    assert document is not None
    return WRITERS["pdf"].write(document, house().theme).pages


def test_a_paper_without_a_single_entry_is_told(fresh: Desk) -> None:
    asked = ["publications", "case-summary", "declaration"]
    fresh.ask("east", documents=asked)
    outcome = fresh.build(programs=("east",), formats=("docx",))
    told = [item for item in outcome.diagnostics if item.code == "nothing-shown"]
    assert [item.message.split()[0] for item in told] == ["publications/east", "case-summary/east"]
    assert {item.mark.file for item in told if item.mark} == {"profiles/corr/programs/east.yaml"}
    assert [item.hint.split(":")[0] for item in told if item.hint] == [
        "add entries to 'publications",
        "add entries to 'logbooks",
    ]
    fresh.write(logbooks=[entry("logbooks", id="log")])
    fresh.ask("east", documents=asked, omit=["log"])
    found = fresh.build(programs=("east",), formats=("docx",)).diagnostics
    (hint,) = [item.hint or "" for item in found if item.message.startswith("case-summary/east shows")]
    assert hint.startswith("'assembler build --explain -d case-summary -p east' tells why none of 'logbooks:' is, or")
    fresh.ask("east", documents=asked[2:])
    assert "nothing-shown" not in codes(fresh.build(programs=("east",), formats=("docx",)))


def test_a_cv_that_fits_is_not_cut(fresh: Desk) -> None:
    outcome = long(fresh, "9", 40)
    assert not [item for item in outcome.decisions if item.decision == "out" and "page" in item.reason]


def test_fitting_stops_and_says_so(fresh: Desk) -> None:
    fresh.write()
    gaps = [entry("gaps", label=f"Leave {place}") for place in range(90)]
    fresh.write(gaps=gaps)
    fresh.ask("east", cv={"pages": "1"}, documents=["cv"], referees=[], letters={"minimum": 0})
    outcome = fresh.build(programs=("east",))
    assert codes(outcome) == ["left-out", "over-pages"]
    assert "allows 1" in outcome.diagnostics[1].message
    decisions = {item.entry: item.decision for item in outcome.decisions}
    assert all(decisions[f"gaps/{place}"] == "in" for place in range(1, 91))
    lines = (fresh.folder / "programs" / "east.yaml").read_text(encoding="utf-8").splitlines()
    assert pointed(outcome) == [lines.index("  pages: '1'") + 1]
    fresh.edit("programs/east.yaml", "schema:", "# One.\n# Two.\nschema:")
    outcome = fresh.build(programs=("east",))
    assert (fresh.rendered, codes(outcome)) == ([], ["left-out", "over-pages"]), "told again, not rendered"
    assert pointed(outcome) == [lines.index("  pages: '1'") + 3]


def pointed(outcome: Outcome) -> list[int]:
    """The lines that findings with a place point at."""
    return [item.mark.line for item in outcome.diagnostics if item.mark]


def test_a_text_too_long_points_at_its_limit_wherever_that_moves(fresh: Desk) -> None:
    fresh.write(motivation={"themes": ["One two three four five."]})
    rules = {"sections": [{"id": "why", "title": "Why", "seed": ["motivation.themes"]}]}
    fresh.ask("east", statement=rules | {"limits": [{"unit": "words", "maximum": "3"}]})
    outcome = fresh.build()
    lines = (fresh.folder / "programs" / "east.yaml").read_text(encoding="utf-8").splitlines()
    assert (codes(outcome), pointed(outcome)) == (["over-limit"], [lines.index("  - unit: words") + 1])
    fresh.edit("programs/east.yaml", "schema:", "# One.\n# Two.\nschema:")
    outcome = fresh.build()
    assert (fresh.rendered, codes(outcome)) == ([], ["over-limit"])
    assert pointed(outcome) == [lines.index("  - unit: words") + 3]


# Dates ---------------------------------------------------------------------------------------


def dates(desk: Desk) -> set[str]:
    return {row["date"] for row in desk.rows().values()}


def test_midnight_renders_nothing(desk: Desk) -> None:
    desk.today += datetime.timedelta(days=3)
    desk.build()
    assert (desk.rendered, dates(desk)) == ([], {"2026-11-24"})


def test_a_change_takes_todays_date_and_only_there(desk: Desk) -> None:
    desk.today += datetime.timedelta(days=3)
    desk.edit("programs/west.yaml", "Pain Fellowship", "Pain Medicine")
    desk.build(programs=("east", "west"))
    rows = desk.rows()
    assert rows[f"{EAST}.pdf"]["date"] == "2026-11-24"
    assert rows["west/draft/Corr_AdaBel_Statement_West.pdf"]["date"] == "2026-11-27"


def test_a_date_that_is_given_holds(desk: Desk) -> None:
    given = datetime.date(2026, 12, 1)
    desk.build(date=given)
    assert (desk.rendered, dates(desk)) == (DOCUMENTS, {"2026-12-01"})
    desk.build()
    assert (desk.rendered, dates(desk)) == ([], {"2026-12-01"}), "until something changes"
    assert unchanged(desk, date=desk.today) is None
    desk.build(date=desk.today)
    assert (desk.rendered, dates(desk)) == (DOCUMENTS, {"2026-11-24"}), "today's date can be given too"
    desk.build()
    assert unchanged(desk, date=desk.today) is None, "a date that is given is another question"


def test_formats_of_one_document_share_a_date(fresh: Desk) -> None:
    fresh.build(formats=("docx",))
    fresh.today += datetime.timedelta(days=3)
    fresh.build(documents=("cv", "statement", "briefing"))
    assert dates(fresh) == {"2026-11-24"}


def test_a_version_beside_an_edited_docx_has_its_date_until_something_changes(desk: Desk) -> None:
    (desk.output / f"{EAST}.docx").write_bytes(b"typed in by a person")
    desk.edit("profile.yaml", "Did one thing.", "Did two things.")
    desk.build(formats=("docx",))
    desk.today += datetime.timedelta(days=3)
    desk.build(formats=("docx",))
    assert desk.rendered == []


def test_a_deadline_that_passes_is_told_without_rendering(desk: Desk) -> None:
    desk.today = datetime.date(2027, 3, 2)
    outcome = desk.build()
    assert desk.rendered == []
    assert codes(outcome) == ["deadline-passed", "deadline-passed", "output-left-over"], "the briefing is of no use now"


# Equal bytes ---------------------------------------------------------------------------------


def test_equal_bytes_whatever_the_clock_the_locale_and_the_seed(tmp_path: Path) -> None:
    """Two processes, two folders: every file is the same, the manifest too."""
    made = []
    surroundings = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "77"},
    ]
    for place, around in enumerate(surroundings):
        folder = tmp_path / f"desk {place}" / ("x" * place)
        folder.mkdir(parents=True)
        command = [sys.executable, "-m", "assembler", "build", "sample-thin", "--date", "2026-11-24", "-o", "made"]
        root = str(resources.templates().parent)
        environment = {**os.environ, **around, "PYTHONPATH": root, "SOURCE_DATE_EPOCH": ""}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        files = [path for path in (folder / "made").rglob("*") if path.is_file() and path.name not in (".lock", FILE)]
        made.append(
            {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        )
    assert made[0] == made[1]
    assert len(made[0]) == 21
    assert any(path.endswith("manifest.json") for path in made[0])


def test_a_theme_in_a_linked_folder_is_looked_at(desk: Desk) -> None:
    themes = desk.root / "elsewhere"
    themes.mkdir()
    (desk.root / "templates").mkdir()
    (desk.root / "templates" / "themes").symlink_to(themes.resolve(), target_is_directory=True)
    shipped = resources.templates() / "themes" / "modern.yaml"
    (themes / "modern.yaml").write_bytes(shipped.read_bytes())
    desk.build()
    assert unchanged(desk) == []
    (themes / "modern.yaml").write_bytes(shipped.read_bytes() + b"# A comment.\n")
    assert unchanged(desk) is None


def test_what_was_made_before_a_build_is_stopped_at_its_end_is_kept(
    fresh: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> list[Diagnostic]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("assembler.making.of_mail", stopped)
        with pytest.raises(KeyboardInterrupt):
            fresh.build()
    made = fresh.files()
    assert f"{EAST}.pdf" in made
    fresh.build()
    assert fresh.rendered == ["request/lim"], "the mail alone, at which it was stopped"


def test_a_mail_is_not_made_without_what_goes_with_it(fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    press = pressing.press

    def without_packs(composer: Composer, job: pressing.Job) -> pressing.Pressed:
        if job.name.startswith("pack/"):
            raise MemoryError
        return press(composer, job)

    monkeypatch.setattr(pressing, "press", without_packs)
    outcome = fresh.build()
    told = [item.message for item in outcome.diagnostics if item.code == "not-laid-out"]
    assert [message.partition(" ")[0] for message in told] == ["pack/lim"], "one mistake is told once"
    assert not any(path.endswith(".eml") for path in fresh.files())


def test_a_check_that_is_stopped_writes_nothing(fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> list[Diagnostic]:
        raise KeyboardInterrupt

    monkeypatch.setattr("assembler.build.review", stopped)
    with pytest.raises(KeyboardInterrupt):
        fresh.build(write=False)
    assert not fresh.output.exists()


def test_where_nothing_is_made_anew_nobody_is_hired(desk: Desk) -> None:
    def hired() -> Crew:
        raise AssertionError("a crew was hired for nothing")

    desk.edit("profile.yaml", "schema: '1'", "# A comment.\nschema: '1'")
    outcome = build(desk.folder, desk.output, Options(write=False), desk.today, lambda *_: None, hire=hired)
    assert outcome.rendered == 0
