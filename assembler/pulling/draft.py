"""One file that a person typed into: read back, merged section by section, and written into statements/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, note, warning
from assembler.document import Paragraph, Text
from assembler.pulling.bases import base_of, before, settled, texts_of
from assembler.pulling.papers import Papers, UnwrittenError
from assembler.pulling.setting import OUTSIDE, TYPED, Setting, Side, Taken, Version
from assembler.pulling.telling import tell, unreadable
from assembler.statements.files import read_statement
from assembler.statements.markdown import markdown_of
from assembler.statements.merge import Merged, merge, same
from assembler.store import history, texts
from assembler.store.atomic import ChangedMeanwhileError, sha256, unwritable
from assembler.store.base import HISTORY, Base
from assembler.store.beside import editor_lock

if TYPE_CHECKING:
    from assembler.statements.reader import Pulled


class Draft:
    """One file that a person typed into, on its way into Markdown."""

    def __init__(self, setting: Setting, version: Version, spent: set[str]) -> None:
        """`spent` are the sections that another copy of this draft gave the text for, settling a conflict."""
        self.setting = setting
        self.version = version
        self.spent = spent
        self.found: list[Diagnostic] = []

    def take(self, taken: Taken) -> None:
        """Read the file, merge, and write what changed; nothing that a person wrote is replaced before it is kept."""
        file = self.version.file
        if lock := editor_lock(file):
            message = f"'{file}' is open in an editor ('{lock.name}'): what is typed there waits"
            self.found.append(warning("statement-open", message, None, "close it, then build again"))
        else:
            try:
                self._take(taken)
            except ChangedMeanwhileError:
                message = f"'{file}' or its text in statements/ is being written to at this moment"
                self.found.append(warning("statement-open", message, None, "build again in a moment"))
            except UnicodeDecodeError:
                text = "/".join(self.version.task.text)
                message = f"a file of the text {text} is not in UTF-8, so that nothing is taken over from Word"
                hint = "save what is in statements/ in UTF-8; the draft is left as it is until then"
                self.found.append(warning("statement-unreadable", message, None, hint))
            except UnwrittenError as unwritten:
                self.found.append(unwritable(unwritten.path, unwritten.failure))
            except OSError as failure:
                self.found.append(unwritable(self.setting.folder / HISTORY, failure))
        taken.found += self.found

    def _take(self, taken: Taken) -> None:
        from assembler.statements.package import Refusal  # noqa: PLC0415 - loads lxml, and many a build reads no draft
        from assembler.statements.reader import Written, read_docx  # noqa: PLC0415 - as above

        version, task = self.version, self.version.task
        try:
            data = texts.held(version.file)
        except OSError as failure:
            message = f"'{version.file}' cannot be read: {failure.strerror or 'the system refused'}"
            self.found.append(warning("statement-unreadable", message, None, "make it a file that you may read"))
            return
        name, base = self._base(sha256(data))
        supposed = base or self._supposed(data)
        pulled = read_docx(
            data,
            written=Written(supposed.own, supposed.comments, supposed.headings) if supposed else None,
            placeholders=supposed.placeholders if supposed else None,
        )
        if isinstance(pulled, Refusal):
            self.found.append(unreadable(version.file, pulled, named=not version.path))
            return
        self._keep(data)
        papers = Papers(self.setting, version)
        sections = {part for part, _ in task.parts}
        typed = texts_of(pulled)
        met = self._met(papers, base, supposed, {part: text for part, text in typed.items() if part in sections})
        if any(finding.kind == "damaged" for finding in pulled.findings):
            met = [_asked(one, papers.sections) for one in met]
        merged = [self._decided(one) for one in met]
        self.found += tell(version.file, pulled, list(base.placeholders) if base else [])
        changed = {one.id: one.text or "" for one in merged if one.by == "docx"}
        if outside := _outside(pulled, {part: text for part, text in typed.items() if part not in sections}):
            changed[OUTSIDE] = papers.outside(outside)
        if changed and papers.put(changed):
            taken.drafts += 1
        self._note(name, base, supposed, met, typed, sha256(data))
        taken.settled += sum(self._side(one) is not None for one in met)
        self.spent |= {one.id for one in met if self._side(one) == "docx"}
        papers.comments(pulled.comments)
        conflicts = [one for one in merged if one.conflict]
        papers.conflicts(conflicts)
        self.found += papers.found
        if version.path and not conflicts:
            taken.adopted.append((version.path, sha256(data)))
        if names := ", ".join(part for part in changed if part != OUTSIDE):
            message = f"{task.name}: taken over from Word into '{papers.target}': {names}"
            self.found.append(note("statement-taken", message))

    def _keep(self, data: bytes) -> None:
        """Keep what the file holds, once however often it is read."""
        folder, sha = self.setting.folder, sha256(data)
        origin = history.origin_of(folder, self.version.file)
        known = (one for one in history.entries(folder) if one.path is not None and one.reason.startswith(TYPED))
        if not any(one.sha256 == sha and one.origin == origin for one in known):
            history.keep(folder, origin, data, f"{TYPED}, for {self.version.task.name}", self.setting.now)

    # What it is compared with -----------------------------------------------------------------

    def _base(self, sha: str) -> tuple[str, Base | None]:
        """What stood in the file before the person changed it, and how that version is called.

        `sha` is the hash of the file as it is now, of which it may be known already what in it holds.
        """
        begun = None if self.version.begun is None else self.version.begun | {sha}
        for name in self.version.bases:
            base, more = history.base(self.setting.folder, name)
            self.found += more
            if base is not None and (begun is None or base.sha256 in begun):
                return name, base
        return self.version.task.name, None

    def _supposed(self, data: bytes) -> Base | None:
        """What would be written into the draft now, where nobody knows any more what was: to tell ours from theirs."""
        from assembler.statements.reader import date_of  # noqa: PLC0415 - loads lxml, and many a build reads no draft

        task = self.version.task
        last, _ = history.base(self.setting.folder, task.name)
        made = self.setting.anew(task, date_of(data))
        if made is None:
            return last
        base = base_of(made, task, self.setting.placeholder, self.setting.now)
        return replace(base, own=(*base.own, *last.own), comments=(*base.comments, *last.comments)) if last else base

    def _met(self, papers: Papers, base: Base | None, supposed: Base | None, typed: Mapping[str, str]) -> list[Merged]:
        """The sections after merging, before anybody decides."""
        if base and self.version.begun is None:
            base = self._of_its_time(base, typed)
        if not base and supposed:
            # First texts that the profile offers, and what Markdown says anyway, are no news.
            said = supposed.sections
            typed = {name: text for name, text in typed.items() if not same(text, said.get(name))}
        written = {name: text for name, text in papers.sections.items() if name != OUTSIDE}
        return merge(base.sections if base else None, typed, written)

    def _of_its_time(self, base: Base, typed: Mapping[str, str]) -> Base:
        """`base` for a copy that may be of an older version: what any version said before is not news."""
        earlier: set[tuple[str, str]] = set()
        for kept in history.entries(self.setting.folder):
            if kept.path is not None and kept.path.suffix == ".md":
                statement, _ = read_statement(kept.path)
                earlier |= {(one.id, markdown_of(one.blocks)) for one in (statement.sections if statement else ())}
        last, _ = history.base(self.setting.folder, before(self.version.task.name))
        earlier |= set(last.sections.items()) if last else set()
        known = {name: text for name, text in typed.items() if (name, text) in earlier}
        return replace(base, sections={**base.sections, **known})

    def _note(
        self,
        name: str,
        base: Base | None,
        supposed: Base | None,
        met: Sequence[Merged],
        typed: Mapping[str, str],
        sha: str,
    ) -> None:
        """Note what in the file is known from now on, so that only what is typed later counts."""
        version = self.version
        known = {one.id for one in met if one.by == "docx" or self._side(one)}
        if not version.path or not known:
            return
        now = {one: typed.get(one, "") for one in known}
        if base:
            history.set_base(self.setting.folder, name, replace(base, sections={**base.sections, **now}))
        elif supposed and any(self._side(one) for one in met):
            # No version is known that it was begun from: the file itself becomes one. What is still to be settled is
            # left out, so that it differs from both sides.
            offered = {one: text for one, text in typed.items() if same(text, supposed.sections.get(one))}
            whole = replace(supposed, sections={**offered, **now}, sha256=sha)
            history.set_base(self.setting.folder, settled(version.task.name, version.path), whole)

    # What a person decided --------------------------------------------------------------------

    def _side(self, one: Merged) -> Side | None:
        """How a person settled the conflict over `one`, if they did."""
        settled = self.setting.settled
        side = settled.get(one.id, settled.get(None)) if one.conflict else None
        # Word can hold for one copy only; what another says of this section stays to be settled.
        return None if side == "docx" and one.id in self.spent else side

    def _decided(self, one: Merged) -> Merged:
        side = self._side(one)
        if side == "docx":
            return Merged(one.id, one.other, "docx")
        return Merged(one.id, one.text, "markdown") if side else one


def _asked(one: Merged, markdown: Mapping[str, str]) -> Merged:
    """`one` as a conflict, where Word alone would win."""
    return Merged(one.id, markdown.get(one.id), "markdown", one.text or "") if one.by == "docx" else one


def _outside(pulled: Pulled, foreign: Mapping[str, str]) -> list[str]:
    """The Markdown of what stands outside every section that is known.

    `foreign` are frames of a person's own, or of sections that the program no longer has.
    """
    stray = [markdown_of((Paragraph((Text(one.text),), role="statement"),)) for one in pulled.stray]
    return [part for part in (*stray, *foreign.values()) if part]
