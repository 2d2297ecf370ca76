"""A Document in which every text in a script of its own says its language: what the PDF and DOCX writers start with."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeAlias

from assembler import scripts
from assembler.document import Document, Entry, Inline, Inlines, LineBreak, Span, Text, plain


def tagged(document: Document) -> Document:
    """`document` with a Span around each run in a script of its own, unless it says its language already."""
    texts = _texts(document)
    if not any(scripts.foreign(text) for _, text in texts):
        return document
    languages = _languages(document.language, texts)
    return replace(document, blocks=_within(document.blocks, languages, None))


def footer(document: Document) -> Inlines:
    """The left half of the footer of `document`, tagged as the rest of it is."""
    if not scripts.foreign(document.running):
        return (Text(document.running),)
    return _inlines((Text(document.running),), _languages(document.language, _texts(document)), within=False)


def footer_language(document: Document) -> str | None:
    """The Chinese, Japanese or Korean that the footer of `document` has characters of; None where it has none."""
    spans = (inline.language for inline in footer(document) if isinstance(inline, Span))
    return next((language for each in spans if (language := scripts.east_asian(each))), None)


def direction(content: Inlines) -> bool:
    """Whether a paragraph of `content` runs from right to left."""
    return scripts.right_to_left(plain(content))


_Tagged: TypeAlias = list[tuple[str | None, str]]
"""Texts, each with the language that it is tagged with."""


def _texts(document: Document) -> _Tagged:
    """Every text of `document`, its footer last."""
    found: _Tagged = []
    _collect(document.blocks, None, found)
    found.append((None, document.running))
    return found


def _collect(node: Any, language: str | None, found: _Tagged) -> None:
    """Add the texts at and below `node` to `found`."""
    kind: Any = type(node)
    if kind is Text:
        found.append((language, node.text))
    elif kind is tuple:
        for item in node:
            _collect(item, language, found)
    else:
        language = node.language if kind is Span else language
        for name in _names(kind):
            value = getattr(node, name)
            if value and type(value) is not str:
                _collect(value, language, found)


@functools.cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a block or inline; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _languages(own: str, texts: _Tagged) -> Mapping[str, str]:
    """The language of untagged text by script: what the document says elsewhere of that script, else the usual one."""
    found: dict[str, str] = {}
    for language, text in ((own, ""), *texts):
        if language is None:
            continue
        if east := scripts.east_asian(language):
            found.setdefault(scripts.EAST_ASIAN, east)
        for run in scripts.runs(text):
            if run.script is not None and run.script != scripts.EAST_ASIAN:
                found.setdefault(run.script, language)
    whole = [text for _, text in texts]
    shown = scripts.written_in("".join(whole)) or scripts.chinese(whole)
    return {**{name: name for name in scripts.SCRIPTS}, scripts.EAST_ASIAN: shown, **found}


def _within(node: Any, languages: Mapping[str, str], within: bool | None) -> Any:  # noqa: FBT001
    """`node` with its texts tagged; `within` is the direction of what holds it, None where its own text decides."""
    if isinstance(node, tuple):
        if node and all(isinstance(item, Inline) for item in node):
            return _inlines(node, languages, within=direction(node) if within is None else within)
        return tuple(_within(item, languages, within) for item in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    # The row of an entry begins with its date or label, and so runs from left to right.
    row = {field.name for field in fields(node) if field.name != "body"} if isinstance(node, Entry) else set()
    return replace(
        node,
        **{
            field.name: _within(getattr(node, field.name), languages, False if field.name in row else None)
            for field in fields(node)
        },
    )


def _inlines(content: Inlines, languages: Mapping[str, str], *, within: bool) -> Inlines:
    made: list[Inline] = []
    for inline in content:
        match inline:
            case Text(text):
                made += [_run(run, languages) for run in scripts.runs(text, within=within)]
            case Span() | LineBreak():
                made.append(inline)
            case _:
                made.append(replace(inline, content=_inlines(inline.content, languages, within=within)))
    return tuple(made)


def _run(run: scripts.Run, languages: Mapping[str, str]) -> Inline:
    text = Text(run.text)
    if run.script is None:
        return text
    shown = scripts.written_in(run.text) if run.script == scripts.EAST_ASIAN else None
    return Span(shown or languages[run.script], (text,))
