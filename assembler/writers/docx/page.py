"""Page size, margins and the footer: the end of the body and the one part that stands on every page."""

from __future__ import annotations

import re

from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from assembler.document import Document
from assembler.theme import Theme
from assembler.writers.docx.geometry import Geometry
from assembler.writers.docx.inlines import Look, run, runs, tab
from assembler.writers.docx.package import part_of
from assembler.writers.docx.xml import R_ID, Element, text, twentieths, twips, w
from assembler.writers.tagging import footer

FOOTER_GAP = 5.75
"""Millimetres from the text area to the footer."""

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def section_properties(package: Package, document: Document, theme: Theme, page: Geometry) -> Element:
    """The `w:sectPr` of `document`; its footer becomes a part of `package`."""
    part = part_of(package, "/word/footer1.xml", CONTENT_TYPE.WML_FOOTER, w("ftr", _footer(document, theme)))
    reference = w("footerReference", type="default")
    reference.set(R_ID, package.part.relate_to(part, RELATIONSHIP_TYPE.FOOTER))
    below = page.bottom - twips(FOOTER_GAP) - twentieths(theme.roles.footer.leading)
    return w(
        "sectPr",
        reference,
        w("pgSz", w=page.width, h=page.height),
        w(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=page.top // 2,
            footer=max(0, below),
            gutter=0,
        ),
        w("cols", space=720),
    )


def _footer(document: Document, theme: Theme) -> Element:
    label = [_label_part(part) for part in re.split(r"(\{pages?\})", document.page_label) if part]
    # There are no links in a footer, so no relationships.
    running = runs(footer(document), str, Look(serif=theme.face.serif))
    return w("p", w("pPr", w("pStyle", val="Footer")), *running, tab(), *label)


def _label_part(part: str) -> Element:
    """A run of the page label, or the field that Word counts where it says `{page}` or `{pages}`."""
    if part not in _FIELDS:
        return run(part)
    return w("fldSimple", w("r", text("1")), instr=f" {_FIELDS[part]} ")
