"""The marks that Apertium puts into its answers, which are its way to say "I do not know".

A helper of the engines that ask Apertium, as a program or as a server.
"""

from __future__ import annotations

import re

from fidelity.model import Fail

_MARKS = str.maketrans(dict.fromkeys("*#@~+", " "))
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BLANK = re.compile(r"(?<!\\)\[.*?(?<!\\)\]", re.DOTALL)
_UNINFLECTED = re.compile(r"(?<!&)#")  # in &#39; it is none
_UNKNOWN = re.compile(r"(?<!\\)[*@]")


def without_marks(text: str) -> str:
    """Take out of a question what would be a mark in the answer."""
    return " ".join(text.translate(_MARKS).split())


def read(raw: str, *, escaped: bool = False) -> str | Fail:
    """Read an answer with its marks: unknown word (``*``, ``@``), word left uninflected (``#``).

    Args:
        raw: the answer.
        escaped: whether it comes from the programs themselves, which write brackets around what is
            no text, and a backslash before signs that are.
    """
    if _UNKNOWN.search(raw):
        return Fail("not-found")
    plain = _UNINFLECTED.sub("", raw)
    return _ESCAPED.sub(r"\1", _BLANK.sub(" ", plain)) if escaped else plain
