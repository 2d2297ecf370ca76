"""PDFs that this tool did not lay out, as of a document that a person froze: what portals refuse of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from assembler.diagnostics import Diagnostic, warning

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def check_pdf(name: str, data: bytes) -> list[Diagnostic]:
    """Whether the PDF `data` of the document `name` is protected, or names fonts that it does not hold.

    AAMC: no encryption, password or digital signature. A font that is not embedded looks otherwise on every machine.
    """
    return [
        warning("pdf-unfit", f"{name}: the PDF {problem}", None, hint)
        for problem, hint in dict.fromkeys(_problems(data))
    ]


def _problems(data: bytes) -> Iterator[tuple[str, str]]:
    import pikepdf  # noqa: PLC0415 - slow to load, and few documents are frozen

    again = "save it as PDF once more, without"
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                yield "is protected, and portals refuse that", f"{again} protection"
            if "/AcroForm" in pdf.Root and int(pdf.Root.AcroForm.get("/SigFlags", 0)) & 1:
                yield "is signed digitally, and portals refuse that", f"{again} a digital signature"
            lacking = sorted({font for item in pdf.objects if (font := _not_embedded(item))})
            if lacking:
                yield f"does not hold the fonts that it uses: {', '.join(lacking)}", "embed all fonts when you save it"
    except pikepdf.PasswordError:
        yield "is locked with a password, and portals refuse that", f"{again} a password"
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError):
        yield "is damaged", "save it as PDF once more"


def _not_embedded(item: Any) -> str | None:
    """The name of the font that `item` describes and that the file does not hold; None for all else."""
    import pikepdf  # noqa: PLC0415 - as above

    if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font" or item.get("/Subtype") == "/Type3":
        return None
    if "/DescendantFonts" in item:
        return None
    described = item.get("/FontDescriptor")
    if described is not None and any(kind in described for kind in _PROGRAMS):
        return None
    return str(item.get("/BaseFont", "without a name")).removeprefix("/")
