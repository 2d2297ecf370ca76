"""What is suspect about one text of a YAML file although YAML accepts it: mostly words about to be lost or misread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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


def misread_key(page: SourceText, start: int, key: str = "") -> Diagnostic | None:
    """The complaint about a `key` at `start` after which nothing can be read as it was meant.

    Such are `-title` (an item without a space), a key after no-break spaces, and any text after `? `.
    """
    line, column = page.place(start)
    if spaces := re.match(f"[{ODD_SPACES}]+", key):
        return odd_indentation(page, line, column, len(spaces[0]))
    if re.match(r"-[^\W\d]", key):
        return no_space_after_hyphen(page, line)
    before = page.line(line)[: column - 1].rstrip(" \t")
    if not before.endswith("?"):
        return None
    text = page.line(line)[len(before) - 1 :].strip()
    quoted = f': "{text}"' if '"' not in text and "\\" not in text and len(text) <= _LONGEST_QUOTED else ""
    return error(
        "yaml-syntax",
        "a text cannot begin with '?', which marks a key in YAML",
        page.mark_in(line, len(before)),
        f'put the whole text in "double quotes"{quoted}',
    )


_LONGEST_QUOTED = 60


def no_space_after_hyphen(page: SourceText, line: int) -> Diagnostic:
    """The complaint about `-title: …` in `line`, which was meant as a list item."""
    text = page.line(line)
    lead = indentation(text)
    return error(
        "yaml-syntax",
        "a space is missing after the hyphen, so this line is not read as a list item",
        page.mark_in(line, lead + 1),
        f"write - {text[lead + 1 :].strip()[:_LONGEST_QUOTED]}",
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


def _curly_value(written: Written) -> Iterator[Diagnostic]:
    """A value that is in curly quotes as a whole, which are then printed."""
    value = written.value.strip()
    if written.style or len(value) < 3 or value[0] not in CURLY or value[-1] not in CURLY or value[0] == "’":
        return  # a text may begin with an apostrophe
    inner = _APOSTROPHE.sub("", value[1:-1])
    if any(letter in CURLY for letter in inner):
        return  # the quotes at the two ends belong to different words
    yield warning(
        "curly-quotes",
        f"the quotes {value[0]} and {value[-1]} were typed by Word and will be printed",
        written.page.mark(written.start, len(written.source)),
        "delete them; if they are to be printed, put straight quotes around the whole",
    )


_APOSTROPHE = re.compile(r"(?<=\w)[’‘](?=\w)")


def _curly_key(written: Written) -> Iterator[Diagnostic]:
    if not written.style and written.value[:1] in CURLY and written.value[:1]:
        yield error(
            "yaml-syntax",
            f"the key {written.value} is in curly quotes, which count as letters",
            written.page.mark(written.start, len(written.source)),
            f"write it without quotes: {written.value.strip(CURLY)}",
        )


ODD_INDENTATION = "this line is indented with a space that YAML does not know"
"""How the complaint about no-break spaces in an indentation begins; one names all lines that have them."""

_ODD_LEAD = re.compile(rf"[ \t]*[{ODD_SPACES}]")


def odd_indentation(page: SourceText, line: int, column: int, length: int) -> Diagnostic:
    """The complaint about no-break spaces in an indentation."""
    character = page.line(line)[column - 1]
    also = also_in(n for n, text in enumerate(page.lines, 1) if n != line and text.strip() and _ODD_LEAD.match(text))
    return error(
        "yaml-syntax",
        f"{ODD_INDENTATION} (U+{ord(character):04X})",
        page.mark_in(line, column, length),
        f"replace it by ordinary spaces{also}; it comes from text copied out of Word or a web page",
    )


def also_in(lines: Iterable[int]) -> str:
    """In brackets, the further lines that have the same mistake; empty where there are none."""
    numbers = [str(number) for number in lines]
    if not numbers:
        return ""
    several = "lines" if numbers[1:] else "line"
    return f" ({several} {', '.join(numbers[:10])}{' …' if numbers[10:] else ''} too)"


_Check = Callable[[Written], Iterator[Diagnostic]]
_KEY_CHECKS: tuple[_Check, ...] = (_escaped, _curly_key)
_VALUE_CHECKS: tuple[_Check, ...] = (_escaped, _list_in_text, _lost_to_comment, _odd_space_after_sign, _curly_value)
