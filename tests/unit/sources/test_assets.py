from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from assembler.diagnostics import Mark
from assembler.sources.assets import Asset, read_asset


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red at the left, blue at the right."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    return picture.convert(mode)


def _saved(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _asset(content: bytes) -> Asset:
    Path("photo").write_bytes(content)
    asset, found = read_asset(Path("photo"))
    assert not found
    assert asset is not None
    return asset


def _refused(content: bytes) -> str:
    Path("photo").write_bytes(content)
    asset, found = read_asset(Path("photo"))
    assert asset is None
    assert [one.code for one in found] == ["asset-unusable"]
    return found[0].message


def _opened(asset: Asset) -> Image.Image:
    return Image.open(io.BytesIO(asset.data))


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_photo_keeps_its_size_and_kind(form: str, media_type: str) -> None:
    asset = _asset(_saved(_picture(), form))
    assert (asset.width, asset.height, asset.media_type) == (60, 40, media_type)
    assert _opened(asset).size == (60, 40)


def test_the_same_photo_gives_the_same_bytes() -> None:
    content = _saved(_picture())
    assert _asset(content) == _asset(content)


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn by a quarter
    asset = _asset(_saved(_picture(), exif=exif))
    assert (asset.width, asset.height) == (40, 60)
    pixel = _opened(asset).getpixel((20, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200
    assert pixel[2] < 50


def test_nothing_but_the_picture_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret-description"
    comment = _saved(_picture(), exif=exif, comment=b"secret-comment")
    text = PngInfo()
    text.add_text("Author", "secret-author")
    png = _saved(_picture(), "PNG", pnginfo=text, exif=exif)
    for content in (comment, png):
        assert b"secret" in content
        assert b"secret" not in _asset(content).data
        assert not _opened(_asset(content)).getexif()


def test_colours_are_those_of_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    for icc in (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), profile.tobytes(), b"broken"):
        asset = _asset(_saved(_picture(), icc_profile=icc))
        assert "icc_profile" not in _opened(asset).info
        pixel = _opened(asset).getpixel((5, 5))
        assert isinstance(pixel, tuple)
        assert pixel[0] > 240


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
def test_other_kinds_of_pixels(mode: str) -> None:
    form = "JPEG" if mode in ("L", "CMYK") else "PNG"
    assert _opened(_asset(_saved(_picture(mode=mode), form))).mode in ("L", "RGB")


def test_sixteen_bits_of_grey_become_eight() -> None:
    asset = _asset(_saved(Image.new("I;16", (4, 4), 0x8000), "PNG"))
    assert _opened(asset).getpixel((0, 0)) == 128


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_parts_become_white(mode: str) -> None:
    asset = _asset(_saved(Image.new(mode, (4, 4)), "PNG"))
    assert _opened(asset).getpixel((0, 0)) == (255, 255, 255)


def test_a_huge_photo_is_made_smaller() -> None:
    asset = _asset(_saved(_picture(4000, 2000)))
    assert (asset.width, asset.height) == (1600, 800)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_truncated_photo_is_refused(form: str) -> None:
    content = _saved(Image.effect_noise((64, 64), 50), form)
    for length in (len(content) // 2, len(content) * 9 // 10):
        assert "damaged" in _refused(content[:length])


def test_a_truncated_photo_is_refused_even_once_weasyprint_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    content = _saved(Image.effect_noise((64, 64), 50), "JPEG")
    assert "damaged" in _refused(content[: len(content) // 2])


def test_other_files_are_refused() -> None:
    assert _refused(b"hello") == "'photo' is not a JPEG or PNG picture"
    assert "not a JPEG or PNG" in _refused(_saved(_picture(), "GIF"))
    assert "not a JPEG or PNG" in _refused(b"")


def test_phones_pictures_are_named() -> None:
    Path("photo").write_bytes(b"\0\0\0\x18ftypheic")
    _, found = read_asset(Path("photo"))
    assert found[0].hint == "save it as JPEG; it seems to be a HEIC picture from a phone"


@pytest.mark.parametrize(("width", "words"), [(8000, "8000 × 8000 pixels"), (20000, "far too many pixels")])
def test_a_picture_that_would_fill_the_memory_is_refused_unread(width: int, words: str) -> None:
    content = _saved(Image.new("1", (8, 8)), "PNG")
    header = b"IHDR" + width.to_bytes(4) * 2 + content[24:29]
    assert words in _refused(content[:12] + header + zlib.crc32(header).to_bytes(4) + content[33:])


def test_files_that_cannot_be_had() -> None:
    mark = Mark("profile.yaml", 3, 8, 9)
    asset, found = read_asset(Path("assets/photo.jpg"), mark)
    assert asset is None
    assert [(one.code, one.mark) for one in found] == [("file-not-found", mark)]
    Path("large").write_bytes(b"x" * 10_000_001)
    assert [one.code for one in read_asset(Path("large"))[1]] == ["file-too-large"]
    assert [one.code for one in read_asset(Path())[1]] == ["not-a-file"]


def test_a_refusal_points_at_what_refers_to_the_photo() -> None:
    mark = Mark("profile.yaml", 3, 8, 9)
    Path("photo").write_bytes(b"x")
    assert read_asset(Path("photo"), mark)[1][0].mark == mark
