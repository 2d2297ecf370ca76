"""Passages: the words of a section without signs, each with its place in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.document import BulletList, NumberedList, Paragraph, plain
from assembler.passages import Passage
from assembler.statements.markdown import blocks_of
from assembler.statements.passages import passages_of


def passages(*lines: str) -> tuple[Passage, ...]:
    return passages_of("a.md", lines, 0, len(lines), "opening")


def pointed(passage: Passage, words: str, lines: tuple[str, ...]) -> str:
    """The text of `lines` at the place that `passage` gives for `words`."""
    start = passage.text.index(words)
    mark = passage.mark(start, start + len(words))
    return lines[mark.line - 1][mark.column - 1 : mark.column - 1 + mark.length]


def test_a_paragraph_of_several_lines_is_one_passage_and_a_blank_line_parts_two() -> None:
    made = passages("One two", "three.", "", "Four.")
    assert [(one.text, one.where) for one in made] == [("One two three.", "opening"), ("Four.", "opening")]


def test_every_item_is_a_passage_of_its_own() -> None:
    assert [one.text for one in passages("Text:", "- one", "- two", "  and more", "3. three")] == [
        "Text:",
        "one",
        "two and more",
        "three",
    ]


def test_a_comment_is_none() -> None:
    assert [one.text for one in passages("<!-- a", "b -->", "Text.", "<!-- c -->", "More.")] == ["Text.", "More."]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("led by **nurses** alone", "led by nurses alone"),
        ("*very* __so__ and snake_case_name", "very so and snake_case_name"),
        (r"5 \* 3 \[a\]", "5 * 3 [a]"),
        ("see [the page](https://example.org/a_b) there", "see the page there"),
        ("[not a link] and [3]", "[not a link] and [3]"),
    ],
)
def test_signs_of_markdown_are_left_out(line: str, text: str) -> None:
    assert [one.text for one in passages(line)] == [text]


@pytest.mark.parametrize("words", ["nurses", "alone", "second", "page", "there"])
def test_a_place_is_that_of_the_words_in_the_file(words: str) -> None:
    lines = ("", "  - led by **nurses** *and* alone", "    in the second line, see [the page](https://x.org) there")
    (one,) = passages(*lines)
    assert pointed(one, words, lines) == words


def test_a_place_ends_with_its_line() -> None:
    (one,) = passages("one two", "three")
    assert (one.mark(4).line, one.mark(4).length) == (1, 4)
    assert (one.mark(8).line, one.mark(8).column, one.mark(8).length) == (2, 1, 5)


WORDS = st.text(st.sampled_from("abc äß漢\u0301*_[]()\\-.#<!>\u202e12"), max_size=30)


@given(st.lists(WORDS, max_size=8))
def test_any_text_has_places_that_hold(lines: list[str]) -> None:
    for one in passages(*lines):
        for at, letter in enumerate(one.text):
            mark = one.mark(at, at + 1)
            line = lines[mark.line - 1]
            assert letter == " " or line[mark.column - 1] == letter


PLAIN = st.lists(st.text(st.sampled_from("abcä ,;漢"), min_size=1, max_size=30), max_size=8)


@given(PLAIN)
def test_words_without_signs_are_those_that_are_printed(lines: list[str]) -> None:
    printed = []
    for block in blocks_of("\n".join(lines))[0]:
        match block:
            case Paragraph(content):
                printed.append(plain(content))
            case BulletList(items) | NumberedList(items):
                printed += [plain(item.content) for item in items]
    assert [" ".join(one.text.split()) for one in passages(*lines)] == [" ".join(text.split()) for text in printed]
