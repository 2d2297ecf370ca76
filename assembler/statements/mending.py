"""XML whose tags do not match, made to match: LibreOffice 7.4 writes such a DOCX, which no program opens any more.

It does so where changes are tracked within a content control. Used by `package`, for the document's own part alone.
"""

from __future__ import annotations

_DEEPEST = 500
"""Open elements at which it gives up; such a part is not read either way."""


def mended(data: bytes) -> bytes:
    """`data` with end tags that close nothing taken out, and put in where they are missing; its text is untouched."""
    before, *chunks = data.split(b"<")
    made = [before]
    opened: list[bytes] = []
    for chunk in chunks:
        tag, closed, text = chunk.partition(b">")
        if not closed:
            # The file ends within a tag.
            break
        name = tag.removeprefix(b"/").split(maxsplit=1)[0] if tag.strip(b"/ \t\r\n") else b""
        if tag.startswith(b"/"):
            if name in opened:
                while (last := opened.pop()) != name:
                    made.append(b"</%s>" % last)
                made.append(b"</%s>" % name)
        else:
            made.append(b"<%s>" % tag)
            if not tag.endswith(b"/") and not tag.startswith((b"?", b"!")):
                opened.append(name)
                if len(opened) > _DEEPEST:
                    return data
        made.append(text)
    made += (b"</%s>" % name for name in reversed(opened))
    return b"".join(made)
