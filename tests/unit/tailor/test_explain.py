"""`--explain`: every entry, bullet and logbook row stands in every view exactly once, counted here from the files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assembler import resources
from assembler.plan import plan
from assembler.views import Decision
from tests.people import DATE, SAMPLES, composer, house, sample

NOT_ENTRIES = {"schema", "specialty", "name", "contact", "links", "personal", "current_post", "eligibility", "notes"}


def named(section: str, items: Any) -> list[str]:
    """The names of the entries of one list, and of the bullets and rows within them."""
    refs = []
    for place, item in enumerate(items, 1):
        whole = item if isinstance(item, dict) else {}
        ref = f"{section}/{whole.get('id', place)}"
        refs.append(ref)
        for kind in ("bullets", "rows"):
            for number, part in enumerate(whole.get(kind) or (), 1):
                own = part.get("id") if isinstance(part, dict) else None
                refs.append(f"{ref}/{own}" if own else f"{ref}/{kind}/{number}")
    return refs


def enumerated(path: Path) -> list[str]:
    """The names of all entries in a profile file, read without the package."""
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes only texts
    refs = []
    for section, value in data.items():
        if section in ("motivation", "career_plan"):
            for part, items in value.items():
                refs += named(f"{section}.{part}", items)
        elif section not in NOT_ENTRIES:
            refs += named(section, value)
    return refs


def attractions(path: Path) -> list[str]:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - as above
    return named("program.attractions", data.get("attractions", ()))


HANDED_OVER = {"request", "reminder", "thanks", "dates", "deadlines"}
"""Mails and calendars: no entry of the profile stands in them, as none does in a final text."""


def decided(name: str) -> dict[str, list[Decision]]:
    views: dict[str, list[Decision]] = {}
    for task in plan(sample(name), house(), composer().words, DATE):
        if task.final or task.document in HANDED_OVER:
            continue
        for cuts in (frozenset[str](), frozenset(task.cuts[: len(task.cuts) // 2]), frozenset(task.cuts)):
            _, decisions = task.view(DATE, cuts)
            views[f"{task.name} without {len(cuts)}"] = list(decisions)
            assert {item.view for item in decisions} == {task.name}
    return views


@pytest.mark.parametrize("name", SAMPLES)
def test_every_view_decides_on_everything_once(name: str) -> None:
    folder = resources.samples() / name
    everything = enumerated(folder / "profile.yaml")
    assert len(everything) == len(set(everything)) > 20
    views = decided(name)
    for view, decisions in views.items():
        expected = Counter(everything)
        if view.startswith(("statement/", "cover-letter/")):
            program = view.split("/")[1].split(" ")[0]
            expected.update(attractions(folder / "programs" / f"{program}.yaml"))
        assert Counter(item.entry for item in decisions) == expected, view


@pytest.mark.parametrize("name", SAMPLES)
def test_every_decision_has_a_reason_and_the_line_of_its_entry(name: str) -> None:
    folder = resources.samples() / name
    files: dict[str, list[str]] = {}
    for decisions in decided(name).values():
        for item in decisions:
            assert item.reason
            assert item.decision in {"in", "moved", "out"}
            assert item.mark is not None
            lines = files.setdefault(item.mark.file, Path(item.mark.file).read_text(encoding="utf-8").splitlines())
            assert Path(item.mark.file).is_relative_to(folder) or not Path(item.mark.file).is_absolute()
            assert lines[item.mark.line - 1][: item.mark.column - 1].strip() in {"-", ""}, item


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_views_show_is_what_they_say_is_in(name: str) -> None:
    for task in plan(sample(name), house(), composer().words, DATE):
        view, decisions = task.view(DATE, frozenset())
        said = {item.entry for item in decisions if item.decision != "out"}
        shown = {
            ref
            for ref in refs_in(view)
            if not ref.startswith(("summary/", "referees/", "eligibility", "personal", "declaration"))
        }
        assert shown <= said, task.name


def refs_in(value: Any) -> set[str]:
    found: set[str] = set()
    if hasattr(value, "__dataclass_fields__"):
        ref = getattr(value, "ref", None)
        found |= {ref} if isinstance(ref, str) else set()
        for field in value.__dataclass_fields__:
            found |= refs_in(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            found |= refs_in(item)
    return found
