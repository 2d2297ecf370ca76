"""Inline Markdown in a person's texts: bold, italic and links, for `schema` (is it right?) and `compose` (as HTML)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t\r\n]*")
_TIMES = re.compile(r"(?<=\d)\*{1,2}(?=\d)")
_ALLOWED_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)

_TAGS = {"strong_open": "<strong>", "strong_close": "</strong>", "em_open": "<em>", "em_close": "</em>"}


def to_html(text: str) -> Markup:
    """`text` as HTML with only `strong`, `em` and `a`; all else is escaped. Line breaks become spaces."""
    parts: list[str] = []
    for token in _tokens(text):
        if token.type == "link_open":
            parts.append(f'<a href="{escape(str(token.attrGet("href")))}">')
        elif token.type == "link_close":
            parts.append("</a>")
        else:
            parts.append(_TAGS.get(token.type) or str(escape(token.content)))
    return Markup("".join(parts))  # noqa: S704 - each part is a known tag or escaped


def plain(text: str) -> str:
    """`text` without its markup: what a reader of the printed page reads."""
    return "".join(token.content for token in _tokens(text) if token.type not in _TAGS)


def problems(text: str) -> str | None:
    """What in `text` is Markdown or HTML beyond bold, italic and links; None where all is well."""
    for form, message in _BEYOND:
        if found := form.search(text):
            return message.format(" ".join(found[0].split()))
    tokens = _tokens(text, any_link=True)
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            if not _ALLOWED_LINK.match(href := str(token.attrGet("href"))):
                return f"the link to '{href}' cannot be used: links begin with https://, http://, mailto: or tel:"
            if title := token.attrGet("title"):
                return f"the link title '{title}' would not be printed"
            end = next(at for at in range(number, len(tokens)) if tokens[at].type == "link_close")
            if not "".join(inner.content for inner in tokens[number:end]).strip():
                return f"the link to '{href}' has no words that could be printed"
    return _unprintable(text) or (_unclosed(text) if "*" in text else None)


_ENTITY = re.compile(r"\\.|&(?:#\w+|\w+);")
_REORDERING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def _unprintable(text: str) -> str | None:
    """The complaint about `&#7;` and the like, by which a character comes in that could not be typed."""
    for found in _ENTITY.finditer(text):
        for character in plain(found[0]) if found[0].startswith("&") else "":
            is_control = unicodedata.category(character) == "Cc" and not character.isspace()
            if is_control or character in "\v\f\x85\ufeff\ufffd" or unicodedata.bidirectional(character) in _REORDERING:
                return f"'{found[0]}' stands for a character that cannot be printed"
    return None


_ESCAPED = re.compile(r"\\[^\w\s]")
_STAR_LEFT_OVER = re.compile(
    r"(?<![\w*])\*\*(?=[^\W\d_])(?!p\s*[<>=≤≥])"  # `**pain`; but a footnote explains `**p < 0.01`
    r"|(?<!\S)\*\*\s[^*]*[^\s*]\*\*(?!\S)"  # `** pain**`
    r"|(?<=[^\W\d_][ ])\*(?=[^\W\d_]{2})"  # `and *pain`
)


def _unclosed(text: str) -> str | None:
    """What is wrong with stars that neither make bold or italic nor look like anything but an attempt at it."""
    tokens = _tokens(_ESCAPED.sub("x", text))
    for number, token in enumerate(tokens):
        if token.type != "text":
            continue
        opens = number + 1 < len(tokens) and tokens[number + 1].type in ("em_open", "strong_open")
        closes = number > 0 and tokens[number - 1].type in ("em_close", "strong_close")
        uneven = (opens and token.content.endswith("*")) or (closes and token.content.startswith("*"))
        if uneven or _STAR_LEFT_OVER.search(token.content):
            part = " ".join(text[text.index("*") :].split())
            part = part if len(part) <= _LONGEST else f"{part[: _LONGEST - 1]}…"
            return f"the stars in '{part}' do not open and close alike, so they would be printed"
    return None


_LONGEST = 60


def signs(text: str) -> str | None:
    """The first part of a plain `text` that is marked up, whose marks would be printed; None where there is none."""
    found = _MARKED_UP.search(text)
    return found[0] if found else None


_HTML = (
    "a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|s|script|small|span|"
    "strike|strong|style|sub|sup|table|tbody|td|th|tr|tt|u|ul"
)
_MARKED_UP = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])[^*\n]*[^\s*\\]\1(?![\w*])"
    r"|\[[^\]\n]+\]\((?:https?://|mailto:|tel:)[^)\s]*\)"
    rf"|<(/?)(?:{_HTML})(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>",
    re.IGNORECASE,
)
_BEYOND = tuple(
    (re.compile(form, re.MULTILINE | re.IGNORECASE), message)
    for form, message in (
        (r"(?<!\\)!\[[^\]\n]*\]\([^)\n]*\)", "the picture '{}' cannot be part of a text"),
        (r"(?<![\\`])(`+)(?!`)[^`\n]+(?<!`)\1(?!`)", "'{}' is marked as code, which is not understood"),
        (r"^[ ]{0,3}(?:```|~~~).*", "'{}' marks code, which is not understood"),
        (
            rf"(?<!\\)</?(?:{_HTML})(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>",
            "the HTML tag '{}' is not understood",
        ),
        (r"(?<!\\)<!--.*?-->", "the HTML comment '{}' is not understood"),
        (r"(?<!\\)~~\S(?:.*?\S)?~~", "'{}' is marked as struck out, which is not understood"),
        (r"^[ ]{0,3}(?:##{1,5}[ \t]+|#[ \t]+(?!of\b))\S.*", "'{}' is marked as a heading, which is not understood"),
        (r"^[ \t]*\*[ \t]+\S.*", "'{}' is marked as a list item, which is not understood"),
        (r"^[ \t]*[-+][ \t]+[^\W\d].*", "'{}' is marked as a list item, which is not understood"),
        (r"^[ \t]*\d+[.)][ \t]+\S.*\n[ \t]*\d+[.)][ \t]+\S.*", "'{}' is marked as a list, which is not understood"),
        (r"^>.*\n>.*", "'{}' is marked as a quotation, which is not understood"),
        (r"^[ ]{0,3}(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$", "the line '{}' is not understood"),
        (r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|.*", "the table line '{}' is not understood"),
    )
)


@cache
def _parser(*, any_link: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to load, and many texts need none of it

    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "entity"])
    # A link that is not allowed stays as it was typed.
    parser.validateLink = lambda url: any_link or _ALLOWED_LINK.match(url) is not None  # type: ignore[method-assign]
    return parser


def _tokens(text: str, *, any_link: bool = False) -> list[Token]:
    """The inline tokens of `text`: marks that open and close, and texts."""
    # `5*3*2` is a product and `10**9` a power, although Markdown would set what is between in italics or bold.
    folded = _TIMES.sub(lambda times: r"\*" * len(times[0]), _LINE_BREAK.sub(" ", text))
    return [child for token in _parser(any_link=any_link).parseInline(folded) for child in token.children or []]
