"""The style sheet: margins, roles and footer come from the theme, and text cannot leave its string."""

from collections.abc import Callable

import pytest

from assembler.document import Document
from assembler.theme import Roles, Theme
from assembler.writers.css import to_css


@pytest.mark.parametrize(
    ("layout", "paper", "expected"),
    [
        ("cv", "a4", "size:210mm 297mm;margin:20mm 22mm 22mm 22mm;"),
        ("cv", "letter", "size:215.9mm 279.4mm;margin:25.4mm 25.4mm 25.4mm 25.4mm;"),
        ("working", "letter", "size:215.9mm 279.4mm;margin:19mm 25.4mm 21mm 25.4mm;"),
    ],
)
def test_page_is_that_of_layout_and_paper(
    document_of: Callable[..., Document], theme: Theme, layout: str, paper: str, expected: str
) -> None:
    assert expected in to_css(document_of(layout=layout, paper=paper), theme)


@pytest.mark.parametrize("name", [name for name in Roles.model_fields if name not in ("mark", "footer")])
def test_every_role_has_a_class(document_of: Callable[..., Document], theme: Theme, name: str) -> None:
    role = getattr(theme.roles, name)
    rule = to_css(document_of(), theme).partition(f"}}.{name.replace('_', '-')}{{")[2].partition("}")[0]
    assert f"font-size:{role.size:g}pt" in rule
    assert f"font-weight:{700 if role.bold else 400}" in rule
    assert f"color:{getattr(theme.colours, role.colour)}" in rule


def test_a_changed_role_changes_only_its_own_rules(document_of: Callable[..., Document], theme: Theme) -> None:
    changed = theme.model_copy(
        update={"roles": theme.roles.model_copy(update={"post": theme.roles.post.model_copy(update={"size": 99.5})})}
    )
    before, after = (set(to_css(document_of(), each).split("}")) for each in (theme, changed))
    assert after - before == {
        (
            ".post{font-size:99.5pt;line-height:16pt;font-weight:400;font-style:normal;text-transform:none;"
            f"letter-spacing:0em;color:{theme.colours.ink};margin-top:{theme.roles.post.before:g}pt;padding-bottom:0pt"
        )
    }


def test_page_label_counts(document_of: Callable[..., Document], theme: Theme) -> None:
    css = to_css(document_of(page_label="Seite {page} von {pages}{x}"), theme)
    assert 'content:"Seite " counter(page) " von " counter(pages) "{x}";' in css


def test_text_stays_within_its_string(document_of: Callable[..., Document], theme: Theme) -> None:
    css = to_css(document_of(running='a"; } @import "x";\n\\ </style>'), theme)
    assert 'content:"a\\22 ; } @import \\22 x\\22 ;\\a \\5c  \\3c /style>";' in css


def test_same_theme_same_css(rich: Document, theme: Theme) -> None:
    assert to_css(rich, theme) == to_css(rich, theme.model_copy(deep=True))
