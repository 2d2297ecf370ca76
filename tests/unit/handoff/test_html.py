"""The HTML half of a mail: every block of a Document, the words of its plain text."""

from __future__ import annotations

import pytest

from assembler.document import (
    Block,
    BulletList,
    Date,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    Item,
    LineBreak,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Signature,
    Span,
    Strong,
    Text,
    Title,
)
from assembler.handoff.html import to_html


def text(words: str) -> Inlines:
    return (Text(words),)


def body(*blocks: Block) -> str:
    document = Document("t", "", "", "en-GB", "2026-11-24", "a4", "working", "", "", blocks)
    return to_html(document).split("<body>\n")[1].split("</body>")[0]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Title(text("Name"), text(", MD")), "<h1>Name, MD</h1>\n"),
        (Section(text("Head"), (Heading(text("Under")),), text("aside")), "<h2>Head</h2>\n<h3>Under</h3>\n"),
        (BulletList((Item(text("a")), Item(text("b")))), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        (NumberedList((Item(text("a")),)), "<ol>\n<li>a</li>\n</ol>\n"),
        (
            Entry(text("Post"), dates=text("2021"), place=text(", Cork"), body=(Paragraph(text("More")),)),
            "<p>2021 <strong>Post</strong>, Cork</p>\n<p>More</p>\n",
        ),
        (Entry((), label=text("By")), "<p>By</p>\n"),
        (Entry((), body=(Paragraph(text("More")),)), "<p>More</p>\n"),
        (
            FactTable((text("A"),), (Row((text("1"),)),), (1,), (False,), text("Cap"), total=Row((text("2"),))),
            "<table>\n<caption>Cap</caption>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n",
        ),
        (Field("id", "label", (Paragraph(text("Own")),), "Write here."), "<p>Own</p>\n"),
        (Signature((text("Date"), text("Name"))), "<p>Date</p>\n<p>Name</p>\n"),
        (Note("prompt", text("Prompt"), text("To the writer")), ""),
        (Figure("photo", "Portrait", 30, 40), ""),
        (PageBreak(), ""),
    ],
)
def test_blocks(block: Block, expected: str) -> None:
    assert body(block) == expected


def test_inlines() -> None:
    content: Inlines = (
        Strong(text("a")),
        Emphasis(text("b")),
        LineBreak(),
        Span("uk", text("c")),
        Date("2021", text("d")),
        Link("https://example.org/?a&b", text("e")),
    )
    assert body(Paragraph(content)) == (
        '<p><strong>a</strong><em>b</em><br>\n<span lang="uk">c</span>d<a href="https://example.org/?a&amp;b">e</a></p>\n'
    )
