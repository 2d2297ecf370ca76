"""Photos into clean pictures: upright, in sRGB, without metadata, and the same bytes for the same photo."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assembler.diagnostics import Diagnostic, Mark, error
from assembler.sources.text import read_bytes, shown

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_ASSET_BYTES = 10_000_000
"""The largest photo that is read."""

_MOST_PIXELS = 60_000_000
_LONGEST = 1600
"""Pixels along the longer side after reading: over 600 to the inch for a photo of 60 mm."""


@dataclass(frozen=True, slots=True)
class Original:
    """What the file of a picture is: its size in bytes and, upright, in pixels; whether it tells when or where."""

    size: int
    width: int
    height: int
    format: Literal["jpeg", "png"]
    tells: bool


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture ready to be put into a document; `width` and `height` in pixels. `original` is the file it is from."""

    data: bytes
    width: int
    height: int
    media_type: Literal["image/jpeg", "image/png"]
    original: Original


def read_asset(path: Path, mark: Mark | None = None) -> tuple[Asset | None, list[Diagnostic]]:
    """The JPEG or PNG file `path`, turned upright, made smaller where it is huge, and freed of all metadata.

    Args:
        path: the file.
        mark: what refers to it; complaints point there, else at the file.
    """
    content = read_bytes(path, MAX_ASSET_BYTES, mark)
    if isinstance(content, Diagnostic):
        return None, [content]
    result = _clean(content)
    if isinstance(result, Asset):
        return result, []
    message, hint = result
    return None, [error("asset-unusable", f"'{shown(path)}' {message}", mark or Mark(shown(path), 1, 1), hint)]


def _clean(content: bytes) -> Asset | tuple[str, str]:
    """The asset, or message and hint on why there is none."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - slow to load, and few profiles have photos

    again = "export it again as JPEG from the program it comes from"
    with warnings.catch_warnings(), _whole_only():
        # Pillow warns of odd metadata, which is dropped anyway, and of size, which is judged below.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    size = f"{picture.width} × {picture.height}"
                    return f"has {size} pixels, which is too many", "make it smaller: 1200 × 1600 pixels are plenty"
                kind: Literal["jpeg", "png"] = "png" if picture.format == "PNG" else "jpeg"
                picture.load()
                tells = bool(set(picture.getexif()) & _TELLING)
                upright = ImageOps.exif_transpose(picture)
                original = Original(len(content), upright.width, upright.height, kind, tells)
                return _encoded(_in_srgb(upright), original)
        except UnidentifiedImageError:
            return "is not a JPEG or PNG picture", f"save it as JPEG{_known_as(content)}"
        except Image.DecompressionBombError:
            return "has far too many pixels", "make it smaller: 1200 × 1600 pixels are plenty"
        except Exception:  # noqa: BLE001 - decoders fail on damaged files in any way there is
            return "is damaged: it cannot be read to its end", again


@contextmanager
def _whole_only() -> Iterator[None]:
    """Refuse pictures that end too early: WeasyPrint, once loaded, lets all of the process take them."""
    from PIL import ImageFile  # noqa: PLC0415 - as above

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _known_as(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return "; it seems to be a HEIC picture from a phone"
    if content[:4] == b"%PDF":
        return "; it is a PDF"
    return ""


def _in_srgb(picture: Image) -> Image:
    """`picture` in sRGB or grey, transparent parts white."""
    from PIL import Image as Images  # noqa: PLC0415 - as above
    from PIL import ImageCms  # noqa: PLC0415

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile: the colours are taken as they are
        else:
            picture = converted or picture
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        return Images.alpha_composite(Images.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return picture.convert("RGB")


_TELLING = frozenset((0x010F, 0x0110, 0x0132, 0x013B, 0x8769, 0x8825, 0x9003, 0xA430, 0xA431))
"""Exif tags of a maker, a model, a date, an owner, a place, a number; that of a picture's turn is none."""


def _encoded(picture: Image, original: Original) -> Asset:
    from PIL import Image as Images  # noqa: PLC0415 - as above

    clean = Images.new(picture.mode, picture.size)
    clean.paste(picture)  # pixels only: what else the file carried stays behind
    clean.thumbnail((_LONGEST, _LONGEST), Images.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if original.format == "jpeg":
        clean.save(buffer, "JPEG", quality=92, subsampling=0)
        return Asset(buffer.getvalue(), clean.width, clean.height, "image/jpeg", original)
    clean.save(buffer, "PNG", compress_level=9)
    return Asset(buffer.getvalue(), clean.width, clean.height, "image/png", original)
