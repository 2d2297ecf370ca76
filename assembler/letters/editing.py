"""Setting how far a letter is, in `letters.yaml`, in place: what a person wrote around it stays as it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, error
from assembler.schema.letters import STEPS, Letter, LetterState
from assembler.sources.rewriting import FORM, CannotRewriteError, Value, meaning, with_fields, with_record
from assembler.sources.text import shown
from assembler.store import texts
from assembler.store.atomic import ChangedMeanwhileError, RefusedError, unwritable

HEAD = """\
# Letters of recommendation: who was asked for which program, and how far each letter is. A letter that is not listed is
# planned. 'assembler letters' shows them all; 'assembler letters set REFEREE PROGRAM STATE' changes this file in place,
# and so may you. States: planned, asked, agreed, sent, received, declined.
schema: 1
"""
"""What the file begins with where the tool makes it."""

ORDER = tuple(name for name in Letter.model_fields if name != "mark")
"""The order in which the fields of a letter are written."""

Changes = Mapping[str, str | None]
"""New values by the names of fields; None takes one out."""


def changes_of(
    letter: Letter | None, state: LetterState, on: datetime.date | None, today: datetime.date, more: Changes
) -> Changes:
    """What is to be written so that `letter` is in `state`, and has the values of `more`; None takes one out.

    The state's date is `on`; where none is given, the one that is there, else `today`. Dates of later states go.
    """
    there = letter.dates if letter else {}
    wanted: dict[str, str | None] = {"state": state}
    if state != "planned":
        wanted[state] = on.isoformat() if on else str(there.get(state, today))
    before = STEPS if state == "declined" else STEPS[: STEPS.index(state) + 1] if state in STEPS else ()
    wanted |= dict.fromkeys((name for name in there if name not in (*before, state)), None)
    wanted |= more
    return {
        name: value
        for name in ORDER
        if name in wanted and (value := wanted[name]) != (_text(getattr(letter, name)) if letter else None)
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def with_letter(text: str, referee: str, program: str, changes: Changes) -> str:
    """`text` of the file, in which the letter of `referee` for `program` has `changes`; one that is new comes last.

    Every other byte stays. A letter for several programs is one letter. Raises CannotRewriteError where the file is
    written in a form in which that cannot be done.
    """
    expected = meaning(text)
    listed = (expected.get("letters") if isinstance(expected, dict) else None) or []
    if not isinstance(expected, dict) or not isinstance(listed, list):
        raise CannotRewriteError("it is no list of letters")
    at = next((at for at, one in enumerate(listed) if _is_of(one, referee, program)), None)
    if at is None:
        given = {name: value for name, value in changes.items() if value is not None}
        whole: dict[str, Value] = {"referee": referee, "programs": [program], **given}
        whole = {name: whole[name] for name in ORDER if name in whole}
        made = with_record(text, "letters", whole)
        expected["letters"] = [*listed, whole]
    else:
        made = with_fields(text, "letters", at, changes, ORDER)
        changed = {name: value for name, value in {**listed[at], **changes}.items() if value is not None}
        expected["letters"] = [*listed[:at], changed, *listed[at + 1 :]]
    if not _says(made, expected):
        raise CannotRewriteError(FORM)
    return made


def _says(text: str, expected: Any) -> bool:
    try:
        return bool(meaning(text) == expected)
    except CannotRewriteError:
        return False


def _is_of(item: Any, referee: str, program: str) -> bool:
    return isinstance(item, dict) and item.get("referee") == referee and program in (item.get("programs") or ())


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of the file: whether it was changed, and what was found."""

    changed: bool
    found: list[Diagnostic]


def edit_letter(
    folder: Path, file: Path, referee: str, program: str, changes: Changes, when: datetime.datetime
) -> Edited:
    """Write `changes` to the letter of `referee` for `program` into `file` of the profile in `folder`.

    The file is written whole or not at all, and made where there is none; what it held is kept in the history.
    """
    reason = f"replaced by 'letters set {referee} {program}'"
    try:
        before = texts.held(file)
        text = with_letter(before.decode("utf-8") or HEAD, referee, program, changes)
        return Edited(texts.replace(folder, file, text.encode("utf-8"), reason, when, over=before), [])
    except (CannotRewriteError, UnicodeDecodeError) as failure:
        why = str(failure) if isinstance(failure, CannotRewriteError) else "it is not in UTF-8"
        hint = "nothing was written: change it in a text editor, " + _by_hand(changes)
        message = f"'{shown(file)}' cannot be changed for you: {why}"
        return Edited(changed=False, found=[error("letters-form", message, Mark(shown(file), 1, 1), hint)])
    except ChangedMeanwhileError:
        busy = RefusedError("another program changed it at the same moment", "try again")
        return Edited(changed=False, found=[unwritable(file, busy)])
    except OSError as failure:
        return Edited(changed=False, found=[unwritable(file, failure)])


def _by_hand(changes: Changes) -> str:
    written = [f"'{name}: {value}'" for name, value in changes.items() if value is not None]
    gone = [f"'{name}:'" for name, value in changes.items() if value is None]
    return " and ".join(filter(None, [", ".join(written), f"without {', '.join(gone)}" if gone else ""]))
