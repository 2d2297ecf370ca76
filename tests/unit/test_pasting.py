"""Pasting: every character that ASCII lacks is replaced or listed, none is dropped unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.pasting import REPLACED, as_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“It’s” – she said—twice…", '"It\'s" - she said--twice...'),
        ("5\u202fµg × 2 ≥ 10 °C", "5 mcg x 2 >= 10 degrees C"),
        ("at 37°C, turned by 45°, 90 ° in all", "at 37 degrees C, turned by 45 degrees, 90 degrees in all"),
        (
            "2½ years, 1⅔ of ¾, 10⁶ and 10⁻³ cells, 4 × 10⁹/L",
            "2 1/2 years, 1 2/3 of 3/4, 10^6 and 10^-3 cells, 4 x 10^9/L",
        ),
        ("kg/m², Ca²⁺, Na⁺, CO₂", "kg/m^2, Ca2+, Na+, CO2"),
        ("€500, 500 €, 20£", "EUR 500, 500 EUR, 20 GBP"),
        ("µ-opioid, μ-opioid, 5 µL, 5 μg/kg, 800 Ω", "mu-opioid, mu-opioid, 5 uL, 5 mcg/kg, 800 ohm"),
        ("TNF-α, β-blocker, λ, Δ", "TNF-alpha, beta-blocker, lambda, Delta"),
        ("Müller, Škoda, Nguyễn, Øster, Łódź, Straße", "Muller, Skoda, Nguyen, Oster, Lodz, Strasse"),
        ("½ of x², ﬁrst", "1/2 of x^2, first"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("plain\nlines\n\nstay", "plain\nlines\n\nstay"),
    ],
)
def test_what_is_written_in_its_place(text: str, plain: str) -> None:
    made = as_plain(text)
    assert made.text == plain
    assert made.left == {}


def test_what_has_no_form_in_ascii_stays_and_is_counted() -> None:
    made = as_plain("痛み and боль and боль, Θεσσαλονίκη")
    assert made.text == "痛み and боль and боль, Θεσσαλονίκη"
    assert made.left["σ"] == 2
    assert made.left["б"] == 2
    assert "痛" in made.left


def test_every_replacement_is_in_ascii() -> None:
    assert all(instead.isascii() and not sign.isascii() for sign, instead in REPLACED.items())


@given(st.text())
def test_nothing_is_lost_unsaid_and_twice_is_as_once(text: str) -> None:
    made = as_plain(text)
    assert {letter for letter in made.text if not letter.isascii()} == set(made.left)
    assert as_plain(made.text).text == made.text
    assert not set(made.replaced) & set(made.left)
    assert as_plain(text.encode("ascii", "ignore").decode()).replaced == {}
