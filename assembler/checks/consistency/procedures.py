"""Procedures: the rows of all logbooks by the words of their names, for checks that look for them in texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.checks.consistency.words import words_of
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
