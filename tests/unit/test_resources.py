"""Templates, fonts and samples are found in a checkout and in an installed wheel."""

from pathlib import Path

import pytest

from assembler import resources

_TOP = Path(__file__).parents[2]


def test_in_a_checkout_they_lie_at_its_top() -> None:
    assert resources.templates() == _TOP / "templates"
    assert resources.fonts() == _TOP / "templates" / "fonts"
    assert resources.samples() == _TOP / "profiles"


def test_in_a_wheel_they_lie_within_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "assembler"
    for name in ("templates", "profiles"):
        (package / "_data" / name).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)

    assert resources.templates() == package / "_data" / "templates"
    assert resources.fonts() == package / "_data" / "templates" / "fonts"
    assert resources.samples() == package / "_data" / "profiles"


def test_the_theme_and_the_fonts_are_there() -> None:
    assert (resources.templates() / "theme.yaml").is_file()
    assert (resources.fonts() / "fonts.conf").is_file()


@pytest.mark.parametrize("family", ["Carlito", "LiberationSerif"])
def test_each_font_family_has_four_faces_and_its_licence(family: str) -> None:
    faces = {font.stem for font in resources.fonts().glob(f"{family}-*.ttf")}

    assert faces == {f"{family}-{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic")}
    licence = (resources.fonts() / f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
