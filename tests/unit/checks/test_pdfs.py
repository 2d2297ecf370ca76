"""PDFs of other programs: protected, signed, damaged, or with fonts that they do not hold."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from assembler.checks.pdfs import check_pdf
from assembler.writers.weasy import lay_out

OURS = lay_out("<html lang=en><title>A</title><p>A page.</p></html>", "", {}, b"1").data


def made(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(OURS)) as pdf:
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
    assert check_pdf("cv/harbour", OURS) == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (made(nothing, encryption=pikepdf.Encryption(owner="a", user="")), "is protected, and portals refuse that"),
        (made(nothing, encryption=pikepdf.Encryption(owner="a", user="b")), "is locked with a password"),
        (made(signed), "is signed digitally"),
        (made(without_font), "does not hold the fonts that it uses: "),
        (OURS[:100], "is damaged"),
        (b"", "is damaged"),
    ],
)
def test_what_portals_refuse(data: bytes, problem: str) -> None:
    (found,) = check_pdf("cv/harbour", data)
    assert (found.code, found.message.startswith(f"cv/harbour: the PDF {problem}")) == ("pdf-unfit", True), found
