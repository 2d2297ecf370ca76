"""Scripts: what parts of a text are written in one that needs a direction, a language or fonts of its own.

Pure functions and one table, used by the writers; what brings the fonts is in `packages`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

Kind = Literal["right-to-left", "complex", "east-asian"]


class Script(NamedTuple):
    """How a script is set in Word: its kind, Word's tag of its usual language, and families that Word has for it."""

    kind: Kind
    word_language: str
    sans: str
    serif: str


SCRIPTS: dict[str, Script] = {
    "ar": Script("right-to-left", "ar-SA", "Arial", "Times New Roman"),
    "he": Script("right-to-left", "he-IL", "Arial", "Times New Roman"),
    "hi": Script("complex", "hi-IN", "Nirmala UI", "Nirmala UI"),
    "ta": Script("complex", "ta-IN", "Nirmala UI", "Nirmala UI"),
    "th": Script("complex", "th-TH", "Leelawadee UI", "Leelawadee UI"),
    "zh-Hans": Script("east-asian", "zh-CN", "Microsoft YaHei", "SimSun"),
    "zh-Hant": Script("east-asian", "zh-TW", "Microsoft JhengHei", "PMingLiU"),
    "ja": Script("east-asian", "ja-JP", "Yu Gothic", "Yu Mincho"),
    "ko": Script("east-asian", "ko-KR", "Malgun Gothic", "Batang"),
}
"""By the usual language of each script (BCP 47); Chinese characters are drawn otherwise in each of four languages."""

EAST_ASIAN = "east-asian"
"""The script of a run in Chinese characters, kana or hangul, which mix; `east_asian` tells its language."""

_RANGES = sorted(
    (start, end, script)
    for script, ranges in {
        "he": ((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
        "ar": ((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
        "hi": ((0x900, 0x97F), (0xA8E0, 0xA8FF)),
        "ta": ((0xB80, 0xBFF), (0x11FC0, 0x11FFF)),
        "th": ((0xE00, 0xE7F),),
        EAST_ASIAN: (
            (0x1100, 0x11FF),
            (0x2E80, 0x9FFF),
            (0xA960, 0xA97F),
            (0xAC00, 0xD7FF),
            (0xF900, 0xFAFF),
            (0xFE30, 0xFE4F),
            (0xFF00, 0xFFEF),
            (0x1B000, 0x1B16F),
            (0x20000, 0x3FFFF),
        ),
    }.items()
    for start, end in ranges
)
_STARTS = [start for start, _, _ in _RANGES]
_OF_ONE_LANGUAGE = {
    "ja": (("\u3041", "\u30ff"), ("\u31f0", "\u31ff"), ("\uff66", "\uff9f")),  # kana
    "ko": (("\u1100", "\u11ff"), ("\u3131", "\u318e"), ("\ua960", "\ua97f"), ("\uac00", "\ud7ff")),  # hangul
    "zh-Hant": (("\u3100", "\u312f"), ("\u31a0", "\u31bf")),  # bopomofo
}
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Run(NamedTuple):
    """A part of a text in one script: a key of `SCRIPTS` or `EAST_ASIAN`; None for all other scripts."""

    text: str
    script: str | None


def foreign(text: str) -> bool:
    """Whether `text` has characters of a script of `SCRIPTS`."""
    return not text.isascii() and any(map(_script, set(text)))


def right_to_left(text: str) -> bool:
    """Whether `text` as a paragraph runs from right to left: its first letter does, and so do most.

    So a line in English stays one, though it begins with a Hebrew name or ends with a long one.
    """
    if text.isascii():
        return False
    turned = [each != "L" for each in map(unicodedata.bidirectional, text) if each == "L" or each in _RIGHT_TO_LEFT]
    return bool(turned) and turned[0] and sum(turned) * 2 > len(turned)


def runs(text: str, *, within: bool = False) -> tuple[Run, ...]:
    """`text` cut where its script changes; `within` says whether it stands in a paragraph from right to left.

    Spaces, digits and punctuation go with the script on both sides of them; where these differ, with that of the
    paragraph.
    """
    if not foreign(text):
        return (Run(text, None),) if text else ()
    scripts = list(_resolved([_script(character) for character in text], within))
    pairs = groupby(zip(text, scripts, strict=True), key=lambda pair: pair[1])
    return tuple(Run("".join(character for character, _ in pair), script or None) for script, pair in pairs)


def _script(character: str) -> str | None:
    """The script of a character; the empty string for letters of all others, None for what has no script."""
    code = ord(character)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _RANGES[at][1]:
        return _RANGES[at][2]
    return "" if character.isalpha() else None


def _resolved(scripts: list[str | None], within: bool) -> Iterator[str]:  # noqa: FBT001
    """`scripts` with every None resolved by what stands around it."""
    before, at = "", 0
    for script, group in groupby(scripts):
        length = len(list(group))
        at += length
        if script is None:
            after = next((other for other in scripts[at:] if other is not None), None)
            sides = (before, after) if after is not None else (before,)
            joined = next((side for side in sides if within and is_right_to_left(side)), "")
            yield from [before if before == after else joined] * length
        else:
            before = script
            yield from [script] * length


def is_right_to_left(script: str | None) -> bool:
    """Whether `script`, as in a Run, is written from right to left."""
    return script in SCRIPTS and SCRIPTS[script].kind == "right-to-left"


def east_asian(language: str) -> str | None:
    """The key of `SCRIPTS` for a Chinese, Japanese or Korean `language` (zh-TW is zh-Hant); None for all others."""
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] in ("ja", "ko"):
        return parts[0]
    if parts[0] in ("zh", "yue"):
        traditional = {"hant", "tw", "hk", "mo"} & set(parts) or (parts[0] == "yue" and "hans" not in parts)
        return "zh-Hant" if traditional else "zh-Hans"
    return None


def written_in(text: str) -> str | None:
    """The language that the East Asian characters of `text` show by themselves: a key of `SCRIPTS`, or None."""
    signs = set(text)
    return next(
        (
            language
            for language, ranges in _OF_ONE_LANGUAGE.items()
            if any(first <= sign <= last for sign in signs for first, last in ranges)
        ),
        None,
    )


def chinese(texts: Iterable[str]) -> str:
    """Whether `texts` are in simplified or in traditional characters: `zh-Hans` or `zh-Hant`.

    By the characters that only one of the two national character sets has.
    """
    characters = {character for text in texts for character in text if "\u4e00" <= character <= "\u9fff"}
    counts = [sum(_encodes(each, codec) for each in characters) for codec in ("gb2312", "big5")]
    return "zh-Hant" if counts[1] > counts[0] else "zh-Hans"


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def shaped(text: str) -> bool:
    """Whether `text`, from left to right, is drawn with glyphs that do not stand for its characters one by one.

    Never of a text with letters from right to left: readers turn those around themselves.
    """
    if text.isascii() or any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return False
    return any(
        "\u0900" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or unicodedata.category(character).startswith("M")
        for character in text
    )
