"""Bytes into text that YAML can be read from, with a diagnostic for each byte and character that has no place there."""

from __future__ import annotations

import unicodedata

from assembler.diagnostics import Diagnostic, Mark, error
from assembler.sources.signatures import SAVE_AS_UTF8, what_else
from assembler.sources.text import UNPRINTABLE, SourceText

_MOST = 20
"""So many bad characters of one file are reported; a file that has more is beyond mending by hand."""

_COMMON = frozenset("äöüÄÖÜßéèêëáàâãåçñíìîïóòôõøúùûýæœÅØÉÈÀÁÇÑÓÚ’‘“”–—…•°·µ±²³½§©®€£«» \u00a0")


def decode(file: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """The text of `data`, or None where it is not text at all, and what is wrong with it.

    A byte order mark is dropped. Bad bytes and unprintable characters become U+FFFD, one for one, so that reading
    can go on to find further faults; line breaks other than CR and LF become spaces, as editors show them.
    """
    if (other := what_else(data)) is not None:
        return None, [error("not-utf8", other[0], Mark(file, 1, 1), other[1])]
    try:
        text, found = data.decode("utf-8"), []
    except UnicodeDecodeError as failure:
        text, found = data.decode("utf-8", "replace"), [_not_utf8(file, data, failure.start)]
    text = text.removeprefix("\ufeff")
    found += _unprintable(SourceText(file, text))
    return UNPRINTABLE.sub("\ufffd", text).translate({0x85: " ", 0x2028: " ", 0x2029: " "}), found


def _not_utf8(file: str, data: bytes, at: int) -> Diagnostic:
    before = data[:at].decode("utf-8").removeprefix("\ufeff")
    page = SourceText(file, before)
    encoding = _guess(data)
    byte = data[at : at + 1]
    if encoding is None:
        message = f"the byte 0x{byte.hex().upper()} is not UTF-8"
        hint = f"the file has another encoding: {SAVE_AS_UTF8}"
    else:
        character = byte.decode(encoding[0], "replace")
        message = f"the byte 0x{byte.hex().upper()} is not UTF-8 (it is '{character}' in {encoding[1]})"
        hint = f"the file seems to be saved as {encoding[1]}: {SAVE_AS_UTF8}"
    return error("not-utf8", message, page.mark(len(before)), hint)


def _guess(data: bytes) -> tuple[str, str] | None:
    """The codec and name of the encoding in which most bytes above 127 are common letters or signs, if any."""
    high = bytes(byte for byte in data if byte > 127)
    best, most = None, len(high) / 2
    for codec, name in (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")):
        score = sum(character in _COMMON for character in high.decode(codec, "replace"))
        if score > most:
            best, most = (codec, name), score
    return best


def _unprintable(page: SourceText) -> list[Diagnostic]:
    places = [match.start() for match in UNPRINTABLE.finditer(page.text)]
    found = [unprintable(page.text[place], page.mark(place)) for place in places[:_MOST]]
    if len(places) > _MOST:
        found.append(
            error(
                "control-character",
                f"and {len(places) - _MOST} more characters that cannot be printed, from here on",
                page.mark(places[_MOST]),
                "is this a text file?",
            )
        )
    return found


def unprintable(character: str, mark: Mark) -> Diagnostic:
    """The diagnostic for a character that `UNPRINTABLE` matches."""
    point = ord(character)
    code = f"U+{point:04X}"
    name = unicodedata.name(character, "").lower()
    if 0x202A <= point <= 0x202E or 0x2066 <= point <= 0x2069:
        message = f"an invisible character ({code}, {name}) changes the order of the letters after it"
        hint = "delete it; text in Hebrew or Arabic needs none"
    elif point == 0xFEFF:
        message = f"an invisible byte order mark ({code}) stands within the text"
        hint = "delete it, and type the space anew if there was one"
    elif 0xD800 <= point <= 0xDFFF:
        message = f"{code} is half of a character"
        hint = "type the character itself instead of its escapes"
    elif point == 0x0B:
        message = f"an invisible line break of Word ({code}) stands in the text"
        hint = "delete it, and press Enter if a new line is meant"
    elif unicodedata.category(character) == "Cn":
        message = f"{code} stands for no character"
        hint = "delete it; it is invisible in most editors, so delete the letters around it and type them anew"
    else:
        message = f"the control character {code} cannot be printed"
        hint = "delete it; it is invisible in most editors, so delete the letters around it and type them anew"
    return error("control-character", message, mark, hint)
