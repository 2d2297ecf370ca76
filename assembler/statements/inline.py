"""Inline Markdown as runs, and what in it is beyond bold, italic and links. Used by `markdown`."""

from __future__ import annotations

import html
import re
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assembler.sources.text import UNPRINTABLE
from assembler.statements.runs import Run, address, clean, is_allowed, linked

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Fault(NamedTuple):
    """What is not understood at the index `at` of a source, `length` characters of it, and how to mend it."""

    at: int
    length: int
    message: str
    hint: str


def read(source: str) -> tuple[list[Run], list[Fault]]:
    """The runs of the Markdown `source`, not yet tidy, and what in it is kept as text; faults in their order."""
    if not _SIGNS.search(source):
        return [Run(clean(source))], []
    notes = _Notes({}, [])
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(source, parser, {"notes": notes}, tokens)
    for index, length, first in notes.stars:
        left_over = any(token.type == "text" and token.content == "*" for token in tokens[first : first + length])
        if left_over and _OPENING.match(source, index):
            message = "the stars do not open and close alike, so they would be printed"
            notes.faults[index] = Fault(index, length, message, "close them after the last letter, or write '\\*'")
    return _runs(tokens), [notes.faults[index] for index in sorted(notes.faults)]


_SIGNS = re.compile(r"[\\*_\[\]<&`!~\n]")
_OPENING = re.compile(r"(?<![\w*])\*+(?=\w)")


@dataclass(frozen=True, slots=True)
class _Notes:
    faults: dict[int, Fault]
    stars: list[tuple[int, int, int]]
    """Index and length of each row of stars, and the number of the token of the first."""


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    strong = emphasis = 0
    link: Token | None = None
    outside: list[Run] = []
    for token in tokens:
        style = Run("", strong > 0, emphasis > 0)
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link, outside, runs = token, runs, []
            case "link_close":
                href, title = (str(link.attrGet(name) or "") for name in ("href", "title")) if link else ("", "")
                words = linked(runs, href, style)
                if not href:
                    words = [style._replace(text="["), *runs, style._replace(text="]()")]
                runs = [*outside, *words, *([style._replace(text=clean(f" ({title})"))] if title else [])]
            case "softbreak":
                runs.append(style._replace(text=" "))
            case "hardbreak":
                runs.append(style._replace(text="\n"))
            case _:
                runs.append(style._replace(text=clean(token.content)))
    return runs


# What is kept as it is typed ---------------------------------------------------------------------

_ENTITY = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<decimal>[0-9]{1,7}));")
_TIMES = re.compile(r"(?<=\d)\*{1,2}(?=\d)")
_LINK = re.compile(r"\[((?:\\.|[^\\\[\]])*)\]\(\s*(<[^<>\n]*>|(?:\\.|[^\\()\s]|\([^()\s]*\))*)(\s+[^()]*)?\)")

_KEPT = {
    "!": (
        (
            re.compile(r"!\[(?:\\.|[^\\\[\]]){0,500}\]\([^)]{0,2000}\)"),
            "a picture cannot be part of a statement",
            "delete it",
        ),
    ),
    "`": (
        (
            re.compile(r"(`+)(?!`)[^`]+(?<!`)\1(?!`)"),
            "'{}' is marked as code, which is not understood",
            "delete the backquotes",
        ),
    ),
    "<": (
        (
            re.compile(r"<!--.{0,5000}?-->", re.DOTALL),
            "a comment within a line of text would be printed",
            "put it on a line of its own, with blank lines around it",
        ),
        (
            re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>"),
            "'{}' would be printed with its angle brackets",
            "write '[words](https://…)' for a link",
        ),
        (
            re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>"),
            "the HTML tag '{}' is not understood",
            "delete it; for bold write '**words**', for italics '*words*'",
        ),
    ),
}
"""First character → forms that are kept as text, each with its message and how to mend it."""

_STRUCK = re.compile(r"~~(?=\S)(?:(?!~~).)+(?<=\S)~~", re.DOTALL)


def _kept(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - so markdown-it calls its rules
    """A rule of markdown-it that takes what is beyond statements as text, and notes it."""
    source, at = state.src, state.pos
    notes: _Notes = state.env["notes"]
    character = source[at]
    length = 0
    for form, message, hint in _KEPT.get(character, ()):
        if found := form.match(source, at):
            notes.faults.setdefault(at, _fault(found, message, hint))
            length = len(found[0])
            break
    if character == "~" and (found := _STRUCK.match(source, at)):
        notes.faults.setdefault(at, _fault(found, "'{}' is marked as struck out, which is not understood", "delete it"))
    elif character == "[" and (found := _LINK.match(source, at)):
        _check_link(found, notes)
    elif character == "&" and (found := _ENTITY.match(source, at)) and _is_unprintable(found):
        notes.faults.setdefault(at, _fault(found, "'{}' stands for a character that cannot be printed", "delete it"))
        length = len(found[0])
    elif character == "*" and (found := _TIMES.match(source, at)):
        length = len(found[0])  # `5*3*2` is a product and `10**9` a power.
    elif character == "*" and not silent:
        row = next(at_end for at_end in range(at, len(source) + 1) if source[at_end : at_end + 1] != "*")
        notes.stars.append((at, row - at, len(state.tokens) + bool(state.pending)))
    if length and not silent:
        state.pending += source[at : at + length]
    state.pos += length
    return length > 0


def _is_unprintable(entity: re.Match[str]) -> bool:
    number = int(entity["hex"], 16) if entity["hex"] else int(entity["decimal"])
    return number > sys.maxunicode or UNPRINTABLE.match(chr(number)) is not None


def _check_link(found: re.Match[str], notes: _Notes) -> None:
    href = found[2].strip("<>")
    at = found.start()
    if not is_allowed(address(html.unescape(href))):
        message = f"the link to '{_short(href)}' cannot be used: links begin with https://, http://, mailto: or tel:"
        fault = _fault(found, message, "write the whole address, or '\\[' where no link is meant")
    elif not found[1].strip():
        fault = _fault(found, f"the link to '{_short(href)}' has no words", "write the words between the brackets")
    elif found[3] and found[3].strip():
        fault = _fault(found, "the title of a link would be printed after it", "delete it: '[words](https://…)'")
    else:
        return
    notes.faults.setdefault(at, fault)


def _fault(found: re.Match[str], message: str, hint: str) -> Fault:
    return Fault(found.start(), len(found[0]), message.replace("{}", _short(found[0])), hint)


_LONGEST = 60


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to load, and needed only where there is a statement

    parser = MarkdownIt("zero", {"maxNesting": 100})
    parser.enable(["emphasis", "link", "escape", "entity", "newline"])
    # Tokens stay as they are made, so that the stars noted above are found again.
    parser.disable(["fragments_join", "text_join"])
    parser.inline.ruler.before("escape", "kept", _kept)
    parser.normalizeLink = address  # type: ignore[assignment]
    parser.validateLink = is_allowed  # type: ignore[assignment]
    return parser
