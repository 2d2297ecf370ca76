from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Severity
from assembler.document import BulletList, Item, Paragraph, Strong, Text
from assembler.statements import Statement, blocks_of, open_places, read_statement, state, with_section

FILE = """\
<!-- for me: be brief -->

## Why pain medicine {#why}

It began *early*.
It went on.

<!-- check
## the year {#year} -->

- one
- two

## {#plans .draft}

[…]

## Research {#question.research}
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "lowell.md"


def read(path: Path, text: str | bytes) -> tuple[Statement, list[str]]:
    """What a file of this text holds, and its diagnostics as `line:column code message`."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    statement, found = read_statement(path)
    assert statement
    assert all(one.mark and one.mark.file == "lowell.md" and one.hint for one in found)
    return statement, [f"{one.mark.line}:{one.mark.column} {one.code} {one.message}" for one in found if one.mark]


def test_sections_with_their_titles_texts_and_places(path: Path) -> None:
    statement, found = read(path, FILE)
    assert not found
    assert not statement.stray
    assert [(one.id, one.title, one.draft, one.mark.line, one.mark.column) for one in statement.sections] == [
        ("why", "Why pain medicine", False, 3, 23),
        ("plans", None, True, 14, 5),
        ("question.research", "Research", False, 18, 14),
    ]
    assert statement.sections[0].blocks == blocks_of("It began *early*. It went on.\n\n- one\n- two")[0]
    assert [state(one) for one in statement.sections] == ["done", "draft", "prompt"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(path: Path, end: str) -> None:
    expected, _ = read(path, FILE)
    statement, found = read(path, "\ufeff" + FILE.replace("\n", end))
    assert not found
    assert statement == expected


def test_an_empty_file_has_no_sections(path: Path) -> None:
    assert read(path, "") == (Statement(path, (), ()), [])


def test_text_before_the_first_section_is_kept_and_told(path: Path) -> None:
    statement, found = read(path, "<!-- a -->\n\n  One\n\n*two*\n\n## A {#a}\n\nthree")
    assert found == ["3:3 statement-stray this text stands before the first section, so it is not printed"]
    assert [piece.text for piece in statement.stray] == ["  One\n\n*two*"]


@pytest.mark.parametrize(
    ("heading", "place", "mend"),
    [
        ("## Why pain?", "3:1", "{#why-pain}"),
        ("## Why pain? {.draft}", "3:1", "{#why-pain}"),
        ("## Why {why-pain}", "3:1", "{#why-pain}"),
        ("## Überblick", "3:1", "{#uberblick}"),
        ("## 痛み", "3:1", "{#section}"),
        ("##", "3:1", "{#section}"),
        ("## Why {#Why_Pain}", "3:9", "{#why-pain}"),
        (f"## Why {{#{'a' * 61}}}", "3:9", f"{{#{'a' * 60}}}"),
    ],
)
def test_a_heading_without_an_id_is_an_error_and_its_text_is_kept(
    path: Path, heading: str, place: str, mend: str
) -> None:
    statement, found = read(path, f"## A {{#a}}\n\n{heading}\n\nOne.\n\n## B {{#b}}\n\nTwo.")
    assert len(found) == 1
    assert found[0].startswith(f"{place} statement-heading")
    assert [one.id for one in statement.sections] == ["a", "b"]
    assert [piece.text for piece in statement.stray] == [f"{heading}\n\nOne."]
    (diagnostic,) = read_statement(path)[1]
    assert diagnostic.severity is Severity.ERROR
    assert diagnostic.hint
    assert mend in diagnostic.hint


def test_an_attribute_that_means_nothing_is_told_where_it_stands(path: Path) -> None:
    statement, found = read(path, "##A { #a  .darft }\n\ntext")
    assert found == ["1:11 statement-heading '.darft' means nothing in a heading"]
    assert [(one.id, one.title, one.draft) for one in statement.sections] == [("a", "A", False)]


def test_of_two_sections_with_one_id_both_lines_are_named(path: Path) -> None:
    statement, found = read(path, "## A {#a}\n\nOne.\n\n## A {#a}\n\nTwo.")
    assert found == ["5:7 statement-duplicate the section 'a' stands twice, in lines 1 and 5"]
    assert statement.sections[0].blocks == blocks_of("One.")[0]
    assert [piece.text for piece in statement.stray] == ["## A {#a}\n\nTwo."]


def test_what_is_not_understood_is_a_warning_at_its_place(path: Path) -> None:
    statement, found = read(path, "## A {#a}\n\nOne.\n\n### B {#b}\nTwo `x`.")
    assert [line.split()[:2] for line in found] == [["5:1", "statement-markup"], ["6:5", "statement-markup"]]
    assert {one.severity for one in read_statement(path)[1]} == {Severity.WARNING}
    assert [one.id for one in statement.sections] == ["a"]


def test_what_is_no_text_is_told(path: Path) -> None:
    _, found = read(path, "## A {#a}\n\nb\u202ec\x07".encode())
    assert [line.split()[:2] for line in found] == [["3:2", "control-character"], ["3:4", "control-character"]]
    _, found = read(path, "## A {#a}\n\ncafé".encode("cp1252"))
    assert [line.split()[:2] for line in found] == [["3:4", "not-utf8"]]
    path.write_bytes(b"PK\x03\x04 a Word file")
    statement, diagnostics = read_statement(path)
    assert statement is None
    assert [one.code for one in diagnostics] == ["not-utf8"]
    statement, diagnostics = read_statement(path.with_name("none.md"))
    assert statement is None
    assert [one.code for one in diagnostics] == ["file-not-found"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Done. See [this](https://e.org), [3] and [4–6], [sic], [t]he 5 ? ?", ()),
        ("[…] and [...]", ("[…]", "[...]")),
        ("In [year] I saw [a **bold** name].", ("[year]", "[a bold name]")),
        ("TODO, TBC, TBD and XXX", ("TODO", "TBC", "TBD", "XXX")),
        ("A todo list, XX chromosomes, METHODOLOGY", ()),
        ("Really???\n\nLorem  ipsum", ("???", "Lorem ipsum")),
        ("- one\n- [TODO]\n\n1. TODO", ("[TODO]", "TODO")),
    ],
)
def test_places_left_open(text: str, places: tuple[str, ...]) -> None:
    assert open_places(blocks_of(text)[0]) == places


def test_a_section_that_nobody_wrote_is_a_prompt() -> None:
    assert state(None) == "prompt"
    assert open_places((Paragraph((Strong((Text("[a"),)), Text("]"))), BulletList((Item((Text("XXX"),)),)))) == (
        "[a]",
        "XXX",
    )


# One section anew --------------------------------------------------------------------------------


def test_only_the_paragraph_that_changed_is_written_anew() -> None:
    changed = with_section(FILE, "why", "It began *early*. It went on.\n\nThen this.\n\n- one\n- two")
    assert changed == FILE.replace("It went on.\n", "It went on.\n\nThen this.\n")
    changed = with_section(FILE, "why", "New.\n\n- one\n- two")
    assert changed == FILE.replace("It began *early*.\nIt went on.", "New.")
    changed = with_section(FILE, "why", "It began *early*. It went on.\n\n- one\n- three")
    assert changed == FILE.replace("- two", "- three")


def test_text_that_says_the_same_changes_nothing() -> None:
    assert with_section(FILE, "why", "It began *early*. It went on.\n\n- one\n- two") == FILE
    assert with_section(FILE, "question.research", "") == FILE


def test_comments_stay_when_all_text_goes() -> None:
    emptied = with_section(FILE, "why", "")
    assert emptied == FILE.replace("It began *early*.\nIt went on.\n\n", "").replace("- one\n- two\n\n", "")


def test_a_section_without_text_gets_some() -> None:
    assert with_section("## {#a}", "a", "b") == "## {#a}\n\nb\n"
    assert with_section("## {#a}\n## {#c}\n", "a", "b") == "## {#a}\n\nb\n\n## {#c}\n"
    assert with_section("## {#a}\n\nb\n\n## {#c}\n", "a", "") == "## {#a}\n\n## {#c}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "## B c {#b}\n\nd\n"),
        ("\ufeff", "\ufeff## B c {#b}\n\nd\n"),
        ("a", "a\n\n## B c {#b}\n\nd\n"),
        ("a\r\n", "a\r\n\r\n## B c {#b}\r\n\r\nd\r\n"),
        ("a\n\n", "a\n\n## B c {#b}\n\nd\n"),
    ],
)
def test_a_new_section_goes_to_the_end(text: str, expected: str) -> None:
    assert with_section(text, "b", "d", "B  c") == expected


def test_a_title_is_read_as_it_was_given(path: Path) -> None:
    title = "1. *Why* {#x} -->"
    statement, found = read(path, with_section("", "a", "b", title))
    assert not found
    assert statement.sections[0].title == title


def test_new_text_cannot_begin_another_section() -> None:
    changed = with_section("## {#a}\n", "a", "b\n\n## C {#c}\n\nd")
    assert changed == "## {#a}\n\nb\n\n\\## C {#c}\n\nd\n"


def test_an_id_must_be_one() -> None:
    with pytest.raises(ValueError, match="B!"):
        with_section("", "B!", "c")
