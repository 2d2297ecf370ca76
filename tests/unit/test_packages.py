"""Which script a character is of, and how to get a font for it."""

from __future__ import annotations

import os
import shutil

import pytest

from assembler.packages import SCRIPTS, font_hint, script_of


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("\u0bae", "Tamil"),
        ("\u0bc0", "Tamil"),
        ("\u0be7", "Tamil"),
        ("\u0e01", "Thai"),
        ("\u0915", "Devanagari"),
        ("\u060c", "Arabic"),
        ("\u05d0", "Hebrew"),
        ("漢", "Chinese, simplified"),
        ("。", "Chinese, simplified"),
        ("\u3105", "Chinese, traditional"),
        ("か", "Japanese"),
        ("ー", "Japanese"),
        ("한", "Korean"),
        ("\u0995", "Bengali"),
        ("\u0981", "Bengali"),
        ("\u10d0", "Georgian"),
        ("\u0531", "Armenian"),
        ("\ua78c", None),
        ("\u02b0", None),
        ("☎", None),
        ("€", None),
        ("😀", None),
        ("\U0001d400", None),
        ("\ue123", None),
    ],
)
def test_the_script_of_a_character(character: str, script: str | None) -> None:
    assert script_of(character) == script


def test_a_font_is_had_by_the_command_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    command = "sudo apt-get install --no-install-recommends fonts-noto-core"
    assert font_hint("Tamil") == f"install a font for it: {command}"

    monkeypatch.setattr(shutil, "which", lambda *_: None)
    named = "in Debian it comes with fonts-noto-core, in Homebrew with font-noto-sans-tamil"
    assert font_hint("Tamil") == f"install a font for it ({named})"


def test_a_script_that_the_table_lacks_has_a_hint_too() -> None:
    assert "Bengali" not in SCRIPTS
    assert font_hint("Bengali") == "install a font for it, such as Noto Sans Bengali"
