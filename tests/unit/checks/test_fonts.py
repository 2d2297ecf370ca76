"""Characters that no font has: one finding for each script, with the way to mend it."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from assembler import resources
from assembler.checks import fonts as fonts_check
from assembler.checks.documents import Made, check
from assembler.checks.fonts import glyphs
from assembler.diagnostics import Diagnostic
from assembler.document import Blocks, Document, Field, Inlines, Note, Paragraph, Text, Title
from assembler.packages import SCRIPTS
from tests.people import house

_NAME = "\u0bae\u0bc0\u0bb0\u0bbe"
"""Meera, in Tamil."""

_SAMPLES = {
    "Arabic": "\u0644\u064a\u0644\u0649",
    "Devanagari": "\u092a\u094d\u0930\u093f\u092f\u093e",
    "Tamil": _NAME,
    "Thai": "\u0e2a\u0e21\u0e0a\u0e32\u0e22",
    "Chinese, simplified": "陈伟明",
    "Chinese, traditional": "臺灣大學",
    "Japanese": "佐藤さくら",
    "Korean": "김민준",
}


def t(text: str) -> Inlines:
    return (Text(text),)


def document(*blocks: Any) -> Document:
    made: Blocks = blocks
    return Document("T", "A", "S", "en-GB", "2026", "a4", "cv", "r", "p", made)


def found(*blocks: Any) -> list[Diagnostic]:
    return glyphs(document(*blocks), house().theme)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no font but the bundled ones, and no package manager."""
    monkeypatch.setattr(fonts_check, "_installed", lambda _: False)
    monkeypatch.setattr(shutil, "which", lambda *_: None)


@pytest.mark.usefixtures("bare")
def test_what_the_bundled_fonts_have_is_no_finding() -> None:
    assert found(Paragraph(t("Nguyễn Đặng Łódź Ελλάς Київ – “ok” ≥ 5 µg\u200b\u2060\ufe0f"))) == []


@pytest.mark.usefixtures("bare")
def test_a_script_is_told_once_by_its_first_word_and_its_package() -> None:
    (made,) = found(Title(t(f"Dr {_NAME} \u0b95\u0bc1")), Paragraph(t("\u0b95")))

    assert made.code == "missing-glyph"
    assert made.message == f"no font on this machine has Tamil characters such as '\u0bae' (U+0BAE), in '{_NAME}'"
    assert made.hint is not None
    assert "fonts-noto-core" in made.hint


@pytest.mark.usefixtures("bare")
def test_documents_that_begin_alike_share_a_finding() -> None:
    assert found(Title(t(_NAME)), Paragraph(t("\u0b95"))) == glyphs(document(Title(t(_NAME))), house().theme)


@pytest.mark.usefixtures("bare")
def test_each_script_has_a_finding_of_its_own() -> None:
    made = found(Paragraph(t(f"{_NAME} 漢字 \u0995 ☎")), Paragraph(t("漢")))

    assert [item.message for item in made] == [
        f"no font on this machine has Tamil characters such as '\u0bae' (U+0BAE), in '{_NAME}'",
        "no font on this machine has Chinese characters such as '漢' (U+6F22), in '漢字'",
        "no font on this machine has Bengali characters such as '\u0995' (U+0995), in '\u0995'",
        f"no font on this machine has '☎' (U+260E, BLACK TELEPHONE), in '{_NAME} 漢字 \u0995 ☎'",
    ]
    assert made[-1].hint == "write it in other characters, or install a font that has it"


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("陈伟明医师", "Chinese"),
        ("國立臺灣大學", "Chinese"),
        ("東京大学でブロック", "Japanese"),
        ("대한통증학회지 痛症", "Korean"),
    ],
)
def test_chinese_characters_are_told_by_the_language_they_stand_in(text: str, script: str) -> None:
    (made,) = found(Paragraph(t(text)))

    assert made.message == (
        f"no font on this machine has {script} characters such as '{text[0]}' (U+{ord(text[0]):04X}), "
        f"in '{text.split(maxsplit=1)[0]}'"
    )
    assert "fonts-noto-cjk" in (made.hint or "")


_BUNDLED_ONLY = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>
"""


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="there is no fontconfig to ask")
@pytest.mark.parametrize("script", [name for name in SCRIPTS if name != "Hebrew"])  # Liberation Serif has Hebrew
def test_a_machine_with_the_bundled_fonts_alone_names_character_script_and_package(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = resources.fonts()
    (tmp_path / "fonts.conf").write_text(_BUNDLED_ONLY.format(shipped, tmp_path / "cache"), encoding="utf-8")
    monkeypatch.setattr(fonts_check, "_file", lambda family, style: shipped / f"{family.replace(' ', '')}-{style}.ttf")
    monkeypatch.setattr(resources, "fonts", lambda: tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    fonts_check._installed.cache_clear()
    text = _SAMPLES[script]
    (made,) = found(Paragraph(t(f"Łódź Ελλάς Київ {text}")))
    fonts_check._installed.cache_clear()

    named = script.split(",", maxsplit=1)[0]
    assert made.message.startswith(
        f"no font on this machine has {named} characters such as '{text[0]}' (U+{ord(text[0]):04X}), in '"
    )
    assert SCRIPTS[script].packages.apt in (made.hint or "")


@pytest.mark.usefixtures("bare")
def test_a_word_without_end_is_cut() -> None:
    (made,) = found(Paragraph(t("漢" * 99)))

    assert made.message.endswith(f"in '{'漢' * 24}…'")


@pytest.mark.usefixtures("bare")
def test_other_characters_are_told_together_and_the_rest_counted() -> None:
    (one,) = found(Paragraph(t("\ue123")))
    (many,) = found(Paragraph(t("☎ ☏ ⚕ ⚖ ⚗ ⚘ ⚙ ☎")))

    assert one.message == "no font on this machine has '\ue123' (U+E123, unnamed), in '\ue123'"
    assert many.message.startswith("no font on this machine has '☎' (U+260E, BLACK TELEPHONE), '☏'")
    assert "'⚗' (U+2697, ALEMBIC) and 2 more, in '☎ ☏" in many.message
    assert many.hint == "write them in other characters, or install a font that has them"


@pytest.mark.usefixtures("bare")
def test_emoji_are_to_be_deleted() -> None:
    (one,) = found(Paragraph(t("my motivation for pain medicine is strong 💉 and will remain so for all my life")))
    (two,) = found(Paragraph(t("well 👍🏽 done 👩\u200d⚕\ufe0f")))

    assert (one.code, one.hint) == ("missing-glyph", "delete it; emoji do not print")
    assert one.message == (
        "no font on this machine has the emoji '💉', in '… pain medicine is strong 💉 and will remain so …'"
    )
    assert two.hint == "delete them; emoji do not print"
    assert two.message == "no font on this machine has the emoji '👍', '👩', '⚕', in 'well 👍🏽 done 👩\u200d⚕\ufe0f'"


@pytest.mark.usefixtures("bare")
def test_all_that_is_printed_is_looked_at() -> None:
    """What the layout engine would say of notes, footers and places to write is said here instead."""
    printed = document(
        Note("evidence", t("\u0bae"), t("\u0e01")), Field("a", "Label", (Note("check", (), t("\u0915")),), "\u05d0")
    )
    whole = dataclasses.replace(printed, running="\u0627", page_label="{page} / {pages} \u0995")

    made = glyphs(whole, house().theme)

    scripts = {item.message.split(" has ")[1].split()[0] for item in made}
    assert scripts == {"Tamil", "Thai", "Devanagari", "Hebrew", "Arabic", "Bengali"}


def test_a_font_that_is_installed_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts_check, "_installed", lambda _: True)
    assert check(Made("cv/x", document(Paragraph(t("漢"))), house().theme)) == []


def test_no_font_lists_are_asked_for_where_there_is_no_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    fonts_check._installed.cache_clear()
    assert found(Paragraph(t("漢"))) == []
    fonts_check._installed.cache_clear()


def test_the_fonts_that_a_build_sees_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    asked: list[str] = []

    def run(*_: Any, env: dict[str, str], **__: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append(env["FONTCONFIG_FILE"])
        return subprocess.CompletedProcess((), 0, b"")

    monkeypatch.setattr(subprocess, "run", run)
    fonts_check._installed.cache_clear()
    (made,) = found(Paragraph(t("漢")))
    fonts_check._installed.cache_clear()

    assert made.code == "missing-glyph"
    assert [Path(path) for path in asked] == [resources.fonts() / "fonts.conf"]
