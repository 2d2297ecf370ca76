"""Tailor: joins one profile with one program, or one referee with all programs, into views. Pure functions."""

from assembler.tailor.briefing import asking, briefing_view
from assembler.tailor.cv import cv_view
from assembler.tailor.handing import deadlines, letter_dates, mail_view
from assembler.tailor.papers import PARTS, paper_view
from assembler.tailor.reword import reworded
from assembler.tailor.select import candidates
from assembler.tailor.statement import cover_letter_view, finished, shared_text, statement_view
from assembler.tailor.views import (
    BriefingView,
    CalendarView,
    CvView,
    Decision,
    Enclosure,
    MailView,
    Own,
    PaperView,
    State,
    StatementPart,
    StatementView,
    View,
    plain,
)

__all__ = [
    "PARTS",
    "BriefingView",
    "CalendarView",
    "CvView",
    "Decision",
    "Enclosure",
    "MailView",
    "Own",
    "PaperView",
    "State",
    "StatementPart",
    "StatementView",
    "View",
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
    "plain",
    "reworded",
    "shared_text",
    "statement_view",
]
