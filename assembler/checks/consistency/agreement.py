"""Agreement: dates in statements and cover letters that the profile contradicts. One of the checks before a build.

A CV must match letters and form (GMC, advice on specialist CVs), and readers lay a statement beside it. A date is
looked at only where the sentence ties it to one name of the profile: "I joined X in 2015", "at X from 2019 to 2021",
"since 2015 I have worked at X", "my degree (2014)". It is told where it lies outside every period that the profile has
for that name; of a degree that was gained, where it is not its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assembler.checks.consistency.dates import Claim, When, dates_in
from assembler.checks.consistency.names import Found, Names, names_of
from assembler.checks.consistency.verbs import (
    ADVERBS_OF_PRINT,
    AS,
    AT,
    BEFORE_WORK,
    DONE,
    EDGES,
    FROM,
    GAINED,
    JOINING,
    ME,
    MINE,
    NO_POST_AFTER,
    NOT_A_POST,
    OF,
    OTHERS,
    POSTS,
    PRINTED,
    RUNS,
    STARTED_AT,
    STAYS,
    TO,
    TOOK,
    WAS,
    WAS_WHERE,
)
from assembler.checks.consistency.words import Word, listed, sentences, words_of
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic, warning
from assembler.passages import Passage

_FAR = 24
"""Words before a name in which its sentence begins to tell of it."""

_CLOSE = 10
"""Words between a name and a date before it."""

_ADVERBS = 5
"""Words between `I` and what I did: "I have since then always worked"."""

_BREAK = re.compile(r"[;:.!?—…(]| – ")


class _Scene(NamedTuple):
    """A sentence as its words, with the names and the dates among them."""

    text: str
    words: Sequence[Word]
    names: Sequence[Found]
    dates: Sequence[When]

    def between(self, first: int, last: int) -> str:
        """The text between word `first` - 1 and word `last`, where these are neighbours or not."""
        return self.text[self.words[first - 1].end : self.words[last].start] if 0 < first <= last else ""

    def word(self, at: int) -> str:
        """Word `at` without what an apostrophe adds to it: "I" of "I've", "not" of "didn't"."""
        if not 0 <= at < len(self.words):
            return ""
        word = self.words[at].word
        if "'" in word or "’" in word:
            return "not" if word.endswith(("n't", "n’t")) else word.replace("’", "'").split("'", 1)[0]
        return word

    def heard(self, first: int, last: int) -> frozenset[str]:
        """The words from `first` up to `last`."""
        return frozenset(self.word(at) for at in range(first, last))


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
    found = [one for one in names.within(words) if _whole(passage.text, words, one)]
    scene = _Scene(passage.text, words, found, list(dates_in(passage.text, words)))
    for name, when, verb in _ties(scene):
        if scene.heard(when.last, when.last + _ADVERBS) & NO_POST_AFTER:
            continue
        gained = name.known.kind == "degree" and {verb, *scene.heard(name.first - 3, name.first)} & GAINED
        done = verb in DONE or bool(gained)
        wrong = [
            claim
            for claim in when.claims
            if claim.begin.year <= today and not name.known.holds(claim.begin, claim.end, done=done)
        ]
        if wrong:
            yield _told(passage, scene, name, wrong)


_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)


def _told(passage: Passage, scene: _Scene, name: Found, wrong: Sequence[Claim]) -> Diagnostic:
    first, last = scene.words[wrong[0].first].start, scene.words[wrong[-1].last - 1].end
    has = listed(span.written for span in sorted(name.known.spans))
    return warning(
        "dates-disagree",
        f"'{passage.text[first:last]}' beside '{name.known.name}', for which the profile has {has}",
        passage.mark(first, last),
        "correct the date here, or those in the profile",
    )


def _whole(text: str, words: Sequence[Word], name: Found) -> bool:
    """Whether no capital beside a name makes it part of a longer one: "Royal X", "X Medical School", "School of X"."""
    if name.known.kind not in ("place", "journal"):
        return True
    after, before = name.last, name.first - 1
    if before > 0 and words[before].word in OF and words[before - 1].capital:
        return False
    goes_on = after < len(words) and words[after].capital and text[words[after - 1].end : words[after].start] == " "
    begun = before > 0 and words[before].capital and text[words[before].end : words[before + 1].start] in (" ", "-")
    return not goes_on and not (begun and words[before].word not in ("i", "the"))


# What ties a date to a name ---------------------------------------------------------------------------


def _ties(scene: _Scene) -> Iterator[tuple[Found, When, str]]:
    """Each name with the date that the sentence gives for it, and the word that ties them; a date serves one name."""
    after = {date.first: date for date in scene.dates}
    dates = iter((*scene.dates, None))
    date, ahead, end = None, next(dates), 0
    taken: When | None = None
    bare = False
    for name in scene.names:
        while ahead and ahead.last <= name.first:
            date, ahead = ahead, next(dates)
        own = _date_after(scene, name, after)
        if own is not None:
            shared = bare and scene.heard(name.first - 2, name.first) & JOINING
            if not shared and (verb := _told_by(scene, name, name.first) or _opens(scene, name, own)):
                taken = own
                yield name, own, verb
        elif (
            date is not None
            and date is not taken
            and end <= date.last
            and (verb := _leads_to(scene, date, name) or _opens(scene, name, date))
        ):
            yield name, date, verb
        end, bare = name.last, own is None


def _date_after(scene: _Scene, name: Found, dates: Mapping[int, When]) -> When | None:
    """The date directly after a name, its city passed over: "at X in 2015", "X (2015-2018)", "X, Cork, since 2015"."""
    at = name.last + (scene.word(name.last) in EDGES)
    while at < len(scene.words) and at - name.last < 6 and at not in dates:
        word = scene.word(at)
        place = word in name.known.near or (word in ("in", "the") and scene.word(at + 1) in name.known.near)
        if not place or scene.between(at, at).strip(" ,"):
            return None
        at += 1
    date = dates.get(at)
    if date is None or (name.known.kind == "title" and scene.word(date.last) in AT):
        return None
    gap = scene.between(at, at).strip()
    if gap == "(":
        end = scene.words[date.last - 1].end
        return date if scene.text[end : end + 1] in (")", ",") else None
    if not date.lead and not (gap == "," and date.is_period):
        return None
    return date if not gap or (gap == "," and date.is_period) else None


def _leads_to(scene: _Scene, date: When, name: Found) -> str:
    """What makes a date before a name the name's: "Since 2015 I have worked at X", "I graduated in 2015 from X"."""
    between = range(max(date.last, name.first - _CLOSE - 1), name.first)
    words = {scene.word(at) for at in between}
    if not date.lead or len(between) > _CLOSE or words & (OTHERS | NOT_A_POST):
        return ""
    if any(_BREAK.search(scene.between(at, at)) for at in (*between, name.first)):
        return ""
    if words & ME:
        return _told_by(scene, name, name.first, least=date.last)
    # The writer and what they did stand before the date, and nothing new is told between it and the name.
    commas = any("," in scene.between(at, at) for at in (*between, name.first))
    told = any(scene.word(at) in STAYS or scene.word(at) in GAINED for at in between)
    return "" if commas or told or len(between) > _ADVERBS else _told_by(scene, name, date.first)


def _told_by(scene: _Scene, name: Found, until: int, least: int = 0) -> str:
    """The word before word `until` that says that the writer was there, held that, or passed that; empty for none.

    Looks back from there for what was done, and for the writer before it, but not beyond word `least`.
    """
    lead = _lead_of(scene, name)
    for at in range(until - 1, max(least, until - _FAR) - 1, -1):
        if _BREAK.search(scene.between(at + 1, at + 1)) and at + 1 < name.first:
            return ""
        word = scene.word(at)
        if word in PRINTED and _does(scene, at, name, lead):
            return word if _is_ours(scene, at) else ""
        if word in OTHERS or (word in NOT_A_POST and name.known.kind != "journal"):
            return ""
        if _does(scene, at, name, lead):
            mine = MINE | {"during"} if word in POSTS or word in MINE else frozenset()
            return word if _by_me(scene, at, least, mine) else ""
        if word in ME:
            before = scene.word(at - 1)
            return before if word == "ich" and at > least and _does(scene, at - 1, name, lead) else ""
        if word == "as" and (at == 0 or "," in scene.between(at, at)) and name.known.kind in ("place", "title"):
            return word if _then_me(scene, name.last) or _then_me(scene, name.last + _ADVERBS) else ""
    return ""


def _opens(scene: _Scene, name: Found, date: When) -> str:
    """How a sentence opens with place and period: "At X from 2014 to 2016, I …", "From 2014 to 2016 at X I …"."""
    start, begun = (0, True) if name.first < date.first else (date.last, date.first == 0)
    is_place = name.known.kind == "place" and len(date.claims) > 1
    if not (begun and is_place and start < name.first <= start + 3 and scene.heard(start, name.first) <= AT | {"the"}):
        return ""
    return scene.word(start) if _then_me(scene, max(name.last, date.last)) else ""


def _then_me(scene: _Scene, at: int) -> bool:
    """Whether from word `at` on the sentence goes on with what I did."""
    near = (scene.word(later) for later in range(at, at + _ADVERBS))
    return next((word in ME for word in near if word in ME or word in OTHERS), False)


def _lead_of(scene: _Scene, name: Found) -> str:
    """The word that leads to a name, articles of places aside; empty where what was done does so itself."""
    at = name.first - 1
    if name.known.kind not in ("title", "degree", "exam"):
        while scene.word(at) in ("the", "our", "old"):
            at -= 1
    word = scene.word(at)
    return "" if word in STAYS or word in GAINED else word


def _does(scene: _Scene, at: int, name: Found, lead: str) -> bool:
    """Whether word `at` tells what `name` is to the writer."""
    word, kind = scene.word(at), name.known.kind
    if kind == "journal":
        return word in PRINTED and name.first - at <= 4 and lead in ("in", "")
    if kind in ("degree", "exam"):
        return (word in GAINED and name.first - at <= 4) or (word in MINE and at == name.first - 1)
    if kind == "title":
        held = word in ("became", *WAS) or (word in STAYS and STAYS[word] in (AT, TO)) or word == "appointed"
        return held and (lead in AS or lead in WAS or lead in ("appointed", "became")) and name.first - at <= _ADVERBS
    if kind == "task":
        return word in RUNS and name.first - at <= 3
    if word in STAYS:
        return lead in STAYS[word] and (word != "work" or scene.word(at - 1) in BEFORE_WORK)
    if word in TOOK and scene.word(at + 1) in STARTED_AT:
        return lead in FROM
    if word in TOOK:
        said = {scene.word(later) for later in range(at + 1, min(at + 7, name.first))}
        return lead in FROM and bool(said & POSTS or kind == "school")
    if word in WAS:
        return lead in AT and scene.word(at + 1) in WAS_WHERE
    whose = scene.word(at - 1) == "during" or scene.heard(at - 3, at) & MINE
    return word in POSTS and lead in FROM and bool(whose)


def _by_me(scene: _Scene, at: int, least: int, mine: frozenset[str]) -> bool:
    """Whether it is the writer who did what word `at` tells: "I … worked", or with a word of `mine` "my training"."""
    for before in range(at, max(least, at - _ADVERBS - 1) - 1, -1):
        word = scene.word(before)
        if word in ME or word in mine:
            return True
        if word in OTHERS or (before < at and _BREAK.search(scene.between(before + 1, before + 1))):
            return False
    return False


def _is_ours(scene: _Scene, at: int) -> bool:
    """Whether what was printed, as word `at` tells, is the writer's: "we have published", "my audit was published"."""
    for before in range(at - 1, max(0, at - _ADVERBS - 1) - 1, -1):
        word = scene.word(before)
        if word in ("i", "we"):
            return all(scene.word(between) in ADVERBS_OF_PRINT for between in range(before + 1, at))
        if word in ("my", "our"):
            return True
        if word in OTHERS or _BREAK.search(scene.between(before + 1, before + 1)):
            return False
    return False


CHECKS: tuple[Check, ...] = (dates_disagree,)
"""The checks of this family, in the order in which findings are told."""
