"""What a build is asked to do: the one record that goes from the command line through the whole pipeline."""

from __future__ import annotations

import datetime
from typing import NamedTuple


class Options(NamedTuple):
    """What to build. Empty tuples mean all. `date` is that of the documents, where one is given.

    `final` insists on finished texts; without `explain` no decisions are kept. A tuple, since a build with nothing new
    would wait for a dataclass to be made.
    """

    programs: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    date: datetime.date | None = None
    force: bool = False
    write: bool = True
    final: bool = False
    explain: bool = True

    def asked(self, today: datetime.date) -> dict[str, object]:
        """What enters the key of a build. The day counts where no date is given, since deadlines pass."""
        return {
            "programs": sorted(self.programs),
            "documents": sorted(self.documents),
            "formats": sorted(self.formats),
            "final": self.final,
            "date": self.date.isoformat() if self.date else None,
            "today": None if self.date else today.isoformat(),
        }
