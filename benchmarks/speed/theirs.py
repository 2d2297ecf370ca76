"""What the peers do, run by the Python of their own environment; it prints what was measured as JSON.

Bare WeasyPrint lays out pages of HTML, naive python-docx and docxtpl write the blocks of a document, Typst sets a file.
Nothing of this project is imported.

Usage: theirs.py pdf|cold|naive|docxtpl|typst FILE [REPEATS]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

Block = dict[str, Any]
"""`style` and `runs` (text, bold, italic) of a paragraph, or the `rows` of a table."""


def timed(function: Callable[[], object]) -> dict[str, float]:
    """What one call of `function` takes, in seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    function()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def _pdf(file: str, repeats: str = "1") -> dict[str, Any]:
    """Each document of `file` warm, in one process and with one set of fonts: the sum, and each by itself."""
    weasyprint = import_module("weasyprint")
    fonts = import_module("weasyprint.text.fonts").FontConfiguration()
    documents = json.loads(Path(file).read_text(encoding="utf-8"))

    def write(parts: list[dict[str, str]]) -> bytes:
        laid = [
            weasyprint.HTML(string=part["html"]).render(
                font_config=fonts, stylesheets=[weasyprint.CSS(string=part["css"], font_config=fonts)]
            )
            for part in parts
        ]
        # Of one part this is `HTML(string=…).write_pdf()`.
        data: bytes = laid[0].copy([page for one in laid for page in one.pages]).write_pdf()
        return data

    write(documents[0])
    each = [timed(partial(write, parts)) for parts in documents for _ in range(int(repeats))]
    return {key: sum(one[key] for one in each) / int(repeats) for key in ("wall", "cpu")} | {"each": each}


def _cold(file: str, variant: str = "") -> dict[str, Any]:
    """The first document of `file` once, with nothing before; of another `variant` of PDF where one is named."""
    weasyprint = import_module("weasyprint")
    part = json.loads(Path(file).read_text(encoding="utf-8"))[0][0]
    options = {"pdf_variant": variant} if variant else {}
    page = weasyprint.HTML(string=part["html"])
    return {"bytes": len(page.write_pdf(stylesheets=[weasyprint.CSS(string=part["css"])], **options))}


def _repeated(write: Callable[[], object], repeats: str) -> dict[str, float]:
    write()
    each = [timed(write) for _ in range(int(repeats))]
    return {key: statistics.median(one[key] for one in each) for key in ("wall", "cpu")}


def _naive(file: str, repeats: str) -> dict[str, Any]:
    """As the documentation of python-docx shows it: each paragraph with the name of its style."""
    docx = import_module("docx")
    blocks: list[Block] = json.loads(Path(file).read_text(encoding="utf-8"))

    def write() -> bytes:
        document = docx.Document()
        for block in blocks:
            if "rows" in block:
                table = document.add_table(rows=0, cols=len(block["rows"][0]), style="Table Grid")
                for row in block["rows"]:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = text
                continue
            paragraph = document.add_paragraph(style=block["style"])
            for text, bold, italic in block["runs"]:
                run = paragraph.add_run(text)
                run.bold, run.italic = bold, italic
        document.save(out := BytesIO())
        return out.getvalue()

    return _repeated(write, repeats) | {"bytes": len(write())}


def _docxtpl(file: str, repeats: str) -> dict[str, Any]:
    """A template that holds a paragraph of each style and a table; made once, filled in for every document."""
    docxtpl = import_module("docxtpl")
    blocks: list[Block] = json.loads(Path(file).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        _template(path, sorted({block["style"] for block in blocks if "style" in block}))

        def write() -> bytes:
            template = docxtpl.DocxTemplate(path)
            template.render({"blocks": [_filled(block) for block in blocks]}, autoescape=True)
            template.save(out := BytesIO())
            return out.getvalue()

        def _filled(block: Block) -> Block:
            if "rows" in block:
                return block
            rich = docxtpl.RichText()
            for text, bold, italic in block["runs"]:
                rich.add(text, bold=bold, italic=italic)
            return {"style": block["style"], "rich": rich}

        return _repeated(write, repeats) | {"bytes": len(write())}


def _template(path: Path, styles: list[str]) -> None:
    document = import_module("docx").Document()
    add = document.add_paragraph
    add("{%p for block in blocks %}")
    add("{%p if block.rows %}")
    table = document.add_table(rows=3, cols=1, style="Table Grid")
    for row, text in zip(table.rows, ("{%tr for row in block.rows %}", "", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    table.rows[1].cells[0].text = "{%tc for cell in row %}"
    for text in ("{{ cell }}", "{%tc endfor %}"):
        table.add_column(1_000_000).cells[1].text = text
    add("{%p endif %}")
    for style in styles:
        add(f'{{%p if block.style == "{style}" %}}')
        add("{{r block.rich }}", style=style)
        add("{%p endif %}")
    add("{%p endfor %}")
    document.save(path)


def _typst(file: str, repeats: str = "0") -> dict[str, Any]:
    """Cold where `repeats` is 0: the caller measures."""
    typst = import_module("typst")
    first = len(typst.compile(file))
    return {"bytes": first} | (_repeated(lambda: typst.compile(file), repeats) if int(repeats) else {})


DOES: dict[str, Callable[..., dict[str, Any]]] = {
    "pdf": _pdf,
    "cold": _cold,
    "naive": _naive,
    "docxtpl": _docxtpl,
    "typst": _typst,
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(DOES[sys.argv[1]](*sys.argv[2:])))
