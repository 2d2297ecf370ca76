from __future__ import annotations

import subprocess
import sys

import pytest
from markupsafe import Markup

from assembler.markup import plain, problems, signs, to_html


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("**bold** *italic*, _too_", "<strong>bold</strong> <em>italic</em>, <em>too</em>", "bold italic, too"),
        ("***both***", "<em><strong>both</strong></em>", "both"),
        ("[a *b*](https://x.org/?a=1&b=2)", '<a href="https://x.org/?a=1&amp;b=2">a <em>b</em></a>', "a b"),
        ("[m](mailto:a@b.org) [t](tel:+6561234567)",
         '<a href="mailto:a@b.org">m</a> <a href="tel:+6561234567">t</a>', "m t"),
        ('[x](https://x.org/"onclick="y)', '<a href="https://x.org/%22onclick=%22y">x</a>', "x"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,y) [z](paper.pdf)", "[x](data:text/html,y) [z](paper.pdf)",
         "[x](data:text/html,y) [z](paper.pdf)"),
        (r"\*not italic\* and \[no link\](x)", "*not italic* and [no link](x)", "*not italic* and [no link](x)"),
        ("AT&T &amp; &copy; &lt;b&gt;", "AT&amp;T &amp; © &lt;b&gt;", "AT&T & © <b>"),
        ("p < 0.05, A > B", "p &lt; 0.05, A &gt; B", "p < 0.05, A > B"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", "<script>x</script>"),
        ("one\n  two\r\n\r\nthree", "one two three", "one two three"),
        ("5*3*2 mm and 10**9/L to 10**12/L", "5*3*2 mm and 10**9/L to 10**12/L", "5*3*2 mm and 10**9/L to 10**12/L"),
        ("snake_case_name", "snake_case_name", "snake_case_name"),
        ("“Smart” -- ... (c) 'x'", "“Smart” -- ... (c) &#39;x&#39;", "“Smart” -- ... (c) 'x'"),
        ("C5–C6\u00a0block\u200b", "C5–C6\u00a0block\u200b", "C5–C6\u00a0block\u200b"),
        ("    indented", "    indented", "    indented"),
        ("1. Preis", "1. Preis", "1. Preis"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_html_and_plain_text(text: str, html: str, words: str) -> None:
    assert to_html(text) == Markup(html)  # noqa: S704 - written here
    assert plain(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05", "p<0.05", "<5 cases", "a <b and c> d", "A > B", "> 50 cases", "> half of all", "5*3", "p<0.05**",
        "C5–C6", "#1 ranked", "# of cases: 5", "- 3 mmHg", "+ 3 others", "-5 to +5", "snake_case", "trailing  ",
        "1. Preis", "the `so-called' test", "patients` views", "~50 cases", "~~", "AT&T", "[3]", "[sic]",
        "x [1, 2] (n = 5)", "100% (3/3)", "**bold** *it* [l](https://x.org)", "a | b", "--- or ---", r"\- item",
        r"\# Title", r"\<sub>", r"a \`b` c", "e-mail <a@b.org>", "O'Brien", "2 * 3", "",
        "A*STAR", "C*", "5*3 and **b**", "HLA-B*27, HLA-B*15:02", "CYP2D6*4 and CYP2C19 *2", "p < 0.05*, p<0.01**",
        "**p < 0.01; ***p<0.001", "*", "**", "*p < 0.05; **p < 0.01", "*Joint first authors", r"\**not bold",
        "IF 5.2; *corresponding author", "(*in vitro*)", "*E. coli*, *S. aureus*", "**Aim:** to ask", "***both***",
        "**a *b* c**", "[**b**](https://x.org)", "**bold** p<0.05*",
    ],
)  # fmt: skip
def test_honest_texts_are_no_problem(text: str) -> None:
    assert problems(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Title", "'# Title' is marked as a heading, which is not understood"),
        ("x\n## Part", "'## Part' is marked as a heading, which is not understood"),
        ("- item", "'- item' is marked as a list item, which is not understood"),
        ("a\n* item", "'* item' is marked as a list item, which is not understood"),
        ("1. one\n2. two", "'1. one 2. two' is marked as a list, which is not understood"),
        ("> a\n> b", "'> a > b' is marked as a quotation, which is not understood"),
        ("see ![scan](x.png)", "the picture '![scan](x.png)' cannot be part of a text"),
        ("run `make`", "'`make`' is marked as code, which is not understood"),
        ("```\nx\n```", "'```' marks code, which is not understood"),
        ("CO<sub>2</sub>", "the HTML tag '<sub>' is not understood"),
        ('<a href="x">y</a>', "the HTML tag '<a href=\"x\">' is not understood"),
        ("line<br/>", "the HTML tag '<br/>' is not understood"),
        ("a <!-- b --> c", "the HTML comment '<!-- b -->' is not understood"),
        ("~~gone~~", "'~~gone~~' is marked as struck out, which is not understood"),
        ("a\n---", "the line '---' is not understood"),
        ("a | b\n--- | ---", "the table line '--- | ---' is not understood"),
        ("the **pain* clinic", "the stars in '**pain* clinic' do not open and close alike, so they would be printed"),
        ("*pain**", "the stars in '*pain**' do not open and close alike, so they would be printed"),
        ("two **papers", "the stars in '**papers' do not open and close alike, so they would be printed"),
        ("a ** pain** b", "the stars in '** pain** b' do not open and close alike, so they would be printed"),
        ("the *Lancet", "the stars in '*Lancet' do not open and close alike, so they would be printed"),
        (
            f"**{'pain ' * 20}",
            f"the stars in '**{'pain ' * 11}pa…' do not open and close alike, so they would be printed",
        ),
        ('[x](https://x.org "t")', "the link title 't' would not be printed"),
        (
            "[x](javascript:y)",
            "the link to 'javascript:y' cannot be used: links begin with https://, http://, mailto: or tel:",
        ),
        (
            "[x](paper.pdf)",
            "the link to 'paper.pdf' cannot be used: links begin with https://, http://, mailto: or tel:",
        ),
    ],
)
def test_what_is_beyond_bold_italic_and_links(text: str, message: str) -> None:
    assert problems(text) == message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("MBBS (**Hons**)", "**Hons**"), ("MBBS *Hons*", "*Hons*"), ("***x y***", "***x y***"),
        ("CO<sub>2</sub>", "<sub>"),
        ("x</I>", "</I>"), ("line<br/>", "<br/>"), ("see [a b](https://x.org)", "[a b](https://x.org)"),
    ],
)  # fmt: skip
def test_signs_of_markup_in_a_plain_text(text: str, part: str) -> None:
    assert signs(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "5*3", "5*3*2", "A*STAR", "C*", "Smith J*, Lee K*", "*Smith J, *Lee K", "p < 0.05", "<5", "a < b > c",
        "A* and A* and B",
        "HLA-B*27 * x", "`code`", "*", "**", "a*b*c", "* x *", "<a@b.org>", "x [1](2)", "[sic]", r"\*x*",
        "<3>", "Dr <given> X",
    ],
)  # fmt: skip
def test_honest_signs_in_a_plain_text(text: str) -> None:
    assert signs(text) is None


def test_the_library_is_loaded_only_when_needed() -> None:
    code = "import sys, assembler.markup; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "text", ["a&#0;b", "&#7;", "&#xD800;", "&#x202E;abc", "&#x2067;x", "&#xFEFF;", r"\\&#11;", "&#x110000;"]
)
def test_what_could_not_be_typed_cannot_come_in_by_its_number_either(text: str) -> None:
    entity = text[text.index("&") : text.index(";") + 1]
    assert problems(text) == f"'{entity}' stands for a character that cannot be printed"


@pytest.mark.parametrize("text", ["&copy; &nbsp; &shy; &zwj;", "a&Tab;b&NewLine;c", r"\&#0;", "AT&T; R&D", "&nothing;"])
def test_entities_that_stand_for_what_can_be_printed(text: str) -> None:
    assert problems(text) is None


@pytest.mark.parametrize("words", ["", " ", "&nbsp;"])
def test_a_link_without_words_would_be_lost(words: str) -> None:
    assert problems(f"see [{words}](https://x.org)") == "the link to 'https://x.org' has no words that could be printed"
