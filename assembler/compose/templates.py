"""Templates: finding them, rendering them in a sandbox, and telling the template's line when one fails."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembler.diagnostics import Diagnostic, Mark, error, suggest
from assembler.sources.text import shown as shown_path

_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")


class _Lines(Extension):
    """Writes `data-at="file:line"` into every start tag, so that the reader can point at the template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        place = filename or name or "template"
        line = 1
        parts = []
        for part in _JINJA.split(source):
            if part.startswith(("{{", "{%", "{#")):
                parts.append(part)
            else:
                parts.append(self._marked(part, place, line))
            line += part.count("\n")
        return "".join(parts)

    @staticmethod
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


class Templates:
    """The templates of some folders, the first folder that has a file winning.

    Args:
        folders: a user's own folder first, the shipped one last.
        filters: filters by name.
    """

    def __init__(self, folders: Sequence[Path], filters: Mapping[str, Any]) -> None:
        self._folders = folders
        self._environment = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            loader=jinja2.FunctionLoader(self._load),
            extensions=[_Lines],
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
                    return path.read_text(encoding="utf-8-sig"), shown_path(path), None
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
