"""The scripts behind `make gallery` and `make pictures`, as far as they need no other program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from scripts import gallery, pages, peer, pictures


def test_every_picture_of_the_docs_is_in_the_table_is_small_and_is_shown() -> None:
    files = {path.name for path in pictures.FOLDER.iterdir()}
    measured = {f"bench-{kind}.svg" for kind in ("programs", "applicants")}
    assert files == {*pictures.PICTURES, *pictures.TOUR, *measured}
    assert all((pictures.FOLDER / name).stat().st_size < 150_000 for name in files)
    for page, those in (("README.md", files - measured), ("docs/benchmarks.md", measured)):
        shown = re.findall(r"\(?(?:docs/)?images/([\w.-]+)", (pages.TOP / page).read_text(encoding="utf-8"))
        assert sorted(shown) == sorted(those)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("schema: 1\n\npaper: a4\n", "schema: 1\npaper: letter\n\n"),
        ("schema: 1\n\nname: X\n", "schema: 1\npaper: letter\n\nname: X\n"),
        ("schema: 1\ncv:\n  paper: a4\n", "schema: 1\npaper: letter\ncv:\n  paper: a4\n"),
    ],
)
def test_a_key_is_set_at_the_top_whether_it_was_there_or_not(text: str, made: str, tmp_path: Path) -> None:
    file = tmp_path / "program.yaml"
    file.write_text(text, encoding="utf-8")
    pages.put(file, "paper", "letter")
    assert file.read_text(encoding="utf-8") == made


def test_a_profile_is_built_in_the_look_that_is_asked_for(tmp_path: Path) -> None:
    made = {
        look: pages.make(gallery.BENCH, *look, tmp_path / "-".join(look))
        for look in (("modern", "letter"), ("classic", "a4"))
    }
    assert [item.name for items in made.values() for item in items] == ["cv/bench", "cv/bench"]
    (one,), (other,) = made.values()
    assert one.pdf.read_bytes() != other.pdf.read_bytes()
    assert one.docx.is_file()


def test_what_has_errors_ends_the_gallery(tmp_path: Path) -> None:
    (tmp_path / "mine" / "programs").mkdir(parents=True)
    (tmp_path / "mine" / "profile.yaml").write_text("schema: 1\nnonsense: 1\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        pages.make(tmp_path / "mine", "modern", "a4", tmp_path / "made")
    assert ending.value.code == 1


def test_a_missing_program_is_named() -> None:
    with pytest.raises(SystemExit, match="no-such-program"):
        pages.require("sh", "no-such-program")


def test_the_index_shows_pages_side_by_side_and_says_where_one_is_missing(tmp_path: Path) -> None:
    files = [tmp_path / "sample" / f"pdf-{page}.png" for page in (1, 2)]
    row = gallery.Row("sample/cv/x", "modern-a4", {"PDF": files, "DOCX in LibreOffice": files[:1]})
    page = gallery.index([row], "A & B", tmp_path)
    assert page.count("sample/pdf-1.png") == 2
    assert page.count("sample/pdf-2.png") == 1
    assert page.count("no such page") == 1
    assert "PDF, 2 pages" in page
    assert "A &amp; B" in page
    assert "http" not in page


def test_pictures_differ_by_what_is_darker_than_all_around_it(tmp_path: Path) -> None:
    names = ("white", "same", "line", "near", "large")
    images = {name: Image.new("L", (24, 24), 255) for name in names}
    images["large"] = Image.new("L", (25, 24), 255)
    images["line"].paste(0, (0, 4, 24, 8))
    images["near"].paste(0, (0, 5, 24, 9))
    for name, image in images.items():
        image.save(tmp_path / f"{name}.png")

    def difference(one: str, other: str) -> int:
        return pictures.difference(tmp_path / f"{one}.png", tmp_path / f"{other}.png")

    assert difference("white", "same") == 0
    assert difference("line", "near") == 0
    assert difference("line", "white") == difference("white", "line") == 85
    assert difference("white", "large") == 255


def texts(value: Any) -> set[str]:
    """Every text in a YAML file, however deep."""
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return {text for item in items for text in texts(item)}
    return {str(value)}


def test_what_stands_beside_the_peer_is_the_same_content() -> None:
    theirs = yaml.safe_load(peer.WORDS.read_text(encoding="utf-8"))["cv"]
    ours = texts(yaml.safe_load((gallery.BENCH / "profile.yaml").read_text(encoding="utf-8")))
    # Written in one line there, in fields of their own here.
    joined = {theirs["name"], theirs["location"]}
    joined |= {
        entry["location"] for name in ("education", "experience", "research") for entry in theirs["sections"][name]
    }
    joined |= {entry["details"] for entry in theirs["sections"]["examinations"]}
    assert len(texts(theirs)) > 100
    assert texts(theirs) - joined - ours == set()
    parts = {part for text in joined for part in text.split(", ")} - {theirs["name"], "Pass"}
    assert [part for part in parts if part not in "\n".join(ours)] == []
