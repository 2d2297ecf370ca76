"""Whose a file is, and what is current."""

from __future__ import annotations

from assembler.store import current, edited, rows, stale, state
from assembler.store.atomic import sha256
from assembler.store.manifest import journal_text
from tests.unit.store.desk import Desk, output


def test_state(desk: Desk) -> None:
    desk.build({"Ours.docx": "one", "Edited.docx": "one", "Gone.docx": "one", "Cut.docx": "one", "a/Lost.docx": "one"})
    desk.write("Edited.docx", "typed")
    desk.write("Unknown.docx", "one")
    desk.write("Cut.docx", "two")
    desk.write(".pending.json", journal_text({"Cut.docx": frozenset({sha256(b"two")})}))
    (desk.folder / "Gone.docx").unlink()
    (desk.folder / "Link.docx").symlink_to("Ours.docx")
    names = ("Ours.docx", "Edited.docx", "Gone.docx", "Cut.docx", "Unknown.docx", "Link.docx", "a", f"{'x' * 300}.docx")
    assert [state(desk.folder, name, desk.manifest) for name in names] == [
        "ours",
        "edited",
        "absent",
        "ours",
        "edited",
        "edited",
        "edited",
        "edited",
    ]


def test_an_output_is_current_while_its_file_is_as_recorded(desk: Desk) -> None:
    def is_current(fingerprint: str) -> bool:
        return current(desk.folder, "CV.docx", fingerprint, desk.manifest)

    assert not is_current("one")
    desk.build({"CV.docx": "one"})
    assert is_current("one")
    assert not is_current("two")
    desk.write("CV.docx", "typed")
    assert is_current("one"), "the person began from this version"
    assert not is_current("two")
    desk.build({"CV.docx": "two"})
    assert is_current("two"), "it stands beside theirs"
    assert is_current("one")
    desk.write("CV.docx", "two")
    assert not is_current("two"), "taken by the person, but not yet recorded there"
    (desk.folder / "CV.docx").unlink()
    assert not is_current("two")


def test_only_a_docx_is_current_though_somebody_changed_it(desk: Desk) -> None:
    desk.build({"CV.pdf": "one", "CV.docx": "one"})
    desk.write("CV.pdf", "cut short")
    (desk.folder / "CV.docx").unlink()
    (desk.folder / "CV.docx").symlink_to("CV.pdf")
    assert not current(desk.folder, "CV.pdf", "one", desk.manifest)
    assert not current(desk.folder, "CV.docx", "one", desk.manifest), "a link is no file of theirs"


def test_the_record_of_an_output_comes_before_those_beside_it(desk: Desk) -> None:
    desk.build({"a/CV.docx": "one", "b/CV.docx": "one"})
    desk.write("a/CV.docx", "typed")
    desk.build({"a/CV.docx": "two"})
    assert [row.path for row in rows(desk.manifest, "a/CV.docx")] == ["a/CV.docx", "a/CV.new.docx"]


def test_what_a_build_cut_short_wrote_is_not_current(desk: Desk) -> None:
    desk.build({"CV.docx": "one"})
    desk.write("CV.docx", "two")
    desk.write(".pending.json", journal_text({"CV.docx": frozenset({sha256(b"two")})}))
    assert not current(desk.folder, "CV.docx", "one", desk.manifest)


def test_edited_names_every_edited_docx_without_a_build(desk: Desk) -> None:
    desk.build({"a/CV.docx": "one", "b/CV.docx": "one", "c/CV.docx": "one", "a/CV.pdf": "one"})
    desk.write("a/CV.docx", "typed")
    desk.write("c/CV.docx", "typed")
    desk.build({"a/CV.docx": "two", "b/CV.docx": "two", "c/CV.docx": "two"})
    desk.write("c/CV.new.docx", "typed")
    (desk.folder / "b" / "CV.docx").unlink()
    before = desk.files()
    assert [found.message.removeprefix(f"'{desk.folder}/") for found in edited(desk.folder, desk.manifest)] == [
        (
            "a/CV.docx' was edited by a person and is left as it is; 'CV.pdf' is made from the profile and no longer "
            "matches it; the new version is beside it as 'CV.new.docx'"
        ),
        "c/CV.docx' was edited by a person and is left as it is",
        "c/CV.new.docx' was edited by a person and is left as it is",
    ]
    assert desk.files() == before


def test_stale_are_those_no_longer_made(desk: Desk) -> None:
    desk.write("a/CV.docx", "typed")
    desk.build({"a/CV.docx": "one", "b/CV.docx": "one"})
    assert desk.recorded == ["a/CV.new.docx", "b/CV.docx"]
    assert [row.path for row in stale(desk.manifest, ["a/CV.docx"])] == ["b/CV.docx"]


def test_what_a_person_froze_is_not_ours_because_it_was_recorded(desk: Desk) -> None:
    desk.build_outputs([output("CV.docx", "typed", sha256(b"typed")), output("CV.pdf", "made of it")])
    assert state(desk.folder, "CV.docx", desk.manifest) == "edited"
    assert state(desk.folder, "CV.pdf", desk.manifest) == "ours"
    assert state(desk.folder, "CV.docx", desk.manifest.adopting({"CV.docx": sha256(b"typed")})) == "ours"
    desk.build({"CV.docx": "2"})
    assert desk.files()["CV.docx"] == "typed"
    assert desk.files()["CV.new.docx"] == "2"
