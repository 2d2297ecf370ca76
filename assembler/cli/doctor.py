"""`assembler doctor`: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from assembler import __version__, office, resources
from assembler.cli import EXIT_ERRORS, printing
from assembler.cli.build import one_of
from assembler.cli.profiles import OUTPUT, root
from assembler.diagnostics import error
from assembler.packages import SCRIPTS, Packages, elsewhere, install_command

State = Literal["ok", "missing", "optional"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at: `missing` is needed and not there, `optional` is not there either.

    `code` is that of the diagnostic where it is missing.
    """

    name: str
    state: State
    detail: str
    command: str | None = None
    code: str = "native-library"


# What installs what ----------------------------------------------------------------------------

PANGO = Packages(
    "libpangoft2-1.0-0 libharfbuzz-subset0", "pango harfbuzz", "pango harfbuzz", "pango harfbuzz-subset", "pango"
)
FONTCONFIG = Packages("fontconfig", "fontconfig", "fontconfig", "fontconfig", "fontconfig")
LIBREOFFICE = Packages(
    "libreoffice-writer-nogui", "libreoffice-writer", "libreoffice-still", "libreoffice-writer", "--cask libreoffice"
)

BUNDLED = ("Carlito", "Liberation Serif")
"""Typefaces that ship with the tool, each in four styles."""


def _lacking(name: str, state: State, detail: str, packages: Packages) -> Checked:
    """What `packages` would bring, with the command that installs them here or else what they are called elsewhere."""
    command = install_command(packages)
    if command is None:
        detail += f" ({elsewhere(packages)})"
    elif sys.platform == "darwin" and packages is PANGO:
        # macOS does not look for libraries where Homebrew puts them.
        command += ' && export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"'
    return Checked(name, state, detail, command)


# What is looked at -----------------------------------------------------------------------------


def examine(output: Path) -> Iterator[Checked]:
    """Everything that a build needs or can use; `output` is the folder that it would write to."""
    yield Checked("assembler", "ok", f"{__version__}, in {Path(__file__).resolve().parents[1]}")
    yield Checked("Python", "ok", f"{platform.python_version()}, {sys.executable}")
    yield from _layout()
    yield from _bundled_fonts()
    yield _writable(output)
    yield from _fonts_by_script()
    yield _libreoffice()


def _layout() -> Iterator[Checked]:
    """WeasyPrint and the libraries that it loads."""
    try:
        # Where a library is missing it prints before it raises.
        with contextlib.redirect_stdout(io.StringIO()):
            from weasyprint import __version__ as release  # noqa: PLC0415 - slow to load
            from weasyprint.text import ffi  # noqa: PLC0415
    except ImportError as failure:
        command = f"{sys.executable} -m pip install 'weasyprint>=70'"
        yield Checked("WeasyPrint", "missing", f"cannot be imported: {failure}", command)
        return
    except OSError as failure:
        reason = " ".join(str(failure).split())
        yield _lacking("Pango", "missing", f"WeasyPrint cannot load it: {reason}", PANGO)
        return
    pango = ffi.pango.pango_version()
    yield Checked("WeasyPrint", "ok", f"{release}, with Pango {pango // 10000}.{pango // 100 % 100}.{pango % 100}")
    if ffi.harfbuzz_subset:
        yield Checked("HarfBuzz-Subset", "ok", "keeps PDF files small and the same everywhere")
    else:
        detail = "not found: PDF files are larger, and not the same bytes as on other machines"
        yield _lacking("HarfBuzz-Subset", "optional", detail, PANGO)


def _bundled_fonts() -> Iterator[Checked]:
    top = resources.templates().parent
    restore = f"git -C '{top}' checkout -- templates/fonts" if (top / ".git").exists() else None
    for family in BUNDLED:
        files = [
            resources.fonts() / f"{family.replace(' ', '')}-{style}.ttf"
            for style in ("Regular", "Bold", "Italic", "BoldItalic")
        ]
        lacking = [path.name for path in files if not path.is_file()]
        found = _fontconfig("fc-match", "--format=%{file}", family)
        if lacking:
            detail = f"bundled files are missing: {', '.join(lacking)}; put them back, or install the tool again"
            yield Checked(f"Font {family}", "missing", detail, restore, "file-not-found")
        elif found is not None and Path(found).resolve() != files[0].resolve():
            detail = f"'{found}' is used instead of the bundled file: lines and pages may break elsewhere; remove it"
            yield Checked(f"Font {family}", "optional", detail)
        else:
            yield Checked(f"Font {family}", "ok", "bundled")


def _fonts_by_script() -> Iterator[Checked]:
    if _fontconfig("fc-list", "--version") is None:
        detail = "fc-list is not there, so fonts for other scripts cannot be looked for"
        yield _lacking("Fontconfig", "optional", detail, FONTCONFIG)
        return
    for script, (language, packages, _) in SCRIPTS.items():
        families = sorted({line.split(",")[0] for line in (_fonts(language)).splitlines() if line})
        if families:
            more = f" and {len(families) - 2} more" if len(families) > 2 else ""
            yield Checked(f"Font for {script}", "ok", ", ".join(families[:2]) + more)
        else:
            detail = "none; needed only where a text has this script"
            yield _lacking(f"Font for {script}", "optional", detail, packages)


def _fonts(language: str) -> str:
    return _fontconfig("fc-list", f":lang={language}", "family") or ""


@functools.cache
def _fontconfig(*command: str) -> str | None:
    """What one of fontconfig's programs says with the fonts that a build sees; None where it is not there."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")}
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs of fontconfig, words of our own
            command, env=environment, capture_output=True, encoding="utf-8", errors="replace", timeout=60, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _writable(output: Path) -> Checked:
    """Whether `output` can be written to, or made; nothing is left behind."""
    nearest = next(path for path in (output, *output.absolute().parents) if os.path.lexists(path))
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as failure:
        reason = (failure.strerror or str(failure)).lower()
        detail = f"'{nearest}' cannot be written to: {reason}"
        return Checked("Output", "missing", detail, "assembler build --output FOLDER", "output-unwritable")
    return Checked("Output", "ok", f"{printing.shown_folder(output)} can be written to")


def _libreoffice() -> Checked:
    if found := office.program():
        return Checked("LibreOffice", "ok", found)
    detail = "none; needed only for the PDF of a document that you froze, and to open DOCX where there is no Word"
    return _lacking("LibreOffice", "optional", detail, LIBREOFFICE)


# The command -----------------------------------------------------------------------------------


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder that a build would write to; where none is given, output/ beside profiles/.",
)
@click.option("--message-format", type=one_of(("text", "json")), default="text", help="How to print what was found.")
def command(output: Path | None, message_format: str) -> int:
    """Tell what this machine lacks, and the command that mends it.

    Exits with 1 only where something is missing that a build needs.
    """
    checked = list(examine(output or root() / OUTPUT))
    missing = [item for item in checked if item.state == "missing"]
    if message_format == "json":
        rows = [
            {"name": item.name, "state": item.state, "detail": item.detail, "command": item.command} for item in checked
        ]
        found = [error(item.code, f"{item.name}: {item.detail}", None, item.command) for item in missing]
        printing.object_of(found, [], checks=rows)
    else:
        _print(checked)
        click.echo(f"missing: {', '.join(item.name for item in missing)}" if missing else "all that is needed is here")
    return EXIT_ERRORS if missing else 0


_COLOURS: Mapping[State, str] = {"ok": "green", "missing": "red", "optional": "yellow"}


def _print(checked: Sequence[Checked]) -> None:
    width = max(len(item.name) for item in checked)
    for item in checked:
        state = click.style(f"{item.state:<8}", fg=_COLOURS[item.state])
        click.echo(f"{state} {item.name:<{width}}  {item.detail}")
        if item.command:
            click.echo(f"{'':9}{'':{width}}  $ {item.command}")
