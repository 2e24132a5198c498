"""Which classes of limiting words exclude each other (``data/scope/groups.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from fidelity import plain_yaml as plain
from fidelity.model import Level
from fidelity.rules._limits import Limit
from fidelity.rules._wordings import data, path_of

GRAVITY: tuple[Level, ...] = ("note", "warning", "error")
"""Levels, the mildest first."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How a class must not vanish from one side."""

    answers: frozenset[str] = frozenset()
    """Classes that stand for it wherever they stand on the other side."""
    despite: frozenset[str] = frozenset()
    """Classes of its group that do not stand for it."""
    beside: frozenset[str] = frozenset()
    """One of these must stand shortly before what it limited; none: nothing must."""


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that draw one kind of limit."""

    name: str
    classes: frozenset[str]
    exchanged: Mapping[frozenset[str], Level]
    lost: Mapping[str, Missing]
    added: Mapping[str, Missing]
    numbers: frozenset[str]
    """Classes that count only before a number (over, under)."""
    unit: str
    """The unit of that number; empty: any."""
    floating: bool
    """Whether the place of its words says little of what they limit (again, although)."""
    needs: str
    """A class that both sides must have for the group to count; empty: none."""

    def level(self, one: Limit, other: Limit) -> Level | None:
        """Say how grave it is that a limit stands for another; null where it may.

        A word of two classes is taken in the sense that is least grave.
        """
        found = [
            self.exchanged.get(frozenset((a, b)))
            for a in one.firm & self.classes
            for b in other.firm & self.classes
        ]
        kept = [level for level in found if level]
        if not kept or len(kept) < len(found):
            return None
        return min(kept, key=GRAVITY.index)


@cache
def groups() -> tuple[Group, ...]:
    """Read the groups."""
    path = path_of("scope", "groups")
    listed = plain.keys(data("scope", "groups").get("groups", {}), "groups", path)
    return tuple(_group(name, value) for name, value in listed.items())


def _group(name: str, value: object) -> Group:
    path = path_of("scope", "groups")
    about = plain.keys(value, name, path)
    classes = frozenset(plain.texts(about.get("classes"), "classes", path))
    exchanged: dict[frozenset[str], Level] = {}
    if about.get("apart") == "true":
        exchanged = {frozenset(pair): "warning" for pair in combinations(sorted(classes), 2)}
    for each in plain.items(about.get("exchanged", []), "exchanged", path):
        pair = frozenset(plain.texts(each.get("between"), "between", path))
        exchanged[pair] = next(level for level in GRAVITY if level == each.get("level"))
    numbers = about.get("numbers", [])
    before = classes if numbers == "true" else plain.texts(numbers, "numbers", path)
    lost, added = (_missing(about.get(key, []), key) for key in ("lost", "added"))
    return Group(
        name,
        classes,
        exchanged,
        lost,
        added,
        frozenset(before),
        str(about.get("unit", "")),
        about.get("floating") == "true",
        str(about.get("needs", "")),
    )


def _missing(values: object, key: str) -> dict[str, Missing]:
    path = path_of("scope", "groups")
    found: dict[str, Missing] = {}
    for each in plain.items(values, key, path):
        if isinstance(each, str):
            found[each] = Missing()
            continue
        about = plain.keys(each, key, path)
        answers, despite, beside = (
            frozenset(plain.texts(about.get(name, []), name, path))
            for name in ("answers", "despite", "beside")
        )
        found[plain.text(about.get("class"), "class", path)] = Missing(answers, despite, beside)
    return found
