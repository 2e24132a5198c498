"""What a ZIP archive from a stranger must pass before any of it is unpacked.

Sizes in the directory of an archive are mere claims. Unpacking stops at the claimed size of a part,
so a claim that is too small hides nothing, and one that is too large is refused here.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence

MOST_BYTES = 256 * 2**20
"""Bytes that all parts may have when unpacked."""
MOST_TIMES = 200
"""How many times larger than packed a part may be. Real documents reach about 40."""
ALWAYS_FINE = 2**20
"""Bytes up to which the ratio does not matter: a few hundred empty rows pack very well."""
MOST_PARTS = 5_000

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a way of packing that is unknown
    RuntimeError,  # a part is encrypted
    OSError,
    ValueError,
    OverflowError,
)
"""What reading a damaged archive may raise."""


def swollen(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Say whether the parts would be far larger unpacked than those of a document."""
    return sum(entry.file_size for entry in entries) > MOST_BYTES or any(
        entry.file_size > max(ALWAYS_FINE, MOST_TIMES * entry.compress_size) for entry in entries
    )


def crowded(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Say whether there are more parts than in any document, or two of one name."""
    return len(entries) > MOST_PARTS or len({e.filename for e in entries}) < len(entries)
