"""`make bench`: everything that is claimed about speed and size, measured beside the peers in one run.

Writes docs/benchmarks.md between its markers, its pictures, and results.json beside this file, after every
section; a quick run writes into .venv-bench/quick/ instead.

Usage: python -m benchmarks.speed.run [--quick] [--only SECTION,…]
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.speed.bench import PYTHON, QUICK, Bench, Result, Size, cores
from benchmarks.speed.measure import run
from benchmarks.speed.peers import FOLDER, HERE, MissingError, rendercv, versions
from benchmarks.speed.report import BEGIN, END, HEADER, table, write
from benchmarks.speed.sections import SECTIONS

TOP = HERE.parents[1]
_OURS = ("weasyprint", "python-docx", "pydantic", "jinja2")
_PEERS = ("weasyprint", "python-docx", "docxtpl", "typst")


@dataclass(frozen=True)
class Places:
    """Where results go."""

    page: Path
    pictures: Path
    numbers: Path


FULL = Places(TOP / "docs" / "benchmarks.md", TOP / "docs" / "images", HERE / "results.json")


def main() -> int:
    """Measure, and write what came of it; 1 where a section failed."""
    parser = argparse.ArgumentParser(
        description="Measure speed and size beside the peers, and write docs/benchmarks.md."
    )
    parser.add_argument("--quick", action="store_true", help="a small run of two minutes, which docs/ do not see")
    parser.add_argument(
        "--only", metavar="SECTION,…", help=f"some of: {', '.join(SECTIONS)}; the others stay as they are"
    )
    choice = parser.parse_args()
    wanted = choice.only.split(",") if choice.only else list(SECTIONS)
    if unknown := set(wanted) - set(SECTIONS):
        parser.error(f"there is no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    begun = time.monotonic()

    def say(text: str) -> None:
        sys.stderr.write(f"{time.monotonic() - begun:6.0f} s  {text}\n")
        sys.stderr.flush()

    places = _quick() if choice.quick else FULL
    run([PYTHON, "-m", "compileall", "-q", TOP / "assembler"])
    failed = []
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        bench = Bench(QUICK if choice.quick else Size(), Path(top), say)
        try:
            machine = _machine(bench)
        except MissingError as failure:
            say(f"the peers that all is measured beside cannot be had: {failure}")
            return 1
        for name in (name for name in SECTIONS if name in wanted):
            say(f"{name} …")
            try:
                code = _code()
                result = SECTIONS[name](bench)
                if _code() != code:
                    raise RuntimeError("the code was changed while it was measured; nothing of it is kept")  # noqa: TRY301
                _keep(places, machine, name, result)
            except (RuntimeError, MissingError, subprocess.CalledProcessError) as failure:
                say(f"{name} failed: {failure}")
                failed.append(name)
    say(f"done; written to {places.page.relative_to(TOP)}" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def _quick() -> Places:
    """A page of its own, empty but for the markers."""
    folder = FOLDER / "quick"
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "benchmarks.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    (folder / "results.json").unlink(missing_ok=True)
    return Places(page, folder / "images", folder / "results.json")


def _code() -> str:
    """A hash of all that decides what a build does: an edit meanwhile makes every document new."""
    whole = (path for top in ("assembler", "templates") for path in (TOP / top).rglob("*"))
    digest = sha256()
    for path in sorted(path for path in whole if path.is_file() and path.parent.name != "__pycache__"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _keep(places: Places, machine: dict[str, str], name: str, result: Result) -> None:
    """Add a section to what earlier ones left, and write everything anew."""
    held = json.loads(places.numbers.read_text(encoding="utf-8")) if places.numbers.is_file() else {}
    held[name] = {
        "machine": machine,
        "rows": [row.cells for row in result.rows],
        "more": result.more,
        "raw": result.raw,
    }
    held = {name: held[name] for name in SECTIONS if name in held}
    places.numbers.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    places.pictures.mkdir(parents=True, exist_ok=True)
    for file, drawn in result.pictures.items():
        (places.pictures / file).write_text(drawn, encoding="utf-8", newline="\n")
    write(places.page, page_of(held))


def page_of(held: dict[str, Any]) -> str:
    """What is written between the markers: on what it was measured, the table of claims, and what sections add."""
    rows = [row for section in held.values() for row in section["rows"]]
    runs: dict[str, list[str]] = {}
    for name, section in held.items():
        runs.setdefault("; ".join(f"{key} {value}" for key, value in section["machine"].items()), []).append(name)
    told = [f"- {', '.join(names)}: {machine}" for machine, names in runs.items()]
    more = "\n\n".join(section["more"].strip() for section in held.values() if section["more"])
    return "\n".join(["Measured on:", "", *told, "", table(HEADER, rows), "", more])


def _machine(bench: Bench) -> dict[str, str]:
    """When, on what and with which versions this run measures."""
    commit = _said(["git", "-C", str(TOP), "rev-parse", "--short", "HEAD"]) or "unknown"
    changed = " with changes" if _said(["git", "-C", str(TOP), "status", "--porcelain", "assembler"]) else ""
    named = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _OURS)
    theirs = versions(bench.python, *_PEERS)
    try:
        last = versions(rendercv(bench.say), "rendercv", "typst")
        other = f"RenderCV {last['rendercv']} (Python {last['Python']}, Typst {last['typst']})"
    except MissingError as failure:
        other = f"no RenderCV, since {failure}"
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%-d %B %Y, %H:%M UTC"),
        "processor": f"{processor()}, {cores()} cores",
        "load average before": f"{os.getloadavg()[0]:.2f}",
        "Python": f"{platform.python_version()} on {platform.system()}",
        "commit": commit + changed,
        "with": named,
        "peers": ", ".join(f"{name} {theirs[name]}" for name in _PEERS) + f"; {other}",
    }


def processor() -> str:
    """The name of the processor."""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - fixed


if __name__ == "__main__":
    sys.exit(main())
