"""Templates: finding them, rendering them in a sandbox, and telling the template's line when one fails."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembler import resources
from assembler.diagnostics import Diagnostic, Mark, error, suggest
from assembler.sources.text import shown as shown_path

_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")


def _located(source: str, place: str) -> str:
    """`source` with `data-at="file:line"` in every start tag, so that the reader can point at the template."""
    line = 1
    parts = []
    for part in _JINJA.split(source):
        parts.append(part if part.startswith(("{{", "{%", "{#")) else _marked(part, place, line))
        line += part.count("\n")
    return "".join(parts)


def _marked(text: str, place: str, line: int) -> str:
    shown = escape(place)

    def mark(found: re.Match[str]) -> str:
        at = line + text.count("\n", 0, found.start())
        column = found.start() - text.rfind("\n", 0, found.start())
        return f'<{found[1]} data-at="{shown}:{at}:{column}"'

    return _TAG.sub(mark, text)


class _UnreadableError(Exception):
    """The template file at `path` cannot be read, or is not in UTF-8."""

    def __init__(self, path: str, failure: OSError | UnicodeDecodeError) -> None:
        super().__init__("it is not in UTF-8" if isinstance(failure, UnicodeDecodeError) else failure.strerror or "")
        self.path = path


class _Compiled(jinja2.FileSystemBytecodeCache):
    """The shipped templates as they were compiled, beside what Python compiled of this package.

    To compile them takes a tenth of the time of one document. As with Python's, none is kept where the folder is not
    ours to write in. Those of a person's own would pile up.

    Args:
        filters: what the filters depend on, since Jinja2 may call them as it compiles.
    """

    def __init__(self, filters: str) -> None:
        folder = Path(cache_from_source(__file__)).parent
        # What a library of another version compiled may be another thing.
        super().__init__(str(folder), f"template-%s.jinja{version('jinja2')}")
        self._filters = filters
        self._shipped = shown_path(resources.templates()) + "/"
        self._code = _own_code()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What the template is kept as; empty where it is not kept."""
        kept = filename is not None and filename.startswith(self._shipped)
        return super().get_cache_key(f"{name} {self._filters}", filename) if kept else ""

    def get_source_checksum(self, source: str) -> str:
        """What it must have been compiled from, and by."""
        return super().get_source_checksum(self._code + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What is kept, if there is anything that can be read."""
        # A damaged file may be anything; it is compiled anew then, and written over.
        with suppress(Exception):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where Python would."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


@cache
def _own_code() -> str:
    """A hash of what makes filters and environments."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


class Templates:
    """The templates of some folders, the first folder that has a file winning.

    Args:
        folders: a user's own folder first, the shipped one last.
        filters: filters by name, and what they depend on.
    """

    def __init__(self, folders: Sequence[Path], filters: Mapping[str, Any], depend_on: str = "") -> None:
        self._folders = folders
        self._environment = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            loader=jinja2.FunctionLoader(self._load),
            bytecode_cache=_Compiled(depend_on),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(filters)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            return None
        for folder in self._folders:
            path = folder / name
            if path.is_file():
                try:
                    place = shown_path(path)
                    return _located(path.read_text(encoding="utf-8-sig"), place), place, None
                except (OSError, UnicodeDecodeError) as failure:
                    raise _UnreadableError(shown_path(path), failure) from failure
        return None

    def render(self, name: str, values: Mapping[str, Any]) -> tuple[str | None, list[Diagnostic]]:
        """The text that template `name` makes of `values`; None and a diagnostic where it fails."""
        try:
            return self._environment.get_template(name).render(values), []
        except jinja2.TemplateNotFound as failure:
            known = sorted({path.name for folder in self._folders for path in folder.glob("*.html")})
            hint = suggest(str(failure), known) or f"it should lie in {shown_path(self._folders[0])}"
            mark = None if str(failure) == name else self._place(failure)
            return None, [error("template-missing", f"there is no template '{failure}'", mark, hint)]
        except jinja2.TemplateSyntaxError as failure:
            mark = Mark(failure.filename or failure.name or name, failure.lineno, 1)
            return None, [error("template-error", failure.message or "syntax error", mark)]
        except _UnreadableError as failure:
            return None, [error("template-error", f"the template cannot be read: {failure}", Mark(failure.path, 1, 1))]
        except Exception as failure:
            # A template may raise anything; what was raised outside every template is a defect of ours.
            mark = self._place(failure)
            if mark is None:
                raise
            hint = "the names a template can use: docs/templates.md"
            return None, [error("template-error", str(failure) or type(failure).__name__, mark, hint)]

    def _place(self, failure: BaseException) -> Mark | None:
        shown = [shown_path(folder) + "/" for folder in self._folders]
        frames = [
            frame
            for frame in traceback.extract_tb(failure.__traceback__)
            if any(frame.filename.startswith(folder) for folder in shown)
        ]
        return Mark(frames[-1].filename, frames[-1].lineno or 1, 1) if frames else None
