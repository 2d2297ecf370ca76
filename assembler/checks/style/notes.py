"""Notes on style: worn phrases, praise, patients and others, a paragraph too long, lines of the CV in a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from assembler.checks.lazy import Lazy
from assembler.checks.style.cliches import CLICHES, OPENINGS, WORN_QUOTATIONS
from assembler.checks.style.phrases import LIFE_CHANGING, MY_PATIENTS, PRAISE_IN_LINES, RUNS_DOWN, SUPERLATIVES
from assembler.checks.style.wording import Phrases, Text, folded
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic, Mark, note
from assembler.passages import Passage


class _Kind(NamedTuple):
    """A table of phrases: code and message of what it finds, where it is sought, and how many of a passage count."""

    code: str
    says: str
    phrases: Phrases
    places: frozenset[str]
    most: int | None = None


_AMONG_THEM = Lazy(
    r"\b(?:(?:so|neither|nor) (?:did|had|was|were) (?:i|we)|i (?:did|had|was) (?:too|not,? either)"
    r"|as (?:i|we) (?:did|had)|(?:including|like|among) (?:me|myself|us|ourselves)|myself included|i among)\b"
    r"|\b(?:we|us|one of (?:the|those|these)|among (?:the|those)),?\s\|"
)
"""What tells that the writer is one of those of whom a sentence speaks; `|` stands where the phrase begins."""
_THEIR_LIFE = Lazy(
    r"\b(?:they|he|she|(?:patients|people|families)(?: who)?) (?:(?!(?:me|my|us|our)\b)[\w',-]{1,30} ){1,6}\|"
    r"|\|[^.,;:!?|]{0,40}\b(?:for|to) (?:him|her|his|them|their|patients|families|(?:the|a|every|each|any)"
    r" (?:patient|man|woman|child|couple|family))\b"
)
"""What tells that it is the life of others; `|` stands where the phrase begins."""
_A_PRIZE = Lazy(r"\b(?:prize|award|awarded|medal|certificate|commended|commendation|named|voted)\b")
"""What tells that others said so."""
_WRITTEN = frozenset(("written",))
_OPENING = frozenset(("opening",))
_LINE = frozenset(("line",))
_ALL = frozenset(("written", "seed", "line"))
_KINDS = (
    _Kind("cliche", "'{}' is a worn phrase", Phrases(CLICHES), _WRITTEN),
    _Kind("cliche", "'{}' is a worn phrase", Phrases(LIFE_CHANGING, excused=_THEIR_LIFE), _WRITTEN),
    _Kind("cliche", "'{}' is a worn quotation", Phrases(WORN_QUOTATIONS, borrowed=True), _WRITTEN, 1),
    _Kind("cliche", "'{}' is a worn opening", Phrases(OPENINGS, borrowed=True), _OPENING, 1),
    _Kind("superlative", "'{}' praises yourself", Phrases(SUPERLATIVES, excused=_A_PRIZE), _ALL),
    _Kind("superlative", "'{}' praises yourself", Phrases(PRAISE_IN_LINES, excused=_A_PRIZE), _LINE),
    _Kind("my-patients", "'{}' calls patients your own", Phrases(MY_PATIENTS), _ALL),
    _Kind("runs-down", "'{}' runs others down", Phrases(RUNS_DOWN, excused=_AMONG_THEM), _ALL),
)
_OPENING_LENGTH = 250
"""Characters of a text that count as its opening: about two sentences."""
_SALUTATION_WORDS = 8
"""A first passage of fewer words is a salutation or a title."""


def phrases(subject: Subject) -> Iterator[Diagnostic]:
    """Notes on worn phrases, praise of oneself, patients called one's own, and others run down, in order of place."""
    openings = {id(one) for passages in subject.texts.values() if (one := _opening(passages)) is not None}
    for passage in subject.written:
        opens = _OPENING if id(passage) in openings else frozenset()
        yield from _worn(subject, passage, _WRITTEN | opens)
    for passage in subject.told:
        if place := _place(passage.where):
            yield from _worn(subject, passage, frozenset((place,)))


def _opening(passages: Sequence[Passage]) -> Passage | None:
    return next((one for one in passages if len(one.text.split()) >= _SALUTATION_WORDS), None)


_PROSE = frozenset(("text", "point", "baseline", "change", "reaudit", "themes", "moments", "tested"))
_SEEDS = frozenset(("motivation", "career_plan"))


def _place(where: str) -> str | None:
    """What a text of the profile is: a `line` of a CV or a point for a referee, a `seed` of a statement, or neither."""
    parts = [part for part in where.split("/") if not part.isdecimal()]
    if parts[0] in _SEEDS:
        return "seed" if parts[-1] in _PROSE or len(parts) == 2 else None
    return "line" if parts[-1] in _PROSE or parts[-1] == "bullets" else None


def _worn(subject: Subject, passage: Passage, places: frozenset[str]) -> Iterator[Diagnostic]:
    text = Text(passage.text)
    found = sorted(
        (one.start, -one.end, kind.code, kind.says, one.hint)
        for kind in _KINDS
        if kind.places & places
        for one in islice(kind.phrases.find(text, _OPENING_LENGTH if kind.places is _OPENING else None), kind.most)
    )
    reached: dict[str, int] = {}
    for start, minus_end, code, says, hint in found:
        if start >= reached.get(code, 0):
            reached[code] = -minus_end
            words = " ".join(passage.text[start:-minus_end].split())
            yield note(code, says.format(words), _mark(subject, passage, start, -minus_end), hint)


def _mark(subject: Subject, passage: Passage, start: int, end: int) -> Mark | None:
    """The place of some characters; of the whole value if it takes several lines of YAML, whose places are unknown."""
    if "/" not in passage.where:
        return passage.mark(start, end)
    value = subject.at(*(int(part) if part.isdecimal() else part for part in passage.where.split("/")))
    return passage.mark(start, end) if value is None or end <= value.length else value


_LONG_TEXT = 200
_FEW_PASSAGES = 3


def long_paragraph(subject: Subject) -> Iterator[Diagnostic]:
    """A note on each passage that holds over half of the words of its text, if that has 200 words and 3 passages."""
    for passages in subject.texts.values():
        words = [len(passage.text.split()) for passage in passages]
        total = sum(words)
        if len(passages) >= _FEW_PASSAGES and total >= _LONG_TEXT:
            for passage, count in zip(passages, words, strict=True):
                if 2 * count > total:
                    yield note(
                        "long-paragraph",
                        f"this paragraph of {count} words is more than half of its text",
                        passage.mark(),
                        "break it where the thought turns: one thought, one paragraph",
                    )


_RUN = 12
"""Words that stand in the CV as they stand here: fewer happen by chance, in names and in the terms of the field."""
_NOT_IN_CV = frozenset(("motivation", "career_plan", "referees", "gaps"))
"""Parts of the profile meant for a statement, or not shown in a CV, and gaps, which both may tell in the same words."""
_CV_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")
_TARGET = re.compile(r"\]\(https?://[^()\s]*\)")


class _Run(NamedTuple):
    """Words of a passage, from `first` up to `last`, that stand in one section of the CV."""

    start: int
    end: int
    words: int
    section: str


def cv_overlap(subject: Subject) -> Iterator[Diagnostic]:
    """A note on each run of 12 words or more of a text that a CV has as well, word for word.

    With the share of such words in the text, in per cent; of what several texts share, the largest.
    """
    lines: dict[tuple[str, ...], str] = {}
    for told in subject.told:
        section = told.where.partition("/")[0]
        if section not in _NOT_IN_CV:
            for shingle in _shingles([word for word, _, _ in _words(_TARGET.sub("]", told.text))]):
                lines.setdefault(shingle, section)
    if not lines:
        return
    statements = list(subject.texts.values())
    runs: dict[int, tuple[Passage, int, Sequence[_Run]]] = {}
    for passage in (one for passages in statements for one in passages):
        if id(passage) not in runs:
            words = _words(passage.text)
            runs[id(passage)] = passage, len(words), tuple(_runs(words, lines))
    shares = _shares(statements, runs)
    for key, (passage, _, found) in runs.items():
        for run in found:
            yield note(
                "cv-overlap",
                f"{run.words} words stand in the CV as well, under '{run.section}';"
                f" such runs are {shares[key]} of the text",
                passage.mark(run.start, run.end),
                "the CV says this: say here what it does not, such as what it was for and what you learned",
            )


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words of `text`, without case, accents and punctuation, each with its place."""
    words, places = folded(text)
    return [(word[0], places[word.start()], places[word.end()]) for word in _CV_WORD.finditer(words)]


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every run of 12 words."""
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _runs(words: Sequence[tuple[str, int, int]], lines: Mapping[tuple[str, ...], str]) -> Iterator[_Run]:
    """The longest runs of `words` that are made of `lines`, none overlapping another."""
    first = last = 0
    section = ""
    for at, shingle in enumerate(_shingles([word for word, _, _ in words])):
        if shingle not in lines:
            continue
        if at > last or not section:
            if section:
                yield _Run(words[first][1], words[last - 1][2], last - first, section)
            first, section = at, lines[shingle]
        last = at + _RUN
    if section:
        yield _Run(words[first][1], words[last - 1][2], last - first, section)


def _shares(
    statements: Sequence[Sequence[Passage]], runs: Mapping[int, tuple[Passage, int, Sequence[_Run]]]
) -> dict[int, str]:
    """For each passage the share of its statement that stands in the CV; of several statements, the largest."""
    largest: dict[int, float] = {}
    for passages in statements:
        keys = [id(one) for one in passages]
        told = sum(run.words for key in keys for run in runs[key][2])
        share = told / max(1, sum(runs[key][1] for key in keys))
        for key in keys:
            largest[key] = max(share, largest.get(key, 0))
    return {key: f"{max(1, round(100 * share))}%" for key, share in largest.items()}
