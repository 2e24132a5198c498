"""How findings about names are worded: which names differ, what they stand for, what to write."""

from __future__ import annotations

from fidelity.model import Evidence, Finding
from fidelity.protocols import Word
from fidelity.rules._names import NameHere, names_of
from fidelity.rules._unlisted import Unlisted
from fidelity.segments import Segment


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


def other_name(one: NameHere | Unlisted, two: NameHere | Unlisted, segment: Segment) -> Finding:
    """Report two names that cannot be one, at least one of which no register holds."""
    old = segment.source.text[one.start : one.end]
    new = segment.target.text[two.start : two.end]
    before = one.before if isinstance(one, Unlisted) else None
    given = f" after the given name “{before.text}”" if before else ""
    return _unlike(
        (one.start, one.end),
        (two.start, two.end),
        segment,
        f"“{old}” and «{new}»{given} do not look like the same name",
        ("likeness of names", "neither letters nor sounds agree, and neither has a counterpart"),
    )


def slip(one: Word, two: Word, segment: Segment) -> Finding:
    """Report a surname of which one letter is not what its other spelling says."""
    return _unlike(
        (one.start, one.end),
        (two.start, two.end),
        segment,
        f"“{one.text}” and «{two.text}» differ in a letter that no spelling rule explains",
        ("data/name-sounds", "surnames built like this one are written letter by letter"),
    )


def _unlike(
    source: tuple[int, int],
    target: tuple[int, int],
    segment: Segment,
    message: str,
    why: tuple[str, str],
) -> Finding:
    """Report two names that are not one, with the engine that says so and its reason."""
    engine, reason = why
    old, new = segment.source.span(*source), segment.target.span(*target)
    return Finding(
        rule="name-shift",
        level="warning",
        message=message,
        kind="name",
        source=old,
        target=new,
        evidence=(
            Evidence(
                engine=engine,
                family="names",
                query=old.text or "",
                answers=(new.text or "",),
                relation="unrelated",
                competent=None,
                reason=reason,
                points=None,
            ),
        ),
    )
