"""Preloaded: imported by the process that workers are forked from, so that each finds the libraries loaded."""

import contextlib
import gc

import assembler.writers.docx
import assembler.writers.text
from assembler import pressing, workers
from assembler.writers import pdf

# Where a library is missing, the first document says so.
with contextlib.suppress(OSError):
    pdf._engine()  # noqa: SLF001 - what a worker would do first

# What is loaded stays: a worker that looked through it for garbage would only copy it.
gc.freeze()

__all__ = ["assembler", "pressing", "workers"]
