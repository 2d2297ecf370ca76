"""Which texts are read for what may tell who a patient is, and what an application names in fields of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assembler.checks.lazy import Lazy
from assembler.checks.subject import Subject, once
from assembler.passages import Passage

_WORD = Lazy(r"\w+|\0")
_NO_DIGITS = re.compile(r"[^0-9\0]+")
_MAIL = Lazy(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}\w")

_FREE = frozenset(
    (
        "text",
        "detail",
        "patients",
        "baseline",
        "change",
        "reaudit",
        "relationship",
        "point",
        "bullets",
        "themes",
        "moments",
        "tested",
        "short",
        "long",
        "contribution",
        "interests",
    )
)
"""Fields and lists of the profile whose texts a person words freely. All others hold names, dates and numbers."""


def _field(passage: Passage) -> str:
    """The name of the field or list that `passage` of a YAML file stands in."""
    return passage.where.rstrip("/0123456789").rpartition("/")[2]


@once
def _told(subject: Subject) -> Sequence[tuple[str, Passage]]:
    """The texts of the profile, each after the name of its field."""
    return [(_field(one), one) for one in subject.told]


@once
def free_texts(subject: Subject) -> Sequence[Passage]:
    """All that is worded freely: statements, cover letters, and the texts of the profile that a document shows."""
    reworded = (one for program in subject.programs for one in subject.told_of(program))
    return (
        *subject.written,
        *(one for field, one in _told(subject) if field in _FREE),
        *(one for one in reworded if one.where.startswith("texts/")),
    )


_SHORT = frozenset(("procedure", "role", "setting"))


@once
def short_texts(subject: Subject) -> Sequence[Passage]:
    """The fields of a few words that a CV shows beside what is worded freely, where a number may be a patient's."""
    sources = (
        (("logbooks", at, "source"), one.source) for at, one in enumerate(subject.profile.logbooks) if not one.private
    )
    return (
        *(one for field, one in _told(subject) if field in _SHORT),
        *(
            Passage(text, mark.file, "/".join(map(str, place)), subject.runs_of(mark, text))
            for place, text in sources
            if (mark := subject.at(*place)) is not None
        ),
    )


class Known:
    """What profile and programs name in their own fields: people, places, institutions, addresses, numbers."""

    def __init__(self, subject: Subject) -> None:
        own = [one for field, one in _told(subject) if field not in _FREE]
        theirs = [
            one
            for program in subject.programs
            for one in subject.told_of(program)
            if not one.where.startswith("texts/")
        ]
        relations = [one for field, one in _told(subject) if field == "relationship"]
        texts = "\0".join(one.text for one in (*own, *theirs, *relations)).casefold()
        self._words = f" {' '.join(_WORD.findall(texts))} "
        self.tokens = frozenset(self._words.split())
        self.mails = frozenset(mail for text in texts.split("\0") if "@" in text for mail in _MAIL.findall(text))
        self.digits = f" {_NO_DIGITS.sub('', texts)} "
        self.institutions = frozenset(one.text for field, one in _told(subject) if field == "institution")

    def __contains__(self, name: str) -> bool:
        """Whether `name`, of one word or more, stands in some field."""
        return f" {' '.join(_WORD.findall(name.casefold()))} " in self._words


@once
def known_of(subject: Subject) -> Known:
    """What a subject names."""
    return Known(subject)
