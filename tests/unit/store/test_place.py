"""What is ours is replaced, what is a person's is kept, and the manifest is true."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Severity
from assembler.store import Manifest, write_outputs
from assembler.store.atomic import sha256
from assembler.store.manifest import journal_text
from tests.unit.store.desk import Desk, output

# What is ours -------------------------------------------------------------------------------


def test_a_first_build_writes_all_and_records_it(desk: Desk) -> None:
    desk.build({"a/CV.pdf": "one", "a/CV.docx": "two"}, {"profile.yaml": "hash"})
    assert desk.files() == {"a/CV.pdf": "one", "a/CV.docx": "two"}
    assert desk.actions == {"a/CV.pdf": "new", "a/CV.docx": "new"}
    assert desk.found == []
    manifest = desk.manifest
    assert {row.path: row.sha256 for row in manifest.outputs} == {
        "a/CV.pdf": sha256(b"one"),
        "a/CV.docx": sha256(b"two"),
    }
    assert manifest.inputs == {"profile.yaml": "hash"}
    assert (manifest.outputs[0].program, manifest.outputs[0].pages) == ("alpha", 2)


def test_the_returned_manifest_is_the_one_on_disk(desk: Desk) -> None:
    manifest, _written, _found = write_outputs(desk.folder, [output("CV.pdf", "one")], Manifest(), {"a": 1})
    assert manifest == desk.manifest


def test_the_same_build_again_touches_nothing(desk: Desk) -> None:
    files = {"CV.pdf": "one", "CV.docx": "one"}
    desk.build(files)
    times = {path: path.stat().st_mtime_ns for path in desk.folder.iterdir()}
    desk.build(files)
    assert {path: path.stat().st_mtime_ns for path in desk.folder.iterdir()} == times
    assert desk.actions == {"CV.pdf": "unchanged", "CV.docx": "unchanged"}


def test_what_is_ours_is_replaced(desk: Desk) -> None:
    desk.build({"CV.pdf": "one", "CV.docx": "one"})
    desk.build({"CV.pdf": "two", "CV.docx": "two"})
    assert desk.files() == {"CV.pdf": "two", "CV.docx": "two"}
    assert desk.actions == {"CV.pdf": "updated", "CV.docx": "updated"}
    assert desk.found == []


def test_a_partial_build_keeps_the_record_of_the_rest(desk: Desk) -> None:
    desk.build({"a/CV.pdf": "one", "b/CV.pdf": "one"})
    desk.build({"a/CV.pdf": "two"})
    assert {row.path: row.fingerprint for row in desk.manifest.outputs} == {"a/CV.pdf": "two", "b/CV.pdf": "one"}


def test_an_unchanged_output_keeps_its_file_and_its_record(desk: Desk) -> None:
    desk.build({"CV.pdf": "one"})
    before = desk.manifest
    desk.build({"CV.pdf": None})
    assert desk.manifest == before
    assert desk.actions == {"CV.pdf": "unchanged"}


@pytest.mark.parametrize("paths", [("CV.pdf", "cv.pdf"), ("CV.new.docx",), ("manifest.json",), (".LOCK",)])
def test_two_claims_on_one_file_are_a_defect_of_the_caller(desk: Desk, paths: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="is taken"):
        desk.build(dict.fromkeys(paths, "one"))
    assert not desk.folder.exists()


# What is a person's -------------------------------------------------------------------------


def test_an_edited_docx_stays_and_the_new_version_goes_beside_it(desk: Desk) -> None:
    desk.build({"a/CV.docx": "one", "a/CV.pdf": "one"})
    desk.write("a/CV.docx", "typed")
    desk.build({"a/CV.docx": "two", "a/CV.pdf": "two"})
    assert desk.files() == {"a/CV.docx": "typed", "a/CV.new.docx": "two", "a/CV.pdf": "two"}
    assert desk.actions == {"a/CV.new.docx": "beside", "a/CV.pdf": "updated"}
    (found,) = desk.found
    assert (found.severity, found.code) == (Severity.WARNING, "edited-kept")
    assert found.message == (
        f"'{desk.folder}/a/CV.docx' was edited by a person and is left as it is; 'CV.pdf' is made from the profile "
        "and no longer matches it; the new version is beside it as 'CV.new.docx'"
    )
    assert {row.path: row.sha256 for row in desk.manifest.outputs} == {
        "a/CV.docx": sha256(b"one"),
        "a/CV.new.docx": sha256(b"two"),
        "a/CV.pdf": sha256(b"two"),
    }


def test_who_edits_this_very_version_gets_no_second(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    for files in ({"CV.docx": "one"}, {"CV.docx": None}):
        desk.build_outputs([output("CV.docx", text, "one") for text in files.values()])
        assert desk.files() == {"CV.docx": "typed"}
        assert desk.actions == {"CV.docx": "unchanged"}
        assert desk.codes == ["edited-kept"]
        assert "new version" not in desk.found[0].message


@pytest.mark.parametrize("text", ["one", None])
def test_a_version_beside_goes_once_what_they_edited_is_the_latest_again(desk: Desk, text: str | None) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    desk.build_outputs([output("CV.docx", text, "one")])
    assert desk.files() == {"CV.docx": "typed"}
    assert (desk.recorded, desk.codes) == (["CV.docx"], ["edited-kept"])
    assert desk.actions == {"CV.docx": "unchanged", "CV.new.docx": "removed"}


def test_of_an_unchanged_output_the_version_beside_is_named(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    desk.build_outputs([output("CV.docx", None, "two")])
    assert desk.actions == {"CV.new.docx": "unchanged"}
    assert "the new version is beside it as 'CV.new.docx'" in desk.found[0].message


def test_without_a_pdf_none_is_spoken_of(desk: Desk) -> None:
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "one"})
    assert "CV.pdf" not in desk.found[0].message


def test_our_version_beside_is_replaced_by_the_next(desk: Desk) -> None:
    desk.write("CV.docx", "typed")
    for text in ("one", "two", "two"):
        desk.build({"CV.docx": text})
        assert desk.files() == {"CV.docx": "typed", "CV.new.docx": text}
        assert desk.codes == ["edited-kept"]
    assert desk.actions == {"CV.new.docx": "unchanged"}
    assert desk.recorded == ["CV.new.docx"]


def test_an_edited_version_beside_stays_too(desk: Desk) -> None:
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "one"})
    desk.write("CV.new.docx", "typed too")
    desk.build({"CV.docx": "two"})
    expected = {"CV.docx": "typed", "CV.new.docx": "typed too", "CV.new-2.docx": "two"}
    assert desk.files() == expected
    assert [found.message.split(" was")[0] for found in desk.found] == [
        f"'{desk.folder}/CV.docx'",
        f"'{desk.folder}/CV.new.docx'",
    ]
    desk.build({"CV.docx": "three"})
    assert desk.files() == {**expected, "CV.new-2.docx": "three"}
    (desk.folder / "CV.new.docx").unlink()
    desk.build({"CV.docx": "four"})
    assert desk.files() == {"CV.docx": "typed", "CV.new.docx": "four"}
    assert desk.recorded == ["CV.new.docx"]


def test_once_the_edited_file_is_gone_the_version_beside_goes_too(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    (desk.folder / "CV.docx").unlink()
    desk.build({"CV.docx": "two"})
    assert desk.files() == {"CV.docx": "two"}
    assert desk.recorded == ["CV.docx"]
    assert desk.actions == {"CV.docx": "new", "CV.new.docx": "removed"}
    assert desk.found == []


def test_an_edited_version_beside_outlives_the_file_it_stood_beside(desk: Desk) -> None:
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "one"})
    desk.write("CV.new.docx", "typed too")
    (desk.folder / "CV.docx").unlink()
    desk.build({"CV.docx": "two"})
    assert desk.files() == {"CV.docx": "two", "CV.new.docx": "typed too"}
    assert [found.message for found in desk.found] == [
        f"'{desk.folder}/CV.new.docx' was edited by a person and is left as it is"
    ]


@pytest.mark.parametrize("take", ["move", "copy"])
def test_a_person_may_take_the_version_beside(desk: Desk, take: str) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    if take == "move":
        (desk.folder / "CV.new.docx").replace(desk.folder / "CV.docx")
    else:
        desk.write("CV.docx", "two")
    desk.build({"CV.docx": "three"})
    assert desk.files() == {"CV.docx": "three"}
    assert desk.recorded == ["CV.docx"]
    assert desk.found == []


def test_a_person_may_undo_what_was_typed(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    desk.write("CV.docx", "one")
    desk.build({"CV.docx": "three"})
    assert desk.files() == {"CV.docx": "three"}


def test_a_docx_that_equals_the_fresh_build_is_taken_as_ours(desk: Desk) -> None:
    desk.write("CV.docx", "one")
    desk.build({"CV.docx": "one"})
    assert desk.actions == {"CV.docx": "unchanged"}
    assert (desk.found, desk.recorded) == ([], ["CV.docx"])


def test_an_unchanged_output_that_a_person_edited_is_named(desk: Desk) -> None:
    desk.build({"CV.docx": "one", "CV.pdf": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two", "CV.pdf": "two"})
    desk.build({"CV.docx": None, "CV.pdf": None})
    assert desk.files() == {"CV.docx": "typed", "CV.new.docx": "two", "CV.pdf": "two"}
    assert "beside it as 'CV.new.docx'" in desk.found[0].message
    assert desk.recorded == ["CV.docx", "CV.new.docx", "CV.pdf"]


def test_an_unchanged_output_loses_its_needless_version_beside(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    desk.write("CV.docx", "one")
    desk.build({"CV.docx": None})
    assert desk.files() == {"CV.docx": "one"}


@pytest.mark.parametrize("name", ["~$Tan_CV.docx", "~$n_CV.docx", ".~lock.Tan_CV.docx#"])
def test_a_docx_that_is_open_is_left_alone(desk: Desk, name: str) -> None:
    desk.build({"Tan_CV.docx": "one"})
    desk.write(name, "lock")
    desk.build({"Tan_CV.docx": "two"})
    assert desk.files() == {"Tan_CV.docx": "one", "Tan_CV.new.docx": "two", name: "lock"}
    assert "is open in an editor and is left as it is" in desk.found[0].message
    assert name in (desk.found[0].hint or "")
    (desk.folder / name).unlink()
    desk.build({"Tan_CV.docx": "two"})
    assert desk.files() == {"Tan_CV.docx": "two"}


def test_a_version_beside_that_is_open_is_left_alone_too(desk: Desk) -> None:
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "one"})
    desk.write("~$CV.new.docx", "lock")
    desk.build({"CV.docx": "two"})
    assert desk.files()["CV.new.docx"] == "one"
    assert desk.files()["CV.new-2.docx"] == "two"


def test_an_open_docx_that_is_current_needs_no_word(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("~$CV.docx", "lock")
    desk.build({"CV.docx": "one"})
    assert desk.found == []


def test_another_file_that_a_person_changed_is_copied_first(desk: Desk) -> None:
    desk.build({"a/CV.pdf": "one"})
    desk.write("a/CV.pdf", "annotated")
    desk.build({"a/CV.pdf": "two"})
    assert desk.files() == {"a/CV.pdf": "two", "a/CV.kept-1.pdf": "annotated"}
    assert desk.actions == {"a/CV.kept-1.pdf": "kept", "a/CV.pdf": "updated"}
    assert [found.message for found in desk.found] == [
        (
            f"'{desk.folder}/a/CV.pdf' was changed by a person: that file is kept as 'CV.kept-1.pdf', "
            "and this build's takes its place"
        )
    ]
    desk.write("a/CV.pdf", "annotated again")
    desk.build({"a/CV.pdf": "two"})
    assert desk.files() == {"a/CV.pdf": "two", "a/CV.kept-1.pdf": "annotated", "a/CV.kept-2.pdf": "annotated again"}


def test_what_changes_while_it_is_written_is_looked_at_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build({"CV.docx": "one"})
    sync = os.fsync
    saved: list[bool] = []

    def save_meanwhile(descriptor: int) -> None:
        sync(descriptor)
        if not saved and (os.fstat(descriptor).st_size == len("second")):
            saved.append(True)
            desk.write("CV.docx", "typed just now")

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    desk.build({"CV.docx": "second"})
    assert saved
    assert desk.files() == {"CV.docx": "typed just now", "CV.new.docx": "second"}


def test_what_never_stops_changing_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build({"CV.pdf": "one"})
    sync = os.fsync
    saves: list[bool] = []

    def save_meanwhile(descriptor: int) -> None:
        sync(descriptor)
        if os.fstat(descriptor).st_size == len("second"):
            saves.append(True)
            desk.write("CV.pdf", f"saved {len(saves)} times")

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    desk.build({"CV.pdf": "second"})
    assert desk.codes[-1] == "output-unwritable"
    assert "another program keeps changing it" in desk.found[-1].message
    assert "saved 1 times" in desk.files().values()


# What stands in the way ----------------------------------------------------------------------


def folder_there(path: Path, _outside: Path) -> None:
    path.mkdir()


def file_for_folder(path: Path, _outside: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("typed", encoding="utf-8")


def link_there(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "profile.yaml")


def link_on_the_way(path: Path, outside: Path) -> None:
    path.parent.rmdir()
    path.parent.symlink_to(outside)


def protected_there(path: Path, _outside: Path) -> None:
    path.write_text("ours", encoding="utf-8")
    path.chmod(0o444)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize(
    ("obstruct", "reason"),
    [
        (folder_there, "a folder lies where the file should be"),
        (file_for_folder, "a file lies where a folder should be"),
        (link_there, "a link or a device lies there, not a file"),
        (link_on_the_way, "it leads out of the output folder"),
        (protected_there, "it is write-protected"),
    ],
)
def test_what_stands_in_the_way_stays_and_does_not_stop_the_rest(
    desk: Desk, tmp_path: Path, obstruct: Any, reason: str, suffix: str
) -> None:
    path = f"a/CV.{suffix}"
    desk.build({"keep": "x", path: "ours"})
    (desk.folder / path).unlink()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "profile.yaml").write_text("precious", encoding="utf-8")
    obstruct(desk.folder / path, outside)
    desk.build({path: "two", "b/CV.pdf": "two"}, {"profile.yaml": 1})
    assert [(found.code, found.message) for found in desk.found] == [
        ("output-unwritable", f"'{desk.folder}/{path}' cannot be written: {reason}")
    ]
    assert desk.files()["b/CV.pdf"] == "two"
    assert {path.name: path.read_text(encoding="utf-8") for path in outside.iterdir()} == {"profile.yaml": "precious"}
    assert not list(tmp_path.rglob("*.tmp"))
    assert {row.path: row.fingerprint for row in desk.manifest.outputs}[path] == "ours"
    assert desk.manifest.inputs == {}


def test_a_link_within_the_folder_is_followed(desk: Desk) -> None:
    (desk.folder / "a").mkdir(parents=True)
    (desk.folder / "b").symlink_to("a")
    desk.build({"b/CV.pdf": "one"})
    assert desk.found == []


def test_the_output_folder_itself_may_be_a_link(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other disk").mkdir()
    desk.folder.symlink_to("other disk")
    desk.build({"a/CV.pdf": "one"})
    assert (tmp_path / "other disk" / "a" / "CV.pdf").read_text(encoding="utf-8") == "one"


@pytest.mark.parametrize("path", ["../CV.pdf", "/tmp/CV.pdf", "a/../../CV.pdf"])  # noqa: S108
def test_a_path_that_leads_out_is_refused(desk: Desk, path: str) -> None:
    desk.build({path: "one"})
    assert "it leads out of the output folder" in desk.found[0].message
    assert desk.files() == {}


@pytest.mark.parametrize("length", [249, 300])
def test_a_name_that_is_too_long_is_told(desk: Desk, length: int) -> None:
    path = f"a/{'x' * length}.docx"
    if length < 255:
        desk.write(path, "typed")
    desk.build({path: "one", "CV.pdf": "one"})
    assert desk.codes[-1] == "output-unwritable"
    assert "the name is too long" in desk.found[-1].message
    assert desk.files()["CV.pdf"] == "one"


def test_an_output_folder_that_is_a_file_gives_one_diagnostic(desk: Desk) -> None:
    desk.folder.write_text("typed", encoding="utf-8")
    manifest, written, found = write_outputs(desk.folder, [output(f"{n}.pdf", "one") for n in range(9)], Manifest(), {})
    assert (manifest, written) == (Manifest(), [])
    assert [each.code for each in found] == ["output-unwritable"]
    assert desk.folder.read_text(encoding="utf-8") == "typed"


# A damaged manifest, and builds that were cut short ------------------------------------------


def test_with_a_damaged_manifest_all_is_a_persons_and_the_manifest_is_kept(desk: Desk) -> None:
    desk.build({"CV.docx": "one", "CV.pdf": "one", "Same.pdf": "one"})
    desk.write("manifest.json", '{"version": 2}')
    desk.build({"CV.docx": "two", "CV.pdf": "two", "Same.pdf": "one"})
    assert desk.files() == {
        "CV.docx": "one",
        "CV.new.docx": "two",
        "CV.pdf": "two",
        "CV.kept-1.pdf": "one",
        "Same.pdf": "one",
        "manifest.kept-1.json": '{"version": 2}',
    }
    assert desk.codes == ["manifest-damaged", "edited-kept", "edited-kept"]
    desk.build({"CV.docx": "two", "CV.pdf": "two", "Same.pdf": "one"})
    assert desk.codes == ["edited-kept"]


def cut_short(desk: Desk, *files: str) -> None:
    """What a killed build leaves: `files` with the content `killed`, the journal that announced them, a scrap."""
    names = {path.replace(".new", ""): frozenset({sha256(b"killed"), sha256(b"never written")}) for path in files}
    desk.write(".pending.json", journal_text(names))
    desk.write("a/.assembler-0123456789abcdef.tmp", "half")
    for path in files:
        desk.write(path, "killed")


def test_files_of_a_build_that_was_cut_short_are_ours(desk: Desk) -> None:
    desk.build({"CV.docx": "one", "CV.pdf": "one"})
    cut_short(desk, "CV.docx", "CV.pdf")
    desk.build({"CV.docx": "two", "CV.pdf": "two"})
    assert desk.files() == {"CV.docx": "two", "CV.pdf": "two"}
    assert desk.found == []


def test_a_version_beside_of_a_build_that_was_cut_short_is_ours(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "typed")
    cut_short(desk, "CV.new.docx")
    desk.build({"CV.docx": "two"})
    assert desk.files() == {"CV.docx": "typed", "CV.new.docx": "two"}
    (desk.folder / "CV.docx").unlink()
    cut_short(desk, "CV.new.docx")
    desk.build({"CV.docx": "three"})
    assert desk.files() == {"CV.docx": "three"}


def test_a_docx_edited_after_a_build_was_cut_short_is_a_persons(desk: Desk) -> None:
    cut_short(desk, "CV.docx")
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "two"})
    assert desk.files() == {"CV.docx": "typed", "CV.new.docx": "two"}


def test_a_partial_build_does_not_forget_what_a_build_cut_short_wrote_elsewhere(desk: Desk) -> None:
    desk.build({"a/CV.docx": "one", "b/CV.docx": "one"})
    cut_short(desk, "a/CV.docx", "b/CV.docx")
    desk.build({"a/CV.docx": "two"})
    assert desk.manifest.pending == {"b/CV.docx": frozenset({sha256(b"killed")})}
    desk.build({"b/CV.docx": "two"})
    assert desk.files() == {"a/CV.docx": "two", "b/CV.docx": "two"}
    assert desk.found == []


def test_an_output_that_failed_after_its_move_stays_ours(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build({"CV.docx": "one"})
    sync = os.fsync

    def fail_after_the_move(descriptor: int) -> None:
        if (desk.folder / "CV.docx").read_text(encoding="utf-8") == "two":
            raise OSError(5, "fault")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_after_the_move)
    desk.build({"CV.docx": "two"})
    assert set(desk.codes) == {"output-unwritable"}
    monkeypatch.undo()
    desk.build({"CV.docx": "three"})
    assert desk.files() == {"CV.docx": "three"}
    assert desk.found == []


def test_a_manifest_that_cannot_be_written_leaves_the_journal_to_tell_what_is_ours(desk: Desk) -> None:
    (desk.folder / "manifest.json").mkdir(parents=True)
    desk.build({"CV.docx": "one"})
    assert desk.codes == ["manifest-damaged", "output-unwritable"]
    assert f"'{desk.folder}/manifest.json' cannot be written" in desk.found[1].message
    (desk.folder / "manifest.json").rmdir()
    desk.build({"CV.docx": "two"})
    assert desk.files() == {"CV.docx": "two"}
    assert desk.found == []


def test_inputs_are_recorded_with_edited_files_but_not_with_failures(desk: Desk) -> None:
    desk.write("CV.docx", "typed")
    desk.build({"CV.docx": "one"}, {"profile.yaml": 1})
    assert desk.manifest.inputs == {"profile.yaml": 1}
    (desk.folder / "b").mkdir()
    desk.build({"CV.docx": "one", "b": "one"}, {"profile.yaml": 2})
    assert desk.manifest.inputs == {}


def test_the_record_says_all_that_the_output_says(desk: Desk) -> None:
    made = replace(output("r/Briefing.pdf", "one"), program=None, referee="lim", draft=True, words=7, characters=40)
    desk.build_outputs([made])
    (row,) = desk.manifest.outputs
    for name in ("path", "document", "program", "referee", "format", "draft", "fingerprint", "date", "pages"):
        assert getattr(row, name) == getattr(made, name)
    assert (row.words, row.characters) == (7, 40)
