"""What is suspect about one text of a YAML file although YAML accepts it: mostly words about to be lost or misread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assembler.diagnostics import Diagnostic, error, warning
from assembler.sources.decoding import unprintable
from assembler.sources.text import UNPRINTABLE, SourceText, indentation

ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
"""Spaces that look like one and are none to YAML, as part of a regular expression's character class."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands in the file: from `start` to `end`, in `style` (empty, `'`, `"`, `|` or `>`).

    `column` is where the mapping or list that holds the text begins, from 1.
    """

    page: SourceText
    start: int
    end: int
    style: str
    value: str
    column: int
    is_key: bool

    @property
    def source(self) -> str:
        """The characters of the file that make up the text, quotes included."""
        return self.page.text[self.start : self.end]

    def later_lines(self) -> Iterator[tuple[int, str]]:
        """Number and text of each line of the file after the first that the text runs over."""
        first, _ = self.page.place(self.start)
        last, _ = self.page.place(max(self.start, self.end - 1))
        for number in range(first + 1, last + 1):
            yield number, self.page.line(number)


def suspicions(written: Written) -> Iterator[Diagnostic]:
    """Everything that is suspect about `written`."""
    for check in _KEY_CHECKS if written.is_key else _VALUE_CHECKS:
        yield from check(written)


_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}


def _escaped(written: Written) -> Iterator[Diagnostic]:
    """Unprintable characters written as escapes."""
    if written.style != '"' or not UNPRINTABLE.search(written.value):
        return
    for escape in _ESCAPE.finditer(written.source):
        digits = escape[1] or escape[2] or escape[3]
        character = chr(int(digits, 16)) if digits else _SHORT.get(escape[4], "")
        if UNPRINTABLE.match(character):
            place = written.page.mark(written.start + escape.start(), len(escape[0]))
            yield unprintable(character, place)


_FIELD_LINE = re.compile(r"[ \t]*(?:-[ \t]+)*[\w-]+:(?:[ \t]|$)|[ \t]*-[ \t]")


def swallowed(written: Written) -> Diagnostic | None:
    """The complaint about an opening quote whose text runs on over lines that are fields of their own."""
    if written.style not in ("'", '"') or "\n" not in written.source.replace("\r", "\n"):
        return None
    for number, line in written.later_lines():
        if indentation(line) < written.column and _FIELD_LINE.match(line):
            return error(
                "yaml-syntax",
                f"the quote opened here is not closed on its line, so line {number} becomes part of the text",
                written.page.mark(written.start),
                f"close the quote ({written.style}) where the text ends",
            )
    return None


_BULLET = re.compile(r"[ \t]*[-*•·▪‣](?=[ \t])")
_DASH_WITHOUT_SPACE = re.compile(r"[ \t]*[-–—](?=\S)")
_LONG_DASH = re.compile(r"[ \t]*[–—](?=[ \t])")


def _list_in_text(written: Written) -> Iterator[Diagnostic]:
    """A list that YAML reads as one running text."""
    if written.style or "\n" not in written.source.replace("\r", "\n"):
        return
    lines = list(written.later_lines())
    for number, line in lines:
        if bullet := _BULLET.match(line):
            first, _ = written.page.place(written.start)
            yield warning(
                "yaml-syntax",
                f"this line looks like a list item, but continues the text that begins in line {first}",
                written.page.mark_in(number, len(bullet[0])),
                'indent it like the other items of its list; if it is text, put the whole text in "double quotes"',
            )
            return
    for form, what in ((_DASH_WITHOUT_SPACE, "without a space after it"), (_LONG_DASH, "in place of a hyphen")):
        if form.match(written.source) and all(form.match(line) for _, line in lines if line.strip()):
            yield warning(
                "yaml-syntax",
                f"these lines look like a list, but a dash {what} makes one text of them",
                written.page.mark(written.start),
                "begin each item with a hyphen and a space ('- ')",
            )
            return


_COMMENT = re.compile(r"[ \t]+#(?=[^\s#])[^\r\n]*")


def _lost_to_comment(written: Written) -> Iterator[Diagnostic]:
    """Words after ` #`, which YAML takes as a comment."""
    if not written.style and (comment := _COMMENT.match(written.page.text, written.end)):
        lead = len(comment[0]) - len(comment[0].lstrip())
        yield warning(
            "yaml-syntax",
            "a space and '#' begin a comment: what follows is not read",
            written.page.mark(written.end + lead, len(comment[0]) - lead),
            "put the whole text in \"double quotes\", or write '# ' with a space if a comment is meant",
        )


_ODD_FIELD = re.compile(rf"(?:[a-z_]+:|-)(?=[{ODD_SPACES}])")


def _odd_space_after_sign(written: Written) -> Iterator[Diagnostic]:
    """`key:` or `-` followed by a no-break space, which YAML takes for text."""
    if written.style:
        return
    first, column = written.page.place(written.start)
    for number, line in ((first, written.page.line(first)), *written.later_lines()):
        offset = column - 1 if number == first else indentation(line)
        if match := _ODD_FIELD.match(line, offset):
            yield odd_space_after(written.page, number, match.end() + 1, match[0])


def odd_space_after(page: SourceText, line: int, column: int, sign: str) -> Diagnostic:
    """The complaint about a no-break space after `key:` or `-`."""
    return error(
        "yaml-syntax",
        f"a no-break space follows '{sign}', so YAML takes it for text",
        page.mark_in(line, column),
        "replace it by an ordinary space; it comes from text copied out of Word or a web page",
    )


CURLY = "“”„‟‘’‚‛«»‹›"
"""Quotes that Word puts where straight ones are typed, or that people take for such."""


def _curly_key(written: Written) -> Iterator[Diagnostic]:
    if not written.style and written.value[:1] in CURLY and written.value[:1]:
        yield error(
            "yaml-syntax",
            f"the key {written.value} is in curly quotes, which count as letters",
            written.page.mark(written.start, len(written.source)),
            f"write it without quotes: {written.value.strip(CURLY)}",
        )


def _odd_space_key(written: Written) -> Iterator[Diagnostic]:
    if not written.style and (spaces := re.match(f"[{ODD_SPACES}]+", written.value)):
        yield odd_indentation(written.page, *written.page.place(written.start), len(spaces[0]))


def odd_indentation(page: SourceText, line: int, column: int, length: int) -> Diagnostic:
    """The complaint about no-break spaces in an indentation."""
    character = page.line(line)[column - 1]
    return error(
        "yaml-syntax",
        f"this line is indented with a space that YAML does not know (U+{ord(character):04X})",
        page.mark_in(line, column, length),
        "replace it by ordinary spaces; it comes from text copied out of Word or a web page",
    )


_Check = Callable[[Written], Iterator[Diagnostic]]
_KEY_CHECKS: tuple[_Check, ...] = (_escaped, _curly_key, _odd_space_key)
_VALUE_CHECKS: tuple[_Check, ...] = (_escaped, _list_in_text, _lost_to_comment, _odd_space_after_sign)
