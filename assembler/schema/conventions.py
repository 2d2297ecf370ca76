"""The usual conventions, used where a program file says nothing: the order of a CV, the sections of a statement."""

from __future__ import annotations

from pydantic import Field

from assembler.records import Record
from assembler.schema.rules import CvSection, StatementSection
from assembler.schema.types import SchemaVersion


class Conventions(Record):
    """The file `templates/conventions.yaml`."""

    schema_version: SchemaVersion = Field(alias="schema", description="Version of this file's form: 1.")
    cv: tuple[CvSection, ...] = Field(description="Sections of a CV in the usual order.")
    statement: tuple[StatementSection, ...] = Field(description="Sections of a personal statement.")
    cover_letter: tuple[StatementSection, ...] = Field(description="Sections of a cover letter.")
