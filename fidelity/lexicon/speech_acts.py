"""How a language uses its words of force: who speaks, and where such a word is no speech act.

*Demand* is a demand in "the Council demands", and none in "supply and demand". Which wordings hold
a word of force without being a speech act, which words count only where somebody is seen to speak,
and which words strengthen an act stands in ``data/speech-acts``, a file a language.
``docs/scales.md`` describes the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.lexicon.wordings import Wording, wordings_of
from fidelity.model import Tag


@dataclass(frozen=True, slots=True)
class SpeechActs:
    """What one language's texts show of who does what by speaking."""

    language: Tag
    speakers: frozenset[str] = frozenset()
    """Words that can be the subject of a speech act, as they stand before the verb, lower case."""
    nouns_have_capitals: bool = False
    """Whether a capital inside a sentence tells no name."""
    separable: tuple[str, ...] = ()
    """Parts of verbs that may stand at the end of the clause (ruft … auf)."""
    attributive_endings: tuple[str, ...] = ()
    """Endings of participles that stand with a noun and perform nothing (осуждающий)."""
    noun_marks: frozenset[str] = frozenset()
    """Words after which a form that is verb and noun alike (*request*, *demande*) is the noun."""
    verb_marks: frozenset[str] = frozenset()
    """Words after which it is the verb; empty: wherever no noun mark stands before it."""
    coordinators: frozenset[str] = frozenset()
    """Words that join a second act to the first (*and*)."""
    adverbs: frozenset[str] = frozenset()
    """Words that may stand between the subject and its verb (*also*, *further*)."""
    carriers: tuple[Wording, ...] = ()
    """Verbs that make an act of a noun: *express* concern."""
    strengthening_adverbs: tuple[Wording, ...] = ()
    """Words that strengthen a verb or participle beside them."""
    strengthening_adjectives: tuple[Wording, ...] = ()
    """Words that strengthen a noun after them."""
    strongest: tuple[Wording, ...] = ()
    """Phrases that strengthen the act wherever in its clause they stand."""
    no_acts: tuple[Wording, ...] = ()
    """Wordings that hold a word of force and are no speech act (*parties concerned*)."""
    needs_speaker: frozenset[str] = frozenset()
    """Expressions that are a speech act only where a speaker stands right before them."""
    only_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Expressions that are one only before one of these words; ``-ing`` stands for an ending."""
    other_senses: Mapping[str, Mapping[Tag, tuple[Wording, ...]]] = field(default_factory=dict)
    """By expression and language: words that it renders without being a speech act."""


@cache
def speech_acts(tag: Tag) -> SpeechActs:
    """Read how a language uses its words of force.

    Args:
        tag: a BCP 47 tag; script and region make no difference.

    Returns:
        What is known; of a language without a file, nothing.

    Raises:
        InputError: a shipped file is damaged.
    """
    base = tag.split("-")[0].lower()
    path = shelf.table("speech-acts") / f"{base}.yaml"
    if not (base.isalpha() and path.is_file()):
        return SpeechActs(base)
    root = plain.keys(plain.parsed(path), "the file", path)

    def words(name: str) -> frozenset[str]:
        return frozenset(plain.texts(root.get(name, []), name, path))

    def wordings(name: str) -> tuple[Wording, ...]:
        return wordings_of(root.get(name, []), name, path)

    before = plain.keys(root.get("only-before", {}), "only-before", path)
    senses = plain.keys(root.get("other-senses", {}), "other-senses", path)
    return SpeechActs(
        base,
        words("speakers"),
        root.get("capitals") == "nouns",
        plain.texts(root.get("separable", []), "separable", path),
        plain.texts(root.get("attributive-endings", []), "attributive-endings", path),
        words("noun-marks"),
        words("verb-marks"),
        words("coordinators"),
        words("adverbs"),
        wordings("carriers"),
        wordings("strengthening-adverbs"),
        wordings("strengthening-adjectives"),
        wordings("strongest"),
        wordings("no-acts"),
        words("needs-speaker"),
        {text: frozenset(plain.texts(after, text, path)) for text, after in before.items()},
        {text: _senses(languages, text, path) for text, languages in senses.items()},
    )


def _senses(value: object, text: str, path: Path) -> dict[Tag, tuple[Wording, ...]]:
    return {
        tag: wordings_of(words, f"other-senses of {text}", path)
        for tag, words in plain.keys(value, f"other-senses of {text}", path).items()
    }
