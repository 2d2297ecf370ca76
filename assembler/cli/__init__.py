"""The command line: a group whose commands load when called, one exit status for each kind of ending."""

from __future__ import annotations

import importlib
import itertools
import sys
from pathlib import Path

import click

from assembler import __version__

EXIT_ERRORS, EXIT_USAGE, EXIT_DEFECT = 1, 2, 3

COMMANDS = {
    "build": "Make everything that is out of date.",
    "check": "Check profiles and documents, and write nothing.",
    "status": "Tell how far everything is: documents, texts, letters, days left.",
    "packs": "Make what referees are handed, and tell what to hand to whom.",
    "diff": "Show what two programs' versions of the documents say differently.",
    "pull": "Take over what was typed into drafts in Word; every build does so too.",
    "history": "List what was kept of your texts, show it, or bring it back.",
    "letters": "Show who has written and what to do next about each letter, or set how far one is.",
    "clean": "Remove what was made for programs and referees that are gone.",
    "portals": "Show the rules of portals and conventions, with their sources.",
    "new": "Make a profile to start from.",
    "schema": "Print the JSON Schemas for editors.",
    "doctor": "Tell what this machine lacks, and the command that mends it.",
}
"""Every command with its short help, so that `--help` loads none of them."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"assembler.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    help="Turns one profile in YAML into all that a fellowship application needs: for each program a CV and a"
    " personal statement, for each referee a briefing, as PDF and DOCX.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="assembler")
def group() -> None:
    """The group of all commands."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 errors found, 2 wrong usage, 3 a defect of ours."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        # What asks for nothing gets the help, and is no mistake.
        status = group.main(words or ["--help"], prog_name="assembler", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        status = 130
    except click.ClickException as failure:
        from assembler.cli import printing  # noqa: PLC0415 - only needed for a mistake

        printing.usage(failure, as_json=_wants_json(words))
        status = EXIT_USAGE
    except BrokenPipeError:
        # Whoever read the output has gone; what Python still holds for it must not fail once more at exit.
        sys.stdout = None
        status = 0
    except Exception as failure:  # noqa: BLE001 - anything that comes this far is a defect
        _report(failure)
        status = EXIT_DEFECT
    sys.exit(status if isinstance(status, int) else 0)


def _wants_json(arguments: list[str]) -> bool:
    """Whether the call asks for JSON, told from its words alone: Click may have understood none of them."""
    words = [word.casefold() for word in arguments]
    return "--message-format=json" in words or ("--message-format", "json") in itertools.pairwise(words)


def _report(failure: BaseException) -> None:
    """Say where a defect is, without any text of a profile: no message, no values, no lines of files."""
    import traceback  # noqa: PLC0415 - only for a defect

    root = Path(__file__).resolve().parent.parent
    rows = [
        f"    {Path(frame.filename).relative_to(root.parent) if root in Path(frame.filename).parents else '…'}"
        f":{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(failure.__traceback__)
    ]
    click.echo(
        "\n".join(
            [
                f"assembler {__version__} has a defect: {type(failure).__name__}",
                *rows[-12:],
                "Nothing that you wrote is lost. Please report the lines above; they hold no text of your profile.",
            ]
        ),
        err=True,
    )


__all__ = ["COMMANDS", "EXIT_DEFECT", "EXIT_ERRORS", "EXIT_USAGE", "group", "main"]
