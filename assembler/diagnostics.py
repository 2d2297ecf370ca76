"""Diagnostics: what is wrong, where, and how to mend it. Every stage returns them; only `cli` prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from unicodedata import combining, east_asian_width


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: `line` and `column` count from 1, in characters; `length` is that of the marked text."""

    file: str
    line: int
    column: int
    length: int = 1


class Severity(StrEnum):
    """How grave a diagnostic is. Only errors change the exit status, unless `--strict` is given."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is one of `CODES`, stable over releases. `mark` is None only where no file is at fault
    (a missing library, a word on the command line).
    """

    severity: Severity
    code: str
    message: str
    mark: Mark | None = None
    hint: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(self.code)


def error(code: str, message: str, mark: Mark | None = None, hint: str | None = None) -> Diagnostic:
    """A diagnostic of severity error."""
    return Diagnostic(Severity.ERROR, code, message, mark, hint)


def warning(code: str, message: str, mark: Mark | None = None, hint: str | None = None) -> Diagnostic:
    """A diagnostic of severity warning."""
    return Diagnostic(Severity.WARNING, code, message, mark, hint)


def note(code: str, message: str, mark: Mark | None = None, hint: str | None = None) -> Diagnostic:
    """A diagnostic of severity note."""
    return Diagnostic(Severity.NOTE, code, message, mark, hint)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of `diagnostics` is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


def packed(found: Diagnostic) -> dict[str, Any]:
    """`found` as JSON can hold it."""
    return asdict(found)


def unpacked(held: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `packed` packed."""
    mark = held["mark"]
    return Diagnostic(
        Severity(held["severity"]), held["code"], held["message"], Mark(**mark) if mark else None, held["hint"]
    )


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The hint "did you mean …?" where one of `known` is close to `word`, else None."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f"did you mean '{folded[close[0]]}'?" if close else None


def render(found: Diagnostic, line_of: Callable[[str, int], str | None]) -> str:
    """The text of `found` for a terminal, in the form of design.md §5.

    `line_of` gives the text of a line of a file, or None where it cannot be read.
    """
    head = f"{found.severity}[{found.code}]: {found.message}"
    rows = []
    if found.mark is None:
        rows.append(head)
    else:
        mark = found.mark
        rows.append(f"{mark.file}:{mark.line}:{mark.column}: {head}")
        text = line_of(mark.file, mark.line)
        if text is not None:
            rows.extend(_excerpt(mark, text))
    if found.hint:
        rows.extend(_wrapped(f"  help: {found.hint}"))
    return "\n".join(rows)


_WIDEST = 100
_LEAD = 8
"""Columns before an excerpt and before the words of a hint."""


def _wrapped(hint: str) -> Iterator[str]:
    """The lines of a hint; a long one is broken between words, and goes on where its words began.

    A command stays in one line, to be copied.
    """
    for line in hint.split("\n"):
        if len(line) <= _LEAD + _WIDEST:
            yield line
        else:
            from textwrap import wrap  # noqa: PLC0415 - few hints are so long

            further = max(_LEAD, len(line) - len(line.lstrip(" ")))
            broken = wrap(
                re.sub(_COMMAND, lambda command: command[0].replace(" ", "\0"), line),
                _LEAD + _WIDEST,
                subsequent_indent=" " * further,
                break_long_words=False,
                break_on_hyphens=False,
            )
            yield from (part.replace("\0", " ") for part in broken)


_COMMAND = r"'assembler [^']*'"


def _excerpt(mark: Mark, text: str) -> list[str]:
    """The marked line with carets under it; a long line is cut around the mark."""
    text = text.replace("\t", " ")
    start = max(0, mark.column - 1)
    if len(text) > _WIDEST:
        left = max(0, min(start - _WIDEST // 3, len(text) - _WIDEST))
        before, after = "…" if left else "", "…" if left + _WIDEST < len(text) else ""
        text, start = before + text[left : left + _WIDEST] + after, start - left + len(before)
    carets = _columns(text[start : start + mark.length])
    return [
        f"{mark.line:>5} | {text}".rstrip(),
        f"{'':>5} | {' ' * _columns(text[:start].ljust(start))}{'^' * max(1, carets)}",
    ]


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes: Chinese letters take two, combining accents none."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


CODES: dict[str, str] = {
    # reading files
    "file-not-found": "A file that was named, or that another file refers to, does not exist.",
    "file-unreadable": "A file or folder exists but cannot be read.",
    "file-too-large": "A YAML file is larger than 2 MB, or a photo larger than 10 MB.",
    "not-a-file": "A folder lies where a file is expected.",
    "not-utf8": "A file is not plain text in UTF-8.",
    "empty-file": "A YAML file holds nothing.",
    "control-character": "A character that cannot be printed stands in a text.",
    "yaml-syntax": "The YAML cannot be read: a quote, a colon or the indentation is off.",
    "yaml-tab": "A tab is used for indentation; YAML allows only spaces there.",
    "yaml-alias": "A name for repeated parts (`&name`, `*name`) is undefined, unused, or used without bound.",
    "curly-quotes": "A whole text stands in curly quotes, which are printed.",
    "yaml-tag": "A YAML tag (`!name`) is used; none are understood.",
    "duplicate-key": "A key stands twice in one mapping.",
    # the shape of the data
    "schema-version": "The `schema:` line is missing, or names a version that this release does not read.",
    "unknown-key": "A key is not a field of the record it stands in.",
    "missing-key": "A field that must be given is missing.",
    "wrong-type": "A value is of the wrong kind, such as a list where a text is expected.",
    "wrong-value": "A value is of the right kind but not among those allowed.",
    "invalid-date": "A date is neither a year, a month nor a day.",
    "end-before-start": "A period ends before it starts.",
    "duplicate-id": "Two entries carry the same id.",
    "unknown-id": "An id is referred to that no entry carries.",
    "unknown-tag": "A program names a tag that no entry of the profile carries.",
    "unknown-referee": "A program names a referee whom the profile does not have.",
    "not-witnessed": "A referee is asked to speak to an entry outside what they saw.",
    "markdown": "A text uses Markdown beyond bold, italic and links.",
    "no-programs": "A profile has no program file, so there is nothing to apply to.",
    # command line
    "unknown-profile": "No profile of that name or path exists.",
    "unknown-program": "The profile has no program of that name.",
    "nothing-asked": "No document of what was asked for is made in the format asked for.",
    "nothing-to-settle": "A conflict was to be settled, and there is none.",
    "wrong-suffix": "A YAML file has a name that is not read: names end in .yaml.",
    "usage": "The command line cannot be understood.",
    # building
    "template-missing": "A template that a document needs does not exist.",
    "template-error": "A template cannot be read, or uses a name that does not exist.",
    "template-element": "A template uses an element that the Document does not know, or in a wrong place.",
    "unknown-convention": "A program names a convention that does not exist.",
    "unknown-theme": "A profile or a program names a theme that does not exist.",
    "theme-error": "A theme asks for a typeface that is not bundled, or for a colour too pale to read.",
    "asset-unusable": "A photo or other asset cannot be used.",
    "pack-large": "A referee's pack is larger than mail and portals like.",
    "form-unusable": "A portal's request form cannot stand in a pack.",
    "asset-refused": "A document asked for something outside the bundled and the profile's assets.",
    "missing-glyph": "No font has a character that a text uses.",
    "layout": "The layout engine reported a problem.",
    "native-library": "A native library that PDF output needs is not installed.",
    "label-too-wide": "A date or label is wider than its column.",
    "over-pages": "A document is longer than the program allows, with all that may be left out left out.",
    "left-out": "Entries or lines were left out so that a document keeps to its program's page limit.",
    "nothing-shown": "A CV, a list of publications or a case summary shows no entry of the profile.",
    "paste-replaced": "Characters that a plain-text form loses are replaced in the text to paste.",
    "paste-lost": "A plain-text form loses formatting or characters for which there is no replacement.",
    "outside-window": "A logbook began before the months that a case summary is to count.",
    "over-limit": "A text is longer than the program allows.",
    "photo-missing": "The program requires a photo and the profile has none.",
    "birth-date-missing": "The program requires a birth date and the profile has none.",
    "referee-without-program": "A referee is in the profile but no program asks them to write.",
    "too-few-referees": "A program wants more letters than it names referees.",
    "too-many-referees": "A program names more referees than it takes letters.",
    "identifier-missing": "A program asks for an identifier that the profile lacks, or does not release.",
    "own-name-missing": "None of a publication's authors is the applicant, as far as names tell.",
    "duplicate-letter": "Two letters are listed for the same referee and program.",
    "letter-not-asked": "A letter is listed for a program that does not name its referee.",
    "letter-dates": "A letter's state and its dates do not agree, or a date is in the future.",
    "letter-back": "A letter was set back to an earlier state, and the dates of later ones were taken out.",
    "letter-too-old": "A letter will be older than the program takes it.",
    "letter-no-reply": "A referee was asked two weeks ago or more, and has not answered.",
    "letter-late": "A letter was due and is not sent.",
    "letter-names-institution": "One letter serves several programs, and one of them wants its own name in it.",
    "letters-form": "letters.yaml has a form in which it cannot be changed for you.",
    "waiver-not-chosen": "A letter is asked for, and whether you waive the right to see it is not chosen.",
    "referee-without-consent": "A referee has not agreed that their contact details be passed on.",
    "referee-without-contact": "A referee has neither an e-mail address nor a telephone number.",
    "referee-not-there": "A referee is said to have seen something from before or after their time with you.",
    "missing-role": "A program wants a letter from someone of a role that none of its referees has.",
    "deadline-passed": "A program's deadline has passed.",
    "gap-unexplained": "No post, training, education or gap covers some time since the degree.",
    "edited-kept": "A DOCX was edited by a person, or is of unknown origin: it was left as it is.",
    "output-unwritable": "A file cannot be written.",
    "output-stale": "An output is older than its sources, since they have errors.",
    "not-laid-out": "A document could not be made: its worker died, it took too long or too much memory.",
    "output-left-over": "Files of an earlier build belong to a program, a referee or a name that is gone.",
    "not-cleaned": "Nothing was removed, or not all, since what is asked for, or what is ours, cannot be told.",
    "manifest-damaged": "The manifest cannot be read; every file beside it counts as a person's.",
    "unknown-section": "A text is written for a section that the document does not have.",
    "statement-markup": "A statement uses Markdown that is not understood; it is printed as it is typed.",
    "statement-heading": "A heading in a statement has no id, or one that cannot be read.",
    "statement-duplicate": "Two headings of a statement have the same id.",
    "statement-stray": "Text in a statement stands before the first section.",
    "statement-without-program": "A file in statements/ is named after no program.",
    "sections-open": "Sections of statements or cover letters that are still to write.",
    "statement-missing": "A final text was insisted on, and sections of it are not written yet.",
    "statement-open": "A draft is open in an editor, so that what is typed there cannot be read yet.",
    "statement-unreadable": "A draft that a person changed cannot be read.",
    "statement-taken": "What was typed into a draft in Word was taken over into statements/.",
    "statement-outside": "Text stands outside every section of a draft.",
    "statement-comments": "Comments in a draft were kept beside the statement.",
    "statement-conflict": "A section was changed in Word and in Markdown, differently.",
    "statement-not-taken": "Text stands in a copy of a draft, or in one no longer asked for; no build reads it.",
    "statement-docx": "Something in a draft could not be taken over as it was.",
    "frozen": "A document that a person edited is kept as it is; a warning where the profile has changed since.",
    "frozen-not-packed": "A referee's pack holds the briefing as it is made, not the one that a person kept.",
    "frozen-lost": "What a person froze of a document cannot be read.",
    "frozen-revised": "A document that a person froze holds tracked changes.",
    "frozen-withdrawn": "A file that did not say what the frozen document beside it says was put into the history.",
    "frozen-without-pdf": "No PDF could be made of a document that a person froze.",
    "frozen-without-text": "Of a text that a person froze there is no text to paste.",
    "nothing-to-keep": "A document is to be frozen or discarded that nobody edited.",
    "discarded": "What a person made of a document was put into the history, and the document is made anew.",
    "history-damaged": "The history of a profile cannot be read in part; nothing is lost.",
    # what a reader minds: texts, addresses, facts
    "wrong-program": "A text names another program than the one that it is for.",
    "wrong-place": "A text names the city of another program.",
    "wrong-person": "A text names someone of another program.",
    "wrong-portal": "A text names a portal that its program does not use.",
    "name-misspelt": "A name of the program's file is spelt otherwise in a text.",
    "boilerplate": "A phrase of a text fits any program.",
    "no-program-fact": "A statement holds nothing that is true of its program alone.",
    "placeholder": "A place to fill in was left in a text.",
    "open-prompt": "A prompt of the draft stands word for word in a text.",
    "comments-open": "Comments that readers left in a draft are still to be worked through.",
    "posts-overlap": "Two full-time posts or trainings overlap by more than a month.",
    "dates-disagree": "A year in a text is not that of the profile.",
    "future-date": "Something that has happened is dated in the future.",
    "registration-expired": "A registration or a certificate ends before a program starts.",
    "totals-disagree": "A number in a text is not the sum that the logbooks give.",
    "unpublished-as-published": "Work that is not accepted yet is told as if it were published.",
    "own-name-cut": "The applicant is among the authors whom a list leaves out.",
    "duplicate-entry": "Two entries of the profile tell the same.",
    "cv-overlap": "A run of words of a statement stands in the CV as well.",
    "cliche": "A worn phrase.",
    "superlative": "Praise of oneself in a superlative.",
    "my-patients": "Patients are called the writer's own.",
    "runs-down": "A text runs down another specialty, or colleagues.",
    "long-paragraph": "One paragraph holds more than half of a text.",
    "patient-record": "What looks like a patient's record number.",
    "patient-date": "The day of something that happened to a patient.",
    "patient-age": "An age over 89, which few people have.",
    "patient-initials": "What looks like a patient's name or initials.",
    "patient-contact": "A telephone number, a mail address or a street beside a patient.",
    "patient-place": "A small place beside a patient.",
    "patient-rare": "A rare disease with a hospital and a time.",
    "small-count": "A count below five in a named unit.",
    # what a portal refuses
    "unknown-portal": "A program names a portal that does not exist.",
    "document-refused": "A portal has no place for a document that the program asks for.",
    "photo-size": "The photo is not as the program's portal wants it, or blurred or no portrait on a CV.",
    "file-name": "A file's name is one that the portal refuses.",
    "file-large": "A file is larger than the portal takes.",
    "pdf-unfit": "A PDF that another program made is protected, signed, damaged, or lacks a font.",
    "deadline-near": "A program closes within two weeks.",
    "deadline-zone": "A deadline has a time of day and no time zone.",
    "rule-old": "A rule was last checked before this season.",
    "paper-differs": "The paper is not that of the program's country or portal.",
    "email-address": "What is given as an e-mail address is none that a mail program takes.",
    "ignore-unused": "Something to be ignored is not found any more.",
    "locked": "Another build is writing to the same folder.",
}
"""Every code with what it means, for people: the table behind `docs/diagnostics.md`."""
