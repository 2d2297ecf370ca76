"""The review of an application: all checks of what a person wrote, before anything is made, and what they set aside."""

from __future__ import annotations

from assembler.checks.application import CHECKS
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic
from assembler.loading import TEXTS, Applicant
from assembler.schema.dates import PartialDate


def subject_of(applicant: Applicant, today: PartialDate) -> Subject:
    """What checks look at of `applicant` on the day `today`."""
    return Subject(
        profile=applicant.profile,
        programs=applicant.programs,
        today=today,
        data=applicant.data,
        program_data=applicant.program_data,
        texts={
            (document, name): tuple(
                one for section in applicant.texts.get((document, name), ()) for one in section.passages
            )
            for document in TEXTS
            for name in applicant.programs
        },
        letters=applicant.letters,
    )


def review(applicant: Applicant, today: PartialDate) -> list[Diagnostic]:
    """What all checks find in `applicant`, each finding once."""
    subject = subject_of(applicant, today)
    return list(dict.fromkeys(found for check in CHECKS for found in check(subject)))
