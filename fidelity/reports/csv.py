"""The report for an editor's desk: a row per verdict, to be opened in Excel or LibreOffice.

An editor who has looked at a rendering and finds it right writes ``yes`` under *accepted* and the
grounds under *reason*; ``fidelity check --accept FILE`` reads the table back. A decision holds for
this concept, source term and rendering, and for this evidence: the column *evidence hash* tells
whether the engines still say what the editor saw.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import IO

from fidelity.errors import InputError
from fidelity.model import Evidence, Place, Report, Verdict
from fidelity.protocols import Decision, Rendering, View
from fidelity.reports._view import (
    concept_of,
    rendering_of,
    shown,
    verdict_order,
)

SUFFIX = ".csv"

COLUMNS = (
    "file",
    "line",
    "concept",
    "source",
    "source language",
    "rendering",
    "target language",
    "status",
    "verdict",
    "probability",
    "kind",
    "meaning",
    "answers",
    "evidence hash",
    "accepted",
    "reason",
)
_DECISIVE = (
    "concept",
    "source",
    "source language",
    "rendering",
    "target language",
    "evidence hash",
    "accepted",
    "reason",
)
"""The columns that are needed to read a decision back."""

YES = frozenset({"yes", "y", "1", "да", "x", "х"})
"""What counts as accepted, in either alphabet."""
NO = frozenset({"", "no", "n", "0", "нет"})

_QUOTED = 3
_BOM = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would calculate; one apostrophe more before it makes it plain text."""


def evidence_hash(verdict: Verdict) -> str:
    """Hash what the engines said, so that a decision ends when they say something else.

    Numbers do not count, nor does an engine that has nothing to say: neither a new calibration nor
    another dictionary that lacks the word voids an editor's decision.

    Returns:
        An ``h`` and 16 hexadecimal digits; the letter keeps a spreadsheet from reading a number.
    """
    said = sorted([line.engine, line.relation, list(line.answers)] for line in _telling(verdict))
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=True).encode())
    return "h" + digest.hexdigest()[:16]


def write(
    report: Report,
    stream: IO[str],
    *,
    color: bool = False,  # noqa: ARG001  (the same for every report)
    view: View | None = None,
) -> None:
    """Write a row per verdict, in UTF-8 with a byte order mark, as Excel wants it.

    Args:
        report: what was found.
        stream: where to.
        color: has no effect.
        view: the working folder, and earlier decisions to carry over.
    """
    view = view or View()
    stream.write(_BOM)
    rows = csv.writer(stream, lineterminator="\r\n")  # RFC 4180; and so a "\r" in a cell is quoted
    rows.writerow(COLUMNS)
    earlier: dict[Rendering, list[Decision]] = {}
    for decision in view.decisions:
        earlier.setdefault(decision.rendering, []).append(decision)
    for verdict in sorted(report.verdicts, key=verdict_order):
        cells = _row(verdict, earlier.get(rendering_of(verdict), ()), view)
        rows.writerow([_guarded(cell) for cell in cells])


def _row(verdict: Verdict, earlier: Sequence[Decision], view: View) -> tuple[str, ...]:
    place = verdict.rendering.place
    said = evidence_hash(verdict)
    holding = [decision for decision in earlier if decision.evidence == said]
    reasons = [decision.reason for decision in holding or earlier]
    return (
        shown(place.file, view.base) if place else "",
        str(place.line) if place and place.line else "",
        verdict.concept,
        verdict.source.text,
        verdict.source.language,
        verdict.rendering.text,
        verdict.rendering.language,
        verdict.rendering.status,
        verdict.verdict,
        "" if verdict.probability is None else f"{verdict.probability:.3f}",
        verdict.kind or "",
        verdict.meaning or "",
        " | ".join(_said(verdict)),
        said,
        "yes" if holding else "",
        reasons[0] if reasons else "",
    )


def _telling(verdict: Verdict) -> Iterator[Evidence]:
    """Leave out the engines that had nothing to say."""
    return (line for line in verdict.evidence if line.answers or line.points is not None)


def _said(verdict: Verdict) -> Iterator[str]:
    for line in _telling(verdict):
        if line.answers:
            yield f"{line.engine}: {', '.join(line.answers[:_QUOTED])} ({line.relation})"
        else:
            yield f"{line.engine}: {line.reason}"


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    """Take the guard off again, and only the guard."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read(data: bytes, path: str) -> tuple[Decision, ...]:
    """Read the rows back that an editor accepted.

    Args:
        data: the table as it was written, or as a spreadsheet program saved it again: separated by
            commas, semicolons or tabs, in UTF-8 or UTF-16.
        path: how messages name it.

    Raises:
        InputError: it is not such a table, or a row is accepted without a reason.
    """
    text = _decoded(data, path)
    header, rows = _rows(text, path)
    missing = [name for name in _DECISIVE if name not in header]
    if missing:
        raise InputError(
            Place(path, 1),
            f"the column “{missing[0]}” is missing",
            "name a table that fidelity check --format csv wrote",
        )
    found = (
        _decision(dict(zip_longest(header, cells[: len(header)], fillvalue="")), Place(path, line))
        for line, cells in rows
    )
    return tuple(decision for decision in found if decision is not None)


def _decoded(data: bytes, path: str) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError(
            Place(path, line), "this is not UTF-8", "save it as “CSV UTF-8” in the spreadsheet"
        ) from fault


def _rows(text: str, path: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Split a table into its header and its rows, each with the line that it begins on."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as fault:
        raise InputError(
            Place(path, before + 1), f"the row cannot be read ({fault})", "mend its quotation marks"
        ) from fault
    if not found:
        raise InputError(Place(path), "the table is empty", "name a table with a header row")
    return [_plain(name.strip()).casefold() for name in found[0][1]], found[1:]


def _decision(row: Mapping[str, str], place: Place) -> Decision | None:
    cells = {name: _plain(cell).strip() for name, cell in row.items()}
    word = cells["accepted"].casefold()
    if word in NO:
        return None
    if word not in YES:
        raise InputError(
            place, f"“{word}” under accepted is not understood", "write yes, or leave it empty"
        )
    if not cells["reason"]:
        raise InputError(
            place, "a rendering is accepted without a reason", "say why in the column reason"
        )
    return Decision(
        rendering=(
            concept_of(cells["concept"]),
            cells["source"],
            cells["source language"],
            cells["rendering"],
            cells["target language"],
        ),
        evidence=cells["evidence hash"],
        reason=cells["reason"],
        file=cells.get("file", ""),
        place=place,
    )
