"""Both samples, built once and opened once in LibreOffice, for all tests with real readers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from assembler import resources
from assembler.cli import main
from assembler.schema.rules import DocumentName

SAMPLES = ("sample-pain", "sample-thin")
FONTS = {**os.environ, "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")}


@dataclass(frozen=True)
class Built:
    """One document in its formats: `pdf`, `docx`, and `proof`, the DOCX as LibreOffice lays it out.

    `profile` is the folder of the applicant.
    """

    name: str
    profile: Path
    document: str
    pdf: Path
    docx: Path
    proof: Path
    row: dict[str, Any]


def pages(file: Path) -> int:
    """The pages of a PDF, as Poppler counts them."""
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


def converted(files: Sequence[Path], folder: Path) -> list[Path]:
    """The PDFs that LibreOffice makes of `files` (DOCX of different names), in `folder`."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, env=FONTS, capture_output=True, check=True, timeout=300)
    return [folder / file.with_suffix(".pdf").name for file in files]


def variants(folder: Path) -> list[Path]:
    """One program of a sample that asks for every document, in each theme and on each paper: applicants in `folder`."""
    made = []
    for theme in ("modern", "classic"):
        for paper in ("a4", "letter"):
            home = folder / f"{theme}-{paper}"
            shutil.copytree(resources.samples() / "sample-pain", home)
            for path in (home / "programs").glob("*.yaml"):
                if path.stem != "kallang":
                    path.unlink()
            path = home / "programs" / "kallang.yaml"
            text = path.read_text(encoding="utf-8")
            assert "\nlanguage: en-GB\n" in text
            asked = (
                f"\nlanguage: en-GB\npaper: {paper}\ntheme: {theme}\ndocuments: [{', '.join(get_args(DocumentName))}]\n"
            )
            path.write_text(text.replace("\nlanguage: en-GB\n", asked), encoding="utf-8")
            profile = home / "profile.yaml"
            text = profile.read_text(encoding="utf-8")
            profile.write_text(text.replace("\nspecialty:", f"\ntheme: {theme}\nspecialty:"), encoding="utf-8")
            made.append(home)
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Every document of the samples, of one of them in the other theme, and of one program in all themes and papers."""
    folder = tmp_path_factory.mktemp("samples")
    classic = tmp_path_factory.mktemp("profiles") / "classic-thin"
    shutil.copytree(resources.samples() / "sample-thin", classic)
    text = (classic / "profile.yaml").read_text(encoding="utf-8")
    (classic / "profile.yaml").write_text(
        text.replace("\nspecialty:", "\ntheme: classic\nspecialty:"), encoding="utf-8"
    )
    profiles = [*(resources.samples() / name for name in SAMPLES), classic, *variants(classic.parent)]
    with pytest.raises(SystemExit) as ending:
        main(["build", *map(str, profiles), "--output", str(folder), "--date", "2026-11-24"])
    assert ending.value.code == 0
    rows = [
        (profile, row)
        for profile in profiles
        for row in json.loads((folder / profile.name / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    ]
    files = [folder / profile.name / row["path"] for profile, row in rows if row["format"] == "docx"]
    proofs = tmp_path_factory.mktemp("proofs")
    for profile in profiles:
        # Files of equal names would take each other's place: those of applicants, and a draft and its final text.
        mine = [file for file in files if file.is_relative_to(folder / profile.name)]
        for kind, some in (("draft", True), ("final", False)):
            converted([file for file in mine if (file.parent.name == "draft") is some], proofs / profile.name / kind)
    return [
        Built(
            name=f"{profile.name}/{row['document']}/{row['program'] or row['referee']}" + " draft" * row["draft"],
            profile=profile,
            document=row["document"],
            pdf=(folder / profile.name / row["path"]).with_suffix(".pdf"),
            docx=folder / profile.name / row["path"],
            proof=proofs
            / profile.name
            / ("draft" if row["draft"] else "final")
            / Path(row["path"]).with_suffix(".pdf").name,
            row=row,
        )
        for profile, row in rows
        if row["format"] == "docx"
    ]
