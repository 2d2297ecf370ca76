"""One-file cases: each holds bad input and, in `#! ` lines above it, exactly what a person is told about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, render
from assembler.sources.lines import line_of
from assembler.sources.yaml import read_yaml

CASES = Path(__file__).parent / "diagnostics"
_EXPECTED = "#! "

Find = Callable[[Path], list[Diagnostic]]
"""A stage (or several in a row): what it finds wrong with a profile file."""


def _sources(path: Path) -> list[Diagnostic]:
    return read_yaml(path)[1]


STAGES: dict[str, Find] = {"sources": _sources}
"""Which stages the cases of a folder below `diagnostics` pass through; the folder itself is read by `sources`."""


def _split(case: str) -> tuple[str, str]:
    """The expected lines and the input, verbatim."""
    lines = case.splitlines(keepends=True)
    count = next((number for number, line in enumerate(lines) if not line.startswith("#!")), len(lines))
    expected = "\n".join(line.rstrip("\r\n").removeprefix("#!").removeprefix(" ") for line in lines[:count])
    return expected, "".join(lines[count:])


def _stage(case: Path) -> Find:
    return STAGES["sources" if case.parent == CASES else case.parent.name]


def _told(find: Find, content: bytes) -> str:
    path = Path("profile.yaml")
    path.write_bytes(content)
    return "\n".join(render(found, line_of) for found in find(path))


@pytest.mark.parametrize("case", sorted(CASES.rglob("*.yaml")), ids=lambda case: case.stem)
def test_what_a_person_is_told(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    expected, content = _split(case.read_bytes().decode("utf-8"))
    assert expected, "a case begins with the lines that are expected"
    assert _told(_stage(case), content.encode("utf-8")) == expected


BYTES = {
    "windows-1252": (
        b"schema: 1\ncity: M\xfcnchen\nnote: \x93caf\xe9\x94\n",
        """\
profile.yaml:2:8: error[not-utf8]: the byte 0xFC is not UTF-8 (it is 'ü' in Windows-1252)
    2 | city: M\ufffdnchen
      |        ^
  help: the file seems to be saved as Windows-1252: save it again as UTF-8 (in VS Code: click the encoding
        in the status bar, Save with Encoding; in Notepad: Save as, Encoding)""",
    ),
    "mac-roman": (
        b"schema: 1\ncity: Z\x9frich\nname: Ren\x8e\n",
        """\
profile.yaml:2:8: error[not-utf8]: the byte 0x9F is not UTF-8 (it is 'ü' in Mac Roman)
    2 | city: Z\ufffdrich
      |        ^
  help: the file seems to be saved as Mac Roman: save it again as UTF-8 (in VS Code: click the encoding in
        the status bar, Save with Encoding; in Notepad: Save as, Encoding)""",
    ),
    "another-script": (
        "schema: 1\nname: 张伟\n".encode("gb2312"),
        """\
profile.yaml:2:7: error[not-utf8]: the byte 0xD5 is not UTF-8
    2 | name: \ufffd\ufffdΰ
      |       ^
  help: the file has another encoding: save it again as UTF-8 (in VS Code: click the encoding in the status
        bar, Save with Encoding; in Notepad: Save as, Encoding)""",
    ),
    "not-utf8-and-a-duplicate": (
        b"city: M\xfcnchen\ncity: Ulm\n",
        """\
profile.yaml:1:8: error[not-utf8]: the byte 0xFC is not UTF-8 (it is 'ü' in Windows-1252)
    1 | city: M\ufffdnchen
      |        ^
  help: the file seems to be saved as Windows-1252: save it again as UTF-8 (in VS Code: click the encoding
        in the status bar, Save with Encoding; in Notepad: Save as, Encoding)
profile.yaml:2:1: error[duplicate-key]: 'city' stands here a second time
    2 | city: Ulm
      | ^^^^
  help: it stands first in line 1: delete one of the two, or join them""",
    ),
    "utf-16": (
        "schema: 1\n".encode("utf-16"),
        """\
profile.yaml:1:1: error[not-utf8]: the file is saved as UTF-16, not as UTF-8
  help: save it again as UTF-8 (in VS Code: click the encoding in the status bar, Save with Encoding; in
        Notepad: Save as, Encoding)""",
    ),
    "rich-text": (
        b"{\\rtf1\\ansi schema: 1}",
        """\
profile.yaml:1:1: error[not-utf8]: this is a rich-text (RTF) file, not a plain text file
  help: in TextEdit choose Format > Make Plain Text, then save it again""",
    ),
    "control-characters": (
        b"title: Pain\x0bmedicine\nnote: a\x00b\n",
        """\
profile.yaml:1:12: error[control-character]: an invisible line break of Word (U+000B) stands in the text
    1 | title: Pain\ufffdmedicine
      |            ^
  help: delete it, and press Enter if a new line is meant
profile.yaml:2:8: error[control-character]: the control character U+0000 cannot be printed
    2 | note: a\ufffdb
      |        ^
  help: delete it; it is invisible in most editors, so delete the letters around it and type them anew""",
    ),
    "crlf": (
        b"schema: 1\r\nname: X\r\nname: Y\r\n",
        """\
profile.yaml:3:1: error[duplicate-key]: 'name' stands here a second time
    3 | name: Y
      | ^^^^
  help: it stands first in line 2: delete one of the two, or join them""",
    ),
    "byte-order-mark": (
        b"\xef\xbb\xbfname: X\nname: Y\n",
        """\
profile.yaml:2:1: error[duplicate-key]: 'name' stands here a second time
    2 | name: Y
      | ^^^^
  help: it stands first in line 1: delete one of the two, or join them""",
    ),
    "empty": (
        b"",
        """\
profile.yaml:1:1: error[empty-file]: the file is empty
  help: a first line such as 'schema: 1' is expected""",
    ),
    "too-large": (
        b"a: b\n" * 2_000_000,
        """\
profile.yaml:1:1: error[file-too-large]: 'profile.yaml' is 10.0 MB large; at most 2 MB are read
  help: is this the right file?""",
    ),
}
"""Cases whose bytes no text file can hold; stage `sources`."""


@pytest.mark.parametrize("name", BYTES)
def test_what_a_person_is_told_about_bytes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    content, expected = BYTES[name]
    assert _told(_sources, content) == expected
