"""The gallery: every document of the samples in every theme on every paper as pictures, on one page to look through.

Run by `make gallery`. Beside each page of a PDF stands that of the DOCX, as LibreOffice lays it out; beside the CV of
benchmarks/cv, when asked, stands RenderCV's.
"""

from __future__ import annotations

import argparse
import html
import itertools
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assembler import resources
from scripts import pages, peer

BENCH = pages.TOP / "benchmarks" / "cv"


@dataclass(frozen=True)
class Row:
    """One document in one look: its pages by who shows them, each a list of pictures."""

    document: str
    look: str
    shown: dict[str, list[Path]]


_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; background: #e4e4e4; color: #111 }
nav a { margin-right: 1rem; display: inline-block }
td { padding: .4rem; vertical-align: top } th { text-align: left; padding: 0 .4rem }
img { background: #fff; box-shadow: 0 0 4px #888; max-width: 46vw }
"""


def index(rows: Sequence[Row], note: str, folder: Path) -> str:
    """The page that shows `rows`, whose pictures lie below `folder`. It needs nothing but them."""
    names = list(dict.fromkeys(row.document for row in rows))
    body = ["<h1>Gallery</h1>", f"<p>{html.escape(note)}</p>", "<nav>"]
    body += [f'<a href="#{name}">{name}</a>' for name in names]
    body.append("</nav>")
    for name, group in itertools.groupby(rows, key=lambda row: row.document):
        body.append(f'<h2 id="{name}">{name}</h2>')
        for row in group:
            counts = "".join(f"<th>{who}, {len(files)} pages</th>" for who, files in row.shown.items())
            body.append(f"<h3>{row.look}</h3><table><tr>{counts}</tr>")
            for files in itertools.zip_longest(*row.shown.values()):
                cells = (
                    f'<td><img loading="lazy" alt="{file.stem}" src="{file.relative_to(folder).as_posix()}"></td>'
                    if file
                    else "<td>no such page</td>"
                    for file in files
                )
                body.append(f"<tr>{''.join(cells)}</tr>")
            body.append("</table>")
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>{_STYLE}</style>'
        + "\n".join(body)
        + "</html>\n"
    )


def _rows(made: list[pages.Made], look: str, place: Path, folder: Path, others: dict[str, list[Path]]) -> list[Row]:
    """Draw all pages of one profile in one look into `folder`; `others` are further PDF files for each document."""
    shown = {"PDF": [item.pdf for item in made]}
    if shutil.which("soffice"):
        shown["DOCX in LibreOffice"] = pages.proofs(made, place)
    shown |= others
    rows = []
    for item, *pdfs in zip(made, *shown.values(), strict=True):
        stem = folder / item.name / look
        drawn = {who: pages.drawn(pdf, stem / who.split()[0].lower()) for who, pdf in zip(shown, pdfs, strict=True)}
        rows.append(Row(f"{folder.name}/{item.name}", look, drawn))
    return rows


def main() -> None:
    """Write the gallery anew."""
    parser = argparse.ArgumentParser(description="Draw every document of the samples in every theme on every paper.")
    parser.add_argument("--output", type=Path, default=pages.TOP / "gallery", help="folder to write into")
    parser.add_argument("--peer", metavar="PYTHON", nargs="?", const="python3.12", help="show RenderCV too; needs 3.12")
    choice = parser.parse_args()
    pages.require("pdftoppm", *([choice.peer] if choice.peer else []))
    top: Path = choice.output
    python = peer.installed(choice.peer, top / "peer") if choice.peer else None
    note = peer.NOTE if python else "RenderCV is left out; `make gallery PEER=1` shows its pages too."
    drawing = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        for profile in (*(resources.samples() / name for name in pages.SAMPLES), BENCH):
            folder = top / profile.name
            shutil.rmtree(folder, ignore_errors=True)
            for theme, paper in itertools.product(pages.THEMES, pages.PAPERS):
                look = f"{theme}-{paper}"
                sys.stderr.write(f"{profile.name} in {look}\n")
                place = Path(scratch) / profile.name / look
                made = pages.make(profile, theme, paper, place)
                shown = (
                    {"RenderCV": [peer.rendered(python, paper, top / "peer")]} if python and profile == BENCH else {}
                )
                # The next look is built while this one is drawn.
                drawing.append(pool.submit(_rows, made, look, place, folder, shown))
        rows = sorted((row for job in drawing for row in job.result()), key=lambda row: row.document)
    page = top / "index.html"
    page.write_text(index(rows, note, top), encoding="utf-8")
    sys.stderr.write(f"{note}\n{page}: {len(rows)} documents\n")


if __name__ == "__main__":
    main()
