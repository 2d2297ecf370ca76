"""`assembler build`: everything that is out of date."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler import glance
from assembler.cli import EXIT_ERRORS, EXIT_USAGE, printing
from assembler.cli.profiles import OUTPUT, PROFILES, folders, root, unknown_programs
from assembler.diagnostics import Diagnostic, Severity, error, unpacked, warning
from assembler.options import Options

if TYPE_CHECKING:
    from assembler import workers
    from assembler.store import Output, Recorded
    from assembler.views import Decision

FOR_PROGRAMS = ("cv", "statement", "cover-letter", "case-summary", "declaration", "publications")
FOR_REFEREES = ("briefing", "pack", "dates", "request", "reminder", "thanks")
DOCUMENTS = (*FOR_PROGRAMS, *FOR_REFEREES, "deadlines")
FORMATS = ("pdf", "docx", "txt", "eml", "ics")


def one_of(words: Sequence[str]) -> click.Choice[str]:
    """The type of an option that is one of `words`, in capitals or not."""
    return click.Choice(words, case_sensitive=False)


def selection(formats: Sequence[str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options by which `build` and `check` choose what they look at and in which of `formats` they print."""

    def with_options(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(_options(formats)):
            function = option(function)
        return function

    return with_options


def _options(formats: Sequence[str]) -> Sequence[Callable[..., Any]]:
    return (
        click.argument("profiles", nargs=-1, metavar="[PROFILE]..."),
        click.option("-p", "--program", "programs", multiple=True, help="Only for this program; may be repeated."),
        click.option(
            "-d", "--document", "documents", multiple=True, type=one_of(DOCUMENTS), help="Only this document."
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            help="Folder for what is made; where none is given, output/ beside profiles/.",
        ),
        click.option("--date", metavar="YYYY-MM-DD", help="Date of the documents, instead of today's."),
        click.option("--message-format", type=one_of(formats), default="text", help="How to print findings."),
    )


JOBS = click.option(
    "-j", "--jobs", type=click.IntRange(1), metavar="N", help="So many documents at a time; as a rule one a processor."
)


@dataclass(eq=False, repr=False)  # in half the time: a build with nothing new waits for it
class Report:
    """What came of all profiles of one call; decisions, and why documents were made, by the folder of their profile."""

    found: list[Diagnostic] = field(default_factory=list)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    decisions: dict[Path, list[Decision]] = field(default_factory=dict)
    reasons: dict[Path, dict[str, str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


@click.command()
@selection(("text", "json"))
@click.option("-f", "--format", "formats", multiple=True, type=one_of(FORMATS), help="Only this format.")
@click.option("--final", is_flag=True, help="Insist on finished texts: fail where a section is still to write.")
@click.option("--force", is_flag=True, help="Render everything anew; what a person edited is kept all the same.")
@click.option("--explain", is_flag=True, help="Tell why each document is made, and what becomes of every entry.")
@JOBS
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def command(
    profiles: tuple[str, ...],
    output: Path | None,
    message_format: str,
    date: str | None,
    jobs: int | None,
    quiet: bool,  # noqa: FBT001 - click gives flags by name
    **choice: Any,
) -> int:
    """Make everything that is out of date.

    PROFILE is a folder, or a name under profiles/, which is looked for here and then in the folders above. Without
    one, all profiles there are built but the samples; the samples only while there is no other.
    """
    chosen, day, found = chosen_or_wrong(profiles, choice["programs"], date)
    if found:
        return wrong_usage(found, message_format)
    report = Report(found=_misplaced(output) if output else [])
    top = output_folder(output)
    for folder in chosen:
        options = Options(date=day, **choice)
        made = top / folder.resolve().name
        listed = message_format == "json"
        if (
            options.explain
            or options.force
            or not remembered(report, folder, made, options, "nothing to do", files=listed)
        ):
            run(report, folder, made, options, jobs, quiet=quiet)
    return finish(report, message_format, explain=choice["explain"])


def chosen_or_wrong(
    profiles: tuple[str, ...], programs: tuple[str, ...], date: str | None
) -> tuple[list[Path], datetime.date | None, list[Diagnostic]]:
    """The folders and the date that were asked for, and what cannot be understood of them."""
    chosen, found = folders(profiles)
    found += unknown_programs(chosen, programs) if not found else []
    day = None
    try:
        day = datetime.date.fromisoformat(date) if date else _epoch()
    except ValueError as failure:
        if date:
            from assembler.cli import mistaken  # noqa: PLC0415 - only needed for a mistake

            hint = mistaken.day(date, today().isoformat())
            found.append(error("usage", f"'{date}' is not a day", None, hint))
        else:
            hint = "it counts seconds since 1970; unset it, or give --date"
            found.append(error("usage", f"SOURCE_DATE_EPOCH is '{failure}', which is no time", None, hint))
    return chosen, day, found


def output_folder(given: Path | None) -> Path:
    """Where what is made goes: the folder `given`, else output/ beside profiles/. Says so where these lie above."""
    top = root()
    if top != Path():
        goes = f", and what is made goes to {(top / OUTPUT).as_posix()}"
        printing.progress(f"there is no ./profiles: {(top / PROFILES).as_posix()} is meant{'' if given else goes}")
    return given or top / OUTPUT


def _misplaced(output: Path) -> list[Diagnostic]:
    """A warning where `output` lies in the folder of a profile, among what a person wrote."""
    folder = output.resolve()
    profile = next((path for path in (folder, *folder.parents) if (path / "profile.yaml").is_file()), None)
    if profile is None:
        return []
    message = f"--output '{output}' lies within the profile '{printing.shown_folder(profile)}'"
    return [warning("usage", message, None, "choose a folder beside profiles/")]


def _epoch() -> datetime.date | None:
    """The day of SOURCE_DATE_EPOCH, which builds that must be the same set (reproducible-builds.org)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date() if seconds else None
    except (ValueError, OverflowError, OSError):
        raise ValueError(seconds) from None


def wrong_usage(found: list[Diagnostic], message_format: str) -> int:
    """Print what cannot be understood; the exit status for it."""
    if message_format == "json":
        printing.object_of(found, [])
    else:
        printing.diagnostics(found)
    return EXIT_USAGE


def today() -> datetime.date:
    """Today's date here: with printing, what only the command line may ask for."""
    return datetime.datetime.now().astimezone().date()


def remembered(report: Report, folder: Path, output: Path, options: Options, what: str, *, files: bool = False) -> bool:
    """Tell into `report` what the last build found, where nothing has changed since; whether it was so.

    With `files` also what there is, which takes longer.
    """
    if not files:
        held = glance.unchanged(output, glance.called(folder, options.asked(today())))
        if held is not None:
            _tell(report, folder, [unpacked(item) for item in held], what)
            return True
    from assembler.freshness import last_build  # noqa: PLC0415 - loads more than a glance takes

    last = last_build(folder, output, options, today())
    if last is None:
        return False
    rows, found = last
    action = "unchanged" if options.write else "checked"
    report.outputs += [_listed(output, row, action, row.path) for row in rows]
    _tell(report, folder, found, what)
    return True


def run(
    report: Report, folder: Path, output: Path, options: Options, jobs: int | None = None, *, quiet: bool = False
) -> None:
    """Build one profile into `report`, with so many documents made at a time; one for each processor if not given."""
    if options.write:
        from assembler import workers  # noqa: PLC0415 - not needed where there is nothing to do

        # Something has changed, so that most likely something is laid out: what that takes can load meanwhile.
        workers.prepare(options.formats)
    from assembler import garbage  # noqa: PLC0415 - as above

    # Of several profiles the first one loads what all need; what it leaves behind is garbage.
    with garbage.kept() if "assembler.build" not in sys.modules else nullcontext():
        from assembler.build import build  # noqa: PLC0415 - loads the schema and the templates

    with ExitStack() as stack:
        progress = stack.enter_context(printing.Progress(quiet=quiet))

        def hire() -> workers.Crew:
            from assembler import workers  # noqa: PLC0415 - as above

            return stack.enter_context(workers.Crew(jobs or workers.processors()))

        outcome = build(folder, output, options, today(), progress, datetime.datetime.now(datetime.UTC), hire)
    if options.write:
        from assembler.freshness import last_build  # noqa: PLC0415 - loaded by the build

        # So that the next call can tell at a glance that there is nothing to do.
        last_build(folder, output, options, today())
    report.decisions[folder] = outcome.decisions
    report.reasons[folder] = outcome.reasons
    done = {item.output: item for item in outcome.written if item.action != "kept"}
    for row in outcome.outputs:
        item = done.get(row.path)
        action = "checked" if not options.write else item.action if item else "unwritten"
        report.outputs.append(_listed(output, row, action, item.path if item else row.path))
    changed = sum(item.action in ("new", "updated", "beside") for item in outcome.written)
    what = f"{outcome.documents} documents, {outcome.rendered} rendered"
    if options.write:
        what += f", {changed} files written to {printing.shown_folder(output)}"
    _tell(report, folder, outcome.diagnostics, what)


def _listed(output: Path, row: Output | Recorded, action: str, path: str) -> dict[str, Any]:
    """One output as JSON gives it; `written` is the file with this version: another one where a person edited it."""
    return {
        "path": (output / row.output).as_posix(),
        "document": row.document,
        "program": row.program,
        "referee": row.referee,
        "format": row.format,
        "draft": row.draft,
        "action": action,
        "written": (output / path).as_posix(),
    }


def _tell(report: Report, folder: Path, found: list[Diagnostic], what: str) -> None:
    report.found += found
    totals = printing.totals(found)
    report.lines.append(f"{folder.resolve().name}: {what}" + (f" ({totals})" if totals else ""))


def finish(
    report: Report, message_format: str, *, explain: bool = False, strict: bool = False, **also: Sequence[Any]
) -> int:
    """Print `report`, as JSON with what is given `also`; the exit status: errors count, with `strict` warnings too.

    In the format `quiet` only the totals are printed.
    """
    if message_format == "json":
        made = [item for decisions in report.decisions.values() for item in decisions]
        why = [{"document": name, "reason": why} for one in report.reasons.values() for name, why in one.items()]
        more = {"decisions": printing.decision_rows(made), "documents": why} if explain else {}
        printing.object_of(report.found, report.outputs, **more, **also)
    else:
        if explain:
            from assembler.cli import explaining  # noqa: PLC0415 - only for those who ask

            for folder, decisions in report.decisions.items():
                explaining.show(decisions, explaining.titles_of(folder))
                explaining.reasons(report.reasons[folder])
        if message_format != "quiet":
            printing.diagnostics(report.found)
        for line in report.lines:
            click.echo(line, err=True)
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return EXIT_ERRORS if any(item.severity in grave for item in report.found) else 0
