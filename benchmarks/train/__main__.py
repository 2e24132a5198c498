"""Runs the recipe and writes ``fidelity/data/weights.json``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.train.counts import counted
from benchmarks.train.further import admitted, phrases
from benchmarks.train.hard import friends, other_senses
from benchmarks.train.hear import Row, hear
from benchmarks.train.learn import DEFINED, DEFINITION, TRANSLATOR, definition_weights, learn
from benchmarks.train.pairs import Pair, pairs, translations
from benchmarks.train.senses import senses
from fidelity.cache import folder
from fidelity.engines import (
    _vocabulary,
    apertium,
    dictionary,
    embedding,
    firefox,
    vectors,
)
from fidelity.engines.termbase import TermbaseEngine
from fidelity.judging.signals import NAMES
from fidelity.judging.weights import FORMS, Form, form
from fidelity.model import Concept, Glossary, Tag, Term
from fidelity.protocols import Engine, Missing, Setup
from fidelity.shelf import table

VERSION = "5"
RISKS = {"drifted": "0.10", "faithful": "0.20"}
"""The thresholds that hold: one right rendering in ten may be called drifted, and one drifted
rendering in five faithful, as far as they are like the pairs that were learned from. A house
decision: what dictionaries list as right has more doubtful wordings in it than a glossary, and a
wrong sense that is a right rendering elsewhere no engine can see, so that a stricter threshold
would hardly ever call anything faithful."""
FRIENDS, SENSES = 200, 400
"""False friends in each band of likeness, and renderings of other senses, from each source."""
DIGITS = 6
UNMEASURED = 0.5
"""What the vote of a kind of engine counts that is like none which has been measured."""
LIKE = {
    "apertium-apy": "apertium",
    "azure": TRANSLATOR,
    "ct2": TRANSLATOR,
    "deepl": TRANSLATOR,
    "dict": "dictionary",
    "google-cloud": TRANSLATOR,
    "google-web": TRANSLATOR,
    "libretranslate": TRANSLATOR,
    "openai-chat": TRANSLATOR,
}
"""What stands for kinds of engines that cannot be heard here. The same programs and dictionaries
behind a server count as they do on this machine."""
FACTS = {"accepted": -10.0, "deprecated": 3.0, "forbidden": 10.0}
"""A house decision, not learned: what another glossary states outright outweighs every engine."""
_LIST = 20_000
"""English words that the list contains which stands for a loaded glossary."""


@dataclass(frozen=True)
class Source:
    """A dictionary that supplies pairs, and the engines that are heard on them.

    A dictionary is never heard on pairs that it supplied itself.
    """

    dictionary: str
    witness: str
    """A second dictionary of the same languages, which says of which pairs one can be sure."""
    target: Tag
    count: int
    heard: Sequence[str]
    """Ids or kinds of engines."""
    further: tuple[int, int]
    """How many admitted synonyms, and how many phrases."""

    @property
    def name(self) -> str:
        """For the file in which the answers are kept."""
        return self.dictionary.partition(":")[2]


WORD_LIST = "termbase:freedict-eng-rus"
RECIPES: Mapping[str, Sequence[Source]] = {
    "other-script": (
        Source(
            "dictionary:mueller7",
            "dictionary:freedict-eng-rus",
            "ru",
            2000,
            ("embedding", "vectors", WORD_LIST),
            (700, 600),
        ),
        Source(
            "dictionary:freedict-eng-rus",
            "dictionary:mueller7",
            "ru",
            1200,
            ("embedding", "vectors", "dictionary:mueller7"),
            (200, 200),
        ),
    ),
    "same-script": (
        Source(
            "dictionary:freedict-eng-deu",
            "dictionary:freedict-deu-eng",
            "de",
            700,
            ("embedding",),
            (500, 400),
        ),
        Source(
            "dictionary:freedict-eng-por",
            "dictionary:freedict-por-eng",
            "pt",
            1500,
            ("embedding", "firefox"),
            (600, 500),
        ),
        Source(
            "dictionary:freedict-eng-spa",
            "dictionary:freedict-spa-eng",
            "es",
            700,
            ("embedding", "apertium"),
            (400, 300),
        ),
    ),
}


def main(cache_folder: Path, keep: Path | None) -> None:
    """Learn all groups and write the file."""
    setup = Setup(cache=cache_folder)
    modules = (apertium, dictionary, embedding, firefox, vectors)
    offered = [engine for module in modules for engine in module.engines(setup)]
    engines = {engine.id: engine for engine in offered if not isinstance(engine, Missing)}
    engines[WORD_LIST] = TermbaseEngine(_listed(engines["dictionary:freedict-eng-rus"], "ru"))
    groups: dict[str, Any] = {}
    for group, sources in RECIPES.items():
        rows = counted(
            [row for source in sources for row in _rows(source, engines, cache_folder, keep)]
        )
        defined = _defined(sources[0], engines, keep)
        groups[group] = {each: _learned(group, each, rows, defined) for each in FORMS[group]}
    for taker, giver in (("other-script", "same-script"), ("same-script", "other-script")):
        for each in groups[taker].keys() & groups[giver].keys():
            _lend(groups[taker][each], groups[giver][each])
    for forms in groups.values():
        for learned in forms.values():
            _lend(learned, forms["other"])
            _guess(learned)
    written = {
        "version": VERSION,
        "recipe": "python -m benchmarks.train",
        "base-rate": 0.5,
        "signals": NAMES,
        "facts": FACTS,
        "like": LIKE,
        "risks": RISKS,
        "groups": groups,
    }
    text = json.dumps(rounded(written), indent=1, ensure_ascii=False)
    table("weights.json").write_text(text + "\n", "utf-8")


def _learned(group: str, wanted: Form, rows: Sequence[Row], defined: Sequence[Row]) -> Any:
    """Learn the numbers for the wordings of one form."""
    own = [r for r in rows if form(group, r.pair.term, r.pair.rendering) == wanted]
    learned = learn(f"{group}, {wanted}", own)
    points = learned["engines"]["embedding"]
    weights = definition_weights(defined, "embedding", points)
    points["weights"][DEFINITION], points["weights"][DEFINED] = weights
    return learned


def _listed(one: Engine, target: Tag) -> Glossary:
    """Make of a small dictionary what a user might load as a glossary."""
    concepts = []
    for entry in _vocabulary.vocabulary("en")[:_LIST]:
        texts = translations(one, entry.word, target)[:3]
        renderings = (
            Term(text, target, "admitted" if place else "preferred")
            for place, text in enumerate(texts)
        )
        if texts:
            concepts.append(Concept(entry.word, (Term(entry.word, "en"), *renderings)))
    return Glossary("freedict-eng-rus", tuple(concepts), ("en", target))


def _heard(source: Source, engines: Mapping[str, Engine], names: Sequence[str]) -> list[Engine]:
    return [
        engine
        for engine in engines.values()
        if (engine.id in names or engine.id.partition(":")[0] in names)
        and engine.serves(source.target, "en")
    ]


def _rows(
    source: Source, engines: Mapping[str, Engine], cache_folder: Path, keep: Path | None
) -> list[Row]:
    def made() -> list[Row]:
        one, other = engines[source.dictionary], engines[source.witness]
        found = pairs(one, other, source.target, source.count, cache_folder)
        return hear(found, _heard(source, engines, source.heard))

    def more() -> list[Row]:
        one, other = engines[source.dictionary], engines[source.witness]
        found = admitted(one, other, source.target, source.further[0], cache_folder)
        found += phrases(one, other, source.target, source.further[1], cache_folder)
        return hear(found, _heard(source, engines, source.heard))

    def hard() -> list[Row]:
        one, other = engines[source.dictionary], engines[source.witness]
        found = friends(one, other, source.target, FRIENDS)
        found += other_senses(one, source.target, SENSES)
        return hear(found, _heard(source, engines, source.heard))

    return [
        *_kept(keep, source.name, made),
        *_kept(keep, f"{source.name}-further", more),
        *_kept(keep, f"{source.name}-hard", hard),
    ]


def _defined(source: Source, engines: Mapping[str, Engine], keep: Path | None) -> list[Row]:
    def made() -> list[Row]:
        found = senses(engines[source.dictionary], source.target)
        return hear(found, _heard(source, engines, ("embedding",)))

    return _kept(keep, f"{source.name}-senses", made)


def _kept(keep: Path | None, name: str, make: Callable[[], list[Row]]) -> list[Row]:
    """Read rows from a file, making them first where it is not there."""
    path = None if keep is None else keep / f"{name}.json"
    if path is not None and path.is_file():
        return [
            Row(Pair(**pair), {kind: tuple(s) for kind, s in signals.items()}, states)
            for pair, signals, states in json.loads(path.read_text("utf-8"))
        ]
    rows: list[Row] = make()
    if path is not None:
        told = [[asdict(row.pair), row.signals, row.states] for row in rows]
        path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return rows


def _lend(taker: dict[str, Any], giver: Mapping[str, Any]) -> None:
    """Take over the kinds of engines that could be measured in the other group only.

    What a translator or a dictionary answers means the same whatever the script.
    """
    for kind in giver["engines"].keys() - taker["engines"].keys():
        taker["engines"][kind] = giver["engines"][kind]
        taker["discounts"][kind] = giver["discounts"][kind]


def _guess(learned: dict[str, Any]) -> None:
    """Weigh what nobody measured: half as much as a dictionary."""
    learned["engines"]["any"] = learned["engines"]["dictionary"]
    learned["discounts"]["any"] = UNMEASURED * learned["discounts"]["dictionary"]


def rounded(value: Any) -> Any:
    """Round every number, so that the file is the same on every machine."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return value


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=None)
    parser.add_argument("--keep", type=Path, default=None)
    given = parser.parse_args()
    main(given.cache or folder(None), given.keep)
