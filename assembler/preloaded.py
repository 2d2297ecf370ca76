"""Preloaded: imported by the process that workers are forked from, so that each finds the libraries loaded."""

from contextlib import suppress
from importlib import import_module

from assembler import garbage

# A worker that looked through what is loaded for garbage would only copy it.
with garbage.kept():
    import_module("assembler.workers")
    import_module("assembler.pressing")
    # Labels are measured with it.
    import_module("PIL.ImageFont")
    # Where a library is missing, the first document says so.
    with suppress(OSError):
        import_module("assembler.writers.pdf")._engine()  # noqa: SLF001 - what a worker would do first
