"""TSV: a table as CSV, its cells separated by tabs, one line a row.

Quotation marks around a cell are left out. One that is not closed in its cell is a character like
any other, since files of sentences are full of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.documents._table import read_table
from fidelity.passages import DocumentFile, Item

SUFFIXES = (".tsv", ".tab")
BILINGUAL = True


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the rows of a table.

    Raises:
        InputError: the columns cannot be told, or a row does not fit; with the place.
    """
    return read_table(file, "\t", over_lines=False)
