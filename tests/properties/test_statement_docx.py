"""Whatever stands in a section comes back from the DOCX as it went in, whoever else's text is around it."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.document import (
    Block,
    Blocks,
    BulletList,
    Emphasis,
    Inline,
    Item,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Strong,
    Text,
)
from assembler.statements.markdown import blocks_of, markdown_of, normal
from tests.unit.statements.word import draft, pulled

HOSTILE = (
    "<w:p>",
    "&amp;",
    "]]>",
    "{PAGE}",
    "**",
    "\u00a0",
    "\u202e",
    "\uf0b7",
    "Why here 150 words",
    "=1+1",
)
texts = st.sampled_from(HOSTILE) | st.text(max_size=12) | st.text(string.ascii_letters + " .,", max_size=12)
hrefs = st.sampled_from(
    ("https://example.org/a?b=c&d=%20#e", "http://x.y/(z)", "mailto:a@b.c", "tel:+65123", "https://é.example/ü")
)


def styled(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Strong, content) | st.builds(Emphasis, content) | st.builds(Link, hrefs, content)


inlines = st.lists(
    st.recursive(st.builds(Text, texts) | st.just(LineBreak()), styled, max_leaves=6), min_size=1, max_size=4
).map(tuple)
items = st.lists(st.builds(Item, inlines), min_size=1, max_size=3).map(tuple)
block: st.SearchStrategy[Block] = (
    st.builds(Paragraph, inlines) | st.builds(BulletList, items) | st.builds(NumberedList, items)
)
sections: st.SearchStrategy[Blocks] = st.lists(block, max_size=4).map(tuple).map(normal)


@settings(max_examples=40)
@given(sections, sections)
def test_what_goes_into_word_comes_out_of_it(why: Blocks, career: Blocks) -> None:
    data = draft(why, career)
    read = pulled(data, data)
    for name, blocks in (("why-here", why), ("career", career)):
        found = read.fields[name]
        if not blocks:
            assert found.placeholder
            continue
        assert found.blocks == blocks
        assert markdown_of(found.blocks) == markdown_of(blocks)
        assert blocks_of(markdown_of(found.blocks)) == (blocks, ())
        assert found.lost == ()
    assert read.stray == ()
    assert read.findings == ()
