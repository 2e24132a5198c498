"""How findings about names are worded: what a name stands for, and what to write instead."""

from __future__ import annotations

from fidelity.model import Evidence
from fidelity.rules._names import NameHere, names_of


def meaning(new: NameHere) -> str:
    """Say in English what a name of another language stands for."""
    english = [name.text for id_ in sorted(new.ids) for name in names_of(id_, "en")[:1]]
    if new.bearers[0].name.language == "en" or not english:
        return ""
    return f", which is {' or '.join(english)}"


def evidence(old: NameHere, new: NameHere | None, language: str) -> Evidence:
    """Write the line of evidence about a name of the source and what stands for it.

    Args:
        old: the name of the source.
        new: the other name in the translation; null: none.
        language: of the translation.
    """
    mine = ", ".join(sorted(old.ids))
    theirs = f"the translation has {', '.join(sorted(new.ids))}" if new else "the translation lacks"
    named_there = tuple(n.text for id_ in sorted(old.ids) for n in names_of(id_, language)[:2])
    return Evidence(
        engine=old.bearers[0].register,
        family="names",
        query=old.text,
        answers=named_there,
        relation="unrelated" if new else "unknown",
        competent=None,
        reason=f"the source has {mine}, {theirs}" + ("" if new else " it"),
        points=None,
    )


def suggestions(old: NameHere, language: str) -> tuple[str, ...]:
    """Name the thing of the source in the language of the translation, in dictionary form."""
    return tuple(
        f"{name.text} ({bearer.authority})"
        for bearer in dict.fromkeys(old.bearers)
        for name in names_of(bearer.id, language)[:1]
    )
