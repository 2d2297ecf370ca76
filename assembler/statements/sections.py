"""Where the sections of a file begin and end, and what their headings say. Used by `files` and `rewriting`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.statements.inline import read
from assembler.statements.lines import comments_in


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in `line`, which is `length` long: its `attributes` with their columns, and among them the `id`.

    Lines and columns count from 0; `id` is empty where none is given.
    """

    line: int
    length: int
    title: str | None
    attributes: Mapping[str, int]
    id: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines from `start` up to `end`, counted from 0; the text begins in line `body`, after the heading if any."""

    heading: Heading | None
    start: int
    body: int
    end: int


_HEADING = re.compile(
    r"\ufeff?[ ]{0,3}##(?!#)(?:(?=[ \t]|$)|(?=.*\{[ \t]*#))"
    r"(?P<title>.*?)(?:\{(?P<inner>[^{}]*)\})?$"
)
_ATTRIBUTE = re.compile(r"\S+")
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
LONGEST_ID = 60
"""As for ids of a profile: Word takes no longer name for a place to write."""


def stretches(lines: Sequence[str]) -> list[Stretch]:
    """The text before the first heading, and then each heading with its text."""
    hidden = {line for start, end in comments_in(lines) for line in range(start, end)}
    found = [
        (at, _HEADING.match(line.rstrip(" \t")))
        for at, line in enumerate(lines)
        if at not in hidden and line.lstrip("\ufeff ")[:2] == "##"
    ]
    headings = [_heading(at, match) for at, match in found if match]
    ends = [*(heading.line for heading in headings), len(lines)]
    before = Stretch(None, 0, 0, ends[0])
    return [
        before,
        *(
            Stretch(heading, heading.line, heading.line + 1, end)
            for heading, end in zip(headings, ends[1:], strict=True)
        ),
    ]


def _heading(at: int, found: re.Match[str]) -> Heading:
    title = "".join(run.text for run in read(found["title"].strip())[0]).strip()
    within = _ATTRIBUTE.finditer(found.string, *found.span("inner")) if found["inner"] else ()
    attributes = {attribute[0]: attribute.start() for attribute in within}
    ids = [attribute[1:] for attribute in attributes if attribute.startswith("#")]
    return Heading(at, len(found.string), title or None, attributes, ids[0] if ids else "")


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a section: small letters, digits, hyphens and dots."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def as_id(text: str) -> str:
    """An id made of the words of `text`."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters.casefold()).strip("-")[:LONGEST_ID].strip("-") or "section"
