"""What a file is that is not the plain text it should be, told from its first bytes."""

from __future__ import annotations

_SIGNATURES = (
    (b"PK\x03\x04", "a Word or zip file", "open it and copy its text into a file made in a plain text editor"),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "open it and copy its text into a file made in a plain text editor"),
    (b"{\\rtf", "a rich-text (RTF) file", "in TextEdit choose Format > Make Plain Text, then save it again"),
    (b"%PDF", "a PDF", None),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
)

SAVE_AS_UTF8 = (
    "save it again as UTF-8 (in VS Code: click the encoding in the status bar, Save with Encoding;"
    " in Notepad: Save as, Encoding)"
)

_WIDE = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def what_else(data: bytes) -> tuple[str, str | None] | None:
    """What a file of these bytes is, and how to mend it, where it is not text of one byte to a plain letter."""
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            return f"this is {what}, not a plain text file", hint
    for signature, encoding in _WIDE:
        if data.startswith(signature):
            return f"the file is saved as {encoding}, not as UTF-8", SAVE_AS_UTF8
    if data.count(0) > len(data) // 4:
        return "the file seems to be saved as UTF-16, not as UTF-8", SAVE_AS_UTF8
    return None
