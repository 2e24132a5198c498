"""Markdown, for a comment on a pull request and for ``$GITHUB_STEP_SUMMARY``.

Texts under check are written as text: nothing in them becomes markup, a link, or a mention of a
user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO

from fidelity.model import Finding, Level, Report, Span, Suppressed, Unchecked
from fidelity.protocols import View
from fidelity.reports._columns import clean, plural
from fidelity.reports._view import counts, finding_order, shown, where
from fidelity.reports._words import (
    QUOTED,
    at,
    cells,
    decided,
    fault,
    in_texts,
    split,
    subject,
    sure,
)

SUFFIX = ".md"

_SIGNS: Mapping[Level, str] = {"error": "❌", "warning": "⚠️", "note": "💬"}
_MARKUP = re.compile(r"[\\`*_\[\]<>#|&@~$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What can be markup within a line, or the beginning of an address that becomes a link."""
_GRAVEST_FIRST: tuple[Level, ...] = ("error", "warning", "note")


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as Markdown.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and how the run ended.
    """
    view = view or View()
    blocks = [
        "## fidelity",
        plain(view.last_line) if view.last_line else _summary(report),
        *_unchecked(report.unchecked, view),
        *_findings(report, view),
        *_suppressed(report.suppressed, view),
    ]
    stream.write("\n\n".join(blocks) + "\n")


def plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is.

    Every sign that could be markup becomes a character reference, which cannot be one. GitHub looks
    for ``@name`` and ``#1`` only afterwards; the comment parts these from what follows.
    """
    return _MARKUP.sub(_reference, clean(text))


def _reference(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};" + ("<!-- -->" if sign[0] in "@#" else "")


def _summary(report: Report) -> str:
    count = counts(report)
    levels = [plural(count[level], level) for level in _GRAVEST_FIRST if count[level]]
    return ", ".join(levels) or "Nothing was found."


def _unchecked(items: Sequence[Unchecked], view: View) -> Iterator[str]:
    if items:
        lines = (f"* {plain(at(item.place, view))} — {plain(fault(item))}" for item in items)
        yield "### Not checked"
        yield "\n".join(lines)


def _findings(report: Report, view: View) -> Iterator[str]:
    ordered = sorted(report.findings, key=finding_order)
    for file, several in groupby(ordered, key=lambda each: _file(each, view)):
        yield f"### {plain(file)}" if file else "### In general"
        for finding in several:
            yield "\n".join(_finding(finding, view))


def _file(finding: Finding, view: View) -> str:
    place = where(finding)
    return shown(place.file, view.base) if place else ""


def _finding(finding: Finding, view: View) -> Iterator[str]:
    place = where(finding)
    line = f"line {place.line}, " if place and place.line else ""
    head = f"{_SIGNS[finding.level]} **{finding.level}** {line}`{finding.rule}`"
    yield f"{head}: {plain(finding.message)}\n"
    if in_texts(finding):
        yield "| | |\n|---|---|"
        for name, span in (("source", finding.source), ("target", finding.target)):
            if span is not None:
                yield f"| {name} {plain(at(span.place, view))} | {_marked(span)} |"
        yield ""
    elif words := subject(finding):
        yield f"* {plain(words)}"
    yield from (f"* {line}" for line in _details(finding, view))


def _marked(span: Span) -> str:
    before, words, after = map(plain, split(span))
    return f"{before}<ins><b>{words}</b></ins>{after}" if words else before


def _details(finding: Finding, view: View) -> Iterator[str]:
    says = [f"means “{plain(finding.meaning)}”" if finding.meaning else ""]
    says.append(plain(sure(finding.probability)))
    if any(says):
        yield ", ".join(part for part in says if part)
    for line in finding.evidence:
        if view.verbose or line.answers or line.points is not None:
            yield plain(" · ".join(cells(line, None if view.verbose else QUOTED)))
    if finding.suggestions:
        yield f"instead: {plain('; '.join(finding.suggestions))}"


def _suppressed(items: Sequence[Suppressed], view: View) -> Iterator[str]:
    if items:
        lines = [
            f"* {plain(at(where(item.finding), view))} `{item.finding.rule}` — "
            f"{plain(decided(item, view))}"
            for item in sorted(items, key=lambda item: finding_order(item.finding))
        ]
        inner = "\n".join(lines)
        title = plural(len(items), "finding")
        yield f"<details><summary>{title} let stand</summary>\n\n{inner}\n\n</details>"
