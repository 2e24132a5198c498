"""The report for programs: one JSON document, described by ``report.schema.json``, schema 1.

The same input gives the same bytes: fixed order of keys, sorted lists, numbers rounded to six
digits, no times and no absolute paths. See docs/report-schema.md.
"""

from __future__ import annotations

import json
from typing import IO, Any

from fidelity import __version__
from fidelity.model import Report
from fidelity.protocols import View
from fidelity.reports._json import SCHEMA, faults_, findings_, score_, verdicts_
from fidelity.reports._view import counts

SUFFIX = ".json"


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a report as one JSON document.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder and how the run ended.
    """
    document = _document(report, view or View())
    stream.write(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _document(report: Report, view: View) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"name": "fidelity", "version": __version__},
        "signature": report.signature,
        "verdicts": verdicts_(report),
        "findings": findings_(report, view),
        "unchecked": faults_(report, view),
        "segments": [score_(score, view) for score in report.scores],
        "counts": counts(report),
        "status": {"exit": view.exit, "reason": view.reason},
    }
