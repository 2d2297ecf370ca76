"""How well the checks do: planted faults that are found at their line, and findings that are false, for each code.

Each case of `cases/` plants one fault into a copy of `base/`, and has a twin with a near miss that must stay silent.

Usage: python -m benchmarks.checks.measure [CASE…]
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from assembler import resources
from assembler.build import build
from assembler.diagnostics import Diagnostic
from assembler.house import House, load_house
from assembler.loading import load_applicant
from assembler.options import Options
from assembler.reviewing import review
from assembler.schema.dates import PartialDate

HERE = Path(__file__).parent
DAY = datetime.date(2026, 11, 20)
"""The day on which everything is read."""

_TEXTS = Options(documents=("statement", "cover-letter"), formats=("txt",), date=DAY, write=False)
"""What is made: the texts, for their limits. Nothing is laid out."""


@dataclass(frozen=True)
class Finding:
    """A finding by its code and its place in the applicant's folder; line 0 where it has none."""

    code: str
    file: str
    line: int
    message: str = ""

    @property
    def place(self) -> tuple[str, str, int]:
        """What makes two findings the same."""
        return self.code, self.file, self.line


@dataclass(frozen=True)
class Outcome:
    """What came of one case: faults that were found and missed, and findings that were false, of fault and twin."""

    name: str
    found: Sequence[Finding]
    missed: Sequence[Finding]
    false: Sequence[Finding]
    twin: Sequence[Finding]


def cases() -> dict[str, Mapping[str, Any]]:
    """Every case by its name."""
    files = sorted((HERE / "cases").glob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}


@cache
def house() -> House:
    """What is the same for every applicant."""
    made, found = load_house((resources.templates(),))
    if made is None:
        raise ValueError(found)
    return made


_OF_TEXTS = ("over-limit", "paste-lost", "file-name")
"""Codes that are told of a text once it is made; all others are told before anything is."""


def findings(folder: Path, code: str | None = None) -> list[Finding]:
    """What is found in the applicant's `folder`; what is told of finished texts only where `code` is one of that."""
    if code in _OF_TEXTS:
        found = build(folder, folder.parent / "output", _TEXTS, DAY, lambda *_: None).diagnostics
    else:
        applicant, found = load_applicant(folder, house())
        found += review(applicant, house(), PartialDate.of(DAY)) if applicant else []
    return [_finding(item, folder) for item in dict.fromkeys(found)]


def _finding(item: Diagnostic, folder: Path) -> Finding:
    if item.mark is None:
        return Finding(item.code, "", 0, item.message)
    file = Path(item.mark.file)
    inside = file.is_relative_to(folder)
    return Finding(
        item.code, file.relative_to(folder).as_posix() if inside else file.name, item.mark.line, item.message
    )


def planted(change: Mapping[str, Any], folder: Path) -> Path:
    """A copy of the clean applicant, changed, in `folder`."""
    copy = folder / "base"
    shutil.copytree(HERE / "base", copy)
    for edit in change.get("edits", ()):
        path = copy / edit["file"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if "append" in edit:
            text += edit["append"]
        else:
            if text.count(edit["replace"]) != 1:
                raise ValueError(f"{edit['file']} has {text.count(edit['replace'])} times: {edit['replace']}")
            text = text.replace(edit["replace"], edit["with"])
        path.write_text(text, encoding="utf-8")
    for picture in change.get("pictures", ()):
        _draw(copy / picture["file"], picture)
    return copy


def _draw(path: Path, picture: Mapping[str, Any]) -> None:
    drawn = Image.effect_noise((picture["width"], picture["height"]), 40).convert("RGB")
    exif = Image.Exif()
    if picture.get("exif"):
        exif[0x0132] = "2024:05:17 10:00:00"
        exif[0x0110] = "Telephone"
    drawn.save(path, quality=picture.get("quality", 85), exif=exif)


def wanted(case: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    """Where the fault of `case` is to be found, in the changed copy `folder`: nowhere, where it has no place."""
    for place in case["expect"]:
        if not place["file"]:
            yield Finding(case["code"], "", 0)
            continue
        lines = (folder / place["file"]).read_text(encoding="utf-8").splitlines()
        (line,) = [number for number, text in enumerate(lines, 1) if place["at"] in text]
        yield Finding(place.get("code", case["code"]), place["file"], line)


def measured(name: str, case: Mapping[str, Any], clean: Iterable[Finding]) -> Outcome:
    """What comes of one case; what is found in the `clean` applicant too does not count."""
    usual = {(item.code, item.message) for item in clean}

    def new(folder: Path) -> list[Finding]:
        return [item for item in findings(folder, case["code"]) if (item.code, item.message) not in usual]

    with tempfile.TemporaryDirectory() as top:
        (fault := Path(top) / "fault").mkdir()
        (twin := Path(top) / "twin").mkdir()
        folder = planted(case, fault)
        expected = list(wanted(case, folder))
        got = new(folder)
        silent = new(planted(case["twin"], twin))
    places, hoped = {item.place for item in got}, {item.place for item in expected}
    return Outcome(
        name,
        [item for item in expected if item.place in places],
        [item for item in expected if item.place not in places],
        [item for item in got if item.place not in hoped],
        silent,
    )


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """For each code how many faults were planted and found, how many findings were false, precision and recall."""
    codes = sorted({item.code for one in outcomes for item in (*one.found, *one.missed, *one.false, *one.twin)})
    rows = ["| code | planted | found | false | precision | recall |", "|---|---|---|---|---|---|"]
    whole = [0, 0, 0]
    for code in codes:
        found = sum(item.code == code for one in outcomes for item in one.found)
        missed = sum(item.code == code for one in outcomes for item in one.missed)
        false = sum(item.code == code for one in outcomes for item in (*one.false, *one.twin))
        rows.append(_row(code, found, missed, false))
        whole = [whole[0] + found, whole[1] + missed, whole[2] + false]
    return [*rows, _row("all", *whole)]


def _row(code: str, found: int, missed: int, false: int) -> str:
    def share(part: int, of: int) -> str:
        return f"{part / of:.2f}" if of else "-"

    cells = (code, found + missed, found, false, share(found, found + false), share(found, found + missed))
    return f"| {' | '.join(map(str, cells))} |"


def main(names: Sequence[str]) -> int:
    """Measure every case, or those of `names`; the exit status is 1 where one is missed or false."""
    clean = findings(HERE / "base", "over-limit")
    for item in clean:
        print(f"clean: {item.code} {item.file}:{item.line} {item.message}")
    outcomes = []
    for name, case in cases().items():
        if not names or any(name.startswith(one) for one in names):
            outcomes.append(one := measured(name, case, clean))
            for what, items in (("missed", one.missed), ("false", one.false), ("false in twin", one.twin)):
                for item in items:
                    print(f"{name}: {what}: {item.code} {item.file}:{item.line} {item.message}")
    print("\n".join(table(outcomes)))
    return int(any(one.missed or one.false or one.twin for one in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
