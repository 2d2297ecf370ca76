"""The theme: fonts, sizes, colours, spacing and the grid, as one record that drives every writer alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from assembler.diagnostics import Diagnostic, error
from assembler.records import Record, value_mark


class Face(Record):
    """A typeface under the name that each format knows it by; the two have the same metrics."""

    pdf: str = Field(description="Family name among the bundled fonts.")
    word: str = Field(description="Family name that Word has.")

    @property
    def serif(self) -> bool:
        """Whether it has serifs; other scripts are set to match."""
        return "Serif" in self.pdf


Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class Colours(Record):
    """Colours as `#RRGGBB`; text colours keep a contrast of 4.5:1 on white and on the tint."""

    ink: Colour = Field(description="Text.")
    secondary: Colour = Field(description="Dates, contact, captions and the footer.")
    accent: Colour = Field(description="Name, headings and rules.")
    hairline: Colour = Field(description="Thin rules between table rows.")
    tint: Colour = Field(description="Behind a note.")
    bar: Colour = Field(description="The bar left of a note.")


class Margins(Record):
    """Page margins in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


class PageMargins(Record):
    """The margins on each paper."""

    letter: Margins
    a4: Margins


class Layouts(Record):
    """The margins of each layout: `cv` for what goes out as a CV, `working` for drafts and briefings."""

    cv: PageMargins
    working: PageMargins


class Grid(Record):
    """The one two-column grid; millimetres."""

    label: float = Field(description="Width of the label column (dates, labels, authorship).")
    label_wide: float = Field(description="The same where dates are written to the day.")
    bullet: float = Field(description="Hanging indent of a bullet within the content column.")
    note: float = Field(description="Inset of a note's label from the margin.")


class Role(Record):
    """How one kind of text is set. Sizes and spacing in points; `leading` is the exact line height."""

    size: float
    leading: float
    before: float = 0
    after: float = 0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking: float = Field(default=0, description="Letter spacing in em.")
    colour: Literal["ink", "secondary", "accent"] = "ink"


class Roles(Record):
    """Every role that a writer sets text in."""

    name: Role
    credentials: Role
    title: Role
    post: Role
    contact: Role
    lead: Role
    section: Role
    aside: Role
    subheading: Role
    body: Role
    entry: Role
    tight: Role
    detail: Role
    bullet: Role
    date: Role
    label: Role
    citation: Role
    caption: Role
    table_head: Role
    table_text: Role
    note: Role
    note_label: Role
    statement: Role
    placeholder: Role
    footer: Role


class Rules(Record):
    """Line widths and paddings in points."""

    heading: float = Field(description="Rule below a section heading.")
    heading_gap: float = Field(description="From the text of a heading to its rule.")
    table: float = Field(description="Rule below a header row, above a total and at the end.")
    hairline: float = Field(description="Rule between rows.")
    table_head_padding: float
    table_padding: float
    note_bar: float = Field(description="Width of the bar left of a note.")


class Theme(Record):
    """A whole theme, as read from `templates/theme.yaml`."""

    schema_version: Literal["1"] = Field(alias="schema", description="Version of this file's form.")
    name: str
    face: Face
    colours: Colours
    margins: Layouts
    grid: Grid
    rules: Rules
    roles: Roles

    def with_slack(self) -> Theme:
        """This theme with pages a line shorter: what fits on these fits in Word too, which sets lines otherwise."""
        slack = self.roles.body.leading * 25.4 / 72
        layouts = {
            layout: margins.model_copy(
                update={
                    paper: own.model_copy(update={"bottom": own.bottom + slack})
                    for paper, own in (("letter", margins.letter), ("a4", margins.a4))
                }
            )
            for layout, margins in (("cv", self.margins.cv), ("working", self.margins.working))
        }
        return self.model_copy(update={"margins": self.margins.model_copy(update=layouts)})

    def spaced(self, factor: float) -> Theme:
        """This theme with the space above and below all text changed by `factor`; sizes and line heights stay."""
        roles = {
            name: role.model_copy(update={"before": role.before * factor, "after": role.after * factor})
            for name in Roles.model_fields
            if isinstance(role := getattr(self.roles, name), Role)
        }
        return self.model_copy(update={"roles": self.roles.model_copy(update=roles)})

    def as_prose(self) -> Theme:
        """This theme without a label column, for texts that fill the whole width; lists are set as the text is."""
        item = self.roles.statement.model_copy(update={"before": self.roles.bullet.before, "after": 0})
        roles = self.roles.model_copy(update={"bullet": item})
        return self.model_copy(update={"grid": self.grid.model_copy(update={"label": 0}), "roles": roles})

    def widened(self) -> Theme:
        """This theme with the wide label column, for documents whose dates are written to the day."""
        return self.model_copy(update={"grid": self.grid.model_copy(update={"label": self.grid.label_wide})})


LEAST_CONTRAST = 4.5
"""Of text on its ground (WCAG 2.2, success criterion 1.4.3)."""


def problems(theme: Theme, data: Any, faces: frozenset[str]) -> Iterator[Diagnostic]:
    """What is wrong with a theme that can be read: an unknown typeface, pale text.

    `data` is the source it was read from; `faces` are the typefaces that are bundled.
    """
    if theme.face.pdf not in faces:
        mark = value_mark(data, ("face", "pdf"))
        known = ", ".join(sorted(faces))
        yield error("theme-error", f"the typeface '{theme.face.pdf}' is not bundled", mark, f"one of: {known}")
    for name in ("ink", "secondary", "accent"):
        for ground in ("#FFFFFF", theme.colours.tint):
            contrast = _contrast(getattr(theme.colours, name), ground)
            if contrast < LEAST_CONTRAST:
                mark = value_mark(data, ("colours", name))
                message = f"'{name}' has a contrast of {contrast:.1f}:1 on {ground}; {LEAST_CONTRAST}:1 can be read"
                yield error("theme-error", message, mark, "make it darker")
                break


def _contrast(text: str, ground: str) -> float:
    """The contrast ratio of two colours, as WCAG defines it."""
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAPER = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""Width and height of each paper in millimetres."""
