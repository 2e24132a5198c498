"""What a set of engines was measured to be worth for a pair of languages, and what to add first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fidelity.judging.weights import group, weights_for
from fidelity.model import Tag
from fidelity.protocols import Engine, Missing
from fidelity.shelf import table

FILE = "quality.json"
"""Written by ``python -m benchmarks.terms FOLDER --save``."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set of engines on one list of terms."""

    engines: frozenset[str]
    """Kinds of engines."""
    terms: int
    area: tuple[float, float, float]
    """The area under the curve with its 95 per cent interval: .5 is a guess, 1 is perfect."""
    found: float
    """Share of wrong renderings called drifted."""
    alarms: float
    """Share of right renderings called drifted."""
    cannot_tell: float
    """Share of renderings without a verdict."""

    def __str__(self) -> str:
        """Write the figures in one line."""
        value, low, high = (f"{each:.2f}" for each in self.area)
        return (
            f"finds {self.found:.0%} of wrong renderings, calls {self.alarms:.0%} of right ones "
            f"drifted, cannot tell {self.cannot_tell:.0%}; area {value} [{low}, {high}], "
            f"{self.terms} terms, {' + '.join(sorted(self.engines))}"
        )


@cache
def measurements() -> Mapping[str, tuple[Measured, ...]]:
    """Load what was measured, by pair (``en-ru``)."""
    pairs = json.loads(table(FILE).read_text("utf-8"))["pairs"]
    return {pair: tuple(map(_measured, rows)) for pair, rows in pairs.items()}


def _measured(row: Mapping[str, Any]) -> Measured:
    area = row["area"]
    return Measured(
        engines=frozenset(row["engines"]),
        terms=row["terms"],
        area=(area[0], area[1], area[2]),
        found=row["found"][0],
        alarms=row["alarms"][0],
        cannot_tell=row["cannot_tell"][0],
    )


def kinds(found: Sequence[Engine | Missing], source: Tag, target: Tag) -> frozenset[str]:
    """List the kinds of engines that are installed for a pair; glossaries are not counted."""
    return frozenset(
        engine.id.partition(":")[0]
        for engine in found
        if not isinstance(engine, Missing) and engine.serves(target, source)
    ) - {"termbase"}


def best(here: Collection[str], rows: Sequence[Measured]) -> Measured | None:
    """Find the figures that hold for a set: those of the largest part of it that was measured."""
    fitting = [row for row in rows if row.engines <= set(here)]
    return max(fitting, key=lambda row: (len(row.engines), row.area), default=None)


def first_to_add(here: Collection[str], rows: Sequence[Measured], pair: tuple[Tag, Tag]) -> str:
    """Name what to add first: what was measured to help most, else what usually helps.

    Args:
        here: the kinds that are installed for the pair.
        rows: what was measured for the pair.
        pair: the two languages.

    Returns:
        The step that adds it; empty where nothing is known that would help.
    """
    now = best(here, rows)
    more = [row for row in rows if row.engines > set(here) and (not now or row.area > now.area)]
    helping = max(more, key=lambda row: row.area, default=None)
    wanted = sorted(helping.engines - set(here)) if helping else []
    usual = [kind for kind in _usual(pair) if kind not in here]
    return next((_step(kind, pair) for kind in (*wanted, *usual)), "")


_STAND_INS = {
    "translator": "like firefox and apertium together, but less",
    "dictionary": "like the dictionaries of this machine",
    "apertium": "like apertium on this machine",
    "any": "half as much as a dictionary",
}


def unmeasured(here: Collection[str], pair: tuple[Tag, Tag]) -> list[str]:
    """Say of the kinds that were never measured how their votes are weighed.

    Args:
        here: the kinds that are installed for the pair.
        pair: the two languages.

    Returns:
        A line for each way of weighing that any of them has.
    """
    weights = weights_for(group(*pair))
    by_way: dict[str, list[str]] = {}
    for kind in sorted(here):
        stands = weights.stand_in(kind)
        if stands is not None:
            by_way.setdefault(_STAND_INS.get(stands, f"like {stands}"), []).append(kind)
    return [f"{', '.join(kinds_)}: weighed {way}" for way, kinds_ in sorted(by_way.items())]


def _usual(pair: tuple[Tag, Tag]) -> Iterator[str]:
    """List the kinds that may be had for a pair, the most useful one first."""
    if "en" in {tag.partition("-")[0] for tag in pair}:
        yield "dictionary"
        yield "firefox"


def _step(kind: str, pair: tuple[Tag, Tag]) -> str:
    """Say how a kind is added for a pair; on other systems the packages have other names."""
    codes = "-".join(map(_three_letters, pair))
    bases = {tag.partition("-")[0] for tag in pair}
    if kind == "dictionary":
        package = "mueller7-dict" if bases == {"en", "ru"} else f"dict-freedict-{codes}"
        return f"a dictionary; on Debian and Ubuntu: apt install {package}"
    if kind == "apertium":
        return f"apertium; on Debian and Ubuntu: apt install apertium apertium-{codes}"
    if kind == "firefox":
        return f"fidelity engines install firefox {pair[0]}-{pair[1]}"
    return kind


def _three_letters(tag: Tag) -> str:
    import langcodes

    return str(langcodes.get(tag.partition("-")[0]).to_alpha3())
