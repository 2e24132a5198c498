"""Neural translation on this machine, with any model in the format of CTranslate2.

**What it is.** Models of OPUS-MT that have been converted for CTranslate2, and packages of Argos
Translate, are run on the CPU by the package ``ctranslate2``. The packages that Argos Translate has
installed are found by themselves; other models are named in the settings, with their languages::

    pip install "fidelity-check[ct2]"

    [tool.fidelity.engine.ct2]
    models = [
      {path = "~/models/opus-mt-ru-en", from = "ru", to = "en"},
      {path = "~/models/opus-mt-en-zle", from = "en", to = "ru", prefix = ">>rus<<"},
      "~/models/translate-en_es-1_9",    # an unpacked Argos package says its languages itself
    ]
    deadline = 30   # seconds that 32 answers may take

A model of OPUS-MT is converted once, elsewhere, with ``ct2-transformers-converter --model
Helsinki-NLP/opus-mt-ru-en --quantization int8 --copy_files source.spm target.spm``. Every other
maker's models should say so (``maker = "name"``), because models of one maker count as one vote.

**Key and cost.** None.

**Languages.** Those of your models.

**What it answers.** The five best translations with their scores: the mean logarithm of the chance
of a piece, so 0 is best and -1 is poor. For a wording that the question names, also its own score,
whether or not it is among the five; its rank is then a lower bound. A text with a piece that the
model does not know, and one that comes back as it was, get no answer.

**How far to trust it.** It translates as the model does: the commonest sense, in modern usage. The
later answers of a list are often no words at all.

**Terms of use.** CTranslate2 is under the MIT licence; models of OPUS-MT are mostly under CC BY
4.0, those of Argos under CC0 or the MIT licence: see each one.

**Privacy.** Nothing leaves the machine.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version as installed_version
from typing import Any, NamedTuple

from fidelity.engines._answers import answered, deadline, question, same_language
from fidelity.engines._ct2_models import END, Model, models
from fidelity.engines._owner import Faulty, Owner
from fidelity.model import Egress, Fail, Outcome, Query, Standing, Tag
from fidelity.protocols import Engine, Missing, Setup

_METHOD = "1"  # raised whenever the same question may get another answer from the same model
_SENDS = "nothing: it is translated on this machine"
_DEADLINE = 30.0
_BATCH = 32
_BEST = 5
_LONGEST_ANSWER = 96  # pieces


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """List an engine for each maker and pair of languages, and what to install.

    Raises:
        UsageError: a setting cannot be used.
    """
    found = models(setup.options)
    seconds = deadline(setup.options, "ct2", _DEADLINE)
    runs = importlib.util.find_spec("ctranslate2") is not None
    pairs: dict[tuple[str, ...], list[Model]] = {}
    for model in found:
        pair = tuple(sorted((model.source, model.target)))
        pairs.setdefault((model.maker, *pair), []).append(model)
    if runs:
        for directions in pairs.values():
            yield Ct2Engine(directions, seconds)
    if not runs or not found:
        fetch = "name the folder of a converted model in [tool.fidelity.engine.ct2] models"
        yield Missing(
            id="ct2:models",
            family="opus-mt",
            pairs="any pair for which there is a model of OPUS-MT or Argos",
            egress="local",
            sends=_SENDS,
            how_to_add=fetch if runs else f'pip install "fidelity-check[ct2]", then {fetch}',
        )


class _Loaded(NamedTuple):
    translator: Any
    source: Any
    target: Any
    vocabulary: frozenset[str] | None


class Ct2Engine:
    """The models of one maker for one pair of languages. They are loaded when first asked.

    Args:
        directions: the model of each direction; one may be missing.
        seconds: how long a batch of answers may take.
    """

    egress: Egress = "local"
    sends = _SENDS

    def __init__(self, directions: Sequence[Model], seconds: float = _DEADLINE) -> None:
        first = directions[0]
        pair = "-".join(sorted((first.source, first.target)))
        self.id = f"ct2:{first.maker}.{pair}"
        self.family = first.maker
        self.pairs = ", ".join(f"{model.source} → {model.target}" for model in directions)
        self._directions = tuple(directions)
        self._seconds = seconds
        self._owner = Owner()

    @functools.cached_property
    def version(self) -> str:
        """The method, the version of the runtime and a hash of the models."""
        try:
            prints = [model.fingerprint()[:12] for model in self._directions]
        except OSError:
            prints = ["unreadable"]
        return "+".join((f"{_METHOD}.{installed_version('ctranslate2')}", *prints))

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether there is a model of this direction."""
        return self._model(source, target) is not None

    def _model(self, source: Tag, target: Tag) -> Model | None:
        for model in self._directions:
            if same_language(source, model.source) and same_language(target, model.target):
                return model
        return None

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Translate the queries, those of one direction together."""
        outcomes: dict[int, Outcome] = {}
        asked: dict[Model, list[tuple[int, str]]] = {}
        for place, query in enumerate(batch):
            model = self._model(query.source, query.target)
            text = Fail("unsupported-pair") if model is None else question(query)
            if model is None or isinstance(text, Fail):
                outcomes[place] = text if isinstance(text, Fail) else Fail("unsupported-pair")
            else:
                asked.setdefault(model, []).append((place, text))
        for model, texts in asked.items():
            for first in range(0, len(texts), _BATCH):
                part = texts[first : first + _BATCH]
                queries = {place: (batch[place], text) for place, text in part}
                outcomes.update(self._together(model, queries))
        return [outcomes[place] for place in range(len(batch))]

    def _together(
        self, model: Model, queries: Mapping[int, tuple[Query, str]]
    ) -> Mapping[int, Outcome]:
        """Answer some queries of one direction, or all of them with one fault."""

        def job(kept: dict[str, Any]) -> Mapping[int, Outcome]:
            name = str(model.folder)
            if name not in kept:
                kept[name] = _loaded(model)
            if kept[name] is None:
                return dict.fromkeys(queries, Fail("unreadable"))
            return _translated(kept[name], model, queries)

        try:
            return self._owner.ask(job, self._seconds)
        except TimeoutError:
            return dict.fromkeys(queries, Fail("timeout"))
        except Faulty:
            if len(queries) == 1:
                return dict.fromkeys(queries, Fail("engine-fault"))
        alone = [self._together(model, {place: query}) for place, query in queries.items()]
        return {place: outcome for each in alone for place, outcome in each.items()}


def _loaded(model: Model) -> _Loaded | None:
    """Load a model; null for one that cannot be read."""
    spm = importlib.import_module("sentencepiece").SentencePieceProcessor
    try:
        # One thread: on a busy machine more of them wait for each other for seconds.
        translator = importlib.import_module("ctranslate2").Translator(
            str(model.folder), device="cpu", inter_threads=1, intra_threads=1
        )
        source, target = (
            spm(model_file=str(path)) for path in (model.source_pieces, model.target_pieces)
        )
        return _Loaded(translator, source, target, model.vocabulary())
    except (OSError, RuntimeError, ValueError):
        return None


def tokens(pieces: Sequence[str], model: Model) -> list[str]:
    """Frame the pieces of a source text as the model learned them."""
    return [*model.prefix, *pieces, *([END] if model.ends() else [])]


def _translated(
    loaded: _Loaded, model: Model, queries: Mapping[int, tuple[Query, str]]
) -> Mapping[int, Outcome]:
    outcomes: dict[int, Outcome] = {}
    sources: dict[int, list[str]] = {}
    for place, (_, text) in queries.items():
        pieces = loaded.source.encode(text, out_type=str)
        if loaded.vocabulary is not None and not loaded.vocabulary.issuperset(pieces):
            outcomes[place] = Fail("not-found")
        else:
            sources[place] = tokens(pieces, model)
    results = loaded.translator.translate_batch(
        list(sources.values()),
        beam_size=_BEST,
        num_hypotheses=_BEST,
        max_batch_size=_BATCH,
        max_decoding_length=_LONGEST_ANSWER,
        return_scores=True,
        disable_unk=True,
    )
    for (place, source), result in zip(sources.items(), results, strict=True):
        query = queries[place][0]
        found = [
            (loaded.target.decode_pieces(hypothesis), score)
            for hypothesis, score in zip(result.hypotheses, result.scores, strict=True)
        ]
        outcomes[place] = answered(query, found, _wanted(loaded, source, query, result.scores))
    return outcomes


def _wanted(
    loaded: _Loaded, source: Sequence[str], query: Query, scores: Sequence[float]
) -> list[Standing]:
    """Score the wanted wordings by making the model say them."""
    texts = [text for text in query.wanted if text.strip()]
    if not texts:
        return []
    results = loaded.translator.score_batch(
        [source] * len(texts),
        [loaded.target.encode(text, out_type=str) for text in texts],
        max_batch_size=_BATCH,
    )
    standings = []
    for text, result in zip(texts, results, strict=True):
        score = sum(result.log_probs) / len(result.log_probs)
        rank = 1 + sum(other > score for other in scores)
        standings.append(Standing(text, score, rank, math.exp(score)))
    return standings
