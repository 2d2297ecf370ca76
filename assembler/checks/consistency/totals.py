"""Totals: numbers of procedures in a text that are not what the logbooks hold. One of the checks before a build.

A case summary is certified, and its totals are the sums of its parts (RCoA, logbook categories: observed, supervised,
solo, taught; Singapore General Hospital, certified case summary). A text may count less than the logbooks, for another
time or a part of them; it cannot count more. What it says that they hold as a whole must be one of their sums. Only
numbers beside the name of a procedure, or of all procedures of a logbook, are looked at, and only where the applicant
is the one who did them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assembler.checks.consistency.numbers import A_NUMBER, number_at
from assembler.checks.consistency.procedures import BETWEEN, GENERIC, NEAR, Procedures, counts, procedures_of, stem
from assembler.checks.consistency.wholes import not_whole
from assembler.checks.consistency.words import Word, sentences, words_of
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, Mark, warning
from assembler.passages import Passage

_FILLERS = frozenset((
    "bilateral", "ct", "diagnostic", "documented", "fluoroscopic", "fluoroscopically", "fluoroscopy", "guided", "image",
    "independent", "landmark", "logged", "recorded", "solo", "successful", "supervised", "therapeutic", "ultrasound",
    "unilateral", "unsupervised", "us", "xray",
))  # fmt: skip
_KINDS_OF = _FILLERS | frozenset(("chronic", "interventional", "pain", "practical", "regional", "separate", "such"))
_ALONE = frozenset(("alone", "independent", "independently", "solo", "unsupervised"))
_DONE = frozenset(("completed", "did", "done", "performed", "placed"))
_LINKS = _DONE | frozenset(("all", "entirely", "fully", "of", "quite", "them", "these", "those", "were", "which"))
_AFTER = frozenset((
    "alone", "and", "as", "at", "between", "block", "blocks", "by", "case", "cases", "done", "during", "for", "from",
    "in", "injection", "injections", "of", "on", "or", "over", "performed", "procedure", "procedures", "since", "solo",
    "to", "treatment", "treatments", "under", "with", "without",
))  # fmt: skip
"""What may follow a name in the singular that is no further part of the name: "block patients" counts patients."""

_BEFORE = _DONE | _FILLERS | BETWEEN | frozenset((
    "as", "gave", "include", "includes", "including", "like", "mainly", "mostly", "observed", "saw", "watched",
))  # fmt: skip
"""What may stand before the whole name of a procedure: "lesser" in front of it would make it another one."""

_A_LETTER = re.compile(r"[^\W\d_]")
"""What a text has that names anything: dates and telephone numbers have none."""

_OPENS = re.compile(r"\s?\(\s?")

_ROUGHLY = frozenset(("about", "almost", "approximately", "around", "c", "ca", "circa", "nearly", "roughly", "some"))
_ROUNDED = 1.25
_LOGBOOK = re.compile(r"\blog[ -]?books?\b", re.IGNORECASE)
_ALTOGETHER = re.compile(r"\b(?:in total|altogether|all told|overall|a total of|logged procedures)\b", re.IGNORECASE)


class _Claim(NamedTuple):
    """A number of procedures in a text: words `first` up to `last`, with the rows that it is about."""

    number: int
    first: int
    last: int
    rows: frozenset[int]
    alone: bool


def totals_disagree(subject: Subject) -> Iterator[Diagnostic]:
    """Numbers of procedures in texts that are more than the sum of all logbooks, or another whole than any of them."""
    known = procedures_of(subject)
    if not known.rows:
        return
    for passage in subject.written:
        for start, end, message in _wrong(passage, known, subject):
            yield warning("totals-disagree", message, passage.mark(start, end), _HINT)
    for program in (None, *subject.programs):
        for passage in subject.told if program is None else subject.told_of(program):
            if _own_words(passage, program):
                for start, end, message in _wrong(passage, known, subject):
                    yield warning("totals-disagree", message, _mark(subject, passage, program, start, end), _HINT)


_HINT = "correct the number, or add to the logbooks what they lack"


def _mark(subject: Subject, passage: Passage, program: str | None, start: int, end: int) -> Mark | None:
    """The place of a part of a value; of the whole value where it goes over several lines."""
    location = (int(part) if part.isdigit() else part for part in passage.where.split("/"))
    whole = subject.at(*location, program=program)
    return whole if whole is None or whole.length != len(passage.text) else passage.mark(start, end)


_OF_OTHERS = ("improvement", "projects", "publications", "presentations", "grants", "interests", "logbooks", "gaps")
"""Sections whose numbers are those of a study, an audit or a plan."""


def _own_words(passage: Passage, program: str | None) -> bool:
    section = passage.where.split("/", 1)[0]
    return section not in _OF_OTHERS if program is None else section == "texts"


def _wrong(passage: Passage, known: Procedures, subject: Subject) -> Iterator[tuple[int, int, str]]:
    """The claims of `passage` that the logbooks do not bear out: from, to, message."""
    text = passage.text
    number = A_NUMBER.search(text) if _A_LETTER.search(text) else None
    for start, end in sentences(text) if number else ():
        if number is None or number.start() >= end:
            continue
        number = A_NUMBER.search(text, end)
        words = words_of(text, start, end)
        done = -1
        for first, last, message in (*_beyond(text, words, known), *not_whole(passage, words, subject)):
            if first > done:
                yield first, last, message
            done = max(done, first)


def _beyond(text: str, words: Sequence[Word], known: Procedures) -> Iterator[tuple[int, int, str]]:
    """The claims of a sentence that are more than the logbooks hold."""
    for claim in _claims(text, words, known):
        limit = _limit(claim, known)
        if claim.number > limit:
            first, last = words[claim.first].start, words[claim.last - 1].end
            held = f"the logbooks hold: {limit}" + (" alone or taught" if claim.alone else "")
            names = sorted({known.rows[at].procedure for at in claim.rows})
            of = f" of '{names[0]}'" if len(names) == 1 else ""
            yield first, last, f"'{text[first:last]}' is more than {held}{of}"


def _limit(claim: _Claim, known: Procedures) -> int:
    rows = [known.rows[at] for at in claim.rows]
    alone = sum(row.solo + row.taught for row in rows)
    return alone if claim.alone else alone + sum(row.observed + row.supervised for row in rows)


def _claims(text: str, words: Sequence[Word], known: Procedures) -> Iterator[_Claim]:
    nouns = _nouns_of_all(text, words)
    brackets = bool(words) and text.find("(", words[0].start, words[-1].end) >= 0
    rows: frozenset[int] = frozenset()
    since = at = 0
    while at < len(words):
        start, (number, after) = at, number_at(text, words, at)
        at = after if number is not None else at + 1
        if number is None:
            begins = brackets and _begins(text, words, start, known)
            found = _named(text, words, start, known) if begins else None
            counted = _in_brackets(text, words, found[0]) if found else None
            if not found or not counted:
                continue
            number, found = counted[0], (counted[1], found[1])
        else:
            beside = after < len(words) and _joined(text, words, after)
            found = (_named(text, words, after, known) or _all(words, after, nouns, known)) if beside else None
        if found:
            at, rows = found
            since = at
            if counts(text, words, start, at) and not _is_rounded(number, words, start, rows, known):
                end, alone = _alone(text, words, at)
                yield _Claim(number, start, end, rows, alone=alone or _by_oneself(words, start, at))
            else:
                rows = frozenset()
        elif rows and start - since <= NEAR:
            end, alone = _alone(text, words, after)
            if alone:
                yield _Claim(number, start, end, rows, alone=True)


def _begins(text: str, words: Sequence[Word], at: int, known: Procedures) -> bool:
    """Whether the whole name of a procedure may begin at word `at`, as in "trigger point injections (29)"."""
    before = words[at - 1].word if at and _joined(text, words, at) else "of"
    return stem(words[at].word) in known.named and before in _BEFORE


def _in_brackets(text: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The number that stands in brackets after a name, and the word after it: "(29)", "(n = 29, 8 alone)"."""
    if at < len(words) and _OPENS.fullmatch(text, words[at - 1].end, words[at].start):
        at += words[at].word == "n"
        if at < len(words):
            number, after = number_at(text, words, at)
            if number is not None and text[words[after - 1].end : words[after - 1].end + 1] in (")", ",", ";"):
                return number, after
    return None


def _named(text: str, words: Sequence[Word], at: int, known: Procedures) -> tuple[int, frozenset[int]] | None:
    """The word after the procedure that is named from word `at` on, and the rows that bear the name."""
    first = at
    while first < min(at + 3, len(words)) and words[first].word in _FILLERS:
        first += 1
    rows: frozenset[int] | None = None
    said: list[str] = []
    last = first
    while last < len(words) and (last == first or _joined(text, words, last)):
        root = stem(words[last].word)
        here = known.named.get(root, frozenset()) if rows is None else rows & known.named.get(root, frozenset())
        if not here:
            break
        rows, last = here, last + 1
        said.append(root)
    if not rows or all(word in GENERIC for word in said):
        return None
    # One word names a procedure only where it is all of the name.
    bases = {known.bases[row] for row in rows}
    if tuple(said) not in bases if len(said) == 1 else said[-1] not in {base[-1] for base in bases if base}:
        return None
    plural = words[last - 1].word.endswith("s") and words[last - 1].word != said[-1]
    ends = last >= len(words) or not _joined(text, words, last) or words[last].word in _AFTER
    return (last, rows) if plural or ends else None


def _nouns_of_all(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    """What a sentence calls everything in the logbooks, where it speaks of a logbook or of a total."""
    span = (words[0].start, words[-1].end) if words else (0, 0)
    if _LOGBOOK.search(text, *span):
        return ("procedures", "cases")
    return ("procedures",) if _ALTOGETHER.search(text, *span) else ()


def _all(words: Sequence[Word], at: int, nouns: Sequence[str], known: Procedures) -> tuple[int, frozenset[int]] | None:
    """The same for "412 procedures"."""
    for place in range(at, min(at + 4, len(words))):
        if words[place].word in nouns:
            return place + 1, frozenset(range(len(known.rows)))
        if words[place].word not in _KINDS_OF:
            break
    return None


def _joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a space or a hyphen stands before word `at`."""
    between = text[words[at - 1].end : words[at].start]
    return len(between) <= 2 and not between.strip(" -‐‑\u00a0")


def _alone(text: str, words: Sequence[Word], at: int) -> tuple[int, bool]:
    """Whether from word `at` on it is said that these were done alone, and the word after that."""
    for place in range(at, min(at + 5, len(words))):
        word = words[place].word
        if word in _ALONE:
            return place + 1, True
        own = text[words[place].start : words[place].end + 24].casefold()
        if own.startswith(("without supervision", "without direct supervision", "on my own", "by myself")):
            return place + (2 if own.startswith(("without s", "by")) else 3), True
        if word not in _LINKS or ";" in text[words[place].end : words[place].end + 2]:
            break
    return at, False


def _is_rounded(number: int, words: Sequence[Word], at: int, rows: frozenset[int], known: Procedures) -> bool:
    """Whether it is said of `number` that it is a round one, and it may stand for what the logbooks hold."""
    whole = _limit(_Claim(number, at, at, rows, alone=False), known)
    return at > 0 and words[at - 1].word in _ROUGHLY and number <= _ROUNDED * whole


def _by_oneself(words: Sequence[Word], at: int, last: int) -> bool:
    """Whether it is said before or within the name that these were done alone: "independently performed 30 solo …"."""
    before = [one.word for one in words[max(0, at - 2) : at]]
    adverb = bool(before) and (before[-1] in _ALONE or (before[0] in _ALONE and before[-1] in _DONE))
    return adverb or any(one.word in _ALONE for one in words[at + 1 : last])


CHECKS: tuple[Check, ...] = (totals_disagree,)
"""The checks of this family, in the order in which findings are told."""
