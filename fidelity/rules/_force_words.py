"""Words the findings about acts, and makes those about single words: graver, milder, stronger."""

from __future__ import annotations

from fidelity.lexicon.scales import expressions
from fidelity.model import Evidence, Finding, Tag
from fidelity.rules._acts import Act
from fidelity.rules._degrees import Degree
from fidelity.rules._evidence import line
from fidelity.rules._gravity import Graver
from fidelity.rules._lost_acts import Lost
from fidelity.rules._lost_words import LostWord
from fidelity.segments import Segment

_SUGGESTED = 3
"""Wordings that are suggested at most."""


def strengthened(degree: Degree, segment: Segment, rule: str) -> Finding:
    """Make the finding about a word that strengthens another, and that one side only has."""
    source = segment.source_span(*degree.source)
    target = segment.target_span(*degree.target)
    what = "was added" if degree.added else "was left out"
    reason = "no word of the other side says how far it goes"
    return Finding(
        rule,
        "warning",
        f"“{source.text}” became “{target.text}”: a word that strengthens it {what}",
        kind="force_up" if degree.added else "force_down",
        source=source,
        target=target,
        evidence=(line("degrees", "data", source.text or "", reason),),
    )


def replaced(change: Graver, segment: Segment, rule: str) -> Finding:
    """Make the finding about a word for which a graver or a milder one stands."""
    source, target = segment.source_span(*change.source), segment.target_span(*change.target)
    way = "graver" if change.steps > 0 else "milder"
    reason = f"{abs(change.steps)} {way} on the ladder of {change.ladder}"
    return Finding(
        rule,
        "warning",
        f"“{source.text}” became “{target.text}”, a {way} word",
        kind="force_up" if change.steps > 0 else "force_down",
        source=source,
        target=target,
        evidence=(line("gravity", "data", source.text or "", reason),),
    )


def unanswered(lost: Lost, segment: Segment, rule: str) -> Finding:
    """Make the finding about a strong act of which the other side has no word."""
    act = lost.act
    mine, theirs = segment.source, segment.target
    if lost.added:
        mine, theirs = theirs, mine
    text = mine.text[act.start : act.end]
    span = mine.span(act.start, act.end)
    rest = lost.answer or (0, len(theirs.text))
    other = theirs.span(*rest)
    side, there = ("translation", "original") if lost.added else ("original", "translation")
    only = f"only “{theirs.text[slice(*rest)]}”" if lost.answer else "nothing of the kind"
    return Finding(
        rule,
        lost.level,
        f"the {side} says “{text}” ({' or '.join(act.levels)}), the {there} {only}",
        kind="force_up" if lost.added else "force_down",
        source=other if lost.added else span,
        target=span if lost.added else other,
        evidence=(
            line(f"scales:{act.axis}", "data", text, "no word of this axis stands over there"),
        ),
    )


def ungraven(lost: LostWord, segment: Segment, rule: str) -> Finding:
    """Make the finding about a grave word of which the other side has none."""
    mine, theirs = segment.source, segment.target
    if lost.added:
        mine, theirs = theirs, mine
    text = mine.text[lost.start : lost.end]
    here, there = (
        mine.span(lost.start, lost.end),
        theirs.span(*(lost.mild or (0, len(theirs.text)))),
    )
    side, other = ("translation", "original") if lost.added else ("original", "translation")
    reason = f"no word of the ladder of {lost.ladder} stands over there, and no other grave one"
    only = (
        f"the {other} only “{there.text}”" if lost.mild else f"no word of the {other} is as grave"
    )
    return Finding(
        rule,
        "warning",
        f"the {side} says “{text}”, and {only}",
        kind="force_up" if lost.added else "force_down",
        source=there if lost.added else here,
        target=here if lost.added else there,
        evidence=(line("gravity", "data", text, reason),),
    )


def message(one: Act, said: str, became: tuple[Act, str], steps: int, *, crosses: bool) -> str:
    """Say how an act changed.

    Args:
        one: the act of the source.
        said: its wording.
        became: the act of the translation and its wording.
        steps: how far it stands from the first; positive where it is stronger.
        crosses: whether one of the two binds and the other does not.
    """
    other, text = became
    way = "stronger" if steps > 0 else "weaker"
    count = "one step" if abs(steps) == 1 else f"{abs(steps)} steps"
    line = ", across the line between what binds and what does not" if crosses else ""
    return (
        f"“{said}” ({_named(one)}) became “{text}” ({_named(other)}), "
        f"{count} {way} on the scale of {one.axis}{line}"
    )


def _named(act: Act) -> str:
    return " or ".join(act.levels)


def evidence(act: Act, text: str) -> Evidence:
    """Say on what the level of an act rests, as it stands in a text."""
    word = act.expression
    claimed = f"; contested: {', '.join(word.contested)}" if word.contested else ""
    return Evidence(
        engine=f"scales:{word.axis}",
        family="scales",
        query=text,
        answers=act.levels,
        relation="related",
        competent=None,
        reason=f"“{word.text}”: {word.source}{claimed}",
        points=None,
    )


def suggestions(act: Act, tag: Tag) -> tuple[str, ...]:
    """Name wordings of the target language at the source's level, usual ones of its kind first."""
    found = [
        word
        for word in expressions(tag)
        if word.axis == act.axis and set(word.levels) & set(act.levels)
    ]
    kind = act.expression.part_of_speech
    found.sort(key=lambda word: (word.marked, word.part_of_speech != kind))
    return tuple(f"{word.text} ({word.source})" for word in found[:_SUGGESTED])
