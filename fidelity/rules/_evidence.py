"""One line of evidence, as the rules that compare the two sides write it."""

from __future__ import annotations

from fidelity.model import Evidence


def line(engine: str, family: str, query: str, reason: str) -> Evidence:
    """Write a line that no answer of an engine stands behind.

    Args:
        engine: the data file, rule key or encoder that says it.
        family: what it belongs to; lines of one family are one voice.
        query: the wording that it is about.
        reason: what it says, for a translator.
    """
    return Evidence(engine, family, query, (), "unknown", None, reason, None)
