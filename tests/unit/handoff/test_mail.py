"""Mail drafts, read back by a parser that shares no code with what writes them."""

from __future__ import annotations

import pytest
from fast_mail_parser import PyMail, parse_email, parse_email_tree
from hypothesis import example, given
from hypothesis import strategies as st

from assembler.addresses import address_of
from assembler.document import Block, Document, Link, Paragraph, Text
from assembler.handoff import Attachment, Mail, Party, draft
from assembler.handoff.mail import _NO_NAME, _one_line

PDF = Attachment("Pack.pdf", "application/pdf", bytes(range(256)) * 9)


def document(title: str = "A request", *blocks: Block) -> Document:
    return Document(
        title=title,
        author="Ada Corr",
        subject="",
        language="en-GB",
        date="2026-11-24",
        paper="a4",
        layout="working",
        running="",
        page_label="",
        blocks=blocks or (Paragraph((Text("Dear Dr Lim,"),)),),
    )


def read(mail: Mail) -> PyMail:
    """What is in the draft of `mail`, in which nothing had to be repaired."""
    return parse_email(draft(mail), strict=True)


def test_a_draft_says_only_what_its_sender_would() -> None:
    made = read(Mail(document(), Party("Ada Corr", "ada@example.org"), Party("Dr Lim", "lim@example.org"), (PDF,)))
    assert made.headers == {
        "X-Unsent": ["1"],
        "From": ['"Ada Corr" <ada@example.org>'],
        "To": ['"Dr Lim" <lim@example.org>'],
        "Subject": ["A request"],
        "MIME-Version": ["1.0"],
        "Content-Type": ['multipart/mixed; boundary="=_mixed"'],
    }


def test_the_text_stands_plain_beside_html_and_before_what_is_attached() -> None:
    calendar = Attachment("dates.ics", "text/calendar", "BEGIN:VCALENDAR, José\r\n".encode())
    mail = Mail(document("A request", Paragraph((Text("Für José: 5 < 6"),))), attachments=(PDF, calendar))
    tree = parse_email_tree(draft(mail))
    both, *files = tree.children
    assert (tree.content_type, both.content_type) == ("multipart/mixed", "multipart/alternative")
    assert [part.content_type for part in both.children] == ["text/plain", "text/html"]
    assert all(part.headers["Content-Language"] == ["en-GB"] for part in both.children)
    assert "MIME-Version" not in {name for part in (both, *both.children, *files) for name in part.headers}
    plain, html = ((part.content or b"").decode() for part in both.children)
    assert plain == "Für José: 5 < 6\r\n"
    assert '<html lang="en-GB">' in html
    assert "<p>Für José: 5 &lt; 6</p>" in html
    assert [(part.filename, part.content) for part in files] == [(one.name, one.data) for one in (PDF, calendar)]
    assert files[1].headers["Content-Type"] == ['text/calendar; charset="utf-8"']


def test_without_attachments_there_is_only_the_text() -> None:
    tree = parse_email_tree(draft(Mail(document())))
    assert tree.content_type == "multipart/alternative"
    assert [part.content_type for part in tree.children] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "lim",
        "lim@",
        "@example.org",
        "lim at example.org",
        "a@example.org, b@example.org",
        "a@example.org; b@example.org",
        "Dr Lim <lim@example.org>",
        "lim@example.org (office)",
        "jörg@example.org",
        "lim@example..org",
        "lim@exa mple.org",
        "lim@example.org\r\nBcc: all@example.org",
        "a@b@example.org",
        f"lim@{'x.' * 130}org",
    ],
)
def test_what_is_no_single_address_leaves_the_draft_without_one(text: str) -> None:
    assert address_of(text) is None
    assert read(Mail(document(), Party("", text), Party("Dr Lim", text))).headers.keys().isdisjoint({"From", "To"})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("lim@example.org", "lim@example.org"),
        (" o'brien+letters@example.co.uk ", "o'brien+letters@example.co.uk"),
        ("lim@köln.example", "lim@xn--kln-sna.example"),
    ],
)
def test_addresses(text: str, written: str) -> None:
    assert address_of(text) == written
    (to,) = read(Mail(document(), recipient=Party("", text))).to
    assert (to.display_name, to.address) == (None, written)


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=150)
_BREAK = "A\r\nBcc: all@example.org\r\n\r\n<script>\u2028\u0085\x0b"


@given(_TEXTS, _TEXTS, _TEXTS)
@example(_BREAK, _BREAK, _BREAK)
@example("=?utf-8?q?Bcc?=", '"Lim", <b@example.org>', "../=?utf-8?q?a?=.pdf")
@example("x" * 1200, "y" * 1200, "z" * 400)
@example("0 000¡¡ࠀࠀࠀࠀࠀࠀࠀࠀࠀࠀࠀࠀ ¡", "0 000¡¡ࠀࠀࠀࠀࠀࠀࠀࠀࠀࠀࠀࠀ ¡", "Brief für José.pdf")
def test_no_subject_and_no_name_can_add_a_header_or_be_garbled(subject: str, name: str, file: str) -> None:
    party = Party(name, "lim@example.org")
    data = draft(Mail(document(subject), party, party, (Attachment(file, "application/pdf", b"%PDF"),)))
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 100
    made = parse_email(data, strict=True)
    assert list(made.headers) == ["X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type"]
    assert made.subject == _one_line(subject)
    for found in (made.from_, *made.to):
        assert found is not None
        assert (found.display_name or "", found.address) == (_one_line(name), "lim@example.org")
    assert [one.filename for one in made.attachments] == [_NO_NAME.sub("-", _one_line(file))]


@given(st.lists(_TEXTS, max_size=4))
@example([".", "From me", "=_mixed", "--=_mixed--", "a" * 2000])
def test_every_text_comes_back_from_both_halves(texts: list[str]) -> None:
    blocks = [Paragraph((Text("".join(sign for sign in text if sign.isprintable())),)) for text in texts]
    data = draft(Mail(document("A request", *blocks), attachments=(PDF,)))
    assert max(map(len, data.split(b"\r\n"))) <= 80
    made = parse_email(data, strict=True)
    (plain,), (html,) = made.text_plain, made.text_html
    said = [block.content[0].text.strip() for block in blocks]  # type: ignore[union-attr]
    assert plain.strip() == "\r\n\r\n".join(filter(None, said or ["Dear Dr Lim,"])).strip()
    assert html.count("<p>") == len(blocks or [""])


def test_html_holds_links_and_nothing_that_is_fetched_or_run() -> None:
    link = Link('mailto:a@b.org?subject="x"', (Text("<b>write</b>"),))
    made = read(Mail(document("</title><script>", Paragraph((link,)))))
    (html,) = made.text_html
    assert '<a href="mailto:a@b.org?subject=&quot;x&quot;">&lt;b&gt;write&lt;/b&gt;</a>' in html
    assert "<title>&lt;/title&gt;&lt;script&gt;</title>" in html
    assert not any(word in html for word in ("<script", "<img", "<link", "src=", "style", "url("))
