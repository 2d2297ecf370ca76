"""Works: publications that are told as further than they are, or whose list of authors leaves the applicant out.

Checks of an application before a build. Sources: the IU library guide to ERAS (work that is not out carries its status:
submitted, accepted, in press); AMA style as at csus.libguides.com/AMA (seven authors or more: three and et al.), which
can cut the applicant. A preprint has been accepted by nobody, so it counts with what is submitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assembler.checks.consistency.words import Word, fold, key_of, sentences, words_of
from assembler.checks.lazy import Lazy
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, note, warning
from assembler.passages import Passage
from assembler.schema.career import Publication

# What the profile says of a publication ---------------------------------------------------------------

_OUT = ("published", "in-press", "accepted")

_NOT_ACCEPTED = (
    r"submitted|under (?:peer[- ])?review|in peer[- ]review|in preparation|in draft|in writing|under revision"
    r"|revise and resubmit|resubmitted|unpublished|not (?:yet )?(?:accepted|published|submitted)"
    r"|manuscript (?:submitted|in preparation|under)|eingereicht|in vorbereitung|in begutachtung"
)
_PREPRINT = r"pre-?prints?|medrxiv|biorxiv|arxiv|ssrn|research square|psyarxiv|osf"
_ONLY_ACCEPTED = r"in press|forthcoming|accepted|im druck|to appear"

_IN_FIELD = Lazy(rf"\b(?:{_NOT_ACCEPTED}|{_PREPRINT})\b", re.IGNORECASE)
_ACCEPTED_IN_FIELD = Lazy(rf"\b(?:{_ONLY_ACCEPTED})\b", re.IGNORECASE)
_IN_TITLE = Lazy(rf"[(\[,;.–—-]\s*(?:{_NOT_ACCEPTED}|pre-?print)\b[^()\[\]]{{0,60}}[)\]]?\s*\.?$", re.IGNORECASE)
"""At the end of a title, set apart: a title may itself be about what is under review or in preparation."""

_NEEDS_JOURNAL = ("article", "review", "case-report", "letter")


def unpublished_as_published(subject: Subject) -> Iterator[Diagnostic]:
    """Work among the published that is not accepted by its own words, and statements that call such work published."""
    for at, entry in enumerate(subject.profile.publications):
        if not entry.private and entry.state in _OUT and (found := _contradiction(entry)):
            field, message, hint = found
            yield warning("unpublished-as-published", message, subject.at("publications", at, field), hint)
    waiting = [
        work
        for entry in subject.profile.publications
        if entry.state not in _OUT and (work := _work(entry)) and not entry.private
    ]
    if waiting:
        known = [work for entry in subject.profile.publications if entry.state in _OUT and (work := _work(entry))]
        for passage in subject.written:
            yield from _called_published(passage, waiting, known)


def _contradiction(entry: Publication) -> tuple[str, str, str] | None:
    """The field that says otherwise than the state of `entry`, with what to tell and how to mend it."""
    submitted = "say 'state: submitted' (or 'in-preparation'), and nothing of it in the other fields"
    for field in ("journal", "volume", "issue", "pages"):
        text = getattr(entry, field)
        if text and (found := _IN_FIELD.search(text)):
            return (
                field,
                f"this publication has the state '{entry.state}', and its {field} says '{found[0]}'",
                submitted,
            )
        if text and entry.state == "published" and (found := _ACCEPTED_IN_FIELD.search(text)):
            hint = "say 'state: in-press' (or 'accepted') until it is out"
            return field, f"this publication has the state 'published', and its {field} says '{found[0]}'", hint
    if found := _IN_TITLE.search(entry.title):
        words = found[0].strip(" ()[],;.–—-")
        return "title", f"this publication has the state '{entry.state}', and its title says '{words}'", submitted
    if entry.state == "published":
        lacking = [] if entry.date else ["date"]
        if entry.kind in _NEEDS_JOURNAL and not entry.journal:
            lacking.append("journal")
        if lacking:
            message = f"'{entry.title}' counts as published and has no {' and no '.join(lacking)}"
            return "title", message, f"add {' and '.join(lacking)}, or say how far it is: 'state: submitted'"
    return None


# What a statement says of it --------------------------------------------------------------------------

_LEAST = 4
"""Words of a title that a sentence must hold to be about that work."""

_SMALL = frozenset((
    "after", "among", "before", "between", "case", "clinic", "cohort", "during", "from", "hospital", "into", "over",
    "pain", "patient", "patients", "report", "review", "series", "study", "than", "that", "their", "these", "this",
    "through", "trial", "under", "using", "what", "when", "where", "which", "with", "within", "without", "year",
    "years",
))  # fmt: skip
"""Words of four letters or more that tell little of a title."""

_OUT_WORDS = frozenset(("appeared", "publication", "publications", "published", "publishing"))

_OWN = r"\b(?:my|our)\s+(?:(?!(?:he|she|they|that|which|who|mentor|supervisor)\b)[\w-]+,?\s+)"
_BY_ME = Lazy(
    r"\b(?:I|we)\s+(?:(?:also|first|had|have|later|recently|since|then)\s+){0,3}+published\b"
    rf"|{_OWN}{{1,14}}?(?:(?:was|were|is|are|been)\s+(?:recently\s+)?published|appeared\s+in)\b"
    r"|\bpublish(?:ed|ing)\s+(?:my|our)\b"
    rf"|{_OWN}{{0,3}}?(?:publications?|published)\b",
    re.IGNORECASE,
)
"""The applicant's own work, called published."""

_HELD_BACK = Lazy(
    r"\b(?:submit\w*|under (?:peer[- ])?review|in review|in preparation|not (?:yet )?(?:been )?published|unpublished"
    r"|(?:to|will|would|shall|may|should|can) (?:be )?publish(?:ed)?|hop(?:e|ing)|plan(?:s|ned)?|aim|want|before|until"
    r"|accepted|in press|awaiting|drafted|preprint)\b",
    re.IGNORECASE,
)
"""Words by which a sentence says itself that the work is not out, or not yet."""


class _Work(NamedTuple):
    title: str
    state: str
    words: frozenset[str]


def _work(entry: object) -> _Work | None:
    """`entry` by the telling words of its title; None where it has too few to be known by."""
    title = str(getattr(entry, "title", ""))
    words = frozenset(_stems(words_of(title)))
    return _Work(title, str(getattr(entry, "state", "")), words) if len(words) >= _LEAST else None


def _stems(words: Sequence[Word]) -> Iterator[str]:
    """The beginnings of telling words, so that `referral` and `referrals` are one."""
    for one in words:
        if len(one.word) >= 4 and one.word not in _SMALL and not one.word.isdigit():
            yield one.word.removesuffix("s")[:7]


def _called_published(passage: Passage, waiting: Sequence[_Work], known: Sequence[_Work]) -> Iterator[Diagnostic]:
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end]
        if "publi" not in sentence.casefold() and "appeared" not in sentence:
            continue
        found = _BY_ME.search(sentence)
        if not found or _HELD_BACK.search(sentence):
            continue
        words = words_of(sentence)
        said = frozenset(_stems(words))
        work = max(waiting, key=lambda one: len(one.words & said))
        match = len(work.words & said)
        if match < _LEAST or any(len(one.words & said) >= match for one in known):
            continue
        near = [one for one in words if found.start() <= one.start < found.end() and one.word in _OUT_WORDS]
        place = near[-1] if near else words[0]
        yield warning(
            "unpublished-as-published",
            f"'{work.title}' is called published here, and its state in the profile is '{work.state}'",
            passage.mark(start + place.start, start + place.end),
            "say how far it is ('submitted to …'), or correct 'state:' in the profile once it is accepted",
        )


# Authors --------------------------------------------------------------------------------------------


def own_name_cut(subject: Subject) -> Iterator[Diagnostic]:
    """Lists of authors that end in "et al." and in which the applicant does not occur."""
    own = [form for name in subject.profile.own_names() for form in _forms(name)]
    for at, entry in enumerate(subject.profile.publications):
        cut = entry.cut_at()
        if entry.private or cut is None:
            continue
        listed = "".join(letter for letter in fold(" ".join(entry.authors)) if letter.isalnum())
        if not any(form in listed for form in own):
            yield note(
                "own-name-cut",
                f"'{entry.authors[cut]}' leaves your name out: none of the authors listed is"
                f" {subject.profile.own_names()[0]}",
                subject.at("publications", at, "authors", cut),
                "write all authors, one an item; where a list is shortened in print, your name is kept",
            )


def _forms(name: str) -> Iterator[str]:
    """`name` as letters only, as Lastname F: further initials may be missing elsewhere."""
    *family, last = ("".join(letter for letter in word if letter.isalnum()) for word in key_of(name) or (name,))
    yield "".join(family) + (last[:1] if family and len(last) <= 3 else last)


CHECKS: tuple[Check, ...] = (unpublished_as_published, own_name_cut)
"""The checks of this family, in the order in which findings are told."""
