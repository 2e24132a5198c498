"""Observations sorted by the documents that they come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from fidelity.model import Finding, Kind, Level, Place, Span
from fidelity.segments import Segment


class Observed(Protocol):
    """What was seen of one segment, and in which files."""

    @property
    def files(self) -> tuple[str, str]:
        """The files of the source and of the target; of a bilingual file, the same twice."""


O = TypeVar("O", bound=Observed)  # noqa: E741


def files(segment: Segment) -> tuple[str, str]:
    """Name the two files of a segment."""
    return segment.source.file, segment.target.file


def by_document(observations: Iterable[O]) -> dict[tuple[str, str], list[O]]:
    """Sort observations by their files, in the order in which they were made."""
    found: dict[tuple[str, str], list[O]] = {}
    for each in observations:
        found.setdefault(each.files, []).append(each)
    return found


def finding(
    rule: str,
    level: Level,
    message: str,
    places: tuple[Place, Place],
    kind: Kind | None = None,
) -> Finding:
    """Make a finding about two documents as wholes, or about stretches of them.

    Args:
        rule: its name.
        level: how grave it is.
        message: what was found, in words.
        places: where in the source and in the target.
        kind: the kind of drift.
    """
    source, target = (Span(place) for place in places)
    return Finding(rule, level, message, kind=kind, source=source, target=target)
