"""What is told of a draft that was read back: what was found in it, mentors' comments, both sides of a conflict."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, error, warning
from assembler.statements.merge import Merged
from assembler.tasks import Task

if TYPE_CHECKING:
    from assembler.statements.comments import Comment
    from assembler.statements.package import Refusal, RefusalKind
    from assembler.statements.reader import Pulled

FINDINGS: Mapping[str, tuple[str, str]] = {
    "copied": ("the place of section '{section}' stands there twice; the first is read", "delete the copy"),
    "reordered": ("its sections stand in another order; the program's order holds", "order them in the program file"),
    "tracked": (
        "it holds tracked changes: insertions are taken, deletions dropped",
        "accept or reject them in Word",
    ),
    "damaged": (
        "an editor wrote it with faults, and words may stand in it twice; nothing of it is taken over unasked",
        "in LibreOffice, edit with the recording of changes off, or accept the changes before you save",
    ),
    "no-field-at-all": ("no place to write is left in it", "copy your text into the new version"),
    "macros": ("it holds macros; they are never run", ""),
    "external": ("it refers to something outside of itself, which is left out: {detail}", ""),
    "nested": ("the place of section '{section}' stands within another", "move it out"),
}
"""What is said of what was found in a DOCX, and how to mend it; a lost frame is a matter of course in some editors."""


def tell(file: Path, pulled: Pulled, places: Sequence[str]) -> Iterator[Diagnostic]:
    """What was found in `file` beside its texts; `places` are the sections that it was written with."""
    for finding in pulled.findings:
        if finding.kind in FINDINGS:
            message, hint = FINDINGS[finding.kind]
            said = message.format(section=finding.section, detail=finding.detail)
            yield warning("statement-docx", f"'{file}': {said}", None, hint or None)
    for name, one in pulled.fields.items():
        for lost in one.lost:
            message = f"'{file}', section '{name}': {lost}"
            yield warning("statement-docx", message, None, "look at the text in statements/")
    for name in places:
        if name not in pulled.fields:
            message = f"'{file}': the place of section '{name}' is gone; what statements/ holds of it stays"
            yield warning("statement-docx", message, None, "the next version has it again")


MENDS: Mapping[RefusalKind, str] = {
    "not-docx": "save it as a Word document (.docx), or move it away",
    "damaged": "open it in Word, which may mend it, and save it; 'assembler history' has what it held before",
    "encrypted": "open it in Word, take the password off, and save it",
    "too-large": "copy the text that is yours into the draft or into statements/, and move this file away",
    "unsafe": "open it in Word and save it under another name; if somebody sent it, ask where it comes from",
}
"""What to do about a file that is not read."""


def unreadable(file: Path, refusal: Refusal, *, named: bool) -> Diagnostic:
    """That `file` cannot be read; an error where a person `named` it, for then nothing else was asked for."""
    say = error if named else warning
    return say("statement-unreadable", f"'{file}' cannot be read: {refusal.reason}", None, MENDS[refusal.kind])


def with_comments(text: str, comments: Sequence[Comment]) -> tuple[str, int]:
    """`text`, a list of comments, with those that it lacks; and how many these are."""
    new = 0
    for one in comments:
        place = f" on {one.section}" if one.section else ""
        quoted = f": “{one.quote}”" if one.quote else ""
        said = "\n".join(f"  {line}" for line in one.text.splitlines())
        entry = f"\n- **{one.author}**, {one.date}{place}{quoted}\n{said}\n"
        if entry not in text:
            text, new = text + entry, new + 1
    return text, new


def side_by_side(name: str, file: Path, target: Path, conflicts: Sequence[Merged]) -> str:
    """Both sides of every conflict over the text `name`: that in Word, in `file`, and that in Markdown, in `target`."""
    parts = [f"# Changed in Word and in Markdown: {name}\n"]
    for one in conflicts:
        parts.append(f"## {one.id}\n\n### In Word, {file}\n\n{one.other or '(empty)'}\n")
        parts.append(f"### In Markdown, {target}\n\n{one.text or '(empty)'}\n")
    return "\n".join(parts)


def command(folder: Path, task: Task | None, file: Path | None, section: str | None = None) -> str:
    """The command that takes `file` over, or the draft of `task` itself; of one `section`, where that is named."""
    parts = ["assembler pull", _word(_called(folder)), *([_word(str(file))] if file else [])]
    if task:
        parts.append(f"--program {task.program} --document {task.document}")
    if section:
        parts.append(f"--section {section}")
    return " ".join(parts)


def _called(folder: Path) -> str:
    """How a person calls the applicant's `folder`: by name where it is one of `profiles/`, else by its path."""
    return folder.name if folder.name and folder.parent.name == "profiles" else str(folder)


def _word(text: str) -> str:
    """`text` as a shell takes it for one word; in double quotes if it can, since commands stand in single ones."""
    if re.fullmatch(r"[\w./:+,@%-]+", text):
        return text
    return shlex.quote(text) if re.search(r'["$`\\!]', text) else f'"{text}"'
