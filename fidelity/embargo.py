"""Until when nothing of a document may leave the machine, whatever else is allowed.

An embargo is written as a day, which is its last one (in UTC), or as a moment with its time zone.
What is no day is refused, because a document would go out that somebody meant to hold back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

ADVICE = "write a day, such as 2027-06-30, or a moment with its zone: 2027-06-30T10:00+02:00"


@dataclass(frozen=True, slots=True)
class Embargo:
    """An embargo on the files that a pattern of the settings means."""

    path: str
    """A pattern, as seen from the working folder; see ``fidelity.gating.scope.matches``."""
    until: str


def ends(until: str) -> datetime:
    """Say at which moment an embargo is over.

    Args:
        until: its last day, or the moment itself.

    Raises:
        ValueError: it is neither, or a moment without a time zone.
    """
    written = until.strip()
    if len(written) == len("2027-06-30"):
        last = date.fromisoformat(written)
        return datetime.combine(last, time(), UTC) + timedelta(days=1)
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment


def holds(until: str, now: datetime | None = None) -> bool:
    """Say whether an embargo still holds.

    Args:
        until: as for ``ends``.
        now: the moment, with its time zone; null: now.

    Raises:
        ValueError: as for ``ends``.
    """
    try:
        return (now or datetime.now(UTC)) < ends(until)
    except OverflowError:  # the last day there is
        return True
