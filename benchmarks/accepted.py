"""Brings the table of accepted renderings up to the glossaries and the weights as they are.

    python -m benchmarks.accepted

Checks the shipped glossaries as CI does, but without the table, and writes into
``accepted-renderings.csv`` a row for each rendering that would fail the check. Reasons that were
given before are kept; rows that are no longer needed go. A new row has ``accepted`` and ``reason``
empty, and CI fails until somebody has mended the entry or written ``yes`` and why. Exit status 1
while such rows are left.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

TABLE = Path("accepted-renderings.csv")
Row = dict[str, str]
Key = tuple[str, ...]
_KEY = ("file", "concept", "source", "source language", "rendering", "target language")


def key(row: Mapping[str, str]) -> Key:
    """Give what tells a rendering from the others, whatever line it stands on."""
    return tuple(row[name] for name in _KEY)


def needed(
    found: Sequence[Row], failing: Collection[tuple[str, str]], before: Sequence[Row]
) -> Iterator[Row]:
    """List the rows of the renderings that fail, with the reasons given before.

    Args:
        found: the table of all verdicts, as ``--format csv`` writes it.
        failing: file and line of each rendering with an error.
        before: the rows of the table that stands.
    """
    reasons = {key(row): (row["accepted"], row["reason"]) for row in before}
    for row in found:
        if (row["file"], row["line"]) in failing:
            accepted, reason = reasons.get(key(row), ("", ""))
            yield {**row, "accepted": accepted, "reason": reason}


def read(path: Path) -> list[Row]:
    """Read a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    """Check, and write the table anew."""
    with tempfile.TemporaryDirectory() as folder:
        table, report = Path(folder, "all.csv"), Path(folder, "all.json")
        check = ["check", "glossaries/", "--engines", "embedding,vectors", "--quiet"]
        written = ["--format", f"csv={table}", "--format", f"json={report}"]
        subprocess.run([sys.executable, "-m", "fidelity", *check, *written], check=False)
        found = read(table)
        findings = json.loads(report.read_text("utf-8"))["findings"]
    places = (each["target"] for each in findings if each["level"] == "error")
    failing = {(place["file"], str(place["line"])) for place in places}
    rows = list(needed(found, failing, read(TABLE)))
    with TABLE.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(rows)
    new = [row for row in rows if not row["reason"]]
    for row in new:
        print(
            f"{row['file']}:{row['line']}: {row['source']} → {row['rendering']}: {row['meaning']}"
        )
    print(f"{len(rows)} rows, {len(new)} of them without a reason")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
