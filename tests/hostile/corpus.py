"""The hostile strings of `strings.txt`, fifty to a batch, and how YAML itself reads each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PER_DOCUMENT = 50

_RAW = "raw characters"
_NAMED = re.compile(r"<U\+([0-9A-F]{4,6})>")


@dataclass(frozen=True, slots=True)
class Hostile:
    """One string: its category, and how it is `written` in YAML after `key: `."""

    category: str
    written: str


@cache
def strings() -> tuple[Hostile, ...]:
    """Every string of the list, in its order."""
    category, found = "", []
    for line in (Path(__file__).parent / "strings.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("%% "):
            category = line.removeprefix("%% ")
        elif line and not line.startswith("# "):
            written = _NAMED.sub(lambda named: chr(int(named[1], 16)), line) if category == _RAW else line
            found.append(Hostile(category, written))
    return tuple(found)


@cache
def value(written: str) -> str | None:
    """The text that YAML reads where `written` follows a key and where it is an item; None where it is none there."""
    written = re.sub("[\x85\u2028\u2029]", " ", written)  # line breaks that no editor shows as such
    try:
        read = [yaml.load(f"{start} {written}\n", yaml.CBaseLoader) for start in ("k:", "-")]  # noqa: S506 - makes texts only
    except (yaml.YAMLError, ValueError):
        return None
    as_field, as_item = read
    text = as_field.get("k") if isinstance(as_field, dict) and len(as_field) == 1 else None
    return text if isinstance(text, str) and as_item == [text] else None


def batches() -> list[tuple[Hostile, ...]]:
    """The strings that YAML reads as a text, spread so that each batch of fifty holds some of every category."""
    texts = [string for string in strings() if value(string.written) is not None]
    count = -(-len(texts) // PER_DOCUMENT)
    return [tuple(texts[number::count]) for number in range(count)]
