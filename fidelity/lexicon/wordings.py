"""Reads wordings from data files: a text, or a text with the forms that count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fidelity import plain_yaml as plain


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, in dictionary form."""

    text: str
    forms: tuple[str, ...] = ()
    """The only inflected forms that count; empty: all of them."""


def wordings_of(value: object, name: str, path: Path) -> tuple[Wording, ...]:
    """Read a list of wordings.

    Args:
        value: what was parsed: texts, or texts with ``forms``.
        name: what it is, for messages.
        path: the file, for messages.

    Raises:
        InputError: it is something else.
    """
    found: list[Wording] = []
    for item in plain.items(value, name, path):
        if isinstance(item, str):
            found.append(Wording(item))
        else:
            about = plain.keys(item, name, path)
            text = plain.text(about.get("text"), f"the text of an entry under {name}", path)
            found.append(Wording(text, plain.texts(about.get("forms", []), text, path)))
    return tuple(found)
