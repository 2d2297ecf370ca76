"""Files made to do harm, through the command line: a diagnostic each, in bounded time and memory, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.unit.statements.word import BODY, W, packed, paragraph, parts

ROOT = Path(__file__).parents[3]
SECONDS, MEGABYTES = 30, 400
"""Far above what `pull` was measured to take, 2 seconds and 80 MB; far below what a bomb would."""

MEASURED = """
import sys, time
from pathlib import Path
from assembler.cli import main
began = time.perf_counter()
try:
    main(sys.argv[1:])
finally:
    status = Path("/proc/self/status")  # on Linux; what getrusage says there is the memory of whoever forked this
    lines = status.read_text().splitlines() if status.exists() else []
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0)
    print(time.perf_counter() - began, peak, file=sys.stderr)
"""

Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Case:
    """What is done to a draft, the finding for it (with words of it), and whether its text is taken all the same."""

    edit: Edit
    code: str
    said: str
    taken: bool = False


def body(edit: Callable[[str], str]) -> Edit:
    """The draft with its text changed."""
    return lambda data: packed({**parts(data), BODY: edit(parts(data)[BODY].decode())})


def more(**content: bytes) -> Edit:
    """The draft with other parts beside its own."""
    names = {name.replace("__", "/").replace("_", "."): data for name, data in content.items()}
    return lambda data: packed({**parts(data), **names})


def without(*names: str) -> Edit:
    return lambda data: packed({name: part for name, part in parts(data).items() if name not in names})


def typed_in(xml: str) -> Edit:
    """The draft with `xml` in the section `plan`, before its placeholder."""

    def edit(text: str) -> str:
        start = text.index('<w:tag w:val="plan"/>')
        place = text.index("<w:sdtContent>", start) + len("<w:sdtContent>")
        return text[:place] + xml + text[place:]

    return body(edit)


SAID = paragraph("From Word.")
FRAME = (
    '<w:sdt><w:sdtPr><w:tag w:val="opening"/><w:lock w:val="sdtLocked"/></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
ENTITY = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>&x;</w:body></w:document>'

CASES = {
    "zip bomb": Case(body(lambda _: " " * 200_000_000), "statement-unreadable", "unpacks to more than 32 MB"),
    "100,000 paragraphs": Case(
        typed_in(paragraph("Of a thousand pages.") * 100_000),
        "statement-unreadable",
        "has more than 500,000 tags and attributes, more than any statement needs",
    ),
    "no text": Case(without(BODY), "statement-unreadable", "the part with the document's text is missing"),
    "missing parts": Case(
        lambda data: without("word/styles.xml", "word/numbering.xml", "word/comments.xml", "docProps/core.xml")(
            typed_in(SAID)(data)
        ),
        "statement-taken",
        "plan",
        taken=True,
    ),
    "external entity": Case(body(lambda _: ENTITY), "statement-unreadable", "defines entities"),
    "nested fields": Case(
        typed_in(SAID + FRAME.format(paragraph("Within."))),
        "statement-docx",
        "the place of section 'opening' stands",
        taken=True,
    ),
    "another's id": Case(
        body(lambda text: text.replace('<w:tag w:val="opening"/>', '<w:tag w:val="plan"/>')),
        "statement-docx",
        "the place of section 'plan' stands there twice",
    ),
    "macros": Case(
        lambda data: more(word__vbaProject_bin=b"\xd0\xcf\x11\xe0")(typed_in(SAID)(data)),
        "statement-docx",
        "it holds macros; they are never run",
        taken=True,
    ),
    "renamed PDF": Case(lambda _: b"%PDF-1.7\n%\xe2\xe3\n", "statement-unreadable", "the file is no DOCX but a PDF"),
    "cut short": Case(lambda data: data[: len(data) // 2], "statement-unreadable", "damaged or was cut short"),
    "deep": Case(
        typed_in("<w:smartTag>" * 5000 + "</w:smartTag>" * 5000), "statement-unreadable", "elements more than 100 deep"
    ),
}  # fmt: skip


def run(*arguments: str) -> tuple[int, str]:
    """The exit status of the command and what it found; it has to keep to time and memory."""
    command = [sys.executable, "-c", MEASURED, *arguments, "--message-format", "json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, env=env)
    seconds, kilobytes = ended.stderr.split()[-2:]
    assert float(seconds) < SECONDS
    assert int(kilobytes) < MEGABYTES * 1024
    return ended.returncode, ended.stdout


@pytest.mark.parametrize("way", ["build", "pull FILE"])
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_told_and_harms_nothing(desk: Desk, name: str, way: str) -> None:
    case = CASES[name]
    desk.write("## {#opening}\n\nOne.\n")
    desk.build(formats=("docx",))
    data = case.edit(desk.draft.read_bytes())
    file = Path("mailed.docx") if way == "pull FILE" else desk.draft
    file.write_bytes(data)
    status, said = run(*(["build", "corr", "-f", "docx"] if way == "build" else ["pull", "corr", str(file)]))
    found = [
        item for item in json.loads(said)["diagnostics"] if item["code"] == case.code and case.said in item["message"]
    ]
    assert len(found) == 1, said
    assert found[0]["hint"] or case.taken
    refused = case.code == "statement-unreadable"
    assert status == (1 if refused and way == "pull FILE" else 0)
    assert ("From Word." in desk.everything()) == case.taken
    assert "One." in desk.markdown.read_text(encoding="utf-8")
    if refused or way != "build":
        assert file.read_bytes() == data, "it is left as it is"
