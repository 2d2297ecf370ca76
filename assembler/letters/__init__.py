"""Letters of recommendation: how each stands and what to do next, and setting that in `letters.yaml`."""

from assembler.letters.editing import edit_letter, with_letter
from assembler.letters.standing import Standing, standings

__all__ = ["Standing", "edit_letter", "standings", "with_letter"]
