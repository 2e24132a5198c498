"""Looks for the one wrong word in a phrase that seems right as a whole.

"Hungry country" is near to "host country", because the country is the same in both. So each word of
a phrase is asked for by itself: a word that stands near to no word of the term in any engine that
knows it is a stray, and then nobody can tell whether the phrase is faithful. That it has drifted
does not follow, for many a right phrase goes its own way: of itself, «принимающая» means accepting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fidelity.judging.backtranslate import Answers, ask
from fidelity.judging.relate import content
from fidelity.judging.signals import NEAR_RANK
from fidelity.model import Evidence, Ok, Query, Verdict
from fidelity.protocols import Engine, Progress

_SHIPPED = frozenset({"embedding", "vectors"})
"""Kinds of engines that come with the package and place any word."""
_FEWEST, _MOST = 2, 3
"""Words of a phrase of which each has to have a match; longer ones go their own way too often."""
_SHOWN = 3
_SHORTEST = 3
"""Letters from which a word carries enough meaning to be asked for."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a phrase: the questions about each of its possible dictionary forms."""

    text: str
    queries: tuple[Query, ...]


def strays(
    verdicts: Sequence[Verdict], engines: Sequence[Engine], progress: Progress
) -> tuple[Verdict, ...]:
    """Take back the *faithful* of phrases in which one word is near to nothing in the term.

    Args:
        verdicts: what the engines say of whole renderings.
        engines: those that serve the pair; only the ones that ship are asked, since they place any
            word.
        progress: told how far the questions have come.

    Returns:
        The verdicts, in their order. One with a stray has a line of evidence for it.
    """
    shipped = [engine for engine in engines if engine.id.partition(":")[0] in _SHIPPED]
    words = [tuple(_words(verdict)) if shipped else () for verdict in verdicts]
    queries = [query for each in words for word in each for query in word.queries]
    answers = ask(shipped, queries, progress)
    return tuple(
        _marked(verdict, each, shipped, answers)
        for verdict, each in zip(verdicts, words, strict=True)
    )


def _words(verdict: Verdict) -> Iterator[_Word]:
    """List the words of a phrase whose term is a phrase too; none of a verdict that stands."""
    source, target = verdict.source.language, verdict.rendering.language
    ours = content(verdict.rendering.text, target)
    theirs = content(verdict.source.text, source)
    several = _FEWEST <= len(ours) <= _MOST and len(theirs) >= _FEWEST
    if not several or any(line.engine.startswith("glossary:") for line in verdict.evidence):
        return
    if verdict.verdict == "drifted" or (verdict.verdict != "faithful" and len(ours) > _FEWEST):
        return
    wanted = tuple(sorted({form for forms in theirs for form in forms}))
    for forms in ours:
        asked = sorted(form for form in forms if len(form) >= _SHORTEST)
        if asked:
            queries = tuple(Query(form, target, source, wanted, best=_SHOWN) for form in asked)
            yield _Word(asked[0], queries)


def _marked(
    verdict: Verdict, words: Sequence[_Word], engines: Sequence[Engine], answers: Answers
) -> Verdict:
    """Add a line for the stray, if there is just one and the other words have their match."""
    found = [line for word in words if (line := _stray(word, verdict, engines, answers))]
    if len(found) != 1 or len(words) < _FEWEST:
        return verdict
    evidence = (found[0], *verdict.evidence)
    word = "cannot-tell" if verdict.verdict == "faithful" else verdict.verdict
    meaning = next(iter(found[0].answers), None)
    return replace(verdict, verdict=word, meaning=verdict.meaning or meaning, evidence=evidence)


def _stray(
    word: _Word, verdict: Verdict, engines: Sequence[Engine], answers: Answers
) -> Evidence | None:
    """Give the line for a word that no engine finds near to the term; null for any other."""
    heard: Mapping[str, tuple[Engine, Ok]] = {
        f"{engine.id} {query.text}": (engine, outcome)
        for engine in engines
        for query in word.queries
        if isinstance(outcome := answers.of(engine, query), Ok)
    }
    ranks = [standing.rank for _, outcome in heard.values() for standing in outcome.wanted]
    if not ranks or min(ranks) <= NEAR_RANK:
        return None
    engine, outcome = next(iter(heard.values()))
    return Evidence(
        engine=engine.id,
        family=engine.family,
        query=word.text,
        answers=tuple(candidate.text for candidate in outcome.candidates[:_SHOWN]),
        relation="unrelated",
        competent=None,
        reason=f"“{word.text}” by itself is near to no word of “{verdict.source.text}”",
        points=None,
    )
