from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.compose.reader import read
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
    plain,
)

PAGE = (
    '<html lang="en-GB" data-paper="{}" data-layout="{}" data-date="2026-11" data-author="A" data-subject="S"'
    ' data-running="R" data-page="P"><title> T </title>{}</html>'
)


def document(text: str, paper: str = "a4", layout: str = "cv") -> Document:
    made, found = read(PAGE.format(paper, layout, text), {"a.jpg": b"1", "other.jpg": b"2"})
    assert not found
    assert made is not None
    return made


def block(text: str) -> Block:
    (made,) = document(text).blocks
    return made


def inlines(text: str) -> Inlines:
    made = block(f"<p>{text}</p>")
    assert isinstance(made, Paragraph)
    return made.content


def t(text: str) -> Inlines:
    return (Text(text),)


def test_the_frame() -> None:
    made = document("", "letter", "working")
    assert (made.title, made.author, made.subject, made.language, made.date) == ("T", "A", "S", "en-GB", "2026-11")
    assert (made.paper, made.layout, made.running, made.page_label) == ("letter", "working", "R", "P")
    assert (document("").paper, document("").layout) == ("a4", "cv")


def test_titles_and_footers_stand_on_one_line() -> None:
    text = '<html data-author=" A\nB" data-running="R\u2028 S" data-subject="a\tb"><title>T\n U </title></html>'
    made, found = read(text, {})
    assert not found
    assert made is not None
    assert (made.title, made.author, made.running, made.subject) == ("T U", "A B", "R S", "a b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<h1 class="name">Ada<small>, MD</small></h1>', Title(t("Ada"), t(", MD"), "name")),
        ("<h1>Report</h1>", Title(t("Report"))),
        ('<p data-ref="a/1">x</p>', Paragraph(t("x"), ref="a/1")),
        ('<p class="lead">x</p>', Paragraph(t("x"), "lead")),
        (
            "<section data-ref='s'><h2>H<small>5 of 9</small></h2><p>x</p></section>",
            Section(t("H"), (Paragraph(t("x")),), t("5 of 9"), "s"),
        ),
        ("<h3>x</h3>", Heading(t("x"))),
        ("<ul> <li data-ref='i'>a</li><li>b</li> </ul>", BulletList((Item(t("a"), "i"), Item(t("b"))))),
        ("<ol><li>a</li></ol>", NumberedList((Item(t("a")),))),
        (
            (
                '<article class="plain" data-ref="r"><p class="dates">d</p><h4>h</h4><p class="place">, p</p>'
                '<p class="detail">x</p></article>'
            ),
            Entry(t("h"), t("d"), (), t(", p"), (Paragraph(t("x"), "detail"),), plain=True, ref="r"),
        ),
        ('<article class="citation"><p class="label">l</p></article>', Entry((), label=t("l"), citation=True)),
        ('<img data-asset="a.jpg" alt="b" data-width="30" data-height="40.5">', Figure("a.jpg", "b", 30, 40.5)),
        ('<aside class="budget"><strong>L</strong> x</aside>', Note("budget", t("L"), t("x"))),
        ("<aside>x <strong>y</strong></aside>", Note("prompt", (), (Text("x "), Strong(t("y"))))),
        ('<div class="signature"><p>a</p><p>b</p></div>', Signature((t("a"), t("b")))),
        (
            '<div class="field" id="i" data-label="l" data-placeholder="w"><p class="statement">x</p></div>',
            Field("i", "l", (Paragraph(t("x"), "statement"),), "w"),
        ),
        (
            '<div class="field" id="i" data-label="l?" data-placeholder="w" data-question="yes"></div>',
            Field("i", "l?", (), "w", question=True),
        ),
        ("<hr>", PageBreak()),
    ],
)
def test_every_block(text: str, expected: Block) -> None:
    assert block(text) == expected


def test_a_document_holds_the_pictures_that_it_shows_and_no_others() -> None:
    assert document("<p>x</p>").assets == {}
    picture = '<section><h2>h</h2><img data-asset="{}.jpg" alt="b" data-width="30" data-height="40"></section>'
    assert document(picture.format("a")).assets == {"a.jpg": b"1"}
    made, found = read(PAGE.format("a4", "cv", picture.format("gone")), {"a.jpg": b"1"})
    assert made is None
    assert [(item.message, item.hint) for item in found] == [
        ("there is no picture 'gone.jpg'", "the pictures are: a.jpg")
    ]


def test_a_table() -> None:
    made = block(
        '<table class="label-column" data-ref="t"><caption>c</caption>'
        '<colgroup><col data-width="0.8"><col class="numeric" data-width="0.2"></colgroup>'
        "<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr data-ref='r'><th>x</th><td>1</td></tr></tbody>"
        "<tfoot><tr><td>sum</td><td>1</td></tr></tfoot></table>"
    )
    assert made == FactTable(
        header=(t("a"), t("b")),
        rows=(Row((t("x"), t("1")), "r"),),
        widths=(0.8, 0.2),
        numeric=(False, True),
        caption=t("c"),
        row_headers=True,
        label_column=True,
        total=Row((t("sum"), t("1"))),
        ref="t",
    )


def test_entries_stand_close_where_none_has_details() -> None:
    def tight(text: str) -> list[bool]:
        made = block(f"<section><h2>h</h2>{text}</section>")
        assert isinstance(made, Section)
        return [item.tight for item in made.blocks if isinstance(item, Entry)]

    assert tight("<article><h4>a</h4></article><article><h4>b</h4></article>") == [True, True]
    assert tight("<article><h4>a</h4></article><article><h4>b</h4><p class='detail'>x</p></article>") == [False, False]
    assert tight("<article class='citation'><h4>a</h4></article>") == [False]
    assert tight("<article><p class='label'>a</p><p class='detail'>x</p></article>") == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <strong>b</strong> c", (Text("a "), Strong(t("b")), Text(" c"))),
        ("<em>a</em>", (Emphasis(t("a")),)),
        ('<a href="tel:+65">a</a>', (Link("tel:+65", t("a")),)),
        ('<span lang="el">α</span>', (Span("el", t("α")),)),
        ('<time datetime="2021/..">a</time>', (Date("2021/..", t("a")),)),
        ("a <br> b", (Text("a"), LineBreak(), Text("b"))),
        (" a\n\t b ", t("a b")),
        ("a\u2028b\u2029\x85 c", t("a b c")),
        ("a <em> b</em>", (Text("a "), Emphasis(t("b")))),
        ("<em>a </em> b", (Emphasis(t("a ")), Text("b"))),
        ("a<em> </em>b", (Text("a"), Emphasis(t(" ")), Text("b"))),
        ("a <em> </em>", t("a")),
        ("a<em> </em>", t("a")),
        ("a<strong><em>b </em> </strong>", (Text("a"), Strong((Emphasis(t("b")),)))),
        ("a\u00a0 b\u00a0", t("a\u00a0 b\u00a0")),
        ("<em></em>", ()),
        ("&amp;&lt;&nbsp;&eacute;", t("&<\u00a0é")),
    ],
)
def test_white_space_within_a_text(text: str, expected: Inlines) -> None:
    assert inlines(text) == expected


PIECES = st.sampled_from(["a", "b", " ", "  ", "\n", "\t", "\u00a0", "&amp;"])
MARKUP = st.recursive(
    PIECES,
    lambda inner: (
        st.builds("<{0}>{1}</{2}>".format, st.just("em"), st.lists(inner, max_size=3).map("".join), st.just("em"))
        | st.lists(inner, max_size=4).map("".join)
    ),
    max_leaves=12,
)


@given(MARKUP)
def test_white_space_collapses_across_all_inlines(text: str) -> None:
    made = plain(inlines(text))
    bare = re.sub(r"</?em>", "", text).replace("&amp;", "&")
    assert made == re.sub(r"[ \t\n\r\f]+", " ", bare).strip(" "), "as if the markup were not there"


@given(MARKUP)
def test_no_inline_is_empty(text: str) -> None:
    def check(content: Inlines) -> None:
        for inline in content:
            if isinstance(inline, Text):
                assert inline.text
            elif not isinstance(inline, LineBreak):
                assert inline.content
                check(inline.content)

    check(inlines(text))
