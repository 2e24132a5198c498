"""What engines that translate share: what may be put to them, and how their answers are read.

A translator answers anything, so what is no question must be kept from it, and what is no answer
must be recognised: nothing at all, or the question given back.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping

from fidelity.engines._wording import bare, key, lookups
from fidelity.errors import UsageError
from fidelity.model import Candidate, Fail, Ok, Outcome, Query, Standing, Tag
from fidelity.text import tidy

LONGEST = 300
"""Characters of the longest question. Translators slow down with the square of the length, and cut
off silently what does not fit."""

_ALIASES = {"no": "nb"}  # Norwegian, where nothing more is said, is Bokmål
_EDGES = " .。．…,;:!?¿¡\"'"


def question(query: Query) -> str | Fail:
    """Make of a query the text that is put to a translator: one line, without a final full stop.

    Returns:
        The text, or why nothing can be asked.
    """
    printable = "".join(char if char.isprintable() else " " for char in tidy(query.text))
    text = " ".join(printable.split()).rstrip(" .。")
    if not any(char.isalnum() for char in text):
        return Fail("empty")
    return Fail("too-long") if len(text) > LONGEST else text


def answered(
    query: Query, found: Iterable[tuple[str, float | None]], beyond: Iterable[Standing] = ()
) -> Outcome:
    """Make an outcome of what a translator said.

    Answers that differ in nothing but case, edges and a leading article are one; it has the best
    score of them. An answer that is the question itself is none: the word was left untranslated.

    Args:
        query: the question.
        found: translations with their scores, best first: the logarithm of a share, in which the
            engine would give this answer; null where it does not say.
        beyond: the standing of wanted wordings that are not among the answers.
    """
    kept: dict[str, Candidate] = {}
    echoes = 0
    for raw, score in found:
        text, name = _as_term(raw, query), same_answer(raw, query)
        if key(text) == key(query.text):
            echoes += 1
        elif any(char.isalnum() for char in name):
            kept.setdefault(name, Candidate(text, score))
    if not kept:
        return Fail("echo" if echoes else "empty")
    candidates = tuple(kept.values())
    standings = _standings(candidates, query)
    placed = {standing.text for standing in standings}
    rest = tuple(standing for standing in beyond if standing.text not in placed)
    return Ok(candidates[: max(1, query.best)], standings + rest)


def placed(outcome: Outcome, query: Query) -> Outcome:
    """Tell the standing of a query's wanted wordings by the answers alone, as ``answered`` does."""
    if isinstance(outcome, Fail):
        return outcome
    return Ok(outcome.candidates, _standings(outcome.candidates, query))


def same_answer(answer: str, query: Query) -> str:
    """Reduce an answer to what makes it the same as another one."""
    return bare(key(_as_term(answer, query)), query.target)


def _as_term(answer: str, query: Query) -> str:
    """Write an answer as a term: without marks at its ends, a leading article, or a capital.

    Translators take a wording for a sentence, and so begin it with a capital and add articles.
    """
    text = " ".join(tidy(answer).split()).strip(_EDGES)
    asked = key(query.text)
    if bare(asked, query.source) == asked:
        _, _, rest = text.partition(" ")
        if rest and bare(key(text), query.target) == key(rest):
            text = rest
    german = query.source.partition("-")[0] == "de"
    lower = query.text.lstrip()[:1].islower() or german
    if lower and query.target.partition("-")[0] != "de" and text[1:2].islower():
        return text[:1].lower() + text[1:]
    return text


def _standings(candidates: tuple[Candidate, ...], query: Query) -> tuple[Standing, ...]:
    """Tell the standing of the wanted wordings that are among the answers."""
    places: dict[str, int] = {}
    for place, candidate in enumerate(candidates):
        for form in lookups(candidate.text, query.target):
            places.setdefault(form, place)
    found = []
    for text in query.wanted:
        hits = [places[form] for form in lookups(text, query.target) if form in places]
        if hits:
            place = min(hits)
            score = candidates[place].score
            nearness = 1.0 if score is None else min(1.0, math.exp(score))
            found.append(Standing(text, score or 0.0, place + 1, nearness))
    return tuple(found)


@functools.cache
def same_language(asked: Tag, spoken: Tag) -> bool:
    """Say whether a model of one language may answer for another tag.

    A region makes no difference, a script does: a model of ``pt`` answers for ``pt-BR``, and one of
    ``zh`` answers for ``zh-Hans`` but not for ``zh-Hant``. Nearness is no sameness: no model of
    ``ru`` answers for ``be``.
    """
    import langcodes

    try:
        one, other = (langcodes.get(tag.replace("_", "-")).maximize() for tag in (asked, spoken))
    except ValueError:  # what langcodes raises for what is no tag
        return asked == spoken
    names = [_ALIASES.get(tag.language or "", tag.language) for tag in (one, other)]
    return names[0] == names[1] and one.script == other.script


def deadline(
    options: Mapping[str, object], engine: str, usual: float, name: str = "deadline"
) -> float:
    """Read how many seconds something may take from an engine's settings: usually one answer.

    Raises:
        UsageError: the setting is not a number above 0.
    """
    value = options.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise UsageError(f"{engine}: the setting {name} must be a number of seconds above 0")
    return float(value)


def listed(options: Mapping[str, object], engine: str) -> tuple[object, ...]:
    """Read the setting ``models`` of an engine: one entry or a list of them.

    Raises:
        UsageError: it is neither a path nor a table nor a list.
    """
    value = options.get("models", ())
    if isinstance(value, (str, Mapping)):
        return (value,)
    if not isinstance(value, (list, tuple)):
        raise UsageError(f"{engine}: the setting models must be a list; put it in square brackets")
    return tuple(value)
