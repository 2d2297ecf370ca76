from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Mark
from assembler.sources.lines import line_of, runs_of
from assembler.sources.signatures import what_else
from assembler.sources.text import SourceText, indentation, read_bytes, shown


def test_lines_and_columns_count_from_one_over_all_line_ends() -> None:
    page = SourceText("f", "ab\r\ncd\re😀f\n")
    assert [page.line(number) for number in range(5)] == ["", "ab", "cd", "e😀f", ""]
    assert page.place(0) == (1, 1)
    assert page.place(page.text.index("c")) == (2, 1)
    assert page.place(page.text.index("f")) == (3, 3)
    assert page.place(len(page.text)) == (4, 1)


def test_a_mark_is_at_least_one_long() -> None:
    page = SourceText("f", "abc")
    assert page.mark(1, 0) == Mark("f", 1, 2, 1)
    assert page.mark_in(1, 2, -3) == Mark("f", 1, 2, 1)


def test_indentation_counts_spaces_and_tabs() -> None:
    assert indentation(" \t x ") == 3
    assert indentation("") == 0


def test_paths_are_shown_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "work"
    below.mkdir()
    monkeypatch.chdir(below)
    assert shown(below / "profiles" / "x.yaml") == "profiles/x.yaml"
    assert shown(Path("profiles/x.yaml")) == "profiles/x.yaml"
    assert shown(tmp_path / "x.yaml") == (tmp_path / "x.yaml").as_posix()
    assert shown(Path("../x.yaml")) == "../x.yaml"


def _refusal(path: Path, limit: int = 100) -> Diagnostic:
    result = read_bytes(path, limit)
    assert isinstance(result, Diagnostic)
    return result


def test_bytes_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert read_bytes(tmp_path / "x", 3) == b"abc"


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("profile.yaml").touch()
    found = _refusal(Path("profil.yaml"))
    assert (found.code, found.message) == ("file-not-found", "there is no file 'profil.yaml'")
    assert found.mark == Mark("profil.yaml", 1, 1)
    assert found.hint == "did you mean 'profile.yaml'?"
    assert _refusal(Path("profile.yaml/x")).code == "file-not-found"
    assert _refusal(Path("nowhere/x")).hint is None


def test_a_folder_and_a_pipe_are_not_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _refusal(tmp_path).code == "not-a-file"
    assert _refusal(tmp_path / "pipe").code == "not-a-file"


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 101)
    assert _refusal(tmp_path / "x").code == "file-too-large"


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x").write_bytes(b"x")

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    found = _refusal(Path("x"))
    assert (found.code, found.message) == ("file-unreadable", "'x' cannot be read: permission denied")


def test_a_complaint_points_at_what_refers_to_the_file(tmp_path: Path) -> None:
    mark = Mark("profile.yaml", 7, 3, 9)
    found = read_bytes(tmp_path / "photo.jpg", 10, mark)
    assert isinstance(found, Diagnostic)
    assert found.mark == mark


def test_a_name_that_is_too_long_is_unreadable(tmp_path: Path) -> None:
    assert _refusal(tmp_path / ("x" * 300)).code == "file-unreadable"


def test_line_of_reads_anything_and_follows_changes(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntw\xfco\x1b[1m\n")
    assert line_of(str(path), 1) == "one"
    assert line_of(str(path), 2) == "tw\ufffdo\ufffd[1m"
    assert line_of(str(path), 3) == ""
    assert line_of(str(path), 4) is None
    assert line_of(str(path), 0) is None
    path.write_bytes(b"changed and longer\n" * 2)
    assert line_of(str(path), 1) == "changed and longer"


@pytest.mark.parametrize(
    "data", ["schema: 1\n".encode("utf-16"), "schema: 1\n".encode("utf-16-le"), "张".encode("utf-16"), b"PK\x03\x04x\n"]
)
def test_line_of_shows_nothing_of_what_is_not_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert what_else(data) is not None
    assert line_of(str(tmp_path / "x"), 1) is None


def test_what_is_text_in_utf8_is_nothing_else() -> None:
    assert what_else("schema: 1\nname: 张\n".encode()) is None
    assert what_else(b"\xef\xbb\xbfschema: 1\n") is None
    assert what_else(b"") is None


def test_line_of_knows_nothing_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 2_000_001)
    (tmp_path / "empty").touch()
    for name in ("missing", "large", "empty", ".", "\0"):
        assert line_of(str(tmp_path / name), 1) is None


@pytest.mark.parametrize(
    ("yaml", "mark", "text", "runs"),
    [
        ("a: two words", (1, 4, 9), "two words", ((0, 1, 4),)),
        ('a: "two words"', (1, 4, 11), "two words", ((0, 1, 5),)),
        ("a: |-\n  x", (1, 4, 1), "x", ((0, 2, 3),)),
        ("a: >-\n  two words\n  and more", (1, 4, 1), "two words and more", ((0, 2, 3), (10, 3, 3))),
        ("a: two\n   words", (1, 4, 3), "two words", ((0, 1, 4), (4, 2, 4))),
        ('a: "tw\\u006f words"', (1, 4, 16), "two words", ((0, 1, 4),)),
    ],
)
def test_the_words_of_a_value_stand_where_its_file_has_them(
    tmp_path: Path, yaml: str, mark: tuple[int, int, int], text: str, runs: tuple[tuple[int, int, int], ...]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(yaml, encoding="utf-8")
    assert runs_of(Mark(str(path), *mark), text) == runs


def test_a_plain_text_in_one_line_stands_where_its_mark_says_and_no_file_is_read(tmp_path: Path) -> None:
    assert runs_of(Mark(str(tmp_path / "missing"), 3, 5, 9), "two words") == ((0, 3, 5),)


def test_lines_are_shown_without_the_patterns_that_readers_take_long_to_compile(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("schema: 1\nname: Ä\n", encoding="utf-8")
    code = (
        "import sys; from assembler.sources.lines import line_of;"
        f"print(line_of({str(tmp_path / 'a.yaml')!r}, 1), 'assembler.sources.text' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "schema: 1 False\n"
