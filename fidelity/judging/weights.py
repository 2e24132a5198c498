"""The learned numbers that turn signals into points, and points into a probability.

The score is a sum of weights of evidence (Good 1950, "Probability and the weighing of evidence"):
each engine's signals give points, natural logarithms of how much likelier they are for a drifted
than for a faithful rendering. Within a family the mean counts, across families the sum, times a
slope learned for that number of families, because families are never quite independent. So an
engine that is not installed adds nothing, and the model does not hang on which ones are.

When to say nothing is split conformal prediction, once for each label and each number of families
(Vovk et al. 2005, "Algorithmic learning in a random world", 4.5): the threshold of *drifted* is the
probability that no more than a stated share of right renderings reaches, the threshold of
*faithful* the one that no more than a stated share of drifted ones stays under; between the two the
evidence is missing or balanced.

Within one script all of it is learned apart for renderings that look like their term and for
others. What an engine answers is worth something else there, and right renderings reach another
probability (the taxonomy of a Mondrian predictor, the same, 4.5).

``python -m benchmarks.train`` makes the file; nothing in it is set by hand but ``facts``.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from fidelity.judging.signals import NAMES
from fidelity.model import Tag
from fidelity.shelf import table
from fidelity.text import LOOK_ALIKE, likeness

FILE = "weights.json"
SURE = "0.02"
"""The share of right renderings that may reach the probability from which a verdict is sure."""

COMPARED = (NAMES.index("back_nearness"), NAMES.index("forward_nearness"))
"""The places of the signals for which texts have to be placed in the space of meaning."""

Form = Literal["other", "alike"]
FORMS: Mapping[str, tuple[Form, ...]] = {
    "same-script": ("other", "alike"),
    "other-script": ("other",),
}
"""What is learned apart in each group. In another script letters hardly deceive."""


def form(group_name: str, term: str, rendering: str) -> Form:
    """Say of which form a term and its rendering are.

    Args:
        group_name: the group of their languages.
        term: the term.
        rendering: the rendering.

    Returns:
        ``alike`` for wordings of one script that look alike (an embedding takes letters for
        meaning there), else ``other``.
    """
    alike = "alike" in FORMS[group_name] and likeness(term, rendering) >= LOOK_ALIKE
    return "alike" if alike else "other"


@dataclass(frozen=True, slots=True)
class Points:
    """One kind of engine: how its signals are weighed."""

    bias: float
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]

    def of(self, signals: tuple[float, ...]) -> float:
        """Weigh signals; more than 0 speaks for *drifted*. What was not measured adds nothing."""
        return self.bias + sum(
            weight * (signal - mean) / scale
            for weight, signal, mean, scale in zip(
                self.weights, signals, self.mean, self.scale, strict=True
            )
            if not math.isnan(signal)
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a sum of points becomes log odds and then a verdict, for one number of families."""

    intercept: float
    slope: float
    drifted: float
    """Probability from which the verdict is *drifted*."""
    faithful: float
    """Probability up to which the verdict is *faithful*."""
    sure: float = 1.0
    """Probability that hardly any right rendering reaches: one in fifty."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything learned for one group of language pairs and one form of wording."""

    group: str
    version: str
    base_rate: float
    """Share of drifted renderings at which the probabilities are calibrated."""
    engines: Mapping[str, Points]
    """By kind of engine (the part of its id before the colon); ``any`` for a kind never seen."""
    competence: Mapping[str, float]
    """What a vote counts, by the engine's state: ``passed``, ``unverified``, ``failed``."""
    discounts: Mapping[str, float]
    """How much of a kind's vote is its own where other kinds vote too, because they learned from
    the same texts or from each other."""
    like: Mapping[str, str]
    """By kinds of engines that nothing was learned for: the kind that stands for each."""
    families: tuple[Calibration, ...]
    """For one family, two families …; the last one serves for more."""
    facts: Mapping[str, float]
    """Points for what another glossary says outright: ``accepted``, ``deprecated``,
    ``forbidden``."""
    forms: Mapping[Form, Weights] = field(default_factory=dict)
    """What was learned for each form of wording."""

    def suited(self, term: str, rendering: str) -> Weights:
        """Give what was learned for a term and a rendering of their form."""
        return self.forms.get(form(self.group, term, rendering), self)

    def points(
        self, kind: str, signals: tuple[float, ...], state: str, *, alone: bool = False
    ) -> float:
        """Weigh what an engine of one kind said.

        Args:
            kind: the kind of engine.
            signals: what was measured of its answers.
            state: how it did on the control questions.
            alone: whether no other family has a vote; then its own counts whole.
        """
        learned = self.like.get(kind, kind)
        own = self.competence[state]
        if not alone:
            own *= self.discounts.get(learned, self.discounts["any"])
        return own * self.engines.get(learned, self.engines["any"]).of(signals)

    def stand_in(self, kind: str) -> str | None:
        """Name whose numbers weigh a kind of engine that was never measured itself.

        Args:
            kind: the kind of engine.

        Returns:
            The kind that stands for it, ``any`` where none is like it; null where it was measured.
        """
        learned = self.like.get(kind, kind)
        if learned not in self.engines:
            return "any"
        return None if learned == kind else learned

    def compares(self, kind: str) -> bool:
        """Say whether it matters how near the answers of a kind of engine are in meaning."""
        learned = self.engines.get(self.like.get(kind, kind), self.engines["any"])
        return any(learned.weights[place] for place in COMPARED)

    def calibration(self, families: int) -> Calibration:
        """Give what holds for a number of families that had something to say."""
        return self.families[min(max(families, 1), len(self.families)) - 1]

    def probability(self, by_family: Mapping[str, float], facts: float = 0.0) -> float:
        """Turn points into the probability of *drifted*.

        Args:
            by_family: the mean points of each family that had something to say.
            facts: points that are no opinion and so are not discounted.
        """
        log_odds = math.log(self.base_rate / (1 - self.base_rate)) + facts
        if by_family:
            calibration = self.calibration(len(by_family))
            log_odds += calibration.intercept + calibration.slope * sum(by_family.values())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr"), "Cyrillic"),
    **dict.fromkeys(("zh", "ja", "ko"), "Han"),
    **dict.fromkeys(("ar", "fa", "ur"), "Arabic"),
}


def group(source: Tag, target: Tag) -> str:
    """Name the group of a pair: ``same-script`` or ``other-script``.

    Within one script an embedding takes look-alikes for the same word, so its votes weigh less.
    """
    a, b = (_SCRIPTS.get(tag.split("-")[0], "Latin") for tag in (source, target))
    return "same-script" if a == b else "other-script"


@cache
def weights_for(group_name: str) -> Weights:
    """Load what was learned for a group of language pairs: the look-alikes of one script apart."""
    data = table(FILE).read_bytes()
    read = json.loads(data)
    version = f"{read['version']}@{hashlib.sha256(data).hexdigest()[:8]}"
    learned = {name: _loaded(read, group_name, name, version) for name in FORMS[group_name]}
    return replace(learned["other"], forms=learned)


def _loaded(read: Mapping[str, Any], group_name: str, name: Form, version: str) -> Weights:
    own = read["groups"][group_name][name]
    return Weights(
        group=group_name,
        version=version,
        base_rate=read["base-rate"],
        engines={
            kind: Points(
                bias=value["bias"],
                mean=tuple(value["mean"]),
                scale=tuple(value["scale"]),
                weights=tuple(value["weights"]),
            )
            for kind, value in own["engines"].items()
        },
        competence=own["competence"],
        discounts=own["discounts"],
        like=read["like"],
        families=tuple(
            Calibration(
                value["intercept"],
                value["slope"],
                value["drifted"][read["risks"]["drifted"]],
                value["faithful"][read["risks"]["faithful"]],
                value["drifted"][SURE],
            )
            for value in own["families"]
        ),
        facts=read["facts"],
    )
