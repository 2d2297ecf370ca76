"""File names are safe anywhere, and say whose and what they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given as with_given
from hypothesis import strategies as st

from assembler.names import file_name, full_name, initials, listed_name


def name(surname: str, given: str, document: str = "CV", program: str = "Alpha", suffix: str = ".pdf") -> str:
    return file_name(surname, given, document, program, suffix, (), fallback="sample-pain")


@pytest.mark.parametrize(
    ("surname", "given", "expected"),
    [
        ("Haverkamp", "Nora Ruth", "Haverkamp_NoraRuth_CV_Alpha.pdf"),
        ("van der Berg", "Anne-Marie", "VanDerBerg_Anne-Marie_CV_Alpha.pdf"),
        ("O'Brien", "N. R.", "OBrien_NR_CV_Alpha.pdf"),
        ("O’Brien", "Seán", "OBrien_Sean_CV_Alpha.pdf"),
        ("Müller-Weiß", "Jörg", "Muller-Weiss_Jorg_CV_Alpha.pdf"),
        ("Sørensen", "Ægir", "Sorensen_Aegir_CV_Alpha.pdf"),
        ("Đặng", "Thị Hồng", "Dang_ThiHong_CV_Alpha.pdf"),
        ("Wałęsa", "Łucja", "Walesa_Lucja_CV_Alpha.pdf"),
        ("Þórsdóttir", "Guðrún", "Thorsdottir_Gudrun_CV_Alpha.pdf"),
        ("Yılmaz", "İpek", "Yilmaz_Ipek_CV_Alpha.pdf"),
        ("Tan–Lim", "Wei", "Tan-Lim_Wei_CV_Alpha.pdf"),
        ("陈", "Wei Ming", "WeiMing_CV_Alpha.pdf"),
        ("陈", "伟明", "sample-pain_CV_Alpha.pdf"),
        ("", "", "sample-pain_CV_Alpha.pdf"),
        ('a|b*c?d:e/f\\g"h<i>j', "..", "ABCDEFGHIJ_CV_Alpha.pdf"),
        ("../../etc", "- -", "etc_CV_Alpha.pdf"),
        ("x_y", "-a--b-", "XY_a-b_CV_Alpha.pdf"),
    ],
)
def test_a_persons_name_in_ascii(surname: str, given: str, expected: str) -> None:
    assert name(surname, given) == expected


def test_documents_and_programs() -> None:
    assert name("Tan", "Wei", "Personal statement", "St. Mary's Pain", "docx") == (
        "Tan_Wei_PersonalStatement_StMarysPain.docx"
    )
    assert name("Tan", "Wei", "CV", "us-eras") == "Tan_Wei_CV_us-eras.pdf"
    assert name("Tan", "Wei", "CV", "東京") == "Tan_Wei_CV.pdf"


def test_long_names_are_cut_so_that_each_part_still_speaks() -> None:
    long = name("Tan", "Wei", "CV", "Interdisciplinary " * 9)
    assert long.startswith("Tan_Wei_CV_InterdisciplinaryInterdis")
    assert len(long) == 104
    both = name("Ab" * 80, "Cd" * 80, "CV", "Alpha")
    assert both.endswith("_CV_Alpha.pdf")
    assert len(both) == 104
    assert "-_" not in name("a" + "-b" * 80, "Cd" * 80)


def test_a_taken_name_gets_a_number_whatever_its_case() -> None:
    taken = {"TAN_wei_cv_alpha.pdf", "Tan_Wei_CV_Alpha-2.PDF", "Tan_Wei_CV_Alpha.docx"}
    assert file_name("Tan", "Wei", "CV", "Alpha", ".pdf", taken, fallback="x") == "Tan_Wei_CV_Alpha-3.pdf"
    long = file_name("T" * 200, "", "", "", ".pdf", {"t" * 100 + ".pdf"}, fallback="x")
    assert long == "T" * 98 + "-2.pdf"


@pytest.mark.parametrize("word", ["Con", "AUX", "nul", "Com1", "LPT9"])
def test_windows_device_names_are_avoided(word: str) -> None:
    assert name(word, "", "", "") == f"{word}-2.pdf"


@with_given(st.text(), st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_gives_a_safe_and_free_name(
    surname: str, given: str, document: str, program: str, others: list[str]
) -> None:
    taken: list[str] = []
    for other in (program, program, *others):
        made = file_name(surname, given, document, other, ".pdf", taken, fallback="sample")
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.pdf", made)
        assert made.casefold() not in {each.casefold() for each in taken}
        taken.append(made)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Nora Ruth", "NR"),
        ("N. R.", "NR"),
        ("N.R.", "NR"),
        ("NR", "NR"),
        ("Jean-Pierre", "JP"),
        ("wei ming", "WM"),
        ("E\u0301mile", "É"),
        ("MIA", "M"),
        ("Jung-hee", "JH"),
        ("Thị Minh Khai", "TMK"),
        ("Nur al-Din", "ND"),
        ("Muthu s/o Raman", "MR"),
        ("Maria del Carmen", "MC"),
        ("Maria De Los Angeles", "MDLA"),
        ("Wei Ming (Tony)", "WMT"),
        ("van", "V"),
        ("Олександр Іванович", "ОІ"),
        ("Ελένη", "Ε"),
        ("ßigurd", "S"),
        ("伟明", ""),
        ("\u05d9\u05e2\u05dc", ""),
        ("\u0bae\u0bc0\u0bb0\u0bbe", ""),
        ("", ""),
        ("-- 7", ""),
    ],
)
def test_initials(given: str, expected: str) -> None:
    assert initials(given) == expected


@pytest.mark.parametrize(
    ("given", "family", "order", "full", "listed"),
    [
        ("Nora Ruth", "Haverkamp", "given-first", "Nora Ruth Haverkamp", "Haverkamp NR"),
        ("Jean-Pierre", "van der Berg", "given-first", "Jean-Pierre van der Berg", "van der Berg JP"),
        ("Layla", "al-Masri", "given-first", "Layla al-Masri", "al-Masri L"),
        ("Thị Minh Khai", "Nguyễn", "family-first", "Nguyễn Thị Minh Khai", "Nguyễn TMK"),
        ("Wei Ming", "Tan", "family-first", "Tan Wei Ming", "Tan WM"),
        ("Suharto", None, "given-first", "Suharto", "Suharto"),
        ("Aung San", None, "given-first", "Aung San", "Aung San"),
        ("Muthu s/o Raman", None, "family-first", "Muthu s/o Raman", "Muthu s/o Raman"),
        ("伟明", "陈", "family-first", "陈伟明", "陈伟明"),
        ("美咲", "佐藤", "family-first", "佐藤美咲", "佐藤美咲"),
        ("민준", "김", "family-first", "김민준", "김민준"),
        ("Wei Ming", "陈", "family-first", "陈 Wei Ming", "陈 WM"),
        ("יעל", "כהן", "given-first", "יעל כהן", "יעל כהן"),
        ("ليلى", "المصري", "given-first", "ليلى المصري", "ليلى المصري"),
        ("மீரா", "வசந்தன்", "given-first", "மீரா வசந்தன்", "மீரா வசந்தன்"),
        ("Олександр", "Шевченко", "given-first", "Олександр Шевченко", "Шевченко О"),
    ],
)
def test_names_in_their_order_and_as_author_lists_have_them(
    given: str, family: str | None, order: str, full: str, listed: str
) -> None:
    family_first = order == "family-first"
    assert full_name(given, family, family_first=family_first) == full
    assert listed_name(given, family, family_first=family_first) == listed
