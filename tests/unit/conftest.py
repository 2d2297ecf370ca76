"""Fixtures that tests of several rooms share."""

from tests.desk import desk

__all__ = ["desk"]
