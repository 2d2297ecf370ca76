"""A text is cut where its script changes, and knows its direction and its language."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.scripts import EAST_ASIAN, SCRIPTS, chinese, east_asian, foreign, right_to_left, runs, shaped, written_in

YAEL = "\u05d9\u05e2\u05dc"
COHEN = "\u05db\u05d4\u05df"
LAYLA = "\u0644\u064a\u0644\u0649"
MEERA = "மீரா"


def cut(text: str, *, within: bool = False) -> list[tuple[str, str | None]]:
    return [(run.text, run.script) for run in runs(text, within=within)]


@pytest.mark.parametrize("text", ["", "Łódź", "Nguyễn Thị", "Ελένη, Київ – “5 µg”", "1 < 2 😀"])
def test_what_the_bundled_fonts_have_stays_in_one_piece(text: str) -> None:
    assert not foreign(text)
    assert cut(text) == ([(text, None)] if text else [])


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (f"{YAEL} {COHEN}", "he"),
        (LAYLA, "ar"),
        ("प्रिया शर्मा", "hi"),
        ("மீரா வசந்தன்", "ta"),
        ("สมชาย ใจดี", "th"),
        ("陈伟明", EAST_ASIAN),
        ("超音波ガイド下に末梢神経ブロックを実施した。", EAST_ASIAN),
        ("김민준", EAST_ASIAN),
        ("\u3105\u3106", EAST_ASIAN),
        ("\U00020000", EAST_ASIAN),
    ],
)
def test_a_text_in_one_script_is_one_run(text: str, script: str) -> None:
    assert foreign(text)
    assert cut(text) == [(text, script)]


def test_what_has_no_script_goes_with_what_is_on_both_sides() -> None:
    assert cut(f"by {YAEL} {COHEN}, 2024.") == [("by ", None), (f"{YAEL} {COHEN}", "he"), (", 2024.", None)]
    assert cut(f"{MEERA} 12 {MEERA}!") == [(f"{MEERA} 12 {MEERA}", "ta"), ("!", None)]
    assert cut(f"{MEERA} / {YAEL}") == [(MEERA, "ta"), (" / ", None), (YAEL, "he")]


def test_in_a_paragraph_from_the_right_what_has_no_script_runs_with_it() -> None:
    assert cut(f"{YAEL} MRI, {COHEN}.", within=True) == [(f"{YAEL} ", "he"), ("MRI", None), (f", {COHEN}.", "he")]
    assert cut(f"({YAEL})", within=True) == [(f"({YAEL})", "he")]
    assert cut(f"{YAEL} {LAYLA}", within=True) == [(f"{YAEL} ", "he"), (LAYLA, "ar")]
    assert cut(f"{MEERA}.", within=True) == [(MEERA, "ta"), (".", None)]


@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(f"{YAEL}{LAYLA}{MEERA}漢か한 .1a"))
    )
)
def test_runs_are_the_text_and_differ_from_their_neighbours(text: str) -> None:
    for within in (False, True):
        made = runs(text, within=within)
        assert "".join(run.text for run in made) == text
        assert all(run.text for run in made)
        assert all(one.script != other.script for one, other in itertools.pairwise(made))
        assert {run.script for run in made} <= {None, EAST_ASIAN, *SCRIPTS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("12.5 %", False),
        ("Łódź 漢", False),
        (YAEL, True),
        (f"1. {YAEL} 120 MRI {COHEN}", True),
        (f"{YAEL} supervised my clinic.", False),
        (f"At {YAEL} {COHEN} {YAEL}", False),
        ("\u0710\u0712", True),
    ],
)
def test_the_direction_of_a_paragraph(text: str, expected: bool) -> None:  # noqa: FBT001
    assert right_to_left(text) is expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", "ja"), ("ja-JP", "ja"), ("ko_KR", "ko"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"),
        ("zh-hans-SG", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-Hant-CN", "zh-Hant"),
        ("yue", "zh-Hant"), ("yue-Hans", "zh-Hans"), ("en-GB", None), ("he", None), ("", None),
    ],
)  # fmt: skip
def test_the_four_ways_to_draw_chinese_characters(language: str, expected: str | None) -> None:
    assert east_asian(language) == expected


def test_kana_hangul_and_bopomofo_tell_their_language() -> None:
    assert [written_in(text) for text in ("東京で", "대한 痛症", "\u3105", "麻酔", "Łódź")] == [
        "ja", "ko", "zh-Hant", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["麻醉科住院医师", "北京协和医院"], "zh-Hans"),
        (["麻醉科住院醫師", "國立臺灣大學"], "zh-Hant"),
        (["北京"], "zh-Hans"),
        (["Cork", ""], "zh-Hans"),
    ],
)
def test_chinese_is_simplified_or_traditional_by_its_characters(texts: list[str], expected: str) -> None:
    assert chinese(texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nguyễn", False),
        ("e\u0301", True),
        ("प्रिया", True),
        (MEERA, True),
        ("สม", True),
        ("漢字", False),
        (YAEL, False),
        ("\u062c\u062f\u064b\u0627", False),
        (f"{MEERA} {YAEL}", False),
    ],
)
def test_what_is_drawn_in_pieces(text: str, expected: bool) -> None:  # noqa: FBT001
    assert shaped(text) is expected
