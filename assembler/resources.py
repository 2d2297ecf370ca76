"""Where the templates, fonts and samples that ship with the package lie: the first thing every other stage asks."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of the HTML templates and theme files."""
    return _shipped("templates")


def fonts() -> Path:
    """The folder of the bundled fonts, their licences and `fonts.conf`."""
    return templates() / "fonts"


def samples() -> Path:
    """The folder that holds the samples. In a checkout it holds people's own profiles too: look for `sample-*`."""
    return _shipped("profiles")


def _shipped(name: str) -> Path:
    """The folder `name`: within the package as a wheel installs it, else at the top of the checkout."""
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
