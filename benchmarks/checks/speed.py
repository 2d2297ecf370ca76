"""How long each family of checks takes over 100,000 words: prose, and any characters of Unicode. In processor time.

Usage: python -m benchmarks.checks.speed
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from itertools import cycle, islice

from assembler.checks.application import FAMILIES
from assembler.checks.subject import Subject
from assembler.loading import load_applicant
from assembler.passages import Passage
from assembler.reviewing import subject_of
from assembler.schema.dates import PartialDate
from benchmarks.checks.measure import DAY, HERE, house

WORDS = 100_000
_PARAGRAPH = 100
_ALPHABET = 60
_SEED = 7


def main() -> int:
    """Print a table of the processor time in seconds of each family over each kind of text."""
    applicant, _ = load_applicant(HERE / "base", house())
    if applicant is None:
        raise ValueError(HERE / "base")
    usual = subject_of(applicant, house(), PartialDate.of(DAY))
    prose = " ".join(one.text for one in usual.written).split()
    chance = random.Random(_SEED)  # noqa: S311 - equal in every run, and no secret
    letters = [
        chr(chance.choice((chance.randrange(32, 0xD800), chance.randrange(0xE000, 0x11000)))) for _ in range(_ALPHABET)
    ]
    anything = ["".join(chance.choices(letters, k=chance.randrange(1, 12))) for _ in range(WORDS)]
    print("| family | prose | any characters |\n|---|---|---|")
    for family in FAMILIES:
        spent = [_spent(family, _over(usual, words)) for words in (prose, anything)]
        print(f"| {family} | {spent[0]:.2f} s | {spent[1]:.2f} s |")
    return 0


def _over(usual: Subject, words: list[str]) -> Subject:
    """The applicant with a statement of 100,000 of `words`, in paragraphs."""
    whole = list(islice(cycle(words), WORDS))
    texts = [" ".join(whole[at : at + _PARAGRAPH]) for at in range(0, WORDS, _PARAGRAPH)]
    passages = tuple(Passage(text, "a.md", "opening", ((0, line, 1),)) for line, text in enumerate(texts, 1))
    return replace(usual, texts={next(iter(usual.texts)): passages})


def _spent(family: str, subject: Subject) -> float:
    begun = time.process_time()
    for module in FAMILIES[family]:
        for check in module.CHECKS:
            list(check(subject))
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
