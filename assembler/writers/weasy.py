"""Laying out HTML with WeasyPrint: the only module that imports it, and itself imported only by `pdf`, when needed."""

from __future__ import annotations

import copy
import functools
import logging
import math
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from cffi import CDefError, model
from weasyprint import CSS, HTML, layout, pdf
from weasyprint.formatting_structure.boxes import LineBox, MarginBox
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import make_margin_boxes
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from assembler.writers.extraction import SayingStream, mend
from assembler.writers.html import ASSET_SCHEME

# WeasyPrint offers no other place at which the text of a line is known.
pdf.Stream = SayingStream

_ARRAY = re.compile(r"(\w+)\[(\d+)\]")

_TYPES = (
    "PangoFcFontMap *",
    "char[]",
    "char[1]",
    "PangoRectangle *",
    "PangoLogAttr[]",
    "unsigned int *",
    "hb_tag_t[1]",
    "hb_codepoint_t[1]",
)


def _read_c_quickly(interface: Any) -> None:
    """Let cffi read `hb_codepoint_t[831]` from what it knows of `hb_codepoint_t`, and `_TYPES` now.

    It parses all type definitions again to read a type, and subsets of fonts ask for a new length nearly every time: a
    twentieth of the time of a layout.
    """
    parser = getattr(interface, "_parser", None)
    if parser is None:
        return
    read = functools.cache(parser.parse_type)

    def parse_type(text: str) -> Any:
        array = _ARRAY.fullmatch(text)
        return model.ArrayType(read(array[1]), int(array[2])) if array else read(text)

    parser.parse_type = parse_type
    for text in _TYPES:
        with suppress(CDefError):
            interface.typeof(text)


_read_c_quickly(ffi)


def _footed(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """The margins of a page, which keeps what they are made from: its number may become another one."""
    page.footed = context, state
    return make_margin_boxes(context, page, state)  # type: ignore[no-any-return]


layout.make_margin_boxes = _footed

DOTS_PER_INCH = 300
"""Pictures are scaled down to this resolution."""


@dataclass(slots=True)
class Layout:
    """What came of one layout: the file and its pages, or the addresses that were refused; what the engine said.

    `lines` are the lines of text on all pages, footers aside, and `last_lines` those on the last.
    """

    data: bytes = b""
    pages: int | None = None
    lines: int = 0
    last_lines: int = 0
    refused: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def lay_out(html: str, css: str, assets: Mapping[str, bytes], identifier: bytes | None) -> Layout:
    """A tagged PDF of `html` set by `css`; `identifier` becomes the file's own, so that nothing in it is random.

    Without one the pages are laid out and no file is made of them, which takes half as long. A file that is asked for
    right after its pages is made of these.
    """
    laid = _laid(html, css, tuple(assets.items()))
    layout, data = Layout(refused=laid.refused, messages=laid.messages), b""
    if laid.document is None:
        return layout
    if identifier is not None:
        # Writing uses the pages up.
        _laid.cache_clear()
        with _messages(layout.messages):
            try:
                data = laid.document.write_pdf(finisher=mend, pdf_identifier=identifier, **_OPTIONS)
            except FatalURLFetchingError:
                return layout
    # An SVG swallows the refusal and is drawn without what it asked for.
    if not layout.refused:
        layout.data, layout.pages = data, len(laid.document.pages)
        lines = [_lines(page) for page in laid.document.pages]
        layout.lines, layout.last_lines = sum(lines), lines[-1]
    return layout


@dataclass(frozen=True, slots=True)
class Leaves:
    """The pages of one document before they are written, and what they were made from."""

    html: str
    css: str
    assets: Mapping[str, bytes]
    laid: _Laid

    @property
    def pages(self) -> int:
        """How many they are; 0 where an address was refused."""
        return len(self.laid.document.pages) if self.laid.document else 0


def leaves(html: str, css: str, assets: Mapping[str, bytes]) -> Leaves:
    """The pages of `html`, for a file of several documents: those of the last layout, where it was the same."""
    laid = _laid(html, css, tuple(assets.items()))
    # Writing uses them up.
    _laid.cache_clear()
    return Leaves(html, css, assets, laid)


def lay_out_together(parts: Sequence[Leaves], labels: Sequence[str], whole: int, identifier: bytes) -> Layout:
    """One tagged PDF of several documents, each with its label in the outline, numbered as pages of the `whole`.

    All of them keep their tags, since they are written at once; none may hold an id that another has.
    """
    layout = Layout(
        refused=[url for one in parts for url in one.laid.refused],
        messages=[text for one in parts for text in one.laid.messages],
    )
    documents = [one.laid.document for one in parts if one.laid.document is not None]
    if layout.refused or not documents:
        return layout
    for document, label in zip(documents, labels, strict=True):
        for page in document.pages:
            page.bookmarks = [(level, label if level == 1 else text, *more) for level, text, *more in page.bookmarks]
    pages = [page for document in documents for page in document.pages]
    for number, page in enumerate(pages, 1):
        _number(page, number, whole)
    with _messages(layout.messages):
        layout.data = documents[0].copy(pages).write_pdf(finisher=mend, pdf_identifier=identifier, **_OPTIONS)
    layout.pages = len(pages)
    return layout


def _number(page: Any, number: int, whole: int) -> None:
    """Make the margins of `page` anew, as those of that page of the `whole`: to lay it out again would do the same."""
    box = page._page_box  # noqa: SLF001 - the engine offers no other way to number the pages of several documents
    context, (quotes, counters, *others) = box.footed
    counters = {**counters, "page": [number], "pages": [whole]}
    content = (child for child in box.children if not isinstance(child, MarginBox))
    margins = [*make_margin_boxes(context, box, (quotes, counters, *others))]
    for margin in margins:
        layout_box_backgrounds(box, margin, context.get_image_from_uri)
    box.children = (*content, *margins)


_OPTIONS: Mapping[str, Any] = {"pdf_variant": "pdf/ua-1", "optimize_images": True, "dpi": DOTS_PER_INCH}


class _Laid(NamedTuple):
    """The pages of a document, None where an address was refused; the lists grow while it is written."""

    document: Any
    refused: list[str]
    messages: list[str]


@functools.lru_cache(maxsize=1)
def _laid(html: str, css: str, assets: tuple[tuple[str, bytes], ...]) -> _Laid:
    """The pages of `html`; those of the last call stay, since they are measured first and then written."""
    sheet = _sheet(css)
    refused, messages = list(sheet.refused), list(sheet.messages)
    document = None
    if sheet.css is not None:
        with _messages(messages), suppress(FatalURLFetchingError):
            page = _Page(html, _AssetFetcher(dict(assets), refused))
            document = page.render(font_config=_fonts(), stylesheets=[sheet.css], **_OPTIONS)
    return _Laid(document, refused, messages)


class _Sheet(NamedTuple):
    """A style sheet as it was read, None where it asks for an address; what reading it found."""

    css: CSS | None
    refused: tuple[str, ...]
    messages: tuple[str, ...]


@functools.lru_cache(maxsize=8)
def _sheet(css: str) -> _Sheet:
    """Remembered, since a document is laid out several times where it is fitted to its pages."""
    refused: list[str] = []
    messages: list[str] = []
    sheet = None
    with _messages(messages), suppress(FatalURLFetchingError):
        sheet = CSS(string=css, font_config=_fonts(), url_fetcher=_AssetFetcher({}, refused))
    return _Sheet(sheet, tuple(refused), tuple(messages))


class _Page(HTML):  # type: ignore[misc]
    """HTML that is XML too is read as that, which is much quicker; any other as HTML always is."""

    wrapper_element: Any

    def __init__(self, html: str, fetcher: URLFetcher) -> None:
        try:
            root = ElementTree.fromstring(html)  # noqa: S314 - our own, which declares no entities
        except ElementTree.ParseError:
            super().__init__(string=html, url_fetcher=fetcher)
            return
        super().__init__(string="", url_fetcher=fetcher)
        self.wrapper_element = type(self.wrapper_element).from_html_root(root, content_language=None)
        self.etree_element = root

    def _ua_stylesheets(self, *options: Any, **named: Any) -> list[Any]:
        return [_lean(sheet) for sheet in super()._ua_stylesheets(*options, **named)]


_UNUSED = frozenset({"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
"""Pseudo-elements that the engine's own style sheet gives to every element; we have neither markers nor footnotes."""


@functools.cache
def _lean(sheet: Any) -> Any:
    """The engine's own style `sheet` without the rules of `_UNUSED`: a tenth of the time of a layout."""
    made = copy.copy(sheet)
    made.matcher = copy.copy(sheet.matcher)
    rules = getattr(sheet.matcher, "other_selectors", [])
    made.matcher.other_selectors = [
        rule for rule in rules if not any(part in _UNUSED for part in rule if isinstance(part, str))
    ]
    return made


_SAME_LINE = 6.0
"""Line boxes whose tops lie closer than so many CSS pixels stand beside each other: a label is set smaller."""


def _lines(page: Any) -> int:
    """The lines of text on `page`, those that stand beside each other counted once."""
    body = page._page_box.children[0]  # noqa: SLF001 - the engine tells it in no other way
    tops = sorted(box.position_y for box in body.descendants() if isinstance(box, LineBox))
    return sum(top - before > _SAME_LINE for before, top in zip([-math.inf, *tops], tops, strict=False))


class _AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Answers from the document's assets, and refuses every other address."""

    def __init__(self, assets: Mapping[str, bytes], refused: list[str]) -> None:
        super().__init__(allowed_protocols=[ASSET_SCHEME])
        self._assets = assets
        self._refused = refused

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The asset behind `url`.

        Raises:
            FatalURLFetchingError: `url` is not that of an asset.
        """
        scheme, _, key = url.partition(":")
        data = self._assets.get(unquote(key)) if scheme == ASSET_SCHEME else None
        if data is None:
            self._refused.append(url)
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, data)


@functools.cache
def _fonts() -> FontConfiguration:
    """One for the whole process: reading the fonts anew for each document is slow."""
    return FontConfiguration()


_NO_GLYPH = ".notdef glyph"


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        # Said once for each letter; the checks say it once for each script, where they can ask for fonts.
        if not message.startswith(_NO_GLYPH) or shutil.which("fc-list") is None:
            self._messages.append(message)


@contextmanager
def _messages(into: list[str]) -> Iterator[None]:
    """Keeps what WeasyPrint logs in `into`, and from every other handler."""
    logger = logging.getLogger("weasyprint")
    collector, propagate = _Collector(into), logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
