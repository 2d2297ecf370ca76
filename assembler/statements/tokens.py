"""What the walk over a part of a DOCX finds: lines, runs of text, marks between them, and words for what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.statements.looks import ListKind
from assembler.statements.runs import Run


@dataclass(frozen=True, slots=True)
class Start:
    """A line begins: a paragraph, an item of a list or a row of a table. `style` is the id of its style."""

    kind: ListKind | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The line ends."""


@dataclass(frozen=True, slots=True)
class Control:
    """A content control with a tag begins; `number` counts them. `block` ones hold whole lines."""

    number: int
    tag: str
    block: bool
    locked: bool
    placeholder: bool


@dataclass(frozen=True, slots=True)
class ControlEnd:
    """The content control `number` ends."""

    number: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The bookmark `name` begins; `number` is what its end is found by."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class BookmarkEnd:
    """The bookmark `number` ends."""

    number: str


@dataclass(frozen=True, slots=True)
class Commented:
    """What the comment `number` is about begins, ends, or is just here."""

    number: str
    at: Literal["start", "end", "here"]


@dataclass(frozen=True, slots=True)
class Tracked:
    """Here is a change that nobody has accepted or rejected."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Here is something that cannot be kept as it is; `what` says so in plain words."""

    what: str


Token: TypeAlias = Run | Start | End | Control | ControlEnd | Bookmark | BookmarkEnd | Commented | Tracked | Lost

TABLE = Lost("a table was kept as text, a row on each line")
TEXT_BOX = Lost("a text box was kept as text")
HEADING = Lost("a heading was kept as a paragraph")
LEVELS = Lost("the levels of a list were made one")
HIDDEN = Lost("hidden text was kept")
FRAME = Lost("the words of an empty frame were kept as text")
FOOTNOTE = Lost("a footnote was kept in brackets")
FORMULA = Lost("a formula was kept as text")
PICTURE = Lost("a picture was left out")
EMBEDDED = Lost("an embedded object was left out")
PAGE_BREAK = Lost("a page break was left out")
SOFT_HYPHEN = Lost("soft hyphens were left out")
COMPUTED = Lost("a field that Word works out was kept as its text")
NO_LINK = Lost("a link that is no web or mail address was kept as its text")
SYMBOL = Lost("a symbol of a font of its own could not be read; □ stands in its place")
INSERTED = Lost("a whole file was inserted here, which cannot be read")
