"""Scoring: how little speaks against the translation of a segment."""
