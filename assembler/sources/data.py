"""Plain data that knows its place: what `sources` makes of a YAML file and `schema` validates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from assembler.diagnostics import Mark


class MarkedText(str):
    """A key or a value as it was written (`01234567`, `no`, `2021-02`), with the mark of its text."""

    __slots__ = ("mark",)
    mark: Mark

    def __new__(cls, text: str, mark: Mark) -> Self:
        """`text` with its mark."""
        made = super().__new__(cls, text)
        made.mark = mark
        return made

    def __getnewargs__(self) -> tuple[str, Mark]:  # type: ignore[override] # pickling passes these to __new__
        return str(self), self.mark


class MarkedMapping(dict[str, Any]):
    """A mapping with the mark of its first key, or of its opening brace; its keys are marked texts."""

    __slots__ = ("mark",)

    def __init__(self, mark: Mark, items: Iterable[tuple[MarkedText, Any]] = ()) -> None:
        super().__init__(items)
        self.mark = mark


class MarkedList(list[Any]):
    """A list with the mark of its first item, or of its opening bracket.

    `item_marks` holds a mark for each item, since an empty item (None) cannot carry its own.
    """

    __slots__ = ("item_marks", "mark")

    def __init__(self, mark: Mark, items: Iterable[Any] = (), item_marks: Iterable[Mark] = ()) -> None:
        super().__init__(items)
        self.mark = mark
        self.item_marks = list(item_marks)


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file: where it lies, what it says, and the SHA-256 (hexadecimal) of its bytes."""

    path: Path
    data: MarkedMapping
    sha256: str


def overlaid(base: MarkedMapping, own: MarkedMapping) -> MarkedMapping:
    """`base` with what `own` says instead, at every depth; each value keeps the mark of the file it is from."""
    keys: dict[str, Any] = {str(key): key for key in (*base, *own)}
    made = MarkedMapping(own.mark)
    for name, key in keys.items():
        value, below = own.get(name, base.get(name)), base.get(name)
        if name in own and isinstance(value, MarkedMapping) and isinstance(below, MarkedMapping):
            value = overlaid(below, value)
        made[key] = value
    return made
