"""Remarks to this program in a document: ``fidelity: ignore RULE because REASON until DATE``."""

from __future__ import annotations

import re
from datetime import date

from fidelity.model import Place
from fidelity.passages import Notice, Suppression

_ADDRESSED = re.compile(r"\s*fidelity\s*:\s*(.*?)\s*", re.DOTALL | re.IGNORECASE)
_REMARK = re.compile(
    r"ignore\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)\s+because\s+(?P<reason>.*?)"
    r"(?:[\s,]+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?",
    re.DOTALL | re.IGNORECASE,
)


def remark(comment: str, place: Place) -> Suppression | Notice | None:
    """Read a comment of a document.

    Args:
        comment: what stands in the comment, without its marks.
        place: where it stands.

    Returns:
        The suppression; a notice where the comment is meant for this program and cannot be
        understood; null where it is meant for others.
    """
    addressed = _ADDRESSED.fullmatch(comment)
    if not addressed:
        return None
    found = _REMARK.fullmatch(addressed[1])
    reason = " ".join(found["reason"].split()) if found else ""
    if not found or not any(char.isalpha() for char in reason) or not _day(found["until"]):
        return Notice(
            "this remark is not understood and has no effect: "
            "write “fidelity: ignore RULE because REASON”, "
            "and at its end, if it is to expire, “until YYYY-MM-DD”",
            place,
        )
    rules = tuple(rule.strip() for rule in found["rules"].split(","))
    return Suppression(rules, reason, place, found["until"])


def _day(text: str | None) -> bool:
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False
