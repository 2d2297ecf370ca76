"""An output folder to build into, and a short way to build; for all tests of the store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.store import Manifest, Output, Written, read_manifest, write_outputs


def output(path: str, text: str | None, fingerprint: str | None = None) -> Output:
    """An output whose content and fingerprint are `text`."""
    data = None if text is None else text.encode()
    return Output(
        path=path,
        document="cv",
        program="alpha",
        format=path.rpartition(".")[2],
        draft=False,
        data=data,
        fingerprint=fingerprint or text or "",
        date="2026-11-24",
        pages=2,
    )


class Desk:
    """An output folder with what the last build said of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[Written] = []
        self.found: list[Diagnostic] = []

    @property
    def manifest(self) -> Manifest:
        return read_manifest(self.folder)[0]

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.found]

    @property
    def actions(self) -> dict[str, str]:
        return {written.path: written.action for written in self.written}

    @property
    def recorded(self) -> list[str]:
        return [row.path for row in self.manifest.outputs]

    def build(self, files: Mapping[str, str | None], inputs: Mapping[str, Any] | None = None) -> None:
        """Build `files`, content by path; None stands for an unchanged one."""
        self.build_outputs([output(path, text) for path, text in files.items()], inputs)

    def build_outputs(self, outputs: list[Output], inputs: Mapping[str, Any] | None = None) -> None:
        manifest, found = read_manifest(self.folder)
        _manifest, self.written, placed = write_outputs(self.folder, outputs, manifest, inputs or {})
        self.found = found + placed

    def write(self, path: str, text: str) -> None:
        """What a person does."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def files(self) -> dict[str, str]:
        """All that lies in the folder but the manifest, content by path."""
        there = {
            path.relative_to(self.folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }
        there.pop("manifest.json", None)
        return there
