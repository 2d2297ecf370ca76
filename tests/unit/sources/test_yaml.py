from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Diagnostic, Mark, Severity
from assembler.sources.data import MarkedList, MarkedMapping, MarkedText, Source
from assembler.sources.yaml import read_yaml

Read = Callable[[str], tuple[Source | None, list[Diagnostic]]]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads a text as `profile.yaml` in the working directory."""
    monkeypatch.chdir(tmp_path)

    def from_text(text: str) -> tuple[Source | None, list[Diagnostic]]:
        Path("profile.yaml").write_bytes(text.encode())
        return read_yaml(Path("profile.yaml"))

    return from_text


def _data(read: Read, text: str) -> MarkedMapping:
    source, found = read(text)
    assert not found
    assert source is not None
    return source.data


@pytest.mark.parametrize(
    "written",
    [
        "01234567", "+65 6123 4567", "no", "yes", "on", "true", "2021-02", "2021-02-03", "1_000", "0x1F", "1e3",
        "12:30", "1.10", "Null", "NULL", "None", ".inf", "<<", "=", "p < 0.05", "C5–C6", "“Pain” and gain",
        "“It” and “that”", "“", "’90s’", "O'Brien", "a#b",
        "x:y", "-3", "100%", "A > B", "a*b", "don't know", "#".join("ab"),
    ],
)  # fmt: skip
def test_a_plain_scalar_keeps_its_text(read: Read, written: str) -> None:
    value = _data(read, f"key: {written}\n")["key"]
    assert value == written
    assert value.mark == Mark("profile.yaml", 1, 6, len(written))


@pytest.mark.parametrize("written", ["", " ", "~", "null", " # nothing"])
def test_an_empty_value_is_none(read: Read, written: str) -> None:
    assert _data(read, f"key: {written}\n") == {"key": None}


@pytest.mark.parametrize("written", ["'~'", '"null"', "''"])
def test_a_quoted_null_is_a_text(read: Read, written: str) -> None:
    value = _data(read, f"key: {written}\n")["key"]
    assert value == written[1:-1]
    assert value.mark.length == len(written)


def test_every_key_and_value_knows_its_place(read: Read) -> None:
    data = _data(
        read,
        'schema: 1\nposts:\n  - title: "Régistrar 😀" # now\n    bullets: [a, {b: c}]\n  - \n'
        "note: |\n  one\n  two\nlong: x\n  y\n",
    )
    file = "profile.yaml"
    assert [getattr(key, "mark", None) for key in data] == [
        Mark(file, 1, 1, 6),
        Mark(file, 2, 1, 5),
        Mark(file, 6, 1, 4),
        Mark(file, 9, 1, 4),
    ]
    posts = data["posts"]
    assert isinstance(posts, MarkedList)
    assert posts.mark == Mark(file, 3, 3)
    assert posts.item_marks == [Mark(file, 3, 5), Mark(file, 5, 3)]
    assert posts[0].mark == Mark(file, 3, 5)
    assert posts[0]["title"].mark == Mark(file, 3, 12, 13)
    bullets = posts[0]["bullets"]
    assert (bullets.mark, bullets[0].mark) == (Mark(file, 4, 14), Mark(file, 4, 15))
    assert (bullets[1].mark, bullets[1]["b"].mark) == (Mark(file, 4, 18), Mark(file, 4, 22))
    assert data["note"].mark == Mark(file, 6, 7)
    assert data["note"] == "one\ntwo\n"
    assert data["long"].mark == Mark(file, 9, 7)
    assert data["long"] == "x y"


def test_carriage_returns_shift_nothing(read: Read) -> None:
    data = _data(read, "a: 1\r\nb: x\r\n  y\r\nc: 3\r\n")
    assert data == {"a": "1", "b": "x y", "c": "3"}
    assert data["c"].mark == Mark("profile.yaml", 4, 4)


def test_an_exotic_line_break_is_no_line_break(read: Read) -> None:
    data = _data(read, "a: x\x85y\u2028z\nb: 2\n")
    assert data == {"a": "x y z", "b": "2"}
    assert data["b"].mark.line == 2


def test_tabs_that_do_no_harm(read: Read) -> None:
    assert _data(read, 'a:\tx\t\n\t\nb: "y"\t# z\n') == {"a": "x", "b": "y"}


def test_a_source_holds_the_hash_of_its_bytes(read: Read) -> None:
    source, _ = read("\ufeffa: 1\r\n")
    assert source is not None
    assert source.sha256 == hashlib.sha256("\ufeffa: 1\r\n".encode()).hexdigest()
    assert source.path == Path("profile.yaml")


def test_an_alias_repeats_a_value_with_the_mark_of_its_text(read: Read) -> None:
    data = _data(read, "a: &x {y: [1, 2]}\nb: *x\nc: &t text\nd: *t\n")
    assert data["b"] == {"y": ["1", "2"]}
    assert data["b"].mark.line == 1
    assert data["c"].mark == data["d"].mark == Mark("profile.yaml", 3, 7, 4)


def test_aliases_up_to_the_budget_are_fine(read: Read) -> None:
    text = "a: &x [" + "x, " * 9 + "x]\nb: [" + "*x, " * 900 + "]\n"
    assert len(_data(read, text)["b"]) == 900


def test_an_alias_bomb_stays_small(read: Read) -> None:
    levels = [f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]" for before, name in zip("abcdefgh", "bcdefghi")]  # noqa: B905
    source, found = read("\n".join(["a: &a [x]", *levels, "z: *i"]))
    assert [one.code for one in found] == ["yaml-alias"]
    assert source is not None
    assert _size(source.data) < 12_000


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1


def test_errors_that_leave_the_data_whole_come_with_the_data(read: Read) -> None:
    source, found = read('a: 1\na: 2\nb: "\\x07"\nc: !t x\nd: *no\n')
    assert [one.code for one in found] == ["duplicate-key", "control-character", "yaml-tag", "yaml-alias"]
    assert source is not None
    assert source.data == {"a": "1", "b": "\x07", "c": "x", "d": None}


def test_syntax_errors_leave_no_data(read: Read) -> None:
    source, found = read("a: x: y\n")
    assert source is None
    assert len(found) == 1


def test_an_honest_repeated_anchor_name(read: Read) -> None:
    assert _data(read, "a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == {"a": "1", "b": "1", "c": "2", "d": "2"}


def test_an_unused_anchor_is_named_even_if_its_name_is_used_again(read: Read) -> None:
    _, found = read("a: &x 1\nc: &x 2\nd: *x\n")
    assert [(one.code, one.mark and one.mark.line) for one in found] == [("yaml-alias", 1)]


def test_a_question_mark_is_refused_where_it_first_stands(read: Read) -> None:
    source, found = read("a:\n  " + "? " * 100_000)
    assert source is None
    assert [(one.mark and one.mark.column, one.message[:31]) for one in found] == [
        (3, "a text cannot begin with '?', w")
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_without_a_crash(read: Read, opening: str) -> None:
    source, found = read("a:\n  " + opening * 100_000)
    assert source is None
    assert "nested more than 50 deep" in found[-1].message


def test_fifty_levels_are_allowed(read: Read) -> None:
    _data(read, "a: " + "[" * 49 + "]" * 49 + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "a: one\n  two\n  three\n",
        'a: "one\n  two: three\n  - four"\n',
        "a: >-\n  - one\n  - two: three\n",
        "a: Ranked first # in the class\n",
        "a: x - y\n",
        "a:\n  - –5 °C\n  - —\n",
        "a: one\n  – two –\n  three\n",
        "a: {b: 'c: d'}\n",
        "a: 10\u00a0mg\n",
        "a: |\n  \u00a0\u00a0verse\n",
        "%YAML 1.2\n---\na: b\n",
        "---\na: b\n...\n",
        "a “b”: c\n",
    ],
)
def test_honest_texts_are_not_complained_about(read: Read, text: str) -> None:
    assert _data(read, text)


def test_words_behind_a_hash_are_only_warned_about(read: Read) -> None:
    source, found = read("a: Ranked #1\nb: #1\n")
    assert source is not None
    assert source.data == {"a": "Ranked", "b": None}
    assert [(one.severity, one.mark) for one in found] == [
        (Severity.WARNING, Mark("profile.yaml", 1, 11, 2)),
        (Severity.WARNING, Mark("profile.yaml", 2, 4, 2)),
    ]


def test_complaints_come_in_the_order_of_the_file(read: Read) -> None:
    _, found = read('a: 1\nb: x: y\na: 2\nc: "z\n')
    assert [one.mark.line for one in found if one.mark] == [2, 3, 4]


def test_a_misaligned_block_is_one_complaint_and_later_sections_are_read(read: Read) -> None:
    _, found = read("a:\n    b: 1\n  c: 2\n  d: 3\n  e: 4\nf: 1\nf: 2\n")
    assert [(one.code, one.mark and one.mark.line) for one in found] == [("yaml-syntax", 3), ("duplicate-key", 7)]


def test_an_alias_of_a_part_that_could_not_be_read_is_not_complained_about(read: Read) -> None:
    _, found = read("a: &x {b: c: d}\ne: *x\n")
    assert [one.mark and one.mark.line for one in found] == [1]


def test_a_hopeless_file_is_given_up(read: Read) -> None:
    _, found = read("".join(f"k{number}: a: b\n" for number in range(50)))
    assert len(found) == 20


def test_keys_are_marked_texts(read: Read) -> None:
    data = _data(read, "'a b': 1\n12: 2\n")
    assert list(data) == ["a b", "12"]
    assert all(isinstance(key, MarkedText) for key in data)
