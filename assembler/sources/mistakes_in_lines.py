"""Mistakes in how lines hang together: colons, list items, brackets and indentation. Each rule knows one."""

from __future__ import annotations

import re

from assembler.diagnostics import Diagnostic, error
from assembler.sources.building import too_deep
from assembler.sources.failure import QUOTE_IT, Failure, suggested
from assembler.sources.scalars import ODD_SPACES, no_space_after_hyphen, odd_space_after
from assembler.sources.text import SourceText, indentation

_KEY_FIRST = "write the key in front of it"
_COLON = "mapping values are not allowed"


def continued(failure: Failure) -> Diagnostic | None:
    """A line that was meant as a field of its own, but continues the text above it."""
    last = failure.last
    if _COLON not in failure.problem or last is None or last.kind != "Scalar" or last.style:
        return None
    page, number, column = failure.page, *failure.page.place(failure.at)
    first, start = page.place(last.start)
    if first == number:
        return None
    if _HYPHEN_WITHOUT_SPACE.match(page.line(first)):
        return no_space_after_hyphen(page, first)
    if not page.line(first)[: start - 1].strip(" -"):
        return _not_a_field(page, first)
    key = failure.line.lstrip()[: column - 1 - indentation(failure.line)]
    spaces = failure.around[1].column - 1 if failure.around else 0
    advice = f"indent it by {_spaces(spaces)}" if spaces else "begin it at the margin"
    return error(
        "yaml-syntax",
        f"'{key}' is indented deeper than line {first}, so it continues the text of that line",
        page.mark_in(number, indentation(failure.line) + 1, len(key)),
        f"{advice}; or, if it is part of the text, {QUOTE_IT}",
    )


def colon(failure: Failure) -> Diagnostic | None:
    """A colon and a space within a text."""
    if _COLON not in failure.problem:
        return None
    page, number = failure.page, failure.line_number
    if failure.last is not None and failure.last.kind == "Scalar" and failure.follows_last():
        column = page.place(failure.last.start)[1]
    else:
        before = re.match(r"[ \t]*(?:-[ \t]+)*[^:]*:[ \t]+", failure.line)
        column = before.end() + 1 if before else indentation(failure.line) + 1
    hint = suggested(page, number, column)
    return error("yaml-syntax", "a colon and a space stand within a text without quotes", page.mark(failure.at), hint)


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


_FIELD_OR_ITEM = re.compile(r"[ \t]*(?:-(?:\s|$)|[\w-]+:(?:\s|$))")
_HYPHEN_WITHOUT_SPACE = re.compile(r"[ \t]*-[^\W\d][\w-]*:(?:\s|$)")
_FIELD = re.compile(r"[ \t]*(?:- +)*([\w-]+)")


def _not_a_field(page: SourceText, number: int) -> Diagnostic:
    """The complaint about a line that is neither `key: value` nor the continuation of a text."""
    line = page.line(number)
    field = _FIELD.match(line)
    after = field.end() if field else 0
    sign = line[after : after + 1]
    if field and re.match(rf":[{ODD_SPACES}]", line[after:]):
        return odd_space_after(page, number, after + 2, field[1] + ":")
    if field and sign == ":" and line[after + 1 : after + 2].strip(" \t"):
        mark = page.mark_in(number, after + 1)
        hint = f"write {field[1]}: {line[after + 1 :].strip()[:60]}"
        return error("yaml-syntax", "a space is missing after the colon", mark, hint)
    if field and sign in ("：", "﹕", "="):
        hint = f"write {field[1]}: {line[after + 1 :].strip()[:60]}"
        return error("yaml-syntax", f"'{sign}' stands where a colon is expected", page.mark_in(number, after + 1), hint)
    if item := re.match(r"[ \t]*([-–—•·▪*])[ \t]*(?=\S)", line):
        hint = "an item begins with a hyphen and a space ('- ')"
        return error(
            "yaml-syntax", "this line is not read as a list item", page.mark_in(number, item.start(1) + 1), hint
        )
    lead = indentation(line)
    return error(
        "yaml-syntax",
        "this line is not 'key: value'",
        page.mark_in(number, lead + 1, len(line.strip())),
        "a key is followed by a colon and a space; text that goes on from above is indented deeper than its key",
    )


def no_colon(failure: Failure) -> Diagnostic | None:
    """A line that should be `key: value` or an item and is neither."""
    if "could not find expected ':'" not in failure.problem or failure.begun is None:
        return None
    return _not_a_field(failure.page, failure.page.place(failure.begun)[0])


def list_beside_key(failure: Failure) -> Diagnostic | None:
    """`key: - item`."""
    if "block sequence entries are not allowed" not in failure.problem:
        return None
    page, number, column = failure.page, *failure.page.place(failure.at)
    return error(
        "yaml-syntax",
        "a list cannot begin in the line of its key",
        page.mark(failure.at),
        f"put each '- item' on a line of its own; or, if it is text, {suggested(page, number, column)}",
    )


def nested(failure: Failure) -> Diagnostic | None:
    """So many brackets that the parser itself gives up."""
    return too_deep(failure.page.mark(failure.at)) if "nesting depth" in failure.problem else None


def open_bracket(failure: Failure) -> Diagnostic | None:
    """A list or mapping in brackets that is not closed where it should be."""
    if "flow" not in failure.context or failure.bracket is None:
        return None
    page, bracket = failure.page, failure.page.text[failure.bracket]
    closing = "]" if bracket == "[" else "}"
    line, column = page.place(failure.bracket)
    if line != failure.line_number or not failure.character.strip():
        message = f"'{bracket}' is opened here and not closed in this line"
        hint = f"close it with '{closing}'; or, if it is text, {suggested(page, line, column)}"
        return error("yaml-syntax", message, page.mark(failure.bracket), hint)
    hint = f"if it is text, {QUOTE_IT}"
    return error("yaml-syntax", f"a comma or '{closing}' is expected here", page.mark(failure.at), hint)


def split_by_comment(failure: Failure) -> Diagnostic | None:
    """A text over several lines that a ` #` cuts off."""
    last = failure.last
    if last is None or last.kind != "Scalar" or last.style:
        return None
    number, column = failure.page.place(last.end)
    comment = re.compile(r"[ \t]+#").match(failure.page.line(number), column - 1)
    if comment is None or failure.line_number == number or _FIELD_OR_ITEM.match(failure.line):
        return None
    message = f"a space and '#' begin a comment, which ends the text, so line {failure.line_number} belongs to nothing"
    return error("yaml-syntax", message, failure.page.mark_in(number, comment.end()), QUOTE_IT)


def misaligned(failure: Failure) -> Diagnostic | None:
    """A line that fits none of the mappings and lists above it."""
    if "did not find expected" not in failure.problem:
        return None
    page, number, column = failure.page, *failure.page.place(failure.at)
    lead = indentation(failure.line)
    if column != lead + 1:
        return None
    text = failure.line.strip()
    if re.match(r":(?:\s|$)", text):
        return error("yaml-syntax", "a key is missing before the colon", page.mark(failure.at), _KEY_FIRST)
    for earlier in range(1, number + 1):
        if re.match(r"\.\.\.(?:\s|$)", page.line(earlier)):
            mark = page.mark_in(earlier, 1, 3)
            return error("yaml-syntax", "'...' ends the file for YAML, but more follows", mark, "delete this line")
    owners = {mark.column - 1: mark.line for mark in failure.owners}
    kind = failure.around[0] if failure.around else ""
    if lead in owners and re.match(r"-(?:\s|$)", text) and kind == "mapping":
        message = f"a list item stands among 'key: value' lines (they begin in line {owners[lead]})"
        hint = "put the items below a 'key:' of their own, or delete the '- '"
        return error("yaml-syntax", message, page.mark(failure.at), hint)
    if kind == "list" and _HYPHEN_WITHOUT_SPACE.match(failure.line):
        return no_space_after_hyphen(page, number)
    if lead in owners and kind == "list":
        message = f"a line without '- ' stands among list items (they begin in line {owners[lead]})"
        hint = f"begin it with '- ', or indent it by {_spaces(lead + 2)} if it belongs to the item above"
        return error("yaml-syntax", message, page.mark(failure.at, len(text)), hint)
    last = failure.last
    if last is not None and last.kind == "Scalar" and last.style in ("|", ">"):
        first = page.place(last.start)[0] + 1
        owners.setdefault(indentation(page.line(first)), first)
    if not owners or lead in owners:
        return None
    ways = " or ".join(f"by {spaces} (line {line})" for spaces, line in sorted(owners.items(), reverse=True))
    message = f"this line is indented by {_spaces(lead)}; the lines it could belong to are indented {ways}"
    mark = page.mark_in(number, 1, lead) if lead else page.mark(failure.at, len(text))
    return error("yaml-syntax", message, mark, "indent it like the lines it belongs to")
