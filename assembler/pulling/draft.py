"""One draft that a person typed into: read back, merged section by section, and written into statements/."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assembler.diagnostics import Diagnostic, note, warning
from assembler.document import Paragraph, Text
from assembler.loading import Applicant, statement_file
from assembler.plan import Task
from assembler.pulling.bases import before, texts_of
from assembler.pulling.telling import side_by_side, tell, with_comments
from assembler.statements.comments import Comment
from assembler.statements.files import read_statement
from assembler.statements.markdown import markdown_of
from assembler.statements.merge import Merged, merge
from assembler.statements.package import Refusal
from assembler.statements.reader import Written, read_docx
from assembler.statements.rewriting import with_section
from assembler.store import history, texts
from assembler.store.atomic import ChangedMeanwhileError, sha256, unwritable
from assembler.store.base import Base
from assembler.store.beside import editor_lock

OUTSIDE = "outside"
"""The section that text typed outside every field goes to; no document shows it."""

Side = Literal["docx", "markdown"]


@dataclass
class Taken:
    """What came of pulling: `adopted` are the files, by their paths, that may be replaced since all in them is kept."""

    found: list[Diagnostic] = field(default_factory=list)
    adopted: dict[str, str] = field(default_factory=dict)
    changed: bool = False


class Draft:
    """One draft that a person typed into, on its way into Markdown."""

    def __init__(
        self,
        applicant: Applicant,
        task: Task,
        file: Path,
        begun: Collection[str | None] | None,
        now: datetime.datetime,
        settled: Mapping[str | None, Side],
    ) -> None:
        """`begun` are the hashes of the versions that the person may have begun from; None where any."""
        self.folder = applicant.folder
        self.task = task
        self.file = file
        self.begun = begun
        self.now = now
        self.settled = settled
        self.markdown = {one.id: markdown_of(one.blocks) for one in applicant.texts.get(task.text, ())}
        self.target = statement_file(self.folder, *task.text)
        self.found: list[Diagnostic] = []

    def take(self, taken: Taken, path: str | None) -> None:
        """Read the file, merge, and write what changed; nothing that a person wrote is replaced before it is kept.

        `path` is where it lies among the outputs, if it does.
        """
        if lock := editor_lock(self.file):
            message = f"'{self.file}' is open in an editor ('{lock.name}'): what is typed there waits"
            self.found.append(warning("statement-open", message, None, "close it, then build again"))
        else:
            try:
                self._take(taken, path)
            except ChangedMeanwhileError:
                message = f"'{self.file}' or its text in statements/ is being written to at this moment"
                self.found.append(warning("statement-open", message, None, "build again in a moment"))
            except UnicodeDecodeError:
                message = f"a text beside '{self.target}' is not in UTF-8, so that nothing is taken over from Word"
                hint = "save it in UTF-8; the draft is left as it is until then"
                self.found.append(warning("statement-unreadable", message, None, hint))
            except OSError as failure:
                self.found.append(unwritable(self.file, failure))
        taken.found += self.found

    def _take(self, taken: Taken, path: str | None) -> None:
        data = texts.held(self.file)
        name, base = self._base()
        pulled = read_docx(
            data,
            written=Written(base.own, base.comments, base.headings) if base else None,
            placeholders=base.placeholders if base else None,
        )
        if isinstance(pulled, Refusal):
            message = f"'{self.file}' cannot be read: {pulled.reason}"
            hint = "save it as a Word document (.docx), or move it away and build again"
            self.found.append(warning("statement-unreadable", message, None, hint))
            return
        self._keep(self.file, data, f"typed in Word, for {self.task.name}")
        sections = {name for name, _ in self.task.parts}
        typed = texts_of(pulled)
        if base and self.begun is None:
            base = self._of_its_time(base, typed)
        met = merge(
            base.sections if base else None,
            {name: text for name, text in typed.items() if name in sections},
            {name: text for name, text in self.markdown.items() if name != OUTSIDE},
        )
        if any(finding.kind == "damaged" for finding in pulled.findings):
            met = [self._asked(one) for one in met]
        merged = [self._decided(one) for one in met]
        self.found += tell(self.file, pulled, list(base.placeholders) if base else [])
        changed = {one.id: one.text or "" for one in merged if one.by == "docx"}
        # A frame of a person's own, or of a section that the program no longer has, is no place that is known.
        foreign = [text for name, text in typed.items() if name not in sections and text]
        stray = [markdown_of((Paragraph((Text(one.text),), role="statement"),)) for one in pulled.stray]
        if outside := [part for part in (*stray, *foreign) if part]:
            changed[OUTSIDE] = self._outside(outside)
        if changed:
            taken.changed |= self._write(self.target, changed)
        if base and path is not None and (known := {one.id for one in met if one.by == "docx" or self._side(one)}):
            # From now on what stands in this file is known, so that only what is typed later counts.
            sections_now = {one: typed.get(one, "") for one in known}
            history.set_base(self.folder, name, replace(base, sections={**base.sections, **sections_now}))
        self._comments(pulled.comments)
        conflicts = [one for one in merged if one.conflict]
        self._conflicts(conflicts)
        if not conflicts:
            if path is not None:
                taken.adopted[path] = sha256(data)
            names = ", ".join(name for name in changed if name != OUTSIDE)
            if names:
                message = f"{self.task.name}: taken over from Word into '{self.target}': {names}"
                self.found.append(note("statement-taken", message))

    def _base(self) -> tuple[str, Base | None]:
        """What stood in the file before the person changed it: the last version written, or the one before it."""
        for name in (self.task.name, before(self.task.name)):
            base, more = history.base(self.folder, name)
            self.found += more
            if base is not None and (self.begun is None or base.sha256 in self.begun):
                return name, base
        return self.task.name, None

    def _asked(self, one: Merged) -> Merged:
        """`one` as a conflict, where Word alone would win."""
        return Merged(one.id, self.markdown.get(one.id), "markdown", one.text or "") if one.by == "docx" else one

    def _of_its_time(self, base: Base, typed: Mapping[str, str]) -> Base:
        """`base` for a copy that may be of an older version: what any version said before is not news."""
        earlier: set[tuple[str, str]] = set()
        for kept in history.entries(self.folder):
            if kept.path is not None and kept.path.suffix == ".md":
                statement, _ = read_statement(kept.path)
                earlier |= {(one.id, markdown_of(one.blocks)) for one in (statement.sections if statement else ())}
        last, _ = history.base(self.folder, before(self.task.name))
        earlier |= set(last.sections.items()) if last else set()
        known = {name: text for name, text in typed.items() if (name, text) in earlier}
        return replace(base, sections={**base.sections, **known})

    def _side(self, one: Merged) -> Side | None:
        """How a person settled the conflict over `one`, if they did."""
        return self.settled.get(one.id, self.settled.get(None)) if one.conflict else None

    def _decided(self, one: Merged) -> Merged:
        side = self._side(one)
        if side == "docx":
            return Merged(one.id, one.other, "docx")
        return Merged(one.id, one.text, "markdown") if side else one

    def _keep(self, file: Path, data: bytes, reason: str) -> None:
        history.keep(self.folder, history.origin_of(self.folder, file), data, reason, self.now)

    def _write(self, file: Path, sections: Mapping[str, str]) -> bool:
        """Put `sections` into the Markdown `file`, whose last version is kept; whether that changed it."""
        text = texts.held(file).decode("utf-8")
        for name, markdown in sections.items():
            text = with_section(text, name, markdown, None)
        return self._replace(file, text)

    def _replace(self, file: Path, text: str) -> bool:
        return texts.replace(self.folder, file, text.encode("utf-8"), "before text from Word was added", self.now)

    def _outside(self, stray: Sequence[str]) -> str:
        """What stood outside every field so far, and what is new."""
        held = self.markdown.get(OUTSIDE, "")
        known = held.split("\n\n")
        new = [part for text in stray for part in text.split("\n\n") if part not in known]
        if new:
            message = f"text outside every section of '{self.file}' is kept in '{self.target}' under '{OUTSIDE}'"
            self.found.append(warning("statement-outside", message, None, "move it into the section it belongs to"))
        return "\n\n".join(filter(None, [held, *new]))

    def _comments(self, comments: Sequence[Comment]) -> None:
        """Add what mentors said to the list of comments, each once."""
        file = self.target.with_suffix(".comments.md")
        held = texts.held(file).decode("utf-8") or f"# Comments on {self.task.name}\n"
        text, new = with_comments(held, comments)
        if new and self._replace(file, text):
            message = f"{new} comment{'s' if new > 1 else ''} in '{self.file}' kept in '{file}'"
            self.found.append(note("statement-comments", message))

    def _conflicts(self, conflicts: Sequence[Merged]) -> None:
        """Put both sides of every conflict side by side into a file of their own."""
        copy = f".{re.sub(r'[^A-Za-z0-9]+', '-', self.file.stem)}" if self.begun is None else ""
        file = self.target.with_suffix(f"{copy}.conflicts.md")
        if not conflicts:
            texts.remove(self.folder, file, "its conflicts are settled", self.now)
            return
        given = f" '{self.file}'" if self.begun is None else ""
        for one in conflicts:
            message = (
                f"section '{one.id}' was changed in Word ('{self.file}') and in Markdown ('{self.target}'):"
                f" nothing is overwritten, both stand in '{file}'"
            )
            hint = (
                f"'assembler pull {self.folder.name}{given} --program {self.task.program} --document"
                f" {self.task.document} --section {one.id} --take docx'"
                " or '--take markdown'"
            )
            self.found.append(warning("statement-conflict", message, None, hint))
        self._replace(file, side_by_side(self.task.name, self.file, self.target, conflicts))
