"""What is read of a DOCX that came back: changes made as Word, LibreOffice and others make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.document import Block, BulletList, Emphasis, Item, LineBreak, Link, NumberedList, Strong, Text
from assembler.statements.markdown import markdown_of
from assembler.statements.reader import Comment, Finding, Pulled, Stray, Written, fields_written, read_docx
from tests.unit.statements import word
from tests.unit.statements.word import (
    BODY,
    BY,
    PLACEHOLDERS,
    changed,
    draft,
    paragraph,
    parts,
    pulled,
    run,
    text,
    within,
)

WHY = run("I like pain.").replace("<w:rPr></w:rPr>", "")
HREF = '<Relationship Id="rId90" Type="http://x/hyperlink" TargetMode="External" Target="{}"/></Relationships>'


def written_in(xml: str) -> str:
    """The Markdown of what is read where `xml` stands in the first field."""
    return markdown_of(pulled(within(xml)).fields["why-here"].blocks)


def lost_in(xml: str) -> tuple[str, ...]:
    return pulled(within(xml)).fields["why-here"].lost


# As it was written ----------------------------------------------------------------------------


def test_what_was_written_comes_back_and_nothing_else() -> None:
    blocks: tuple[Block, ...] = (
        text("First."),
        text("Second."),
        BulletList((Item((Strong((Text("bold"),)), Text(" and "), Emphasis((Text("italic"),)))), Item((Text("b"),)))),
        NumberedList((Item((Link("https://example.org/a?b=c", (Text("link"),)),)), Item((Text("two"),)))),
        word.Paragraph((Text("one"), LineBreak(), Strong((Emphasis((Text("both"),)),))), "statement"),
    )
    data = draft(blocks)
    read = pulled(data, data)
    assert list(read.fields) == ["why-here", "career"]
    assert read.fields["why-here"].blocks == blocks
    assert read.fields["why-here"].by == "control"
    assert read.fields["career"].placeholder
    assert (read.stray, read.comments, read.findings) == ((), (), ())


def test_what_is_ours_is_told_when_it_is_written() -> None:
    ours = fields_written(draft())
    assert set(ours.texts) == {
        "Personal statement", "Why here 150 words", "Career 150 words", "Ada Example Page of",
    }  # fmt: skip
    assert ours.comments == ("Asked About why-here?", "Asked About career?")
    assert ours.headings == {"why-here": "Why here 150 words", "career": "Career 150 words"}


def test_a_field_without_a_heading_is_named_all_the_same() -> None:
    data = word.made(word.Field("a", "A", (), "x"), word.Field("b", "B", (text("typed"),), "x"))
    assert fields_written(data).headings == {"a": "", "b": ""}


def test_our_own_file_that_cannot_be_read_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no DOCX"):
        fields_written(b"nothing")


def test_without_what_was_written_all_text_outside_fields_is_stray() -> None:
    read = read_docx(draft())
    assert isinstance(read, Pulled)
    assert [stray.text for stray in read.stray] == [
        "Ada Example Page of", "Personal statement", "Why here 150 words", "Career 150 words",
    ]  # fmt: skip
    assert read.fields["career"].placeholder, "the file's own mark counts"
    assert read.comments == ()


# Text, as Word writes it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "markdown"),
    [
        (paragraph("one") + paragraph("two"), "one\n\ntwo"),
        (paragraph(run("a") + run("b", "<w:b/>") + run("c", '<w:b w:val="0"/>')), "a**b**c"),
        (paragraph(run("a ", "<w:b/><w:i/>") + run("b", "<w:i/>")), "***a** b*"),
        (paragraph(run("a", '<w:rStyle w:val="EntryTitle"/>')), "**a**"),
        (paragraph(run("א", "<w:rtl/><w:bCs/>")), "**א**"),
        (paragraph(run("a") + "<w:r><w:br/></w:r>" + run("b")), "a\\\nb"),
        (paragraph(run("a") + "<w:r><w:cr/></w:r>" + run("b") + "<w:r><w:br/></w:r>"), "a\\\nb"),
        (paragraph(run("a\u2028b")), "a\\\nb"),
        (paragraph(run("a") + "<w:r><w:tab/></w:r>" + run("b")), "a b"),
        (paragraph(run("pre") + "<w:r><w:noBreakHyphen/></w:r>" + run("op")), "pre\u2011op"),
        (paragraph("<w:r><w:t> a\n b </w:t></w:r>"), "a b"),
        (paragraph(run("a") + f'<w:ins w:id="7" {BY}>{run("b")}</w:ins>'), "ab"),
        (paragraph(run("a") + f'<w:del w:id="7" {BY}>{run("b", tag="delText")}</w:del>'), "a"),
        (paragraph(run("a") + f'<w:moveFrom w:id="7" {BY}>{run("b")}</w:moveFrom>'), "a"),
        (paragraph(run("a") + f'<w:moveTo w:id="7" {BY}>{run("b")}</w:moveTo>'), "ab"),
        (paragraph(f'<w:smartTag w:element="place">{run("Basel")}</w:smartTag>'), "Basel"),
        (paragraph(f"<w:sdt><w:sdtContent>{run('inner')}</w:sdtContent></w:sdt>"), "inner"),
        (
            paragraph(f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{run("a")}</w:sdtContent></w:sdt>'),
            "a",
        ),
        (paragraph("") + paragraph("a") + paragraph(""), "a"),
        (run("outside a paragraph"), "outside a paragraph"),
        (paragraph('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'), "α"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "✓"),
        (paragraph(run("\uf0b1", '<w:rFonts w:ascii="Symbol"/>')), "±"),
        (paragraph('<w:r><w:sym w:font="Calibri" w:char="00B5"/></w:r>'), "µ"),
    ],
)  # fmt: skip
def test_text_is_kept(xml: str, markdown: str) -> None:
    assert written_in(xml) == markdown
    assert lost_in(xml) == ()


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    asked = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return mark.format("begin") + asked + mark.format("separate") + run(result) + mark.format("end")


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("xml", "markdown", "lost"),
    [
        (table(("a", "b"), ("c", "")), "a | b\n\nc |", "a table was kept as text, a row on each line"),
        (table(("", ""), ("c", "d")), "c | d", "a table was kept as text, a row on each line"),
        (paragraph(run("a") + BOX + run("b")), "ab\n\nboxed", "a text box was kept as text"),
        (paragraph(run("a") + "<w:r><w:drawing/></w:r>"), "a", "a picture was left out"),
        (paragraph("<w:r><w:drawing/></w:r>") + paragraph("a"), "a", "a picture was left out"),
        (paragraph(run("a", "<w:vanish/>")), "a", "hidden text was kept"),
        (paragraph(run("a") + "<w:r><w:softHyphen/></w:r>" + run("b")), "ab", "soft hyphens were left out"),
        (paragraph(run("a") + '<w:r><w:br w:type="page"/></w:r>' + run("b")), "a b", "a page break was left out"),
        (paragraph(field(" DATE ", "today")), "today", "a field that Word works out was kept as its text"),
        (paragraph(f'<w:fldSimple w:instr="REF x">{run("x")}</w:fldSimple>'), "x",
         "a field that Word works out was kept as its text"),
        (paragraph('<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>'), "□",
         "a symbol of a font of its own could not be read; □ stands in its place"),
        (paragraph("A heading", '<w:pStyle w:val="Heading2"/>'), "**A heading**", "a heading was kept as a paragraph"),
        (paragraph("<w:r><w:object/></w:r>") + paragraph("a"), "a", "an embedded object was left out"),
        (paragraph(f"<w:hyperlink w:anchor='x'>{run('a')}</w:hyperlink>"), "a",
         "a link that is no web or mail address was kept as its text"),
        (paragraph(run("a")) + "<w:altChunk/>" + paragraph(run("b")), "a\n\nb",
         "a whole file was inserted here, which cannot be read"),
    ],
)  # fmt: skip
def test_what_a_statement_cannot_hold_is_kept_as_text_and_said(xml: str, markdown: str, lost: str) -> None:
    assert written_in(xml) == markdown
    assert lost_in(xml) == (lost,)


@pytest.mark.parametrize(
    ("xml", "markdown"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="none"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>', "1"),
        ('<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>' + run("a"), "a"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>XE "a"</w:instrText></w:r>' + run("a"), "a"),
        ('<w:r><w:instrText>loose</w:instrText><w:footnoteReference w:id="99"/></w:r>' + run("a"), "a"),
        (paragraph("inner") + run(" outer"), "inner outer"),
        (f"<w:tbl><w:tr>{paragraph('a')}<w:tc/><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>", "a | b"),
    ],
)
def test_what_no_word_processor_writes_loses_no_text(xml: str, markdown: str) -> None:
    assert written_in(xml if xml.startswith("<w:tbl") else f"<w:p>{xml}</w:p>") == markdown


def test_a_formula_is_kept_as_text() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    xml = paragraph(f"{run('so ')}<m:oMath {math}><m:r><m:t>x=1</m:t></m:r></m:oMath>")
    assert written_in(xml) == "so x=1"
    assert lost_in(xml) == ("a formula was kept as text",)


def test_the_same_text_box_for_newer_and_older_programs_is_read_once() -> None:
    choice = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    drawing = f"<w:drawing><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:drawing>"
    both = f"<mc:Choice>{drawing}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
    xml = paragraph(f'<w:r><mc:AlternateContent xmlns:mc="{choice}">{both}</mc:AlternateContent></w:r>')
    assert written_in(xml) == "boxed"


def test_a_footnote_is_kept_in_brackets_at_its_place() -> None:
    data = within(paragraph(run("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" b")))
    notes = f'<w:footnotes {word.W}><w:footnote w:id="2">{paragraph("see there")}</w:footnote></w:footnotes>'
    found = pulled(related(data, "footnotes", notes)).fields["why-here"]
    assert markdown_of(found.blocks) == "a [see there] b"
    assert found.lost == ("a footnote was kept in brackets",)


def related(data: bytes, kind: str, xml: str) -> bytes:
    """`data` with a part of its own."""
    content = parts(data)
    relation = f'<Relationship Id="rId91" Type="http://x/{kind}" Target="{kind}.xml"/></Relationships>'
    rels = content["word/_rels/document.xml.rels"].decode().replace("</Relationships>", relation)
    return word.packed({**content, "word/_rels/document.xml.rels": rels, f"word/{kind}.xml": xml})


@pytest.mark.parametrize(
    ("target", "anchor", "markdown"),
    [
        ("https://example.org/", "", "[a](https://example.org/)"),
        ("mailto:a@example.org", "", "[a](mailto:a@example.org)"),
        ("https://example.org/", "part", "[a](https://example.org/#part)"),
        ("https://example.org/é", "", "[a](https://example.org/%C3%A9)"),
        ("javascript:alert(1)", "", "a"),
        ("file:///C:/secret.docx", "", "a"),
    ],
)
def test_links_are_those_that_a_reader_may_follow(target: str, anchor: str, markdown: str) -> None:
    link = f'<w:hyperlink r:id="rId90" w:anchor="{anchor}">{run("a")}</w:hyperlink>'
    data = changed(
        within(paragraph(link)), ("</Relationships>", HREF.format(target)), part="word/_rels/document.xml.rels"
    )
    found = pulled(data).fields["why-here"]
    assert markdown_of(found.blocks) == markdown
    assert bool(found.lost) == (markdown == "a")


@pytest.mark.parametrize(
    ("instruction", "href"),
    [
        (' HYPERLINK "https://example.org/" ', "https://example.org/"),
        (" HYPERLINK https://example.org/ ", "https://example.org/"),
        (r' HYPERLINK "https://example.org/" \l "part" \o "tip" ', "https://example.org/#part"),
    ],
)
def test_links_as_fields_are_links(instruction: str, href: str) -> None:
    xml = paragraph(field(instruction.replace('"', "&quot;"), "a") + run(" b"))
    assert written_in(xml) == f"[a]({href}) b"


NUMBERING = f"""<w:numbering {word.W}>
<w:abstractNum w:abstractNumId="50"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="51"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="50"><w:abstractNumId w:val="50"/></w:num>
<w:num w:numId="51"><w:abstractNumId w:val="51"/></w:num>
<w:num w:numId="52"><w:abstractNumId w:val="50"/>
<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride></w:num>
</w:numbering>"""


def listed(number: int, level: int = 0, words: str = "a") -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("xml", "markdown"),
    [
        (listed(50) + listed(50, words="b"), "- a\n- b"),
        (listed(52) + listed(52, words="b"), "1. a\n2. b"),
        (listed(51), "a"),
        (listed(0), "a"),
        (listed(99), "a"),
        (listed(50) + paragraph("b") + listed(50, words="c"), "- a\n\nb\n\n- c"),
        (paragraph("a", '<w:pStyle w:val="StatementBullet"/><w:numPr><w:numId w:val="50"/></w:numPr>'), "- a"),
        (paragraph("a", '<w:pStyle w:val="ListBullet2"/>'), "- a"),
        (paragraph("a", '<w:pStyle w:val="Mine"/>'), "- **a**"),
    ],
)
def test_lists_are_told_by_their_definitions_and_styles(xml: str, markdown: str) -> None:
    content = parts(within(xml))
    styles = (
        '<w:style w:type="paragraph" w:styleId="ListBullet2"><w:name w:val="List Bullet 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="50"/>'
        "</w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Base"/></w:style>'
        "</w:styles>"
    )
    content["word/styles.xml"] = content["word/styles.xml"].replace(b"</w:styles>", styles.encode())
    content["word/numbering.xml"] = NUMBERING.encode()
    found = pulled(word.packed(content)).fields["why-here"]
    assert markdown_of(found.blocks) == markdown
    assert found.lost == ()


def test_levels_of_a_list_are_made_one() -> None:
    content = parts(within(listed(50) + listed(50, 1, "b")))
    content["word/numbering.xml"] = NUMBERING.encode()
    found = pulled(word.packed(content)).fields["why-here"]
    assert [item for block in found.blocks for item in getattr(block, "items", ())] == [
        Item((Text("a"),)), Item((Text("b"),)),
    ]  # fmt: skip
    assert found.lost == ("the levels of a list were made one",)


# Tracked changes ----------------------------------------------------------------------------------


def test_a_paragraph_whose_end_is_deleted_runs_on_into_the_next() -> None:
    mark = f'<w:rPr><w:del w:id="7" {BY}/></w:rPr>'
    gone = f'<w:del w:id="8" {BY}>{run("gone", tag="delText")}</w:del>'
    read = pulled(within(paragraph("one, ", mark) + paragraph("two") + paragraph(gone, mark) + paragraph("three")))
    assert markdown_of(read.fields["why-here"].blocks) == "one, two\n\nthree"
    assert read.findings == (Finding("tracked", "why-here", ""),)


def test_the_last_paragraph_of_a_field_does_not_run_on_into_a_heading() -> None:
    read = pulled(within(paragraph("one", f'<w:rPr><w:del w:id="7" {BY}/></w:rPr>')))
    assert markdown_of(read.fields["why-here"].blocks) == "one"
    assert read.stray == ()


def test_a_deleted_row_of_a_table_is_gone() -> None:
    xml = table(("a", "b"), ("c", "d")).replace("<w:tr>", f'<w:tr><w:trPr><w:del w:id="7" {BY}/></w:trPr>', 1)
    assert written_in(xml) == "c | d"


def test_a_field_that_is_deleted_with_changes_tracked_is_empty_and_tracked() -> None:
    read = pulled(within(paragraph(f'<w:del w:id="8" {BY}>{run("gone", tag="delText")}</w:del>')))
    assert read.fields["why-here"].blocks == ()
    assert read.fields["why-here"].tracked
    assert not read.fields["why-here"].placeholder


# Fields --------------------------------------------------------------------------------------------


def test_an_empty_control_is_no_placeholder() -> None:
    found = pulled(within(paragraph(""))).fields["why-here"]
    assert (found.blocks, found.placeholder, found.by) == ((), False, "control")


def test_what_was_typed_beside_the_placeholder_is_kept_without_it() -> None:
    read = pulled(
        changed(
            draft(), ("Write here, too.</w:t></w:r></w:p>", "Write here, too.</w:t></w:r></w:p>" + paragraph("Typed."))
        )
    )
    assert markdown_of(read.fields["career"].blocks) == "Typed."


def test_words_typed_under_the_mark_of_a_placeholder_are_no_placeholder() -> None:
    read = pulled(changed(draft(), ("Write here, too.", "Typed, though the mark says otherwise.")))
    assert markdown_of(read.fields["career"].blocks) == "Typed, though the mark says otherwise."


def test_a_paragraph_between_control_and_bookmark_belongs_to_the_field() -> None:
    data = changed(draft(), ("</w:sdt>", "</w:sdt>" + paragraph("After.")))
    data = changed(data, ("<w:sdt>", paragraph("Before.") + "<w:sdt>"))
    read = pulled(data)
    assert markdown_of(read.fields["why-here"].blocks) == "Before.\n\nI like pain.\n\nAfter."
    assert read.stray == ()


def test_text_outside_every_field_is_stray_and_says_after_which_it_stands() -> None:
    data = changed(draft(), ("<w:body>", "<w:body>" + paragraph("Above.")))
    data = changed(data, ('<w:bookmarkEnd w:id="1"/>', '<w:bookmarkEnd w:id="1"/>' + paragraph("Below.")))
    data = changed(data, ("<w:sectPr>", table(("c", "d")) + "<w:sectPr>"))
    assert pulled(data).stray == (
        Stray(None, "Above."), Stray("why-here", "Below."), Stray("career", "c | d"),
    )  # fmt: skip


def test_our_own_text_that_was_changed_is_stray() -> None:
    assert pulled(changed(draft(), ("Why here", "Why on earth here"))).stray == (
        Stray(None, "Why on earth here 150 words"),
    )


def test_text_in_headers_and_footers_is_stray_but_for_ours_whatever_the_page_is() -> None:
    assert pulled(changed(draft(), (">1</w:t>", ">7</w:t>"), part="word/footer1.xml")).stray == ()
    data = changed(draft(), ("</w:p>", "</w:p>" + paragraph("Confidential")), part="word/footer1.xml")
    assert pulled(data).stray == (Stray(None, "Confidential"),)


def test_a_removed_control_leaves_its_bookmark() -> None:
    body = parts(draft())[BODY].decode()
    start, end = body.index("<w:sdt>"), body.index("<w:sdtContent>")
    data = changed(draft(), (body[start : end + len("<w:sdtContent>")], ""), ("</w:sdtContent></w:sdt>", ""))
    read = pulled(data)
    assert read.fields["why-here"].by == "bookmark"
    assert markdown_of(read.fields["why-here"].blocks) == "I like pain."
    assert read.findings == (Finding("no-control", "why-here", ""),)


def stripped(data: bytes, *, bookmarks: bool = False) -> bytes:
    """`data` as it comes from an editor that drops controls (and bookmarks)."""
    content = parts(data)
    tree = word.tree(content[BODY])
    for control in list(tree.iter(f"{word.NAMESPACE}sdt")):
        for child in control.find(f"{word.NAMESPACE}sdtContent"):
            control.addprevious(child)
        control.getparent().remove(control)
    for mark in list(tree.iter(f"{word.NAMESPACE}bookmarkStart", f"{word.NAMESPACE}bookmarkEnd")):
        if not bookmarks:
            mark.getparent().remove(mark)
    return word.packed({**content, BODY: word.serialized(tree)})


def test_a_field_is_found_below_its_heading_where_all_marks_are_gone() -> None:
    data = draft((text("One."), text("Two.")), (text("Three."),))
    read = pulled(stripped(data), data)
    assert {name: markdown_of(one.blocks) for name, one in read.fields.items()} == {
        "why-here": "One.\n\nTwo.", "career": "Three.",
    }  # fmt: skip
    assert {one.by for one in read.fields.values()} == {"heading"}
    assert read.stray == ()


def test_without_any_mark_or_heading_all_text_is_stray() -> None:
    read = read_docx(stripped(draft()), written=Written((), (), {}), placeholders=word.PLACEHOLDERS)
    assert isinstance(read, Pulled)
    assert not read.fields
    assert Stray(None, "I like pain.") in read.stray
    assert read.findings == (Finding("no-field-at-all", None, ""),)


def test_text_beside_a_bookmark_belongs_to_it_and_so_do_paragraphs_in_its_style() -> None:
    body = parts(stripped(draft(), bookmarks=True))[BODY].decode()
    start = body.index('<w:bookmarkStart w:id="1"')
    end = body.index('<w:bookmarkEnd w:id="1"/>') + len('<w:bookmarkEnd w:id="1"/>')
    begin = f'<w:bookmarkStart w:id="1" w:name="{word.bookmark_name("why-here")}"/>'
    inner = run("I ") + begin + run("like pain.") + '<w:bookmarkEnd w:id="1"/>' + run(" Much.")
    data = changed(stripped(draft(), bookmarks=True), (body[start:end], paragraph(inner) + paragraph("And more.")))
    read = pulled(data)
    assert markdown_of(read.fields["why-here"].blocks) == "I like pain. Much.\n\nAnd more."
    assert read.stray == ()


def test_a_bookmark_as_libreoffice_writes_it_is_read_from_its_first_start_to_its_last_end() -> None:
    data = draft((text("One."), text("Two."), text("Three.")))
    name = word.bookmark_name("why-here")
    bare = stripped(data)
    begin, again = (f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>' for number in (0, 5))
    bare = changed(
        bare,
        (">One.<", ">One.<"),
        ('<w:r><w:t xml:space="preserve">One.', begin + '<w:r><w:t xml:space="preserve">One.'),
        ('<w:r><w:t xml:space="preserve">Three.</w:t></w:r>', again + run("Three.") + '<w:bookmarkEnd w:id="5"/>'),
    )
    assert markdown_of(pulled(bare, data).fields["why-here"].blocks) == "One.\n\nTwo.\n\nThree."


def test_a_bookmark_that_slipped_into_our_heading_takes_nothing_of_it() -> None:
    data = stripped(draft(), bookmarks=True)
    heading = '<w:r><w:t xml:space="preserve">Career</w:t></w:r>'
    data = changed(data, ('<w:bookmarkEnd w:id="1"/>', ""), (heading, heading + '<w:bookmarkEnd w:id="1"/>'))
    read = pulled(data)
    assert markdown_of(read.fields["why-here"].blocks) == "I like pain."
    assert read.stray == ()


def test_what_is_typed_at_an_empty_bookmark_belongs_to_it() -> None:
    data = stripped(draft(), bookmarks=True)
    mark = f'<w:bookmarkStart w:id="1" w:name="{word.bookmark_name("why-here")}"/>'
    data = changed(data, (mark, ""), ('<w:bookmarkEnd w:id="1"/>', ""))
    data = changed(data, (WHY, mark + '<w:bookmarkEnd w:id="1"/>' + run("Typed anew.")))
    assert markdown_of(pulled(data).fields["why-here"].blocks) == "Typed anew."


def test_a_bookmark_without_an_end_ends_with_its_paragraph() -> None:
    data = changed(stripped(draft(), bookmarks=True), ('<w:bookmarkEnd w:id="1"/>', ""))
    read = pulled(data)
    assert markdown_of(read.fields["why-here"].blocks) == "I like pain."
    assert read.stray == ()


def test_a_copied_control_is_said_and_its_text_kept() -> None:
    body = parts(draft())[BODY].decode()
    control = body[body.index("<w:sdt>") : body.index("</w:sdt>") + len("</w:sdt>")]
    copy = control.replace("I like pain.", "I like pain more.")
    read = pulled(changed(draft(), ("<w:body>", "<w:body>" + copy)))
    assert markdown_of(read.fields["why-here"].blocks) == "I like pain."
    assert read.stray == (Stray(None, "I like pain more."),)
    assert Finding("copied", "why-here", "I like pain more.") in read.findings


def test_a_control_with_the_id_of_another_field_leaves_the_bookmark_to_speak() -> None:
    data = changed(draft(career=(text("Later."),)), ('<w:tag w:val="career"/>', '<w:tag w:val="why-here"/>'))
    read = pulled(data)
    assert {name: markdown_of(one.blocks) for name, one in read.fields.items()} == {
        "why-here": "I like pain.", "career": "Later.",
    }  # fmt: skip
    assert Finding("copied", "why-here", "Later.") in read.findings
    assert Finding("no-control", "career", "") in read.findings


def test_a_control_of_someone_else_is_read_as_if_it_were_not_there() -> None:
    google = (
        f'<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{paragraph("a")}</w:sdtContent></w:sdt>'
    )
    read = pulled(within(google))
    assert list(read.fields) == ["why-here", "career"]
    assert markdown_of(read.fields["why-here"].blocks) == "a"


def test_a_field_within_a_field_is_said_and_both_are_read() -> None:
    body = parts(draft(career=(text("Later."),)))[BODY].decode()
    second = body.index("<w:sdt>", body.index("</w:sdt>"))
    control = body[second : body.index("</w:sdt>", second) + len("</w:sdt>")]
    data = changed(draft(career=(text("Later."),)), (control, ""), ("</w:sdtContent>", control + "</w:sdtContent>"))
    read = pulled(data)
    assert {name: markdown_of(one.blocks) for name, one in read.fields.items()} == {
        "why-here": "I like pain.", "career": "Later.",
    }  # fmt: skip
    assert Finding("nested", "career", "why-here") in read.findings


def test_fields_in_another_order_are_said() -> None:
    read = pulled(draft(), placeholders=dict(reversed(word.PLACEHOLDERS.items())))
    assert read.findings == (Finding("reordered", None, "why-here, career"),)


def test_a_removed_field_is_not_among_those_found() -> None:
    body = parts(draft())[BODY].decode()
    start = body.index('<w:bookmarkStart w:id="1"')
    end = body.index('<w:bookmarkEnd w:id="1"/>') + len('<w:bookmarkEnd w:id="1"/>')
    assert list(pulled(changed(draft(), (body[start:end], ""))).fields) == ["career"]


def test_a_field_of_which_nobody_knows_is_found_all_the_same() -> None:
    assert list(pulled(draft(), placeholders={}).fields) == ["why-here", "career"]


# Comments ------------------------------------------------------------------------------------------


def commented(data: bytes, number: int, words: str, place: str, author: str = "Mentor") -> bytes:
    """`data` with a comment on the run `place`."""
    comment = (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-02-03T04:05:06Z">{paragraph(words)}</w:comment>'
    )
    data = changed(data, ("</w:comments>", comment + "</w:comments>"), part="word/comments.xml")
    start, end = (f'<w:commentRange{end} w:id="{number}"/>' for end in ("Start", "End"))
    return changed(data, (place, start + place + end + f'<w:r><w:commentReference w:id="{number}"/></w:r>'))


def test_a_comment_says_who_when_where_and_on_what() -> None:
    read = pulled(commented(draft(), 50, "Really?", WHY))
    assert read.comments == (Comment("Mentor", "2026-02-03T04:05:06Z", "why-here", "I like pain.", "Really?"),)


def test_a_comment_on_the_heading_of_a_field_is_about_that_field() -> None:
    read = pulled(commented(draft(), 50, "Move this up", '<w:r><w:t xml:space="preserve">Career</w:t></w:r>'))
    assert [(one.section, one.quote) for one in read.comments] == [("career", "Career")]


def test_our_own_comments_are_left_out_unless_changed_or_replied_to() -> None:
    assert pulled(draft()).comments == ()
    data = changed(draft(), ("About career?", "About career? No."), part="word/comments.xml")
    assert [one.text for one in pulled(data).comments] == ["Asked\nAbout career? No."]
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    data = changed(draft(), ("<w:p>", f'<w:p {w14} w14:paraId="0000000A">'), part="word/comments.xml")
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    reply = '<w15:commentEx w15:paraId="B" w15:paraIdParent="0000000A"/>'
    replies = f'<w15:commentsEx xmlns:w15="{w15}">{reply}</w15:commentsEx>'
    assert [one.text for one in pulled(related(data, "commentsExtended", replies)).comments] == [
        "Asked\nAbout why-here?"
    ]


# The package ----------------------------------------------------------------------------------------


def test_macros_links_to_elsewhere_and_damage_are_said() -> None:
    content = parts(draft())
    settings = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/attachedTemplate" TargetMode="External" Target="https://evil.example/t"/>'
    )
    data = word.packed({
        **content, "word/vbaProject.bin": b"x", "word/_rels/settings.xml.rels": settings + "</Relationships>",
        BODY: content[BODY].replace(b"</w:sdtContent>", b"</w:sdtContent></w:del>", 1),
    })  # fmt: skip
    read = pulled(data)
    assert read.findings == (
        Finding("damaged", None, "word/document.xml"),
        Finding("macros", None, "word/vbaProject.bin"),
        Finding("external", None, "https://evil.example/t"),
    )
    assert markdown_of(read.fields["why-here"].blocks) == "I like pain."


def test_an_inserted_file_is_said() -> None:
    assert (
        Finding("external", None, "a whole file was inserted here, which cannot be read")
        in pulled(changed(draft(), ("<w:body>", "<w:body><w:altChunk/>"))).findings
    )


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pulled(draft())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tag", ["", '<w:tag w:val="mine"/>', '<w:tag w:val="mine"/><w:lock w:val="sdtLocked"/>'])
@pytest.mark.parametrize("placeholders", [PLACEHOLDERS, {}])
def test_a_frame_of_other_people_s_that_says_it_is_empty_loses_no_text(tag: str, placeholders: dict[str, str]) -> None:
    frame = f"<w:sdt><w:sdtPr>{tag}<w:showingPlcHdr/></w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>"
    read = pulled(within(paragraph("Before.") + frame.format(paragraph("Typed in it."))), placeholders=placeholders)
    held = [found for found in read.fields.values() if any("Typed in it." in str(block) for block in found.blocks)]
    assert len(held) == 1
    assert "the words of an empty frame were kept as text" in held[0].lost
    inline = paragraph(run("Before ") + frame.format(run("typed in it")) + run(" and after."))
    read = pulled(within(inline), placeholders=placeholders)
    said = [markdown_of(found.blocks) for found in read.fields.values()]
    assert "typed in it" in "".join(said)
    assert any("the words of an empty frame were kept as text" in found.lost for found in read.fields.values())


def test_the_placeholder_of_a_section_that_the_program_has_no_longer_is_no_text() -> None:
    read = pulled(draft(), placeholders={"why-here": PLACEHOLDERS["career"]})
    assert read.fields["career"].placeholder
    assert read.fields["career"].blocks == ()
