"""Shares and counts, each with its 95 per cent interval."""

from __future__ import annotations

import math

_Z = 1.959964


def wilson(hits: float, total: int) -> tuple[float, float]:
    """Give the 95 per cent interval of a share (Wilson 1927).

    Args:
        hits: how many; a tie may count half.
        total: of how many.
    """
    if not total:
        return 0.0, 1.0
    share, square = hits / total, _Z * _Z / total
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def poisson(count: int) -> tuple[float, float]:
    """Give the 95 per cent limits of a count (Byar's approximation of the exact ones)."""
    low = count * (1 - 1 / (9 * count) - _Z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + _Z / (3 * math.sqrt(more))) ** 3


def share(hits: float, total: int) -> str:
    """Write a share with its interval."""
    low, high = wilson(hits, total)
    return f"{hits:g}/{total} = {hits / total if total else 0:.3f} [{low:.3f}, {high:.3f}]"


def rate(count: int, words: int) -> str:
    """Write how often something comes in 1,000 words, with its interval.

    Args:
        count: how often it came.
        words: in how many words; at least one.
    """
    low, high = (limit * 1000 / words for limit in poisson(count))
    return f"{count} = {count * 1000 / words:.2f} [{low:.2f}, {high:.2f}] per 1,000 words"
