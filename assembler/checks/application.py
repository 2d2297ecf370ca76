"""Every check of an application, by family, in the order in which findings are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from assembler.checks import address, cases, consistency, form, gaps, letters, patients, style, unfinished
from assembler.checks.subject import Check, Subject
from assembler.diagnostics import Diagnostic

FAMILIES: Mapping[str, Sequence[ModuleType]] = {
    "Wrong address": (address,),
    "Unfinished": (unfinished,),
    "Form: what a portal refuses": (form,),
    "Letters of recommendation": (letters,),
    "Consistency": (gaps, cases, consistency),
    "Patient confidentiality": (patients,),
    "Style, as advice": (style,),
}
"""The modules of each family. Each lists its checks in `CHECKS`."""

CHECKS: Sequence[Check] = tuple(check for modules in FAMILIES.values() for one in modules for check in one.CHECKS)
"""Every check, in the order in which findings are told."""


def findings(subject: Subject) -> Iterator[Diagnostic]:
    """What all checks find in an application, as often as they find it."""
    for check in CHECKS:
        yield from check(subject)
