"""Laying out: nothing is fetched but the assets, and what the engine says is kept."""

import logging
import shutil
from collections.abc import Mapping
from typing import Any

import pytest
from cffi import FFI, CDefError

from assembler.document import Document
from assembler.theme import Theme
from assembler.writers.html import to_html
from assembler.writers.pdf import _engine

PAGE = '<html lang="en"><title>x</title><body>{}</body></html>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'


def _lay_out(body: str, css: str = "", assets: Mapping[str, bytes] | None = None) -> Any:
    return _engine().lay_out(PAGE.format(body), css, assets or {}, b"0" * 32)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://localhost/x.png", "https://localhost/x", "ftp://localhost/x", "data:image/png,x"],
)
@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<img alt='x' src='{}'>", ""),
        ("<link rel='stylesheet' href='{}'>", ""),
        ("<link rel='attachment' href='{}'>", ""),
        ("<p>x</p>", "p {{background: url('{}')}}"),
        ("<p>x</p>", "@import '{}';"),
        ("<p>x</p>", "@font-face {{font-family: x; src: url('{}')}} p {{font-family: x}}"),
    ],
    ids=["image", "style sheet", "attachment", "background", "import", "font"],
)
def test_other_addresses_are_refused(url: str, body: str, css: str) -> None:
    layout = _lay_out(body.format(url), css.format(url))
    assert (layout.data, layout.pages, layout.refused) == (b"", None, [url])


def test_an_image_cannot_hide_a_refusal() -> None:
    layout = _lay_out("<img alt='x' src='asset:a'>", assets={"a": SVG})
    assert (layout.data, layout.refused) == (b"", ["file:///etc/passwd"])


def test_an_asset_is_found_by_its_quoted_name(photo: bytes) -> None:
    layout = _lay_out("<img alt='x' src='asset:a%2Fb%20c'>", assets={"a/b c": photo})
    assert (layout.pages, layout.refused, layout.messages) == (1, [], [])
    assert b"/Image" in layout.data


@pytest.mark.parametrize(("lists", "told"), [("/usr/bin/fc-list", 0), (None, 1)])
def test_missing_characters_are_told_by_the_checks_where_these_can_see_fonts(
    monkeypatch: pytest.MonkeyPatch, lists: str | None, told: int
) -> None:
    monkeypatch.setattr(shutil, "which", {"fc-list": lists}.get)
    layout = _lay_out("<p>\u0378</p>")
    assert [".notdef" in message for message in layout.messages] == [True] * told
    assert layout.pages == 1


def _tree(element: Any) -> list[Any]:
    return [element.tag, dict(element.attrib), element.text or "", element.tail or "", *map(_tree, element)]


def test_html_that_is_xml_is_the_same_either_way(rich: Document, theme: Theme) -> None:
    engine, html = _engine(), to_html(rich, theme)
    page = engine._Page(html, None)
    slow = engine.HTML(string=html)

    assert (page.base_url, page.media_type) == (slow.base_url, slow.media_type)
    assert _tree(page.etree_element) == _tree(slow.etree_element)
    assert [child.tag for child in engine._Page("<p>x<br>y", None).etree_element] == ["head", "body"]


def test_the_engines_style_sheet_loses_nothing_but_markers_and_notes() -> None:
    engine = _engine()
    (whole,), (lean,) = engine.HTML(string="")._ua_stylesheets(), engine._Page("<p/>", None)._ua_stylesheets()
    gone = [rule for rule in whole.matcher.other_selectors if rule not in lean.matcher.other_selectors]

    assert len(gone) == 6
    assert all(engine._UNUSED & {part for part in rule if isinstance(part, str)} for rule in gone)
    assert [rule for rule in whole.matcher.other_selectors if rule not in gone] == lean.matcher.other_selectors


def test_a_style_sheet_is_read_once_and_its_faults_are_told_each_time() -> None:
    engine = _engine()
    engine._sheet.cache_clear()
    first, second = (_lay_out(f"<p>{text}</p>", "p {colour: red}") for text in "ab")

    assert first.messages == second.messages != []
    assert engine._sheet.cache_info()[:2] == (1, 1)


def test_messages_are_kept_from_other_handlers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        layout = _lay_out("<p>x</p>", "p {colour: red}")
    assert len(layout.messages) == 1
    assert "colour" in layout.messages[0]
    assert caplog.records == []
    assert len(logging.getLogger("weasyprint").handlers) == 1
    assert logging.getLogger("weasyprint").propagate


def test_c_types_are_what_cffi_makes_of_them() -> None:
    _engine()
    from weasyprint.text.ffi import ffi  # noqa: PLC0415 - needs our fonts, as the engine does

    plain = FFI()
    plain.cdef("typedef uint32_t hb_codepoint_t; typedef struct { int x; } hb_thing_t; typedef ... PangoFont;")
    for text in ("hb_codepoint_t[831]", "char[4]", "int[0]", "unsigned int *", "char[]"):
        ours, theirs = ffi.typeof(text), plain.typeof(text)
        assert (ours.kind, ours.cname) == (theirs.kind, theirs.cname)
        assert ours is ffi.typeof(text)
    assert list(ffi.new("hb_codepoint_t[3]", [7, 8, 9])) == [7, 8, 9]
    with pytest.raises(CDefError):
        ffi.typeof("nothing_of_the_kind[3]")
