"""A portal's request form, a PDF of somebody else's making: its pages, freed of all that could act or tell."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Mark, error
from assembler.sources.text import read_bytes, shown

if TYPE_CHECKING:
    from pikepdf import Pdf

MAX_FORM_BYTES = 5_000_000
"""The largest form that is read; a letter may have 1 MB (AAMC), so a form rarely has more."""

MOST_PAGES = 20

_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/StructParents", "/StructParent", "/Thumb", "/Tabs")
"""What pages and what is drawn on them may carry beside the drawing: who made it, scripts, a foreign structure."""


@dataclass(frozen=True, slots=True)
class Form:
    """The pages of a form, ready to stand in a pack."""

    data: bytes
    pages: int


def read_form(path: Path, mark: Mark | None = None) -> tuple[Form | None, list[Diagnostic]]:
    """The PDF at `path`: what is filled in becomes part of its pages; scripts, notes and attachments stay behind.

    Args:
        path: the file.
        mark: what refers to it; complaints point there, else at the file.
    """
    content = read_bytes(path, MAX_FORM_BYTES, mark)
    if isinstance(content, Diagnostic):
        return None, [content]
    result = _clean(content)
    if isinstance(result, Form):
        return result, []
    message, hint = result
    return None, [error("form-unusable", f"'{shown(path)}' {message}", mark or Mark(shown(path), 1, 1), hint)]


def _clean(content: bytes) -> Form | tuple[str, str]:
    """The form, or message and hint on why there is none."""
    import pikepdf  # noqa: PLC0415 - slow to load, and few packs have forms

    again = "download it from the portal again, or print it to a PDF file"
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not 0 < len(pdf.pages) <= MOST_PAGES:
                hint = "put only the form's own pages into the file"
                return f"has {len(pdf.pages)} pages; a form has 1 to {MOST_PAGES}", hint
            pdf.generate_appearance_streams()
            pdf.flatten_annotations("all")
            return Form(_pages_alone(pdf), len(pdf.pages))
    except pikepdf.PasswordError:
        return "is locked with a password", "save it without one: a pack must open for its referee"
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError):
        return "is damaged, or no PDF", again


def _pages_alone(pdf: Pdf) -> bytes:
    """The pages of `pdf` in a file of their own; only what is drawn comes along."""
    import pikepdf  # noqa: PLC0415 - as above

    with pikepdf.new() as bare:
        bare.pages.extend(pdf.pages)
        for page in bare.pages:
            if "/Annots" in page:
                del page["/Annots"]
        for item in bare.objects:
            _silence(item)
        bare.remove_unreferenced_resources()
        made = io.BytesIO()
        bare.save(made, deterministic_id=True)
        return made.getvalue()


def _silence(item: Any) -> None:
    import pikepdf  # noqa: PLC0415 - as above

    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for name in _TELLING:
            if name in item:
                del item[name]
