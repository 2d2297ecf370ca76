"""Composing from templates that a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assembler import resources
from assembler.compose import Composer
from assembler.diagnostics import Diagnostic
from assembler.document import Document
from tests.people import house

PAGE = '<html lang="en-GB" data-paper="a4" data-layout="cv" data-date="2026-11-24"><title>t</title>\n{}\n</html>'
"""The frame of a template; what stands in it begins in line 2."""


def composed(folder: Path, files: Mapping[str, str], **values: Any) -> tuple[Document | None, list[Diagnostic]]:
    """What the template `cv.html` among `files`, written into a user's own `folder`, makes of a view of `values`."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    composer = Composer((folder, resources.templates()), house().languages)
    return composer.compose("cv", {"language": "en-GB", "dates": "month-year", **values}, {})
