"""Mistakes within one text: quotes, escapes, and characters that mean something to YAML. Each rule knows one."""

from __future__ import annotations

import re

from assembler.diagnostics import Diagnostic, error
from assembler.sources.decoding import unprintable
from assembler.sources.failure import QUOTE_IT, Failure, suggested
from assembler.sources.scalars import ODD_SPACES, also_in, odd_indentation, odd_space_after
from assembler.sources.text import SourceText


def tab(failure: Failure) -> Diagnostic | None:
    """A tab where only spaces may stand."""
    if "tab character" not in failure.problem and failure.character != "\t":
        return None
    page = failure.page
    lead = re.match(r"( *)(\t[ \t]*)", failure.line)
    if lead is None:
        hint = "replace it by a space"
        return error("yaml-tab", "a tab stands where YAML allows only spaces", page.mark(failure.at), hint)
    also = also_in(
        number
        for number, line in enumerate(page.lines, 1)
        if number != failure.line_number and re.match(r" *\t", line) and line.strip()
    )
    return error(
        "yaml-tab",
        "a tab is used for indentation, and YAML allows only spaces there",
        page.mark_in(failure.line_number, len(lead[1]) + 1, len(lead[2])),
        f"replace it by spaces{also}; most editors can do so for the whole file",
    )


def odd_spaces(failure: Failure) -> Diagnostic | None:
    """No-break and other spaces in an indentation."""
    places = [failure.at] if failure.begun is None else [failure.at, failure.begun]
    for line in dict.fromkeys(failure.page.place(place)[0] for place in places):
        if spaces := re.match(rf"([ \t]*)([{ODD_SPACES}]+)", failure.page.line(line)):
            return odd_indentation(failure.page, line, len(spaces[1]) + 1, len(spaces[2]))
    return None


def escape(failure: Failure) -> Diagnostic | None:
    """A backslash in double quotes before a letter that YAML gives no meaning."""
    if "quoted scalar" not in failure.context or not re.search("escape|hexdecimal", failure.problem):
        return None
    page, start = failure.page, failure.page.text.rfind("\\", 0, failure.at + 1)
    if found := re.compile(r"\\u([dD][89a-fA-F][0-9a-fA-F]{2})").match(page.text, start):
        return unprintable(chr(int(found[1], 16)), page.mark(start, len(found[0])))
    written = page.text[start : start + 2]
    return error(
        "yaml-syntax",
        f"a backslash in double quotes begins a special character, and '{written}' is none",
        page.mark(start, len(written)),
        "write \\\\ for a backslash, or put the text in 'single quotes'",
    )


def never_closed(failure: Failure) -> Diagnostic | None:
    """A quote that is open to the end of the file."""
    if "quoted scalar" not in failure.context or failure.begun is None:
        return None
    page, number = failure.page, failure.page.place(failure.begun)[0]
    quote = page.text[failure.begun]
    rest = page.line(number).rstrip()
    if rest.endswith("\\" + quote) and quote == '"':
        hint = 'a backslash before a quote makes it part of the text: write \\\\" to end with a backslash'
    elif rest[-1] in "”“’‘»«":
        hint = f"the closing quote {rest[-1]} was typed by Word and counts as a letter: replace it by {quote}"
    elif quote == "'":
        hint = 'close it with \' or, if it is an apostrophe, put the whole text in "double quotes"'
    else:
        hint = f"close it with {quote} where the text ends"
    return error("yaml-syntax", "the quote opened here is never closed", page.mark(failure.begun), hint)


def closed_late(failure: Failure) -> Diagnostic | None:
    """Text after a closing quote, in the same line or because the quote ran on from a line above."""
    last, page = failure.last, failure.page
    if last is None or last.kind != "Scalar" or not failure.follows_last() or failure.character in ("", "\n", "\r"):
        return None
    if last.start == last.end and page.text[: failure.at].rstrip(" \t")[-1:] in ("'", '"'):
        # `"Quoted" word: …` as a key: the parser has put an empty text between.
        return error("yaml-syntax", "text follows the closing quote", page.mark(failure.at), QUOTE_IT)
    if last.style not in ("'", '"'):
        return None
    first, end = page.place(last.start)[0], page.place(last.end)[0]
    if first == end and re.match(f"[{ODD_SPACES}]", failure.character):
        return odd_space_after(page, *page.place(failure.at), last.style)
    if first == end:
        hint = f"if the quotes belong to the text: {suggested(page, first, page.place(last.start)[1])}"
        if last.style == "'":
            hint = "write an apostrophe within 'single quotes' twice (''), or use \"double quotes\" around the text"
        length = len(failure.line.rstrip()) - page.place(failure.at)[1] + 1
        return error("yaml-syntax", "text follows the closing quote", page.mark(failure.at, length), hint)
    return error(
        "yaml-syntax",
        f"the quote opened here is closed only in line {end}",
        page.mark(last.start),
        f"close it with {last.style} where the text ends",
    )


def text_after_bracket(failure: Failure) -> Diagnostic | None:
    """`[Retracted] A study`, `*Italic* text`: a value whose first character means something else to YAML."""
    last = failure.last
    if last is None or not failure.follows_last() or failure.character in ("", "\n", "\r"):
        return None
    page = failure.page
    if last.kind == "Alias":
        return _first_letter(page, last.start, "repeats a value from elsewhere")
    if last.kind in ("SequenceEnd", "MappingEnd") and page.text[last.start : last.end] in ("]", "}"):
        line, column = page.place(last.start)
        value = re.search(r"(?:^|: |- )[ \t]*([\[{])", page.line(line)[:column])
        if value:
            return _first_letter(page, page.starts[line - 1] + value.start(1), "begins a list or mapping")
    return None


def _first_letter(page: SourceText, at: int, meaning: str) -> Diagnostic:
    line, column = page.place(at)
    character = page.text[at]
    message = f"a text cannot begin with '{character}', which {meaning} in YAML"
    return error("yaml-syntax", message, page.mark(at), suggested(page, line, column))


_STARTERS = {
    "@": "is reserved",
    "`": "is reserved",
    "%": "begins a directive",
    "*": "repeats a value from elsewhere",
    "&": "names a value for repeating",
    "|": "begins a text of several lines",
    ">": "begins a text of several lines",
    "?": "begins a key",
    ":": "ends a key",
    "]": "ends a list",
    "}": "ends a mapping",
    ",": "separates items",
}
_BAD_START = (
    "cannot start any token",
    "alphabetic or numeric character",
    "comment or line break",
    "indentation indicator",
    "node content",
    "mapping keys are not allowed",
    "directive",
    "non-alphabetical",
)


def bad_start(failure: Failure) -> Diagnostic | None:
    """A text whose first character means something else to YAML."""
    if not any(words in f"{failure.problem} {failure.context}" for words in _BAD_START):
        return None
    start = failure.at if failure.begun is None else failure.begun
    meaning = _STARTERS.get(failure.page.text[start : start + 1])
    return _first_letter(failure.page, start, meaning) if meaning else None


def tag(failure: Failure) -> Diagnostic | None:
    """A text that begins with `!`."""
    if "tag" not in f"{failure.problem} {failure.context}" or failure.begun is None:
        return None
    line, column = failure.page.place(failure.begun)
    hint = suggested(failure.page, line, column)
    return error("yaml-tag", "'!' begins a YAML tag, and none are understood", failure.page.mark(failure.begun), hint)
