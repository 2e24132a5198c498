"""CSV: a table as text, its columns separated by commas, semicolons, tabs or bars.

Written as one row a term (``docs/glossary-format.md``), with commas.
"""

from __future__ import annotations

from fidelity.model import Glossary
from fidelity.protocols import GlossaryFile
from fidelity.termbases._delimited import read_delimited, write_delimited

SUFFIXES = (".csv",)


def read(file: GlossaryFile) -> Glossary:
    """Read a glossary; raise ``InputError`` with the place for anything that cannot be used."""
    return read_delimited(file, ",;\t|")


def write(glossary: Glossary) -> bytes:
    """Write a glossary; what ``read`` makes of the result is the same glossary."""
    return write_delimited(glossary, ",")
