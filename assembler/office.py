"""LibreOffice, where it is installed: makes the PDF of a DOCX that a person edited. Opens no network connection."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from assembler import resources

_NAMES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")

PATIENCE = 120
"""Seconds that one document may take; the first start of LibreOffice on a machine is slow."""

MOST_BYTES = 100_000_000
"""How large a DOCX may be once unpacked, and the PDF that is made of it."""

_EXPORT = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)

_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""What LibreOffice is told not to do: fetch what a document links to, run its macros, renew its links."""

_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_NOT_SHOWN = re.compile(rb"""Type\s*=\s*["'][^"']*/(hyperlink|attachedTemplate)["']""")
"""What may lie outside: an address to click on, and the template that Word began from, which nothing opens."""
_OUTSIDE = re.compile(rb"""TargetMode\s*=\s*["']External["']""")

_ABOUT = re.compile(r"\{http://(www\.aiim\.org/pdfua/ns/id/|ns\.adobe\.com/pdf/1\.3/)\}.+")
"""The metadata that stay: that the file is PDF/UA, and which program made it."""


class OfficeError(Exception):
    """No PDF was made; `hint` says how to mend that."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


class Made(NamedTuple):
    """The PDF of a document, and how many pages it has."""

    data: bytes
    pages: int


def program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def identity() -> str:
    """What tells one installation of LibreOffice from another without starting it; empty where there is none."""
    found = program()
    if found is None:
        return ""
    real = Path(found).resolve()
    # Tells the release: beside the program, on macOS in a folder of its own.
    told = (real.parent / "versionrc", real.parents[1] / "Resources" / "versionrc")
    releases = [path.read_text(encoding="utf-8", errors="replace") for path in told if path.is_file()]
    return "\n".join([f"{real.stat().st_size} {real.stat().st_mtime_ns}", *releases])


def to_pdf(data: bytes, title: str, author: str) -> Made:
    """The PDF, tagged, of the DOCX `data`, called `title`; nobody's settings are read or written.

    The same bytes for the same input, LibreOffice and fonts; of the document's own properties only its language stays.
    Raises OfficeError.
    """
    office = program()
    if office is None:
        raise OfficeError("LibreOffice is not installed", "install it ('assembler doctor' says how)")
    _require_safe(data)
    try:
        with tempfile.TemporaryDirectory(prefix="assembler-", ignore_cleanup_errors=True) as name:
            made = _converted(office, data, Path(name))
    except OSError as failure:
        reason = failure.strerror or "the system refused"
        raise OfficeError(f"LibreOffice could not be run: {reason.lower()}", "mend that, then build again") from failure
    return _cleaned(made, title, author)


def _converted(office: str, data: bytes, home: Path) -> bytes:
    """What LibreOffice makes of `data` in the folder `home`, which is then thrown away."""
    source, settings = home / "document.docx", home / "settings"
    source.write_bytes(data)
    (settings / "user").mkdir(parents=True)
    (settings / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [office, f"-env:UserInstallation={settings.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", _EXPORT, "--outdir", str(home), str(source)]
    fonts = {**os.environ, "HOME": str(home), "FONTCONFIG_FILE": str(resources.fonts() / "fonts.conf")}
    none = subprocess.DEVNULL
    # A group of its own, since what is started starts others, which would outlive it.
    running = subprocess.Popen(  # noqa: S603 - LibreOffice, words of our own
        command, env=fonts, cwd=home, stdin=none, stdout=none, stderr=none, start_new_session=True
    )
    try:
        status = running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        hint = "open the file in LibreOffice and look what keeps it"
        raise OfficeError(f"LibreOffice took more than {PATIENCE} seconds", hint) from None
    finally:
        _end(running)
    made = source.with_suffix(".pdf")
    if status or not made.is_file():
        hint = "open the file in LibreOffice and look what it says; one that came as a snap cannot read it at all"
        raise OfficeError("LibreOffice could not convert it", hint)
    if made.stat().st_size > MOST_BYTES:
        raise OfficeError("the PDF of it is too large", "make its pictures smaller")
    return made.read_bytes()


def _end(running: subprocess.Popen[bytes]) -> None:
    """Stop what was started, and whatever that started."""
    # Where all of it has ended by itself there is no such group.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _require_safe(data: bytes) -> None:
    """Raises OfficeError where `data` is no DOCX, is huge once unpacked, or has LibreOffice fetch something."""
    from assembler.statements.package import Refusal, open_docx  # noqa: PLC0415 - loads lxml

    opened = open_docx(data)
    if isinstance(opened, Refusal):
        raise OfficeError(opened.reason, "mend the file, then build again")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(item.file_size for item in parts.infolist()) > MOST_BYTES:
            raise OfficeError("it is too large once unpacked", "make its pictures smaller")
        relations = [parts.read(item) for item in parts.namelist() if item.casefold().endswith(".rels")]
    for relation in (found for part in relations for found in _RELATIONSHIP.findall(part)):
        if _OUTSIDE.search(relation) and not _NOT_SHOWN.search(relation):
            hint = "put the picture itself into the document: in Word 'Edit links to files', then 'Break link'"
            raise OfficeError("it shows something that lies outside of it, which would be fetched", hint)


def _cleaned(data: bytes, title: str, author: str) -> Made:
    """The PDF `data` without what is random in it, or tells of the person's machine and of when they worked."""
    import pikepdf  # noqa: PLC0415 - slow to load, and most builds freeze nothing

    made = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            for name in ("/ID", "/DocChecksum"):
                if name in pdf.trailer:
                    del pdf.trailer[name]
            for name in [str(key) for key in pdf.docinfo if key != "/Producer"]:
                del pdf.docinfo[name]
            pdf.docinfo["/Title"], pdf.docinfo["/Author"] = title, author
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
                for named in [one for one in about if not _ABOUT.fullmatch(one)]:
                    del about[named]
                about["dc:title"], about["dc:creator"] = title, [author]
            pdf.save(made, deterministic_id=True)
    except pikepdf.PdfError as failure:
        raise OfficeError("the PDF that LibreOffice made cannot be read", "open the file in LibreOffice") from failure
    return Made(made.getvalue(), pages)
