"""Tailor: joins one profile with one program, or one referee with all programs, into views. Pure functions."""

from assembler.tailor.briefing import briefing_view
from assembler.tailor.cv import cv_view
from assembler.tailor.papers import PARTS, paper_view
from assembler.tailor.reword import reworded
from assembler.tailor.select import candidates
from assembler.tailor.statement import cover_letter_view, finished, statement_view
from assembler.tailor.views import BriefingView, CvView, Decision, Own, PaperView, State, StatementView, View, plain

__all__ = [
    "PARTS",
    "BriefingView",
    "CvView",
    "Decision",
    "Own",
    "PaperView",
    "State",
    "StatementView",
    "View",
    "briefing_view",
    "candidates",
    "cover_letter_view",
    "cv_view",
    "finished",
    "paper_view",
    "plain",
    "reworded",
    "statement_view",
]
