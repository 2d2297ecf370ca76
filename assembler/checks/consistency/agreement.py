"""Agreement: dates in statements and cover letters that the profile contradicts. One of the checks before a build.

A CV must match letters and form (GMC, advice on specialist CVs), and readers lay a statement beside it. A date is
looked at only where the sentence ties it to one name of the profile: "I joined X in 2015", "at X from 2019 to 2021",
"since 2015 I have worked at X", "my degree (2014)", "at X I have done it since 2015". It is told where it lies outside
every period that the profile has for that name; of a degree that was gained, where it is not its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembler.checks.consistency.dates import Claim, dates_in
from assembler.checks.consistency.names import Found, Names, Scene, names_of, whole
from assembler.checks.consistency.ties import SOON, as_what, ties
from assembler.checks.consistency.verbs import BACK, DONE, GAINED, HOLD, NO_POST_AFTER
from assembler.checks.consistency.words import listed, sentences, words_of
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.passages import Passage


def dates_disagree(subject: Subject) -> Iterator[Diagnostic]:
    """Dates of statements and cover letters that lie outside all that the profile has for the name beside them."""
    names = names_of(subject)
    if not names.known:
        return
    for passage in subject.written:
        for start, end in sentences(passage.text):
            yield from _sentence(passage, start, end, names, subject.today.year)


def _sentence(passage: Passage, start: int, end: int, names: Names, today: int) -> Iterator[Diagnostic]:
    if not _A_YEAR.search(passage.text, start, end):
        return
    words = words_of(passage.text, start, end)
    found = [one for one in names.within(words) if whole(passage.text, words, one)]
    scene = Scene(passage.text, words, found, list(dates_in(passage.text, words)))
    for name, when, verb in ties(scene):
        if (scene.heard(when.last, when.last + SOON) | scene.heard(name.last, name.last + SOON)) & NO_POST_AFTER:
            continue
        if verb in BACK and not (when.is_period or when.lead == "until" or as_what(scene, name, when)):
            continue
        gained = name.known.kind == "degree" and bool({verb, *scene.heard(name.first - 3, name.first)} & GAINED)
        done = verb in DONE or gained or (verb in HOLD and len(when.claims) == 1)
        wrong = [
            claim
            for claim in when.claims
            if claim.begin.year <= today and not name.known.holds(claim.begin, claim.end, done=done)
        ]
        if wrong:
            yield _told(passage, scene, name, wrong)


_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)


def _told(passage: Passage, scene: Scene, name: Found, wrong: Sequence[Claim]) -> Diagnostic:
    first, last = scene.words[wrong[0].first].start, scene.words[wrong[-1].last - 1].end
    has = listed(span.written for span in sorted(name.known.spans))
    return warning(
        "dates-disagree",
        f"'{passage.text[first:last]}' beside '{name.known.name}', for which the profile has {has}",
        passage.mark(first, last),
        "correct the date here, or those in the profile",
    )


CHECKS: tuple[Check, ...] = (dates_disagree,)
"""The checks of this family, in the order in which findings are told."""
