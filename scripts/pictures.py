"""The pictures in the docs: pages of the gallery and of the tour, cut by `make pictures`, held fresh by tests/clients.

The table `PICTURES` says which page each of the gallery's is; `tour` makes the others.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from PIL.PngImagePlugin import PngInfo

from assembler import resources
from scripts import pages, tour

FOLDER = pages.TOP / "docs" / "images"

TILE = 12
"""Side of the squares, in pixels, that pictures are compared in: about a line of text."""

TOLERANCE = 16
"""How far a square may differ on average, of 255, before a picture counts as another.

The same page drawn by Cairo instead of Poppler's own means stays at 9; another heading, or a page moved by two pixels,
passes 24.
"""


@dataclass(frozen=True)
class Picture:
    """One picture: the first page of `document` for `whose` program or referee, as PDF or as LibreOffice shows it."""

    profile: str
    document: str
    whose: str
    theme: str
    paper: str
    office: bool = False


PICTURES = {
    "cv-us.png": Picture("sample-pain", "cv", "calder-bay", "modern", "letter"),
    "cv-classic.png": Picture("sample-pain", "cv", "wharfe-valley", "classic", "a4"),
    "cv-singapore.png": Picture("sample-pain", "cv", "kallang", "modern", "a4"),
    "statement.png": Picture("sample-pain", "statement", "calder-bay", "modern", "letter"),
    "briefing.png": Picture("sample-pain", "briefing", "teo", "modern", "a4"),
    "cv-word.png": Picture("sample-pain", "cv", "wharfe-valley", "classic", "a4", office=True),
}
"""Those of docs/images that show one document."""

TOUR = ("tour-draft.png", "tour-typed.png", "tour-final.png")
"""Those that show the README's tour."""


def page(picture: Picture, folder: Path) -> Path:
    """The first page as PDF, DOCX or LibreOffice's proof of it, in the new folder `folder`: the PDF that holds it.

    Raises:
        SystemExit: The build found errors, or makes no such document.
    """
    choice = ["--document", picture.document]
    if picture.document != "briefing":
        choice += ["--program", picture.whose]
    made = pages.make(resources.samples() / picture.profile, picture.theme, picture.paper, folder, *choice)
    mine = [item for item in made if item.name == f"{picture.document}/{picture.whose}"]
    if not mine:
        raise SystemExit(f"{picture.profile} has no {picture.document} for {picture.whose}")
    return pages.proofs(mine, folder)[0] if picture.office else mine[0].pdf


def cut(pdf: Path, file: Path) -> None:
    """Write the first page of `pdf` to `file`, in 32 colours, which makes it a third as large.

    A hash over its words goes with it: what `same` cannot tell from shapes.
    """
    (whole,) = pages.drawn(pdf, file.with_suffix(""), page=1)
    told = subprocess.run(["pdftotext", "-l", "1", "-raw", pdf, "-"], capture_output=True, check=True).stdout
    carried = PngInfo()
    carried.add_text("words", hashlib.sha256(b" ".join(told.split())).hexdigest())
    with Image.open(whole) as image:
        image.quantize(32, dither=Image.Dither.NONE).save(file, optimize=True, pnginfo=carried)
    whole.unlink()


def same(one: Path, other: Path) -> bool:
    """Whether two pictures hold the same words, and look the same but for how letters are smoothed."""
    with Image.open(one) as first, Image.open(other) as second:
        words = [image.info.get("words") for image in (first, second)]
    return words[0] == words[1] and difference(one, other) <= TOLERANCE


def difference(one: Path, other: Path) -> int:
    """How far two pictures differ in the square where they differ most, of 255; 255 where their sizes differ.

    A pixel counts as different by as much as it is darker or lighter than all nine around its place in the other
    picture, since two versions of a program smooth letters differently.
    """
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size:
            return 255
        greys = first.convert("L"), second.convert("L")
    squares = ImageChops.lighter(_beyond(*greys), _beyond(*reversed(greys))).reduce(TILE)
    return max(squares.tobytes())


def _beyond(image: Image.Image, other: Image.Image) -> Image.Image:
    darkest, lightest = other.filter(ImageFilter.MinFilter(3)), other.filter(ImageFilter.MaxFilter(3))
    return ImageChops.add(ImageChops.subtract(image, lightest), ImageChops.subtract(darkest, image))


def main() -> None:
    """Write every picture anew."""
    pages.require("pdftoppm", "soffice")
    for name, picture in PICTURES.items():
        sys.stderr.write(f"{name}\n")
        with tempfile.TemporaryDirectory() as folder:
            cut(page(picture, Path(folder)), FOLDER / name)
    with tempfile.TemporaryDirectory() as folder:
        for name, pdf in tour.walked(Path(folder)).items():
            cut(pdf, FOLDER / name)


if __name__ == "__main__":
    main()
