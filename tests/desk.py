"""The desk of one applicant whose statement is written in Word and in Markdown, for all tests of pulling."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pytest

from assembler.build import Outcome, build, take_over
from assembler.diagnostics import Diagnostic
from assembler.options import Options
from assembler.store import history
from tests.people import PROFILE, PROGRAM, as_yaml

DAY = datetime.date(2026, 11, 24)
NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
SECTIONS: list[dict[str, Any]] = [
    {"id": "opening", "title": "Opening", "seed": ["motivation.themes"]},
    {"id": "plan", "title": "What next"},
]


@dataclass
class Desk:
    """One applicant with one program, whose statement has two sections; the first is seeded."""

    folder: Path
    output: Path

    def build(self, **options: Any) -> Outcome:
        return build(self.folder, self.output, Options(**options), DAY, lambda *_: None, NOW)

    def take(self, **choice: Any) -> list[Diagnostic]:
        return take_over(self.folder, self.output, DAY, NOW, **choice).found

    @property
    def draft(self) -> Path:
        return self.output / "harbour" / "draft" / "Corr_AdaBel_Statement_Harbour.docx"

    @property
    def final(self) -> Path:
        return self.output / "harbour" / "Corr_AdaBel_Statement_Harbour.docx"

    @property
    def markdown(self) -> Path:
        return self.folder / "statements" / "harbour.md"

    def write(self, text: str, name: str = "harbour.md") -> None:
        self.markdown.parent.mkdir(exist_ok=True)
        self.markdown.with_name(name).write_text(text, encoding="utf-8")

    def everything(self) -> str:
        """All that is found in the profile: statements, conflicts, comments and the history."""
        texts = [path.read_text(encoding="utf-8") for path in (self.folder / "statements").glob("*.md")]
        texts += [words(history.read(self.folder, kept.id), kept.origin) for kept in history.entries(self.folder)]
        return "\n".join(texts)


def words(data: bytes, name: str) -> str:
    if not name.endswith(".docx"):
        return data.decode("utf-8")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        text = whole.read("word/document.xml").decode("utf-8")
    # Read as it is written, since what an editor wrote may have faults.
    return "\n".join(unescape(said) for said in re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text))


def text_of(file: Path) -> str:
    return words(file.read_bytes(), file.name)


def codes(found: list[Diagnostic]) -> list[str]:
    return [item.code for item in found]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    made = Desk(Path("profiles/corr"), Path("output/corr"))
    (made.folder / "programs").mkdir(parents=True)
    profile = PROFILE | {"motivation": {"themes": [{"id": "why", "text": "Pain that lasts is treatable."}]}}
    (made.folder / "profile.yaml").write_text(as_yaml(profile), encoding="utf-8")
    more = {"documents": ["statement"], "letters": {"minimum": 0}, "statement": {"sections": SECTIONS}}
    (made.folder / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM | more), encoding="utf-8")
    return made
