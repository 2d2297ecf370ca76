"""What a portal refuses: deadlines, documents, paper, photo, files, and rules that nobody has read this season."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from assembler.checks.subject import Check, PhotoFile, Subject
from assembler.diagnostics import Diagnostic, note, warning
from assembler.schema.program import Program
from assembler.schema.rules import PHOTO_MM, FileRules, PhotoRules

_NEAR_DAYS = 14
"""Days before a deadline from which on it is told."""

_SEASON_MONTHS = 12
"""Months after which a rule counts as one of an earlier season: portals open once a year (AAMC)."""

_LETTER_PAPER = frozenset(("canada", "united states", "united states of america", "usa", "us", "mexico", "philippines"))
"""Countries that print on Letter (ANSI/ASME Y14.1); all others use A4 (ISO 216)."""


def deadlines(subject: Subject) -> Iterator[Diagnostic]:
    """A program that has closed, or closes within two weeks."""
    today = subject.today
    for program in subject.programs.values():
        closes = program.deadline
        left = (closes.date.last() - today.first()).days
        if left < 0:
            hint = "correct the date, or take the program's file out of programs/"
            yield warning("deadline-passed", f"{program.short} closed on {closes.date}", closes.mark, hint)
        elif left <= _NEAR_DAYS:
            days = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
            at = " ".join(part for part in (closes.time, closes.zone) if part)
            hint = "'assembler status' tells what is still to do; portals are slow on their last day"
            message = f"{program.short} closes {days}, on {closes.date}{f', {at}' if at else ''}"
            yield note("deadline-near", message, closes.mark, hint)


def zones(subject: Subject) -> Iterator[Diagnostic]:
    """A deadline at a time of day that does not say of which place."""
    for name, program in subject.programs.items():
        if program.deadline.time and not program.deadline.zone:
            mark = subject.at("deadline", "time", program=name)
            hint = "add its zone under it, as in 'zone: America/New_York'; portals use their own, not yours"
            message = f"{program.short} closes at {program.deadline.time}, and it is not said in which time zone"
            yield warning("deadline-zone", message, mark, hint)


def refused(subject: Subject) -> Iterator[Diagnostic]:
    """A document that is made for a program whose portal has no place for it."""
    for name, program in subject.programs.items():
        for document in program.documents:
            if document in program.refuses:
                mark = subject.at("documents", program=name)
                message = f"{program.short}: its portal takes no {document.replace('-', ' ')}"
                hint = f"leave '{document}' out of 'documents:'; where the program asks for it beside, 'refuses: []'"
                yield note("document-refused", message, mark, hint)


def paper(subject: Subject) -> Iterator[Diagnostic]:
    """Pages of another size than the program's country prints on."""
    for name, program in subject.programs.items():
        usual = "letter" if program.country.casefold() in _LETTER_PAPER else "a4"
        if program.paper != usual:
            mark = subject.at("paper", program=name)
            called = {"letter": "US Letter", "a4": "A4"}
            message = f"{program.short} is in {program.country}, where pages are {called[usual]}"
            yield warning("paper-differs", message, mark, f"write 'paper: {usual}', unless the program says otherwise")


def photo(subject: Subject) -> Iterator[Diagnostic]:
    """A photo that a portal does not take as a file of its own, and one that tells where it was taken."""
    if subject.photo is None:
        return
    mark = subject.at("personal", "photo")
    found: dict[str, list[str]] = {}
    shown: dict[str, list[str]] = {}
    for program in subject.programs.values():
        for problem in _photo_problems(subject.photo, program.files.photo):
            found.setdefault(problem, []).append(program.short)
        for problem in _unfit_to_show(subject.photo) if _shows_photo(program) else ():
            shown.setdefault(problem, []).append(program.short)
    for problems, hint in (
        (found, "make a copy in any picture program for uploading; documents hold a clean copy of their own"),
        (shown, "take one cut as for a passport, 375 × 525 pixels or more"),
    ):
        for problem, programs in problems.items():
            yield warning("photo-size", f"{', '.join(programs)}: the photo {problem}", mark, hint)
    if subject.photo.tells and any(program.files.photo != PhotoRules() for program in subject.programs.values()):
        hint = "where it is uploaded as a file, save a copy without metadata; documents hold none of it"
        yield warning("photo-size", "the photo's file tells when, where or by whom it was taken", mark, hint)


def _photo_problems(held: PhotoFile, rules: PhotoRules) -> Iterator[str]:
    if rules.formats and held.format not in rules.formats:
        yield f"is a {held.format.upper()} file; taken are {' and '.join(one.upper() for one in rules.formats)}"
    if rules.maximum_kb and held.size > rules.maximum_kb * 1000:
        yield f"has {held.size / 1000:,.0f} kB; at most {rules.maximum_kb} kB are taken"
    if (rules.width and held.width < rules.width) or (rules.height and held.height < rules.height):
        yield f"has {held.width} × {held.height} pixels; {rules.width} × {rules.height} are asked for"


_SHARP = 150
"""Dots to an inch below which a photo looks blurred: what ERAS asks for (IMGPrep, 2027 cycle)."""


def _shows_photo(program: Program) -> bool:
    return program.cv.photo != "no" and "cv" in program.documents


def _unfit_to_show(held: PhotoFile) -> Iterator[str]:
    """What is wrong with the photo where a CV shows it: blurred, lying on its side, or a strip."""
    dots = 25.4 * max(held.width / PHOTO_MM[0], held.height / PHOTO_MM[1])
    if dots < _SHARP:
        yield f"has {held.width} × {held.height} pixels, too few to be sharp on a CV"
    if not 0.5 <= held.width / held.height <= 1.05:
        yield f"has {held.width} × {held.height} pixels, which is no upright portrait"


_OF_DOCUMENTS = {"cv": "cv", "statement": "statement", "cover_letter": "cover-letter", "case_summary": "case-summary"}
"""Fields of a program whose rules are for one document."""


def _used(rules: str, program: Program) -> bool:
    """Whether any of the `rules` of a source is for something that `program` asks for."""
    fields = [rule.strip().split(".")[0] for rule in rules.split(",")]
    return any(field not in _OF_DOCUMENTS or _OF_DOCUMENTS[field] in program.documents for field in fields)


def old_rules(subject: Subject) -> Iterator[Diagnostic]:
    """A rule that a program goes by and that was read before this season."""
    for program in subject.programs.values():
        for row in program.sources:
            if not _used(row.rule, program):
                continue
            oldest = row.checked.last() + datetime.timedelta(days=_SEASON_MONTHS * 31)
            if oldest < subject.today.first():
                hint = f"read it again ({row.source}), then write the day: 'checked: {subject.today}'"
                yield note("rule-old", f"'{row.rule}' was last checked in {row.checked}", row.mark, hint)


CHECKS: Sequence[Check] = (deadlines, zones, refused, paper, photo, old_rules)


def check_files(name: str, program: Program | None, files: Sequence[tuple[str, int]]) -> list[Diagnostic]:
    """Where files of one document, given by file name and bytes, are not as the program's portal takes them."""
    if program is None:
        return []
    return [found for file, size in files for found in _file_problems(name, program, program.files, file, size)]


def _file_problems(name: str, program: Program, rules: FileRules, file: str, size: int) -> Iterator[Diagnostic]:
    mark = rules.mark or program.mark
    if rules.maximum_kb and size > rules.maximum_kb * 1000:
        message = f"{name}: '{file}' has {size / 1000:,.0f} kB; {program.short} takes at most {rules.maximum_kb} kB"
        yield warning("file-large", message, mark, "a smaller photo makes the file smaller")
    if rules.name_length and len(file) > rules.name_length:
        message = f"{name}: '{file}' has {len(file)} characters; {program.short} takes at most {rules.name_length}"
        yield warning("file-name", message, mark, "give the program a shorter 'short:'")
    if bad := sorted(set(rules.forbidden or "") & set(file)):
        message = f"{name}: '{file}' holds {' '.join(bad)}, which {program.short} refuses"
        yield warning("file-name", message, mark, "give the program another 'short:'")
