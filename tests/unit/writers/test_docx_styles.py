"""Word's styles from the theme."""

from typing import Any

import pytest
from lxml import etree

from assembler.document import Document
from assembler.theme import Roles, Theme
from assembler.writers.docx.geometry import geometry_of
from assembler.writers.docx.inlines import within
from assembler.writers.docx.styles import role_of, styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def made(rich: Document, theme: Theme) -> dict[str, Any]:
    """Every style by its id."""
    found = styles(theme, geometry_of(rich, theme), "en-GB")
    return {style.get(f"{W}styleId"): style for style in found if style.tag == f"{W}style"}


def value(style: Any, path: str, name: str = "val") -> str | None:
    found = style.find("/".join(W + part for part in path.split("/")))
    return None if found is None else found.get(W + name)


def test_a_style_is_set_as_its_role_says(made: dict[str, Any], theme: Theme) -> None:
    for name in ("Name", "PostLine", "Contact", "Lead", "Entry", "EntryTight", "EntryDetail", "Citation", "TableText"):
        style, role = made[name], role_of(name, theme.roles)
        assert value(style, "rPr/sz") == str(round(role.size * 2))
        assert value(style, "pPr/spacing", "line") == str(round(role.leading * 20))
        assert value(style, "pPr/spacing", "lineRule") == "exact"
        assert value(style, "pPr/spacing", "before") == str(round(role.before * 20))
        assert value(style, "pPr/spacing", "after") == str(round(role.after * 20))
        assert value(style, "rPr/color") == getattr(theme.colours, role.colour).lstrip("#").upper()
        assert (style.find(f"{W}rPr/{W}b") is not None) == role.bold


def test_every_role_but_those_of_notes_on_paper_has_a_style(made: dict[str, Any], theme: Theme) -> None:
    used = {id(role_of(name, theme.roles)) for name in made if name in _NAMED}
    unused = [name for name in Roles.model_fields if name != "mark" and id(getattr(theme.roles, name)) not in used]
    assert unused == ["note_label"]


_NAMED = {
    "Normal", "Title", "Name", "PostLine", "Contact", "Lead", "Heading1", "Heading2", "Entry", "EntryTight",
    "EntryDetail", "EntryBullet", "Citation", "StatementText", "Placeholder", "TableHead", "TableText", "Caption",
    "Footer", "CommentText", "EntryDate", "RowLabel", "Credentials", "SectionAside",
}  # fmt: skip


def test_the_grid_is_a_hanging_indent_and_a_tab(made: dict[str, Any]) -> None:
    label = str(round(35 * 1440 / 25.4))
    for name in ("Entry", "EntryTight", "Citation"):
        assert value(made[name], "pPr/ind", "left") == label
        assert value(made[name], "pPr/ind", "hanging") == label
        assert value(made[name], "pPr/tabs/tab", "pos") == label
    assert value(made["EntryDetail"], "pPr/ind", "left") == label
    assert value(made["EntryBullet"], "pPr/ind", "hanging") == str(round(4 * 1440 / 25.4))


def test_headings_are_headings_to_word(made: dict[str, Any]) -> None:
    assert [value(made[name], "name") for name in ("Title", "Heading1", "Heading2")] == [
        "Title",
        "heading 1",
        "heading 2",
    ]
    assert [value(made[name], "pPr/outlineLvl") for name in ("Heading1", "Heading2")] == ["0", "1"]
    assert all(made[name].find(f"{W}pPr/{W}keepNext") is not None for name in ("Heading1", "Heading2", "Caption"))
    assert value(made["Heading1"], "pPr/pBdr/bottom", "sz") == "6"


def test_a_headings_rule_stands_where_the_pdf_has_it(made: dict[str, Any], theme: Theme) -> None:
    space = int(value(made["Heading1"], "pPr/pBdr/bottom", "space") or 0)
    after = int(value(made["Heading1"], "pPr/spacing", "after") or 0) / 20
    assert space + after == theme.rules.heading_gap + theme.roles.section.after


def test_nothing_refers_to_theme_fonts(rich: Document, theme: Theme) -> None:
    found = styles(theme, geometry_of(rich, theme), "pt-BR")
    text = b"".join(etree.tostring(one) for one in found)
    assert b"Theme=" not in text
    fonts = found[0].find(f".//{W}rFonts")
    assert {fonts.get(W + script) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {theme.face.word}
    assert found[0].find(f".//{W}lang").get(f"{W}val") == "pt-BR"
    assert found[0].find(f".//{W}widowControl") is not None


def test_caps_and_tracking_reach_word(rich: Document, theme: Theme) -> None:
    section = theme.roles.section.model_copy(update={"caps": True, "tracking": 0.07, "size": 11})
    classic = theme.model_copy(update={"roles": theme.roles.model_copy(update={"section": section})})
    found = styles(classic, geometry_of(rich, classic), "en")
    heading = next(one for one in found if one.get(f"{W}styleId") == "Heading1")
    assert heading.find(f"{W}rPr/{W}caps") is not None
    assert value(heading, "rPr/spacing") == "15"


def test_a_character_style_switches_off_what_its_paragraph_has_on(theme: Theme) -> None:
    bold = theme.roles.section.model_copy(update={"caps": True})
    look = within("SectionAside", theme.roles.aside, bold)
    assert (look.bold, look.italic, look.caps) == (False, None, False)
    look = within("EntryDate", theme.roles.date, theme.roles.entry)
    assert (look.bold, look.italic, look.caps) == (None, None, None)


def test_each_document_has_styles_of_its_own(rich: Document, theme: Theme) -> None:
    page = geometry_of(rich, theme)
    first = styles(theme, page, "en")
    first[0].clear()

    assert len(styles(theme, page, "en")[0]) == 2
    assert [each.tag for each in styles(theme, page, "en")] == [each.tag for each in first]
