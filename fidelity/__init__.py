"""Checks that translated diplomatic wording still means what the original means."""

__version__ = "0.1.0"
