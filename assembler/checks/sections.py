"""How far the texts are that a person writes: sections still open, and texts for sections that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from assembler.diagnostics import Diagnostic, Mark, error, note, warning


class Text(Protocol):
    """A document whose text a person writes; `parts` are its sections with how far each is."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def text(self) -> tuple[str, str]:
        """The document and the program."""

    @property
    def parts(self) -> Sequence[tuple[str, str]]:
        """The ids of the sections, each with `prompt`, `draft` or `done`."""


class Section(Protocol):
    """A section as it stands in a file."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def mark(self) -> Mark:
        """Where it stands."""


def check_open(texts: Iterable[Text]) -> list[Diagnostic]:
    """A note on each text that is begun and not yet written to its end."""
    return [
        note(
            "sections-open",
            f"{one.name}: {len(one.parts) - len(left)} of {len(one.parts)} sections are written;"
            f" still to write: {', '.join(left)}",
            None,
            "the final text is made once every section is written",
        )
        for one in texts
        if 0 < len(left := [name for name, state in one.parts if state == "prompt"]) < len(one.parts)
    ]


def check_final(texts: Iterable[Text]) -> list[Diagnostic]:
    """An error for each text that is insisted on, and has sections that are not written or not finished."""
    return [
        error(
            "statement-missing",
            f"{one.name} is not finished: {', '.join(f'{name} ({_STATES[state]})' for name, state in left)}",
            None,
            "write them in the draft in Word, or in statements/; 'assembler build' without --final makes the rest",
        )
        for one in texts
        if (left := [(name, state) for name, state in one.parts if state != "done"])
    ]


_STATES = {"prompt": "to write", "draft": "marked as a draft, or with places to fill"}


def check_known(
    written: Mapping[tuple[str, str], Sequence[Section]], texts: Iterable[Text], passed: Collection[str]
) -> list[Diagnostic]:
    """A warning for each section that is written and that no text has which its file is for; `passed` ids aside."""
    parts = {one.text: [name for name, _ in one.parts] for one in texts}
    sections: dict[Mark, Section] = {}
    known: set[Mark] = set()
    wanted: list[str] = []
    for text, listed in written.items():
        names = parts.get(text)
        for one in listed if names is not None else ():
            sections[one.mark] = one
            if one.id in (names or ()) or one.id in passed:
                known.add(one.mark)
        wanted += names or ()
    ids = ", ".join(dict.fromkeys(wanted))
    return [
        warning("unknown-section", f"no text has a section '{one.id}'", mark, f"the sections are: {ids}")
        for mark, one in sections.items()
        if mark not in known
    ]
