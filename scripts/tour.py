"""The tour of the README, walked: a draft is built, typed into and built again until it is final; for `pictures.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assembler import resources
from assembler.cli import main
from assembler.statements.files import read_statement
from assembler.statements.markdown import markdown_of
from scripts import pages

PROFILE, PROGRAM = "sample-thin", "copenhagen"
FIRST = "opening"
"""The section that is typed first."""

_WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotesInMargin":{"type":"boolean","value":"true"}}'


def written() -> dict[str, str]:
    """What the sample's statement says, by section, as paragraphs alone: what is typed on the tour."""
    texts = {}
    for name in ("shared", PROGRAM):
        statement, found = read_statement(resources.samples() / PROFILE / "statements" / f"{name}.md")
        if statement is None:
            raise SystemExit("\n".join(item.message for item in found))
        texts.update({one.id: markdown_of(one.blocks) for one in statement.sections})
    return {name: text.replace("*", "").replace("\n\n- ", " ").replace("\n- ", " ") for name, text in texts.items()}


def walked(folder: Path) -> Mapping[str, Path]:
    """Take the tour in the new folder `folder`; the PDF that shows each of its stops, by the picture's name.

    Raises:
        SystemExit: A build found errors, or the statement did not become final.
        subprocess.CalledProcessError: LibreOffice failed.
    """
    profile, output = folder / "profiles" / PROFILE, folder / "output"
    shutil.copytree(resources.samples() / PROFILE, profile, ignore=shutil.ignore_patterns(".history", "statements"))
    texts, choice = written(), ("-d", "statement", "-p", PROGRAM)
    top = output / PROFILE / PROGRAM

    def build() -> Path:
        try:
            main(["build", str(profile), "--output", str(output), "--date", pages.DATE, *choice])
        except SystemExit as ending:
            if ending.code:
                raise
        return next((top / "draft").glob("*_Statement_*.docx"))

    stops = {"tour-draft.png": shown(build(), folder / "1")}
    for name, some in (("tour-typed.png", {FIRST: texts[FIRST]}), ("", texts)):
        draft = next((top / "draft").glob("*_Statement_*.docx"))
        type_into(draft, some.get)
        draft = build()
        if name:
            stops[name] = shown(draft, folder / "2")
    finals = list(top.glob("*_Statement_*.pdf"))
    if not finals:
        raise SystemExit("the tour ends without a final statement")
    return {**stops, "tour-final.png": finals[0]}


def type_into(file: Path, text_of: Callable[[str], str | None]) -> None:
    """Replace what stands in each place of the DOCX `file` for whose id `text_of` has a text."""
    held = docx.Document(str(file))
    for control in held.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        text = text_of(tag.get(qn("w:val"))) if tag is not None else None
        if text is None:
            continue
        for flag in list(control.iter(qn("w:showingPlcHdr"))):
            flag.getparent().remove(flag)
        content = control.find(qn("w:sdtContent"))
        for child in list(content):
            content.remove(child)
        for part in text.split("\n\n"):
            paragraph = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'/></w:r></w:p>")
            paragraph.find(f".//{qn('w:t')}").text = " ".join(part.split())
            content.append(paragraph)
    held.save(str(file))


def shown(file: Path, folder: Path) -> Path:
    """The DOCX `file` with its comments in the margin, as LibreOffice shows it: a PDF in the new folder `folder`."""
    folder.mkdir(parents=True)
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", _WITH_COMMENTS, "--outdir", str(folder), str(file)]
    fonts = {**os.environ, "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")}
    subprocess.run(command, env=fonts, capture_output=True, check=True, timeout=600)
    return folder / f"{file.stem}.pdf"
