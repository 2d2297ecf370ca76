"""The DOCX writer: a walk over the Document with lxml, in real Word styles made from the Theme.

`body` walks, `styles` holds the look, `package` what is around it.
"""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Sequence

from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import XmlPart

from assembler.document import Document, Figure, Note
from assembler.names import bookmark_name
from assembler.theme import Theme
from assembler.writers.docx.body import Body, Draw
from assembler.writers.docx.comments import comment
from assembler.writers.docx.figures import picture
from assembler.writers.docx.geometry import geometry_of
from assembler.writers.docx.inlines import Relate
from assembler.writers.docx.lists import numbering
from assembler.writers.docx.package import describe, open_package, part_of, save
from assembler.writers.docx.page import section_properties
from assembler.writers.docx.styles import styles
from assembler.writers.docx.xml import Element, refill, w
from assembler.writers.tagging import tagged

__all__ = ["bookmark_name", "write"]


def write(document: Document, theme: Theme) -> bytes:
    """The DOCX of `document`, set as `theme` says; the same bytes for the same input and libraries.

    Raises:
        ValueError: two fields share an id or have one too long for Word, or a text holds a control character.
        KeyError: a figure names no asset of the document.
    """
    document = tagged(document)
    package = open_package()
    page = geometry_of(document, theme)
    body = Body(document, theme, page, _relate(package.part), _draw(package, document))
    describe(package, document, theme.face)
    refill(package.styles.element, *styles(theme, page, document.language))
    refill(package.part.numbering_part.element, *numbering(page, theme, body.lists))
    properties = section_properties(package, document, theme, page)
    refill(package.part.element, w("body", *body.render(), properties))
    _add_comments(package, body.notes, document.date)
    return save(package)


def _relate(part: XmlPart) -> Relate:
    """Relationships of `part` to addresses, one for each address."""
    return functools.cache(lambda href: part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def _draw(package: Package, document: Document) -> Draw:
    numbers = itertools.count(1)

    def draw(figure: Figure, top: bool) -> Element:  # noqa: FBT001
        relation, image = package.part.get_or_add_image(io.BytesIO(document.assets[figure.asset]))
        return picture(figure, relation, (image.px_width, image.px_height), next(numbers), top=top)

    return draw


def _add_comments(package: Package, notes: Sequence[Note], date: str) -> None:
    if not notes:
        return
    part = part_of(package, "/word/comments.xml", CONTENT_TYPE.WML_COMMENTS, w("comments"))
    package.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
    refill(part.element, *(comment(note, number, date, _relate(part)) for number, note in enumerate(notes)))
