"""The report for streams: one JSON document a line, each of one ``type``.

The first line is of type ``run`` (schema, tool, signature), the last of type ``status`` (counts,
exit, reason). Between them stands a line per ``verdict``, ``finding``, ``unchecked`` and
``segment``, with the fields that the JSON report gives them. See docs/report-schema.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from fidelity import __version__
from fidelity.model import Report
from fidelity.protocols import View
from fidelity.reports._json import SCHEMA, faults_, findings_, score_, verdicts_
from fidelity.reports._view import counts

SUFFIX = ".jsonl"


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as lines of JSON.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and how the run ended.
    """
    for kind, values in _lines(report, view or View()):
        line = {"type": kind, **values}
        stream.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")


def _lines(report: Report, view: View) -> Iterator[tuple[str, Mapping[str, Any]]]:
    tool = {"name": "fidelity", "version": __version__}
    yield "run", {"schema": SCHEMA, "tool": tool, "signature": report.signature}
    for verdict in verdicts_(report):
        yield "verdict", verdict
    for finding in findings_(report, view):
        yield "finding", finding
    for item in faults_(report, view):
        yield "unchecked", item
    for score in report.scores:
        yield "segment", score_(score, view)
    yield "status", {"counts": counts(report), "exit": view.exit, "reason": view.reason}
