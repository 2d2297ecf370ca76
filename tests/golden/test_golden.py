"""Golden documents: what stands in every document of the samples, as a tree that people can read and compare."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from assembler.plan import plan
from assembler.tasks import Task
from assembler.views import View, plain
from tests.golden.dump import dump
from tests.people import DATE, SAMPLES, composer, house, sample

GOLDEN = Path(__file__).parent


@functools.cache
def tasks() -> dict[str, tuple[str, Task]]:
    """Every document of every sample, by the name of its golden file."""
    return {
        f"{name}-{task.name.replace('/', '-')}": (name, task)
        for name in SAMPLES
        for task in plan(sample(name), house(), composer().words, DATE)
        # A calendar is no document.
        if task.template
    }


def composed(name: str, task: Task, template: str, view: View) -> str:
    document, found = composer().compose(task.document, plain(view), sample(name).pictures, template)
    assert not found
    assert document is not None
    return dump(document)


@pytest.mark.parametrize("case", tasks())
def test_a_document_is_what_it_was(case: str, update_golden: bool) -> None:  # noqa: FBT001 - a fixture
    name, task = tasks()[case]
    view, _ = task.view(DATE, frozenset())
    parts = [(task.template, view), *((one.template, one.view(DATE)) for one in task.enclosed)]
    made, path = "\n".join(composed(name, task, *part) for part in parts), GOLDEN / f"{case}.txt"
    if update_golden:
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "look at the differences, then run 'make golden'"


def test_there_is_no_golden_file_too_many() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(tasks())
