"""`assembler pull`: what was typed into drafts in Word, back into statements/, with nothing built."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from assembler.cli.build import Report, chosen_or_wrong, finish, one_of, output_folder, today, wrong_usage
from assembler.diagnostics import error, has_errors, warning

_TEXTS = ("statement", "cover-letter")


@click.command()
@click.argument("words", nargs=-1, metavar="[PROFILE] [FILE.docx]")
@click.option("-p", "--program", help="Only the draft for this program.")
@click.option("-d", "--document", type=one_of(_TEXTS), help="Only this document.")
@click.option("-s", "--section", help="With --take: only this section.")
@click.option("--take", type=one_of(("docx", "markdown")), help="What holds where both sides changed.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of what was made, where not output/.")
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print findings.")
def command(
    words: tuple[str, ...],
    program: str | None,
    document: str | None,
    section: str | None,
    take: str | None,
    output: Path | None,
    message_format: str,
) -> int:
    """Take over what was typed into drafts in Word, and build nothing.

    Every build does the same before it writes. FILE is a copy of a draft under any name, such as one that a mentor
    mailed back, or a draft that you renamed. Where Word and Markdown were both changed, both are kept, and --take says
    which holds.
    """
    files = [Path(word) for word in words if word.casefold().endswith(".docx")]
    profiles = tuple(word for word in words if not word.casefold().endswith(".docx"))
    chosen, _, found = chosen_or_wrong(profiles, (program,) if program else (), None)
    if section and not take:
        found.append(error("usage", "--section is for --take alone", None, "add --take docx or --take markdown"))
    if (files or section) and len(chosen) > 1:
        names = ", ".join(folder.name for folder in chosen)
        what = "a file belongs" if files else "a section that is settled belongs"
        found.append(error("usage", f"{what} to one profile", None, f"name one of: {names}"))
    if found:
        return wrong_usage(found, message_format)
    from assembler.build import take_over  # noqa: PLC0415 - loads the schema and the templates

    report, top, settled = Report(), output_folder(output), 0
    for folder in chosen:
        taken = take_over(
            folder,
            top / folder.resolve().name,
            today(),
            datetime.datetime.now(datetime.UTC),
            programs=(program,) if program else (),
            documents=(document,) if document else (),
            settled={section: "docx" if take == "docx" else "markdown"} if take else {},
            files=files,
        )
        if any(item.code == "usage" for item in taken.found):
            return wrong_usage(taken.found, message_format)
        report.found += taken.found
        settled += taken.settled
        report.lines.append(f"{folder.resolve().name}: {_counted(taken.drafts, taken.settled)}")
    if take and not settled and not _STOPPED & {item.code for item in report.found} and not has_errors(report.found):
        of = f" over '{section}'" if section else ""
        message = f"there is no conflict{of} to settle, so --take changes nothing"
        hint = "a conflict is where Word and Markdown were both changed; 'assembler pull' without --take lists them"
        report.found.append(warning("nothing-to-settle", message, None, hint))
    return finish(report, message_format)


_STOPPED = {"statement-open", "statement-unreadable"}
"""Findings after which nobody knows whether there is a conflict."""


def _counted(drafts: int, settled: int) -> str:
    """What came of one profile, in words."""
    whole = f"{drafts} draft{'' if drafts == 1 else 's'} taken over"
    return f"{whole}, {settled} section{'' if settled == 1 else 's'} settled" if settled else whole
