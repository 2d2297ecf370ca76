"""How to write a value so that it fits: lines of YAML made from what a person wrote in the wrong form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from assembler.records.record import Record, fields_of

_LONGEST = 60
_INDENT = " " * 8
_MOST_ITEMS = 8
_IN_QUOTES = 'put the whole text in "double quotes"'
_NEEDS_QUOTES = re.compile(r"[:?-](?:\s|$)|\s#|^[\[\]{}&*!|>'\"%@`,#]")


def as_text(given: Any, name: str, *, is_item: bool) -> str | None:
    """The hint for a mapping or a list that stands where a text is expected."""
    if isinstance(given, Mapping):
        return f"a colon followed by a space makes a mapping: {quoted_line(given)}"
    if not _is_texts(given):
        return f"write one text after '{'- ' if is_item else name + ':'}'"
    joined = _scalar(", ".join(given))
    return f"write it as one text: {'- ' if is_item else f'{name}: '}{joined}" if len(joined) <= _LONGEST else None


def as_list(given: Any, name: str, record: type[Record] | None) -> str | None:
    """The hint for a text or a mapping that stands where a list is expected."""
    if isinstance(given, Mapping):
        first = next(iter(given.items()), None)
        items = [f"{first[0]}: {_scalar(first[1])}" if first else "…"]
        return _block(name, [*items, *(["…"] if len(given) > 1 else [])], further="  ")
    texts = _items(str(given))
    if record is not None and record.shorthand is None:
        texts = [f"{_field_for(text, record)}: {text}" for text in texts]
    return _block(name, texts)


def as_mapping(given: Any, name: str, record: type[Record] | None, *, is_item: bool) -> str | None:
    """The hint for a text or a list that stands where a mapping, or a text that stands for one, is expected."""
    if record is None:
        return None
    if isinstance(given, Sequence) and not isinstance(given, str):
        if record.shorthand is not None and _is_texts(given):
            return _block(name, [_scalar(text) for text in given])
        first = given[0] if given else None
        if isinstance(first, Mapping) and first and not is_item:
            key, value = next(iter(first.items()))
            return f"write its fields without '- ':\n{_INDENT}{name}:\n{_INDENT}  {key}: {_scalar(value)}"
        given = "…"
    text = _scalar(given)
    line = f"{_field_for(str(given), record)}: {text}"
    return _block(name, [line]) if is_item else f"write it as\n{_INDENT}{name}:\n{_INDENT}  {line}"


def quoted_line(given: Mapping[Any, Any], field: str | None = None) -> str:
    """The advice to quote a text that a colon made a mapping of, spelled out where it is short."""
    if len(given) == 1:
        key, value = next(iter(given.items()))
        text = f"{key}: {value or ''}".strip()
        if isinstance(value, str | None) and len(text) <= _LONGEST and "\n" not in text:
            return f"{_IN_QUOTES}:\n{_INDENT}{f'{field}: ' if field else '- '}{_in_quotes(text)}"
    return _IN_QUOTES


_GROUPS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[.,'’ \u00a0\u202f]\d{3})+)(?![\d.,])")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def as_number(text: str, *, whole: bool, is_percent: bool) -> str:
    """The hint for a text that stands where a number is expected: `80%`, `1,143`, `0.8`, `about 30`."""
    bare = _GROUPS.sub(lambda found: found[1] + re.sub(r"\D", "", found[2]), text.strip())
    numbers = _NUMBER.findall(_DECIMAL_COMMA.sub(".", bare))
    if not numbers:
        return "write it in digits"
    if len(numbers) > 1:
        return "write one number and nothing else"
    value = float(numbers[0])
    if value.is_integer():
        return f"write {int(value)}"
    if not whole:
        return f"write {numbers[0]}"
    if is_percent and 0 < value < 1:
        return f"write {round(value * 100)}"
    return f"write it without decimals, as in {round(value)}"


def _items(text: str) -> list[str]:
    """The items that a text in one line seems to list: `MBBS, FRCA` or `Corr AB; Teo BK`."""
    if "\n" in text:
        return ["…"]
    parts = [part.strip() for part in text.split("; " if "; " in text else ", ")]
    if any(len(part) > _LONGEST / 2 or part.count(" ") > 3 for part in parts):
        parts = [text]  # a sentence with commas in it is one item
    if any(len(part) > _LONGEST for part in parts):
        return ["…"]
    return [_scalar(part) for part in parts if part][:_MOST_ITEMS] + (["…"] if len(parts) > _MOST_ITEMS else [])


def _block(name: str, items: Sequence[str], further: str = "- ") -> str:
    first, *others = items
    lines = [f"{_INDENT}  - {first}", *(f"{_INDENT}  {further}{other}" for other in others)]
    return "\n".join(["write it as", f"{_INDENT}{name}:", *lines])


def _is_texts(given: Any) -> bool:
    return isinstance(given, Sequence) and bool(given) and all(isinstance(item, str) for item in given)


def _field_for(text: str, record: type[Record]) -> str:
    """The first field that `record` needs and that takes `text`; else the first that it needs, or has."""
    fields = fields_of(record)
    needed = [name for name, info in fields.items() if info.is_required()] or list(fields)
    try:
        record.model_validate(dict.fromkeys(needed, text))
    except ValidationError as failure:
        wrong = {details["loc"][0] for details in failure.errors(include_url=False)}
        return next((name for name in needed if name not in wrong), needed[0])
    return needed[0]


def _scalar(value: Any) -> str:
    """`value` as it is written in YAML; an ellipsis where it is no short text."""
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST or "\n" in value:
        return "…"
    return _in_quotes(value) if _NEEDS_QUOTES.search(value) else str(value)


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
