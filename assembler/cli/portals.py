"""`assembler portals`: the rules of portals and conventions, with where and when each was read."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import one_of, wrong_usage
from assembler.cli.profiles import PROFILES, root
from assembler.diagnostics import Diagnostic, error, has_errors, suggest

if TYPE_CHECKING:
    from assembler.presets import Presets, Rule


@click.command()
@click.argument("name", required=False)
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print the rules.")
def command(name: str | None, message_format: str) -> int:
    """Show the rules of portals and conventions, with their sources.

    NAME is one of them; without it, all that a program can name are listed. Each rule is shown with its value, its
    source, the season that it holds for, and when it was last read. With --message-format json: "rules" {"kind",
    "name", "rule", "value", "source", "season", "checked"}.
    """
    from assembler.freshness import template_folders  # noqa: PLC0415 - loads the schema
    from assembler.house import load_house  # noqa: PLC0415
    from assembler.presets import about, rules_of  # noqa: PLC0415

    house, found = load_house(template_folders(root() / PROFILES / "any"))
    if house is None:
        printing.diagnostics(found)
        return EXIT_ERRORS
    presets = house.presets
    if name is not None and not any(name in known for known in presets.values()):
        return wrong_usage([_unknown(name, presets)], message_format)
    chosen = [(kind, one) for kind, known in presets.items() for one in known if name in (None, one)]
    if message_format == "json":
        rows = [_as_json(kind, one, rule) for kind, one in chosen for rule in rules_of(presets[kind][one])]
        printing.object_of(found, [], rules=rows)
    else:
        printing.diagnostics(found)
        for kind, one in chosen:
            if name is None:
                _line(kind, one, presets, first=one == next(iter(presets[kind])))
            else:
                _show(kind, one, about(presets[kind][one]), rules_of(presets[kind][one]))
    return EXIT_ERRORS if has_errors(found) else 0


def _unknown(name: str, presets: Presets) -> Diagnostic:
    known = [one for names in presets.values() for one in names]
    hint = suggest(name, known) or f"there are: {', '.join(dict.fromkeys(known))}"
    return error("unknown-portal", f"there is no portal or convention '{name}'", None, hint)


def _line(kind: str, name: str, presets: Presets, *, first: bool) -> None:
    from assembler.presets import about  # noqa: PLC0415 - as above

    if first:
        click.echo(click.style(f"{kind}s, as in '{kind}: {name}'", bold=True))
    width = max(len(one) for known in presets.values() for one in known)
    click.echo(f"  {name:<{width}}  {about(presets[kind][name])}".rstrip())


def _show(kind: str, name: str, said: str, rules: list[Rule]) -> None:
    """The rules in their order, those that were read in one place together, with that place under them."""
    click.echo(click.style(f"{kind}: {name}", bold=True))
    click.echo(f"{said}." if said else "(its file does not say what it is: add 'about:')")
    for read, together in groupby(rules, lambda one: (one.source, one.season, one.checked)):
        source, season, checked = read
        click.echo()
        for one in together:
            click.echo(_wrapped(f"  {one.rule}: {one.value}", 6))
        when = ", ".join(filter(None, (season and f"season {season}", checked and f"read {checked}")))
        click.echo(click.style(_wrapped(f"    {source or 'no source'}{f' [{when}]' if when else ''}", 4), dim=True))


_COLUMNS = 80


def _wrapped(text: str, further: int) -> str:
    start = len(text) - len(text.lstrip())
    return fill(text.strip(), _COLUMNS, initial_indent=" " * start, subsequent_indent=" " * further)


def _as_json(kind: str, name: str, rule: Rule) -> Mapping[str, str]:
    return {
        "kind": kind,
        "name": name,
        "rule": rule.rule,
        "value": rule.value,
        "source": rule.source,
        "season": rule.season,
        "checked": rule.checked,
    }
