"""The table of writers: every format by name, and none of its libraries imported before it is used."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from assembler.document import Document, Paragraph, Text
from assembler.theme import Theme
from assembler.writers import WRITERS, Rendering, Writer


def test_formats() -> None:
    assert {name: (writer.format, writer.suffix) for name, writer in WRITERS.items()} == {
        "pdf": ("pdf", ".pdf"),
        "docx": ("docx", ".docx"),
        "txt": ("txt", ".txt"),
    }


def test_importing_the_table_imports_no_writer() -> None:
    code = "import sys, assembler.writers; print(*({'weasyprint', 'docx', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("made", [b"bytes", Rendering(b"bytes", 2)], ids=["bytes", "rendering"])
def test_a_writer_may_hand_back_bytes_alone(
    document_of: Callable[..., Document], theme: Theme, monkeypatch: pytest.MonkeyPatch, made: bytes | Rendering
) -> None:
    monkeypatch.setattr("assembler.writers.text.write", lambda *_: made)
    rendering = Writer("x", ".x", "text/x", "assembler.writers.text:write").write(document_of(), theme)
    assert rendering == (made if isinstance(made, Rendering) else Rendering(b"bytes", None, ()))


def test_text_through_the_table(document_of: Callable[..., Document], theme: Theme) -> None:
    assert WRITERS["txt"].write(document_of(Paragraph((Text("x"),))), theme).data == b"x\n"
