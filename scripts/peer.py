"""RenderCV, the nearest peer, on the words of benchmarks/cv: what the gallery shows beside our own pages when asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scripts import pages

VERSION = "2.8"
WORDS = pages.TOP / "benchmarks" / "cv" / "rendercv.yaml"

NOTE = (
    f"RenderCV {VERSION}, its classic theme, on the same words. Its icons are drawn from its own fonts by a stand-in"
    " for the Typst package that it would fetch on its first run."
)

_MANIFEST = """\
[package]
name = "fontawesome"
version = "0.6.0"
entrypoint = "lib.typ"
"""

# The fonts join an icon's letters to its picture.
_ICONS = """\
#let fa-icon(name, ..style) = text(font: ("Font Awesome 7 Free", "Font Awesome 7 Brands"), weight: 900, ..style, name)
"""


def installed(python: str, folder: Path) -> Path:
    """A Python that has RenderCV: `python` (3.12 or later), else an environment made with it in `folder`.

    Raises:
        subprocess.CalledProcessError: The environment could not be made.
    """
    if not subprocess.run([python, "-c", "import rendercv"], capture_output=True, check=False).returncode:
        return Path(python)
    mine = folder / "environment" / "bin" / "python"
    if not mine.is_file():
        sys.stderr.write(f"installing RenderCV {VERSION} into {mine.parents[1]}\n")
        subprocess.run([python, "-m", "venv", mine.parents[1]], check=True)
        subprocess.run([mine, "-m", "pip", "install", "--quiet", f"rendercv[full]=={VERSION}"], check=True)
    return mine


def rendered(python: Path, paper: str, folder: Path) -> Path:
    """RenderCV's PDF of the words on `paper`, written into `folder`.

    Raises:
        subprocess.CalledProcessError: RenderCV failed; what it said has been printed.
    """
    package = folder / "cache" / "typst" / "packages" / "preview" / "fontawesome" / "0.6.0"
    package.mkdir(parents=True, exist_ok=True)
    (package / "typst.toml").write_text(_MANIFEST, encoding="utf-8")
    (package / "lib.typ").write_text(_ICONS, encoding="utf-8")
    pdf = (folder / f"classic-{paper}.pdf").resolve()
    size = {"a4": "a4", "letter": "us-letter"}[paper]
    only = ["--dont-generate-png", "--dont-generate-markdown", "--dont-generate-html", "--quiet"]
    where = ["--output-folder", str(folder.resolve()), "--pdf-path", str(pdf)]
    design = ["--design.theme", "classic", "--design.page.size", size]
    command = [str(python), "-m", "rendercv", "render", str(WORDS), *only, *where, *design]
    # RenderCV looks for Typst's packages here, on Linux; elsewhere it fetches the one it needs.
    home = {**os.environ, "XDG_CACHE_HOME": str((folder / "cache").resolve())}
    done = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()
    return pdf
