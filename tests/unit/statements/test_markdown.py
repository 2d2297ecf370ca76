from __future__ import annotations

import time
from itertools import pairwise, product

import pytest

from assembler.document import (
    Blocks,
    BulletList,
    Emphasis,
    Heading,
    Inlines,
    Item,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Span,
    Strong,
    Text,
    plain,
)
from assembler.statements import blocks_of, markdown_of, normal


def paragraph(*content: Text | Strong | Emphasis | Link | LineBreak | Span | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content), role="statement")


def strong(text: str) -> Strong:
    return Strong((Text(text),))


def emphasis(text: str) -> Emphasis:
    return Emphasis((Text(text),))


def items(*texts: str) -> tuple[Item, ...]:
    return tuple(Item((Text(text),)) for text in texts)


READ: dict[str, Blocks] = {
    "": (),
    "one\ntwo  \n\n\n three": (paragraph("one two"), paragraph("three")),
    "a **b** *c* ***d***": (paragraph("a ", strong("b"), " ", emphasis("c"), " ", Strong((emphasis("d"),))),),
    "[a **b**](https://e.org/x)": (paragraph(Link("https://e.org/x", (Text("a "), strong("b")))),),
    "one\\\ntwo": (paragraph("one", LineBreak(), "two"),),
    "one  \ntwo": (paragraph("one", LineBreak(), "two"),),
    r"5 \* 3, a\_b, \# and \\": (paragraph(r"5 * 3, a_b, # and \\"[:-1]),),
    "5*3*2 and 10**9": (paragraph("5*3*2 and 10**9"),),
    "p < 0.05 &amp; n > 3 &copy;": (paragraph("p < 0.05 & n > 3 ©"),),
    "- one\n- two\n  goes on\nand on\n\n* three": (BulletList(items("one", "two goes on and on", "three")),),
    "1. one\n2. two\n\ntext": (NumberedList(items("one", "two")), paragraph("text")),
    "9) text\n": (paragraph("9) text"),),
    "in the year\n2019. It was": (paragraph("in the year 2019. It was"),),
    "text\n- one": (paragraph("text"), BulletList(items("one"))),
    "<!-- a\n\n## note -->\none\n<!-- b -->\ntwo": (paragraph("one"), paragraph("two")),
    "- one\n\n<!-- b -->\n- two": (BulletList(items("one", "two")),),
    "no\xa0break  and\ttab": (paragraph("no\xa0break and tab"),),
    "-\n- \n- a": (BulletList(items("a")),),
    "    indented": (paragraph("indented"),),
    "[](https://e.org)": (paragraph(Link("https://e.org", (Text("https://e.org"),))),),
    '[a](https://e.org "who")': (paragraph(Link("https://e.org", (Text("a"),)), " (who)"),),
    "[a]()": (paragraph("[a]()"),),
}


@pytest.mark.parametrize("text", READ)
def test_what_is_understood(text: str) -> None:
    assert blocks_of(text)[0] == READ[text]
    assert blocks_of(markdown_of(READ[text])) == (READ[text], ())


KEPT = {
    "# A": (1, 1, "heading", "# A"),
    "a\n### B\nc": (2, 1, "heading", "a\n### B\nc"),
    "A\n---": (2, 1, "line of signs", "A\n---"),
    "A\n===": (2, 1, "line of signs", "A\n==="),
    "a\n\n * * *": (3, 2, "line of signs", "* * *"),
    "> a\n> b": (1, 1, "quotation", "> a\n> b"),
    "```\n*a*  b\n\n- c\n```": (1, 1, "code", "```\n*a* b\n- c\n```"),
    "```\n*a*": (1, 1, "code", "```\na"),
    "| a | b |\n|---|---|\n| c | d |": (1, 1, "table", "| a | b |\n|---|---|\n| c | d |"),
    "a `b` c": (1, 3, "'`b`' is marked as code", "a `b` c"),
    "a ![b](https://e.org/c.png)": (1, 3, "picture", "a ![b](https://e.org/c.png)"),
    "a <b>b</b>": (1, 3, "HTML tag '<b>'", "a <b>b</b>"),
    "see <https://e.org>": (1, 5, "angle brackets", "see <https://e.org>"),
    "a\nb <!-- c --> d": (2, 3, "comment within a line", "a b <!-- c --> d"),
    "<!-- a --> b": (1, 1, "comment that does not end", "<!-- a --> b"),
    "<!-- a\n<!-- b -->": (1, 1, "comment that does not end", "<!-- a"),
    "~~a~~": (1, 1, "struck out", "~~a~~"),
    "- a\n  - b": (2, 3, "list within a list", "a\n- b"),
    "- a\n\n  b": (3, 3, "one paragraph only", "a\nb"),
    "- # a": (1, 3, "heading", "# a"),
    "3. a": (1, 1, "begins with 1", "3. a"),
    "[a](ftp://e.org)": (1, 1, "the link to 'ftp://e.org' cannot be used", "[a](ftp://e.org)"),
    "[a](b.md)": (1, 1, "the link to 'b.md' cannot be used", "[a](b.md)"),
    "[](https://e.org)": (1, 1, "has no words", "https://e.org"),
    '[a](https://e.org "who")': (1, 1, "title of a link", "a (who)"),
    "a *b c": (1, 3, "do not open and close alike", "a *b c"),
    "**a* b": (1, 1, "do not open and close alike", "*a b"),
    "a &#7; b": (1, 3, "cannot be printed", "a &#7; b"),
    "- one\n  two `x`": (2, 7, "code", "one two `x`"),
}
"""Text → where the complaint points, a part of it, and what is printed."""


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_understood_is_kept_and_told(text: str) -> None:
    line, column, message, printed = KEPT[text]
    blocks, problems = blocks_of(text)
    block = blocks[-1]
    assert isinstance(block, Paragraph | BulletList)
    assert plain(block.content if isinstance(block, Paragraph) else block.items[0].content) == printed
    assert [(problem.line, problem.column) for problem in problems[:1]] == [(line, column)]
    assert message in problems[0].message
    assert problems[0].hint
    assert blocks_of(markdown_of(blocks)) == (blocks, ())


def test_every_problem_is_told_in_the_order_of_the_file() -> None:
    _, problems = blocks_of("a `b` <i>c</i>\r\n\r\n# d\r\n\r\n[e](f)")
    assert [(one.line, one.column, one.length) for one in problems] == [
        (1, 3, 3), (1, 7, 3), (1, 11, 4), (3, 1, 2), (5, 1, 6),
    ]  # fmt: skip


SPELLED: dict[str, Blocks] = {
    r"5 \* 3, \_a\_ and a_b": (paragraph("5 * 3, _a_ and a_b"),),
    r"\# a": (paragraph("# a"),),
    r"#1 and -5 °C": (paragraph("#1 and -5 °C"),),
    "\\- a\\\n\\+ b\\\n1\\. c\\\n\\> d": (
        paragraph("- a", LineBreak(), "+ b", LineBreak(), "1. c", LineBreak(), "> d"),
    ),
    r"p < 0.05, \<b> and \&amp; & co": (paragraph("p < 0.05, <b> and &amp; & co"),),
    "[…] and [TODO]": (paragraph("[…] and [TODO]"),),
    r"[a\](https://e.org)": (paragraph("[a](https://e.org)"),),
    r"\[1\] and [a\]](https://e.org/\(b\))": (paragraph("[1] and ", Link("https://e.org/(b)", (Text("a]"),))),),
    "**a b** and *c*": (paragraph(Strong((Text("a "), Text("b "))), "and", Emphasis((Text(" c"),))),),
    "foo**bar**baz": (paragraph("foo", strong("bar"), "baz"),),
    "fo&#111;**(bar)**&#98;az": (paragraph("foo", strong("(bar)"), "baz"),),
    "&#50;**&#51;**": (paragraph("2", strong("3")),),
    "**a***b*": (paragraph(strong("a"), emphasis("b")),),
    "**a *b* c**": (paragraph(Strong((Text("a "), emphasis("b"), Text(" c")))),),
    "*a **b***": (paragraph(Emphasis((Text("a "), strong("b")))),),
    "**a** [**b** c](https://e.org)": (
        paragraph(Strong((Text("a "), Link("https://e.org", (Text("b"),)))), Link("https://e.org", (Text(" c"),))),
    ),
    "&nbsp;a&nbsp;": (paragraph("\xa0a\xa0"),),
    "- a\n- b\\\n  c\n\n1. d": (
        BulletList(items("a")),
        BulletList((Item(()), Item((Text("b"), LineBreak(), Text("c"))))),
        NumberedList(items("d")),
    ),
    "a (ftp://e.org)": (paragraph(Link("ftp://e.org", (Text("a"),))),),
    "naïve": (paragraph(Span("fr", (Text("naïve"),)), "\u202e\x07"),),
    "a": (paragraph(LineBreak(), " a", LineBreak(), " "), paragraph(" "), BulletList(())),
}  # fmt: skip


@pytest.mark.parametrize("markdown", SPELLED)
def test_how_blocks_are_spelled(markdown: str) -> None:
    blocks = SPELLED[markdown]
    assert markdown_of(blocks) == markdown
    assert blocks_of(markdown) == (normal(blocks), ())


def test_bold_then_both_then_italic_within_a_word_loses_italics() -> None:
    within_a_word = (paragraph(Strong((Text("a"), emphasis("b"))), emphasis("c")),)
    between_words = (paragraph(Strong((Text("a "), emphasis("b"))), emphasis(" c")),)
    assert markdown_of(within_a_word) == "**ab***c*"
    assert markdown_of(between_words) == "**a *b*** *c*"


def test_every_change_of_style_is_spelled_so_that_it_reads_back() -> None:
    def styled(look: int, text: str) -> Text | Strong | Emphasis:
        inner = emphasis(text) if look & 2 else Text(text)
        return Strong((inner,)) if look & 1 else inner

    for looks in product(range(4), repeat=4):
        if all(one != other for one, other in pairwise(looks)):
            for gaps in product(("", " "), repeat=3):
                for text in ("a", "("):
                    content: Inlines = tuple(
                        one
                        for look, gap in zip(looks, (*gaps, ""), strict=True)
                        for one in (styled(look, text), Text(gap))
                    )
                    blocks = normal((Paragraph(content),))
                    assert normal(blocks) == blocks
                    assert blocks_of(markdown_of(blocks)) == (blocks, ())


def test_other_blocks_are_refused() -> None:
    with pytest.raises(TypeError, match="Heading"):
        markdown_of((Heading((Text("a"),)),))


@pytest.mark.parametrize("sign", ["[", "![", "*a ", "**a*b", "[x](", "`", "<!--", "&#", "~~a", "_a ", "\\["])
def test_hostile_text_takes_no_long_time(sign: str) -> None:
    started = time.process_time()
    blocks, _ = blocks_of(sign * 2000)
    assert blocks_of(markdown_of(blocks)) == (blocks, ())
    assert time.process_time() - started < 5


def test_a_long_statement_is_read_in_a_moment() -> None:
    sentence = "Pain is an *unpleasant* sensory and emotional experience, however it is described (n = 5). "
    text = "\n\n".join([sentence * 5] * 45)
    blocks_of("*a*")
    started = time.process_time()
    blocks, problems = blocks_of(text)
    assert len(blocks) == 45
    assert not problems
    assert time.process_time() - started < 0.5
