"""Packing: the pages that a briefing tells are those of the pack, however long it was said to be before."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import replace

import pypdf
import pytest

from assembler import packing
from assembler.material import Material
from assembler.pressing import Job, press
from assembler.schema.dates import PartialDate
from assembler.writers import LaidOut, Part, laid_out
from tests import people

TODAY = PartialDate.of(datetime.date(2026, 11, 24))


@pytest.fixture(scope="module")
def material() -> Material:
    return people.material("sample-thin", TODAY)


@pytest.fixture(scope="module")
def job(material: Material) -> Job:
    return next(material.job(task, TODAY) for task in material.tasks if task.enclosed)


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are laid out, by their labels."""
    labels: list[str] = []
    lay = laid_out

    def noted(part: Part) -> LaidOut:
        labels.append(part.label)
        return lay(part)

    monkeypatch.setattr(packing, "laid_out", noted)
    return labels


def test_how_long_a_pack_was_saves_a_layout_and_changes_nothing(material: Material, job: Job, laid: list[str]) -> None:
    first = press(material.composer, job).renderings["pdf"]
    assert first.pages is not None
    laid.clear()
    again = press(material.composer, replace(job, last=first.pages)).renderings["pdf"]
    assert again.data == first.data
    assert sorted(laid) == sorted(set(laid)), "each part once"
    for wrong in (1, first.pages + 1, first.pages + 7):
        laid.clear()
        assert press(material.composer, replace(job, last=wrong)).renderings["pdf"].data == first.data
        assert len(laid) == len(job.enclosed) + 2, "the briefing twice"


def test_what_a_briefing_says_is_enclosed_begins_on_the_page_that_it_tells(material: Material, job: Job) -> None:
    data = press(material.composer, job).renderings["pdf"].data
    reader = pypdf.PdfReader(io.BytesIO(data))
    begins = [reader.get_destination_page_number(one) or 0 for one in reader.outline if not isinstance(one, list)]
    told = re.findall(r"\bpage (\d+)", "".join(page.extract_text() for page in reader.pages[: begins[1]]))
    assert [1 + at for at in begins[1:]] == [*map(int, told)][: len(begins) - 1]
