"""TMX 1.1 to 1.4: translation memories.

Every unit that has a text in both languages is read. The languages are those that the user names,
else the source language of the file and the only other one; of regional variants the nearest
counts. Tags leave a placeholder where they stand alone and nothing where they surround text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fidelity.documents._decode import chunks
from fidelity.documents._inline import Codes, asides, passage
from fidelity.documents._remarks import remark
from fidelity.documents._xml import Node, Opened, steps
from fidelity.documents._xml_file import declared, language
from fidelity.errors import InputError
from fidelity.model import Place, Tag
from fidelity.passages import DocumentFile, Item, Notice, Passage, Unit
from fidelity.tags import matches

SUFFIXES = (".tmx",)
BILINGUAL = True

_CODES = Codes(
    frozenset({"hi"}), frozenset({"bpt", "ept", "it", "ut"}), equivalent="equiv", kind="type"
)
_EVERY = "*all*"
"""What a file says that has no one source language."""


def read(file: DocumentFile) -> Iterator[Item]:
    """Yield the units of a memory.

    Raises:
        InputError: it is broken, or it holds more than two languages and none was named.
    """
    default: Tag | None = None
    into = file.target
    root, without = "", 0
    for step in steps(chunks(file, declared), file.path, frozenset({"tu"})):
        if isinstance(step, Opened):
            if not root and step.name != "tmx":
                raise InputError(Place(file.path, step.line), "this is no TMX file", "see its name")
            root = "tmx"
            if step.name == "header":
                default = _source(step.attributes.get("srclang"), Place(file.path, step.line))
        elif isinstance(step, Node):
            found = list(_unit(step, file, default))
            texts = [item for item in found if isinstance(item, Unit)]
            without += not texts
            for text in texts:
                into = _same(into, text.target)
            yield from found
    if without:
        yield Notice(
            f"{without} of the units have no text in one of the two languages and are passed over",
            Place(file.path),
        )


def _same(into: Tag | None, target: Passage | None) -> Tag | None:
    """See that all units are translated into one language, where the user named none."""
    found = target.language if target else None
    if target and found and into and not matches(into, found):
        raise InputError(
            target.place(),
            f"the file holds translations into several languages: {into}, {found}",
            "name the one that you mean with --to",
        )
    return into or found


def _source(name: str | None, place: Place) -> Tag | None:
    return language(name, place) if name and name.lower() != _EVERY else None


def _unit(tu: Node, file: DocumentFile, default: Tag | None) -> Iterator[Item]:
    place = Place(file.path, tu.line, tu.column)
    default = _source(tu.attributes.get("srclang"), place) or default
    variants = [
        (language(tuv.attributes.get("lang"), Place(file.path, tuv.line, tuv.column)), seg)
        for tuv in tu.all("tuv")
        for seg in tuv.all("seg")
    ]
    source = _nearest(file.source or default or _other(variants, file.target, place), variants)
    if source is None:
        return
    rest = [variant for variant in variants if not matches(variant[0], source[0])]
    target = _nearest(file.target, rest) if file.target else _only(rest, place)
    if target is None:
        return
    name = tu.attributes.get("tuid")
    notes = tuple(note.text().strip() for note in tu.all("note"))
    for text, note in zip(notes, tu.all("note"), strict=True):
        if found := remark(text, Place(file.path, note.line, note.column)):
            yield found
    yield from _sides(source, target, file.path, name, notes)


_Variant = tuple[Tag, Node]


def _sides(
    source: _Variant, target: _Variant, file: str, name: str | None, notes: tuple[str, ...]
) -> Iterator[Unit]:
    """Yield the text of a unit, and the texts inside its codes in the order of the source."""
    pairs = [(source[1], target[1])]
    inner = list(asides(source[1], _CODES)), list(asides(target[1], _CODES))
    if len(inner[0]) == len(inner[1]):
        pairs += zip(*inner, strict=True)
    for number, (one, other) in enumerate(pairs):
        label = f"{name}/sub{number}" if name and number else name
        text = passage(one, _CODES, file, source[0], label)
        if text:
            yield Unit(text, passage(other, _CODES, file, target[0], label), label, notes)


def _nearest(wanted: Tag | None, variants: Sequence[_Variant]) -> _Variant | None:
    """Choose the text in a language, or in its nearest regional variant."""
    import langcodes

    fitting = [variant for variant in variants if wanted and matches(wanted, variant[0])]
    return min(
        fitting,
        key=lambda variant: langcodes.tag_distance(wanted or "", variant[0]),
        default=None,
    )


def _other(variants: Sequence[_Variant], target: Tag | None, place: Place) -> Tag | None:
    """Tell the source language where only the target is known."""
    if target is None and variants:
        raise InputError(
            place, "the file does not say which language is the source", "name it with --from"
        )
    found = _only([one for one in variants if target and not matches(target, one[0])], place)
    return found[0] if found else None


def _only(variants: Sequence[_Variant], place: Place) -> _Variant | None:
    languages = sorted({variant[0] for variant in variants})
    if len(languages) > 1:
        raise InputError(
            place,
            f"the unit holds several languages: {', '.join(languages[:9])}",
            "name the two that you mean with --from and --to",
        )
    return variants[0] if variants else None
