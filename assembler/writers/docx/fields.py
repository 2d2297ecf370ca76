"""A Field as a content control and, for programs that drop those, a bookmark around the same text.

Whoever reads a file back looks for the control by its tag first, then for the bookmark of `bookmark_name`.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from assembler.document import Field
from assembler.names import LONGEST_TAG, bookmark_name
from assembler.writers.docx.xml import Element, w


def control(field: Field, content: Sequence[Element], number: int) -> list[Element]:
    """The block-level `w:sdt` around `content` and the bookmark around it; `number` is the bookmark's own.

    The control cannot be deleted by typing. The bookmark stands outside it, since typing over a placeholder
    replaces all that is inside.

    Raises:
        ValueError: the field's id is too long for a tag.
    """
    if len(field.id) > LONGEST_TAG:
        raise ValueError(f"the id of a field is longer than {LONGEST_TAG} characters: {field.id}")
    properties = w(
        "sdtPr",
        w("alias", val=field.label[:LONGEST_TAG]),
        w("tag", val=field.id),
        w("id", val=_number(field.id)),
        w("lock", val="sdtLocked"),
    )
    if not field.blocks:
        properties.append(w("showingPlcHdr"))
    return [
        w("bookmarkStart", id=number, name=bookmark_name(field.id)),
        w("sdt", properties, w("sdtContent", *content)),
        w("bookmarkEnd", id=number),
    ]


def _number(field_id: str) -> int:
    """The control's own number: positive, in 31 bits, the same in every build."""
    return int(sha256(field_id.encode()).hexdigest()[:8], 16) % 0x7FFFFFFE + 1
