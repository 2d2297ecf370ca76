"""What stands beside an output."""

from __future__ import annotations

import shlex
from itertools import islice
from pathlib import Path

import pytest

from assembler.store.atomic import ChangedMeanwhileError, sha256
from assembler.store.beside import candidates, command, editor_lock, keep_copy, left_alone, siblings


def test_candidates() -> None:
    assert list(islice(candidates("a/CV.docx"), 3)) == ["a/CV.new.docx", "a/CV.new-2.docx", "a/CV.new-3.docx"]


def test_siblings_are_only_those_of_the_same_docx(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("C+V.new.docx", "C+V.new-2.docx", "C+V.docx", "CV.new.docx", "C+V.new-x.docx", "C+V.new.pdf"):
        (tmp_path / "a" / name).touch()
    assert siblings(tmp_path, "a/C+V.docx") == ["a/C+V.new-2.docx", "a/C+V.new.docx"]
    assert siblings(tmp_path, "a/C+V.pdf") == []
    assert siblings(tmp_path, "b/C+V.docx") == []


def test_no_lock_file_no_editor(tmp_path: Path) -> None:
    (tmp_path / "~$Other.docx").touch()
    assert editor_lock(tmp_path / "CV.docx") is None


def test_a_dangling_lock_of_libreoffice_counts(tmp_path: Path) -> None:
    (tmp_path / ".~lock.CV.docx#").symlink_to("nowhere")
    assert editor_lock(tmp_path / "CV.docx") == tmp_path / ".~lock.CV.docx#"


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "CV.pdf"
    for text, name in ((b"a", "CV.kept-1.pdf"), (b"b", "CV.kept-2.pdf"), (b"a", "CV.kept-1.pdf")):
        path.write_bytes(text)
        copy = keep_copy(path, sha256(text))
        assert (copy.name, copy.read_bytes()) == (name, text)
    assert len(list(tmp_path.iterdir())) == 3


def test_what_changed_meanwhile_is_not_kept_for_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "CV.pdf").write_bytes(b"b")
    with pytest.raises(ChangedMeanwhileError):
        keep_copy(tmp_path / "CV.pdf", sha256(b"a"))


# What can be done about an edited DOCX -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "file", "words"),
    [
        ("profiles/corr", "output/corr/a/CV.docx", ["corr", "output/corr/a/CV.docx"]),
        ("/home/me/profiles/corr", "out/corr/CV.docx", ["/home/me/profiles/corr", "out/corr/CV.docx"]),
        ("../elsewhere/corr", "out/corr/CV.docx", ["../elsewhere/corr", "out/corr/CV.docx"]),
        ("profiles/Ada Bel", "My papers/CV.docx", ["Ada Bel", "My papers/CV.docx"]),
        ("profiles/corr", "cost $5/`x`/CV.docx", ["corr", "cost $5/`x`/CV.docx"]),
    ],
)
def test_a_command_is_ready_for_the_shell(profile: str, file: str, words: list[str]) -> None:
    made = command("keep", Path(profile), Path(file))
    assert shlex.split(made) == ["assembler", "history", "keep", *words]


PROFILE = Path("profiles/corr")


def hint(path: str, paths: set[str], profile: Path | None = PROFILE) -> str:
    return left_alone(Path("output/corr"), path, paths, None, ours=False, profile=profile).hint or ""


def test_an_edited_docx_is_offered_to_be_frozen_or_made_anew() -> None:
    told = hint("a/CV.docx", {"a/CV.docx", "a/CV.pdf"})
    assert told.startswith("bring what was typed there into the profile; ")
    for action in ("keep", "discard"):
        assert f"'assembler history {action} corr output/corr/a/CV.docx'" in told


def test_the_text_of_a_finished_one_belongs_in_its_draft() -> None:
    told = hint("a/Text.docx", {"a/Text.docx", "a/draft/Text.docx"})
    assert told.startswith(
        "bring what was typed there into the draft, 'output/corr/a/draft/Text.docx', where it belongs; "
    )


@pytest.mark.parametrize(
    ("path", "paths", "profile"),
    [
        ("a/CV.new.docx", {"a/CV.docx", "a/CV.new.docx"}, PROFILE),
        ("a/CV.docx", set(), PROFILE),
        ("a/CV.docx", {"a/CV.docx"}, None),
    ],
)
def test_what_no_command_takes_is_offered_none(path: str, paths: set[str], profile: Path | None) -> None:
    assert "move the file away" in hint(path, paths, profile)
    assert "assembler history" not in hint(path, paths, profile)
