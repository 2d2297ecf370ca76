"""`assembler pull`: what was typed into drafts in Word, back into statements/, with nothing built."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from assembler.cli.build import Report, chosen_or_wrong, finish, one_of, output_folder, today, wrong_usage
from assembler.diagnostics import error

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
    mailed back. Where Word and Markdown were both changed, both are kept, and --take says which holds.
    """
    files = [Path(word) for word in words if word.casefold().endswith(".docx")]
    profiles = tuple(word for word in words if not word.casefold().endswith(".docx"))
    chosen, _, found = chosen_or_wrong(profiles, (program,) if program else (), None)
    if section and not take:
        found.append(error("usage", "--section is for --take alone", None, "add --take docx or --take markdown"))
    if files and len(chosen) > 1:
        names = ", ".join(folder.name for folder in chosen)
        found.append(error("usage", "a file belongs to one profile", None, f"name one of: {names}"))
    if found:
        return wrong_usage(found, message_format)
    from assembler.build import take_over  # noqa: PLC0415 - loads the schema and the templates

    report, top = Report(), output_folder(output)
    for folder in chosen:
        told = take_over(
            folder,
            top / folder.resolve().name,
            today(),
            datetime.datetime.now(datetime.UTC),
            programs=(program,) if program else (),
            documents=(document,) if document else (),
            settled={section: "docx" if take == "docx" else "markdown"} if take else {},
            files=files,
        )
        report.found += told
        taken = sum(item.code == "statement-taken" for item in told)
        report.lines.append(f"{folder.resolve().name}: {taken} draft{'' if taken == 1 else 's'} taken over")
    return finish(report, message_format)
