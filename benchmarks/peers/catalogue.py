"""Writes translations as a PO file, which every checker reads, and reads what each has to say.

Every answer is brought to one form: for each flagged entry, what was said of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Flags = Mapping[int, Sequence[str]]
"""What a checker says of the entries that it flags, by the number of the entry."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""})
_HEAD = 5  # lines before the first entry
_ENTRY = 4  # lines of one entry
_LEVELS = ("warning", "error")


@dataclass(frozen=True)
class Entry:
    """A text and its translation."""

    source: str
    target: str


def po(entries: Sequence[Entry], tag: str) -> str:
    """Write a PO file; every entry takes four lines, so a line tells the entry."""
    head = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"']
    lines = [*head, f'"Language: {tag}\\n"', ""]
    for number, entry in enumerate(entries):
        lines += [
            f'msgctxt "{number}"',
            f'msgid "{entry.source.translate(_ESCAPES)}"',
            f'msgstr "{entry.target.translate(_ESCAPES)}"',
            "",
        ]
    return "\n".join(lines) + "\n"


def entry_at(line: int) -> int:
    """Tell the number of the entry that a line (from 1) of such a file belongs to."""
    return (line - 1 - _HEAD) // _ENTRY


def of_lint(report: str) -> dict[int, list[str]]:
    """Read the JSON report of l10n-lint: warnings and errors."""
    found: dict[int, list[str]] = {}
    for issue in json.loads(report)["issues"]:
        if issue["severity"] in _LEVELS and issue["line"]:
            said = f"{issue['rule']}: {issue['message']}"
            found.setdefault(entry_at(issue["line"]), []).append(said)
    return found


def of_pofilter(report: str) -> dict[int, list[str]]:
    """Read the PO file that pofilter writes: the entries that failed, with the checks' names."""
    found: dict[int, list[str]] = {}
    said: list[str] = []
    for line in report.splitlines():
        if check := re.match(r"# \(pofilter\) (.*)", line):
            said.append(check[1])
        elif number := re.match(r'msgctxt "(\d+)"', line):
            if said:
                found[int(number[1])] = said
            said = []
    return found


def of_fidelity(report: str) -> dict[int, list[str]]:
    """Read our own JSON report: warnings and errors."""
    found: dict[int, list[str]] = {}
    for finding in json.loads(report)["findings"]:
        number, bar, _ = (finding.get("segment") or "").partition("|")
        if finding["level"] in _LEVELS and bar:
            said = f"{finding['rule']}: {finding['message']} ({finding.get('concept') or ''})"
            found.setdefault(int(number), []).append(said)
    return found
