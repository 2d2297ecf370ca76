"""What a build remembers in the manifest: the next one tells from it what changed, and says again what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, Severity, has_errors
from assembler.store import Output

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a memory of another release, or one that somebody changed, may raise; it then counts as none."""


@dataclass(frozen=True)
class Note:
    """What the last build of one document cut to keep to a page limit, and what it found."""

    cuts: tuple[str, ...]
    found: tuple[Diagnostic, ...]


def record(
    key: str,
    outputs: Sequence[Output],
    notes: Mapping[str, Note],
    found: Iterable[Diagnostic],
    last: Mapping[str, Any],
) -> dict[str, Any]:
    """What to remember of a build. After errors there is no key, so that the next build looks at everything anew."""
    found = list(found)
    return {
        "key": None if has_errors(found) else key,
        "found": [packed(item) for item in found],
        "paths": {output.path: output.fingerprint for output in outputs},
        "documents": {
            **(last["documents"] if isinstance(last.get("documents"), dict) else {}),
            **{
                name: {"cuts": list(note.cuts), "found": [packed(item) for item in note.found]}
                for name, note in notes.items()
            },
        },
    }


def note_of(inputs: Mapping[str, Any], name: str) -> Note | None:
    """The note on the document `name`, or None where the last builds made no such document, or none is readable."""
    try:
        held = inputs["documents"][name]
        return Note(tuple(held["cuts"]), tuple(unpacked(item) for item in held["found"]))
    except UNREADABLE:
        return None


def packed(found: Diagnostic) -> dict[str, Any]:
    """`found` as JSON can hold it."""
    return asdict(found)


def unpacked(held: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `packed` packed."""
    mark = held["mark"]
    return Diagnostic(
        Severity(held["severity"]), held["code"], held["message"], Mark(**mark) if mark else None, held["hint"]
    )
