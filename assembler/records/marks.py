"""Where in a file a value or a key of plain data stands; for `reading` and for the cross-checks of the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.diagnostics import Mark


def value_mark(data: Any, location: tuple[int | str, ...]) -> Mark | None:
    """The mark of the value at `location` in `data`; of the nearest thing above it where it has none."""
    mark: Mark | None = getattr(data, "mark", None)
    for part in location:
        if isinstance(data, Mapping) and part in data:
            mark = getattr(data[part], "mark", None) or key_mark(data, (part,)) or mark
            data = data[part]
        elif isinstance(data, Sequence) and not isinstance(data, str) and isinstance(part, int) and part < len(data):
            marks = getattr(data, "item_marks", ())  # an empty item has no mark of its own
            data = data[part]
            mark = getattr(data, "mark", None) or (marks[part] if part < len(marks) else mark)
        else:
            break
    return mark


def key_mark(data: Any, location: tuple[int | str, ...]) -> Mark | None:
    """The mark of the last key of `location` in `data`."""
    for part in location[:-1]:
        data = data[part]
    if isinstance(data, Mapping):
        for key in data:
            if key == location[-1]:
                return getattr(key, "mark", None)
    return getattr(data, "mark", None)
