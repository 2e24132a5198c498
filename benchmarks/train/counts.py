"""Says how much each pair counts when weights are learned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.train.fit import Numbers
from benchmarks.train.hear import Row
from fidelity.text import LOOK_ALIKE, likeness

SHARES = {"sense": 0.29, "cognate": 0.25, "look_alike": 0.09, "neighbour": 0.34, "opposite": 0.03}
"""How much each kind of wrong rendering counts: the shares of sense, false friend, near-homonym,
shift of force, scope, modality or quantity, and polarity among the drifts documented in ``cases/``.
Made-up pairs have the shares that are easy to make, which are not those of real mistakes."""


def counted(rows: Sequence[Row]) -> list[Row]:
    """Say how much each wrong rendering of a group counts beside the other wrong ones.

    The kinds count by ``SHARES`` in the whole group; how many of a kind are phrases or look like
    their term is left as it is.
    """
    numbers = Counter(row.pair.kind for row in rows)
    return [
        replace(row, count=SHARES[row.pair.kind] * len(rows) / numbers[row.pair.kind])
        if row.pair.drifted
        else row
        for row in rows
    ]


def counts(rows: Sequence[Row]) -> Numbers:
    """Say how much each row counts.

    Right ones count as much as wrong ones, among those that look like the term and among those that
    do not: most prime equivalents of related languages look alike, and a model would learn from
    them to trust the letters.
    """
    alike = np.array([likeness(row.pair.term, row.pair.rendering) >= LOOK_ALIKE for row in rows])
    drifted = labels(rows) > 0
    found: Numbers = np.array([row.count for row in rows])
    for part in (alike, ~alike):
        right = part & ~drifted
        if right.any():
            found[right] = found[part & drifted].sum() / right.sum()
    weights: Numbers = found * len(rows) / found.sum()
    return weights


def labels(rows: Sequence[Row]) -> Numbers:
    """Give 1 for each drifted row and 0 for each right one."""
    return np.array([row.pair.drifted for row in rows], float)
