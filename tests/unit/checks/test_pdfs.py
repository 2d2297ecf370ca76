"""PDFs of other programs: protected, signed, damaged, or with fonts that they do not hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest

from assembler.checks.pdfs import check_pdf
from assembler.writers.pdf import _engine


@cache
def ours() -> bytes:
    made: bytes = _engine().lay_out("<html lang=en><title>A</title><p>A page.</p></html>", "", {}, b"1").data
    return made


def made(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(ours())) as pdf:
        change(pdf)
        pdf.save(whole, **options)  # type: ignore[arg-type]
    return whole.getvalue()


def signed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())


def without_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            for kind in ("/FontFile", "/FontFile2", "/FontFile3"):
                if kind in item:
                    del item[kind]


def nothing(pdf: pikepdf.Pdf) -> None:
    del pdf


def test_one_of_ours_is_fit() -> None:
    assert check_pdf("cv/harbour", ours()) == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (lambda: made(nothing, encryption=pikepdf.Encryption(owner="a", user="")), "is protected, and portals refuse"),
        (lambda: made(nothing, encryption=pikepdf.Encryption(owner="a", user="b")), "is locked with a password"),
        (lambda: made(signed), "is signed digitally"),
        (lambda: made(without_font), "does not hold the fonts that it uses: "),
        (lambda: ours()[:100], "is damaged"),
        (lambda: b"", "is damaged"),
    ],
)
def test_what_portals_refuse(data: Callable[[], bytes], problem: str) -> None:
    (found,) = check_pdf("cv/harbour", data())
    assert (found.code, found.message.startswith(f"cv/harbour: the PDF {problem}")) == ("pdf-unfit", True), found
