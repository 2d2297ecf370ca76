"""The usual conventions, used where a program file says nothing: section order, statement sections, competencies."""

from __future__ import annotations

from pydantic import Field

from assembler.records import Record
from assembler.schema.program import CvSection, StatementSection
from assembler.schema.types import Line, SchemaVersion


class Competency(Record):
    """A heading offered to a referee as a prompt."""

    label: Line = Field(description="Heading.")
    prompt: Line = Field(description="What it is about, in neutral words.")


class Competencies(Record):
    """The lists of competencies that letter forms use."""

    acgme: tuple[Competency, ...]
    carms: tuple[Competency, ...]


class Conventions(Record):
    """The file `templates/conventions.yaml`."""

    schema_version: SchemaVersion = Field(alias="schema", description="Version of this file's form: 1.")
    cv: tuple[CvSection, ...] = Field(description="Sections of a CV in the usual order.")
    statement: tuple[StatementSection, ...] = Field(description="Sections of a personal statement.")
    competencies: Competencies
