"""Gating: what of all that was found counts, and what it means for the exit status."""
