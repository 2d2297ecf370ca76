"""Cross-checks over letters: who and what they name exists, each pair stands once, dates and states agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, error, suggest, warning
from assembler.records import value_mark
from assembler.schema.letters import STEPS, Letter, Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program


def check_letters_file(
    letters: Letters, data: Any, profile: Profile, programs: Mapping[str, Program], broken: Collection[str] = ()
) -> tuple[Letters, list[Diagnostic]]:
    """The letters that can be told apart, and what is wrong with those in `data`, from which they were read.

    Of `broken` programs, whose files have errors, it is not known whom they ask.
    """
    referees = [referee.id for referee in profile.referees]
    found: list[Diagnostic] = []
    seen: dict[tuple[str, str], Mark | None] = {}
    sound = []
    for at, letter in enumerate(letters.letters):
        wrong = [*_unknown(letter, data, at, referees), *_twice(letter, data, at, seen)]
        found += wrong
        if not wrong:
            sound.append(letter)
            found += [*_unasked(letter, data, at, programs, broken), *check_dates(letter, data, at)]
    return letters.model_copy(update={"letters": tuple(sound)}), found


def check_named_programs(profile: Profile, data: Any, programs: Collection[str]) -> Iterator[Diagnostic]:
    """Whether the `programs` are there that referees of `profile`, read from `data`, name."""
    for at, referee in enumerate(profile.referees):
        named: list[tuple[str, tuple[int | str, ...]]]
        named = [(name, ("consent_with", place)) for place, name in enumerate(referee.consent_with)]
        named += [(referee.include, ("include",))] if referee.include else []
        for name, place in named:
            if name not in programs:
                yield _no_program(name, programs, value_mark(data, ("referees", at, *place)))


def _no_program(name: str, programs: Collection[str], mark: Mark | None) -> Diagnostic:
    """Files of programs come and go, so that naming one that is gone stops nothing."""
    hint = suggest(name, programs) or f"the programs are: {', '.join(programs) or 'none'}"
    return warning("unknown-program", f"there is no program '{name}'", mark, hint)


def _unknown(letter: Letter, data: Any, at: int, referees: Collection[str]) -> Iterator[Diagnostic]:
    if letter.referee not in referees:
        hint = suggest(letter.referee, referees) or f"the profile has: {', '.join(referees) or 'none'}"
        mark = value_mark(data, ("letters", at, "referee"))
        yield error("unknown-referee", f"the profile has no referee '{letter.referee}'", mark, hint)


def _twice(letter: Letter, data: Any, at: int, seen: dict[tuple[str, str], Mark | None]) -> Iterator[Diagnostic]:
    for place, name in enumerate(letter.programs):
        mark, pair = value_mark(data, ("letters", at, "programs", place)), (letter.referee, name)
        if pair in seen:
            first = seen[pair]
            where = f"the other is at line {first.line}" if first else "it stands elsewhere too"
            yield error("duplicate-letter", f"'{letter.referee}' has a letter for '{name}' already", mark, where)
        seen.setdefault(pair, mark)


def _unasked(
    letter: Letter, data: Any, at: int, programs: Mapping[str, Program], broken: Collection[str]
) -> Iterator[Diagnostic]:
    for place, name in enumerate(letter.programs):
        mark = value_mark(data, ("letters", at, "programs", place))
        if name in programs and letter.referee not in programs[name].referees:
            message = f"{programs[name].short} does not name '{letter.referee}' among its referees"
            hint = f"add '{letter.referee}' to 'referees:' in programs/{name}.yaml, or take '{name}' out here"
            yield warning("letter-not-asked", message, mark, hint)
        elif name not in programs and name not in broken:
            yield _no_program(name, [*programs, *broken], mark)


def check_dates(letter: Letter, data: Any, at: int) -> Iterator[Diagnostic]:
    """Where the state of a letter and its dates, read as favourably as can be, do not agree."""
    dates, state = letter.dates, letter.state
    if state != "planned" and state not in dates:
        hint = f"add '{state}: …', the day of it"
        mark = value_mark(data, ("letters", at, "state"))
        yield warning("letter-dates", f"the letter is {state}, and it does not say since when", mark, hint)
    done = STEPS if state == "declined" else STEPS[: STEPS.index(state) + 1] if state in STEPS else ()
    for name in dates:
        if name not in (*done, state):
            mark = value_mark(data, ("letters", at, name))
            hint = f"correct 'state:', or delete '{name}:'"
            yield warning("letter-dates", f"the letter is {state}, and it has a date for '{name}'", mark, hint)
    for (first, earlier), (second, later) in pairwise(dates.items()):
        if later.last() < earlier.first():
            mark = value_mark(data, ("letters", at, second))
            message = f"'{second}' ({later}) is before '{first}' ({earlier})"
            yield warning("letter-dates", message, mark, "one of the two is mistyped, or they are swapped")
