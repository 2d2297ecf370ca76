"""Every check of an application, by family, in the order in which findings are told."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.checks.subject import Check

CHECKS: Sequence[Check] = ()
"""Every check, in the order in which findings are told."""
