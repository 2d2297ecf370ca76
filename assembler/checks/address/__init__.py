"""Addresses: texts that name another program, its place, its people or its portal, or fit any program at all.

Checks of what a person wrote, before a build. Guides for applicants warn of wrong names, misspelt faculty and texts
that could be swapped between programs (residencyadvisor.com; the Siegel notes of program directors). What is the
applicant's own as well, a place of their career or a director who is their referee, is no mistake.
"""

from __future__ import annotations

from assembler.checks.address.facts import boilerplate, no_program_fact
from assembler.checks.address.names_of_others import wrong_person, wrong_place, wrong_program
from assembler.checks.address.portals import wrong_portal
from assembler.checks.address.spelling import name_misspelt
from assembler.checks.subject import Check

CHECKS: tuple[Check, ...] = (
    wrong_program,
    wrong_place,
    wrong_person,
    wrong_portal,
    name_misspelt,
    boilerplate,
    no_program_fact,
)
