"""What system packages are called, and which brings the fonts of which script: data for `checks` and the doctor."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

INSTALL: Mapping[str, str] = {
    "apt-get": "apt-get install --no-install-recommends",
    "dnf": "dnf install",
    "pacman": "pacman -S",
    "apk": "apk add",
    "brew": "brew install",
}
"""How each package manager installs, in the order in which they are looked for."""


class Packages(NamedTuple):
    """What the packages of one thing are called in Debian, Fedora, Arch, Alpine and Homebrew."""

    apt: str
    dnf: str
    pacman: str
    apk: str
    brew: str


class Script(NamedTuple):
    """How a script is known: the `language` that fontconfig knows it by, what brings a font, how Unicode names it.

    `prefixes` are the first words of its characters' names.
    """

    language: str
    packages: Packages
    prefixes: tuple[str, ...] = ()


def _noto(script: str) -> Packages:
    """The fonts of one script that shares a package with others in Debian and Arch."""
    return Packages(
        "fonts-noto-core",
        f"google-noto-sans-{script}-fonts",
        "noto-fonts",
        f"font-noto-{script}",
        f"--cask font-noto-sans-{script}",
    )


def _noto_cjk(region: str) -> Packages:
    """The fonts of Chinese, Japanese and Korean, which come together but in Homebrew."""
    return Packages(
        "fonts-noto-cjk",
        "google-noto-sans-cjk-fonts",
        "noto-fonts-cjk",
        "font-noto-cjk",
        f"--cask font-noto-sans-cjk-{region}",
    )


_NASKH = Packages(
    "fonts-noto-core",
    "google-noto-naskh-arabic-fonts",
    "noto-fonts",
    "font-noto-arabic",
    "--cask font-noto-naskh-arabic",
)
"""Arabic is set in Naskh: see `templates/fonts/fonts.conf`."""

SCRIPTS: Mapping[str, Script] = {
    "Arabic": Script("ar", _NASKH, ("ARABIC",)),
    "Hebrew": Script("he", _noto("hebrew"), ("HEBREW",)),
    "Devanagari": Script("hi", _noto("devanagari"), ("DEVANAGARI",)),
    "Tamil": Script("ta", _noto("tamil"), ("TAMIL",)),
    "Thai": Script("th", _noto("thai"), ("THAI",)),
    "Chinese, simplified": Script("zh-cn", _noto_cjk("sc"), ("CJK", "IDEOGRAPHIC", "FULLWIDTH")),
    "Chinese, traditional": Script("zh-tw", _noto_cjk("tc"), ("BOPOMOFO",)),
    "Japanese": Script("ja", _noto_cjk("jp"), ("HIRAGANA", "KATAKANA", "HALFWIDTH")),
    "Korean": Script("ko", _noto_cjk("kr"), ("HANGUL",)),
}
"""Scripts that the bundled fonts do not have, as the doctor lists them."""

_BY_PREFIX = {prefix: name for name, script in SCRIPTS.items() for prefix in script.prefixes}
_LETTER = re.compile(r"([A-Z]+) (?:(?:CAPITAL|SMALL) )?(?:LETTER|VOWEL SIGN|SIGN|SYLLABLE|DIGIT) ")
_MIXED = frozenset({"LATIN", "GREEK", "CYRILLIC", "MODIFIER"})
"""First words of letters that the bundled fonts have nearly all of: a rare one is named by itself."""


def script_of(character: str) -> str | None:
    """The script that `character` belongs to, by its Unicode name: a key of `SCRIPTS`, or another such as `Bengali`.

    None for symbols, and for letters of a script that the bundled fonts have.
    """
    name = unicodedata.name(character, "")
    known = _BY_PREFIX.get(name.split(" ")[0].split("-")[0])
    if known is None and (found := _LETTER.match(name)) and found[1] not in _MIXED:
        return found[1].capitalize()
    return known


def font_hint(script: str) -> str:
    """How to get a font for `script`, here."""
    if script not in SCRIPTS:
        return f"install a font for it, such as Noto Sans {script}"
    packages = SCRIPTS[script].packages
    command = install_command(packages)
    return f"install a font for it: {command}" if command else f"install a font for it ({elsewhere(packages)})"


def install_command(packages: Packages) -> str | None:
    """The command that installs `packages` here; None where no package manager is known."""
    for manager, names in zip(INSTALL, packages, strict=True):
        if shutil.which(manager):
            as_root = "" if manager == "brew" or os.geteuid() == 0 else "sudo "
            return f"{as_root}{INSTALL[manager]} {names}"
    return None


def elsewhere(packages: Packages) -> str:
    """What `packages` are called, where the command for this machine is not known."""
    return f"in Debian it comes with {packages.apt}, in Homebrew with {packages.brew.removeprefix('--cask ')}"
