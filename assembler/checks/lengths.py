"""How long a text is, against what its program allows: as a whole, by section and by set question, as portals count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assembler.diagnostics import Diagnostic, note, warning
from assembler.pasting import Plain
from assembler.schema.program import Program
from assembler.schema.rules import Limit, PartLimit, StatementRules

Counts = Mapping[str, int | None]
"""How long a text is in each unit of a limit; None where that is not known."""

_CALLED = {"characters-without-spaces": "characters without spaces"}


def counts(words: str, pasted: str) -> dict[str, int | None]:
    """How long a text is: by its `words`, without the marks of lists, and by its characters as it is `pasted`.

    A character is a Unicode code point, as forms count them; the end of a line is one.
    """
    return {
        "words": len(words.split()),
        "characters": len(pasted),
        "characters-without-spaces": sum(not letter.isspace() for letter in pasted),
    }


def check_lengths(
    name: str, program: Program, rules: StatementRules, whole: Counts, parts: Mapping[str, Counts]
) -> list[Diagnostic]:
    """Where the `whole` of a text, or one of its `parts` by id, is longer than it may be.

    A part that nobody wrote is absent.
    """
    found = [*_over(name, program, rules.limits, whole, "text")]
    limited = [(one.id, one.limit, "section") for one in rules.sections]
    limited += [(one.id, one.limit, "answer") for one in rules.questions]
    for part, limit, what in limited:
        if limit and part in parts:
            found += _over(f"{name}, '{part}'", program, (limit,), parts[part], what)
    return found


def _over(
    name: str, program: Program, limits: Iterable[Limit | PartLimit], counted: Counts, what: str
) -> Iterator[Diagnostic]:
    for limit in limits:
        length = counted.get(limit.unit)
        if length is not None and length > limit.maximum:
            yield (note if limit.advice else warning)(
                "over-limit",
                f"{name} has {length} {_CALLED.get(limit.unit, limit.unit)}; {program.short}"
                f" {'advises' if limit.advice else 'allows'} at most {limit.maximum}",
                limit.mark,
                f"shorten the {what}",
            )


_MOST_SHOWN = 24


def tell_paste(name: str, plain: Plain, formatted: int, links: int) -> list[Diagnostic]:
    """A note on each character that pasting into a plain form loses, with what the text file says in its place.

    `formatted` counts what is bold or italic, `links` what is a link; a plain form shows their words alone.
    """
    said = [f"{_shown(sign)} by {_shown(instead)} ({number})" for sign, (instead, number) in plain.replaced.items()]
    lost = [f"{_shown(sign)} ({number})" for sign, number in plain.left.items()]
    forms = [f"{formatted} bold or italic"] if formatted else []
    forms += [f"the addresses of {links} links" if links > 1 else "the address of a link"] if links else []
    found = []
    if said:
        message = f"{name}: its text to paste is plain, so that these are replaced: {_listed(said)}"
        found.append(note("paste-replaced", message, None, "the PDF and the DOCX keep them"))
    if lost or forms:
        message = f"{name}: a plain-text form loses these: {_listed([*forms, *lost])}"
        found.append(note("paste-lost", message, None, "look at the text once it is pasted"))
    return found


def _listed(items: list[str]) -> str:
    more = f" and {len(items) - _MOST_SHOWN} more" if len(items) > _MOST_SHOWN else ""
    return ", ".join(items[:_MOST_SHOWN]) + more


def _shown(text: str) -> str:
    """`text` so that it can be seen: a space or an invisible character by its number."""
    if text == " ":
        return "a space"
    if not text:
        return "nothing"
    return f"'{text}'" if text.isprintable() and not text.isspace() else f"U+{ord(text):04X}"
