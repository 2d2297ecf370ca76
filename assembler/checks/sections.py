"""How far the texts are that a person writes: sections still open, and texts for sections that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from assembler.diagnostics import Diagnostic, Mark, error, note, suggest, warning


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
    """A warning for each section that is written and that no text has which its file is for; `passed` ids aside.

    `written` are the sections by document and program; for no program (`""`), those that all texts of the document
    share, which are among those of each program unless its own stand in their place.
    """
    parts = {one.text: [name for name, _ in one.parts] for one in texts}
    every: dict[str, list[str]] = {}
    for (document, _), names in parts.items():
        every.setdefault(document, []).extend(names)
    shared = {one.mark for (_, program), listed in written.items() if not program for one in listed}
    found = []
    for (document, program), listed in written.items():
        asked = parts.get((document, program)) if program else every.get(document)
        if asked is None:
            continue
        ids = ", ".join(dict.fromkeys(asked))
        found += [
            warning("unknown-section", f"no text has a section '{one.id}'", one.mark, f"the sections are: {ids}")
            for one in listed
            if one.id not in asked and one.id not in passed and not (program and one.mark in shared)
        ]
    return found


def check_asked(sections: Iterable[str], texts: Iterable[Text]) -> list[Diagnostic]:
    """An error for each of `sections`, which somebody asks for by id, that none of `texts` has."""
    known = list(dict.fromkeys(name for one in texts for name, _ in one.parts))
    listed = f"the sections are: {', '.join(known)}" if known else "there is no draft that has sections"
    return [
        error("usage", f"no draft has a section '{name}'", None, suggest(name, known) or listed)
        for name in sections
        if name not in known
    ]
