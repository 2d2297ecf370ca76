"""What holds of reading for any text and any bytes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from assembler import markup
from assembler.diagnostics import Diagnostic, render
from assembler.sources.data import MarkedList, MarkedMapping, MarkedText, Source
from assembler.sources.lines import line_of
from assembler.sources.yaml import read_yaml

_LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
_TEXTS = st.text(_LETTERS, max_size=30)
_PIECES = st.sampled_from(
    [
        *"abxyz01:-#\"'[]{},&*!|>%@`\\?~ \t\n\r\u00a0“”",
        "\n  ",
        "\n- ",
        ": ",
        "key: ",
        "- ",
        " #",
        "---\n",
        "...\n",
        "\n\t",
        "<<",
    ]
)


def _read(content: bytes) -> tuple[Source | None, list[Diagnostic]]:
    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        file.write(content)
        file.flush()
        source, found = read_yaml(Path(file.name))
        for one in found:
            assert one.mark is not None
            assert one.mark.line >= 1
            assert one.mark.column >= 1
            assert render(one, line_of)
        assert source is not None or found
        return source, found


@given(st.binary(max_size=200))
@example(b"a: \xff")
@example("a: 1".encode("utf-16"))
def test_no_bytes_raise(content: bytes) -> None:
    _read(content)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_nothing_that_looks_like_yaml_raises(text: str) -> None:
    _read(text.encode())


def _scalars(data: Any) -> Iterator[MarkedText]:
    if isinstance(data, MarkedMapping):
        for key, value in data.items():
            assert isinstance(key, MarkedText)
            yield key
            yield from _scalars(value)
    elif isinstance(data, MarkedList):
        for value in data:
            yield from _scalars(value)
    elif data is not None:
        yield data


@given(st.lists(_PIECES, max_size=25).map("".join))
@example("a:\r\n- &x b\r\n- *x")
def test_the_mark_of_a_text_points_at_the_text(text: str) -> None:
    source, _ = _read(text.encode())
    lines = re.split(r"\r\n|\r|\n", text)
    for scalar in _scalars(source.data if source else None):
        line = lines[scalar.mark.line - 1][scalar.mark.column - 1 :]
        written = line[: scalar.mark.length]
        assert len(written) == scalar.mark.length
        if written[0] in "\"'":
            assert len(written) > 1 or len(line.rstrip()) == 1
        elif written[0] not in "|>":
            assert scalar.split()[0] == written.split()[0]
            assert scalar.startswith(written)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.dictionaries(_TEXTS.filter(bool), st.one_of(_TEXTS, st.lists(_TEXTS, max_size=4)), max_size=6))
def test_quoted_texts_come_back_as_they_were(data: dict[str, str | list[str]]) -> None:
    rows = ["schema: 1"]
    for key, value in data.items():
        rows.append(f"{_quoted('k' + key)}:" + (f" {_quoted(value)}" if isinstance(value, str) else ""))
        if isinstance(value, list):
            rows += [f"  - {_quoted(item)}" for item in value]
    source, found = _read("\n".join(rows).encode())
    assert not found
    assert source is not None
    expected: dict[str, Any] = {"k" + key: value if value != [] else None for key, value in data.items()}
    assert source.data == {"schema": "1", **expected}


@given(st.text(_LETTERS).filter(lambda text: not re.search(r"[*_\[\]\\&]", text)))
@example("p < 0.05 & C5–C6 <b>, 5 > 3, “quoted”, #1, `x`, ~~y~~, 'z' \"q\"".replace("&", "+"))
def test_a_text_without_markup_comes_back_from_html(text: str) -> None:
    html = markup.to_html(text)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == text
    assert markup.plain(text) == text


@given(
    st.lists(st.sampled_from([*"ab*_[]()<>&\\`! \n\"'", "**", "](https://x.org)", "](javascript:x)", "&lt;"])).map(
        "".join
    )
)
def test_html_holds_only_what_is_allowed(text: str) -> None:
    html = str(markup.to_html(text))
    bare = re.sub(r'</?(?:strong|em)>|<a href="https://x\.org[^"<>]*">|</a>', "", html)
    assert not re.search(r"[<>]|\n", bare)
    assert unescape(bare) == markup.plain(text)


@given(st.text())
def test_markup_never_raises(text: str) -> None:
    markup.to_html(text)
    markup.problems(text)
