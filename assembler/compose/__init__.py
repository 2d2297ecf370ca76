"""Compose: renders a view through its one template into HTML, and reads that once into a Document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembler.compose.reader import read
from assembler.compose.templates import Templates
from assembler.compose.words import Wording, catalogue
from assembler.diagnostics import Diagnostic
from assembler.document import Document


@dataclass(frozen=True)
class Picture:
    """A picture that a document may show: its bytes, and its size in millimetres."""

    data: bytes
    width: float
    height: float


class Composer:
    """Turns views into Documents, with the templates of `folders` (a user's first) and the words of `languages`."""

    def __init__(self, folders: Sequence[Path], languages: Mapping[str, Any]) -> None:
        self._folders = folders
        self._languages = languages
        self._made: dict[tuple[str, str], tuple[Templates, Wording]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        # Templates cannot be pickled, and are read again where they are needed.
        return Composer, (self._folders, self._languages)

    def words(self, language: str) -> dict[str, Any]:
        """The catalogue of fixed words of `language`."""
        return catalogue(self._languages, language)

    def placeholder(self, language: str) -> str:
        """What stands in an empty place to write."""
        return str(self.words(language)["draft"]["placeholder"])

    def compose(
        self, document: str, view: Mapping[str, Any], pictures: Mapping[str, Picture], template: str | None = None
    ) -> tuple[Document | None, list[Diagnostic]]:
        """The Document that the template makes of `view`, or None and what is wrong with the template.

        The template is that of the `document`, where no other is named.
        """
        templates, wording = self._for(view["language"], view["dates"])
        sizes = {name: {"width": item.width, "height": item.height} for name, item in pictures.items()}
        values = {"view": view, "words": wording.words, "pictures": sizes, "document": document}
        text, found = templates.render(f"{template or document}.html", values)
        if text is None:
            return None, found
        return read(text, {name: item.data for name, item in pictures.items()})

    def _for(self, language: str, style: str) -> tuple[Templates, Wording]:
        key = (language, style)
        if key not in self._made:
            wording = Wording(language, self.words(language), style)
            self._made[key] = Templates(self._folders, wording.filters(), f"{language} {style}"), wording
        return self._made[key]
