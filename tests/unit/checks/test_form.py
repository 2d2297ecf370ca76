"""What a portal refuses: deadlines, documents, paper, photo, files, rules of an earlier season."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from assembler.checks import form
from assembler.checks.form import check_files
from assembler.diagnostics import Severity
from assembler.schema.dates import PartialDate
from assembler.sources.assets import read_asset
from tests.people import program
from tests.unit.checks.applications import TODAY, Desk, codes, told


def asks(desk: Desk, today: PartialDate = TODAY, **more: Any) -> list[str]:
    return codes(desk.subject(programs={"harbour": more}, today=today), form.CHECKS)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (PartialDate(2027, 2, 14), []),
        (PartialDate(2027, 2, 15), ["deadline-near"]),
        (PartialDate(2027, 3, 1), ["deadline-near"]),
        (PartialDate(2027, 3, 2), ["deadline-passed"]),
    ],
)
def test_a_deadline_that_is_near_or_has_passed(desk: Desk, today: PartialDate, expected: list[str]) -> None:
    assert asks(desk, today) == expected


def test_a_near_deadline_says_when_and_where(desk: Desk) -> None:
    closes = {"date": "2026-11-25", "time": "17:00", "zone": "Asia/Singapore"}
    (found,) = form.deadlines(desk.subject(programs={"harbour": {"deadline": closes}}))
    assert found.message == "Harbour closes tomorrow, on 2026-11-25, 17:00 Asia/Singapore"
    assert found.severity is Severity.NOTE


def test_a_time_of_day_without_a_zone(desk: Desk) -> None:
    subject = desk.subject(programs={"harbour": {"deadline": {"date": "2027-03-01", "time": "17:00"}}})
    assert told(subject, form.zones) == [("deadline-zone", "harbour.yaml", "'17:00'")]


def test_a_day_alone_needs_no_zone(desk: Desk) -> None:
    assert asks(desk, deadline={"date": "2027-03-01"}) == []


def test_a_document_that_the_portal_has_no_place_for(desk: Desk) -> None:
    subject = desk.subject(programs={"harbour": {"refuses": ["cv"], "documents": ["statement", "cv"]}})
    (found,) = form.refused(subject)
    assert (found.code, found.message) == ("document-refused", "Harbour: its portal takes no cv")


def test_a_document_that_is_not_made_is_not_refused(desk: Desk) -> None:
    assert asks(desk, refuses=["cv"], documents=["statement"]) == []


@pytest.mark.parametrize(
    ("country", "paper", "expected"),
    [
        ("United States", "letter", []),
        ("United States", "a4", ["paper-differs"]),
        ("canada", "a4", ["paper-differs"]),
        ("Ireland", "letter", ["paper-differs"]),
        ("Singapore", "a4", []),
    ],
)
def test_paper_is_that_of_the_country(desk: Desk, country: str, paper: str, expected: list[str]) -> None:
    assert asks(desk, country=country, paper=paper) == expected


@pytest.mark.parametrize(("checked", "expected"), [("2025-11-25", []), ("2025-10", ["rule-old"]), ("2026", [])])
def test_a_rule_of_an_earlier_season(desk: Desk, checked: str, expected: list[str]) -> None:
    assert asks(desk, sources=[{"rule": "paper", "source": "Page", "checked": checked}]) == expected


# Photo ----------------------------------------------------------------------------------------------


def with_photo(
    desk: Desk, rules: dict[str, Any], size: tuple[int, int] = (400, 500), *, tells: bool = False, **more: Any
) -> list[str]:
    (desk.folder / "assets").mkdir()
    picture = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    if tells:
        exif[0x0132] = "2024:05:17 10:00:00"
    picture.save(desk.folder / "assets" / "photo.jpg", quality=90, exif=exif)
    subject = desk.subject(
        {"personal": {"photo": "assets/photo.jpg"}}, {"harbour": {"files": {"photo": rules}, **more}}
    )
    return [found.message for found in form.photo(subject)]


def test_a_photo_as_it_is_wanted(desk: Desk) -> None:
    assert with_photo(desk, {"formats": ["jpeg"], "width": "375", "height": "500", "maximum_kb": "200"}) == []


def test_too_few_pixels(desk: Desk) -> None:
    assert with_photo(desk, {"width": "375", "height": "525"}) == [
        "Harbour: the photo has 400 × 500 pixels; 375 × 525 are asked for"
    ]


def test_too_many_bytes(desk: Desk) -> None:
    (message,) = with_photo(desk, {"maximum_kb": "60"})
    assert message.startswith("Harbour: the photo has ")
    assert message.endswith(" kB; at most 60 kB are taken")


def test_another_format(desk: Desk) -> None:
    assert with_photo(desk, {"formats": ["png"]}) == ["Harbour: the photo is a JPEG file; taken are PNG"]


@pytest.mark.parametrize(
    ("size", "problems"),
    [
        ((177, 237), []),
        ((176, 235), ["has 176 × 235 pixels, too few to be sharp on a CV"]),
        ((525, 500), []),
        ((600, 400), ["has 600 × 400 pixels, which is no upright portrait"]),
        ((120, 900), ["has 120 × 900 pixels, which is no upright portrait"]),
    ],
)
def test_a_photo_that_a_cv_shows_is_sharp_and_upright(desk: Desk, size: tuple[int, int], problems: list[str]) -> None:
    told = [f"Harbour: the photo {problem}" for problem in problems]
    assert with_photo(desk, {}, size, cv={"photo": "allowed"}) == told


@pytest.mark.parametrize("more", [{}, {"cv": {"photo": "allowed"}, "documents": ["statement"]}])
def test_a_photo_that_no_cv_shows_may_be_small(desk: Desk, more: dict[str, Any]) -> None:
    assert with_photo(desk, {"formats": ["jpeg"]}, (50, 20), **more) == []


def test_a_photo_that_tells_when_it_was_taken(desk: Desk) -> None:
    assert with_photo(desk, {"width": "100"}, tells=True) == [
        "the photo's file tells when, where or by whom it was taken"
    ]


def test_a_photo_that_no_portal_takes_as_a_file_may_tell(desk: Desk) -> None:
    assert with_photo(desk, {}, tells=True) == []


def test_a_picture_that_is_turned_is_measured_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (500, 400)).save(tmp_path / "photo.jpg", exif=exif)
    asset, _ = read_asset(tmp_path / "photo.jpg")
    assert asset is not None
    assert (asset.original.width, asset.original.height, asset.original.tells) == (400, 500, False)


# Files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "name", "size", "expected"),
    [
        ({"maximum_kb": "100"}, "A_CV.pdf", 100_000, []),
        ({"maximum_kb": "100"}, "A_CV.pdf", 100_001, ["file-large"]),
        ({"name_length": "8"}, "A_CV.pdf", 1, []),
        ({"name_length": "8"}, "Ab_CV.pdf", 1, ["file-name"]),
        ({"forbidden": "|*?:"}, "A_CV.pdf", 1, []),
        ({"forbidden": "-_"}, "A_CV.pdf", 1, ["file-name"]),
    ],
)
def test_files_are_as_the_portal_takes_them(rules: dict[str, str], name: str, size: int, expected: list[str]) -> None:
    found = check_files("cv/harbour", program(files=rules), [(name, size)])
    assert [item.code for item in found] == expected
    assert all(item.hint for item in found)
