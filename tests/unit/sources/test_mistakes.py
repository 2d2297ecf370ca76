"""Rules that the one-file cases in `tests/diagnostics` do not reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.sources.yaml import read_yaml


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: [x,, y]\n", (1, 7), "a text cannot begin with ','", "put the whole text in"),
        ("a: ]\n", (1, 4), "a text cannot begin with ']', which ends a list", 'a: "]"'),
        ("a: ? x\n", (1, 4), "a text cannot begin with '?'", 'a: "? x"'),
        ("a: |0\n", (1, 4), "a text cannot begin with '|'", 'a: "|0"'),
        ("a: : x\n", (1, 4), "a colon and a space", 'a: ": x"'),
        ("a: [x y\nb: 1\n", (1, 4), "'[' is opened here and not closed", "close it with ']'"),
        ('a: ["x" y]\n', (1, 9), "text follows the closing quote", "put the whole text"),
        ("a: {b: c} d\n", (1, 4), "a text cannot begin with '{'", 'a: "{b: c} d"'),
        ("a: !wow, x\n", (1, 4), "'!' begins a YAML tag", 'a: "!wow, x"'),
        ("a:\n  b\n  c: 1\n", (2, 3), "this line is not 'key: value'", "colon and a space"),
        ("a: |\n   x\n  y\nb: 1\n", (3, 1), "indented by 3 (line 2) or by 0 (line 1)", "like the lines"),
        ('a: "x\\"\n', (1, 4), "the quote opened here is never closed", "a backslash before a quote"),
        ('a:\n  b: "x\n    y "z"\n', (2, 6), "the quote opened here is closed only in line 3", "where the text ends"),
        ('a: "x"\u00a0\n', (1, 7), "a no-break space follows", "ordinary space"),
        ("]\n", (1, 1), "a text cannot begin with ']'", "put the whole text"),
        ("a: &x *y\n", (1, 7), "from here on this cannot be read as YAML", "if it is text"),
        ('a: "\\Uffffffff"\n', (1, 5), "'\\U' is none", "write \\\\"),
        ('a: x: "y\' z"\n', (1, 5), "a colon and a space", 'put the text in quotes:\n        a: "x: \\"y\' z\\""'),
        ("a: x: y # note\n", (1, 5), "a colon and a space", 'put the whole text in "double quotes"'),
        ("a: x: y\n  z\n", (1, 5), "a colon and a space", 'put the whole text in "double quotes"'),
        ("%a\nb: 1\n", (1, 1), "a text cannot begin with '%'", "double quotes"),
        ('"a" b: c\n', (1, 5), "text follows the closing quote", "double quotes"),
        ("a = 1\nb: 2\n", (1, 1), "this line is not 'key: value'", "colon and a space"),
        ("b: 2\na= 1\nc: 2\n", (2, 2), "'=' stands where a colon is expected", "write a: 1"),
        ("a:\n  - x\n  * y\n", (3, 3), "cannot begin with '*'", "double quotes"),
        ("a:\n-b: x\n c: y\n", (2, 1), "a space is missing after the hyphen", "write - b: x"),
        ("-a: x\n", (1, 1), "a space is missing after the hyphen", "write - a: x"),
        ("a:\n  ? x\n", (2, 3), "a text cannot begin with '?'", '"? x"'),
        ('a:\n  - ? x "y"\n', (2, 5), "a text cannot begin with '?'", 'in "double quotes"'),
        ("a:\n  b: 1\n\u00a0 c: 2\n  d: 3\n\u2003e: 4\n", (3, 1), "(U+00A0)", "(line 5 too)"),
        ("a:\n  - x\n  • y\n", (3, 3), "not read as a list item", "hyphen and a space"),
    ],
)
def test_where_and_why(
    text: str, place: tuple[int, int], message: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("p.yaml")
    path.write_text(text, encoding="utf-8")
    source, found = read_yaml(path)
    assert source is None
    assert len(found) == 1
    assert found[0].mark is not None
    assert (found[0].mark.line, found[0].mark.column) == place
    assert message in found[0].message
    assert hint in (found[0].hint or "")
