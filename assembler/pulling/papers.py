"""The files in statements/ that hold one text, as pulling changes them: what they held is in the history first."""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, note, warning
from assembler.loading import statement_file, text_of
from assembler.pulling.setting import OUTSIDE, Setting, Version
from assembler.pulling.telling import command, side_by_side, with_comments
from assembler.statements.files import MAX_BYTES
from assembler.statements.markdown import markdown_of
from assembler.statements.merge import Merged
from assembler.statements.rewriting import with_section
from assembler.store import texts
from assembler.store.atomic import RefusedError

if TYPE_CHECKING:
    from assembler.statements.comments import Comment

_OUTSIDE_TITLE = "Outside every section"


class UnwrittenError(Exception):
    """A file of a person's texts cannot be read or written; `path` is that file, `failure` why."""

    def __init__(self, path: Path, failure: OSError) -> None:
        super().__init__(str(path))
        self.path, self.failure = path, failure


class Papers:
    """The text of one draft in Markdown, with the comments on it and the conflicts over it.

    All methods raise UnwrittenError, ChangedMeanwhileError where another program writes at the same moment, and
    UnicodeDecodeError where a file is not in UTF-8. `sections` are the texts as canonical Markdown by id, the shared
    ones included; `found` is what was found.
    """

    def __init__(self, setting: Setting, version: Version) -> None:
        """Read what is in Markdown now, which another copy of the draft may just have changed."""
        self.setting, self.version = setting, version
        self.target = statement_file(setting.folder, *version.task.text)
        held, _ = text_of(setting.folder, *version.task.text)
        self.sections: Mapping[str, str] = {one.id: markdown_of(one.blocks) for one in held}
        self.found: list[Diagnostic] = []

    def put(self, sections: Mapping[str, str]) -> bool:
        """Put `sections` into the Markdown, new ones with their titles; whether that changed it."""
        text = self._held(self.target)
        titles = {**self.setting.titles(self.version.task), OUTSIDE: _OUTSIDE_TITLE}
        for name, markdown in sections.items():
            text = with_section(text, name, markdown, titles.get(name))
        return self._replace(self.target, text)

    def outside(self, stray: Sequence[str]) -> str:
        """What stood outside every field so far, and what of `stray` is new."""
        held = self.sections.get(OUTSIDE, "")
        known = set(held.split("\n\n"))
        new = [part for text in stray for part in text.split("\n\n") if part not in known]
        if new:
            message = (
                f"text outside every section of '{self.version.file}' is kept in '{self.target}' under '{OUTSIDE}'"
            )
            self.found.append(warning("statement-outside", message, None, "move it into the section it belongs to"))
        return "\n\n".join(filter(None, [held, *new]))

    def comments(self, comments: Sequence[Comment]) -> None:
        """Add what mentors said to the list of comments, each once."""
        file = self.target.with_suffix(".comments.md")
        held = self._held(file) or f"# Comments on {self.version.task.name}\n"
        text, new = with_comments(held, comments)
        if new and self._replace(file, text):
            message = f"{new} comment{'s' if new > 1 else ''} in '{self.version.file}' kept in '{file}'"
            self.found.append(note("statement-comments", message))

    def conflicts(self, conflicts: Sequence[Merged]) -> None:
        """Put both sides of every conflict side by side into a file of their own; without any, that file goes."""
        version = self.version
        copy = "" if version.own else f".{re.sub(r'[^A-Za-z0-9]+', '-', version.file.stem)}"
        file = self.target.with_suffix(f"{copy}.conflicts.md")
        if not conflicts:
            with _at(file):
                texts.remove(self.setting.folder, file, "its conflicts are settled", self.setting.now)
            return
        for one in conflicts:
            message = (
                f"section '{one.id}' was changed in Word ('{version.file}') and in Markdown ('{self.target}'):"
                f" nothing is overwritten, both stand in '{file}'"
            )
            said = command(self.setting.folder, version.task, None if version.own else version.file, one.id)
            self.found.append(
                warning("statement-conflict", message, None, f"'{said} --take docx' or '--take markdown'")
            )
        self._replace(file, side_by_side(version.task.name, version.file, self.target, conflicts))

    def _held(self, file: Path) -> str:
        with _at(file):
            return texts.held(file).decode("utf-8")

    def _replace(self, file: Path, text: str) -> bool:
        data = text.encode("utf-8")
        with _at(file):
            if file.exists() and not file.stat().st_mode & stat.S_IWUSR and texts.held(file) != data:
                hint = "allow writing with 'chmod u+w', then build again; until then the text stays in Word"
                raise RefusedError("it is write-protected", hint)
            if file == self.target and len(data) > MAX_BYTES:
                hint = "take out of the draft what is not for this text; until then all of it stays in Word"
                raise RefusedError(f"it would be longer than {MAX_BYTES // 1_000_000} MB", hint)
            why = "before text from Word was added"
            return texts.replace(self.setting.folder, file, data, why, self.setting.now)


@contextlib.contextmanager
def _at(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise UnwrittenError(path, failure) from failure
