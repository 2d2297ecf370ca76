"""`assembler diff`: what two programs' versions of the documents say differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import FOR_PROGRAMS, one_of, output_folder, today, wrong_usage
from assembler.cli.profiles import OUTPUT, folders, root, unknown_programs
from assembler.diagnostics import Diagnostic, Severity, error, has_errors, warning

if TYPE_CHECKING:
    from assembler.versions import Made


@click.command()
@click.argument("first", metavar="PROGRAM")
@click.argument("second", metavar="PROGRAM")
@click.option("-P", "--profile", metavar="PROFILE", help="Whose programs; where none is given, whoever has both.")
@click.option("-d", "--document", "documents", multiple=True, type=one_of(FOR_PROGRAMS), help="Only this document.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder of the last build; where none is given, output/."
)
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print what differs.")
def command(
    first: str,
    second: str,
    profile: str | None,
    documents: tuple[str, ...],
    output: Path | None,
    message_format: str,
) -> int:
    """Show what two programs' versions of the documents say differently.

    Nothing is written and nothing is laid out. A line with - is what only the first program's version says, one with +
    only the second's; words that differ stand in {braces}. What a page limit leaves out is taken from the last build,
    where its document was the same; else it says that page fitting is not counted. The exit status is 0 whether or not
    anything differs.

    With --message-format json: {"programs": [first, second], "documents": [...], "only": {program: [document...]},
    "diagnostics", "outputs"}. Each document has "document"; "fitted", for each program whether its page limit is
    counted; "same", the number of entries that are the same; and as lists "settings" {"name", "first", "second"},
    "sections" {"section", "first", "second", "lines"}, "entries" {"entry", "title", "first", "second", "elsewhere",
    "reason", "lines", "moves"} and "order" {"section", "first", "second"}. "first" and "second" are null where a
    version has it not; of an entry they are the headings that it stands under, and "elsewhere" tells whether these are
    two sections. A line is {"first", "second", "note", "reason"}, each version in runs of {"text", "differs"}; a move
    is {"text", "first", "second"}, in places from 1.
    """
    folder, found = _profile(first, second, profile)
    if folder is None:
        return wrong_usage(found, message_format)
    last = output_folder(output or root() / OUTPUT) / folder.resolve().name
    made, only, found = _made(folder, last, (first, second), documents)
    errors = has_errors(found)
    _print(found, message_format, () if errors else (first, second), made, only)
    return EXIT_ERRORS if errors else 0


def _profile(first: str, second: str, given: str | None) -> tuple[Path | None, list[Diagnostic]]:
    """The folder of the profile whose programs these are, or what is wrong with the words of the call."""
    chosen, found = folders([given] if given else [])
    found += unknown_programs(chosen, [first, second]) if not found else []
    if not found and first == second:
        found.append(error("usage", f"'{first}' is compared with itself", None, "name two programs"))
    if found:
        return None, found
    having = [folder for folder in chosen if all(_file(folder, name).is_file() for name in (first, second))]
    if len(having) == 1:
        return having[0], []
    names = ", ".join(folder.resolve().name for folder in having or chosen)
    message = f"{'several profiles have' if having else 'no profile has'} both '{first}' and '{second}'"
    return None, [
        error("usage", message, None, f"name one with --profile: {names}" if having else f"looked in {names}")
    ]


def _file(folder: Path, program: str) -> Path:
    return folder / "programs" / f"{program}.yaml"


_Both = list[tuple[str, "Made", "Made"]]


def _made(
    folder: Path, last: Path, programs: tuple[str, str], documents: Sequence[str]
) -> tuple[_Both, dict[str, list[str]], list[Diagnostic]]:
    """Both versions of each of `documents`, those that only one program makes, and what was found.

    All documents, where none is named. `last` is the folder of the last build.
    """
    from assembler.freshness import template_folders  # noqa: PLC0415 - loads the schema and the templates
    from assembler.house import load_house  # noqa: PLC0415
    from assembler.loading import load_applicant  # noqa: PLC0415
    from assembler.versions import versions  # noqa: PLC0415

    house, found = load_house(template_folders(folder))
    applicant, more = load_applicant(folder, house)
    if house is None or applicant is None or any(name in applicant.broken for name in programs):
        # Warnings are for `check` to tell.
        return [], {}, [item for item in [*found, *more] if item.severity is Severity.ERROR]
    first, second = programs
    makes = {name: applicant.programs[name].documents for name in programs}
    both = [name for name in FOR_PROGRAMS if all(name in made for made in makes.values())]
    asked = [name for name in both if name in (documents or both)]
    made, found = versions(applicant, house, last, programs, asked, today())
    found += [_not_made(name, first, second) for name in documents if name not in both]
    if not both:
        found.append(_not_made("any one document", first, second))
    only: dict[str, list[str]] = {
        program: [name for name in made if name not in both] for program, made in makes.items()
    }
    compared = [(name, made[name, first], made[name, second]) for name in asked] if not has_errors(found) else []
    return compared, only, found


def _not_made(name: str, first: str, second: str) -> Diagnostic:
    hint = "'documents:' in a program's file names what is made for it"
    return warning("nothing-asked", f"'{first}' and '{second}' do not both make {name}", None, hint)


def _print(
    found: list[Diagnostic],
    message_format: str,
    programs: Sequence[str],
    made: Sequence[tuple[str, Made, Made]],
    only: Mapping[str, Sequence[str]],
) -> None:
    """Print what differs to standard output, and what was `found` as every command does."""
    from assembler.cli import comparison  # noqa: PLC0415 - only where there is something to compare
    from assembler.differences import compare  # noqa: PLC0415

    compared = [(name, first, second, compare(first.version, second.version)) for name, first, second in made]
    if message_format == "json":
        rows = [
            {"document": name, "fitted": [first.fitted, second.fitted], **asdict(differences)}
            for name, first, second, differences in compared
        ]
        printing.object_of(found, [], programs=list(programs), documents=rows, only=only)
        return
    if programs:
        comparison.head(programs, only)
    for name, first, second, differences in compared:
        unknown = [program for program, one in zip(programs, (first, second), strict=True) if not one.fitted]
        comparison.show(name, programs, differences, unknown)
    printing.diagnostics(found)
