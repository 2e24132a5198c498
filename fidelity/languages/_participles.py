"""Past participles of French and Spanish verbs, of which dictionaries lack some or all forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from fidelity import plain_yaml as plain
from fidelity import shelf

_VERB = 8
"""Forms that a word has at least in the dictionary if it is a verb: a noun has two or three."""


def participles(language: str, lemma: str, known: Collection[str]) -> tuple[str, ...]:
    """List the participles of a verb in each gender and number (enlever: enlevé, enlevées …).

    Args:
        language: the language part of a BCP 47 tag; one without data gives nothing.
        lemma: the dictionary form of a word.
        known: its forms as the dictionary lists them; a noun, which has few, gives nothing.

    Returns:
        The participles; none where they are nouns of another sense.

    Source: ``data/participles.yaml``.
    """
    instead = _endings().get(language)
    if instead is None or len(known) < _VERB:
        return ()
    longest = max(filter(lemma.endswith, instead), key=len, default="")
    return tuple(lemma.removesuffix(longest) + rest for rest in instead.get(longest, ()))


@cache
def _endings() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Read what participles have in place of the endings of the infinitive, by language."""
    path = shelf.table("participles.yaml")
    return {
        tag: {
            infinitive: plain.texts(endings, infinitive, path)
            for infinitive, endings in plain.keys(value, tag, path).items()
        }
        for tag, value in plain.keys(plain.parsed(path), "the file", path).items()
    }
