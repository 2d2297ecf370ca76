"""What we do, seen from inside, in a process of its own: which pages a build has laid out, and our DOCX writer warm.

Usage: python -m benchmarks.speed.ours capture FOLDER BUILD-ARGUMENT…
       python -m benchmarks.speed.ours docx FILE REPEATS
       python -m benchmarks.speed.ours blocks FILE
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assembler import cli, workers
from assembler.document import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Strong,
    Text,
    Title,
    plain,
)
from assembler.writers import docx, pdf
from assembler.writers.html import ASSET_SCHEME
from benchmarks.speed import theirs

LOG = "log"
"""One line for each PDF that was written: the name of the file that holds its pages."""


def capture(folder: Path, arguments: Sequence[str]) -> None:
    """Run the command line, and keep all pages and Documents of which files were made in `folder`.

    All of it is made in this process, so that it can be seen.
    """
    vars(workers).update(processes=lambda: workers.inline)
    engine = pdf._engine()  # noqa: SLF001 - nothing else loads it with our fonts
    one, several, word = engine.lay_out, engine.lay_out_together, docx.write

    def lay_out(html: str, css: str, assets: Mapping[str, bytes], identifier: bytes | None, *rest: Any) -> Any:
        if identifier is not None:
            _keep(folder, [_part(html, css, assets)])
        return one(html, css, assets, identifier, *rest)

    def lay_out_together(parts: Sequence[Any], *rest: Any) -> Any:
        _keep(folder, [_part(part.html, part.css, part.assets) for part in parts])
        return several(parts, *rest)

    def write(document: Document, theme: Any, *rest: Any) -> bytes:
        data = pickle.dumps((document, theme))
        (folder / f"{hashlib.sha256(data).hexdigest()}.pickle").write_bytes(data)
        return word(document, theme, *rest)

    vars(engine).update(lay_out=lay_out, lay_out_together=lay_out_together)
    vars(docx).update(write=write)
    cli.main(list(arguments))


def _part(html: str, css: str, assets: Mapping[str, bytes]) -> dict[str, str]:
    """HTML and CSS that anyone can lay out: pictures stand within."""
    for name, data in assets.items():
        html = html.replace(f"{ASSET_SCHEME}:{name}", f"data:;base64,{base64.b64encode(data).decode()}")
    return {"html": html, "css": css}


def _keep(folder: Path, parts: list[dict[str, str]]) -> None:
    data = json.dumps(parts).encode()
    name = f"{hashlib.sha256(data).hexdigest()}.json"
    (folder / name).write_bytes(data)
    # Appended in one call, so that lines of several processes do not mix.
    log = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(log, f"{name}\n".encode())
    os.close(log)


def blocks(content: Sequence[Block]) -> Iterator[theirs.Block]:
    """The paragraphs and tables of a document in styles that every template of Word has, for the peers."""
    for block in content:
        match block:
            case Title(content=text, credentials=more):
                yield _paragraph("Title", text, more)
            case Section(title=title, blocks=inner, aside=aside):
                yield _paragraph("Heading 1", title, aside)
                yield from blocks(inner)
            case Heading(content=text):
                yield _paragraph("Heading 2", text)
            case Paragraph(content=text):
                yield _paragraph("Normal", text)
            case BulletList(items=items) | NumberedList(items=items):
                style = "List Bullet" if isinstance(block, BulletList) else "List Number"
                yield from (_paragraph(style, item.content) for item in items)
            case Entry():
                yield _paragraph("Normal", block.dates or block.label, (Strong(block.head),), block.place)
                yield from blocks(block.body)
            case FactTable():
                yield _paragraph("Caption", block.caption)
                rows = [block.header, *(row.cells for row in (*block.rows, *([block.total] if block.total else [])))]
                yield {"rows": [[plain(cell) for cell in row] for row in rows]}
            case Field(blocks=inner, placeholder=placeholder):
                yield from blocks(inner or (Paragraph((Text(placeholder),)),))
            case Signature(labels=labels):
                yield from (_paragraph("Normal", label) for label in labels)
            case Note() | Figure() | PageBreak():
                pass


def _paragraph(style: str, *contents: Inlines) -> theirs.Block:
    runs = [run for content in contents if content for run in (*_runs(content), ("\t", False, False))][:-1]
    return {"style": style, "runs": runs}


def _runs(content: Inlines, *, bold: bool = False, italic: bool = False) -> Iterator[tuple[str, bool, bool]]:
    for inline in content:
        match inline:
            case Text(text):
                yield text, bold, italic
            case LineBreak():
                yield "\n", bold, italic
            case _:
                more, slanted = isinstance(inline, Strong), isinstance(inline, Emphasis)
                yield from _runs(inline.content, bold=bold or more, italic=italic or slanted)


def _held(file: str) -> tuple[Document, Any]:
    document, theme = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by `capture` a moment ago
    return document, theme


def main(what: str, file: str, *rest: str) -> None:
    """Do one of the three."""
    if what == "capture":
        capture(Path(file), rest)
    document, theme = _held(file)
    if what == "blocks":
        sys.stdout.write(json.dumps(list(blocks(document.blocks))))
        return
    whole = theirs._repeated(lambda: docx.write(document, theme), rest[0])  # noqa: SLF001 - measured in the same way
    sys.stdout.write(json.dumps(whole | {"bytes": len(docx.write(document, theme))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
