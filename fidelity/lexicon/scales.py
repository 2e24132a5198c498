"""Scales of force: which words are stronger than which, per axis, and how far apart they stand.

The axes, their levels and their order are language-independent (``data/scales/axes.yaml``); each
language file says which expressions stand at which level. Where usage is double, an expression
holds more than one level, and only a distance that no reading explains counts. Where the order of
two levels is disputed, they are not comparable, and there is no distance.

``docs/scales.md`` is the reference of the file format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fidelity import plain_yaml as plain
from fidelity import shelf
from fidelity.lexicon._axes import Axis, Step, crosses_binding, distance, strengthened
from fidelity.model import Tag

__all__ = [
    "PARTS_OF_SPEECH",
    "Axis",
    "Expression",
    "Scales",
    "Step",
    "axes",
    "crosses_binding",
    "distance",
    "expressions",
    "load",
    "strengthened",
]

PARTS_OF_SPEECH = (
    "verb", "noun", "adjective", "participle", "adverb", "auxiliary", "preposition", "phrase",
)  # fmt: skip
"""The groups in which a level lists its expressions; ``phrase`` for what is none of the others."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One wording with the force that it has."""

    text: str
    """In dictionary form."""
    language: Tag
    axis: str
    levels: tuple[str, ...]
    """More than one where usage is double."""
    part_of_speech: str
    source: str
    forms: tuple[str, ...] = ()
    """The only inflected forms that count (*devrait*, not *doit*); empty: all of them."""
    contested: tuple[str, ...] = ()
    """Levels that one side claims for the wording and another side denies."""
    note: str | None = None
    marked: bool = False
    """Whether the wording is more than its level, coloured or rare, and no first suggestion."""


@dataclass(frozen=True, slots=True)
class Scales:
    """All axes and all expressions."""

    axes: tuple[Axis, ...]
    expressions: tuple[Expression, ...]

    def axis(self, name: str) -> Axis:
        """Find an axis.

        Raises:
            KeyError: there is no axis of that id.
        """
        for axis in self.axes:
            if axis.id == name:
                return axis
        raise KeyError(name)

    def language(self, tag: Tag) -> tuple[Expression, ...]:
        """List the expressions of a language; region and script make no difference."""
        base = tag.split("-")[0].lower()
        return tuple(entry for entry in self.expressions if entry.language == base)


def axes() -> tuple[Axis, ...]:
    """List the shipped axes."""
    return load().axes


def expressions(tag: Tag) -> tuple[Expression, ...]:
    """List the shipped expressions of a language; empty where there are none."""
    return load().language(tag)


@cache
def load(paths: tuple[Path, ...] = ()) -> Scales:
    """Read the shipped scales, and an office's own over them.

    Args:
        paths: YAML files in the format of the shipped ones; later files win. An axis of a known id
            replaces that axis, and shipped expressions lose the levels that it no longer has. An
            expression replaces those of the same text and language on the same axis;
            ``replace: true`` drops all that were there of that axis and language.

    Raises:
        InputError: a file cannot be read, has another shape, names an axis or level that does not
            exist, or sets an expression at two levels without calling it double.
    """
    scales = _merged(Scales((), ()), sorted(shelf.table("scales").glob("*.yaml")))
    return _merged(scales, paths) if paths else scales


def _merged(scales: Scales, paths: Iterable[Path]) -> Scales:
    """Lay files over scales: all axes first, then the expressions."""
    roots = [(path, plain.keys(plain.parsed(path), "the file", path)) for path in paths]
    axes = {axis.id: axis for axis in scales.axes}
    for path, root in roots:
        if "language" not in root:
            axes |= {axis.id: axis for axis in _axes(root, path)}
    words = [kept for word in scales.expressions if (kept := _kept(word, axes[word.axis]))]
    for path, root in roots:
        if "language" in root:
            words = _overlaid(words, root, axes, path)
    return Scales(tuple(axes.values()), tuple(words))


def _kept(word: Expression, axis: Axis) -> Expression | None:
    """Leave out the levels that the axis does not have; null where none is left."""
    ids = {step.id for step in axis.levels}
    levels = tuple(level for level in word.levels if level in ids)
    contested = tuple(level for level in word.contested if level in ids)
    return replace(word, levels=levels, contested=contested) if levels else None


def _axes(root: Mapping[str, Any], path: Path) -> Iterator[Axis]:
    """Read the axes of a file."""
    for name, value in plain.keys(root.get("axes"), "axes", path).items():
        about = plain.keys(value, f"the axis {name}", path)
        steps: list[Step] = []
        for level, node in plain.keys(about.get("levels"), f"levels of {name}", path).items():
            steps.append(_step(level, plain.keys(node, f"the level {level}", path), steps, path))
        _no_loose_ends(steps, path)
        definition = plain.text(about.get("definition"), f"the definition of {name}", path)
        yield Axis(name, definition, tuple(steps))


def _step(name: str, node: Mapping[str, Any], before: list[Step], path: Path) -> Step:
    """Read one level; by default it is stronger than the one before it."""
    usual = [before[-1].id] if before else []
    above = plain.texts(node.get("stronger-than", usual), f"stronger-than of {name}", path)
    for unknown in set(above) - {step.id for step in before}:
        problem = f"{name} is stronger than {unknown}, which does not stand before it"
        raise plain.fault(path, unknown, problem, "put the weaker level first")
    definition = plain.text(node.get("definition"), f"the definition of {name}", path)
    source = plain.text(node.get("source"), f"the source of {name}", path)
    flag = {"true": True, "false": False}.get(str(node.get("binding")))
    missed = str(node.get("missed")) == "true"
    return Step(name, definition, source, above, flag, node.get("strengthened"), missed)


def _no_loose_ends(steps: list[Step], path: Path) -> None:
    """Refuse a strengthened level that the axis does not have."""
    ids = {step.id for step in steps}
    for step in steps:
        if step.strengthened and step.strengthened not in ids:
            problem = f"{step.id} is strengthened to {step.strengthened}, which is no level"
            raise plain.fault(path, step.strengthened, problem, f"use one of: {', '.join(ids)}")


def _overlaid(
    words: list[Expression], root: Mapping[str, Any], known: Mapping[str, Axis], path: Path
) -> list[Expression]:
    """Lay the expressions of a language file over those that are there."""
    language = plain.text(root["language"], "language", path)
    for name, value in plain.keys(root.get("axes"), "axes", path).items():
        if name not in known:
            problem = f"there is no axis {name}"
            raise plain.fault(path, name, problem, f"use one of: {', '.join(known)}")
        about = plain.keys(value, f"the axis {name}", path)
        read = list(_expressions(language, known[name], about, path))
        texts = {word.text for word in read}
        everything = about.get("replace") == "true"
        words = [
            word
            for word in words
            if (word.language, word.axis) != (language, name)
            or not (everything or word.text in texts)
        ]
        words += read
    return words


def _expressions(
    language: Tag, axis: Axis, about: Mapping[str, Any], path: Path
) -> Iterator[Expression]:
    """Read the expressions of one axis: those of each level, then the double ones."""
    levels = plain.keys(about.get("levels", {}), "levels", path)
    blocks: list[tuple[tuple[str, ...], object]] = [
        ((name,), block) for name, block in levels.items()
    ]
    for block in plain.items(about.get("double", []), "double", path):
        both = plain.keys(block, "an entry of double", path).get("levels")
        blocks.append((plain.texts(both, "the levels of an entry of double", path), block))
    claims = _claims(language, axis, about, path)
    seen: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for names, block in blocks:
        for word in _block(language, axis, names, block, path):
            if seen.setdefault((word.text, word.forms), names) != names:
                problem = f"{word.text} stands twice on the axis {axis.id}"
                advice = "list it once, under double, with both levels"
                raise plain.fault(path, word.text, problem, advice)
            yield replace(word, contested=claims.get((word.text, word.forms), ()))


def _claims(
    language: Tag, axis: Axis, about: Mapping[str, Any], path: Path
) -> dict[tuple[str, tuple[str, ...]], tuple[str, ...]]:
    """Read which levels are claimed for which expression and denied by others."""
    found: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for block in plain.items(about.get("contested", []), "contested", path):
        level = plain.keys(block, "an entry of contested", path).get("level")
        name = plain.text(level, "the level of an entry of contested", path)
        for word in _block(language, axis, (name,), block, path):
            key = word.text, word.forms
            found[key] = (*found.get(key, ()), name)
    return found


def _block(
    language: Tag, axis: Axis, levels: tuple[str, ...], value: object, path: Path
) -> Iterator[Expression]:
    """Read the expressions that share their levels and their source."""
    block = plain.keys(value, f"the level {levels[0]}", path)
    ids = [step.id for step in axis.levels]
    for level in levels:
        if level not in ids:
            problem = f"the axis {axis.id} has no level {level}"
            raise plain.fault(path, level, problem, f"use one of: {', '.join(ids)}")
    source = plain.text(block.get("source"), f"the source of {levels[0]}", path)
    marked = block.get("marked") == "true"
    for part in PARTS_OF_SPEECH:
        for item in plain.items(block.get(part, []), part, path):
            entry = {"text": item} if isinstance(item, str) else plain.keys(item, part, path)
            wording = plain.text(entry.get("text"), f"the text of an entry under {part}", path)
            forms = plain.texts(entry.get("forms", []), f"the forms of {wording}", path)
            own = plain.text(entry.get("source", source), f"the source of {wording}", path)
            note = entry.get("note")
            yield Expression(wording, language, axis.id, levels, part, own, forms, (), note, marked)
