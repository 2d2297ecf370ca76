"""Documents as pages, for `gallery.py` and `pictures.py`: a profile is built in one look, and its files are drawn."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from assembler import resources
from assembler.cli import main

TOP = Path(__file__).resolve().parents[1]
SAMPLES = ("sample-pain", "sample-thin")
THEMES = tuple(sorted(path.stem for path in (resources.templates() / "themes").glob("*.yaml")))
PAPERS = ("a4", "letter")

DATE = "2026-11-24"
"""The date of every document, so that the same profile gives the same pages on any day."""

DPI = 80
"""Dots per inch of a drawn page: small, and every word can be read."""


@dataclass(frozen=True)
class Made:
    """One document as files. `name` is the kind and the program or referee: `cv/calder-bay`."""

    name: str
    pdf: Path
    docx: Path


def require(*programs: str) -> None:
    """End with a message where one of `programs` cannot be called.

    Raises:
        SystemExit: One is missing.
    """
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise SystemExit(f"not found: {', '.join(missing)} (`make clients` installs Poppler and LibreOffice)")


def make(profile: Path, theme: str, paper: str, folder: Path, *choice: str) -> list[Made]:
    """Build a copy of `profile` in `theme` on `paper` into the new folder `folder`; `choice` is passed to the build.

    Raises:
        SystemExit: The build found errors, and has printed them.
    """
    copy = folder / "profiles" / profile.name
    shutil.copytree(profile, copy, ignore=shutil.ignore_patterns(".history"))
    put(copy / "profile.yaml", "theme", theme)
    for program in (copy / "programs").glob("*.yaml"):
        put(program, "theme", theme)
        put(program, "paper", paper)
    output = folder / "output"
    try:
        main(["build", str(copy), "--output", str(output), "--date", DATE, *choice])
    except SystemExit as ending:
        if ending.code:
            raise
    top = output / profile.name
    rows = json.loads((top / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    return [
        Made(
            name=f"{row['document']}/{row['program'] or row['referee']}",
            pdf=(top / row["path"]).with_suffix(".pdf"),
            docx=top / row["path"],
        )
        for row in rows
        if row["format"] == "docx"
    ]


def put(file: Path, key: str, value: str) -> None:
    """Set `key` at the top of a YAML file, where it is there or not."""
    others = re.sub(rf"^{key}:.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    changed = re.sub(r"^schema:.*\n", rf"\g<0>{key}: {value}\n", others, flags=re.MULTILINE)
    file.write_text(changed, encoding="utf-8")


def proofs(made: list[Made], folder: Path) -> list[Path]:
    """Each DOCX as LibreOffice lays it out, with the fonts that are shipped: PDF files in `folder`, in the same order.

    Raises:
        subprocess.CalledProcessError: LibreOffice failed.
    """
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    fonts = {**os.environ, "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")}
    subprocess.run(
        [*command, *(str(item.docx) for item in made)], env=fonts, capture_output=True, check=True, timeout=600
    )
    return [folder / f"{item.docx.stem}.pdf" for item in made]


def drawn(pdf: Path, stem: Path, page: int | None = None) -> list[Path]:
    """The pages of `pdf`, or one of them, as the files `stem-1.png` and so on.

    Raises:
        subprocess.CalledProcessError: Poppler cannot read the file.
    """
    stem.parent.mkdir(parents=True, exist_ok=True)
    chosen = ["-f", str(page), "-l", str(page)] if page else []
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", *chosen, pdf, stem], capture_output=True, check=True)
    return sorted(stem.parent.glob(f"{stem.name}-*.png"))
