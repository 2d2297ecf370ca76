"""The recipes of docs/architecture.md, followed in a copy of the project: each is short, and what it makes is built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]

PROFILE = {
    "schema": 1,
    "specialty": "pain medicine",
    "name": {"given": "Ada", "family": "Corr"},
    "contact": {"email": "ada@example.org"},
}
MEMBERSHIP = {"body": "Pain Society", "grade": "Fellow", "start": 2022, "end": "present"}
PROGRAM = {
    "schema": 1,
    "name": "Fellowship",
    "institution": "Harbour Hospital",
    "short": "Harbour",
    "city": "Cork",
    "country": "Ireland",
    "deadline": {"date": "2030-03-01"},
    "language": "en-GB",
    "paper": "a4",
    "letters": {"minimum": 0},
}


class Copy:
    """A copy of the project that a recipe is followed in; `lines` counts what it took."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines = 0
        self.said = ""
        shutil.copytree(ROOT / "assembler", folder / "assembler", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "templates", folder / "templates")

    def put(self, file: str, after: str, text: str, *, places: int = 1) -> None:
        """Write `text` behind each of the `places` in `file` that say `after`; an empty `after` makes the file."""
        path = self.folder / file
        held = path.read_text(encoding="utf-8") if after else ""
        assert held.count(after) == places or not after, f"{file} says '{after}' {held.count(after)} times"
        path.write_text(held.replace(after, after + text) if after else text, encoding="utf-8")
        self.lines += places * len([line for line in text.splitlines() if line.strip()])

    def build(self, profile: dict[str, object], program: dict[str, object]) -> Path:
        """Build an applicant with the changed tool; the folder of the program's files."""
        home = self.folder / "profiles" / "corr"
        (home / "programs").mkdir(parents=True)
        (home / "profile.yaml").write_text(yaml.safe_dump(profile), encoding="utf-8")
        (home / "programs" / "harbour.yaml").write_text(yaml.safe_dump(program), encoding="utf-8")
        self.call("build", "corr")
        assert "error" not in self.said
        return self.folder / "output" / "corr" / "harbour"

    def call(self, *words: str) -> str:
        """What the changed tool prints; what it says beside that is kept in `said`."""
        done = subprocess.run(
            [sys.executable, "-m", "assembler", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stderr
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def text_of(file: Path) -> str:
    from docx import Document  # noqa: PLC0415 - slow to load

    return "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)


def test_add_a_section(copy: Copy) -> None:
    copy.put(
        "assembler/schema/career.py",
        '    detail: Rich | None = Field(default=None, description="What for.")\n',
        '''

class Patent(Entry):
    """A patent."""

    title: Line = Field(description="Patent.")
    office: Line | None = Field(default=None, description="Patent office.")
    date: PartialDate = Field(description="When.")
''',
    )
    copy.put(
        "assembler/schema/profile.py",
        '    awards: tuple[career.Award, ...] = Field(default=(), description="Awards and prizes.")\n',
        '    patents: tuple[career.Patent, ...] = Field(default=(), description="Patents.")\n',
    )
    copy.put("assembler/schema/rules.py", '    "awards",\n', '    "patents",\n')
    copy.put(
        "assembler/tailor/allowed.py",
        '    "awards": ("title", "body", "date", "detail"),\n',
        '    "patents": ("title", "office", "date"),\n',
        places=2,
    )
    copy.put("assembler/tailor/select.py", '        "awards",\n', '        "patents",\n')
    copy.put("templates/conventions.yaml", "  - awards\n", "  - patents\n")
    copy.put("templates/words.yaml", "    awards: Awards\n", "    patents: Patents\n")
    copy.put("templates/words.yaml", "    awards: Auszeichnungen\n", "    patents: Patente\n")
    copy.put(
        "templates/entries.html",
        "{% macro awards(e) %}{{ dated(e, e.fields.title, e.fields.body, e.fields.detail) }}{% endmacro %}\n",
        "{% macro patents(e) %}{{ dated(e, e.fields.title, e.fields.office) }}{% endmacro %}\n",
    )

    made = copy.build(PROFILE | {"patents": [{"title": "A needle guide", "office": "EPO", "date": 2025}]}, PROGRAM)

    text = text_of(made / "Corr_Ada_CV_Harbour.docx")
    assert "Patents\n2025\tA needle guide, EPO" in text
    assert copy.lines < 40


def test_add_a_document(copy: Copy) -> None:
    copy.put(
        "assembler/tailor/memberships.py",
        "",
        '''"""The list of memberships alone, as the CV shows them."""

from dataclasses import replace

from assembler.tailor.cv import cv_view


def memberships_view(profile, program, program_id, conventions, date):
    """The memberships of `profile` for `program`, and what became of every entry."""
    view, decisions = cv_view(profile, program, program_id, conventions, date)
    sections = tuple(section for section in view.sections if section.kind == "memberships")
    return replace(view, sections=sections, photo=None), decisions
''',
    )
    copy.put(
        "templates/memberships.html",
        "",
        """{% import "page.html" as page with context %}
{% import "entries.html" as entries with context %}
{{ page.open(view, words, "cv", words.documents.memberships, view.program.institution, view.person.short) }}
<h1 class="title">{{ words.documents.memberships }}: {{ view.person.name }}</h1>
{% for section in view.sections %}
<section><h2>{{ words.sections.memberships }}</h2>
{% for entry in section.entries %}{{ entries.memberships(entry) }}{% endfor %}</section>
{% endfor %}
</html>
""",
    )
    copy.put("templates/words.yaml", "    cv: Curriculum vitae\n", "    memberships: List of memberships\n")
    copy.put("templates/words.yaml", "    cv: CV\n", "    memberships: Memberships\n")
    copy.put(
        "templates/words.yaml",
        "    briefing: Informationen für Referenzgebende\n",
        "    memberships: Mitgliedschaften\n",
    )
    copy.put("templates/words.yaml", "    briefing: Referenz\n", "    memberships: Mitgliedschaften\n")

    copy.put(
        "assembler/tasks.py",
        '    "cv": Kind(("pdf", "docx"), tailor.cv_view),\n',
        '    "memberships": Kind(("pdf", "docx"), memberships_view),\n',
    )
    copy.put(
        "assembler/tasks.py",
        "from assembler.views import Decision, Own, State, StatementView, View\n",
        "from assembler.tailor.memberships import memberships_view\n",
    )
    copy.put("assembler/schema/rules.py", 'DocumentName = Literal["cv", ', '"memberships", ')
    copy.put("assembler/cli/build.py", 'FOR_PROGRAMS = ("cv", ', '"memberships", ')

    made = copy.build(PROFILE | {"memberships": [MEMBERSHIP]}, PROGRAM | {"documents": ["memberships"]})

    text = text_of(made / "Corr_Ada_Memberships_Harbour.docx")
    assert "2022 – present\tPain Society, Fellow" in text
    assert copy.lines < 40


def test_add_a_theme(copy: Copy) -> None:
    copy.put(
        "templates/themes/harbour.yaml",
        "",
        """# Classic type, in the green of the harbour office.
schema: 1
name: harbour
face: {pdf: Liberation Serif, word: Times New Roman}
colours: {accent: "#1B5E3B", tint: "#EDF5F0", bar: "#4C7A62"}
grid: {label: 38}
roles:
  name: {size: 26}
  section: {size: 12, caps: yes, tracking: 0.05}
""",
    )

    made = copy.build(PROFILE | {"memberships": [MEMBERSHIP], "theme": "harbour"}, PROGRAM)

    from docx import Document  # noqa: PLC0415 - slow to load

    document = Document(str(made / "Corr_Ada_CV_Harbour.docx"))
    heading = document.styles["Heading 1"]
    assert (heading.font.size.pt, str(heading.font.color.rgb)) == (12, "1B5E3B")
    assert heading.font.all_caps
    assert 'w:ascii="Times New Roman"' in document.styles.element.xml
    streams = re.findall(rb"stream\n(.+?)\nendstream", (made / "Corr_Ada_CV_Harbour.pdf").read_bytes(), re.DOTALL)
    fonts = b"".join(inner for stream in streams if b"FontFamily" in (inner := zlib.decompress(stream)))
    assert b"Liberation" in fonts
    assert b"Carlito" not in fonts
    assert copy.lines < 40


def test_add_a_portal(copy: Copy) -> None:
    copy.put(
        "templates/portals/harbour-board.yaml",
        "",
        """# What holds for a program that says `portal: harbour-board`.
schema: 1
about: Board of the harbour hospitals

files:
  maximum_kb: 1
letters:
  maximum: 2
  form:
    - {label: File, text: PDF of one page, by_route: yes, source: The board's page, checked: 2026-11-02}

sources:
  - {rule: "files, letters", source: The board's page, season: "2027", checked: 2026-11-02}
""",
    )

    said = copy.call("portals", "harbour-board")
    assert "  letters.maximum: 2\n" in said
    assert "The board's page [season 2027, read 2026-11-02]" in said

    copy.build(PROFILE, PROGRAM | {"portal": "harbour-board"})
    assert "warning[file-large]: cv/harbour: 'Corr_Ada_CV_Harbour.pdf' has" in copy.said
    assert copy.lines < 20
