"""Tailor: joins one profile with one program, or one referee with all programs, into views. Pure functions."""

from assembler.tailor.briefing import asking, briefing_view
from assembler.tailor.cv import cv_view
from assembler.tailor.handing import deadlines, letter_dates, mail_view
from assembler.tailor.papers import PARTS, paper_view
from assembler.tailor.reword import reworded
from assembler.tailor.select import candidates
from assembler.tailor.statement import cover_letter_view, finished, shared_text, statement_view

__all__ = [
    "PARTS",
    "asking",
    "briefing_view",
    "candidates",
    "cover_letter_view",
    "cv_view",
    "deadlines",
    "finished",
    "letter_dates",
    "mail_view",
    "paper_view",
    "reworded",
    "shared_text",
    "statement_view",
]
