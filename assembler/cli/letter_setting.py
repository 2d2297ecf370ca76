"""`assembler letters set`: notes in letters.yaml how far a letter is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import today, wrong_usage
from assembler.cli.letters import as_json, loaded
from assembler.cli.profiles import folders, unknown_programs
from assembler.diagnostics import Diagnostic, Severity, error, has_errors, note, suggest

if TYPE_CHECKING:
    from assembler.letters.editing import Changes
    from assembler.loading import Applicant
    from assembler.schema.letters import LetterState

Given = Mapping[str, str | None]
"""The options of the call by their names; None where one is not given."""


def set_letter(words: tuple[str, str, str], profile: str | None, given: Given, message_format: str) -> int:
    """Set the letter of the referee for the program to the state that `words` name; the exit status."""
    referee, program, state = words
    folder, found = _whose(program, profile)
    found += _state_problems(state, given)
    on, due = (_day(f"--{name}", given[name], found) for name in ("on", "due"))
    if found or folder is None:
        return wrong_usage(found, message_format)
    applicant, found = loaded(folder)
    if applicant is None or program in applicant.broken or any(_of_letters(item) for item in found):
        wrong_usage(found, message_format)
        return EXIT_ERRORS
    texts = {name: given[name] for name in ("letter_id", "waiver", "route")}
    more = {name: " ".join(text.split()) or None for name, text in texts.items() if text is not None}
    more |= {"due": due.isoformat()} if due else {}
    found = [*_pair_problems(applicant, referee, program), *_text_problems(more)]
    if found:
        return wrong_usage(found, message_format)
    from assembler.letters.editing import changes_of  # noqa: PLC0415 - loads the schema

    letter = applicant.letters.of(referee, program)
    changes = changes_of(letter, cast("LetterState", state), on, today(), more)
    return _write(folder, applicant, (referee, program), changes, message_format)


def _of_letters(item: Diagnostic) -> bool:
    return item.severity is Severity.ERROR and item.mark is not None and Path(item.mark.file).name == "letters.yaml"


# What the words mean ---------------------------------------------------------------------------------


def _whose(program: str, profile: str | None) -> tuple[Path | None, list[Diagnostic]]:
    """The folder of the profile whose letter is set, or what is wrong with the words of the call."""
    chosen, found = folders([profile] if profile else [])
    found += unknown_programs(chosen, [program]) if not found else []
    if found:
        return None, found
    having = [folder for folder in chosen if (folder / "programs" / f"{program}.yaml").is_file()]
    if len(having) == 1:
        return having[0], []
    names = ", ".join(folder.resolve().name for folder in having)
    return None, [error("usage", f"several profiles have '{program}'", None, f"name one with --profile: {names}")]


def _day(option: str, text: str | None, found: list[Diagnostic]) -> datetime.date | None:
    """The day that `text` means; what is wrong with it is put into `found`."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        from assembler.cli import mistaken  # noqa: PLC0415 - only needed for a mistake

        hint = mistaken.day(text or "", today().isoformat())
        found.append(error("usage", f"{option}: '{text}' is not a day", None, hint))
        return None


def _state_problems(state: str, given: Given) -> list[Diagnostic]:
    from assembler.schema.letters import LetterState  # noqa: PLC0415 - loads the schema

    known = get_args(LetterState)
    if state not in known:
        hint = suggest(state, known) or f"the states are: {', '.join(known)}"
        return [error("usage", f"'{state}' is no state of a letter", None, hint)]
    if state == "planned" and given["on"]:
        return [error("usage", "a letter that is planned has no day yet", None, "leave '--on' out")]
    return []


def _pair_problems(applicant: Applicant, referee: str, program: str) -> list[Diagnostic]:
    """Whether the program asks the referee, by their ids."""
    people = applicant.profile.referees
    known = [one.id for one in people]
    if referee not in known:
        named = next((one.id for one in people if referee.casefold() in one.name.casefold().split()), None)
        hint = f"did you mean '{named}'?" if named else suggest(referee, known)
        listed = f"the referees are: {', '.join(known)}" if known else "the profile has no referees"
        return [error("unknown-referee", f"the profile has no referee '{referee}'", None, hint or listed)]
    asked = applicant.programs[program].referees
    if referee not in asked and applicant.letters.of(referee, program) is None:
        message = f"'{program}' does not ask '{referee}' for a letter"
        hint = f"add '{referee}' to 'referees:' in programs/{program}.yaml first"
        return [error("usage", message, None, hint)]
    return []


def _text_problems(more: Changes) -> list[Diagnostic]:
    """What letters.yaml could not hold of what is given."""
    from assembler.records import read  # noqa: PLC0415 - loads the schema
    from assembler.schema.letters import Letter  # noqa: PLC0415
    from assembler.sources.text import UNPRINTABLE  # noqa: PLC0415

    values = {name: text for name, text in more.items() if text is not None}
    _, found = read({"referee": "x", "programs": ["x"], "state": "planned", **values}, Letter)
    problems = [error("usage", item.message, None, item.hint) for item in found]
    for name, text in values.items():
        if UNPRINTABLE.search(text):
            message = f"--{name.replace('_', '-')} holds a character that cannot be printed"
            problems.append(error("usage", message, None, "type the words anew"))
    return problems


# What is done ----------------------------------------------------------------------------------------


def _write(folder: Path, applicant: Applicant, pair: tuple[str, str], changes: Changes, message_format: str) -> int:
    """Write `changes` to the letter of a referee for a program; say what was done, and what is odd about it."""
    from assembler.checks.letters import check_future  # noqa: PLC0415 - loads the schema
    from assembler.letters import edit_letter, standings  # noqa: PLC0415
    from assembler.loading import LETTERS, load_letters  # noqa: PLC0415
    from assembler.schema.letters_references import check_dates  # noqa: PLC0415

    before = applicant.letters.of(*pair)
    edited = edit_letter(folder, folder / LETTERS, *pair, changes, datetime.datetime.now(datetime.UTC))
    if has_errors(edited.found):
        wrong_usage(edited.found, message_format)
        return EXIT_ERRORS
    letters, data, found = load_letters(folder)
    for at, letter in enumerate(letters.letters):
        if letter is letters.of(*pair):
            found += [*check_dates(letter, data, at), *check_future(letter, today())]
    gone = [f"'{name}: {getattr(before, name)}'" for name, value in changes.items() if value is None]
    if gone:
        hint = "'assembler history' has the file as it was"
        found.append(note("letter-back", f"taken out of the letter: {', '.join(gone)}", None, hint))
    now = standings(applicant.profile, applicant.programs, letters)
    listed = [one for one in now if one.letter is not None and one.letter is letters.of(*pair)]
    if message_format == "json":
        printing.object_of(found, [], letters=[as_json(folder, one) for one in listed], changed=edited.changed)
        return EXIT_ERRORS if has_errors(found) else 0
    printing.diagnostics(found)
    for one in listed:
        click.echo(f"{one.referee}, {one.program}: {one.state}; next: {one.next_step(today())}", err=True)
    if len(listed) > 1:
        click.echo(f"this is one letter for {len(listed)} programs", err=True)
    if not edited.changed:
        click.echo(f"{LETTERS} says so already: nothing was changed", err=True)
    return EXIT_ERRORS if has_errors(found) else 0
