"""Pairing: which file and which sentence is the translation of which, down to segments."""
