"""Versions: Documents of some programs for comparison, without a layout and without a file."""

from __future__ import annotations

import datetime
from pathlib import Path

from assembler.differences import compare
from assembler.document import BulletList, plain, walk
from assembler.versions import versions
from tests.people import house, sample

TODAY = datetime.date(2026, 11, 24)


def test_only_what_is_asked_for_is_made(tmp_path: Path) -> None:
    made, found = versions(
        sample("sample-pain"), house(), tmp_path, ("kallang", "merri-creek"), ("cv", "declaration"), TODAY
    )

    assert found == []
    assert set(made) == {("cv", "kallang"), ("cv", "merri-creek"), ("declaration", "merri-creek")}
    assert list(tmp_path.iterdir()) == []


def test_what_a_page_limit_leaves_out_is_not_known_before_a_build(tmp_path: Path) -> None:
    made, _ = versions(sample("sample-pain"), house(), tmp_path, ("kallang", "merri-creek"), ("cv", "statement"), TODAY)

    assert {name: one.fitted for name, one in made.items()} == {
        ("cv", "kallang"): True,
        ("cv", "merri-creek"): False,
        ("statement", "kallang"): True,
        ("statement", "merri-creek"): True,
    }


def test_settings_name_what_holds_for_the_whole(tmp_path: Path) -> None:
    made, _ = versions(sample("sample-pain"), house(), tmp_path, ("kallang", "calder-bay"), ("cv",), TODAY)
    first, second = made["cv", "kallang"].version, made["cv", "calder-bay"].version

    assert {**first.settings, "title": "", "footer": "", "theme": ""} == {
        "language": "en-GB",
        "dates": "numeric-day-first",
        "order of time": "newest-first",
        "paper": "a4",
        "theme": "",
        "page limit": "none",
        "title": "",
        "footer": "",
    }
    assert {item.name for item in compare(first, second).settings} >= {"language", "dates", "order of time", "paper"}


def test_lines_are_traced_to_the_words_of_the_program(tmp_path: Path) -> None:
    made, _ = versions(sample("sample-pain"), house(), tmp_path, ("kallang",), ("cv",), TODAY)
    version = made["cv", "kallang"].version

    texts = {
        plain(item.content)
        for block in walk(version.document.blocks)
        if isinstance(block, BulletList)
        for item in block.items
    }
    assert version.parts["posts/post-specialist-jb/bullets/2"] in texts
    assert all(ref.count("/") > 1 for ref in version.parts)
