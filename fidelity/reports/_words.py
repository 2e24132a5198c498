"""A finding in plain words, for every report that is read by people."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model import Evidence, Finding, Place, Span, Suppressed, Unchecked
from fidelity.protocols import View
from fidelity.reports._columns import clean, width
from fidelity.reports._view import shown

QUOTED = 3
"""Answers of an engine that a line quotes, unless all are asked for."""
MARKS = (">>", "<<")
"""What stands around the words that a finding is about, where nothing can be underlined."""
_CERTAIN = 0.99
_DECIDERS = {
    "document": "a remark in the document",
    "settings": "the settings",
    "editor": "an editor",
    "baseline": "the baseline",
}


def at(place: Place | None, view: View) -> str:
    """Write a place as it is seen from the working folder; a dash where there is none."""
    if place is None:
        return "-"
    return clean(str(Place(shown(place.file, view.base), place.line, place.column)))


def in_texts(finding: Finding) -> bool:
    """Say whether a finding is about a translated text, not about a glossary."""
    return any(span is not None and span.context for span in (finding.source, finding.target))


def subject(finding: Finding) -> str:
    """Name both wordings, where the finding is about two; else nothing."""
    source, target = finding.source, finding.target
    if source and target and source.text and target.text:
        return clean(f"{source.text} → {target.text}")
    return ""


def sure(probability: float | None) -> str:
    """Write a probability with two digits, and never as certainty."""
    if probability is None:
        return ""
    if probability > _CERTAIN:
        return f"p > {_CERTAIN}"
    return f"p = {probability:.2f}" if probability > 1 - _CERTAIN else f"p < {1 - _CERTAIN:.2f}"


def cells(line: Evidence, quoted: int | None) -> list[str]:
    """Write what an engine said: engine, answers, relation, control question.

    Args:
        line: what it said.
        quoted: how many answers to quote; null: all.
    """
    if not line.answers:
        return [line.engine, line.reason]
    more = ", …" if quoted is not None and len(line.answers) > quoted else ""
    asked = f"{line.query} → " if line.query else ""
    answers = asked + ", ".join(line.answers[:quoted]) + more
    return [line.engine, answers, line.relation, line.reason]


def split(span: Span) -> tuple[str, str, str]:
    """Cut a segment into what stands before the words in question, the words, and the rest.

    Where there is no segment around the words, they are all. Where the whole segment is in
    question, or nothing in it, there is nothing to tell from the rest.
    """
    if span.context is None:
        return "", span.text or "", ""
    text = span.context.text
    if span.start is None or span.end is None or (span.start, span.end) == (0, len(text)):
        return text, "", ""
    return text[: span.start], text[span.start : span.end], text[span.end :]


def excerpt(span: Span, columns: int) -> str:
    """Quote a segment with the words in question marked, shortened on both sides to fit.

    Args:
        span: the words, with the segment around them.
        columns: the room that there is; words that are marked are never cut.
    """
    before, words, after = map(clean, split(span))
    marked = f"{MARKS[0]}{words}{MARKS[1]}" if words else ""
    room = max(columns - width(marked), 0)
    left = min(width(before), max(room // 2, room - width(after)))
    return _end(before, left) + marked + _start(after, room - left)


def _start(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def _end(text: str, columns: int) -> str:
    return text if width(text) <= columns else _start(text[::-1], columns)[::-1]


def paragraphs(finding: Finding, view: View, columns: int = 160) -> Iterator[str]:
    """Write a finding line by line, without its head: what, both texts, evidence, what instead.

    Args:
        finding: the finding.
        view: the working folder, and whether to show all evidence.
        columns: the room for each of the two texts.
    """
    yield clean(finding.message)
    if in_texts(finding):
        for name, span in (("source", finding.source), ("target", finding.target)):
            if span is not None:
                yield f"{name} {at(span.place, view)}: {excerpt(span, columns)}"
    elif words := subject(finding):
        yield words
    if finding.meaning:
        yield clean(f'means "{finding.meaning}"')
    if finding.probability is not None:
        yield sure(finding.probability)
    for line in finding.evidence:
        if view.verbose or line.answers or line.points is not None:
            yield clean("  ".join(cells(line, None if view.verbose else QUOTED)))
    if finding.suggestions:
        yield "instead: " + clean("; ".join(finding.suggestions))


def fault(item: Unchecked) -> str:
    """Write what was not judged in one line."""
    return clean(f"not checked ({item.reason}): {item.message}")


def decided(item: Suppressed, view: View) -> str:
    """Say who let a finding stand, where, and why."""
    where = f", {at(item.place, view)}" if item.place else ""
    return clean(f"{_DECIDERS[item.by]}{where}" + (f": {item.reason}" if item.reason else ""))
