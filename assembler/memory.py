"""What a build remembers in the manifest: the next one tells from it what changed, and says again what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assembler.diagnostics import Diagnostic, has_errors, packed, unpacked
from assembler.store import Output

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a memory of another release, or one that somebody changed, may raise; it then counts as none."""

_PASSING = frozenset(
    {
        "frozen-lost",
        "frozen-without-pdf",
        "manifest-damaged",
        "missing-glyph",
        "output-left-over",
        "output-stale",
    }
)
"""What may be mended without a change of any input, so that a build that found it must look again."""


def passing(found: Iterable[Diagnostic]) -> bool:
    """Whether any of `found` may be mended without a change of any input."""
    return any(item.code in _PASSING for item in found)


@dataclass(frozen=True)
class Note:
    """What the last build of one document cut to keep to a page limit, and what it found; for one `fingerprint`.

    `parts` are short hashes of what the fingerprint is made of, by name; `mark` is a hash of what was shown of it.
    """

    fingerprint: str
    cuts: tuple[str, ...]
    found: tuple[Diagnostic, ...]
    parts: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""


def record(
    key: str | None,
    outputs: Sequence[Output],
    notes: Mapping[str, Note],
    found: Iterable[Diagnostic],
    last: Mapping[str, Note],
) -> dict[str, Any]:
    """What to remember of a build: `notes` before those of the `last` one, which a whole build leaves out.

    There is no key in the midst of a build, after errors, and after what may pass by itself: then the next build looks
    at everything anew.
    """
    found = list(found)
    sure = not has_errors(found) and not passing(found)
    kept = {**last, **notes}
    return {
        "key": key if sure else None,
        "found": [packed(item) for item in found],
        "paths": {output.path: output.fingerprint for output in sorted(outputs, key=lambda output: output.path)},
        "documents": {
            name: {
                "fingerprint": kept[name].fingerprint,
                "cuts": list(kept[name].cuts),
                "found": [packed(item) for item in kept[name].found],
                "parts": dict(kept[name].parts),
                "mark": kept[name].mark,
            }
            for name in sorted(kept)
        },
    }


def notes_of(inputs: Mapping[str, Any]) -> dict[str, Note]:
    """The notes on the documents of earlier builds, by name; none where they cannot be read."""
    try:
        return {
            name: Note(
                held["fingerprint"],
                tuple(held["cuts"]),
                tuple(unpacked(item) for item in held["found"]),
                dict(held.get("parts", {})),
                held.get("mark", ""),
            )
            for name, held in inputs["documents"].items()
        }
    except UNREADABLE:
        return {}
