"""A cohort of invented applicants of real size: profiles/sample-pain varied, the same for the same numbers.

Each applicant has a name, ids, dates and words of their own. Program n is one of the sample's four with another name,
place and deadline; every other block of four asks for the same emphasis as the block before, as programs of one country
do. Four referees write for twenty programs.

Usage: python -m benchmarks.speed.cohort FOLDER APPLICANTS PROGRAMS
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assembler import resources

BASES = ("calder-bay", "kallang", "merri-creek", "wharfe-valley")
"""The programs of the sample, in turn."""

PER_BLOCK = 20
"""So many programs share one set of four referees."""

_SEED = 7
_PLACES = {"calder-bay": "Calder Bay", "kallang": "Kallang Bay", "merri-creek": "Merri Creek"}
_PLACES |= {"wharfe-valley": "Wharfe Valley"}
_FIRST = re.findall(
    r"\w+",
    """Alder Amber Aspen Birch Bracken Briar Cedar Clover Copper Coral Elder Ember Fern Flint Gorse Harbour Hazel
Heather Hollow Indigo Iron Jasper Juniper Kestrel Larch Laurel Linden Maple Marram Meadow""",
)
_SECOND = ("Bay", "Bridge", "Creek", "Ford", "Heights", "Point", "River", "Valley")
_GIVEN = re.findall(
    r"\w+", "Adaeze Bruno Chiara Dilan Emeka Farah Greta Hiroshi Ines Jonas Kavya Leila Mateo Nadia Omar"
)
_FAMILY = re.findall(
    r"\w+",
    """Abrahamsen Bellweather Castellan Dunmore Eskandar Fairbrook Grunwald Halloran Ivanescu Jankovic Kirkbride
Lindqvist Marchetti Norrington Oyelaran Pettersen Quillfeather Rosenthal Silvestri Thorvald""",
)
_REFEREES = {"hamdan": "Hamdan", "teo": "Teo", "kinsella": "Kinsella", "ramanathan": "Ramanathan"}
_WORDS = {
    "patients": ("patients", "adults", "people"),
    "clinic": ("clinic", "service"),
    "weekly": ("weekly", "every week"),
    "wards": ("wards", "units"),
    "wrote": ("wrote", "drafted"),
    "twice": ("twice", "two times"),
}
_DATED = ("presentations", "awards", "courses", "conferences")
"""Sections whose dates depend on no other."""

Tree = Any
"""YAML as plain data: mappings, lists and the text of every scalar."""


class _Texts(yaml.SafeDumper):
    """Writes each text as it was read: what it means is decided by the schema."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - PyYAML's own way

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """No anchors: equal parts are written out, as people do."""
        return True


def write(top: Path, applicants: int, programs: int) -> list[Path]:
    """Write so many applicants with so many programs each below `top`; their folders."""
    return [_applicant(top / f"applicant-{number:03}", number, programs) for number in range(applicants)]


@cache
def _sample(name: str) -> Tree:
    path = resources.samples() / "sample-pain" / name
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - gives texts alone


def _applicant(folder: Path, number: int, programs: int) -> Path:
    chance = random.Random(_SEED * 1000 + number)  # noqa: S311 - equal in every run, and no secret
    blocks = range(-(-programs // PER_BLOCK))
    names = [program_name(n) for n in range(programs)]
    person = _person(number, chance)
    profile = person(_dated(_sample("profile.yaml"), chance))
    referees = profile["referees"]
    profile["referees"] = [_referee(one, block) for block in blocks for one in referees]
    _save(folder / "profile.yaml", profile)
    for n, name in enumerate(names):
        base = _base(number, n)
        _save(folder / "programs" / f"{_slug(name)}.yaml", person(_program(base, name, n, chance)))
    letters = [
        _letter(one, names[n], n)
        for n in range(programs)
        for one in _sample("letters.yaml")["letters"]
        if _base(number, n) in one["programs"]
    ]
    _save(folder / "letters.yaml", person({"schema": "1", "letters": letters}))
    shutil.copytree(resources.samples() / "sample-pain" / "assets", folder / "assets", dirs_exist_ok=True)
    return folder


def _base(number: int, n: int) -> str:
    return BASES[(number + n) % len(BASES)]


def program_name(n: int) -> str:
    """The short name of program `n`, which no other has."""
    second, first = divmod(n, len(_FIRST))
    if second >= len(_SECOND):
        raise ValueError(f"there are names for {len(_FIRST) * len(_SECOND)} programs")
    return f"{_FIRST[first]} {_SECOND[(first + second) % len(_SECOND)]}"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _person(number: int, chance: random.Random) -> Callable[[Tree], Tree]:
    """What makes a tree of the sample that of applicant `number`: names, ids, some words."""
    family = _FAMILY[number % len(_FAMILY)]
    given = _GIVEN[(number // len(_FAMILY) + number) % len(_GIVEN)]
    words = {word: chance.choice(others) for word, others in _WORDS.items()}
    words |= {"Vasanthan": family, "vasanthan": family.lower(), "Meera L.": given, "meera": given.lower()}
    words |= {"ML": given[0], "Meera": given, "0142": f"{number:04}"}
    pattern = re.compile("|".join(rf"\b{re.escape(word)}(?!\w)" for word in words))
    ids = {
        key: f"{key}-{number}" for key in _ids({k: v for k, v in _sample("profile.yaml").items() if k != "referees"})
    }

    def changed(text: str) -> str:
        return ids.get(text) or pattern.sub(lambda found: words[found[0]], text)

    return lambda tree: mapped(tree, changed)


def _ids(tree: Tree) -> list[str]:
    """The id of every entry within `tree`."""
    if isinstance(tree, list):
        return [key for one in tree for key in _ids(one)]
    if isinstance(tree, dict):
        return [*([tree["id"]] if "id" in tree else []), *(key for one in tree.values() for key in _ids(one))]
    return []


def mapped(tree: Tree, change: Callable[[str], str]) -> Tree:
    """`tree` with every text changed, keys aside."""
    if isinstance(tree, list):
        return [mapped(one, change) for one in tree]
    if isinstance(tree, dict):
        return {key: mapped(one, change) for key, one in tree.items()}
    return change(tree)


def _dated(profile: Tree, chance: random.Random) -> Tree:
    """`profile` with other months where they depend on nothing."""

    def entry(one: Tree) -> Tree:
        whole = re.fullmatch(r"(\d{4})-\d\d", one.get("date", ""))
        return {**one, "date": f"{whole[1]}-{chance.randint(1, 10):02}"} if whole else one

    return {key: [entry(one) for one in part] if key in _DATED else part for key, part in profile.items()}


def _referee(one: Tree, block: int) -> Tree:
    """The referee for programs of `block`, who saw the same as the first."""
    if not block:
        return one
    old, new = _REFEREES[one["id"]], _FIRST[block]
    other = mapped(one, lambda text: text.replace(old, new).replace(old.lower(), new.lower()))
    return {**other, "id": f"{one['id']}-{block}"}


def _program(base: str, name: str, n: int, chance: random.Random) -> Tree:
    place, block = _PLACES[base], n // PER_BLOCK
    words = {place: name, place.replace(" ", "").lower(): name.replace(" ", "").lower()}
    pattern = re.compile("|".join(words))
    program = mapped(_sample(f"programs/{base}.yaml"), lambda text: pattern.sub(lambda found: words[found[0]], text))
    turn = n // len(BASES) // 2 % len(program["emphasis"])
    program["emphasis"] = [*program["emphasis"][turn:], *program["emphasis"][:turn]]
    month = program["deadline"]["date"][:7]
    program["deadline"]["date"] = f"{month}-{chance.randint(10, 28)}"
    program["referees"] = [f"{key}-{block}" if block else key for key in program["referees"]]
    return program


def _letter(one: Tree, name: str, n: int) -> Tree:
    block = n // PER_BLOCK
    own = {**one, "programs": [_slug(name)], "referee": f"{one['referee']}-{block}" if block else one["referee"]}
    return {**own, "letter_id": f"{int(one['letter_id']) + n:08}"} if "letter_id" in one else own


def _save(path: Path, tree: Tree) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(tree, Dumper=_Texts, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    print(*write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])), sep="\n")
