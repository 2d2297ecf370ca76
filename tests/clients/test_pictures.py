"""The pictures in the docs are the pages that are made now; and what counts as the same page, shown from both sides."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from assembler import resources
from scripts import pages, pictures, tour

pytestmark = pytest.mark.clients

CV = "cv-singapore.png"


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_a_picture_is_the_page_that_is_made_now_whatever_draws_it(name: str, tmp_path: Path) -> None:
    pdf = pictures.page(pictures.PICTURES[name], tmp_path / "made")
    pictures.cut(pdf, tmp_path / name)
    chosen = ["-r", str(pages.DPI), "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(["pdftocairo", "-png", *chosen, pdf, tmp_path / "cairo"], check=True)
    assert pictures.same(tmp_path / name, pictures.FOLDER / name), "run `make pictures` and look at the differences"
    assert 0 < pictures.difference(tmp_path / "cairo.png", pictures.FOLDER / name) <= pictures.TOLERANCE


def test_the_pictures_of_the_tour_are_those_of_its_stops(tmp_path: Path) -> None:
    stops = tour.walked(tmp_path / "tour")
    assert tuple(stops) == pictures.TOUR
    for name, pdf in stops.items():
        pictures.cut(pdf, tmp_path / name)
        assert pictures.same(tmp_path / name, pictures.FOLDER / name), "run `make pictures` and look at the differences"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("profile.yaml", "birth_date: 1990-11-05", "birth_date: 1990-12-05"),
        ("programs/kallang.yaml", "title: Personal particulars", "title: Personal details"),
    ],
)
def test_one_other_line_is_another_picture(
    file: str, old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = pictures.PICTURES[CV].profile
    shutil.copytree(resources.samples() / profile, tmp_path / profile)
    changed = tmp_path / profile / file
    text = changed.read_text(encoding="utf-8")
    assert old in text
    changed.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(resources, "samples", lambda: tmp_path)
    pictures.cut(pictures.page(pictures.PICTURES[CV], tmp_path / "made"), tmp_path / "other.png")
    assert not pictures.same(tmp_path / "other.png", pictures.FOLDER / CV)


def test_a_page_moved_by_two_pixels_is_another_picture(tmp_path: Path) -> None:
    with Image.open(pictures.FOLDER / CV) as image:
        moved = image.convert("RGB").transform(
            image.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, 2), fillcolor="white"
        )
    moved.save(tmp_path / "moved.png")
    assert pictures.difference(tmp_path / "moved.png", pictures.FOLDER / CV) > pictures.TOLERANCE


def test_a_document_that_is_not_made_is_named(tmp_path: Path) -> None:
    wanted = pictures.Picture("sample-thin", "briefing", "nobody", "modern", "a4")
    with pytest.raises(SystemExit, match="no briefing for nobody"):
        pictures.page(wanted, tmp_path / "made")
