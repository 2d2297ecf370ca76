"""Garbage: when Python need not look for it, since what is made stays. To look takes a tenth of the time and more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Looks for no garbage within."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def kept() -> Iterator[None]:
    """Looks for no garbage within, and later not among what was made within: modules, mostly."""
    with uncollected():
        yield
        gc.freeze()
