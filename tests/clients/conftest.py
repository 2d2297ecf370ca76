"""Both samples, built once and opened once in LibreOffice, for all tests with real readers."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assembler import resources
from assembler.cli import main

SAMPLES = ("sample-pain", "sample-thin")
FONTS = {**os.environ, "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")}


@dataclass(frozen=True)
class Built:
    """One document in its formats: `pdf`, `docx`, and `proof`, the DOCX as LibreOffice lays it out."""

    name: str
    document: str
    pdf: Path
    docx: Path
    proof: Path
    row: dict[str, Any]


def pages(file: Path) -> int:
    """The pages of a PDF, as Poppler counts them."""
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Every document of the samples."""
    folder = tmp_path_factory.mktemp("samples")
    with pytest.raises(SystemExit) as ending:
        main(["build", *SAMPLES, "--output", str(folder), "--date", "2026-11-24"])
    assert ending.value.code == 0
    rows = [
        (sample, row)
        for sample in SAMPLES
        for row in json.loads((folder / sample / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    ]
    files = [folder / sample / row["path"] for sample, row in rows if row["format"] == "docx"]
    proofs = tmp_path_factory.mktemp("proofs")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            proofs,
            *files,
        ],
        env=FONTS,
        capture_output=True,
        check=True,
        timeout=300,
    )
    return [
        Built(
            name=f"{sample}/{row['document']}/{row['program'] or row['referee']}",
            document=row["document"],
            pdf=(folder / sample / row["path"]).with_suffix(".pdf"),
            docx=folder / sample / row["path"],
            proof=proofs / Path(row["path"]).with_suffix(".pdf").name,
            row=row,
        )
        for sample, row in rows
        if row["format"] == "docx"
    ]
