"""Documentation that is made from the code is fresh, and what people read names all that there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from assembler import cli
from assembler.diagnostics import CODES
from assembler.schema import export
from tests import docs_generation

_TOP = Path(__file__).parents[1]
_PAGES: dict[str, Callable[[], str]] = {
    "docs/profile.md": docs_generation.profile_page,
    "docs/diagnostics.md": docs_generation.diagnostics_page,
    "docs/conventions.md": docs_generation.conventions_page,
    "docs/portals.md": docs_generation.portals_page,
    "docs/checks.md": docs_generation.checks_page,
    "docs/commands.md": docs_generation.commands_page,
    "docs/schema/profile.schema.json": lambda: export.as_text("profile"),
    "docs/schema/program.schema.json": lambda: export.as_text("program"),
    "docs/schema/letters.schema.json": lambda: export.as_text("letters"),
    "docs/schema/theme.schema.json": lambda: export.as_text("theme"),
    "docs/schema/conventions.schema.json": lambda: export.as_text("conventions"),
}


@pytest.mark.parametrize("page", _PAGES)
def test_generated_page_is_fresh(page: str, *, update_golden: bool) -> None:
    path, text = _TOP / page, _PAGES[page]()
    if update_golden:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    assert path.is_file(), "run `make schema`"
    assert path.read_text(encoding="utf-8") == text, "run `make schema` and look at the differences"


def test_every_schema_that_a_sample_names_is_there() -> None:
    files = [*_TOP.glob("profiles/sample-*/*.yaml"), *_TOP.glob("profiles/sample-*/programs/*.yaml")]
    assert files
    for file in files:
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text(encoding="utf-8"))

        assert named is not None, file
        assert (file.parent / named[1]).is_file(), named[1]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_given_somewhere(code: str) -> None:
    assert docs_generation.severities()[code]


def test_links_within_the_generated_pages_lead_somewhere() -> None:
    for page in (path for path in _PAGES if path.endswith(".md")):
        text = _PAGES[page]()
        anchors = {
            re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
        }
        for target in re.findall(r"\]\((?!https?:)([^)]+)\)", re.sub(r"`[^`]*`", "", text)):
            if target.startswith("#"):
                assert target[1:] in anchors, f"{page}: {target}"
            else:
                assert (_TOP / "docs" / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_and_option_is_described(name: str) -> None:
    command = docs_generation.commands()[name]

    assert command.help
    assert command.get_short_help_str(limit=200).startswith(cli.COMMANDS[name].rstrip(".").split(";")[0])
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_readme_names_every_target_and_command() -> None:
    text = (_TOP / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.* ## \S", (_TOP / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = [f"make {target}" for target in targets if target != "help"]  # which is what `make` alone does
    wanted += [f"assembler {name}" for name in cli.COMMANDS]

    assert [words for words in wanted if not re.search(rf"{words}\b", text)] == []


def test_changes_are_written_down() -> None:
    text = (_TOP / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## ", text, flags=re.MULTILINE)


_ELSEWHERE = re.compile(
    r"pypi\.org|pythonhosted|npmjs|crates\.io|docker\.io|ghcr\.io|deb\.debian\.org|archive\.ubuntu|registry\.\w"
    r"|(?<![\w.])(?:/home/|/root/|/Users/|/work/|/tmp/|/opt/|[A-Z]:\\)"
)


def test_no_page_names_a_registry_or_a_place_on_some_machine() -> None:
    pages = [*_TOP.glob("*.md"), *_TOP.glob("docs/**/*.md"), *_TOP.glob("docs/**/*.json")]
    assert len(pages) > 5

    found = {str(page.relative_to(_TOP)): _ELSEWHERE.findall(page.read_text(encoding="utf-8")) for page in pages}

    assert {page: places for page, places in found.items() if places} == {}
