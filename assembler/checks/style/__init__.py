"""Style: what makes a reader of many statements stop reading. Checks of an application, all of them notes.

Sources: S. Siegel's notes of a program director and doctorsintraining.com (no superlatives, no childhood, no running
down, no "my" patients, no repeating the CV); mleresidencytips.com and "Ten Steps", J Grad Med Educ 2022 (paragraphs).
"""

from __future__ import annotations

from assembler.checks.style.notes import cv_overlap, long_paragraph, phrases
from assembler.checks.subject import Check

CHECKS: tuple[Check, ...] = (phrases, long_paragraph, cv_overlap)
"""The checks of style, in the order in which findings are told."""
