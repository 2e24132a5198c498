"""How a wording that came back stands to the wording that it should mean.

The ladder, from nearest to farthest: same, synonym, hypernym and hyponym, related, unknown,
unrelated, antonym. Equality is by dictionary form, so inflection, articles and the English "to" do
not count. Synonymy comes from the concept's own terms and, for English, from WordNet; in other
languages only the former is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from fidelity import wordnet
from fidelity.languages import language
from fidelity.model import Relation, Tag
from fidelity.shelf import table
from fidelity.text import normalise

LADDER: tuple[Relation, ...] = (
    "same",
    "synonym",
    "hypernym",
    "hyponym",
    "related",
    "antonym",
    "unknown",
)
"""Best first, as far as one answer can be placed without an engine's own measure."""

CONFIRMING: frozenset[Relation] = frozenset({"same", "synonym"})
"""The relations under which an answer brings the concept back."""


@cache
def _idle_words() -> dict[str, frozenset[str]]:
    import yaml

    read = yaml.safe_load(table("idle-words.yaml").read_text("utf-8"))
    return {tag: frozenset(words) for tag, words in read.items()}


@lru_cache(maxsize=65536)
def content(text: str, tag: Tag) -> tuple[frozenset[str], ...]:
    """List the possible dictionary forms of each word of a wording that carries meaning."""
    base = tag.split("-")[0]
    idle = _idle_words().get(base, frozenset())
    words = language(tag).words(normalise(text))
    kept = [word for word in words if word.text.casefold() not in idle] or list(words)
    return tuple(frozenset((*word.lemmas, word.text.casefold())) for word in kept)


@lru_cache(maxsize=262144)
def relation(answer: str, wanted: str, tag: Tag) -> Relation:
    """Place one answer against one wanted wording, both in the language ``tag``."""
    mine, theirs = content(answer, tag), content(wanted, tag)
    if not mine or not theirs:
        return "unknown"
    if len(mine) == len(theirs) and all(a & b for a, b in zip(mine, theirs, strict=True)):
        return "same"
    if "".join(min(forms) for forms in mine) == "".join(min(forms) for forms in theirs):
        return "same"
    if tag.split("-")[0] != "en":
        return _by_words(mine, theirs)
    if len(mine) == len(theirs) == 1:
        return _best(wordnet.relation(b, a) for a in mine[0] for b in theirs[0])
    found = wordnet.relation(normalise(wanted), normalise(answer))
    return found if found != "unknown" else _by_rest(mine, theirs)


def _by_words(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> Relation:
    """Compare phrases: one that lacks a word of the other is wider, one that adds is narrower."""
    rest_mine, rest_theirs = _rest(mine, theirs), _rest(theirs, mine)
    if not rest_mine and rest_theirs:
        return "hypernym"
    if not rest_theirs and rest_mine:
        return "hyponym"
    return "related" if len(rest_mine) < len(mine) and len(theirs) > 1 else "unknown"


def _by_rest(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> Relation:
    """Compare English phrases that share a word by the words in which they differ.

    What "hungry country" has in common with "host country" says nothing about the rest of it.
    """
    found = _by_words(mine, theirs)
    if found != "related":
        return found
    return _best(
        wordnet.relation(wanted, answer)
        for one in _rest(mine, theirs)
        for other in _rest(theirs, mine)
        for answer in one
        for wanted in other
    )


def _rest(
    ours: Sequence[frozenset[str]], others: Sequence[frozenset[str]]
) -> Sequence[frozenset[str]]:
    """List the words of a phrase that another one has not."""
    return [word for word in ours if not any(word & other for other in others)]


def _best(relations: Iterable[Relation]) -> Relation:
    return min(relations, key=LADDER.index, default="unknown")


def best_relation(answers: Iterable[str], wanted: Iterable[str], tag: Tag) -> Relation:
    """Find the nearest that any of the answers comes to any of the wanted wordings."""
    texts = tuple(wanted)
    return _best(relation(answer, text, tag) for answer in answers for text in texts)
