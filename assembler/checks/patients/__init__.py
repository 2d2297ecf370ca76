"""Patient confidentiality: what in a text may tell who a patient is. Checks of an application before a build.

Sources: GMC, Confidentiality (no identifiable patient in work or logbooks); HIPAA safe harbor, 45 CFR 164.514(b)(2)
(18 identifiers; dates but the year; ages over 89); UK guidance (age for date of birth, a case number of one's own for
the hospital's). They warn. No check can certify that a text identifies nobody.
"""

from __future__ import annotations

from assembler.checks.patients.counts import patient_rare, small_count
from assembler.checks.patients.dates import patient_age, patient_date
from assembler.checks.patients.numbers import patient_contact, patient_record
from assembler.checks.patients.people import patient_initials, patient_place
from assembler.checks.subject import Check

CHECKS: tuple[Check, ...] = (
    patient_record,
    patient_date,
    patient_age,
    patient_initials,
    patient_contact,
    patient_place,
    patient_rare,
    small_count,
)
