"""Ties: what makes a date in a sentence the date of a name of the profile, and which word says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from assembler.checks.consistency.dates import When
from assembler.checks.consistency.names import Found, Scene
from assembler.checks.consistency.verbs import (
    ADVERBS_OF_PRINT,
    AND,
    AS,
    AT,
    BACK,
    BEFORE_WORK,
    EDGES,
    FROM,
    GAINED,
    HOLD,
    JOINING,
    ME,
    MINE,
    NO_POST_AFTER,
    NOT_A_POST,
    NOT_GAINED,
    OTHERS,
    POSTS,
    PRINTED,
    RUNS,
    STARTED_AT,
    STAYS,
    TIMES,
    TO,
    TOOK,
    WAS,
    WAS_WHERE,
)

_FAR = 24
"""Words before a name in which its sentence begins to tell of it."""

_CLOSE = 10
"""Words between a name and a date before it."""

SOON = 5
"""Words between `I` and what I did: "I have since then always worked"."""

_NOT_SHORT = ("im", "in")
"""What leads to a town or a region, so that it leads to no short name of a place."""

_BREAK_OF_LISTS = re.compile(r"[;:.!?—…]| – ")
_BREAK = re.compile(r"[;:.!?—…(]| – ")


def ties(scene: Scene) -> Iterator[tuple[Found, When, str]]:
    """Each name with the date that the sentence gives for it, and the word that ties them; a date serves one name."""
    after = {date.first: date for date in scene.dates}
    dates = iter((*scene.dates, None))
    date, ahead, end = None, next(dates), 0
    taken: When | None = None
    bare = False
    for name, later in zip_longest(scene.names, scene.names[1:]):
        while ahead and ahead.last <= name.first:
            date, ahead = ahead, next(dates)
        own = _date_after(scene, name, after)
        if own is not None:
            shared = bare and scene.heard(name.first - 2, name.first) & JOINING
            verb = "" if shared else _told_by(scene, name, name.first) or _opens(scene, name, own)
            if verb := verb or _listed(scene, name, own):
                taken = own
                yield name, own, verb
        elif (
            date is not None
            and date is not taken
            and end <= date.last
            and (verb := _leads_to(scene, date, name) or _opens(scene, name, date))
        ):
            yield name, date, verb
        elif ahead and (later is None or later.first > ahead.first) and (verb := _here(scene, name, ahead)):
            taken = ahead
            yield name, ahead, verb
        end, bare = name.last, own is None


def _date_after(scene: Scene, name: Found, dates: Mapping[int, When]) -> When | None:
    """The date directly after a name, its city passed over: "at X in 2015", "X (2015-2018)", "X, Cork, since 2015"."""
    at = name.last + (scene.word(name.last) in EDGES)
    while at < len(scene.words) and at - name.last < 6 and at not in dates:
        word = scene.word(at)
        place = word in name.known.near or (word in ("in", "the") and scene.word(at + 1) in name.known.near)
        if not place or scene.between(at, at).strip(" ,"):
            break
        at += 1
    at = _past_role(scene, at, dates)
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


def _past_role(scene: Scene, at: int, dates: Mapping[int, When]) -> int:
    """The word after "as a senior registrar", where a date follows that; else `at`."""
    if scene.word(at) not in ("als", "as"):
        return at
    no_role = OTHERS | NOT_A_POST | NO_POST_AFTER | ME | AND
    for later in range(at + 1, min(at + SOON + 1, len(scene.words))):
        if scene.between(later - 1, later - 1).strip(" -") or scene.word(later) in no_role:
            break
        if later in dates:
            return later
    return at


def as_what(scene: Scene, name: Found, date: When) -> bool:
    """Whether it is told as what somebody was there: "as a consultant" after the name or the date."""
    return not {scene.word(name.last), scene.word(date.last)}.isdisjoint(("als", "as"))


def _listed(scene: Scene, name: Found, date: When) -> str:
    """What makes a date in brackets that of a degree or an examination: "I hold the MBBS (2015)", an item of a list."""
    end = scene.words[date.last - 1].end
    in_brackets = scene.between(date.first, date.first).strip() == "(" and scene.text[end : end + 1] == ")"
    if name.known.kind not in ("degree", "exam") or not in_brackets or scene.word(date.last) in NOT_GAINED:
        return ""
    for at in range(name.first - 1, max(0, name.first - 4 * _FAR) - 1, -1):
        word = scene.word(at)
        if word in OTHERS or word in NOT_A_POST:
            return ""
        if word in ME:
            return "hold" if scene.word(at + 1) in HOLD else "listed"
        if _BREAK_OF_LISTS.search(scene.between(at, at)):
            break
    return "listed"


_STAYED = ("served", "trained", "was", "worked")


def _here(scene: Scene, name: Found, date: When) -> str:
    """What ties a date behind a place to it: "At X I have led it since 2015", "At X I was ill from 2015 to 2016"."""
    at = name.first - 1
    while scene.word(at) in ("the", "our"):
        at -= 1
    opens = at == 0 or (at > 0 and ("," in scene.between(at, at) or scene.word(at - 1) in AND))
    if name.known.kind != "place" or not date.lead or not date.is_period or scene.word(at) not in AT or not opens:
        return ""
    me = next((at for at in range(name.last, name.last + SOON) if scene.word(at) in ME), date.first)
    if len(date.claims) > 1:
        stayed = scene.word(me + 1) in _STAYED
    else:
        stayed = scene.word(me + 1) == "have" or scene.whole(me) in ("i've", "i’ve", "ich")
    between = range(me + 1, date.first)
    if not stayed or len(between) > _FAR or scene.heard(name.last, date.first) & (OTHERS | NOT_A_POST):
        return ""
    apart = any(_BREAK.search(scene.between(at, at)) or "," in scene.between(at, at) for at in (*between, date.first))
    return "" if apart else scene.word(me)


def _leads_to(scene: Scene, date: When, name: Found) -> str:
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
    return "" if commas or told or len(between) > SOON else _told_by(scene, name, date.first)


def _told_by(scene: Scene, name: Found, until: int, least: int = 0) -> str:
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
            return word if _then_me(scene, name.last) or _then_me(scene, name.last + SOON) else ""
    return ""


def _opens(scene: Scene, name: Found, date: When) -> str:
    """How a sentence opens with place and period: "At X from 2014 to 2016, I …", "From 2014 to 2016 at X I …"."""
    start, begun = (0, True) if name.first < date.first else (date.last, date.first == 0)
    is_place = name.known.kind == "place" and len(date.claims) > 1
    if not (begun and is_place and start < name.first <= start + 3 and scene.heard(start, name.first) <= AT | {"the"}):
        return ""
    return scene.word(start) if _then_me(scene, max(name.last, date.last)) else ""


def _then_me(scene: Scene, at: int) -> bool:
    """Whether from word `at` on the sentence goes on with what I did."""
    near = (scene.word(later) for later in range(at, at + SOON))
    return next((word in ME for word in near if word in ME or word in OTHERS), False)


def _lead_of(scene: Scene, name: Found) -> str:
    """The word that leads to a name, articles of places aside; empty where what was done does so itself."""
    at = name.first - 1
    if name.known.kind not in ("title", "degree", "exam"):
        while scene.word(at) in ("the", "our", "old"):
            at -= 1
    word = scene.word(at)
    return "" if word in STAYS or word in GAINED else word


def _does(scene: Scene, at: int, name: Found, lead: str) -> bool:
    """Whether word `at` tells what `name` is to the writer."""
    word, kind = scene.word(at), name.known.kind
    if (name.known.short and lead in _NOT_SHORT) or (word in BACK and scene.word(at + 1) != "back"):
        return False
    if kind == "journal":
        return word in PRINTED and name.first - at <= 4 and lead in ("in", "")
    if kind in ("degree", "exam"):
        return (word in GAINED and name.first - at <= 4) or (word in MINE and at == name.first - 1)
    if kind == "title":
        held = word in ("became", *WAS) or (word in STAYS and STAYS[word] in (AT, TO)) or word == "appointed"
        return held and (lead in AS or lead in WAS or lead in ("appointed", "became")) and name.first - at <= SOON
    if kind == "task":
        return word in RUNS and name.first - at <= 3
    if word in STAYS:
        return lead in STAYS[word] and (word != "work" or scene.word(at - 1) in BEFORE_WORK)
    if word in TOOK and scene.word(at + 1) in STARTED_AT:
        return lead in FROM
    if word in TOOK:
        said = {scene.word(later) for later in range(at + 1, min(at + 7, name.first))}
        return lead in FROM and bool(said & POSTS or kind == "school" or (word == "spent" and said & TIMES))
    if word in WAS:
        return lead in AT and scene.word(at + 1) in WAS_WHERE
    whose = scene.word(at - 1) == "during" or scene.heard(at - 3, at) & MINE
    return word in POSTS and lead in FROM and bool(whose)


def _by_me(scene: Scene, at: int, least: int, mine: frozenset[str]) -> bool:
    """Whether it is the writer who did what word `at` tells: "I … worked", or with a word of `mine` "my training"."""
    for before in range(at, max(least, at - SOON - 1) - 1, -1):
        word = scene.word(before)
        if word in ME or word in mine:
            return True
        if word in OTHERS or (before < at and _BREAK.search(scene.between(before + 1, before + 1))):
            return False
    joined = "," in scene.between(at, at) or not {scene.word(at - 1), scene.word(at - 2)}.isdisjoint(AND)
    return joined and _goes_on(scene, at, least)


def _goes_on(scene: Scene, at: int, least: int) -> bool:
    """Whether what word `at` tells is a further thing that I did: "I trained in X until 2022, and went back to Y"."""
    for before in range(at - 1, max(least, at - 2 * _FAR) - 1, -1):
        word = scene.word(before)
        if word in ME:
            return True
        if word in OTHERS or word in NOT_A_POST or _BREAK.search(scene.between(before, before)):
            return False
    return False


def _is_ours(scene: Scene, at: int) -> bool:
    """Whether what was printed, as word `at` tells, is the writer's: "we have published", "my audit was published"."""
    for before in range(at - 1, max(0, at - SOON - 1) - 1, -1):
        word = scene.word(before)
        if word in ("i", "we"):
            return all(scene.word(between) in ADVERBS_OF_PRINT for between in range(before + 1, at))
        if word in ("my", "our"):
            return True
        if word in OTHERS or _BREAK.search(scene.between(before + 1, before + 1)):
            return False
    return False
