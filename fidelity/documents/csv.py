"""CSV: a table with a column for the source and one for the translation.

The header names them: ``source`` and ``target``, or two languages (``English;Russian``, ``en,ru``).
Columns ``id``, ``from``, ``to``, ``note`` and ``context`` are understood, others passed over. A
table of two columns needs no header. Cells are separated by comma, semicolon or tab.
"""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.documents._table import read_table
from fidelity.passages import DocumentFile, Item

SUFFIXES = (".csv",)
BILINGUAL = True


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the rows of a table.

    Raises:
        InputError: the columns cannot be told, or a row does not fit; with the place.
    """
    return read_table(file, ",;\t", over_lines=True)
