"""Inlines of the Document as flat runs and back, one form for all that looks alike: the ground of `spelling`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from assembler.document import Date, Emphasis, Inline, Inlines, LineBreak, Link, Span, Strong, Text
from assembler.sources.text import UNPRINTABLE


class Run(NamedTuple):
    """A piece of text of one look; a newline in it is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str | None = None


PLAIN = Run("")

Style = Literal["strong", "emphasis", "href"]
_STYLES: tuple[Style, ...] = ("strong", "emphasis", "href")

_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_SEVERAL = re.compile(r" {2,}")
_ALLOWED_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_UNSAFE = re.compile(r"""[^!#$&'()*+,\-./:;=?@\[\]_~%\w]|[^\x00-\x7f]|%(?![0-9A-Fa-f]{2})""")


def clean(text: str) -> str:
    """`text` with each run of white space as one space, no-break spaces kept, and without what cannot be printed."""
    return _SEVERAL.sub(" ", UNPRINTABLE.sub("", _SPACES.sub(" ", text)))


def address(href: str) -> str:
    """`href` in ASCII, with percent signs for what has no place in an address."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), clean(href).strip())


def is_allowed(href: str) -> bool:
    """Whether a statement may link to `href`."""
    return _ALLOWED_LINK.match(href) is not None


def runs_of(content: Inlines, style: Run = PLAIN) -> Iterator[Run]:
    """The runs of `content`. A link that is not allowed, or has no words, becomes its words and its address."""
    _, strong, emphasis, href = style
    for inline in content:
        match inline:
            case Text(text):
                yield Run(clean(text), strong, emphasis, href)
            case LineBreak():
                yield Run("\n", strong, emphasis, href)
            case Strong(inner):
                yield from runs_of(inner, Run("", True, emphasis, href))  # noqa: FBT003 - a look is read as a row
            case Emphasis(inner):
                yield from runs_of(inner, Run("", strong, True, href))  # noqa: FBT003
            case Link(to, inner):
                yield from linked(list(runs_of(inner, style)), address(to), style)
            case Span(_, inner) | Date(_, inner):
                yield from runs_of(inner, style)


def linked(words: list[Run], href: str, style: Run) -> list[Run]:
    """The runs `words` as a link to `href`, an `address`."""
    said = "".join(run.text for run in words)
    if is_allowed(href):
        words = words if said.strip() else [style._replace(text=href)]
        return [run if run.href else run._replace(href=href) for run in words]
    return words if not href or href in said else [*words, style._replace(text=f" ({href})")]


def tidy(runs: Iterable[Run]) -> list[Run]:
    """`runs` with white space collapsed and cut off at the ends, words and the gaps between them apart.

    A gap has a style only where it and the words on both its sides have it, so that none begins or ends with a gap.
    Neighbours differ in style, or one of them is a gap.
    """
    tidied: list[Run] = []
    gap: list[Run] = []
    for run in runs:
        words = run.text.strip()
        if not words:
            gap.append(run)
            continue
        before, after = run.text.split(words, 1)
        if before:
            gap.append(Run(before, *run[1:]))
        last = tidied[-1] if tidied else None
        between = _gap(gap, last, run) if gap else PLAIN
        if between.text:
            tidied.append(between)
        elif last and last[1:] == run[1:]:
            words = tidied.pop().text + words
        tidied.append(Run(words, *run[1:]))
        gap = [Run(after, *run[1:])] if after else []
    if tidied and gap and (between := _gap(gap, tidied[-1], None)).text:
        tidied.append(between)
    return tidied


def _gap(gap: list[Run], before: Run | None, after: Run | None) -> Run:
    text = _SEVERAL.sub(" ", _AROUND_BREAKS.sub("\n", "".join(run.text for run in gap)))
    if before is None:
        return Run(text.lstrip(" \n"))
    if after is None:
        return Run(text.rstrip(" \n"))
    around = [run for run in (before, *gap, after) if run.text]
    return Run(
        text,
        all(run.strong for run in around),
        all(run.emphasis for run in around),
        before.href if all(run.href == before.href for run in around) else None,
    )


def inlines_of(runs: list[Run], opened: frozenset[Style] = frozenset()) -> Inlines:
    """The inlines of tidy `runs`: at each place the style that lasts longest is outermost, and no link is cut."""
    inlines: list[Inline] = []
    start = 0
    style: Style | None
    while start < len(runs):
        end, style = start, None
        for candidate in _STYLES:
            if candidate not in opened and (further := _end(runs, start, candidate)) > end:
                end, style = further, candidate
        if style is None:
            lines = runs[start].text.split("\n")
            inlines += [Text(lines[0])] if lines[0] else []
            for line in lines[1:]:
                inlines += [LineBreak(), Text(line)] if line else [LineBreak()]
            start += 1
            continue
        inner = inlines_of(runs[start:end], opened | {style})
        if style == "href":
            inlines.append(Link(runs[start].href or "", inner))
        else:
            inlines.append(Strong(inner) if style == "strong" else Emphasis(inner))
        start = end
    return _joined(inlines)


def _end(runs: list[Run], start: int, style: Style) -> int:
    """Where the `style` that may begin at `start` ends; `start` itself where none does."""
    at = Run._fields.index(style)
    value = runs[start][at]
    if not value or not runs[start].text.strip():
        return start
    end = start + 1
    while end < len(runs) and runs[end][at] == value:
        end += 1
    if style != "href" and end < len(runs) and (href := runs[end].href) and runs[end - 1].href == href:
        # A link that goes on is left to stand as a whole; its own words are styled within it.
        begin = end
        while begin > start and runs[begin - 1].href == href:
            begin -= 1
        end = end if begin == start else begin
    while not runs[end - 1].text.strip():
        end -= 1
    return end


def _joined(inlines: list[Inline]) -> Inlines:
    joined: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and joined and isinstance(last := joined[-1], Text):
            joined[-1] = Text(last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)
