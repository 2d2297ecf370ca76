"""Material: all that the documents of one applicant are made from, and the plan of them; handed to workers whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from assembler import freshness
from assembler.compose import Composer, Picture
from assembler.diagnostics import Diagnostic
from assembler.house import House, load_house
from assembler.loading import Applicant, load_applicant
from assembler.plan import plan
from assembler.schema.dates import PartialDate
from assembler.tailor import View
from assembler.tasks import Task


@dataclass(frozen=True)
class Material:
    """What is read of one applicant and of the house, on the day `today`. It can be pickled, without where it stood."""

    applicant: Applicant
    house: House
    today: PartialDate

    @cached_property
    def composer(self) -> Composer:
        """What makes Documents of views."""
        return Composer(self.house.folders, self.house.languages)

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """Every document of a whole build, in the order of the plan."""
        return plan(self.applicant, self.house, self.composer.words, self.today)

    def task(self, name: str) -> Task:
        """The task of that name. Raises KeyError."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Task]:
        return {task.name: task for task in self.tasks}

    def shown(self, view: View) -> dict[str, Picture]:
        """The pictures that `view` shows; no other document is handed any."""
        return {name: item for name, item in self.applicant.pictures.items() if name == getattr(view, "photo", None)}

    def __reduce__(self) -> tuple[Any, ...]:
        # Documents are made of records; the data that these were read from is several times as large.
        applicant = replace(self.applicant, data=None, program_data={}, photo=None)
        return Material, (applicant, replace(self.house, presets={}), self.today)


def gather(folder: Path, today: PartialDate) -> tuple[Material | None, list[Diagnostic]]:
    """The material of the applicant in `folder`; None where the profile or the house cannot be read."""
    house, found = load_house(freshness.template_folders(folder))
    applicant, more = load_applicant(folder, house)
    whole = Material(applicant, house, today) if applicant is not None and house is not None else None
    return whole, [*found, *more]
