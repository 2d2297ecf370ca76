"""Pressing: one document from its view to the bytes of its files. Depends on its arguments alone, so workers do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256

from assembler.checks.documents import Made, check
from assembler.compose import Composer, Picture
from assembler.cutting import Words, cut
from assembler.diagnostics import Diagnostic
from assembler.document import Document, Paste
from assembler.fitting import Fitted, Limit, fit
from assembler.packing import Chapter, packed
from assembler.theme import Theme
from assembler.views import View, plain
from assembler.writers import WRITERS, Behind, Rendering

Composed = tuple[Document | None, list[Diagnostic]]
"""A Document and what composing it found; None where its template failed."""


@dataclass(frozen=True)
class Sheet:
    """One document before it is composed: its view, the template that shows it, its pictures, its theme."""

    document: str
    template: str
    view: View
    theme: Theme
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def composed(self, composer: Composer, cuts: Sequence[str] = ()) -> Composed:
        """The Document without what is cut."""
        view = cut(self.view, frozenset(cuts))
        return composer.compose(self.document, plain(view), self.pictures, self.template)


@dataclass(frozen=True)
class Job:
    """One document to press, and all that this takes: handed to a worker whole.

    `composed` is the Document, with what composing found, where nothing has to be known of its pages to compose it.
    `cuts` are the entries and lines that may be left out to keep to `pages`, first what matters least; `paste` is the
    box that its text is pasted into. Of a pack, `enclosed` are the documents that follow, `behind` other people's
    pages, and `last` how many pages it had when it was made before. `siblings` are documents that are the same as long
    as nothing is cut: pressed one after the other, since what is learnt of one is known of all.
    """

    name: str
    formats: tuple[str, ...]
    sheet: Sheet
    composed: Composed | None = None
    cuts: Sequence[str] = ()
    pages: int | None = None
    paste: Paste = field(default_factory=Paste)
    enclosed: Sequence[Sheet] = ()
    behind: Sequence[Behind] = ()
    last: int | None = None
    siblings: Sequence[Job] = ()


@dataclass(frozen=True)
class Pressed:
    """What came of the job `name`: the Document with its theme, what was cut from it, its files by format, findings.

    There is no Document where its template failed, and none of a pack, whose parts are documents of their own. `mark`
    is what `mark_of` tells of it. Those of the findings that name the document are in `checked`; what came of its
    siblings is in `siblings`.
    """

    name: str
    document: Document | None = None
    theme: Theme | None = None
    cuts: Sequence[str] = ()
    renderings: Mapping[str, Rendering] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()
    checked: Sequence[Diagnostic] = ()
    mark: str = ""
    siblings: Sequence[Pressed] = ()


def press(composer: Composer, job: Job) -> Pressed:
    """The files of one document and of its siblings, or of one pack."""
    if job.enclosed:
        return _pack(composer, job)
    made: list[Pressed] = []
    for one in (job, *job.siblings):
        made.append(_pressed(composer, one, made))
    return replace(made[0], siblings=made[1:])


def mark_of(job: Job, composed: Callable[[Sequence[str]], Composed], cuts: Sequence[str]) -> str:
    """A hash over all that the files of `job` depend on beside the house: equal ones need not be pressed again.

    It is over what is `composed`, with nothing cut and with what was, not over the view: of that the template may show
    less.
    """
    shown = [composed(()), composed(cuts)] if cuts else [composed(())]
    settings = job.sheet.theme, job.formats, job.cuts, job.pages, job.paste
    return sha256(repr((shown, settings)).encode()).hexdigest()


def _pressed(composer: Composer, job: Job, before: Sequence[Pressed]) -> Pressed:
    """One document; where it came out the same as one `before`, it has the same files."""

    @cache
    def composed_without(cuts: tuple[str, ...]) -> Composed:
        return job.composed or job.sheet.composed(composer, cuts)

    def composed(cuts: Sequence[str]) -> Composed:
        return composed_without(tuple(cuts))

    fitted = _fitted(job, composed)
    if fitted.document is None:
        return Pressed(job.name, found=fitted.found)
    document, theme = replace(fitted.document, paste=job.paste), fitted.theme
    same = (one.renderings for one in before if (one.document, one.theme) == (document, theme))
    renderings = next(same, None) or {form: WRITERS[form].write(document, theme) for form in job.formats}
    found = [*fitted.found, *(item for one in renderings.values() for item in one.diagnostics)]
    checked = check(Made(job.name, document, theme))
    mark = mark_of(job, composed, fitted.cuts)
    return Pressed(job.name, document, theme, tuple(fitted.cuts), renderings, found, checked, mark)


_LAID_OUT = frozenset({"pdf", "docx"})
"""Formats that have pages, so that a document is fitted to them."""


def _fitted(job: Job, composed: Callable[[Sequence[str]], Composed]) -> Fitted:
    if _LAID_OUT.isdisjoint(job.formats):
        document, found = composed(())
        return Fitted(document, job.sheet.theme, (), found)
    limit = Limit(job.pages, job.cuts, Words(job.sheet.view)) if job.pages else None
    return fit(composed, job.sheet.theme, limit)


def _pack(composer: Composer, job: Job) -> Pressed:
    """A pack: each of its parts is a document of its own as well, so that checks have seen it there."""
    names = composer.words(job.sheet.view.language)["documents"]

    def chapter(sheet: Sheet) -> Chapter:
        return Chapter(
            sheet.view,
            lambda view: replace(sheet, view=view).composed(composer),
            sheet.theme,
            names[sheet.document],
        )

    chapters = [chapter(sheet) for sheet in (job.sheet, *job.enclosed)]
    made = packed(job.name, chapters, job.behind, job.last)
    renderings = {"pdf": made.rendering} if made.rendering.data else {}
    return Pressed(job.name, renderings=renderings, found=[*made.found, *made.rendering.diagnostics])
