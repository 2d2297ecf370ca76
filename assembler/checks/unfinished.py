"""What was left to do in a text: places to fill in, and prompts of the draft that were never taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assembler.checks.naming import Word, words_of
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.passages import Passage
from assembler.placeholders import BRACKETS, KINDS, NAME, Kind, kind, places_in

# Places to fill in --------------------------------------------------------------------------------

_ANYONE = kind(r"\b(?:Dr|Prof|Professor)\.? [A-HJ-W](?![\w.-]|['’](?!s\b)| [A-Z])", cues=("Dr", "Prof"), hint=NAME)
"""A letter for a name: in a text about a program nobody hides who is meant, as of colleagues and patients elsewhere."""

_NO_WORDS = re.compile(
    r"(?:.*/)?(?:doi|pmid|url|email|checked|date|start|end|zone|time|language)|(?:statement|cover_letter|boxes|files)/.*"
)
"""Fields that hold no words of the applicant's."""

_BRACKETS_BELONG = re.compile(r"publications/\d+/title|letters/form/.*|extras/.*|presentations/\d+/title")
"""Fields in which brackets are a title's, translated, or the pattern of a file's name."""


_ALL = (BRACKETS, *KINDS)
_OF_PROGRAMS = (*KINDS, _ANYONE)
_ALL_OF_PROGRAMS = (BRACKETS, *_OF_PROGRAMS)


def placeholder(subject: Subject) -> Iterator[Diagnostic]:
    """A place to fill in that was left in a text, in the profile, or in a program's file."""
    for one in subject.written:
        yield from _open(one, _ALL)
    for one in subject.told:
        if not _NO_WORDS.fullmatch(one.where):
            yield from _open(one, KINDS if _BRACKETS_BELONG.fullmatch(one.where) else _ALL)
    for program in subject.programs:
        mark = getattr(subject.program_data.get(program), "mark", None)
        for one in subject.told_of(program):
            if not _NO_WORDS.fullmatch(one.where) and (mark is None or mark.file == one.file):
                yield from _open(one, _OF_PROGRAMS if _BRACKETS_BELONG.fullmatch(one.where) else _ALL_OF_PROGRAMS)


_LONGEST = 40


def _open(one: Passage, kinds: tuple[Kind, ...]) -> Iterator[Diagnostic]:
    for start, end, hint in places_in(one.text, kinds):
        text = one.text[start:end]
        text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        yield warning("placeholder", f"'{text.strip()}' is still to be filled in", one.mark(start, end), hint)


# Prompts ------------------------------------------------------------------------------------------

_FEWEST = 5
"""Words that make a prompt, or a sentence of one, nobody's own by chance."""

_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")


def open_prompt(subject: Subject) -> Iterator[Diagnostic]:
    """A prompt or a set question of a program's file that stands word for word in a text."""
    prompts = _prompts(subject)
    if not prompts:
        return
    for one in subject.written:
        words = words_of(one.text)
        at = 0
        while at + _FEWEST <= len(words):
            length = _length(words, at, prompts)
            if length:
                start, end = words[at].start, words[at + length - 1].end
                yield warning(
                    "open-prompt",
                    f"'{one.text[start : words[at + 3].end]} …' is what the draft asks, not an answer",
                    one.mark(start, end),
                    "delete the prompt, and keep what answers it",
                )
            at += length or 1


Prompts = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
"""Prompts as words, by the first few of them; the longest first."""


def _prompts(subject: Subject) -> Prompts:
    texts: dict[str, None] = {}
    for text in subject.prompts:
        texts.update(dict.fromkeys((text, *_SENTENCE.split(text))))
    for program in subject.programs.values():
        for rules in (program.statement, program.cover_letter):
            asked = [prompt for section in rules.sections for prompt in section.prompts]
            for text in (*asked, *(one.question for one in rules.questions)):
                texts.update(dict.fromkeys((text, *_SENTENCE.split(text))))
    by_first: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for text in texts:
        keys = tuple(word.key.casefold() for word in words_of(text))
        if len(keys) >= _FEWEST:
            by_first.setdefault(keys[:_FEWEST], []).append(keys)
    return {first: sorted(listed, key=len, reverse=True) for first, listed in by_first.items()}


def _length(words: Sequence[Word], at: int, prompts: Prompts) -> int:
    """How many words of a prompt stand from the word `at` on; 0 where none does."""
    first = tuple(word.key.casefold() for word in words[at : at + _FEWEST])
    for keys in prompts.get(first, ()):
        if all(word.key.casefold() == key for word, key in zip(words[at : at + len(keys)], keys, strict=False)) and (
            at + len(keys) <= len(words)
        ):
            return len(keys)
    return 0


CHECKS: tuple[Check, ...] = (placeholder, open_prompt)
