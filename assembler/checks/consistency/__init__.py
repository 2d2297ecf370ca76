"""Consistency: what an applicant says twice and differently, or what cannot be. The checks of this family together.

Facts within the profile stand in `facts`, `overlaps`, `works` and `repeats`; texts against the profile in `agreement`
and `totals`, which look at words by way of the other modules.
"""

from __future__ import annotations

from assembler.checks.consistency import agreement, facts, overlaps, repeats, totals, works
from assembler.checks.subject import Check

CHECKS: tuple[Check, ...] = (
    *overlaps.CHECKS,
    *agreement.CHECKS,
    *facts.CHECKS,
    *totals.CHECKS,
    *works.CHECKS,
    *repeats.CHECKS,
)
"""The checks of this family, in the order in which findings are told."""
