"""Whatever a section says, its Markdown reads back as it was; writing one section leaves the others alone."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Emphasis,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Strong,
    Text,
    plain,
)
from assembler.sources.text import UNPRINTABLE
from assembler.statements import blocks_of, markdown_of, normal, read_statement, with_section
from assembler.statements.sections import stretches

SIGNS = [
    *"*_`[]()<>!&#-+.1 2~|\\=:;\"'/ab é€–🙂{}",
    "\xa0", "\u3000", "\u0301", "\u200b", "\t", "  ", "**", "![", "](", "<b>", "&amp;", "&#42;", "<!--", "-->", "~~",
    "http://a.b", "[a]: ", "1. ", "- ", "## ", "# ", "> ", "| ", "---", "===", "```", "{#id}", "TODO", "\u202e",
]  # fmt: skip
texts = st.lists(st.sampled_from(SIGNS), max_size=8).map("".join) | st.text(max_size=8)
hrefs = st.sampled_from(["http://a.b/", "https://x.y/(z)_*?q=1&amp;r", "mailto:a@b.c", "ftp://q", ""]) | texts.map(
    lambda text: f"https://a.b/{text}"
)


def styled(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, max_size=4).map(tuple)
    return st.builds(Strong, content) | st.builds(Emphasis, content) | st.builds(Link, hrefs, content)


inlines: st.SearchStrategy[Inlines] = st.lists(
    st.recursive(st.builds(Text, texts) | st.just(LineBreak()), styled, max_leaves=8), max_size=6
).map(tuple)
listed = st.lists(st.builds(Item, inlines), max_size=3).map(tuple)
block: st.SearchStrategy[Block] = (
    st.builds(Paragraph, inlines) | st.builds(BulletList, listed) | st.builds(NumberedList, listed)
)
sections: st.SearchStrategy[Blocks] = st.lists(block, max_size=4).map(tuple)

typed = st.lists(
    st.sampled_from(
        [*SIGNS, "\n", "\n\n", "\n  ", "\n- ", "\n1. ", "\n> ", "\n```\n", "\n<!-- a -->\n", "\\\n", "word"]
    )
    | texts,
    max_size=20,
).map("".join)
"""What a person may type as the text of a section."""


def words(blocks: Blocks) -> str:
    """All that `blocks` say, without white space and what cannot be printed."""
    texts = []
    for one in normal(blocks):
        if isinstance(one, Paragraph):
            texts.append(plain(one.content))
        elif isinstance(one, BulletList | NumberedList):
            texts += [plain(item.content) for item in one.items]
    return re.sub(r"\s", "", "".join(texts))


@given(sections)
@settings(deadline=None)
def test_blocks_become_markdown_and_the_same_blocks_again(blocks: Blocks) -> None:
    markdown = markdown_of(blocks)
    assert blocks_of(markdown) == (normal(blocks), ())
    assert markdown_of(blocks_of(markdown)[0]) == markdown
    assert normal(normal(blocks)) == normal(blocks)


@given(typed)
@settings(deadline=None)
def test_whatever_is_typed_has_one_form(text: str) -> None:
    blocks, _ = blocks_of(text)
    assert normal(blocks) == blocks
    assert blocks_of(markdown_of(blocks)) == (blocks, ())


@given(st.lists(st.text(st.characters(categories=["L", "N", "M"]), min_size=1), min_size=1), typed)
@settings(deadline=None)
def test_every_word_that_is_typed_is_read(said: list[str], around: str) -> None:
    text = around + "\n\n" + " ".join(said) + "\n\n" + around
    if not re.search(r"<!--|```|~~~", around):
        assert re.sub(r"\s", "", "".join(said)) in words(blocks_of(text)[0])


ids = st.sampled_from(["a", "b", "c-d", "e.f"])
headings = st.builds(
    "\n{}## {}{}\n".format,
    st.sampled_from(["", " ", "\n"]),
    st.sampled_from(["", "Title ", "*T* ", "T"]),
    ids.map(lambda name: f"{{#{name}}}") | st.sampled_from(["{#a .draft}", "{#B}", "", "{x}", "{ #a }"]),
)
COMMENT = "<!-- for me -->"
files = st.builds(
    lambda mark, parts, end: mark + UNPRINTABLE.sub("", "".join(parts)).replace("\n", end),
    st.sampled_from(["", "\ufeff"]),
    st.lists(
        headings
        | st.just(f"\n\n{COMMENT}\n\n")
        | typed.map(lambda text: text.replace("<!--", "").replace("\n## ", "")),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)


@given(files, ids, typed)
@settings(deadline=None)
def test_one_section_changes_and_nothing_else(text: str, section: str, typed_text: str) -> None:
    blocks, _ = blocks_of(typed_text)
    changed = with_section(text, section, markdown_of(blocks), "New")
    before, after = _stretches(text), _stretches(changed)
    assert changed.count(COMMENT) == text.count(COMMENT)
    at = next((at for at, (name, _) in enumerate(before) if name == section), None)
    if at is None:
        assert changed.startswith(text)
        assert [name for name, _ in after] == [*(name for name, _ in before), section]
    else:
        assert [one for number, one in enumerate(after) if number != at] == [
            one for number, one in enumerate(before) if number != at
        ]
        assert after[at][1].startswith(before[at][1].splitlines()[0])
    assert with_section(changed, section, markdown_of(blocks)) == changed
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.md"
        path.write_bytes(changed.encode())
        statement, _ = read_statement(path)
    assert statement
    assert {one.id: one.blocks for one in statement.sections}[section] == blocks


def _stretches(text: str) -> list[tuple[str | None, str]]:
    """The id and the very characters of each part of a file, line ends included."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    bare = [line.rstrip("\r\n") for line in lines]
    return [(one.heading.id if one.heading else None, "".join(lines[one.start : one.end])) for one in stretches(bare)]
