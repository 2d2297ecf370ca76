"""The walk: each kind of block as the Word that is meant to come of it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from assembler.document import (
    BulletList,
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
from assembler.theme import Theme
from assembler.writers.docx import bookmark_name, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": W[1:-1],
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
HOSTILE = "<w:t>&amp; \"1\" </w:t> 'x'  {{ 7*7 }} ]]> "


def t(text: str) -> tuple[Text, ...]:
    return (Text(text),)


class Read:
    """What a written file holds, for assertions."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = self.part("word/document.xml")

    def part(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    def find(self, path: str, root: Any = None) -> list[Any]:
        found: list[Any] = (self.root if root is None else root).xpath(path, namespaces=NS)
        return found

    def lines(self, root: Any = None) -> list[tuple[str, str]]:
        """Style and text of every paragraph, tabs and breaks as such."""
        return [(self.style(line), text_of(line)) for line in self.find(".//w:p", root)]

    @staticmethod
    def style(line: Any) -> str:
        return str(line.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))

    def line(self, text: str) -> Any:
        return next(line for line in self.find(".//w:p") if text_of(line) == text)

    def kept(self) -> list[bool]:
        return [line.find(f"{W}pPr/{W}keepNext") is not None for line in self.find("/w:document/w:body/w:p")]


def text_of(line: Any) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    inside = line.iter(f"{W}t", f"{W}tab", f"{W}br")
    return "".join(signs.get(part.tag, part.text or "") for part in inside)


ReadOf = Callable[..., Read]


@pytest.fixture
def read_of(document_of: Callable[..., Document], theme: Theme) -> ReadOf:
    """A function from blocks to what is read back from the file."""
    return lambda *blocks, **fields: Read(write(document_of(*blocks, **fields), theme))


def test_every_paragraph_has_the_style_of_its_role(read_of: ReadOf) -> None:
    read = read_of(
        Title(t("Ada"), t(", MD"), "name"),
        Title(t("Briefing")),
        *(Paragraph(t(role), role) for role in ("body", "post", "contact", "lead", "caption", "detail", "statement")),
        Section(t("Work"), (Heading(t("Recent")), Paragraph(t("cited"), "citation"))),
    )
    assert read.lines() == [
        ("Name", "Ada, MD"),
        ("Title", "Briefing"),
        ("Normal", "body"),
        ("PostLine", "post"),
        ("Contact", "contact"),
        ("Lead", "lead"),
        ("Caption", "caption"),
        ("EntryDetail", "detail"),
        ("StatementText", "statement"),
        ("Heading1", "Work"),
        ("Heading2", "Recent"),
        ("Citation", "cited"),
    ]


def test_every_style_in_use_is_defined(rich: Document, theme: Theme) -> None:
    read = Read(write(rich, theme))
    defined = {style.get(f"{W}styleId") for style in read.find("//w:style", read.part("word/styles.xml"))}
    parts = [read.root, read.part("word/comments.xml"), read.part("word/footer1.xml")]
    used = {
        value for part in parts for value in read.find("//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val", part)
    }
    assert used <= defined
    assert {"Entry", "EntryDate", "RowLabel", "EntryTitle", "FactTable", "CommentText"} <= used


def test_text_is_written_as_it_is(read_of: ReadOf) -> None:
    read = read_of(
        Title(t(HOSTILE), t(HOSTILE)),
        Entry(t(HOSTILE), dates=t(HOSTILE), place=t(HOSTILE), body=(Paragraph(t(HOSTILE)),)),
        FactTable((t(HOSTILE),), (Row((t(HOSTILE),)),), (1.0,), (False,)),
        Field("id", HOSTILE, (), HOSTILE),
        Note("check", t(HOSTILE), t(HOSTILE)),
        running=HOSTILE,
        title=HOSTILE,
        author=HOSTILE,
        subject=HOSTILE,
    )
    assert [text for text in read.find("//w:t/text()") if text != HOSTILE] == []
    assert set(read.find("//w:t/@xml:space")) == {"preserve"}
    assert text_of(read.part("word/comments.xml")) == f"{HOSTILE}\n{HOSTILE}"
    assert text_of(read.part("word/footer1.xml")).startswith(HOSTILE)
    assert read.find("//w:alias/@w:val") == [HOSTILE]
    assert read.parts["docProps/core.xml"].count(b"&lt;w:t&gt;") == 4


def test_a_control_character_is_refused(read_of: ReadOf) -> None:
    with pytest.raises(ValueError, match="XML compatible"):
        read_of(Paragraph(t("a\x0bb")))


def test_inlines(read_of: ReadOf) -> None:
    read = read_of(
        Paragraph(
            (Strong(t("bold")), Emphasis((Strong(t("both")),)), LineBreak(), Span("uk", t("Олександр")), *t("plain"))
        ),
    )
    found = [
        etree.tostring(run.find(f"{W}rPr")) if run.find(f"{W}rPr") is not None else b"" for run in read.find("//w:r")
    ]
    assert [b"<w:b/>" in one for one in found] == [True, True, False, False, False]
    assert [b"<w:i/>" in one for one in found] == [False, True, False, False, False]
    assert [b'w:lang w:val="uk"' in one for one in found] == [False, False, False, True, False]
    assert found[4] == b""


def test_links_lead_outside_and_keep_the_look_of_their_surroundings(read_of: ReadOf) -> None:
    read = read_of(
        Paragraph((Link("mailto:a@example.org", t("mail")), Link("https://example.org/a b?x=1&y=é", t("web")))),
        Paragraph((Link("mailto:a@example.org", t("again")),)),
    )
    links = read.find("//w:hyperlink")
    targets = {
        rel.get("Id"): (rel.get("Target"), rel.get("TargetMode")) for rel in read.part("word/_rels/document.xml.rels")
    }
    ids = [next(value for key, value in link.attrib.items() if key.endswith("}id")) for link in links]
    assert [targets[one] for one in ids] == [
        ("mailto:a@example.org", "External"),
        ("https://example.org/a%20b?x=1&y=%C3%A9", "External"),
        ("mailto:a@example.org", "External"),
    ]
    assert ids[0] == ids[2]
    style = read.find("//w:style[@w:styleId='Hyperlink']", read.part("word/styles.xml"))[0]
    assert style.find(f"{W}rPr") is None


def test_an_entry_is_one_line_of_label_tab_and_text(read_of: ReadOf) -> None:
    read = read_of(
        Entry(t("Chief Resident"), dates=t("2026"), place=t(", Northlake")),
        Entry(t("Leave"), dates=t("2025"), plain=True),
        Entry((), label=t("Request"), body=(Paragraph(t("A letter"), "detail"), Paragraph(t("More"))), tight=True),
        Entry((), dates=t("2024"), body=(Paragraph(t("Ada E. Title."), "citation"),), citation=True),
        Entry((), label=t("Listed"), body=(BulletList((Item(t("one")),)),)),
    )
    assert read.lines() == [
        ("Entry", "2026\tChief Resident, Northlake"),
        ("Entry", "2025\tLeave"),
        ("EntryTight", "Request\tA letter"),
        ("EntryDetail", "More"),
        ("Citation", "2024\tAda E. Title."),
        ("Entry", "Listed\t"),
        ("EntryBullet", "one"),
    ]
    styles = [read.find(".//w:rStyle/@w:val", line) for line in read.find("//w:p")]
    assert styles[:3] == [["EntryDate", "EntryTitle"], ["EntryDate"], ["RowLabel"]]


def test_space_before_goes_after_a_heading_but_not_elsewhere(read_of: ReadOf) -> None:
    entry = Entry(t("one"), dates=t("2026"))
    read = read_of(
        Section(t("A"), (entry, entry, Heading(t("B")), entry, Paragraph(t("x"), "statement"))),
        Section(t("C"), (Heading(t("D")), Entry(t("two")))),
        Section(t("E"), (Paragraph(t("y"), "statement"), PageBreak(), Entry(t("three")))),
    )
    closed = [line.find(f"{W}pPr/{W}spacing[@{W}before='0']") is not None for line in read.find("//w:p")]
    assert closed == [False, True, False, False, True, False, False, True, True, False, True, True]


@pytest.mark.parametrize(
    ("details", "kept"),
    [
        ((), [False]),
        (("a", "b", "c"), [True, True, True, False]),
        (("a",) * 8, [True, True, False, False, False, False, False, True, False]),
        (("a" * 400, "b" * 200), [True, True, False]),
    ],
)
def test_a_short_entry_stays_together_and_a_long_one_at_its_ends(
    read_of: ReadOf, details: tuple[str, ...], kept: list[bool]
) -> None:
    read = read_of(Entry(t("head"), body=tuple(Paragraph(t(text), "detail") for text in details)))
    assert read.kept() == kept


def test_an_aside_stands_at_the_right_tab_in_its_own_weight(read_of: ReadOf) -> None:
    read = read_of(Section(t("Opening"), (), aside=(Strong(t("89")), *t(" of 110 words"))))
    line = read.line("Opening\t89 of 110 words")
    bold = [
        (value.get(f"{W}val"), text_of(run))
        for run in read.find(".//w:r[w:rPr/w:rStyle]", line)
        for value in run.iter(f"{W}b")
    ]
    assert bold == [(None, "89"), ("0", " of 110 words")]
    heading = read.find("//w:style[@w:styleId='Heading1']", read.part("word/styles.xml"))[0]
    width = read.find("//w:pgSz/@w:w")[0], read.find("//w:pgMar/@w:left")[0], read.find("//w:pgMar/@w:right")[0]
    text = int(width[0]) - int(width[1]) - int(width[2])
    assert read.find(".//w:tab[@w:val='right']/@w:pos", heading) == [str(text)]


def test_lists_are_numbered_by_word_and_each_from_one(read_of: ReadOf) -> None:
    read = read_of(
        BulletList((Item(t("a")), Item(t("b")))),
        NumberedList((Item(t("c")), Item(t("d")))),
        NumberedList((Item(t("e")),)),
        Field("id", "label", (NumberedList((Item(t("f")),)), BulletList((Item(t("g")),))), "Write"),
    )
    assert [style for style, _ in read.lines()] == [
        "EntryBullet", "EntryBullet", "EntryNumber", "EntryNumber", "EntryNumber", "StatementNumber", "StatementBullet",
    ]  # fmt: skip
    ids = read.find("//w:p//w:numId/@w:val")
    assert ids == ["3", "3", "4", "5"]
    numbering = read.part("word/numbering.xml")
    starts = [read.find(f"//w:num[@w:numId='{one}']//w:startOverride/@w:val", numbering) for one in ids]
    assert starts == [["1"]] * 4
    styles = read.part("word/styles.xml")
    assert read.find("//w:style[@w:styleId='EntryBullet']//w:numId/@w:val", styles) == ["1"]
    assert read.find("//w:num[@w:numId='1']/w:abstractNumId/@w:val", numbering) == ["1"]
    assert read.find("//w:abstractNum[@w:abstractNumId='1']//w:numFmt/@w:val", numbering) == ["bullet"]


def table(rows: int = 2, **fields: Any) -> FactTable:
    made: dict[str, Any] = {
        "header": (t("Procedure"), t("Guidance"), t("Count")),
        "rows": tuple(Row((t(f"Block {n}"), t("Ultrasound"), t(str(n)))) for n in range(rows)),
        "widths": (0.5, 0.3, 0.2),
        "numeric": (False, False, True),
    }
    return FactTable(**(made | fields))


def test_a_table_is_as_wide_as_the_text_and_its_cells_agree_with_its_grid(read_of: ReadOf) -> None:
    read = read_of(table(), table(label_column=True, caption=t("c")))
    for found in read.find("//w:tbl"):
        grid = read.find("./w:tblGrid/w:gridCol/@w:w", found)
        assert sum(map(int, grid)) == int(read.find("./w:tblPr/w:tblW/@w:w", found)[0])
        assert all(read.find("./w:tc/w:tcPr/w:tcW/@w:w", row) == grid for row in read.find("./w:tr", found))
    entry = read.find("//w:style[@w:styleId='Entry']", read.part("word/styles.xml"))[0]
    assert read.find(".//w:ind/@w:left", entry) == read.find("(//w:tbl)[2]/w:tblGrid/w:gridCol[1]/@w:w")


def test_a_table_says_what_heads_it_and_what_its_numbers_are(read_of: ReadOf) -> None:
    total = Row((t("All"), (), t("1")))
    read = read_of(Section(t("Logbook"), (table(total=total, caption=t("From the log")), table(row_headers=False))))
    assert [bool(read.find("./w:trPr/w:tblHeader", row)) for row in read.find("(//w:tbl)[1]/w:tr")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert len(read.find("//w:tr[w:trPr/w:cantSplit]")) == len(read.find("//w:tr"))
    assert read.find("//w:tblCaption/@w:val") == ["From the log", "Logbook"]
    look = [dict(found.attrib) for found in read.find("//w:tblLook")]
    assert [(one[f"{W}firstRow"], one[f"{W}lastRow"], one[f"{W}firstColumn"], one[f"{W}val"]) for one in look] == [
        ("1", "1", "1", "06E0"),
        ("1", "0", "0", "0620"),
    ]
    right = [[bool(read.find(".//w:jc[@w:val='right']", cell)) for cell in row] for row in
             (read.find("./w:tc", row) for row in read.find("(//w:tbl)[1]/w:tr"))]  # fmt: skip
    assert right == [[False, False, True]] * 4
    assert {style for style, _ in read.lines(read.find("(//w:tbl)[1]/w:tr[4]")[0])} == {"TableTotal"}
    # The columns before the last keep a gutter, so that neighbours never touch.
    gutters = [bool(read.find("./w:tcPr/w:tcMar/w:right", cell)) for cell in read.find("(//w:tbl)[1]/w:tr[2]/w:tc")]
    assert gutters == [True, True, False]


def test_a_short_table_stays_whole_and_a_long_one_at_its_ends(read_of: ReadOf) -> None:
    for rows, kept in ((8, [True] * 8 + [False]), (9, [True] * 3 + [False] * 4 + [True] * 2 + [False])):
        read = read_of(table(rows))
        found = [len(read.find(".//w:keepNext", row)) for row in read.find("//w:tr")]
        assert found == [3 if one else 0 for one in kept]


def test_word_needs_a_paragraph_between_two_tables_and_after_the_last(read_of: ReadOf) -> None:
    read = read_of(table(), table(), Field("id", "label", (table(),), "Write"))
    tags = [etree.QName(child).localname for child in read.find("/w:document/w:body")[0]]
    assert tags == ["tbl", "p", "tbl", "bookmarkStart", "sdt", "bookmarkEnd", "p", "sectPr"]
    # Within the control as well, the two tables would else become one.
    assert [etree.QName(child).localname for child in read.find("//w:sdtContent")[0]] == ["p", "tbl"]


def test_text_and_tables_keep_their_distance(read_of: ReadOf, theme: Theme) -> None:
    entry = Entry(t("before"), dates=t("2026"), tight=True)
    read = read_of(Section(t("A"), (entry, table(), table(), Paragraph(t("after"), "detail"))))
    after = [read.find("./w:pPr/w:spacing/@w:after", line) for line in read.find("/w:document/w:body/w:p")]
    assert after == [[], [str(100 + round(theme.roles.tight.after * 20))], ["0"], []]
    assert read.find("./w:pPr/w:spacing/@w:line", read.find("/w:document/w:body/w:p")[2]) == ["100"]
    assert read.find("./w:pPr/w:spacing/@w:before", read.line("after")) == ["100"]


def test_a_title_that_wraps_beside_a_picture_takes_two_lines(read_of: ReadOf, photo: bytes, theme: Theme) -> None:
    def before(name: str) -> float:
        blocks = Title(t(name), t(", MBBS, MMed (Anaes), FCAI"), "name"), Figure("photo", "A", 32, 45)
        read = read_of(*blocks, Section(t("First"), ()), assets={"photo": photo})
        return int(read.find(".//w:spacing/@w:before", read.line("First"))[0]) / 20

    assert before("Ada Li") - before("Meera L. Vasanthan") == theme.roles.name.leading


def test_a_picture_is_anchored_described_and_cropped_to_its_shape(read_of: ReadOf, photo: bytes, theme: Theme) -> None:
    read = read_of(
        Title(t("Ada")),
        Figure("photo", HOSTILE, 30, 30),
        Paragraph(t("post"), "post"),
        Section(t("First"), ()),
        assets={"photo": photo},
    )
    anchor = read.find("//w:p[w:pPr/w:pStyle/@w:val='PostLine']//wp:anchor")[0]
    assert read.find("./wp:extent/@cx", anchor) == ["1080000"]
    assert read.find("./wp:docPr/@descr", anchor) == [HOSTILE]
    assert read.find("./wp:positionH/@relativeFrom", anchor) == ["margin"]
    # 60 × 80 pixels in a square: an eighth is cut at top and at bottom.
    crop = read.find(".//a:srcRect", anchor)[0]
    assert dict(crop.attrib) == {"t": "12500", "b": "12500"}
    assert read.parts["word/media/image1.jpg"] == photo
    # The first section begins below the picture, as far as the two lines beside it do not reach down.
    title, post, section = theme.roles.title, theme.roles.post, theme.roles.section
    beside = title.leading + post.before + post.leading + post.after
    before = int(read.find(".//w:spacing/@w:before", read.line("First"))[0]) / 20
    assert before == pytest.approx(30 * 72 / 25.4 - beside + section.before, abs=0.05)


def test_a_page_break_lies_on_the_next_paragraph(read_of: ReadOf) -> None:
    read = read_of(
        PageBreak(), Paragraph(t("a")), PageBreak(), Paragraph(t("b")), PageBreak(), table(), PageBreak(),
    )  # fmt: skip
    broken = [text_of(line) for line in read.find("//w:p") if line.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken[:2] == ["b", "Procedure"]


def test_signatures_are_ruled_two_beside_each_other(read_of: ReadOf) -> None:
    read = read_of(Signature((t("Signature"), t("Date"), t("Stamp"))))
    assert read.lines() == [
        ("SignatureLine", "\t\t\t"),
        ("Signature", "Signature\tDate"),
        ("SignatureLine", "\t"),
        ("Signature", "Stamp"),
    ]


def test_a_field_is_a_control_within_a_bookmark(read_of: ReadOf) -> None:
    read = read_of(
        Section(
            t("Opening"),
            (
                Field("statement/opening", "Opening", (Paragraph(t("one")), Paragraph(t("two"))), "Write here."),
                Field("statement/why", "Why", (), "Write here."),
            ),
        )
    )
    full, empty = read.find("//w:sdt")
    assert read.lines(full) == [("StatementText", "one"), ("StatementText", "two")]
    assert read.lines(empty) == [("Placeholder", "Write here.")]
    assert read.find(".//w:alias/@w:val", full) == ["Opening"]
    assert read.find(".//w:tag/@w:val", full) == ["statement/opening"]
    assert read.find("//w:lock/@w:val") == ["sdtLocked", "sdtLocked"]
    assert [bool(read.find(".//w:showingPlcHdr", one)) for one in (full, empty)] == [False, True]
    ids = [int(one) for one in read.find("//w:sdtPr/w:id/@w:val")]
    assert len(set(ids)) == 2
    assert all(0 < one < 2**31 for one in ids)
    for sdt in (full, empty):
        start, end = sdt.getprevious(), sdt.getnext()
        assert (start.tag, end.tag) == (f"{W}bookmarkStart", f"{W}bookmarkEnd")
        assert start.get(f"{W}id") == end.get(f"{W}id")
        assert start.get(f"{W}name") == bookmark_name(read.find(".//w:tag/@w:val", sdt)[0])


def test_two_fields_of_one_id_are_a_defect(read_of: ReadOf) -> None:
    with pytest.raises(ValueError, match="two fields have the id opening"):
        read_of(Field("opening", "A", (), "x"), Field("opening", "B", (), "x"))


def test_a_field_id_longer_than_a_tag_may_be_is_a_defect(read_of: ReadOf) -> None:
    with pytest.raises(ValueError, match="longer than 64"):
        read_of(Field("x" * 65, "A", (), "x"))


@pytest.mark.parametrize("field_id", ["statement/opening", "Ärztin: 1", "9", "x" * 64, "___"])
def test_a_bookmark_name_is_one_that_word_takes(field_id: str) -> None:
    name = bookmark_name(field_id)
    assert len(name) <= 40
    assert name.isascii()
    assert name.isidentifier()
    assert name[0].isalpha()


def test_ids_that_read_alike_have_bookmarks_of_their_own() -> None:
    assert bookmark_name("a/b") != bookmark_name("a-b")


def test_notes_are_comments_at_the_line_that_leads_to_their_field(read_of: ReadOf) -> None:
    read = read_of(
        Title(t("Draft")),
        Note("check", t("Check"), t("the whole")),
        Section(
            t("Opening"),
            (
                Note("prompt", t("Prompt"), t("first")),
                Field("a", "A", (Paragraph(t("mine")),), "Write"),
                Note("evidence", t("Evidence"), t("first")),
                Heading(t("Question 2")),
                Note("prompt", t("Prompt"), t("second")),
                Note("budget", t("Budget"), t("second")),
                Field("b", "B", (), "Write"),
                Paragraph(t("between")),
                Note("check", t("Check"), t("section")),
            ),
        ),
    )
    comments = {
        one.get(f"{W}id"): text_of(one).replace("\n", " ")
        for one in read.find("//w:comment", read.part("word/comments.xml"))
    }
    places = {
        text_of(line): [comments[one] for one in read.find(".//w:commentReference/@w:id", line)]
        for line in read.find("//w:p")
    }
    assert places == {
        "Draft": ["Check the whole"],
        "Opening": ["Prompt first", "Evidence first", "Check section"],
        "mine": [],
        "Question 2": ["Prompt second", "Budget second"],
        "Write": [],
        "between": [],
    }
    for kind in ("commentRangeStart", "commentRangeEnd"):
        assert sorted(read.find(f"//w:{kind}/@w:id")) == sorted(comments)
    # LibreOffice loses the text of a control with a comment in it.
    assert read.find("//w:sdt//w:commentRangeStart") == []


def test_a_comment_says_who_when_and_of_what_kind(read_of: ReadOf) -> None:
    link = Link("https://example.org", t("the audit"))
    read = read_of(Note("evidence", t("Evidence"), (*t("See "), link)))
    found = read.find("//w:comment", read.part("word/comments.xml"))[0]
    assert (found.get(f"{W}author"), found.get(f"{W}initials")) == ("assembler", "as")
    assert found.get(f"{W}date") == "2026-10-14T00:00:00Z"
    assert read.find(".//w:r[w:rPr/w:b]/w:t/text()", found) == ["Evidence"]
    assert b"https://example.org" in read.parts["word/_rels/comments.xml.rels"]


def test_without_notes_there_is_no_part_for_comments(read_of: ReadOf) -> None:
    assert "word/comments.xml" not in read_of(Paragraph(t("x"))).parts


def test_the_footer_counts_pages_in_fields(read_of: ReadOf) -> None:
    read = read_of(Paragraph(t("x")), running="Example A", page_label="Seite {page} von {pages}.")
    footer = read.part("word/footer1.xml")
    assert text_of(footer) == "Example A\tSeite 1 von 1."
    assert [one.strip() for one in read.find("//w:fldSimple/@w:instr", footer)] == ["PAGE", "NUMPAGES"]
    assert read.find("//w:footerReference/@w:type") == ["default"]
    assert read.find("//w:headerReference") == []


def test_an_empty_document_still_opens(read_of: ReadOf) -> None:
    assert read_of().lines() == [("Normal", "")]
