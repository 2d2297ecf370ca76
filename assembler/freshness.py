"""Freshness: whether anything that a build reads has changed. Loads no library, so that looking is quick."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from assembler import glance, memory, resources, store
from assembler.diagnostics import Diagnostic, packed, unpacked
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

    Of an output that a person edited it is the record of the new version beside it, if there is one. Where all is as it
    was, the next call can tell so at a glance.
    """
    # Before anything is read: what is touched meanwhile is then seen.
    held = glance.stamps(map(str, (output / store.MANIFEST, output / store.JOURNAL)))
    manifest, found = store.read_manifest(output)
    if found:
        return None
    held |= glance.stamps(_watched(folder, output, manifest))
    last = _unchanged(folder, output, manifest, options, today)
    # Of what is frozen too much depends for a glance.
    if last is not None and not index_of(folder).exists():
        told = [packed(item) for item in last[1]]
        glance.keep(output, glance.called(folder, options.asked(today)), held, told)
    return last


def _watched(folder: Path, output: Path, manifest: Manifest) -> Iterator[str]:
    """Every other file and folder of which a build could tell that it was touched."""
    yield from map(str, (folder, folder / "profile.yaml", folder / "letters.yaml", index_of(folder)))
    for name in ("programs", "statements", "assets"):
        yield from glance.below(folder / name)
    own = folder.resolve().parent.parent / "templates"
    for top in dict.fromkeys((own, *template_folders(folder))):
        yield from glance.below(top)
    yield from glance.below(_PACKAGE, but="__pycache__")
    yield from {sysconfig.get_paths()[kind] for kind in ("purelib", "platlib")}
    yield from map(str, _native())
    made = [output / row.path for row in manifest.outputs]
    # A file that is put beside a DOCX touches its folder.
    yield from map(str, [*made, *{path.parent for path in made if path.suffix == ".docx"}])


def _unchanged(
    folder: Path, output: Path, manifest: Manifest, options: Options, today: datetime.date
) -> tuple[list[Recorded], list[Diagnostic]] | None:
    held = manifest.inputs
    if manifest.pending or not held.get("key") or held["key"] != inputs_key(folder, options, today):
        return None
    try:
        paths = held["paths"].items()
        last = [unpacked(item) for item in held["found"]]
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
    profile += _files(folder / "assets")
    for path in profile:
        _add(whole, path.relative_to(folder).as_posix(), path)
    whole.update(json.dumps(house_parts(template_folders(folder))).encode())
    # Findings name files as they are called from here.
    called = {"folder": Path(folder).as_posix(), **options.asked(today)}
    whole.update(json.dumps(called, sort_keys=True).encode())
    return whole.hexdigest()


def house_parts(folders: Iterable[Path]) -> dict[str, str]:
    """What is the same for all documents, as hashes by name: templates, fonts, the tool itself, the libraries."""
    folders = tuple(folders)
    held = glance.stamps(path for top in (*folders, _PACKAGE) for path in glance.below(top, but="__pycache__"))
    return {**_house_parts(folders, json.dumps(held)), "libraries": _libraries_key()}


@lru_cache(maxsize=4)
def _house_parts(folders: tuple[Path, ...], _touched: str) -> dict[str, str]:
    """Asked for several times in one call; how the files stood is part of the key."""
    fonts = resources.fonts()
    templates, tool = hashlib.sha256(), hashlib.sha256()
    for folder in folders:
        for path in (path for path in _files(folder) if path.parent != fonts):
            _add(templates, path.relative_to(folder).as_posix(), path)
    for path in sorted(_PACKAGE.rglob("*.py")):
        if path.parent.name != "cli":
            _add(tool, path.relative_to(_PACKAGE).as_posix(), path)
    return {
        "templates": templates.hexdigest(),
        "fonts": _listed(f"{path.name} {path.stat().st_size}" for path in sorted(fonts.iterdir())),
        "tool": tool.hexdigest(),
    }


def _libraries_key() -> str:
    return _listed([sys.version, *_libraries(), *map(_size_and_time, _native())])


def _files(folder: Path) -> list[Path]:
    """Every file in `folder`, behind links to folders too."""
    return sorted({path for path in map(Path, glance.below(folder)) if path.is_file()})


def _listed(rows: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


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


_NATIVE = re.compile(
    r"lib(fontconfig|gobject-2\.0|harfbuzz|harfbuzz-subset|pango-1\.0|pangoft2-1\.0)\.(so\.[0-9.]+|[0-9.]*dylib)"
)
"""The libraries of the system that lay out pages, as their files are called."""


def _native() -> list[Path]:
    """Those of `_NATIVE` that are installed. None of them is loaded."""
    paths = [path for folder in _library_folders() for path in folder.iterdir() if _NATIVE.fullmatch(path.name)]
    return sorted(path for path in paths if path.exists())


def _size_and_time(path: Path) -> str:
    status = path.stat()
    return f"{path.name} {status.st_size} {status.st_mtime_ns}"


def _library_folders() -> list[Path]:
    """The folders in which systems keep such libraries, those of the environment first."""
    multiarch = sysconfig.get_config_var("MULTIARCH") or ""
    own = [os.environ.get(name, "") for name in ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")]
    named = [folder for value in own for folder in value.split(os.pathsep) if folder]
    usual = ["/usr/local/lib", f"/usr/lib/{multiarch}", "/usr/lib64", "/usr/lib", "/opt/homebrew/lib"]
    return [path for path in map(Path, dict.fromkeys([*named, *usual])) if path.is_dir()]


def _add(whole: Any, name: str, path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError:
        # Whatever is wrong with it is said where it is read.
        data = b"unreadable"
    whole.update(f"{name} {len(data)}\n".encode())
    whole.update(data)
