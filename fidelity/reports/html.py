"""A page to be read: both texts side by side, the words in question marked.

One file without scripts that loads nothing, so it can be sent by mail, kept as a build artifact and
printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import IO

from fidelity.model import Evidence, Finding, Report, Span, Suppressed, Unchecked, Verdict
from fidelity.protocols import View
from fidelity.reports._columns import clean, plural
from fidelity.reports._page import page
from fidelity.reports._view import counts, finding_order, shown, verdict_order, where
from fidelity.reports._words import QUOTED, at, cells, decided, fault, split, sure

SUFFIX = ".html"

_SIDES = ("original", "translation")


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as one HTML page.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder, how the run ended, and whether to list the verdicts that are no
            finding.
    """
    view = view or View()
    parts = [
        "<h1>fidelity</h1>",
        f"<p>{_text(view.last_line or _summary(report))}</p>",
        *_unchecked(report.unchecked, view),
        *_findings(report, view),
        *_suppressed(report.suppressed, view),
        *(_verdicts(report.verdicts, view) if view.verbose else ()),
        f'<footer><p class="place">{_text(report.signature)}</p></footer>',
    ]
    stream.write(page("fidelity: " + _summary(report), "\n".join(parts)))


def _text(text: str) -> str:
    return escape(clean(text))


def _summary(report: Report) -> str:
    count = counts(report)
    words = [(count["error"], "error"), (count["warning"], "warning"), (count["note"], "note")]
    return ", ".join(plural(number, word) for number, word in words if number) or "nothing found"


def _unchecked(items: Sequence[Unchecked], view: View) -> Iterator[str]:
    if items:
        yield '<section class="unchecked"><h2>Not checked</h2><ul>'
        for item in items:
            place = f'<span class="place">{_text(at(item.place, view))}</span> '
            yield f"<li>{place}{_text(fault(item))}</li>"
        yield "</ul></section>"


def _findings(report: Report, view: View) -> Iterator[str]:
    ordered = sorted(report.findings, key=finding_order)
    for file, several in groupby(ordered, key=lambda each: _file(each, view)):
        yield f"<section><h2>{_text(file)}</h2>"
        for finding in several:
            yield from _finding(finding, view)
        yield "</section>"


def _file(finding: Finding, view: View) -> str:
    place = where(finding)
    return shown(place.file, view.base) if place else "In general"


def _finding(finding: Finding, view: View) -> Iterator[str]:
    yield f'<article class="{finding.level}">'
    head = f'<span class="level">{finding.level}</span> <code>{_text(finding.rule)}</code>'
    yield f"<p>{head} {_text(finding.message)}</p>"
    sides = [
        _side(name, span, view)
        for name, span in zip(_SIDES, (finding.source, finding.target), strict=True)
        if span is not None
    ]
    if sides:
        yield f'<div class="texts">{"".join(sides)}</div>'
    if finding.suggestions:
        yield f"<p>Instead: {_text('; '.join(finding.suggestions))}</p>"
    if finding.meaning:
        yield f"<p>It means “{_text(finding.meaning)}”.</p>"
    yield from _evidence(finding.evidence, finding.probability, view)
    yield "</article>"


def _side(name: str, span: Span, view: View) -> str:
    before, words, after = map(_multiline, split(span))
    marked = f"<mark>{words}</mark>" if words else ""
    place = f'<span class="place">{name}, {_text(at(span.place, view))}</span>'
    return f'<div>{place}<p dir="auto">{before}{marked}{after}</p></div>'


def _multiline(text: str) -> str:
    """Keep the line breaks of a text, and nothing else that would not be seen."""
    return "\n".join(_text(line) for line in text.split("\n"))


def _evidence(lines: Sequence[Evidence], probability: float | None, view: View) -> Iterator[str]:
    telling = [line for line in lines if view.verbose or line.answers or line.points is not None]
    if not telling:
        return
    sure_ = f" ({escape(sure(probability))})" if probability is not None else ""
    yield f"<details><summary>Evidence{sure_}</summary><table>"
    for line in telling:
        row = cells(line, None if view.verbose else QUOTED)
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</table></details>"


def _suppressed(items: Sequence[Suppressed], view: View) -> Iterator[str]:
    if not items:
        return
    yield f"<details><summary>{plural(len(items), 'finding')} let stand</summary><table>"
    for item in sorted(items, key=lambda each: finding_order(each.finding)):
        finding = item.finding
        row = (at(where(finding), view), finding.rule, finding.message, decided(item, view))
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</table></details>"


def _verdicts(verdicts: Sequence[Verdict], view: View) -> Iterator[str]:
    if not verdicts:
        return
    yield f"<details><summary>{plural(len(verdicts), 'rendering')} judged</summary>"
    for verdict in sorted(verdicts, key=verdict_order):
        words = f"{verdict.source.text} → {verdict.rendering.text}"
        place = f'<span class="place">{_text(at(verdict.rendering.place, view))}</span>'
        said = f"{_text(verdict.verdict.replace('-', ' '))} {escape(sure(verdict.probability))}"
        yield f"<p>{place} {_text(words)}: {said}</p>"
        yield from _evidence(verdict.evidence, None, view)
    yield "</details>"
