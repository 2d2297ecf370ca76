"""Freezing: a CV that a person edited stays as it is, its PDF is made of it, and nothing of it is ever lost."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement

from assembler import cli, office
from assembler.build import Outcome, build
from assembler.freshness import last_build
from assembler.loading import load_applicant
from assembler.options import Options
from assembler.plan import plan
from assembler.schema.dates import PartialDate
from assembler.statements.package import W
from assembler.store import history
from assembler.store.atomic import sha256
from assembler.store.frozen import frozen
from tests.desk import DAY, NOW, words
from tests.people import ENTRIES, PROFILE, PROGRAM, REFEREE, as_yaml, composer, house

FOLDER, OUTPUT = Path("profiles/corr"), Path("output/corr")
CV = OUTPUT / "harbour/Corr_AdaBel_CV_Harbour.docx"
BRIEFING = OUTPUT / "referees/lim/Corr_AdaBel_Briefing_Lim.docx"

# An office that makes a PDF of three pages, and counts how often it is asked.
OFFICE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
echo asked >> {log}
cp {pdf} "${{3%.docx}}.pdf"
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the office notes that it was asked; the applicant lies in the current folder."""
    monkeypatch.chdir(tmp_path)
    (FOLDER / "programs").mkdir(parents=True)
    posts = [ENTRIES["posts"] | {"id": "post"}]
    held = PROFILE | {"posts": posts, "referees": [REFEREE | {"id": "lim"}]}
    (FOLDER / "profile.yaml").write_text(as_yaml(held), encoding="utf-8")
    asked = PROGRAM | {"letters": {"minimum": 1}, "referees": ["lim"], "documents": ["cv", "statement"]}
    (FOLDER / "programs" / "harbour.yaml").write_text(as_yaml(asked), encoding="utf-8")
    made = tmp_path / "bin" / "soffice"
    made.parent.mkdir()
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        pdf.save(tmp_path / "made.pdf")
    made.write_text(OFFICE.format(log=tmp_path / "log", pdf=tmp_path / "made.pdf"), encoding="utf-8")
    made.chmod(0o755)
    monkeypatch.setenv("PATH", f"{made.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "log"


OPTIONS = Options(documents=("cv", "briefing"))


def make(**options: Any) -> Outcome:
    return build(FOLDER, OUTPUT, OPTIONS._replace(**options), DAY, lambda *_: None, NOW)


def run(*words: str, capsys: pytest.CaptureFixture[str], out: bool = False) -> tuple[int, str]:
    """The exit status of `assembler history …`, and what it says on standard error, or on standard `out`put."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ending:
        cli.main(["history", *words])
    said = capsys.readouterr()
    return int(str(ending.value.code)), said.out if out else said.err


def edit(path: Path, text: str = "Typed by hand.") -> bytes:
    held = docx.Document(str(path))
    held.paragraphs[1].add_run(text)
    held.save(str(path))
    return path.read_bytes()


def asked(log: Path) -> int:
    return len(log.read_text().split()) if log.exists() else 0


def codes(outcome: Outcome) -> list[str]:
    return [item.code for item in outcome.diagnostics]


def test_an_edited_cv_is_named_with_what_can_be_done(log: Path) -> None:
    make()
    edit(CV)
    told = next(item for item in make().diagnostics if item.code == "edited-kept")
    assert "no longer matches" in told.message
    assert told.hint is not None
    for action in ("keep", "discard"):
        assert f"'assembler history {action} corr {CV}'" in told.hint
    assert asked(log) == 0


def test_a_frozen_cv_stays_and_its_pdf_is_made_of_it(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    before = CV.with_suffix(".pdf").read_bytes()
    typed = edit(CV)
    status, said = run("keep", "corr", str(CV), capsys=capsys)
    assert (status, "is frozen" in said) == (0, True)
    outcome = make()
    assert (asked(log), CV.read_bytes()) == (1, typed)
    assert CV.with_suffix(".pdf").read_bytes() != before
    assert "edited-kept" not in codes(outcome)
    assert "frozen" in codes(outcome)
    assert not list(CV.parent.glob("*.new.docx"))
    make()
    assert asked(log) == 1, "what did not change is not made again"
    rows = json.loads((OUTPUT / "manifest.json").read_text())["outputs"]
    assert {row["format"]: row["pages"] for row in rows if row["document"] == "cv"} == {"docx": None, "pdf": 3}


def test_a_pack_says_that_it_does_not_hold_the_briefing_that_was_kept(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(documents=("briefing", "pack"))
    edit(BRIEFING)
    run("keep", str(BRIEFING), capsys=capsys)
    told = [item for item in make(documents=("briefing", "pack")).diagnostics if item.code == "frozen-not-packed"]
    (message,) = [item.message for item in told]
    assert message.startswith("pack/lim holds the briefing as it is made from the profile, not 'Corr_AdaBel_Briefing_L")
    assert asked(log) == 1


def test_what_is_edited_again_is_frozen_as_it_is_then(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    first = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    make()
    second = edit(CV, "And again.")
    outcome = make()
    assert asked(log) == 2
    assert CV.read_bytes() == second
    assert any("edited again" in item.message for item in outcome.diagnostics)
    quick = last_build(FOLDER, OUTPUT, OPTIONS, DAY)
    assert quick is not None
    assert [item.code for item in quick[1]].count("frozen") == 1, "what was done is told once"
    kept = [history.read(FOLDER, one.id) for one in history.entries(FOLDER)]
    assert first in kept
    assert second in kept


def test_it_comes_back_where_the_output_folder_is_gone(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    typed = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    for path in sorted(OUTPUT.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    make()
    assert CV.read_bytes() == typed
    assert asked(log) == 1


def test_a_profile_that_moved_on_is_told(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    assert [item.severity.value for item in make().diagnostics if item.code == "frozen"] == ["note"]
    text = (FOLDER / "profile.yaml").read_text(encoding="utf-8")
    (FOLDER / "profile.yaml").write_text(text.replace("Registrar", "Senior registrar"), encoding="utf-8")
    told = [item for item in make().diagnostics if item.code == "frozen"]
    assert [item.severity.value for item in told] == ["warning"]
    assert "what the profile would put there is something else by now" in told[0].message
    assert asked(log) == 1


def test_discard_makes_it_anew_and_keeps_what_was_typed(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    typed = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    make()
    status, said = run("discard", "corr", str(CV), capsys=capsys)
    assert (status, "made anew" in said) == (0, True)
    assert frozen(FOLDER)[0] == {}
    outcome = make()
    assert "frozen" not in codes(outcome)
    assert "Typed by hand." not in words(CV.read_bytes(), CV.name)
    assert b"LibreOffice" not in CV.with_suffix(".pdf").read_bytes()
    assert typed in [history.read(FOLDER, one.id) for one in history.entries(FOLDER)]
    assert asked(log) == 1


def test_what_was_never_frozen_can_be_discarded(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    typed = edit(BRIEFING)
    assert run("discard", "corr", "referees/lim/Corr_AdaBel_Briefing_Lim.docx", capsys=capsys)[0] == 0
    make()
    assert "Typed by hand." not in words(BRIEFING.read_bytes(), BRIEFING.name)
    assert typed in [history.read(FOLDER, one.id) for one in history.entries(FOLDER)]
    assert asked(log) == 0


# Where LibreOffice is missing, fails, or is another one -----------------------------------------


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes the office away."""
    return lambda: monkeypatch.setattr(office, "_NAMES", ("no-such-office",))


def test_without_an_office_no_pdf_says_something_else(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    edit(CV)
    before = CV.with_suffix(".pdf").read_bytes()
    run("keep", "corr", str(CV), capsys=capsys)
    with monkeypatch.context() as patched:
        patched.setattr(office, "_NAMES", ("no-such-office",))
        outcome = make()
        assert {"frozen-without-pdf", "frozen-withdrawn"} <= set(codes(outcome))
        assert "output-stale" not in codes(outcome)
        assert not CV.with_suffix(".pdf").exists()
        assert before in [history.read(FOLDER, one.id) for one in history.entries(FOLDER)]
        again = codes(make())
        assert ("frozen-without-pdf" in again, "frozen-withdrawn" in again) == (True, False)
        assert asked(log) == 0
        assert last_build(FOLDER, OUTPUT, OPTIONS, DAY) is None, "an office may come at any time"
    make()
    assert asked(log) == 1
    assert CV.with_suffix(".pdf").exists()


def test_a_pdf_that_a_person_made_of_it_stays(
    log: Path, capsys: pytest.CaptureFixture[str], gone: Callable[[], None]
) -> None:
    make()
    edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    CV.with_suffix(".pdf").write_bytes(b"exported from Word")
    gone()
    told = [item for item in make().diagnostics if item.code.startswith("frozen-")]
    assert [(item.code, item.severity.value) for item in told] == [("frozen-without-pdf", "note")]
    assert CV.with_suffix(".pdf").read_bytes() == b"exported from Word"
    assert asked(log) == 0


def test_a_pdf_that_says_what_is_frozen_stays_when_the_office_goes(
    log: Path, capsys: pytest.CaptureFixture[str], gone: Callable[[], None]
) -> None:
    make()
    edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    make()
    made = CV.with_suffix(".pdf").read_bytes()
    gone()
    outcome = make()
    assert not {"frozen-without-pdf", "frozen-withdrawn"} & set(codes(outcome))
    assert CV.with_suffix(".pdf").read_bytes() == made
    assert asked(log) == 1


def test_another_office_makes_it_anew(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    make()
    assert last_build(FOLDER, OUTPUT, OPTIONS, DAY) is not None
    (Path(office.program() or "").parent / "versionrc").write_text("another release", encoding="utf-8")
    assert last_build(FOLDER, OUTPUT, OPTIONS, DAY) is None
    make()
    assert asked(log) == 2
    make(force=True)
    assert asked(log) == 3


# What is told, and what cannot be done ----------------------------------------------------------


def test_its_pages_are_counted(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = FOLDER / "programs" / "harbour.yaml"
    program.write_text(program.read_text(encoding="utf-8") + "\ncv: {pages: 2}\n", encoding="utf-8")
    make()
    edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    assert "over-pages" in codes(make())
    assert asked(log) == 1


def test_tracked_changes_are_told(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    typed = docx.Document(str(CV))
    mark = OxmlElement("w:ins")
    mark.append(typed.paragraphs[1].add_run("Added by a mentor.")._r)
    typed.paragraphs[1]._p.append(mark)
    typed.save(str(CV))
    run("keep", "corr", str(CV), capsys=capsys)
    assert "frozen-revised" in codes(make())
    edit(BRIEFING)
    run("keep", "corr", str(BRIEFING), capsys=capsys)
    assert codes(make()).count("frozen-revised") == 1
    assert asked(log) == 2


def test_what_waits_in_an_editor_is_left_alone(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    first = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    make()
    second = edit(CV, "And again.")
    lock = CV.with_name(f"~${CV.name[2:]}")
    lock.touch()
    outcome = make()
    assert codes(outcome).count("edited-kept") == 1
    assert CV.read_bytes() == second
    assert not list(CV.parent.glob("*.new.docx"))
    assert frozen(FOLDER)[0][CV.relative_to(OUTPUT).as_posix()].sha256 == sha256(first)
    lock.unlink()
    make()
    assert frozen(FOLDER)[0][CV.relative_to(OUTPUT).as_posix()].sha256 == sha256(second)
    assert asked(log) == 2


def test_checking_writes_nothing(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    first = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    assert "edited-kept" not in codes(make(write=False))
    edit(CV, "And again.")
    outcome = make(write=False)
    assert "edited-kept" not in codes(outcome)
    assert any("the next build freezes it" in item.message for item in outcome.diagnostics)
    assert [row.sha256 for row in frozen(FOLDER)[0].values()] == [sha256(first)]
    assert not any(entry.reason.startswith("edited again") for entry in history.entries(FOLDER))
    assert asked(log) == 2


def test_what_was_frozen_counts_as_a_persons_once_nobody_knows_of_it(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make()
    typed = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    make()
    shutil.rmtree(FOLDER / ".history")
    assert "edited-kept" in codes(make())
    assert CV.read_bytes() == typed
    assert asked(log) == 1


def test_a_frozen_one_is_frozen_once(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    for build_first in (False, True):
        if build_first:
            make()
        status, said = run("keep", "corr", "cv/harbour", capsys=capsys)
        assert (status, "is frozen already" in said) == (0, True)
    assert len(history.entries(FOLDER)) == 1
    assert asked(log) == 1


@pytest.mark.parametrize("action", ["keep", "discard"])
@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("harbour/draft/Corr_AdaBel_Statement_Harbour.docx", "is a draft"),
        ("harbour/Corr_AdaBel_Statement_Elsewhere.docx", "no document that a build makes"),
        ("harbour/Corr_AdaBel_CV_Harbour.docx", "nobody edited"),
        ("cv/harbuor", "did you mean 'cv/harbour'?"),
        ("../../../etc/passwd.docx", "does not lie in"),
    ],
)
def test_what_cannot_be_kept_or_discarded_is_told(
    log: Path, capsys: pytest.CaptureFixture[str], action: str, file: str, said: str
) -> None:
    build(FOLDER, OUTPUT, Options(formats=("docx",)), DAY, lambda *_: None, NOW)
    status, told = run(action, "corr", file, capsys=capsys)
    assert status in (1, 2)
    assert said in told
    assert not log.exists()
    assert frozen(FOLDER)[0] == {}


@pytest.mark.parametrize("action", ["keep", "discard"])
def test_an_open_file_waits(log: Path, capsys: pytest.CaptureFixture[str], action: str) -> None:
    make()
    typed = edit(CV)
    CV.with_name(f"~${CV.name[2:]}").touch()
    status, told = run(action, "corr", str(CV), capsys=capsys)
    assert (status, "is open in an editor" in told) == (1, True)
    assert CV.read_bytes() == typed
    assert not log.exists()


def test_without_a_file_those_that_can_be_named_are_listed(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    assert run("keep", "corr", capsys=capsys) == (0, "no document was edited, and none is frozen\n")
    edit(CV)
    edit(BRIEFING)
    run("keep", "briefing/lim", capsys=capsys)
    status, told = run("discard", "--message-format", "json", capsys=capsys, out=True)
    assert status == 2
    assert [(row["state"], row["file"]) for row in json.loads(told)["documents"]] == [
        ("edited", CV.as_posix()),
        ("frozen", BRIEFING.as_posix()),
    ]
    assert not log.exists()


def test_the_profile_is_told_by_the_file(log: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copytree(FOLDER, FOLDER.with_name("doe"))
    elsewhere = tmp_path / "elsewhere" / "corr"
    for output in (OUTPUT, elsewhere):
        build(FOLDER, output, OPTIONS, DAY, lambda *_: None, NOW)
        edit(output / CV.relative_to(OUTPUT))
    assert run("keep", "cv/harbour", capsys=capsys)[0] == 2
    assert run("keep", "doe", str(CV), capsys=capsys)[0] == 2
    assert run("discard", str(elsewhere / CV.relative_to(OUTPUT)), capsys=capsys)[0] == 0
    assert not (elsewhere / CV.relative_to(OUTPUT)).exists()
    assert run("keep", str(CV), capsys=capsys)[0] == 0
    assert not log.exists()


def test_a_damaged_record_loses_nothing(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make()
    typed = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    (FOLDER / ".history" / "frozen.json").write_text("{", encoding="utf-8")
    outcome = make()
    assert {"history-damaged", "edited-kept"} <= set(codes(outcome))
    assert CV.read_bytes() == typed
    assert not log.exists()


def test_a_record_that_was_damaged_is_kept_when_another_takes_its_place(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make()
    edit(CV)
    edit(BRIEFING)
    run("keep", "corr", str(CV), capsys=capsys)
    index = FOLDER / ".history" / "frozen.json"
    damaged = index.read_bytes() + b"}"
    index.write_bytes(damaged)
    run("keep", "corr", str(BRIEFING), capsys=capsys)
    assert index.with_name("frozen.kept-1.json").read_bytes() == damaged
    assert len(frozen(FOLDER)[0]) == 1
    assert not log.exists()


def test_a_frozen_text_that_was_changed_in_the_history_is_not_handed_out(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make()
    typed = edit(CV)
    run("keep", "corr", str(CV), capsys=capsys)
    for path in (FOLDER / ".history" / "frozen").iterdir():
        path.write_bytes(b"other")
    assert "frozen-lost" not in codes(make()), "the history has it as well"
    for path in (FOLDER / ".history").glob("*.docx"):
        path.write_bytes(b"other")
    outcome = make()
    assert "frozen-lost" in codes(outcome)
    assert CV.read_bytes() == typed
    assert asked(log) == 1
    CV.unlink()
    assert run("discard", "corr", "cv/harbour", capsys=capsys)[0] == 0
    assert "frozen-lost" not in codes(make())


# A finished text --------------------------------------------------------------------------------


def test_a_finished_text_is_frozen_like_any_other(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    final = OUTPUT / "harbour" / "Corr_AdaBel_Statement_Harbour.docx"
    (FOLDER / "statements").mkdir()
    ids = [item.partition("/")[2] for item in _parts()]
    text = "\n".join(f"## {{#{name}}}\n\nWritten about {name}.\n" for name in ids)
    (FOLDER / "statements" / "harbour.md").write_text(text, encoding="utf-8")
    options = Options(documents=("statement",))

    def made() -> Outcome:
        return build(FOLDER, OUTPUT, options, DAY, lambda *_: None, NOW)

    made()
    pasted = final.with_suffix(".txt").read_bytes()
    typed = edit(final)
    told = next(item for item in made().diagnostics if item.code == "edited-kept")
    assert told.hint is not None
    assert f"bring what was typed there into the draft, '{final.parent / 'draft' / final.name}'" in told.hint
    assert run("keep", "corr", "statement/harbour", capsys=capsys)[0] == 2
    status, said = run("keep", "corr", "statement/harbour/final", capsys=capsys)
    assert (status, "no longer reaches it" in said) == (0, True)
    outcome = made()
    assert "frozen-without-text" in codes(outcome)
    assert not final.with_suffix(".txt").exists()
    assert pasted in [history.read(FOLDER, one.id) for one in history.entries(FOLDER)]
    assert "frozen-withdrawn" not in codes(made())
    assert (final.read_bytes(), asked(log)) == (typed, 1)
    assert run("discard", "corr", str(final), capsys=capsys)[0] == 0
    made()
    assert final.with_suffix(".txt").read_bytes() == pasted


def _parts() -> list[str]:
    """The sections of the statement, as in `harbour/opening`."""
    applicant, _ = load_applicant(FOLDER, house())
    assert applicant is not None
    tasks = plan(applicant, house(), composer().words, PartialDate.of(DAY))
    return [f"{task.program}/{name}" for task in tasks if task.document == "statement" for name, _ in task.parts]


# What is handed to the office ------------------------------------------------------------------


def package(relation: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>')
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{relation}</Relationships>')
    return made.getvalue()


PICTURE = '<Relationship Id="r1" Type="http://x/image" Target="https://example.org/a.png" TargetMode="External"/>'
LINK = '<Relationship Id="r1" Type="http://x/hyperlink" Target="https://example.org" TargetMode="External"/>'
TEMPLATE = '<Relationship Id="r2" Type="http://x/attachedTemplate" Target="file:///x.dotm" TargetMode="External"/>'


def test_what_would_be_fetched_is_refused_and_a_link_is_not(log: Path) -> None:
    with pytest.raises(office.OfficeError, match="fetched"):
        office.to_pdf(package(PICTURE), "A title", "An author")
    assert asked(log) == 0
    made = office.to_pdf(package(LINK + TEMPLATE), "A title", "An author")
    assert (made.data[:5], made.pages) == (b"%PDF-", 3)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 cut short"])
def test_what_is_no_docx_is_not_handed_on(log: Path, data: bytes) -> None:
    with pytest.raises(office.OfficeError, match=r"no DOCX|empty|damaged"):
        office.to_pdf(data, "", "")
    assert asked(log) == 0


def test_what_is_huge_once_unpacked_is_not_handed_on(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_BYTES", 100)
    with pytest.raises(office.OfficeError, match="too large"):
        office.to_pdf(package(LINK), "", "")
    assert asked(log) == 0


def test_an_office_that_hangs_is_ended_with_all_that_it_started(
    log: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "PATIENCE", 1)
    script = f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path / 'child'}\nwait\n"
    Path(office.program() or "").write_text(script, encoding="utf-8")
    with pytest.raises(office.OfficeError, match="took more than"):
        office.to_pdf(package(""), "", "")
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(100):
        told = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True, check=False)
        if told.stdout.strip() in ("", "Z"):
            break
        time.sleep(0.05)
    assert told.stdout.strip() in ("", "Z")
    assert asked(log) == 0


def test_a_pdf_that_cannot_be_read_is_told(log: Path, tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(b"no PDF")
    with pytest.raises(office.OfficeError, match="cannot be read"):
        office.to_pdf(package(""), "", "")
    assert asked(log) == 1


def test_an_office_that_fails_is_told(log: Path) -> None:
    Path(office.program() or "").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    with pytest.raises(office.OfficeError, match="could not convert"):
        office.to_pdf(package(""), "", "")
    assert asked(log) == 0
