"""What stands beside an output."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from assembler.store.atomic import ChangedMeanwhileError, sha256
from assembler.store.beside import candidates, editor_lock, keep_copy, siblings


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
