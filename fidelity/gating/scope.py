"""Which files a decision is about: names of files, and patterns for them."""

from __future__ import annotations

import posixpath
import re
from functools import cache

from fidelity.model import Finding, Report
from fidelity.reports._view import shown

_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_WRITTEN = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def named(file: str, base: str | None) -> str:
    """Name a file in one way only, as seen from the working folder.

    Args:
        file: a path as the user named it.
        base: the working folder; null: absolute paths lose their folders.
    """
    return posixpath.normpath(shown(file, base))


def files(finding: Finding, base: str | None) -> frozenset[str]:
    """Name the files that a finding is about: the original and the translation."""
    spans = (finding.source, finding.target)
    return frozenset(named(span.place.file, base) for span in spans if span)


def looked_at(report: Report, base: str | None) -> frozenset[str]:
    """Name the files that a report speaks of, where nobody says which ones were looked at."""
    found = frozenset[str]().union(*(files(finding, base) for finding in report.findings))
    places = [verdict.rendering.place for verdict in report.verdicts]
    places += [item.place for item in report.unchecked]
    return found | {named(place.file, base) for place in places if place}


def matches(pattern: str, file: str) -> bool:
    """Say whether a file is meant by a pattern.

    Args:
        pattern: ``*`` and ``?`` stand for characters within a name, ``**`` for any folders; a
            pattern without a slash is about the name alone, one that ends with a slash is about
            everything in the folder.
        file: a path, as ``named`` writes it.
    """
    if "/" not in pattern:
        return bool(_compiled(pattern).fullmatch(posixpath.basename(file)))
    whole = pattern + "**" if pattern.endswith("/") else pattern
    return bool(_compiled(whole).fullmatch(file))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = _PIECES.findall(pattern)
    return re.compile("".join(_WRITTEN.get(piece, re.escape(piece)) for piece in pieces), re.DOTALL)
