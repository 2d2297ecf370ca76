"""Pulling: what a person typed into a draft in Word goes into statements/, before a build writes anything over it.

Nothing is decided where Word and Markdown both changed: both stand side by side in a file of conflicts. What a person's
file held is in the history before anything replaces it.
"""

from assembler.pulling.bases import remember
from assembler.pulling.drafts import keep_texts, pull, pull_files
from assembler.pulling.setting import OUTSIDE, Setting, Side, Taken
from assembler.pulling.strangers import not_taken

__all__ = ["OUTSIDE", "Setting", "Side", "Taken", "keep_texts", "not_taken", "pull", "pull_files", "remember"]
