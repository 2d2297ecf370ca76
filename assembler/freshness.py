"""Freshness: whether anything that a build reads has changed. Loads no library, so that looking is quick."""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assembler import memory, resources, store
from assembler.diagnostics import Diagnostic
from assembler.options import Options
from assembler.store import Manifest, Recorded
from assembler.store.frozen import frozen, index_of

_PACKAGE = Path(__file__).resolve().parent


def template_folders(folder: Path) -> tuple[Path, ...]:
    """Where templates lie: a user's own beside the folder of profiles, then the shipped ones."""
    own = folder.resolve().parent.parent / "templates"
    shipped = resources.templates()
    return (own, shipped) if own.is_dir() and own != shipped.resolve() else (shipped,)


def last_build(
    folder: Path, output: Path, options: Options, today: datetime.date
) -> tuple[list[Recorded], list[Diagnostic]] | None:
    """What the last build made and found, where nothing that it read or wrote has changed since; else None.

    A draft that was typed into is a change, and so is a frozen document; any other output that a person edited is not.

    Of an output that a person edited it is the record of the new version beside it, if there is one.
    """
    manifest, found = store.read_manifest(output)
    held = manifest.inputs
    if found or manifest.pending or not held.get("key") or held["key"] != inputs_key(folder, options, today):
        return None
    try:
        paths = held["paths"].items()
        last = [memory.unpacked(item) for item in held["found"]]
    except memory.UNREADABLE:
        return None
    if not all(store.current(output, path, fingerprint, manifest) for path, fingerprint in paths):
        return None
    kept, _ = frozen(folder)
    manifest = manifest.adopting({path: one.sha256 for path, one in kept.items()})
    written = [row for row in manifest.outputs if row.format == "docx" and (row.draft or row.path in kept)]
    if any(_is_typed_into(output, row, manifest) for row in written):
        return None
    made = [
        next(row for row in store.rows(manifest, path) if row.fingerprint == fingerprint) for path, fingerprint in paths
    ]
    return made, last + store.edited(output, manifest, folder)


def _is_typed_into(output: Path, row: Recorded, manifest: Manifest) -> bool:
    """Whether a person typed into a document whose text a build takes over."""
    return store.state(output, row.path, manifest) == "edited"


def inputs_key(folder: Path, options: Options, today: datetime.date) -> str:
    """A hash over all that a build of the applicant in `folder` depends on: files, templates, options, tool."""
    whole = hashlib.sha256()
    profile = [folder / "profile.yaml", *folder.glob("letters.yaml"), *sorted((folder / "programs").glob("*.yaml"))]
    profile += sorted((folder / "statements").glob("*.md"))
    if (index := index_of(folder)).is_file():
        from assembler import office  # noqa: PLC0415 - most applicants froze nothing

        profile.append(index)
        whole.update(office.identity().encode())
    profile += sorted(path for path in (folder / "assets").rglob("*") if path.is_file())
    for path in profile:
        _add(whole, path.relative_to(folder).as_posix(), path)
    whole.update(house_key(template_folders(folder)).encode())
    # Findings name files as they are called from here.
    called = {"folder": Path(folder).as_posix(), **options.asked(today)}
    whole.update(json.dumps(called, sort_keys=True).encode())
    return whole.hexdigest()


def house_key(folders: Iterable[Path]) -> str:
    """A hash over the templates, the fonts by name and size, the tool itself and the libraries by version."""
    whole, fonts = hashlib.sha256(), resources.fonts()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != fonts):
            _add(whole, path.relative_to(folder).as_posix(), path)
    for path in sorted(fonts.iterdir()):
        whole.update(f"{path.name} {path.stat().st_size}\n".encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        if path.parent.name != "cli":
            _add(whole, path.relative_to(_PACKAGE).as_posix(), path)
    whole.update(sys.version.encode())
    whole.update("\n".join(_libraries()).encode())
    return whole.hexdigest()


_LIBRARIES = frozenset(
    {
        "babel",
        "brotli",
        "cssselect2",
        "fonttools",
        "jinja2",
        "lxml",
        "markdown_it_py",
        "markupsafe",
        "pillow",
        "pydyf",
        "pyphen",
        "python_docx",
        "tinycss2",
        "tinyhtml5",
        "weasyprint",
        "zopfli",
    }
)
"""Libraries that a document's bytes depend on, as their folders of metadata are named."""


def _libraries() -> list[str]:
    """Those of `_LIBRARIES` that are installed, with their versions: the names of their folders of metadata."""
    places = {sysconfig.get_paths()[kind] for kind in ("purelib", "platlib")}
    names = {path.name for place in places for path in Path(place).glob("*.dist-info")}
    return sorted(name for name in names if name.split("-")[0].casefold() in _LIBRARIES)


def _add(whole: Any, name: str, path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError:
        # Whatever is wrong with it is said where it is read.
        data = b"unreadable"
    whole.update(f"{name} {len(data)}\n".encode())
    whole.update(data)
