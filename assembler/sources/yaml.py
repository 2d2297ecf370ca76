"""YAML files into marked data: the first stage of the flow, for profiles, programs, letters and themes alike."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

from assembler.diagnostics import Diagnostic, Mark, error
from assembler.sources.building import BrokenError, Builder
from assembler.sources.data import MarkedList, MarkedMapping, Source
from assembler.sources.decoding import decode
from assembler.sources.failure import Failure
from assembler.sources.lines import MAX_BYTES
from assembler.sources.mistakes import explain
from assembler.sources.scalars import ODD_INDENTATION
from assembler.sources.text import SourceText, read_bytes, shown

_MOST_FAILURES = 20
_FIELD_AT_MARGIN = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|$)")
_BLANK_WITH_TAB = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)


def read_yaml(path: Path) -> tuple[Source | None, list[Diagnostic]]:
    """The data of a YAML file, and everything that is wrong with it as YAML, in the order of the file.

    The source may come along with errors (a key that stands twice, a control character): it then serves to find
    further problems, not to build from. It is None where the file could not be read to its end as one mapping.
    """
    content = read_bytes(path, MAX_BYTES)
    if isinstance(content, Diagnostic):
        return None, [content]
    text, found = decode(shown(path), content)
    if text is None:
        return None, found
    page = SourceText(shown(path), text)
    data, more = _parse(page)
    found = _in_order(found + more)
    if data is None:
        return None, found
    return Source(path, data, hashlib.sha256(content).hexdigest()), found


def _in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    """`found` in the order of the file; of several at one place only the first, which knows best."""
    by_place: dict[tuple[int, int], Diagnostic] = {}
    for one in found:
        by_place.setdefault((one.mark.line, one.mark.column) if one.mark else (0, 0), one)
    return [by_place[place] for place in sorted(by_place)]


def _parse(page: SourceText) -> tuple[MarkedMapping | None, list[Diagnostic]]:
    """Build the data of `page`. After a syntax error, read again without the part at fault, to find further ones."""
    failures: dict[int, Diagnostic] = {}
    found: list[Diagnostic] = []
    # The parser takes a tab on an otherwise empty line for indentation; nobody can see it there.
    text = _BLANK_WITH_TAB.sub(lambda blank: " " * len(blank[0]), page.text)
    while True:
        builder = Builder(page, partial=bool(failures))
        failure, within_a_line = _feed(builder, text)
        found += builder.found
        if failure is None or failure.mark is None:
            break
        line, before = failure.mark.line, text
        text = _without_section(page, text, line)
        if line not in failures and within_a_line:
            text = _without_text(page, before, line)
        failures.setdefault(line, failure)
        if text == before or len(failures) >= _MOST_FAILURES:
            break
    if failures:
        # One complaint about tabs, and one about odd spaces, names all their lines.
        tabs = [failure for failure in failures.values() if failure.code == "yaml-tab"]
        odd = [failure for failure in failures.values() if failure.message.startswith(ODD_INDENTATION)]
        return None, [one for one in failures.values() if one not in (*tabs[1:], *odd[1:])] + found
    found += builder.unused_anchors()
    if not builder.roots or builder.roots[0][0] is None:
        return None, [*found, _empty(page)]
    root, mark = builder.roots[0]
    if not isinstance(root, MarkedMapping):
        return None, [*found, _no_mapping(root, mark)]
    return root, found


def _feed(builder: Builder, text: str) -> tuple[Diagnostic | None, bool]:
    """Hand the events of `text` to `builder`. Returns the first failure and whether one line is all of it."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.add(event)
    except BrokenError as failure:
        return failure.diagnostic, failure.within_a_line
    except yaml.MarkedYAMLError as failure:
        page, at, begun = builder.page, failure.problem_mark, failure.context_mark
        return explain(
            Failure(
                page,
                failure.problem or "",
                min(at.index, len(page.text)) if at else 0,
                failure.context or "",
                begun.index if begun else None,
                builder.last(),
                builder.innermost(),
                builder.open_marks(),
                builder.open_bracket(),
            )
        )
    return None, False


_TEXT_IN_LINE = re.compile(r"([ \t]*(?:-[ \t]+)*(?:[\w-]+:[ \t]+)?)(.*)")


def _without_text(page: SourceText, text: str, line: int) -> str:
    """`text` with harmless letters for what follows the key or dash in `line`; every place stays what it was."""
    start = page.starts[line - 1]
    end = start + len(page.line(line))
    parts = _TEXT_IN_LINE.match(text, start, end)
    if parts is None or not parts[1].strip():
        return text[:start] + " " * (end - start) + text[end:]
    return text[: parts.end(1)] + "x" * (end - parts.end(1)) + text[end:]


def _without_section(page: SourceText, text: str, line: int) -> str:
    """`text` with spaces for the field at the margin that `line` belongs to; every place stays what it was."""
    fields = [number for number, written in enumerate(page.lines, 1) if _FIELD_AT_MARGIN.match(written)]
    start = page.starts[max((number for number in fields if number <= line), default=1) - 1]
    after = min((number for number in fields if number > line), default=None)
    end = len(text) if after is None else page.starts[after - 1]
    return text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]


def _empty(page: SourceText) -> Diagnostic:
    what = "holds only comments" if page.text.strip() else "is empty"
    return error(
        "empty-file", f"the file {what}", Mark(page.file, 1, 1), "a first line such as 'schema: 1' is expected"
    )


def _no_mapping(root: Any, mark: Mark) -> Diagnostic:
    is_list = isinstance(root, MarkedList)
    return error(
        "wrong-type",
        f"the file should be a mapping ('key: value' lines), but is a {'list' if is_list else 'text'}",
        mark,
        "put the items below a key" if is_list else "each key is followed by a colon and a space",
    )
