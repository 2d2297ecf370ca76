"""Checks: small functions over program, view, Document and rendering, each with one thing to find."""
