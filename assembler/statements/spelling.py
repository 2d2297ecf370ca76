"""Runs as inline Markdown, always spelled so that it reads back as it was. Used by `markdown`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assembler.document import Emphasis, Inlines, LineBreak, Link, Strong, Text
from assembler.statements.inline import read
from assembler.statements.runs import PLAIN, Run, clean, inlines_of, runs_of, tidy


def source_of(content: Inlines) -> str:
    """The Markdown of `content`, which is `settled`; line breaks are a backslash at the end of a line."""
    parts = list(_parts(content))
    while sum(_open_up(parts, start, end) for start, end in _marks(parts)):
        pass
    # An open bracket makes readers look for the end of a link; beside links, and where there are many, it is escaped.
    brackets = any(part.kind == "link" for part in parts) or sum(part.text.count("[") for part in parts) > _MANY
    raw = "".join(_raw(part, after, brackets=brackets) for part, after in zip(parts, [*parts, None][1:], strict=True))
    return "\\\n".join(_line(line) for line in raw.split("\n"))


_MANY = 20


def settled(content: Inlines) -> Inlines:
    """`content` in the one form in which it is written and read; see `settle`."""
    return settle(runs_of(content))


def settle(runs: Iterable[Run]) -> Inlines:
    """The inlines of `runs` in the one form in which they are written and read.

    Where bold and italic meet within a word so that no stars can tell them apart, the word loses the italics.
    """
    runs = tidy(runs)
    if not any(run[1:] != PLAIN[1:] for run in runs):
        return inlines_of(runs)
    tries = 0
    while True:
        content = inlines_of(runs)
        # What overlaps is cut where the other ends, and a gap at the cut loses its style.
        if (cut := tidy(runs_of(content))) != runs:
            runs, content = cut, inlines_of(cut)
        meetings = _meetings(runs)
        if not meetings or tidy(read(source_of(content))[0]) == runs:
            return content
        place = next((at for at in meetings if at + 1 in meetings), meetings[0])
        plain = {place, place + 1} if tries < _MOST_TRIES else {*meetings, *(at + 1 for at in meetings)}
        runs = tidy(run._replace(emphasis=run.emphasis and at not in plain) for at, run in enumerate(runs))
        tries += 1


_MOST_TRIES = 10


def _meetings(runs: list[Run]) -> list[int]:
    """After which runs one style ends and another begins with no gap between."""
    return [
        at
        for at, (one, other) in enumerate(pairwise(runs))
        if one.text.strip() and other.text.strip() and (one.emphasis or other.emphasis) and (one.strong or other.strong)
    ]


@dataclass(slots=True)
class _Part:
    """A text, a mark (`**`, `*`) that opens or closes, or what stands before or after the words of a link.

    `first` and `last` tell that the first or last character of a text is spelled as an entity.
    """

    kind: str
    text: str
    within_link: bool = False
    first: bool = False
    last: bool = False


def _parts(content: Inlines, *, within_link: bool = False) -> Iterator[_Part]:
    for inline in content:
        match inline:
            case Text(text):
                yield _Part("text", text, within_link)
            case LineBreak():
                yield _Part("text", "\n")
            case Strong(inner) | Emphasis(inner):
                mark = "**" if isinstance(inline, Strong) else "*"
                yield _Part("open", mark)
                yield from _parts(inner, within_link=within_link)
                yield _Part("close", mark)
            case Link(href, inner):
                yield _Part("link", "[")
                yield from _parts(inner, within_link=True)
                yield _Part("link", f"]({_DESTINATION.sub(_ESCAPE, href)})")
            case _:
                raise TypeError(f"a statement holds no {type(inline).__name__}")


def escaped(text: str) -> str:
    """`text`, of one line, as Markdown that says just this."""
    return _line(_BRACKETS.sub(_ESCAPE, clean(text).strip(" ")))


_ESCAPE = r"\\\g<0>"
_DESTINATION = re.compile(r"[()]|&(?=#?\w+;)")


def _marks(parts: list[_Part]) -> Iterator[tuple[int, int]]:
    """Where each row of marks begins and ends in `parts`."""
    start = None
    for at, part in enumerate([*parts, _Part("text", "")]):
        if part.kind in ("open", "close"):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def _open_up(parts: list[_Part], start: int, end: int) -> bool:
    """Spell the neighbours of a row of marks so that it opens or closes; whether anything had to be changed.

    Markdown looks at the characters on both sides of the stars. `a**(b)**` is not bold, but `&#97;**(b)**` is, since
    there a semicolon comes before the stars.
    """
    before = parts[start - 1] if start else None
    after = parts[end] if end < len(parts) else None
    one = "sign" if before and before.last else _kind(before.text[-1] if before else " ")
    other = "sign" if after and after.first else _kind(after.text[0] if after else " ")
    kinds = {part.kind for part in parts[start:end]}
    if one == other == "digit":
        spell_before = spell_after = True  # `2**3` is a power.
    elif len(kinds) == 2:
        alike = {one, other} <= {"letter", "digit"}
        spell_before, spell_after = not alike and one != "sign", not alike and other != "sign"
    else:
        spell_before = "open" in kinds and other in ("sign", "unsure") and one not in ("space", "sign")
        spell_after = "close" in kinds and one in ("sign", "unsure") and other not in ("space", "sign")
    if before and spell_before:
        before.last, before.first = True, before.first or len(before.text) == 1
    if after and spell_after:
        after.first, after.last = True, after.last or len(after.text) == 1
    return spell_before or spell_after


def _kind(character: str) -> str:
    """What `character` is to Markdown; `unsure` where readers differ."""
    category = unicodedata.category(character)
    if character.isspace():
        return "space"
    if character.isascii() and character.isdigit():
        return "digit"
    if character.isalnum() or category.startswith("M"):
        return "letter"
    return "sign" if character.isascii() or category.startswith("P") else "unsure"


_SPECIAL = re.compile(
    r"[\\`*]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])|(?<=--)>"
    r"|&(?=#?\w+;)"
    r"|](?=[(\[])|!(?=\[)"
)
_BRACKETS = re.compile(rf"[\[\]]|{_SPECIAL.pattern}")


def _raw(part: _Part, after: _Part | None, *, brackets: bool) -> str:
    if part.kind != "text":
        return part.text
    text, first, last = part.text, "", ""
    if part.first:
        first, text = _entity(text[0]), text[1:]
    if part.last and text:
        text, last = text[:-1], _entity(text[-1])
    text = (_BRACKETS if brackets else _SPECIAL).sub(_ESCAPE, text)
    if after and after.text.startswith("[") and text.endswith("!") and not last:
        text = text[:-1] + "\\!"
    return first + text + last


def _entity(character: str) -> str:
    return "&nbsp;" if character == "\xa0" else f"&#{ord(character)};"


_START = re.compile(
    r"#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|[>|]|=+[ \t]*$|[-:|][-:| \t]*$"
    r"|\[(?:[^\\\[\]]|\\.)*\]:"
    r"|(?P<number>\d{1,9})(?=[.)](?:[ \t]|$))",
    re.ASCII,
)


def _line(raw: str) -> str:
    """A line of Markdown that begins nothing but text, and with no white space at its ends that an editor cuts off."""
    if raw and raw[-1].isspace():
        raw = raw[:-1] + _entity(raw[-1])
    if raw and raw[0].isspace():
        raw = _entity(raw[0]) + raw[1:]
    if found := _START.match(raw):
        end = found.end("number")
        raw = raw[: max(end, 0)] + "\\" + raw[max(end, 0) :]
    return raw
