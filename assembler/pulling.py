"""Pulling: what a person typed into a draft in Word goes into statements/, before a build writes anything over it.

Nothing is decided where Word and Markdown both changed: both stand side by side in a file of conflicts. What a person's
file held is in the history before anything replaces it.
"""

from __future__ import annotations

import datetime
import errno
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from assembler import store
from assembler.diagnostics import Diagnostic, error, note, warning
from assembler.document import Paragraph, Text
from assembler.loading import Applicant, statement_file, statement_files
from assembler.plan import Task
from assembler.statements.comments import Comment
from assembler.statements.files import read_statement
from assembler.statements.markdown import markdown_of
from assembler.statements.merge import Merged, merge
from assembler.statements.package import Refusal
from assembler.statements.reader import Pulled, Written, fields_written, read_docx
from assembler.statements.rewriting import with_section
from assembler.store import Manifest, Output, history, texts
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


def pull(
    applicant: Applicant,
    tasks: Iterable[Task],
    output: Path,
    manifest: Manifest,
    now: datetime.datetime,
    settled: Mapping[str | None, Side] = MappingProxyType({}),
) -> Taken:
    """Take over what was typed into the drafts of `tasks` in `output` since they were last written.

    `settled` decides conflicts: for the section of that id, or (None) for all others.
    """
    taken = Taken()
    for task in tasks:
        path = task.paths.get("docx")
        if task.draft and path is not None and store.state(output, path, manifest) == "edited":
            # What was last written there; a build that was cut short may have written more.
            begun = {_own(manifest, path), *manifest.pending.get(path, ())}
            _Draft(applicant, task, output / path, begun, now, settled).take(taken, path)
    return taken


def keep_texts(folder: Path, now: datetime.datetime) -> list[Diagnostic]:
    """Keep the texts in `statements/` as they stand, before a build reads them."""
    try:
        texts.keep_all(folder, statement_files(folder), "as it was when it was built", now)
    except OSError as failure:
        return [unwritable(folder / ".history", failure)]
    return []


def pull_file(
    applicant: Applicant,
    tasks: Iterable[Task],
    file: Path,
    now: datetime.datetime,
    settled: Mapping[str | None, Side] = MappingProxyType({}),
) -> Taken:
    """Take over what was typed into `file`, a copy of one of the drafts of `tasks` under whatever name."""
    taken = Taken()
    drafts = [task for task in tasks if task.draft]
    try:
        data = texts.held(file)
        if not data:
            raise FileNotFoundError(errno.ENOENT, "there is no such file")
    except OSError as failure:
        message = f"'{file}' cannot be read: {failure.strerror}"
        taken.found.append(error("statement-unreadable", message, None, "name a DOCX that you may read"))
        return taken
    fitting = drafts if len(drafts) == 1 else _fitting(applicant.folder, drafts, data)
    if len(fitting) == 1 and not _is_of(applicant, fitting[0], data):
        message = f"'{file}' does not name {applicant.profile.name.given}, or has no section of {fitting[0].name}"
        hint = (
            "is it somebody else's, or for another program? Then name that program; else put your name back at its top"
        )
        taken.found.append(error("statement-unreadable", message, None, hint))
        return taken
    if len(fitting) != 1:
        names = ", ".join(task.name for task in fitting or drafts)
        message = f"it cannot be told which draft '{file}' is a copy of"
        hint = f"name one of them with --program and --document: {names}"
        taken.found.append(error("statement-unreadable", message, None, hint))
        return taken
    _Draft(applicant, fitting[0], file, None, now, settled).take(taken, None)
    return taken


def _is_of(applicant: Applicant, task: Task, data: bytes) -> bool:
    """Whether `data` seems to be a draft of this applicant and of `task`; a file that is none is told elsewhere."""
    try:
        written = fields_written(data)
    except ValueError:
        return True
    name = applicant.profile.name
    named = any(part in text for text in written.texts for part in (name.family or name.given, name.native) if part)
    return named and any(section in written.headings for section, _ in task.parts)


def _fitting(folder: Path, drafts: Sequence[Task], data: bytes) -> list[Task]:
    """Those of `drafts` of whose own words, outside the fields, the most stand in `data`."""
    try:
        words = set(fields_written(data).texts)
    except ValueError:
        return []
    scores = {}
    for task in drafts:
        base, _ = history.base(folder, task.name)
        scores[task.name] = len(words & set(base.own)) / len(base.own) if base and base.own else 0.0
    best = max(scores.values(), default=0)
    return [task for task in drafts if best and scores[task.name] == best]


def remember(
    folder: Path,
    tasks: Iterable[Task],
    outputs: Iterable[Output],
    manifest: Manifest,
    placeholder: Callable[[str], str],
    now: datetime.datetime,
) -> list[Diagnostic]:
    """Note what is about to be written into each draft, as the base of the next merge; to be called before writing.

    `folder` is the applicant's; `placeholder` gives the words that stand in an empty field, by language.
    """
    drafts = {task.paths["docx"]: task for task in tasks if task.draft and "docx" in task.paths}
    found = []
    for item in outputs:
        if item.path not in drafts or item.data is None:
            continue
        task, sha = drafts[item.path], sha256(item.data)
        name, language = task.name, task.rules.language if task.rules else "en"
        try:
            last, more = history.base(folder, name)
            found += more
            if last is not None and last.sha256 == _own(manifest, item.path):
                # A build that is cut short, or that finds a conflict, leaves that version where it is.
                history.set_base(folder, _before(name), last)
            written = fields_written(item.data)
            places = dict.fromkeys(written.headings, placeholder(language))
            held = read_docx(item.data, written=written, placeholders=places)
            sections = _texts(held) if isinstance(held, Pulled) else {}
            base = Base(
                sections=sections,
                own=written.texts,
                comments=written.comments,
                headings=written.headings,
                sha256=sha,
                written=now.isoformat(timespec="seconds"),
                placeholders=places,
            )
            history.set_base(folder, name, base)
        except OSError as failure:
            found.append(unwritable(folder / ".history", failure))
    return found


def _own(manifest: Manifest, path: str) -> str | None:
    """The hash of what was last written at `path` itself, and not beside it."""
    return next((row.sha256 for row in store.rows(manifest, path) if row.path == path), None)


def _before(name: str) -> str:
    return f"{name}, the version before"


def _texts(pulled: Pulled) -> dict[str, str]:
    return {name: markdown_of(one.blocks) for name, one in pulled.fields.items()}


_FINDINGS: Mapping[str, tuple[str, str]] = {
    "copied": ("the place of section '{section}' stands there twice; the first is read", "delete the copy"),
    "reordered": ("its sections stand in another order; the program's order holds", "order them in the program file"),
    "tracked": (
        "it holds tracked changes: insertions are taken, deletions dropped",
        "accept or reject them in Word",
    ),
    "no-control": ("the place of section '{section}' has lost its frame; a bookmark or its heading shows it", ""),
    "damaged": (
        "an editor wrote it with faults, and words may stand in it twice; nothing of it is taken over unasked",
        "in LibreOffice, edit with the recording of changes off, or accept the changes before you save",
    ),
    "no-field-at-all": ("no place to write is left in it", "copy your text into the new version"),
    "macros": ("it holds macros; they are never run", ""),
    "external": ("it refers to something outside of itself, which is left out: {detail}", ""),
    "nested": ("the place of section '{section}' stands within another", "move it out"),
}
"""What is said of what was found in a DOCX, and how to mend it; `no-control` is a matter of course in some editors."""


class _Draft:
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
        typed = _texts(pulled)
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
        self._tell(pulled, base)
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
        for name in (self.task.name, _before(self.task.name)):
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
        last, _ = history.base(self.folder, _before(self.task.name))
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
        text = texts.held(file).decode("utf-8") or f"# Comments on {self.task.name}\n"
        new = 0
        for one in comments:
            place = f" on {one.section}" if one.section else ""
            quoted = f": “{one.quote}”" if one.quote else ""
            said = "\n".join(f"  {line}" for line in one.text.splitlines())
            entry = f"\n- **{one.author}**, {one.date}{place}{quoted}\n{said}\n"
            if entry not in text:
                text, new = text + entry, new + 1
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
        parts = [f"# Changed in Word and in Markdown: {self.task.name}\n"]
        given = f" '{self.file}'" if self.begun is None else ""
        for one in conflicts:
            parts.append(f"## {one.id}\n\n### In Word, {self.file}\n\n{one.other or '(empty)'}\n")
            parts.append(f"### In Markdown, {self.target}\n\n{one.text or '(empty)'}\n")
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
        self._replace(file, "\n".join(parts))

    def _tell(self, pulled: Pulled, base: Base | None) -> None:
        """Say what was found in the file beside its texts."""
        for finding in pulled.findings:
            if finding.kind != "no-control":
                message, hint = _FINDINGS[finding.kind]
                said = message.format(section=finding.section, detail=finding.detail)
                self.found.append(warning("statement-docx", f"'{self.file}': {said}", None, hint or None))
        for name, one in pulled.fields.items():
            for lost in one.lost:
                message = f"'{self.file}', section '{name}': {lost}"
                self.found.append(warning("statement-docx", message, None, "look at the text in statements/"))
        gone = [name for name in (base.placeholders if base else ()) if name not in pulled.fields]
        for name in gone:
            message = f"'{self.file}': the place of section '{name}' is gone; what statements/ holds of it stays"
            self.found.append(warning("statement-docx", message, None, "the next version has it again"))
