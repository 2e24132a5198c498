"""Makes the findings about single words: one that strengthens, one that is graver or milder."""

from __future__ import annotations

from fidelity.model import Finding
from fidelity.rules._degrees import Degree
from fidelity.rules._evidence import line
from fidelity.rules._gravity import Graver
from fidelity.rules._lost_acts import Lost
from fidelity.rules._lost_words import LostWord
from fidelity.segments import Segment


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
    here, there = mine.span(lost.start, lost.end), theirs.span(0, len(theirs.text))
    side, other = ("translation", "original") if lost.added else ("original", "translation")
    reason = f"no word of the ladder of {lost.ladder} stands over there, and no other grave one"
    return Finding(
        rule,
        "warning",
        f"the {side} says “{text}”, and no word of the {other} is as grave",
        kind="force_up" if lost.added else "force_down",
        source=there if lost.added else here,
        target=here if lost.added else there,
        evidence=(line("gravity", "data", text, reason),),
    )
