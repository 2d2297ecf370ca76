"""Overlaps: full-time posts and trainings that cannot both have been held. One of the checks before a build.

A CV is read for a history that is whole and agrees with letters and form (GMC, advice on specialist CVs: each post with
its dates and its share of full time; AHPRA, standard format for a CV: hours where part-time). An overlap is told where
the dates leave no other reading.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assembler.checks.consistency.dates import alike
from assembler.checks.consistency.words import key_of
from assembler.checks.lazy import Lazy
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.schema.career import Post, Training

_OVERLAP_DAYS = 31
"""A month of handing over is usual."""

_MOST = 30
"""Posts held at once that a further one is compared with."""

_FULL_HOURS = 35
"""Hours a week from which on a post counts as full-time."""

_ASIDE = Lazy(
    r"\b(?:honorary|hon|visiting|guest|on[- ]call|bank|relief|casual|sessional|sessions?|part[- ]time"
    r"|half[- ]time|job[- ]shar\w+|volunt\w+|pro bono|adjunct|affiliate\w*|observ\w+|per diem|moonlight\w*"
    r"|private practice|reserv\w+|academic|professor|lecturer|instructor|tutor|reader|examiner|editor|advis[eo]r"
    r"|representative|member|student|emeritus|second(?:ment|ed)|out of programme|unpaid|gast\w+|honorar\w*"
    r"|ehrenamtlich\w*|teilzeit|nebent\w+|privatdozent\w*|lehrbeauftragt\w*)\b",
    re.IGNORECASE,
)
"""Titles of what is held beside a post. A locum fills a whole post, so that one is full-time like any other."""

_PART = Lazy(
    r"\b(?:part[- ]time|half[- ]time|less than full[- ]time|LTFT|honorary (?:contract|post|appointment)|job[- ]shar\w+"
    r"|sessional|unpaid|(?:held|ran|run) concurrently|concurrent(?:ly)? with|in parallel (?:to|with)"
    r"|alongside (?:my|the) (?:job|post|residency|training)|out of programme|teilzeit|nebenberuflich)\b",
    re.IGNORECASE,
)
"""The same in what is told of a post."""

_ROLE = Lazy(r"\b(?:lead|leader|chief|head|director|deputy|co-?ordinator|chair)\b", re.IGNORECASE)
"""Roles that someone holds within a post."""

_UMBRELLA = Lazy(
    r"\b(?:deanery|health education|nhs (?:england|education)|hee|heiw|schools? of|colleges? of|foundation school"
    r"|ministry|rotations?|consortium|network|council|training (?:board|committee|scheme)|weiterbildungsverbund)\b",
    re.IGNORECASE,
)
"""Bodies that train doctors in the hospitals of others."""

_UNIVERSITY = Lazy(r"\buniversi", re.IGNORECASE)
_HOSPITAL = Lazy(r"hospital|hôpital|ospedale|clinic|klinik|medical cent|krankenhaus|infirmary", re.IGNORECASE)
"""A university trains in hospitals too, unless it is the hospital."""


class _Held(NamedTuple):
    """A post or training with the days on which it was held for sure."""

    section: str
    entry: Post | Training
    first: datetime.date
    last: datetime.date
    title: tuple[str, ...]
    institution: tuple[str, ...]


def posts_overlap(subject: Subject) -> Iterator[Diagnostic]:
    """Two full-time posts or trainings that overlap by more than a month, told at the later one."""
    before: list[_Held] = []
    for later in sorted(_held(subject), key=lambda held: held.first):
        before = [one for one in before if one.last >= later.first][-_MOST:]
        pairs = ((_shared(one, later), one) for one in before if not _together(one, later))
        days, earlier = max(pairs, key=lambda pair: pair[0], default=(0, later))
        if days > _OVERLAP_DAYS:
            yield warning(
                "posts-overlap",
                f"'{later.entry.title}' (from {later.entry.start}) overlaps '{earlier.entry.title}'"
                f" ({earlier.entry.start} to {earlier.entry.end}) by at least {days} days, both full-time",
                later.entry.mark,
                "correct one of the dates; where both are right, give the post that was not full-time its 'percent:'",
            )
        before.append(later)


def _held(subject: Subject) -> Iterator[_Held]:
    for section in ("posts", "training"):
        entries: Sequence[Post | Training] = getattr(subject.profile, section)
        for entry in entries:
            if entry.private or entry.end is None or not _full_time(entry):
                continue
            last = subject.today.first() if entry.end.is_open else entry.end.first()
            title, institution = key_of(entry.title), key_of(entry.institution)
            yield _Held(section, entry, entry.start.last(), last, title, institution)


def _full_time(entry: Post | Training) -> bool:
    if isinstance(entry, Post):
        if entry.percent not in (None, 100) or (entry.hours is not None and entry.hours < _FULL_HOURS):
            return False
        if entry.local_title and _ASIDE.search(entry.local_title):
            return False
    told = (bullet.text for bullet in entry.bullets)
    return not _ASIDE.search(entry.title) and not any(_PART.search(text) for text in told)


def _shared(one: _Held, other: _Held) -> int:
    """The days that both were held for sure."""
    return (min(one.last, other.last) - max(one.first, other.first)).days + 1


def _together(one: _Held, other: _Held) -> bool:
    """Whether both are often held at once: a post within a training, a role within a post; or the same entry twice."""
    here, there = one.institution, other.institution
    if one.section == other.section:
        same = one.title == other.title and alike(one.entry.start, other.entry.start)
        role = here == there and bool(_ROLE.search(one.entry.title) or _ROLE.search(other.entry.title))
        return same or role or _within(one, other) or _within(other, one)
    post, training = (one, other) if one.section == "posts" else (other, one)
    at_home = not here or not there or set(here) <= set(there) or set(there) <= set(here)
    return _within(post, training, at_home=at_home)


def _within(inner: _Held, outer: _Held, *, at_home: bool = False) -> bool:
    """Whether `inner` may lie in the time of `outer`, and belong to it."""
    outer_end = outer.entry.end
    begins = inner.first.toordinal() >= outer.entry.start.first().toordinal() - _OVERLAP_DAYS
    ends = outer_end is None or inner.last.toordinal() <= outer_end.last().toordinal() + _OVERLAP_DAYS
    return begins and ends and (at_home or _trains_elsewhere(outer.entry.institution or ""))


def _trains_elsewhere(body: str) -> bool:
    return bool(_UMBRELLA.search(body) or (_UNIVERSITY.search(body) and not _HOSPITAL.search(body)))


CHECKS: tuple[Check, ...] = (posts_overlap,)
"""The checks of this family, in the order in which findings are told."""
