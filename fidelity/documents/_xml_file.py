"""What the bilingual XML formats share: declared encodings, and languages that must be there."""

from __future__ import annotations

import re

from fidelity.documents._words import shown
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.tags import canonical

_DECLARED = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")


def declared(head: bytes) -> str | None:
    """Find the encoding in an XML declaration; where there is none, XML is UTF-8."""
    found = _DECLARED.match(head)
    return found[1].decode("ascii") if found else "utf-8"


def language(name: str | None, place: Place) -> Tag:
    """Read a language tag that the format demands.

    Raises:
        InputError: there is none, or it is no language.
    """
    try:
        return canonical(name or "")
    except ValueError as fault:
        problem = f"“{shown(name)}” is no language" if name else "the language is missing"
        raise InputError(place, problem, "name the language as in en, ru or zh-Hans") from fault
