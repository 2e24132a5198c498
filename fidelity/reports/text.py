"""The report for reading: findings by file, each with its evidence line by line.

The first line of a finding says where, how grave, which rule and which words. Below it stand what
is wrong, how sure that is, both texts with the words in question between ``>>`` and ``<<``, what
each engine answered, and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO

from fidelity.model import (
    Evidence,
    Finding,
    Place,
    Report,
    Span,
    Suppressed,
    Term,
    Unchecked,
    Verdict,
)
from fidelity.protocols import View
from fidelity.reports._columns import Cell, Style, aligned, clean, cut, plural, width
from fidelity.reports._view import finding_key, finding_order, verdict_key, verdict_order, where
from fidelity.reports._words import QUOTED, at, cells, decided, excerpt, in_texts, subject, sure

SUFFIX = ".txt"

_STYLES: Mapping[str, Style] = {
    "error": "red",
    "warning": "yellow",
    "note": "cyan",
    "faithful": "green",
    "drifted": "red",
    "cannot-tell": "yellow",
}
_LISTED = 5
"""Units that could not be checked for one reason, listed one by one unless all are asked for."""
_LEAST = 16
"""Columns that answers and reasons keep on the narrowest terminal."""
_CELLS = 4
"""A full line of evidence: engine, answers, relation, control question."""
_GAP = 2
_TEXT = 160
"""Columns for a line of text where the report does not go to a terminal."""
_INDENT = " " * 4
_DEEPER = " " * 6


def write(
    report: Report, stream: IO[str], *, color: bool = False, view: View | None = None
) -> None:
    """Write a report as text for a translator or an editor.

    Args:
        report: what was found.
        stream: where to.
        color: whether to use ANSI colours.
        view: the working folder, the width of the terminal, the last line, and whether to list the
            verdicts that are no finding.
    """
    view = view or View()
    blocks = [
        *_findings(report, view, color=color),
        *(_verdicts(report, view, color=color) if view.verbose else ()),
        *(_suppressed(report.suppressed, view, color=color) if view.verbose else ()),
        *_unchecked(report.unchecked, view, color=color),
    ]
    if view.verbose and report.signature:
        blocks.append([clean(report.signature)])
    text = "\n\n".join("\n".join(block) for block in blocks)
    for part in (text, view.last_line):
        if part:
            stream.write(part + "\n")


def _findings(report: Report, view: View, *, color: bool) -> Iterator[list[str]]:
    verdicts = {verdict_key(verdict): verdict for verdict in report.verdicts}
    ordered = sorted(report.findings, key=finding_order)
    for _, group in groupby(ordered, key=lambda finding: _file(where(finding))):
        of_file = list(group)
        heads = aligned(
            [_head(finding, verdicts.get(finding_key(finding)), view) for finding in of_file],
            color=color,
        )
        block: list[str] = []
        for head, finding in zip(heads, of_file, strict=True):
            block += [head, *_details(finding, view, color=color)]
        yield block


def _file(place: Place | None) -> str:
    return place.file if place else ""


def _head(finding: Finding, verdict: Verdict | None, view: View) -> list[Cell]:
    return [
        (at(where(finding), view), "bold"),
        (finding.level, _STYLES[finding.level]),
        (finding.rule, ""),
        (_subject(finding, verdict) or clean(finding.message), ""),
    ]


def _subject(finding: Finding, verdict: Verdict | None) -> str:
    """Name both wordings, where the finding is about two."""
    return subject(finding) if verdict is None else _pair(verdict.source, verdict.rendering)


def _pair(source: Term, rendering: Term) -> str:
    return clean(f"{source.text} ({source.language}) → {rendering.text} ({rendering.language})")


def _details(finding: Finding, view: View, *, color: bool) -> Iterator[str]:
    says = [_says(finding), sure(finding.probability), _families(finding.evidence)]
    if any(says):
        yield _INDENT + "   ".join(part for part in says if part)
    if in_texts(finding):
        yield from _texts(finding, view, color=color)
    yield from _evidence(finding.evidence, view, color=color)
    if finding.suggestions:
        yield _INDENT + "instead: " + clean("; ".join(finding.suggestions))


def _says(finding: Finding) -> str:
    """Say what is wrong, unless the head says it."""
    if not in_texts(finding) and finding.meaning and finding.source and finding.source.text:
        return f'means "{clean(finding.meaning)}", not "{clean(finding.source.text)}"'
    return clean(finding.message) if subject(finding) else ""


def _texts(finding: Finding, view: View, *, color: bool) -> list[str]:
    """Quote both texts, the words in question marked."""
    sides: list[tuple[str, Span]] = [
        (name, span)
        for name, span in (("source", finding.source), ("target", finding.target))
        if span is not None
    ]
    places = [at(span.place, view) for _, span in sides]
    taken = len(_DEEPER) + len("source") + 2 * _GAP + max(map(width, places))
    room = max((view.width or _TEXT + taken) - taken, _LEAST)
    rows: list[list[Cell]] = [
        [(name, "dim"), (place, "dim"), (excerpt(span, room), "")]
        for (name, span), place in zip(sides, places, strict=True)
    ]
    return aligned(rows, color=color, indent=_DEEPER)


def _families(evidence: Iterable[Evidence]) -> str:
    """Count the families whose engines speak against the rendering, of those that have a vote."""
    voting = [
        line
        for line in evidence
        if line.query and line.points is not None and line.competent is not False
    ]
    families = {line.family for line in voting}
    against = {line.family for line in voting if line.points is not None and line.points > 0}
    if not families:
        return ""
    word = "engine family" if len(families) == 1 else "engine families"
    return f"{len(against)} of {len(families)} {word}"


def _evidence(evidence: Sequence[Evidence], view: View, *, color: bool) -> list[str]:
    """Write a line per engine; one that had nothing to say is shown only where all is asked for."""
    telling = [line for line in evidence if view.verbose or line.answers or line.points is not None]
    quoted = None if view.verbose else QUOTED
    rows = [[clean(cell) for cell in cells(line, quoted)] for line in telling]
    if view.width is not None and rows:
        rows = _fitted(rows, view.width - len(_DEEPER))
    return aligned([[(cell, "dim") for cell in row] for row in rows], color=color, indent=_DEEPER)


def _fitted(rows: list[list[str]], columns: int) -> list[list[str]]:
    """Shorten the control questions, and then the answers, until the rows fit the terminal."""
    full = [row for row in rows if len(row) == _CELLS]
    wide = [max((width(row[n]) for row in full), default=0) for n in range(_CELLS)]
    for n in (3, 1):
        room = columns - _GAP * (_CELLS - 1) - sum(wide) + wide[n]
        wide[n] = min(wide[n], max(room, _LEAST))
    engine = max(width(row[0]) for row in rows)
    alone = max(columns - _GAP - engine, _LEAST)
    return [
        [cut(cell, wide[n]) for n, cell in enumerate(row)]
        if len(row) == _CELLS
        else [row[0], cut(row[1], alone)]
        for row in rows
    ]


def _verdicts(report: Report, view: View, *, color: bool) -> Iterator[list[str]]:
    """List the verdicts that no finding shows."""
    found = {finding_key(finding) for finding in report.findings if finding.evidence}
    rest = sorted(
        (verdict for verdict in report.verdicts if verdict_key(verdict) not in found),
        key=verdict_order,
    )
    if not rest:
        return
    heads = aligned([_verdict(verdict, view) for verdict in rest], color=color)
    block: list[str] = []
    for head, verdict in zip(heads, rest, strict=True):
        block += [head, *_evidence(verdict.evidence, view, color=color)]
    yield block


def _verdict(verdict: Verdict, view: View) -> list[Cell]:
    return [
        (at(verdict.rendering.place, view), "bold"),
        (verdict.verdict.replace("-", " "), _STYLES[verdict.verdict]),
        (sure(verdict.probability) or "no evidence", ""),
        (_pair(verdict.source, verdict.rendering), ""),
    ]


def _suppressed(items: Sequence[Suppressed], view: View, *, color: bool) -> Iterator[list[str]]:
    """List the findings that somebody decided to let stand, and why."""
    if items:
        ordered = sorted(items, key=lambda item: finding_order(item.finding))
        rows: list[list[Cell]] = [
            [
                (at(where(item.finding), view), "bold"),
                ("let stand", "dim"),
                (item.finding.rule, ""),
                (decided(item, view), "dim"),
            ]
            for item in ordered
        ]
        yield aligned(rows, color=color)


def _unchecked(items: Sequence[Unchecked], view: View, *, color: bool) -> Iterator[list[str]]:
    """List what was not judged, a few of each kind unless all are asked for."""
    kinds: dict[tuple[str, str], list[Unchecked]] = {}
    for item in items:
        kinds.setdefault((item.engine or "", item.reason), []).append(item)
    rows: list[list[Cell]] = []
    for (engine, reason), alike in sorted(kinds.items()):
        listed = alike if view.verbose else alike[:_LISTED]
        rows += [
            [(at(item.place, view), "bold"), ("unchecked", "yellow"), (clean(item.message), "")]
            for item in listed
        ]
        if more := len(alike) - len(listed):
            of = " ".join(part for part in (engine, reason) if part)
            words = f"{plural(more, 'more line')} like these ({of}); --verbose lists them"
            rows.append([("-", "bold"), ("unchecked", "yellow"), (clean(words), "")])
    if rows:
        yield aligned(rows, color=color)
