"""The HTML for layout: semantic elements, the grid's classes, and text that stays text."""

import re
from collections.abc import Callable

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
    Item,
    LineBreak,
    Link,
    Note,
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
from assembler.theme import Theme
from assembler.writers.html import to_html


def _t(text: str) -> tuple[Text, ...]:
    return (Text(text),)


@pytest.fixture
def body_of(document_of: Callable[..., Document], theme: Theme) -> Callable[..., str]:
    """A function from blocks to what stands in the HTML's body."""
    return lambda *blocks: to_html(document_of(*blocks), theme).partition("<body>")[2].partition("</body>")[0]


HOSTILE = "<script>alert(\"1\")</script> & '{{ 7*7 }}' {% x %}"
ESCAPED = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#x27;{{ 7*7 }}&#x27; {% x %}"


def test_hostile_text_stays_text_wherever_it_stands(document_of: Callable[..., Document], theme: Theme) -> None:
    blocks = (
        Title(_t(HOSTILE), _t(HOSTILE)),
        Figure(HOSTILE, HOSTILE, 10, 10),
        Section(
            _t(HOSTILE),
            (
                Entry(_t(HOSTILE), label=_t(HOSTILE), place=_t(HOSTILE)),
                Field("id", "label", (), HOSTILE),
                Note("check", _t(HOSTILE), _t(HOSTILE)),
                Paragraph((Link(HOSTILE, _t(HOSTILE)), Span(HOSTILE, _t(HOSTILE)))),
                Signature((_t(HOSTILE),)),
            ),
            aside=_t(HOSTILE),
        ),
    )
    html = to_html(document_of(*blocks, title=HOSTILE, author=HOSTILE, subject=HOSTILE, language=HOSTILE), theme)
    assert "<script" not in html
    assert html.count(ESCAPED) == 20


def test_metadata(document_of: Callable[..., Document], theme: Theme) -> None:
    head = to_html(document_of(), theme).partition("</head>")[0]
    assert '<html lang="en-GB">' in head
    assert "<title>Curriculum vitae of Ada Example</title>" in head
    for name, value in {
        "author": "Ada Example",
        "description": "Curriculum vitae",
        "dcterms.created": "2026-10-14",
        "dcterms.modified": "2026-10-14",
    }.items():
        assert f'<meta name="{name}" content="{value}"/>' in head


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Title(_t("Ada"), _t(", MD"), "name"), '<h1 class="name">Ada<span class="credentials">, MD</span></h1>'),
        (Title(_t("Briefing")), '<h1 class="title">Briefing</h1>'),
        (Heading(_t("Talks")), '<h3 class="subheading">Talks</h3>'),
        (Section(_t("Posts"), ()), '<section><h2 class="section">Posts</h2></section>'),
        (Paragraph(_t("x"), "lead"), '<p class="lead">x</p>'),
        (Paragraph(_t("x"), "detail"), '<p class="detail content">x</p>'),
        (
            Paragraph((Strong(_t("a")), LineBreak(), Emphasis(_t("b")), Date("2021", _t("c")))),
            '<p class="body"><strong>a</strong><br/><em>b</em>c</p>',
        ),
        (
            Paragraph((Link("https://e.org/?a=1&b", _t("a")), Span("uk", _t("б")))),
            '<p class="body"><a href="https://e.org/?a=1&amp;b">a</a><span lang="uk">б</span></p>',
        ),
        (PageBreak(), '<div class="page-break"></div>'),
        (Field("a", "b", (), "Write."), '<p class="placeholder">Write.</p>'),
        (
            Field("a", "b", (Paragraph(_t("Mine.")),), "Write."),
            '<div class="field"><p class="statement content">Mine.</p></div>',
        ),
        (Note("check", _t("Check"), _t("x")), '<p class="note check"><span class="note-label">Check </span>x</p>'),
    ],
)
def test_block(body_of: Callable[..., str], block: Block, expected: str) -> None:
    assert body_of(block) == expected


CLOSE = re.compile(r'class="(?:([a-z]+)[^"]* )?close"')


@pytest.mark.parametrize(
    ("blocks", "close"),
    [
        ((Section(_t("Posts"), (Entry(_t("One")), Entry(_t("Two")))),), ["entry"]),
        ((Section(_t("Posts"), (Entry(_t("One"), body=(Paragraph(_t("x")),)),)),), ["entry"]),
        ((Section(_t("Posts"), (Paragraph(_t("x"), "citation"),), aside=_t("3")),), ["citation"]),
        ((Section(_t("Posts"), (Paragraph(_t("x")), Entry(_t("One")))),), []),
        ((Section(_t("Posts"), (Heading(_t("A")), Entry(_t("One")))),), ["subheading", "entry"]),
        ((Section(_t("Posts"), (Section(_t("A"), ()), Entry(_t("One")))),), ["section"]),
        ((Section(_t("Posts"), (BulletList((Item(_t("a")), Item(_t("b")))),)),), ["bullet"]),
        ((Heading(_t("A")), BulletList((Item(_t("a")),))), []),
        ((Paragraph(_t("Source"), "caption"), Entry(_t("One"))), ["entry"]),
        ((Heading(_t("A")), FactTable((_t("a"),), (), (1.0,), (False,), caption=_t("Source"))), ["caption"]),
        ((PageBreak(), Section(_t("Posts"), ())), ["section"]),
        ((PageBreak(), Note("check", _t("Check"), _t("x"))), ["note"]),
    ],
)
def test_what_follows_a_heading_or_a_page_break_has_no_space_before_it(
    body_of: Callable[..., str], blocks: tuple[Block, ...], close: list[str]
) -> None:
    assert CLOSE.findall(body_of(*blocks)) == close


@pytest.mark.parametrize(
    ("label", "wide", "wide_in_note"),
    [
        ("", False, False),
        ("Feb 2024", False, False),
        ("Sep 2009 – Aug 2014", False, True),
        ("10 Jul 2023 – 7 Jul 2024", True, True),
        ("麻酔", True, True),
    ],
)
def test_only_a_label_that_may_not_fit_its_column_may_grow(
    body_of: Callable[..., str], label: str, *, wide: bool, wide_in_note: bool
) -> None:
    content = _t(label) if label else ()
    assert (' wide"' in body_of(Entry(_t("x"), dates=content))) is wide
    assert (' wide"' in body_of(Note("check", content, _t("x")))) is wide_in_note


def test_the_value_of_an_attribute_keeps_its_line_ends(body_of: Callable[..., str]) -> None:
    assert 'alt="a&#10;b&#9;c"' in body_of(Section(_t("x"), (Figure("a", "a\nb\tc", 10, 10),)))


def test_an_aside_stands_outside_the_heading(body_of: Callable[..., str]) -> None:
    heading = '<div class="section split"><h2>Why</h2> <p class="aside">8 of 9</p></div>'
    assert heading in body_of(Section(_t("Why"), (), _t("8 of 9")))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            Entry(_t("Post"), dates=_t("2021"), place=_t(", Town")),
            '<p class="entry row"><span class="date">2021 </span><b>Post</b>, Town</p>',
        ),
        (
            Entry(_t("Gap"), label=_t("2020"), plain=True, tight=True),
            '<p class="tight row"><span class="label">2020 </span>Gap</p>',
        ),
        (Entry(_t("Bare")), '<p class="entry row"><span class="label"></span><b>Bare</b></p>'),
        (
            Entry((), dates=_t("2024"), body=(Paragraph(_t("A paper"), "citation"),), citation=True),
            '<p class="citation row"><span class="date">2024 </span>A paper</p>',
        ),
        (
            Entry(_t("Post"), body=(Paragraph(_t("Detail"), "body"),)),
            (
                '<div class="kept"><p class="entry row"><span class="label"></span><b>Post</b></p>'
                '<p class="detail content">Detail</p></div>'
            ),
        ),
        (
            Entry((), label=_t("L"), body=(BulletList((Item(_t("a")),)),)),
            (
                '<div class="kept"><p class="entry row alone"><span class="label">L </span></p>'
                '<ul><li class="bullet">a</li></ul></div>'
            ),
        ),
    ],
)
def test_entry(body_of: Callable[..., str], entry: Entry, expected: str) -> None:
    assert body_of(entry) == expected


@pytest.mark.parametrize(("lines", "state"), [(6, "kept"), (7, "long")])
def test_only_a_short_entry_is_kept_on_one_page(body_of: Callable[..., str], lines: int, state: str) -> None:
    assert body_of(Entry(_t("Post"), body=(Paragraph(_t("x" * 80 * lines), "detail"),))).startswith(
        f'<div class="{state}">'
    )


def test_table_heads_say_what_they_head(body_of: Callable[..., str]) -> None:
    table = FactTable(
        (_t("Procedure"), _t("Count")),
        (Row((_t("Block"), _t("3"))),),
        (0.75, 0.25),
        (False, True),
        caption=_t("Logbook"),
        total=Row((_t("All"), _t("3"))),
    )
    assert body_of(table) == (
        '<table class="short"><caption class="caption">Logbook</caption>'
        '<colgroup><col style="width:124.50mm"/><col style="width:41.50mm"/></colgroup>'
        '<thead><tr><th scope="col">Procedure</th><th scope="col" class="number">Count</th></tr></thead>'
        '<tbody><tr><th scope="row">Block</th><td class="number">3</td></tr>'
        '<tr class="total"><th scope="row">All</th><td class="number">3</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(("count", "kept"), [(8, True), (9, False)])
def test_only_a_short_table_is_kept_on_one_page(body_of: Callable[..., str], count: int, *, kept: bool) -> None:
    html = body_of(FactTable((_t("A"),), (Row((_t("x"),)),) * count, (1.0,), (False,), row_headers=False))
    assert ('<table class="short">' in html) is kept
    assert 'scope="row"' not in html


def test_a_figure_keeps_the_head_clear_of_it(body_of: Callable[..., str]) -> None:
    html = body_of(Title(_t("Ada")), Figure("a/b c", "Portrait", 35, 45), Section(_t("Posts"), ()))
    assert html == (
        '<header style="min-height:45mm;padding-right:39mm"><h1 class="title">Ada</h1>'
        '<img class="figure" src="asset:a%2Fb%20c" alt="Portrait" style="width:35mm;height:45mm"/></header>'
        '<section><h2 class="section">Posts</h2></section>'
    )


@pytest.mark.parametrize(("length", "breaks"), [(29, False), (30, True)])
def test_only_lengthy_words_may_break_anywhere(body_of: Callable[..., str], length: int, *, breaks: bool) -> None:
    word = "a" * length
    assert (f'see <span class="lengthy">{word}</span> there' in body_of(Paragraph(_t(f"see {word} there")))) is breaks


def test_every_block_is_in_the_html(rich: Document, theme: Theme) -> None:
    html = to_html(rich, theme)
    for text in ("Ada Example", "First duty", "On the first line", "From the logbook", "1225", "Write here.", "Date"):
        assert text in html


def test_a_space_before_an_element_goes_into_it(body_of: Callable[..., str]) -> None:
    body = body_of(Paragraph((Text("at six months, "), Emphasis(_t("Ir Pain Rev")), Text(" "), Strong(_t("2026")))))

    assert "at six months,<em> Ir Pain Rev</em><strong> 2026</strong>" in body


YAEL = "\u05d9\u05e2\u05dc"


def test_scripts_say_their_language_and_their_direction(document_of: Callable[..., Document], theme: Theme) -> None:
    made = to_html(
        document_of(
            Title((Text("Ada"),), (Text("\u00a0"), Span("he", (Text(YAEL),))), "name"),
            Paragraph((Text(f"By {YAEL} in 麻酔で."),)),
            Paragraph((Text(f"{YAEL}."),)),
            BulletList((Item((Text(f"{YAEL}."),)),)),
            Entry((), body=(Paragraph((Text(YAEL),)),)),
            Entry((), label=(Text("Label"),), body=(Paragraph((Text(YAEL),)),)),
        ),
        theme,
    )

    right = f'<span lang="he" dir="rtl">{YAEL}</span>'
    assert f'<h1 class="name">Ada<span class="credentials">\u00a0{right}</span></h1>' in made
    assert f'<p class="body">By<span> {right}</span> in<span lang="ja"> 麻酔で</span>.</p>' in made
    assert f'<p class="body" dir="rtl"><span lang="he" dir="rtl">{YAEL}.</span></p>' in made
    assert f'<li class="bullet" dir="rtl"><span lang="he" dir="rtl">{YAEL}.</span></li>' in made
    assert f'<p class="entry content" dir="rtl">{right}</p>' in made
    assert f'<p class="entry row"><span class="label">Label </span>{right}</p>' in made
