"""The PDF writer: a Document as HTML and CSS, laid out by WeasyPrint into a tagged PDF/UA-1 file."""

from __future__ import annotations

import ctypes.util
import functools
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout, suppress
from hashlib import sha256
from importlib import import_module
from types import ModuleType
from typing import Any

from assembler import garbage, resources
from assembler.diagnostics import Diagnostic, error, warning
from assembler.document import Document
from assembler.theme import Theme
from assembler.writers.css import to_css
from assembler.writers.html import to_html
from assembler.writers.merging import completed
from assembler.writers.rendering import Behind, Extent, LaidOut, Part, Rendering

INSTALL = (
    "on Debian or Ubuntu 'sudo apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0', "
    "on macOS 'brew install pango'"
)
"""The commands that install what WeasyPrint loads."""


# A layout lives until it is done, and to look for garbage takes a sixth of its time.
@garbage.uncollected()
def write(document: Document, theme: Theme) -> Rendering:
    """The PDF of `document`, set as `theme` says; the same bytes for the same input, libraries and fonts."""
    try:
        engine = _engine()
    except OSError as failure:
        return Rendering(b"", None, (_library_missing(failure),))
    html, css = to_html(document, theme), to_css(document, theme)
    layout = engine.lay_out(html, css, document.assets, _identifier(document, html, css))
    return _rendering(layout, layout.pages)


def _rendering(layout: Any, pages: int | None) -> Rendering:
    refused = (
        error("asset-refused", f"the document asks for '{url[:100]}', which is none of its assets")
        for url in layout.refused
    )
    noticed = (warning("layout", f"the layout engine says: {message}") for message in layout.messages)
    return Rendering(layout.data, pages if layout.data else None, (*refused, *noticed))


@garbage.uncollected()
def laid_out(part: Part) -> LaidOut:
    """The pages of `part` before they are written; they can be written once."""
    try:
        engine = _engine()
    except OSError:
        return LaidOut(part, 0, None)
    document = part.document
    leaves = engine.leaves(to_html(document, part.theme), to_css(document, part.theme), document.assets)
    return LaidOut(part, leaves.pages, leaves)


@garbage.uncollected()
def write_together(parts: Sequence[LaidOut], behind: Sequence[Behind] = ()) -> Rendering:
    """One PDF of all `parts`, numbered over the whole, with the pages of other files `behind` them.

    Our own pages are tagged PDF/UA-1, each part with the whole of its structure.
    """
    try:
        engine = _engine()
    except OSError as failure:
        return Rendering(b"", None, (_library_missing(failure),))
    whole = sum(one.pages for one in parts) + sum(one.pages for one in behind)
    labels = [one.part.label for one in parts]
    sources = "\0".join(f"{one.leaves.html}\0{one.leaves.css}" for one in parts)
    identifier = sha256(f"{sources}\0{labels}\0{whole}".encode()).hexdigest()[:32].encode()
    layout = engine.lay_out_together([one.leaves for one in parts], labels, whole, identifier)
    if layout.data:
        languages = [one.part.document.language for one in parts for _ in range(one.pages)]
        layout.data = completed(layout.data, languages, behind)
    return _rendering(layout, whole)


@garbage.uncollected()
def extent_of(document: Document, theme: Theme) -> Extent | None:
    """How long the PDF of `document` would be; None where it cannot be laid out, for reasons that `write` tells."""
    try:
        engine = _engine()
    except OSError:
        return None
    return _extent(engine, to_html(document, theme), to_css(document, theme), tuple(document.assets.items()))


@functools.lru_cache(maxsize=32)
def _extent(engine: Any, html: str, css: str, assets: tuple[tuple[str, bytes], ...]) -> Extent | None:
    """Remembered, since packs of several referees hold the same CV."""
    layout = engine.lay_out(html, css, dict(assets), None)
    return Extent(layout.pages, layout.last_lines, layout.lines) if layout.pages else None


_ENGINE = "assembler.writers.weasy"


@garbage.uncollected()
def _engine() -> ModuleType:
    """The module that lays out, with the bundled fonts before any of the machine.

    Raises:
        OSError: a native library is missing.
    """
    # Read by fontconfig when WeasyPrint is first imported.
    os.environ["FONTCONFIG_FILE"] = str(resources.fonts() / "fonts.conf")
    # Where a library is missing WeasyPrint prints before it raises.
    with redirect_stdout(io.StringIO()), nullcontext() if _ENGINE in sys.modules else _quickly():
        return import_module(_ENGINE)


@contextmanager
def _quickly() -> Iterator[None]:
    with _libraries_known(), _loaded_when_used():
        yield


_RARE = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}
"""Modules that WeasyPrint imports, with the functions that it imports by name. It needs them only where harfbuzz-subset
is missing or a font is variable, and they take a quarter of the time of its import."""


@contextmanager
def _loaded_when_used() -> Iterator[None]:
    """What is imported of `_RARE` within the context is loaded when it is first used."""
    stand_ins = {name: _stand_in(name, functions) for name, functions in _RARE.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _stand_in(name: str, functions: Sequence[str]) -> ModuleType:
    def asked(attribute: str) -> Any:
        # Python itself asks modules for such names as it imports them.
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return getattr(import_module(name), attribute)

    def called(function: str, *arguments: Any, **named: Any) -> Any:
        return asked(function)(*arguments, **named)

    module = ModuleType(name)
    module.__dict__.update({function: functools.partial(called, function) for function in functions})
    # This is what a module is asked for what it does not have (PEP 562).
    module.__dict__["__getattr__"] = asked
    return module


_SONAMES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
    "harfbuzz-vector": "libharfbuzz-vector.so.0",
    "fontconfig": "libfontconfig.so.1",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
}
"""What Linux calls the libraries that WeasyPrint 70 asks for."""

_ELSEWHERE = re.compile(
    r"(lib)?({})(-\d(\.0)?(\.dll)?|(\.\d)?\.dylib|\.so\.\d)".format("|".join(map(re.escape, _SONAMES)))
)
"""Names that the same libraries have on other systems, or that were tried as they are before anyone is asked."""


@contextmanager
def _libraries_known() -> Iterator[None]:
    """Answers from a table which library WeasyPrint means, on Linux and within the context only.

    Python starts up to four programs to answer one question, and WeasyPrint asks 22, most of them about names that
    other systems use: a third of the time of its import. What the table does not know, or the loader does not find,
    Python is asked as ever.
    """
    if sys.platform != "linux":
        yield
        return
    asked = ctypes.util.find_library

    def find(name: str) -> str | None:
        if name in _SONAMES:
            with suppress(OSError):
                ctypes.CDLL(_SONAMES[name])
                return _SONAMES[name]
        return None if _ELSEWHERE.fullmatch(name) else asked(name)

    ctypes.util.find_library = find
    try:
        yield
    finally:
        ctypes.util.find_library = asked


def _library_missing(failure: OSError) -> Diagnostic:
    return error("native-library", f"PDF output needs Pango: {' '.join(str(failure).split())}", hint=INSTALL)


def _identifier(document: Document, html: str, css: str) -> bytes:
    digest = sha256(f"{html}\0{css}".encode())
    for name, data in sorted(document.assets.items()):
        digest.update(f"\0{name}\0".encode() + sha256(data).digest())
    return digest.hexdigest()[:32].encode()
