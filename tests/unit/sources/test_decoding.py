from __future__ import annotations

import pytest

from assembler.sources.decoding import decode
from assembler.sources.text import UNPRINTABLE


def _codes(data: bytes) -> list[str]:
    return [found.code for found in decode("f", data)[1]]


def test_text_is_kept_as_it_is() -> None:
    text = "“Zürich” — 山田\t太郎 \u00a0\u200f😀\r\n"
    assert decode("f", text.encode()) == (text, [])


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode("f", b"\xef\xbb\xbfa: 1") == ("a: 1", [])


def test_other_line_breaks_become_spaces() -> None:
    assert decode("f", "a\x85b\u2028c\u2029d".encode()) == ("a b c d", [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding: str) -> None:
    text, found = decode("f", "schema: 1\n".encode(encoding))
    assert text is None
    assert encoding[:6].upper() in found[0].message


@pytest.mark.parametrize("data", [b"PK\x03\x04x", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff\xe0"])
def test_other_kinds_of_file_are_named(data: bytes) -> None:
    text, found = decode("f", data)
    assert text is None
    assert "not a plain text file" in found[0].message


@pytest.mark.parametrize(
    "character", [*map(chr, range(0xA0)), *"\u202a\u202e\u2066\u2069\ufeff\ufff9\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"]
)
def test_each_character_that_cannot_be_printed_is_refused(character: str) -> None:
    allowed = character in "\t\n\r\x85" or " " <= character <= "~"
    text, found = decode("f", f"ab{character}cd".encode())
    assert ("control-character" in {one.code for one in found}) == (not allowed)
    assert text is not None
    assert len(text) == 5
    assert not UNPRINTABLE.search(text)


def test_a_bad_character_is_marked_where_it_stands() -> None:
    _, found = decode("f", "é\nüx\x07y".encode())
    assert found[0].mark is not None
    assert (found[0].mark.line, found[0].mark.column) == (2, 3)


def test_bad_bytes_and_bad_characters_come_together() -> None:
    assert _codes(b"a\x07 M\xfcnchen") == ["not-utf8", "control-character"]


def test_columns_count_characters_before_a_bad_byte() -> None:
    _, found = decode("f", "ab\n山田".encode() + b"\xe9")
    assert found[0].mark is not None
    assert (found[0].mark.line, found[0].mark.column) == (2, 3)


def test_a_binary_file_does_not_flood() -> None:
    found = decode("f", b"a\x01" * 500)[1]
    assert len(found) == 21
    assert found[-1].message == "and 480 more characters that cannot be printed, from here on"


def test_what_is_no_character_is_said_to_be_none() -> None:
    _, found = decode("f", "ab\ufdd0".encode())
    assert [one.message for one in found] == ["U+FDD0 stands for no character"]
