"""What is done to a PDF of several parts once it is written; the only module that changes one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from assembler.writers.rendering import Behind


def completed(data: bytes, languages: Sequence[str], behind: Sequence[Behind]) -> bytes:
    """The PDF `data` with the language of each page said where it is another one than the first's, and pages `behind`.

    Our own pages keep tags, links and outline. Where a page comes that nobody tagged, the file no longer says that the
    whole of it is PDF/UA.
    """
    if not behind and len(set(languages)) == 1:
        return data
    import pikepdf  # noqa: PLC0415 - slow to load, and most packs need none of this

    made = io.BytesIO()
    with ExitStack() as files:
        pdf = files.enter_context(pikepdf.open(io.BytesIO(data)))
        _say(pdf, languages)
        with pdf.open_outline() as outline:
            for one in behind:
                outline.root.append(pikepdf.OutlineItem(one.label, len(pdf.pages)))
                # Kept open until the end: pages are copied when the file is saved.
                pdf.pages.extend(files.enter_context(pikepdf.open(io.BytesIO(one.data))).pages)
        if behind:
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
                for claim in [name for name in about if name.startswith(_PDF_UA)]:
                    del about[claim]
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


_PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


def _say(pdf: Any, languages: Sequence[str]) -> None:
    """The language of each structure element below the document's own, where it is not that of the file."""
    numbers = {one.obj.objgen: at for at, one in enumerate(pdf.pages)}
    whole = pdf.Root.StructTreeRoot.K
    for top in whole if _is_list(whole) else [whole]:
        for element in top.K if _is_list(top.K) else [top.K]:
            page = _page(element)
            language = languages[numbers[page]] if page in numbers else languages[0]
            if language != languages[0]:
                element.Lang = language


def _page(element: Any) -> tuple[int, int] | None:
    """The page on which `element`, or the first of what it holds, begins."""
    if _is_list(element):
        return next(filter(None, map(_page, element)), None)
    if not hasattr(element, "keys"):
        return None
    if "/Pg" in element:
        page: tuple[int, int] = element.Pg.objgen
        return page
    return _page(element.K) if "/K" in element else None


def _is_list(value: Any) -> bool:
    import pikepdf  # noqa: PLC0415 - as above

    return isinstance(value, pikepdf.Array)
