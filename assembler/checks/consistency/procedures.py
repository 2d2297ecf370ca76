"""Procedures: the rows of all logbooks by the words of their names; and who did what a text counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.checks.consistency.words import Word, words_of
from assembler.checks.subject import Subject
from assembler.schema.career import ProcedureRow

GENERIC = frozenset((
    "ablation", "anesthesia", "block", "catheter", "epidural", "guided", "implant", "implantation", "infusion",
    "injection", "insertion", "joint", "limb", "nerve", "neurolys", "placement", "plane", "plexu", "point", "procedure",
    "pump", "radiofrequency", "refill", "therapy", "treatment", "trial",
))  # fmt: skip
"""Words that many procedures share: alone they name none."""

BETWEEN = frozenset(("and", "by", "for", "in", "into", "of", "or", "the", "to", "under", "via", "with"))
_ASIDE = re.compile(r"\([^()]*\)")
_EDGE = re.compile(r"[(\[,:;/]|\s(?:for|with|in|of|under|by|via|to|at|into)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Procedures:
    """The rows of all logbooks, and which of them each word names."""

    rows: Sequence[ProcedureRow]
    named: Mapping[str, frozenset[int]]
    bases: Sequence[tuple[str, ...]]
    """The name of each row up to what it is for or how it is done."""


def procedures_of(subject: Subject) -> Procedures:
    """All rows, private ones too: what is left out of a document is no less done."""
    rows = [row for log in subject.profile.logbooks for row in log.rows]
    named: dict[str, set[int]] = {}
    bases = []
    for at, row in enumerate(rows):
        name = _ASIDE.sub(" ", row.procedure)
        for one in words_of(name):
            if one.word not in BETWEEN:
                named.setdefault(stem(one.word), set()).add(at)
        bases.append(tuple(stem(one.word) for one in words_of(_EDGE.split(name)[0])))
    return Procedures(rows, {word: frozenset(at) for word, at in named.items()}, bases)


def stem(word: str) -> str:
    """`word` in the singular, in one spelling of the two of English."""
    word = word.replace("ae", "e").replace("oe", "e").replace("our", "or")
    for ending, instead in (("ies", "y"), ("yses", "ys"), ("ysis", "ys"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


# Who did them ----------------------------------------------------------------------------------------

_ME = frozenset(("i", "me", "mine", "my", "myself"))
_OTHERS = frozenset((
    "center", "centre", "clinic", "colleague", "colleagues", "consultants", "department", "fellow", "fellows", "he",
    "hospital", "it", "our", "program", "programme", "residents", "service", "she", "team", "their", "they", "trainees",
    "unit", "we", "who", "you", "your",
))  # fmt: skip
_NOT_DONE = frozenset((
    "aim", "aims", "can", "could", "expect", "expects", "goal", "hope", "if", "minimum", "must", "need",
    "needs", "plan", "require", "required", "requires", "shall", "should", "target", "until", "want", "will", "wish",
    "would",
))  # fmt: skip
_STUDIED = frozenset((
    "analysed", "analysis", "analyzed", "audit", "audited", "charts", "cohort", "data", "database", "followed",
    "literature", "records", "register", "review", "reviewed", "series", "studied", "studies", "study", "survey",
    "surveyed",
))  # fmt: skip
_RATE = re.compile(
    r"\W{1,3}(?:(?:a|an|per|each|every)\s(?:annum|day|fortnight|list|month|session|week|year)|annually|daily|monthly"
    r"|weekly|yearly)\b"
)
_AT_MOST = frozenset(("fewer", "less", "most", "under"))
NEAR = 14
"""Words before a number in which it is told who did it, and whether it was done."""


def counts(text: str, words: Sequence[Word], at: int, last: int, *, mine: bool = False) -> bool:
    """Whether the applicant is the one who did them, and did them: no plan, no rate, no study, no share of others.

    `mine`: it is told already that they are the applicant's.
    """
    before = [one.word for one in words[max(0, at - NEAR) : at]]
    if _RATE.match(text, words[last - 1].end) or _is_at_most(before) or before[-2:] == ["up", "to"]:
        return False
    if len(before) > 1 and before[-1] in ("of", "or", "to") and before[-2].isdigit():
        return False
    who = next((word for word in reversed(before) if word in _ME or word in _OTHERS), "i")
    return (mine or who in _ME) and not _is_studied(words, at, last) and not set(before) & _NOT_DONE


def _is_at_most(before: Sequence[str]) -> bool:
    """Whether a number with these words before it is the most: "fewer than 40", "at most 40", not "most of the 40"."""
    near = before[-3:]
    return any(word in _AT_MOST and near[at + 1 : at + 2] != ["of"] for at, word in enumerate(near))


def _is_studied(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether they are those of a study: not those of "my register", which is a logbook."""
    near = (*range(max(0, first - NEAR), first), *range(last, min(last + 4, len(words))))
    return any(
        words[at].word in _STUDIED and not (words[at].word in _KEPT and at > 0 and words[at - 1].word in ("my", "own"))
        for at in near
    )


_KEPT = frozenset(("database", "records", "register"))
