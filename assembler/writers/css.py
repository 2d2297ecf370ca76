"""A Theme as a style sheet for the HTML that `html` makes: the second half of the PDF writer."""

from __future__ import annotations

import re

from assembler.document import Document
from assembler.theme import PAPER, Role, Roles, Theme
from assembler.writers.measure import EDGE_ROWS, GUTTER, margins_of
from assembler.writers.tagging import footer_language

_FOOTER_GAP = 5.75
"""Millimetres from the text area to the footer."""

_TABLE_GAP = 5
"""Points between a table and the text around it, a heading's own space included."""

_NOTE_PADDING = 3
"""Points above and below a note's text, within its band."""

_FIELD_GAP = 3
"""Points by which written text stands further from the notes around it."""

_BOXED = ("date", "label", "note_label", "aside", "credentials")
"""Roles set within a line of another role: their own line height must not stretch it."""


def to_css(document: Document, theme: Theme) -> str:
    """The style sheet of `document`."""
    roles = "".join(_role(name, getattr(theme.roles, name), theme) for name in Roles.model_fields if name != "mark")
    return _page(document, theme) + _base(theme) + roles + _grid(theme) + _notes(theme) + _tables(theme) + _KEEPING


def _page(document: Document, theme: Theme) -> str:
    width, height = PAPER[document.paper]
    margins, footer = margins_of(document, theme), theme.roles.footer
    look = f"font-family:{_string(theme.face.pdf)};{_type(footer, theme)}vertical-align:top;padding-top:{_FOOTER_GAP}mm"
    # A string has no elements that could say what language it is in.
    if language := footer_language(document):
        look += f";font-language-override:{_string(language)}"
    return (
        f"@page{{size:{width:g}mm {height:g}mm;"
        f"margin:{margins.top:g}mm {margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm;"
        f"@bottom-left{{content:{_string(document.running)};text-align:left;width:80%;{look}}}"
        f"@bottom-right{{content:{_page_label(document.page_label)};text-align:right;width:20%;{look}}}}}"
    )


def _page_label(label: str) -> str:
    """The value of `content` for a page label such as `Page {page} of {pages}`."""
    parts = (part for part in re.split(r"(\{pages?\})", label) if part)
    return " ".join(f"counter({part[1:-1]})" if part in ("{page}", "{pages}") else _string(part) for part in parts)


def _base(theme: Theme) -> str:
    return (
        f"html{{font-family:{_string(theme.face.pdf)};color:{theme.colours.ink};"
        "font-variant-ligatures:none;font-variant-numeric:lining-nums tabular-nums;"
        "text-align:start;hyphens:manual;widows:2;orphans:2}"
        "h1,h2,h3,td,tbody th,.lengthy{overflow-wrap:anywhere}"
        "body,h1,h2,h3,p,ul,ol,li,table,caption,th,td{margin:0;padding:0;font:inherit;text-align:inherit}"
        "ul,ol{list-style:none}a{color:inherit;text-decoration:none}strong,b{font-weight:700}em{font-style:italic}"
    )


def _role(name: str, role: Role, theme: Theme) -> str:
    """The class of one role: space before as margin, which a page break drops, and after as padding, so they add up."""
    selector = "." + name.replace("_", "-")
    if name in _BOXED:
        return f"{selector}{{{_type(role, theme, within=True)}}}"
    return f"{selector}{{{_type(role, theme)}margin-top:{role.before:g}pt;padding-bottom:{role.after:g}pt}}"


def _type(role: Role, theme: Theme, *, within: bool = False) -> str:
    return (
        f"font-size:{role.size:g}pt;line-height:{role.size if within else role.leading:g}pt;"
        f"font-weight:{700 if role.bold else 400};font-style:{'italic' if role.italic else 'normal'};"
        f"text-transform:{'uppercase' if role.caps else 'none'};letter-spacing:{role.tracking:g}em;"
        f"color:{getattr(theme.colours, role.colour)};"
    )


def _grid(theme: Theme) -> str:
    """The two columns, headings and lists."""
    label, bullet = theme.grid.label, theme.grid.bullet
    colours, rules, roles = theme.colours, theme.rules, theme.roles
    alone = "".join(
        f".{name}.alone{{margin-bottom:-{getattr(roles, name).leading:g}pt}}" for name in ("entry", "tight", "citation")
    )
    return (
        f".section{{padding-bottom:{rules.heading_gap:g}pt;margin-bottom:{roles.section.after:g}pt;"
        f"border-bottom:{rules.heading:g}pt solid {colours.accent}}}"
        ".split{text-align-all:justify;text-align-last:justify}"
        ".split>h2,.split>.aside{display:inline-block;text-align-all:start;text-align-last:auto}"
        ".split>h2{overflow-wrap:break-word}"  # `anywhere` would try every letter for the width: seconds a question
        ".aside,.credentials,.note-label,.date,.label{text-transform:none;letter-spacing:0}"
        # Tracking would part letters that join.
        "span[lang]{letter-spacing:0}"
        f".row{{padding-left:{label:g}mm;text-indent:-{label:g}mm}}.content{{padding-left:{label:g}mm}}"
        f".date,.label{{display:inline-block;{_column(label - GUTTER)}"
        f"padding-right:{GUTTER}mm;text-indent:0;white-space:pre-wrap}}{alone}"
        f".bullet{{padding-left:{label + bullet:g}mm;text-indent:-{bullet:g}mm}}"
        f".bullet::before{{content:'\\2022';display:inline-block;width:{bullet:g}mm;text-indent:0}}"
        f"ol{{counter-reset:number}}ol>.bullet{{padding-left:{label + 1.5 * bullet:g}mm;"
        f"text-indent:-{1.5 * bullet:g}mm;counter-increment:number}}"
        f"ol>.bullet::before{{content:counter(number) '.';min-width:{1.5 * bullet:g}mm;width:auto}}"
        f"{_turned('.bullet', label, bullet)}{_turned('ol>.bullet', label, 1.5 * bullet)}"
        f".field .bullet{{{_type(roles.statement, theme)}}}"
        ".close{margin-top:0}"
        ".figure{display:block;margin-left:auto;object-fit:cover}"
        "header .figure{position:absolute;top:0;right:0}"
        f".signature{{display:inline-block;box-sizing:border-box;width:46%;margin:32pt 3% 0 0;padding-top:2pt;"
        f"border-top:{rules.heading:g}pt solid {colours.ink};{_type(roles.caption, theme)}}}"
    )


def _column(width: float) -> str:
    """The width of a label; one that may be wider than its column is left to grow by the class `wide`."""
    return f"width:{max(0, width):g}mm;min-width:{max(0, width):g}mm;"


def _turned(item: str, label: float, hanging: float) -> str:
    """A list item from right to left: WeasyPrint 70 takes an indent from the left always, so the sign itself hangs."""
    return (
        f"{item}[dir=rtl]{{padding-left:{label:g}mm;padding-right:{hanging:g}mm;text-indent:0}}"
        f"{item}[dir=rtl]::before{{margin-right:-{hanging:g}mm}}"
    )


def _notes(theme: Theme) -> str:
    """What speaks to the writer, and the place to write."""
    label, inset, bar = theme.grid.label, theme.grid.note, theme.rules.note_bar
    colours, empty = theme.colours, theme.roles.placeholder
    return (
        f".note{{background:{colours.tint};border-left:{bar:g}pt solid {colours.bar};margin-bottom:0;"
        f"padding:{_NOTE_PADDING}pt {inset:g}mm {_NOTE_PADDING}pt calc({label:g}mm - {bar:g}pt);"
        f"text-indent:-{max(0, label - inset):g}mm}}"
        f".note-label{{display:inline-block;{_column(label - inset - GUTTER)}"
        f"padding-right:{GUTTER}mm;text-indent:0;white-space:pre-wrap}}.wide{{width:auto}}"
        ".contact+.note{margin-top:8pt}.prompt{font-style:italic}.prompt,.check{break-after:avoid}"
        f".check{{border-left-color:{colours.ink}}}.check .note-label{{color:{colours.ink}}}"
        f".field{{padding:{_FIELD_GAP}pt 0}}"
        f".placeholder{{margin-left:{label:g}mm;margin-bottom:{empty.after:g}pt;padding:4pt 2.5mm;"
        f"border:.75pt dashed {colours.secondary}}}"
    )


def _tables(theme: Theme) -> str:
    rules, colours, roles = theme.rules, theme.colours, theme.roles
    rule = f"{rules.table:g}pt solid {colours.accent}"
    return (
        f"table{{table-layout:fixed;width:100%;border-collapse:collapse;margin:{_TABLE_GAP}pt 0}}"
        ".caption+table,.page-break+table{margin-top:0}"
        f"td,th{{{_type(roles.table_text, theme)}vertical-align:top;"
        f"padding:{rules.table_padding:g}pt {GUTTER}mm {rules.table_padding:g}pt 0;"
        f"border-bottom:{rules.hairline:g}pt solid {colours.hairline}}}"
        "td:last-child,th:last-child{padding-right:0}.number{text-align:right}"
        f"thead>tr>th{{{_type(roles.table_head, theme)}vertical-align:bottom;border-bottom:{rule};"
        f"padding-top:{rules.table_head_padding:g}pt;padding-bottom:{rules.table_head_padding:g}pt}}"
        f"tbody>tr:last-child>td,tbody>tr:last-child>th{{border-bottom:{rule}}}"
        f".total>td,.total>th{{font-weight:700;border-top:{rule}}}"
    )


_KEEPING = (
    "h1,h2,h3,.split,.post,caption,.caption,.alone,.long>.row{break-after:avoid}"
    # Two lines of a list, and of a section of single lines, stand on either side of a page's end; of a table, three.
    ".long li:first-child,.long li:nth-last-child(2),.section+.row:not(:last-child){break-after:avoid}"
    f"tbody>tr:nth-child(-n+{EDGE_ROWS - 1}),tbody>tr:nth-last-child(-n+{EDGE_ROWS}):not(:last-child)"
    "{break-after:avoid}"
    ".kept,.short,tr,.citation,.placeholder,.signatures,.note{break-inside:avoid}.total,.signatures{break-before:avoid}"
    ".page-break{break-before:page}"
)
"""What stays together on a page."""


def _string(text: str) -> str:
    """`text` as a CSS string."""
    return '"' + re.sub(r'[\x00-\x1f"\\<]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'
