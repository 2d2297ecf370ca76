"""People in texts, by their titles and the parts of their names. For the checks of an address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from assembler.checks.naming import LEADING, TITLES, Word, keys_of, words_of


class Person(NamedTuple):
    """A person by the words of their name: the family name apart, as far as a name alone tells."""

    given: tuple[str, ...]
    family: tuple[str, ...]


_EVERYBODY = frozenset(("frau", "herr", "herrn", "lady", "lord", "mr", "mrs", "ms", "mx", "sir"))
"""Titles that patients have too, so that no doctor is told by them."""

_ROLES = frozenset(("chair", "chairman", "chief", "coordinator", "director", "head", "lead"))
"""What may stand before a name as a title does, and more often does not."""

_SUFFIXES = frozenset(("esq", "iii", "iv", "jnr", "jr", "junior", "md", "phd", "snr", "sr"))


def person_of(name: str, salutation: str | None = None) -> Person | None:
    """The person called `name`; whose family name is what `salutation` says, else the last word. None where none is."""
    words = list(words_of(name.partition(",")[0]))
    while words and words[0].key.casefold() in TITLES:
        del words[0]
    shouting = all(word.key.isupper() for word in words)
    while len(words) > 1 and (words[-1].key.casefold() in _SUFFIXES or (words[-1].key.isupper() and not shouting)):
        del words[-1]
    if not words or not words[-1].capital:
        return None
    keys = tuple(word.key for word in words)
    called = tuple(key for key in keys_of(salutation or "") if key.casefold() not in TITLES)
    for at in range(len(keys)):
        if called and keys[at : at + len(called)] == called:
            return Person(keys[:at] + keys[at + len(called) :], called)
    last = _family(words)
    return Person(keys[:last], keys[last:])


def _family(words: Sequence[Word]) -> int:
    """Where in a name the family name begins: with `Adeyemi-Strand` and `O'Brien` as one, and `van der` before it."""
    last = max(0, len(words) - 1)
    while last > 0 and (words[last].gap in _JOINING or words[last - 1].key in _PARTICLES):
        last -= 1
    return last


_JOINING = frozenset(("-", "‐", "‑", "'", "’"))
_PARTICLES = frozenset(("da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter", "van", "von"))


def people_in(words: Sequence[Word], others: Collection[str], plain: Collection[str]) -> Iterator[Person]:
    """The people whom a text names with a title, or as those by whom something is led or whose work it is.

    `others` are words that belong to no name of a person, `plain` those that belong to none without a title.
    """
    at = 0
    while at < len(words):
        first = at
        while at < len(words) and words[at].key.casefold() in TITLES and words[first].capital:
            at += 1
        titled, first = at > first, at
        while at < len(words) and at - first < 5 and (at == first or words[at].close) and _of_a_name(words[at]):
            if words[at].key in others:
                break
            at += 1
        while at > first and not words[at - 1].capital:
            at -= 1
        keys = tuple(word.key for word in words[first:at])
        last = _family(words[first:at])
        if len("".join(keys[last:])) > 1 and (titled or (last > 0 and _is_led_by(words, first, at, plain))):
            yield Person(keys[:last], keys[last:])
        at = max(at, first + 1)


def _is_led_by(words: Sequence[Word], first: int, last: int, plain: Collection[str]) -> bool:
    """Whether something is led by those with the name from `first` up to `last`, or is called their work."""
    if any(word.key.casefold() in plain or word.key.isupper() for word in words[first:last]):
        return False
    led = first > 0 and words[first - 1].key in ("by", "under") and words[first].close
    owns = last + 1 < len(words) and words[last].key == "s" and words[last].gap in ("'", "’")
    return led or (owns and words[last + 1].key in _WORKS)


_WORKS = frozenset(
    (
        *("book", "books", "cohort", "lab", "laboratory", "lectures", "papers", "research", "studies", "trial"),
        *("trials", "work"),
    )
)


def _of_a_name(word: Word) -> bool:
    """Whether it goes on with a name; the `s` of `Quek's` does not."""
    return (word.capital or word.key in _PARTICLES) and "." not in word.gap[1:]


def before(words: Sequence[Word], at: int) -> tuple[bool, tuple[str, ...]]:
    """What leads up to the name at `at`: whether a title does, and which further words with capitals or initials."""
    given: list[str] = []
    at -= 1
    while at >= 0 and len(given) < 5 and words[at + 1].close:
        key = words[at].key
        if key.casefold() in TITLES or key.casefold() in _ROLES:
            return key.casefold() not in _EVERYBODY, tuple(reversed(given))
        if not words[at].capital or key.casefold() in LEADING:
            break
        given.append(key)
        at -= 1
    return False, tuple(reversed(given))


def fits(given: Sequence[str], person: Person) -> bool:
    """Whether all that stands before a family name, given names and initials, can be those of `person`."""
    rest = [key.casefold() for key in person.given]
    return all(any(own.startswith(key.casefold()) for own in rest) for key in given)
