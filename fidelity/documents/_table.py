"""Text tables with a column for the source and one for the target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from fidelity.documents._decode import lines
from fidelity.documents._rows import Cell, rows
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.passages import DocumentFile, Unit
from fidelity.tags import canonical, from_header, matches

_HEADERS = {
    "id": "id key segmentid stringid number no № ключ номер",
    "source": "source sourcetext sourcestring sourcesegment src original исходныйтекст оригинал",
    "target": "target targettext targetstring targetsegment tgt translation перевод",
    "from": "from sourcelang sourcelanguage srclang",
    "to": "to targetlang targetlanguage tgtlang trglang",
    "note": "note notes comment comments примечание комментарий",
    "context": "context контекст",
}
_ROLES = {name: role for role, names in _HEADERS.items() for name in names.split()}
_LONGEST_HEADER = 60
_PROBE = 50
"""Lines from which the delimiter is told."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row what stands."""

    width: int
    """How many cells a row has."""
    at: dict[str, int]
    """Column by role, 0-based."""
    source: Tag | None
    target: Tag | None


def read_table(file: DocumentFile, delimiters: str, *, over_lines: bool) -> Iterator[Unit]:
    """Yield the rows of a table.

    Args:
        file: the file.
        delimiters: the characters that may separate cells, the likeliest first.
        over_lines: whether a quoted cell may run over several lines.

    Raises:
        InputError: it cannot be told which columns are source and target, or a row does not fit.
    """
    source = lines(file)
    probe = list(islice(source, _PROBE))
    delimiter = _delimiter(probe, delimiters, file, over_lines=over_lines)
    table = rows(chain(probe, source), delimiter, file.path, over_lines=over_lines)
    first = next(table, None)
    if first is None:
        return
    columns = _columns(first, file)
    if columns is None:
        columns = _bare(first, file)
        table = chain([first], table)
    for row in table:
        yield from _unit(row, columns, file.path)


def _delimiter(
    probe: Sequence[tuple[int, str]], delimiters: str, file: DocumentFile, *, over_lines: bool
) -> str:
    """Tell which character separates the cells: by the header, else by what splits rows alike."""
    alike = []
    for delimiter in delimiters:
        widths: Counter[int] = Counter()
        with suppress(InputError):  # a quoted cell may go on past the lines that we look at
            for row in rows(probe, delimiter, file.path, over_lines=over_lines):
                if len(delimiters) == 1 or (not widths and _is_header(*_header(row))):
                    return delimiter
                widths[len(row)] += 1
        if set(widths) == {2}:
            alike.append(delimiter)
    if len(alike) == 1:
        return alike[0]
    raise InputError(
        Place(file.path, probe[0][0] if probe else None),
        "it cannot be told which columns are source and target",
        "add a header line such as source,target",
    )


def _header(row: Sequence[Cell]) -> tuple[dict[str, int], dict[int, Tag]]:
    """Read a row as a header: the column of each role, and the language of each other column."""
    at: dict[str, int] = {}
    languages: dict[int, Tag] = {}
    for number, cell in enumerate(row):
        name = "".join(char for char in cell.text.casefold() if char.isalnum() or char == "№")
        role = _ROLES.get(name)
        if role:
            at.setdefault(role, number)
        elif len(cell.text) < _LONGEST_HEADER and (tag := from_header(cell.text)):
            languages[number] = tag
    return at, languages


def _is_header(at: Mapping[str, int], languages: Mapping[int, Tag]) -> bool:
    return ("source" in at and "target" in at) or len(languages) > 1


def _columns(row: Sequence[Cell], file: DocumentFile) -> _Columns | None:
    """Read the header; null where the row is none."""
    at, languages = _header(row)
    if not _is_header(at, languages):
        return None
    if "source" in at and "target" in at:
        return _Columns(len(row), at, file.source, file.target)
    source = _choose(languages, file.source, row, file)
    rest = {number: tag for number, tag in languages.items() if number != source}
    target = _choose(rest, file.target, row, file)
    if len(rest) > 1 and not (file.source and file.target):
        raise InputError(
            Place(file.path, row[0].line),
            "the table holds more than two languages",
            "name the two that you mean with --from and --to",
        )
    at = {**at, "source": source, "target": target}
    return _Columns(len(row), at, languages[source], languages[target])


def _choose(
    languages: dict[int, Tag], wanted: Tag | None, row: Sequence[Cell], file: DocumentFile
) -> int:
    """Choose the column of a language; without one that is wanted, the first."""
    for number, tag in languages.items():
        if wanted is None or matches(wanted, tag):
            return number
    raise InputError(
        Place(file.path, row[0].line),
        f"the table has no column for {wanted}; it holds {', '.join(languages.values())}",
        "name one of its languages",
    )


def _bare(row: Sequence[Cell], file: DocumentFile) -> _Columns:
    """Take a table without a header: two columns, source and target."""
    if len(row) != 2:
        raise InputError(
            Place(file.path, row[0].line),
            f"it cannot be told which of {len(row)} columns are source and target",
            "add a header line such as source,target",
        )
    return _Columns(2, {"source": 0, "target": 1}, file.source, file.target)


def _unit(row: Sequence[Cell], columns: _Columns, file: str) -> Iterator[Unit]:
    if len(row) != columns.width:
        raise InputError(
            Place(file, row[0].line),
            f"the row has {len(row)} cells, the first row {columns.width}",
            "put a cell in quotation marks if it holds the character that separates cells",
        )
    cells = {role: row[number] for role, number in columns.at.items()}
    name = cells["id"].text.strip() or None if "id" in cells else None
    source = cells["source"].segment(file, _language(cells, "from", columns.source, file), name)
    target = cells["target"].segment(file, _language(cells, "to", columns.target, file), name)
    if source is None:
        if target is None:
            return
        raise InputError(
            Place(file, row[0].line),
            "there is a translation without a source",
            "fill in the source, or delete the row",
        )
    note = cells["note"].text.strip() if "note" in cells else ""
    context = cells["context"].text.strip() or None if "context" in cells else None
    yield Unit(source, target, name, (note,) if note else (), context)


def _language(cells: dict[str, Cell], role: str, usual: Tag | None, file: str) -> Tag | None:
    if role not in cells or not cells[role].text.strip():
        return usual
    cell = cells[role]
    try:
        return canonical(cell.text)
    except ValueError as fault:
        raise InputError(
            Place(file, cell.line, cell.column), str(fault), "mend the language"
        ) from fault
