"""Wording: the small language of phrases, and finding them in texts; the tables are in `phrases` and `cliches`.

A table holds hints, and under each the phrases that it mends, one a line, in small letters. In a phrase

- the first word says where to look; `since|from` are two such words, `(failed|let down)` and a `{name}` are several,
  and nothing but plain words may stand there, no `runs?`;
- a space is any space, a hyphen is a hyphen or a space;
- `…` passes over up to three words, `……` over up to eight, none of them I, my, we, our or us;
- `{name}` is one of `NAMED`; a `^` before the first word holds it to the beginning of a sentence;
- the rest is a regular expression; nothing that repeats stands within what repeats freely, so time stays linear.

Case, accents and the kinds of apostrophes and hyphens make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from assembler.checks.lazy import Lazy, needs, stand
from assembler.checks.style.phrases import NAMED

_ALIKE = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-"}
_MARKS = frozenset(("Mn", "Me", "Cf"))


class _Folds(dict[str, str]):
    """What each character becomes: small, without accents, and nothing at all where it cannot be seen."""

    def __missing__(self, character: str) -> str:
        parts = unicodedata.normalize("NFKD", character)
        seen = "".join(part for part in parts if unicodedata.category(part) not in _MARKS)
        fold = _ALIKE.get(character, seen.casefold())
        self[character] = fold
        return fold


_FOLDS = _Folds()


def folded(text: str) -> tuple[str, Sequence[int]]:
    """`text` in small letters without accents, and for each of its characters, and its end, the place in `text`."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    folds = [_FOLDS[character] for character in text]
    places = [at for at, fold in enumerate(folds) for _ in fold]
    return "".join(folds), [*places, len(text)]


_QUOTED = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«"
    r'|(?<!\w)"(?=\S)[^"]*"(?!\w)'
    r"|(?:[‘‚]|(?<!\w)'(?=\w))(?:[^'‘]|(?<=\w)'(?=\w))*+'(?!\w)"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Text:
    """A text as phrases are sought in it. `own` is what the writer says: quotations are blanked out.

    `words` are all words, folded, each with its place; one such as `Osler's` is among them as `osler` too.
    """

    def __init__(self, text: str) -> None:
        self.folded, self._places = folded(text)
        self.own = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), self.folded)
        self.words = [
            (form, word.start())
            for word in _WORD.finditer(self.folded)
            for form in ((word[0],) if "'" not in word[0] else (word[0], word[0].partition("'")[0]))
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters of `folded` from `start` up to `end` stand in the text itself."""
        return self._places[start], self._places[end]


class Found(NamedTuple):
    """A phrase in a text: its place there, and what mends it."""

    start: int
    end: int
    hint: str


_GAP = r"(?:(?!(?:i|my|we|our|us)\b)[\w'-]++,?\s++){0,%d}?"
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|nor|without|than|hardly|nicht|nie|keine?[mnrs]?)|n't)\s(?:(?:an?|the|any|been|be|eine?)\s)?\Z"
)
_NEAR = 32
"""Characters before a phrase in which a word that denies it is sought, or one that excuses it."""
_SENTENCE_END = re.compile(r"[.!?;]\s")


class _Phrase:
    """A phrase that has been read: what it needs to stand in a text, and its pattern."""

    def __init__(self, phrase: str) -> None:
        self._opening, self._rest = phrase.startswith("^"), _spelt_out(phrase.removeprefix("^"))
        self.needs = needs(self._rest)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a regular expression."""
        return re.compile(_expression(self._rest, opening=self._opening))


_phrase = lru_cache(maxsize=None)(_Phrase)
"""Words that begin the same phrases, such as those of `{person}`, share what is compiled."""


class Phrases:
    """A table, ready to be sought. It is read at the first search, and a phrase compiled where its words are met."""

    def __init__(self, table: Mapping[str, str], *, borrowed: bool = False, excused: Lazy | None = None) -> None:
        """Keep `table`: the phrases by the hint that mends them.

        `borrowed` ones count in quotation marks too. Where `excused` is found before a phrase in its sentence, in it or
        after it, it is fair.
        """
        self._table, self._borrowed, self._excused = table, borrowed, excused

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The phrases that begin with a word, each with its hint."""
        read: dict[str, list[tuple[str, str]]] = {}
        for hint, lines in self._table.items():
            for line in filter(None, map(str.strip, lines.splitlines())):
                for word, phrase in _read(line):
                    read.setdefault(word, []).append((phrase, hint))
        return read

    @property
    def words(self) -> Collection[str]:
        """The first words of all phrases."""
        return self._phrases.keys()

    @property
    def patterns(self) -> Iterator[re.Pattern[str]]:
        """All phrases as regular expressions."""
        return (_phrase(phrase).pattern for phrases in self._phrases.values() for phrase, _ in phrases)

    def find(self, text: Text, end: int | None = None) -> Iterator[Found]:
        """Every phrase in `text`, or in what stands before `end`; of two that overlap, the first."""
        searched = text.folded if self._borrowed else text.own
        last = len(searched) if end is None else end
        after = 0
        possible: dict[str, Sequence[tuple[re.Pattern[str], str]]] = {}
        for word, start in text.words:
            if word in self._phrases and after <= start < last:
                if word not in possible:
                    possible[word] = tuple(self._possible(word, text.folded))
                for pattern, hint in possible[word]:
                    found = pattern.match(searched, start)
                    if found is not None:
                        after = found.end()
                        if self._stands(searched, found):
                            yield Found(*text.span(start, after), hint)
                        break

    def _possible(self, word: str, words: str) -> Iterator[tuple[re.Pattern[str], str]]:
        """The phrases that begin with `word` and of which all words that they need stand among `words`."""
        for phrase, hint in self._phrases[word]:
            read = _phrase(phrase)
            if stand(read.needs, words):
                yield read.pattern, hint

    def _stands(self, words: str, found: re.Match[str]) -> bool:
        before = words[max(0, found.start() - _NEAR) : found.start()]
        if _DENIED.search(before):
            return False
        if self._excused is None:
            return True
        rest = _SENTENCE_END.split(words[found.start() : found.end() + 4 * _NEAR], maxsplit=1)[0]
        return not self._excused.search(f"{_SENTENCE_END.split(before)[-1]}|{rest}")


def _read(line: str) -> Iterator[tuple[str, str]]:
    """The first words of one line, each with the phrase that begins with it."""
    head = _HEAD.match(line)
    if head is None:
        raise ValueError(line)
    for one in (NAMED[head["name"]] if head["name"] else head["group"] or head["words"]).split("|"):
        word = re.split("[ -]", folded(one)[0], maxsplit=1)[0]
        first = _MET if word.isalnum() and len(word) == len(one) else one
        yield word, head["opening"] + first + line[head.end() :]


_MET = "\3"
"""The first word of a phrase, where it is a single one: it has been met already."""
_HEAD = re.compile(
    r"(?P<opening>\^?)(?:\{(?P<name>[a-z]+)\}|\((?P<group>[^()]+)\)|(?P<words>[\w'|]++(?![?*+])(?:-[\w'|]+)*))"
)
_OPENING = r"(?:(?<![\s\S])|(?<=[.!?:]\s))"


def _spelt_out(phrase: str) -> str:
    """A phrase with the words of each `{name}`, folded."""
    named = re.sub(r"\{([a-z]+)\}", lambda name: f"({NAMED[name[1]]})", phrase)
    return folded(named.replace("……", "\1").replace("…", "\2"))[0]


def _expression(phrase: str, *, opening: bool) -> str:
    """The regular expression for a phrase that is spelt out; `opening` ones begin a sentence."""
    groups = re.sub(r"\((?!\?)", "(?:", phrase)
    hyphens = groups.replace("-", r"(?:[-\s]++)")
    gaps = re.sub("([\1\2]) ?", lambda gap: _GAP % (8 if gap[1] == "\1" else 3), hyphens)
    return (_OPENING if opening else "") + gaps.replace(_MET, r"\w++").replace(" ", r"(?:\s++)") + r"(?!\w)"
